/**
 * What the operators' screens and the server say to each other about access. Types only: the shapes of the
 * requests are checked by the Zod schemas of the routes.
 */

import type { Instante } from '../dominio/acta.ts';
import type { Permiso, Rol } from './permisos.ts';
import type { PersonaEnSesion } from './ruta.ts';

/** `GET /api/proceso` (anybody). */
export interface ProcesoEnPantalla {
  readonly nombre: string;
  readonly nombreLargo: string;
  readonly tipo: 'demostracion' | 'simulacro' | 'jornada';
  readonly instituto: { readonly nombre: string; readonly siglas: string };
  readonly elecciones: readonly { readonly clave: string; readonly nombre: string }[];
  /** clock of the server: the screens show its time, not that of the computer */
  readonly ahora: Instante;
  /** IANA name */
  readonly huso: string;
}

/** `GET /api/sesion`, and the answer of `POST /api/sesion` when it opens one. */
export interface Sesion {
  readonly persona: PersonaEnSesion & { readonly nombreDeRol: string };
  readonly permisos: readonly Permiso[];
  /** goes back in the header `x-csrf` of every request that is not a GET */
  readonly csrf: string;
  /** `por_enrolar`: nothing else may be done until the second factor is set */
  readonly segundoFactor: 'listo' | 'sin_enrolar' | 'por_enrolar';
  /** it ends then if nothing is asked before */
  readonly vence: Instante;
}

/**
 * `POST /api/sesion`. Refusals: CREDENCIALES, FALTA_SEGUNDO_FACTOR, ESPERE, BLOQUEADA, SIN_CONFIRMAR, REVOCADA,
 * YA_HAY_SESION. `DELETE /api/sesion` ends it.
 */
export interface Entrada {
  readonly persona: string;
  readonly contrasena: string;
  /** six digits, or a recovery code */
  readonly segundoFactor?: string;
  /** `cerrar`: end the session that the same person has open somewhere else */
  readonly otraSesion?: 'conservar' | 'cerrar';
}

/** `POST /api/activacion`: the code of the slip, once. Then the coordinator confirms on their own screen. */
export interface Activacion {
  readonly persona: string;
  readonly codigo: string;
  readonly contrasena: string;
}

/**
 * `GET /api/activacion/:persona`: what the person who waits sees, only in the browser that used the code or in one
 * that gave the right password (SIN_CONFIRMAR); in any other, NO_EXISTE.
 */
export interface EstadoDeActivacion {
  readonly estado: EstadoDePersona;
  /** four digits that coordinator and person compare aloud; null once confirmed */
  readonly cotejo: string | null;
}

/** `POST /api/segundo-factor` begins; `POST /api/segundo-factor/confirmacion {codigo}` ends and gives the recovery codes once. */
export interface SegundoFactorPorConfirmar {
  /** base 32, to type where the QR cannot be read */
  readonly secreto: string;
  /** SVG of the otpauth:// address */
  readonly qr: string;
}

export type EstadoDePersona = 'por_activar' | 'por_confirmar' | 'activa' | 'bloqueada' | 'revocada';

/** `GET /api/personas` → `{ personas: PersonaEnLista[] }`, those of one's centre (all for administrador and auditor). */
export interface PersonaEnLista {
  readonly clave: string;
  readonly nombre: string;
  readonly rol: Rol;
  readonly nombreDeRol: string;
  readonly centro: string;
  readonly estado: EstadoDePersona;
  /** while `por_confirmar`: the same four digits that the person sees */
  readonly cotejo: string | null;
  readonly segundoFactor: 'listo' | 'sin_enrolar' | 'por_enrolar';
  readonly sesion: { readonly desde: Instante; readonly ultima: Instante } | null;
  readonly fallas: number;
}

/**
 * `POST /api/personas/:clave/confirmacion`, `/desbloqueo`, `/revocacion {razon}`, `/cierre` (ends their session),
 * `/codigo` (administrador: a new activation code, given once) → `{ persona: PersonaEnLista, codigo?: string }`.
 *
 * `POST /api/personas/carga {csv, modo: 'revisar' | 'cargar'}` (administrador) → `CargaDePersonas`; with errors nothing is loaded.
 */
export interface CargaDePersonas {
  readonly personas: number;
  readonly nuevas: number;
  readonly errores: readonly { readonly linea: number; readonly columna: string; readonly mensaje: string }[];
  /** PDF of the slips, base 64, once; null when only checking */
  readonly talones: string | null;
}

/**
 * `GET /api/accesos?despuesDe=&antesDe=` → `{ accesos: Acceso[] }`, newest first, at most 200: `despuesDe` a seq, what
 * is newer (to bring a list up to date); `antesDe`, what is older (to go on reading).
 */
export interface Acceso {
  readonly seq: number;
  readonly momento: Instante;
  readonly persona: string;
  readonly lugar: string;
  readonly tipo: string;
  /** a sentence in Spanish */
  readonly que: string;
}
