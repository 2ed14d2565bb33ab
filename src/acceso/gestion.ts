/** What a coordination and the administration do with people: see them, confirm, unlock, revoke, give a new code. */

import type { PoolClient } from 'pg';
import type { FallaBase } from '../bitacora/bitacora.ts';
import type { Instante } from '../dominio/acta.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { centroVisible, puedeActuarSobre, puedeVer } from './autoridad.ts';
import { type Autor, type Contexto, change, type Escribir } from './contexto.ts';
import type { PersonaEnLista } from './contrato.ts';
import type { HechoDeAcceso, RazonDeCierre } from './hechos.ts';
import { listPersonas, lockPersona, type Persona } from './personas.ts';
import type { PersonaEnSesion } from './ruta.ts';
import { createCodigo, huellaDe } from './secretos.ts';
import { closeSesiones, tellCierres, vigenciaDe } from './sesiones.ts';

export type FallaDeGestion =
  | FallaBase
  | Refusal<'NO_EXISTE' | 'SIN_PERMISO' | 'NO_ESTA_POR_CONFIRMAR' | 'NO_ESTA_BLOQUEADA' | 'REVOCADA'>;

type Rechazada = Exclude<FallaDeGestion, FallaBase>;

/** The people that somebody may see, by key. */
export async function list(contexto: Contexto, quien: PersonaEnSesion): Promise<readonly PersonaEnLista[]> {
  const ahora = contexto.now();
  const filtro = { centro: centroVisible(quien), clave: null };
  return listPersonas(contexto.pool, filtro, vigenciaDe(contexto.ajustes, ahora), ahora);
}

/** Confirms that who waits is who they say: both read the same four digits. */
export async function confirm(contexto: Contexto, quien: PersonaEnSesion, clave: string) {
  return act(contexto, quien, clave, async (client, escribir, persona) => {
    if (persona.estado !== 'por_confirmar') {
      return refuse(
        'NO_ESTA_POR_CONFIRMAR',
        persona.estado === 'por_activar'
          ? 'Esa persona todavía no usa el código de su talón. Actualice la lista cuando lo haya hecho.'
          : 'Esa persona ya no espera confirmación. Actualice la lista.',
      );
    }
    await client.query(`update prep.persona set estado = 'activa', cotejo = null where clave = $1`, [clave]);
    await escribir(quien, { tipo: 'confirmada', datos: { persona: clave } });
    return ok(null);
  });
}

/** Ends a lock, and the waits of who fails. */
export async function unlock(contexto: Contexto, quien: PersonaEnSesion, clave: string) {
  return act(contexto, quien, clave, async (client, escribir, persona, ahora) => {
    const waiting = persona.espera !== null && persona.espera.toISOString() > ahora;
    if (!waiting && persona.fallas === 0) {
      return refuse('NO_ESTA_BLOQUEADA', 'Esa persona no está bloqueada. Actualice la lista.');
    }
    await client.query(
      'update prep.persona set fallas = 0, espera = null, bloqueada = false where clave = $1',
      [clave],
    );
    await escribir(quien, { tipo: 'desbloqueada', datos: { persona: clave } });
    return ok(null);
  });
}

/** Takes the access away, for good, and ends what is open. */
export async function revoke(contexto: Contexto, quien: PersonaEnSesion, clave: string, razon: string) {
  return act(contexto, quien, clave, async (client, escribir, persona, ahora) => {
    if (persona.estado === 'revocada') return REVOCADA;
    await client.query(
      `update prep.persona set estado = 'revocada', codigo = null, cotejo = null, navegador = null where clave = $1`,
      [clave],
    );
    return closeAll(client, escribir, quien, clave, ahora, 'revocacion', {
      tipo: 'revocada',
      datos: { persona: clave, razon },
    });
  });
}

/** Ends the sessions of somebody, who may log in again. */
export async function closeOf(contexto: Contexto, quien: PersonaEnSesion, clave: string) {
  return act(contexto, quien, clave, (client, escribir, _persona, ahora) =>
    closeAll(client, escribir, quien, clave, ahora, 'coordinacion', null),
  );
}

export interface CodigoDado {
  readonly persona: PersonaEnLista;
  /** to print or dictate: it is not kept */
  readonly codigo: string;
}

/**
 * Gives a new activation code: the password, the second factor and what is open end, and the person has to be
 * confirmed again. Who only has this power can enter nobody's session.
 *
 * @param confirmacion `ninguna` only from the command line, for the administration itself
 */
export async function giveCodigo(
  contexto: Contexto,
  quien: Autor,
  clave: string,
  confirmacion: Persona['confirmacion'],
): Promise<Result<CodigoDado, FallaDeGestion>> {
  const codigo = createCodigo(contexto.azar);
  const given = await change<PersonaEnLista, Rechazada>(contexto, async (client, escribir) => {
    const persona = await lockPersona(client, clave);
    if (persona === null) return NO_EXISTE;
    if (quien.clave === clave) return refuse('SIN_PERMISO', 'Nadie decide sobre su propio acceso.');
    if (persona.estado === 'revocada') return REVOCADA;
    const ahora = contexto.now();
    await reset(client, clave, codigo, confirmacion, ahora);
    await closeAll(client, escribir, quien, clave, ahora, 'codigo_nuevo', {
      tipo: 'codigo_dado',
      datos: { persona: clave },
    });
    return seen(contexto, client, clave, ahora);
  });
  return given.ok ? ok({ persona: given.value, codigo }) : given;
}

async function reset(
  client: PoolClient,
  clave: string,
  codigo: string,
  confirmacion: Persona['confirmacion'],
  ahora: Instante,
): Promise<void> {
  await client.query(
    `update prep.persona set estado = 'por_activar', codigo = $2, confirmacion = $3, contrasena = null, cotejo = null, navegador = null,
            factor = null, factor_nuevo = null, paso = 0, fallas = 0, espera = null, bloqueada = false where clave = $1`,
    [clave, huellaDe(codigo), confirmacion],
  );
  await client.query(
    'update prep.codigo_de_recuperacion set usado = $2 where persona = $1 and usado is null',
    [clave, ahora],
  );
}

const NO_EXISTE = refuse('NO_EXISTE', 'No hay una persona con esa clave. Actualice la lista.');

const REVOCADA = refuse(
  'REVOCADA',
  'El acceso de esa persona fue revocado. Para que vuelva, la administración carga una clave nueva.',
);

async function closeAll(
  client: PoolClient,
  escribir: Escribir,
  quien: Autor,
  clave: string,
  ahora: Instante,
  razon: RazonDeCierre,
  hecho: HechoDeAcceso | null,
): Promise<Result<null, never>> {
  const closed = await closeSesiones(client, clave, { tipo: 'todas' }, ahora);
  if (hecho !== null) await escribir(quien, hecho);
  await tellCierres(escribir, quien, clave, closed, razon);
  return ok(null);
}

/** Does something to a person over whom one has authority, and gives the person as they are now. */
async function act(
  contexto: Contexto,
  quien: PersonaEnSesion,
  clave: string,
  body: (
    client: PoolClient,
    escribir: Escribir,
    persona: Persona,
    ahora: Instante,
  ) => Promise<Result<null, Rechazada>>,
): Promise<Result<PersonaEnLista, FallaDeGestion>> {
  return change<PersonaEnLista, Rechazada>(contexto, async (client, escribir) => {
    const persona = await lockPersona(client, clave);
    // Who is of another centre is not even said to exist.
    if (persona === null || !puedeVer(quien, persona)) return NO_EXISTE;
    const allowed = puedeActuarSobre(quien, persona);
    if (!allowed.ok) return allowed;
    const ahora = contexto.now();
    const done = await body(client, escribir, persona, ahora);
    return done.ok ? seen(contexto, client, clave, ahora) : done;
  });
}

async function seen(
  { ajustes }: Contexto,
  client: PoolClient,
  clave: string,
  ahora: Instante,
): Promise<Result<PersonaEnLista, Rechazada>> {
  const [persona] = await listPersonas(client, { centro: null, clave }, vigenciaDe(ajustes, ahora), ahora);
  return persona === undefined ? NO_EXISTE : ok(persona);
}
