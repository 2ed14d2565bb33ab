/**
 * Access: people, sessions, second factor and what may be done with them. Its rows are beside the bitácora, and every
 * change of one is a fact of it, in the same transaction.
 */

import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import type { Bitacora } from '../bitacora/bitacora.ts';
import type { Instante } from '../dominio/acta.ts';
import { ok, type Refusal, type Result } from '../dominio/result.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { listAccesos, type TramoDeAccesos } from './accesos.ts';
import { activate, type PeticionDeActivacion, waitingFor } from './activacion.ts';
import { AJUSTES_DE_ACCESO, type AjustesDeAcceso } from './ajustes.ts';
import { createPrimera, findAdministracion, loadPersonas, type PeticionDeCarga } from './carga.ts';
import { type Autor, type Contexto, change } from './contexto.ts';
import { createContrasenas } from './contrasena.ts';
import type { EquipoQuePide } from './contrato-de-equipos.ts';
import { enter, type PeticionDeEntrada } from './entrada.ts';
import { centroDeEquipos, type Equipo, listEquipos } from './equipos.ts';
import { loadEquipos, type PeticionDeCargaDeEquipos } from './equipos-carga.ts';
import { createEnrolamiento } from './equipos-enrolamiento.ts';
import { addEquipo, confirmEquipo, giveCodigoDeEquipo, revokeEquipo } from './equipos-gestion.ts';
import type { FilaDeEquipo } from './equipos-leer.ts';
import { findForGuard, noteDesfase, seeEquipo } from './equipos-senales.ts';
import { closeOf, confirm, giveCodigo, list, revoke, unlock } from './gestion.ts';
import { DESCONOCIDA } from './hechos.ts';
import { createIntentos } from './intentos.ts';
import { openLlave } from './llave.ts';
import { listDeEstacion, type Persona } from './personas.ts';
import type { PersonaEnSesion } from './ruta.ts';
import type { Azar } from './secretos.ts';
import { beginFactor, confirmFactor } from './segundo-factor.ts';
import { findSesion, leave, type SesionAbierta } from './sesiones.ts';

export interface PartesDeAcceso {
  readonly pool: Pool;
  readonly bitacora: Pick<Bitacora, 'noteWith'>;
  readonly proceso: Proceso;
  readonly now: () => Instante;
  /** folder of the key that seals the second factors */
  readonly datos: string;
  readonly ajustes?: Partial<AjustesDeAcceso>;
  readonly azar?: Azar;
}

export type Acceso = ReturnType<typeof composeAcceso>;

/** Puts access together; refused when the key of the second factors is missing. */
export async function createAcceso({
  datos,
  ajustes: given,
  azar = randomBytes,
  ...partes
}: PartesDeAcceso): Promise<Result<Acceso, Refusal<'LLAVE_PERDIDA'>>> {
  const llave = await openLlave(datos, partes.pool);
  if (!llave.ok) return llave;
  const ajustes = { ...AJUSTES_DE_ACCESO, ...given };
  const contrasenas = createContrasenas(ajustes.contrasena, azar);
  return ok(composeAcceso({ ...partes, ajustes, azar, contrasenas, llave: llave.value }));
}

function composeAcceso(contexto: Contexto) {
  const intentos = createIntentos(contexto);
  return {
    now: contexto.now,
    proceso: contexto.proceso,
    enter: (peticion: PeticionDeEntrada) => enter(contexto, intentos, peticion),
    leave: (sesion: SesionAbierta) => leave(contexto, sesion),
    findSesion: (token: string) => findSesion(contexto, token),

    activate: (peticion: PeticionDeActivacion) => activate(contexto, intentos, peticion),
    waitingFor: (clave: string, navegador: string | null) => waitingFor(contexto, clave, navegador),
    beginFactor: (quien: PersonaEnSesion) => beginFactor(contexto, quien),
    confirmFactor: (quien: PersonaEnSesion, codigo: string) => confirmFactor(contexto, quien, codigo),

    list: (quien: PersonaEnSesion) => list(contexto, quien),
    confirm: (quien: PersonaEnSesion, clave: string) => confirm(contexto, quien, clave),
    unlock: (quien: PersonaEnSesion, clave: string) => unlock(contexto, quien, clave),
    closeOf: (quien: PersonaEnSesion, clave: string) => closeOf(contexto, quien, clave),
    revoke: (quien: PersonaEnSesion, clave: string, razon: string) => revoke(contexto, quien, clave, razon),
    giveCodigo: (quien: Autor, clave: string, confirmacion: Persona['confirmacion']) =>
      giveCodigo(contexto, quien, clave, confirmacion),

    loadPersonas: (quien: Autor, peticion: PeticionDeCarga) => loadPersonas(contexto, quien, peticion),
    createPrimera: (quien: Autor, nombre: string) => createPrimera(contexto, quien, nombre),
    findAdministracion: () => findAdministracion(contexto),

    enrolEquipo: createEnrolamiento(contexto),
    listEquipos: (quien: PersonaEnSesion) => listEquipos(contexto.pool, centroDeEquipos(quien)),
    addEquipo: (quien: PersonaEnSesion, fila: FilaDeEquipo) => addEquipo(contexto, quien, fila),
    confirmEquipo: (quien: PersonaEnSesion, clave: string) => confirmEquipo(contexto, quien, clave),
    revokeEquipo: (quien: PersonaEnSesion, clave: string, razon: string) =>
      revokeEquipo(contexto, quien, clave, razon),
    giveCodigoDeEquipo: (quien: PersonaEnSesion, clave: string) => giveCodigoDeEquipo(contexto, quien, clave),
    loadEquipos: (quien: PersonaEnSesion, peticion: PeticionDeCargaDeEquipos) =>
      loadEquipos(contexto, quien, peticion),
    findEquipo: (clave: string) => findForGuard(contexto, clave),
    seeEquipo: (equipo: Equipo) => seeEquipo(contexto, equipo),
    personasDeEstacion: (centro: string) => listDeEstacion(contexto.pool, centro),
    noteDesfase: (clave: string, desfase: number) => noteDesfase(contexto, clave, desfase),
    /** Writes that somebody asked as an equipo without its key; that the database is away is not their concern. */
    async tellFirmaFalsa(
      { clave, centro }: EquipoQuePide,
      ruta: string,
      direccion: string,
      omitidas: number,
    ): Promise<void> {
      await change(contexto, async (_client, escribir) => {
        const datos = { equipo: clave, ruta, direccion, omitidas };
        await escribir({ clave: DESCONOCIDA, centro }, { tipo: 'firma_falsa', datos });
        return ok(null);
      });
    },

    listAccesos: (quien: PersonaEnSesion, tramo: TramoDeAccesos) => listAccesos(contexto, quien, tramo),
    /** Writes that something was refused to somebody; that the database is away is not their concern. */
    async tellRechazo(quien: PersonaEnSesion, ruta: string, codigo: string, omitidas: number): Promise<void> {
      await change(contexto, async (_client, escribir) => {
        const datos = { persona: quien.clave, ruta, codigo, omitidas };
        await escribir(quien, { tipo: 'peticion_rechazada', datos });
        return ok(null);
      });
    },
  };
}
