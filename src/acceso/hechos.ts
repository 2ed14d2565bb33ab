/**
 * The facts of access, in the flujo ACCESO of the bitácora, and the sentence that tells each to a person. They name
 * people and addresses, never a secret, nor what somebody typed where a key was expected: it may be a password.
 */

import type { Algoritmo } from '../comun/firma.ts';
import type { EquipoQuePide } from './contrato-de-equipos.ts';
import type { Rol } from './permisos.ts';

export type RazonDeCierre = 'salida' | 'otra_entrada' | 'coordinacion' | 'revocacion' | 'codigo_nuevo';

export type HechoDeAcceso =
  // sha256: of the file; null when there was none
  | Suceso<'personas_cargadas', { personas: readonly PersonaCargada[]; sha256: string | null }>
  | Suceso<'codigo_dado', { persona: string }>
  | Suceso<'activacion', { persona: string; direccion: string }>
  | Suceso<'confirmada', { persona: string }>
  | Suceso<'sesion_abierta', { persona: string; sesion: number; direccion: string; factor: Factor }>
  | Suceso<'sesion_cerrada', { persona: string; sesion: number; razon: RazonDeCierre }>
  | Suceso<'sesion_vencida', { persona: string; sesion: number; razon: 'inactividad' | 'duracion' }>
  | Suceso<
      'entrada_fallida',
      // persona: null when nobody has the key that was typed
      { persona: string | null; direccion: string; razon: RazonDeFalla; fallas: number; omitidas: number }
    >
  | Suceso<'bloqueada', { persona: string; direccion: string; fallas: number; hasta: string }>
  | Suceso<'desbloqueada', { persona: string }>
  | Suceso<'revocada', { persona: string; razon: string }>
  | Suceso<'segundo_factor_puesto', { persona: string }>
  | Suceso<'recuperacion_usada', { persona: string; quedan: number }>
  | Suceso<'peticion_rechazada', { persona: string; ruta: string; codigo: string; omitidas: number }>
  // sha256: of the file; null when there was none
  | Suceso<'equipos_dados_de_alta', { equipos: readonly EquipoDadoDeAlta[]; sha256: string | null }>
  | Suceso<'codigo_de_equipo_dado', { equipo: string }>
  | Suceso<
      'equipo_enrolado',
      // huella: SHA-256 of its public key
      { equipo: string; huella: string; algoritmo: Algoritmo; direccion: string }
    >
  | Suceso<'equipo_confirmado', { equipo: string; huella: string }>
  | Suceso<'equipo_revocado', { equipo: string; razon: string }>
  | Suceso<'enrolamiento_fallido', { direccion: string; omitidas: number }>
  | Suceso<'firma_falsa', { equipo: string; ruta: string; direccion: string; omitidas: number }>;

interface Suceso<T extends string, D> {
  readonly tipo: T;
  readonly datos: Readonly<D>;
}

interface PersonaCargada {
  readonly clave: string;
  readonly nombre: string;
  readonly rol: Rol;
  readonly centro: string;
}

export interface EquipoDadoDeAlta extends EquipoQuePide {
  readonly nombre: string;
}

export type RazonDeFalla = 'contrasena' | 'segundo_factor' | 'codigo_de_activacion' | 'desconocida';
/** With what the session was opened besides the password. */
export type Factor = 'ninguno' | 'totp' | 'recuperacion';

/** Who is in the facts when nobody is known to be there. */
export const DESCONOCIDA = 'DESCONOCIDA';
/** Place of the facts of who has not logged in. */
export const CONSOLA = 'CONSOLA';

const CIERRES: Readonly<Record<RazonDeCierre, string>> = {
  salida: 'Salió',
  otra_entrada: 'Su sesión se cerró al entrar en otra computadora',
  coordinacion: 'La coordinación cerró su sesión',
  revocacion: 'Su sesión se cerró al revocar su acceso',
  codigo_nuevo: 'Su sesión se cerró al darle un código nuevo',
};

const FALLAS: Readonly<Record<RazonDeFalla, string>> = {
  contrasena: 'Contraseña equivocada',
  segundo_factor: 'Segundo factor equivocado',
  codigo_de_activacion: 'Código de activación equivocado',
  desconocida: 'Intento con una clave que no existe',
};

const FACTORES: Readonly<Record<Factor, string>> = {
  ninguno: '',
  totp: ', con segundo factor',
  recuperacion: ', con un código de recuperación',
};

/** A fact, in a sentence. */
export function tellHecho(hecho: HechoDeAcceso): string {
  switch (hecho.tipo) {
    case 'personas_cargadas':
      return `Cargó ${cuantas(hecho.datos.personas.length, 'persona', 'personas')}`;
    case 'codigo_dado':
      return `Dio un código de activación nuevo a ${hecho.datos.persona}`;
    case 'activacion':
      return `Usó su código y puso su contraseña, desde ${hecho.datos.direccion}`;
    case 'confirmada':
      return `Confirmó a ${hecho.datos.persona}`;
    case 'sesion_abierta':
      return `Entró desde ${hecho.datos.direccion}${FACTORES[hecho.datos.factor]}`;
    case 'sesion_cerrada':
      return CIERRES[hecho.datos.razon];
    case 'sesion_vencida':
      return hecho.datos.razon === 'inactividad'
        ? 'Su sesión venció por inactividad'
        : 'Su sesión llegó a su duración máxima';
    case 'entrada_fallida':
      return `${FALLAS[hecho.datos.razon]}, desde ${hecho.datos.direccion}${otras(hecho.datos.omitidas)}`;
    case 'bloqueada':
      return `Se bloqueó tras ${cuantas(hecho.datos.fallas, 'falla seguida', 'fallas seguidas')}, la última desde ${hecho.datos.direccion}`;
    case 'desbloqueada':
      return `Desbloqueó a ${hecho.datos.persona}`;
    case 'revocada':
      return `Revocó a ${hecho.datos.persona}: ${hecho.datos.razon}`;
    case 'segundo_factor_puesto':
      return 'Puso su segundo factor';
    case 'recuperacion_usada':
      return `Usó un código de recuperación; le quedan ${hecho.datos.quedan}`;
    case 'peticion_rechazada':
      return `Se rechazó lo que pidió (${hecho.datos.ruta}): ${hecho.datos.codigo}${otras(hecho.datos.omitidas)}`;
    case 'equipos_dados_de_alta':
      return `Dio de alta ${cuantas(hecho.datos.equipos.length, 'equipo', 'equipos')}`;
    case 'codigo_de_equipo_dado':
      return `Dio un código nuevo al equipo ${hecho.datos.equipo}`;
    case 'equipo_enrolado':
      return `El equipo ${hecho.datos.equipo} usó su código, desde ${hecho.datos.direccion}`;
    case 'equipo_confirmado':
      return `Confirmó el equipo ${hecho.datos.equipo}`;
    case 'equipo_revocado':
      return `Revocó el equipo ${hecho.datos.equipo}: ${hecho.datos.razon}`;
    case 'enrolamiento_fallido':
      return `Alguien quiso enrolar un equipo con un código que no sirve, desde ${hecho.datos.direccion}${otras(hecho.datos.omitidas)}`;
    case 'firma_falsa':
      return `Una petición se presentó como el equipo ${hecho.datos.equipo} y no la firmó su llave (${hecho.datos.ruta}), desde ${hecho.datos.direccion}${otras(hecho.datos.omitidas)}`;
  }
}

function cuantas(n: number, one: string, many: string): string {
  return n === 1 ? `1 ${one}` : `${n.toLocaleString('es-MX')} ${many}`;
}

function otras(omitidas: number): string {
  return omitidas === 0 ? '' : `; y ${omitidas.toLocaleString('es-MX')} más desde la anotación anterior`;
}
