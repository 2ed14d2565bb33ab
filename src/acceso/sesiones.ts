/**
 * Sessions: a row for each, found by the SHA-256 of the token that only the browser has. They end when the person
 * leaves, when nothing is asked for a while, when they have lasted too long, or when somebody ends them.
 */

import type { FallaBase } from '../bitacora/bitacora.ts';
import { classifyError } from '../bitacora/fallas.ts';
import type { Instante } from '../dominio/acta.ts';
import { fail, ok, type Result } from '../dominio/result.ts';
import type { AjustesDeAcceso } from './ajustes.ts';
import { after, type Contexto, change, type Escribir } from './contexto.ts';
import type { Sesion } from './contrato.ts';
import type { Factor, RazonDeCierre } from './hechos.ts';
import { NOMBRE_DE_ROL, permisosDe, type Rol } from './permisos.ts';
import { type Db, enSesion, factorDe, type Persona, type Vigencia } from './personas.ts';
import type { PersonaEnSesion } from './ruta.ts';
import { createToken, csrfDe, huellaDe } from './secretos.ts';

/** An open session, as the guard of the routes needs it. */
export interface SesionAbierta {
  readonly id: number;
  readonly persona: PersonaEnSesion;
  readonly segundoFactor: Sesion['segundoFactor'];
  readonly csrf: string;
  readonly vence: Instante;
}

/** `vencida`: there was one, and it has just ended by itself. */
export type SesionBuscada = SesionAbierta | 'vencida' | 'ninguna';

interface Fila extends Pick<Persona, 'clave' | 'nombre' | 'rol' | 'centro' | 'estado'> {
  readonly id: string;
  readonly abierta: Date;
  readonly ultima: Date;
  readonly con_factor: boolean;
}

/** Being present is written at most this often; it is not a fact. */
const ENTRE_SENALES_MS = 60_000;

/** The open session of a token. */
export async function findSesion(
  contexto: Contexto,
  token: string,
): Promise<Result<SesionBuscada, FallaBase>> {
  try {
    return ok(await find(contexto, token));
  } catch (error) {
    const falla = classifyError(error);
    if (falla === null) throw error;
    return fail(falla);
  }
}

async function find(contexto: Contexto, token: string): Promise<SesionBuscada> {
  const { pool, now, ajustes } = contexto;
  const { rows } = await pool.query<Fila>({
    name: 'acceso_sesion',
    text: `select sesion.id, sesion.abierta, sesion.ultima, clave, nombre, rol, centro, estado,
                  factor is not null as con_factor
             from prep.sesion join prep.persona on clave = sesion.persona
            where huella = $1 and cerrada is null`,
    values: [huellaDe(token)],
  });
  const [fila] = rows;
  if (fila === undefined || fila.estado !== 'activa') return 'ninguna';
  const ahora = now();
  const limites = vencimientosDe(fila, ajustes);
  if (ahora >= limites.vence) {
    await expire(contexto, fila, limites.razon);
    return 'vencida';
  }
  if (Date.parse(ahora) - fila.ultima.getTime() >= ENTRE_SENALES_MS) {
    await pool.query('update prep.sesion set ultima = $2 where id = $1 and ultima < $2', [fila.id, ahora]);
  }
  return {
    id: Number(fila.id),
    persona: { clave: fila.clave, nombre: fila.nombre, rol: fila.rol, centro: fila.centro },
    segundoFactor: factorDe(fila.rol, fila.con_factor ? 'puesto' : 'falta'),
    csrf: csrfDe(token),
    vence: vencimientosDe({ abierta: fila.abierta, ultima: new Date(ahora) }, ajustes).vence,
  };
}

/** When a session ends if nothing is asked, and why. */
function vencimientosDe(
  { abierta, ultima }: { readonly abierta: Date; readonly ultima: Date },
  { minutosDeInactividad, horasDeSesion }: AjustesDeAcceso,
): { readonly vence: Instante; readonly razon: 'inactividad' | 'duracion' } {
  const porInactividad = after(ultima.toISOString(), minutosDeInactividad * 60);
  const porDuracion = after(abierta.toISOString(), horasDeSesion * 3600);
  return porInactividad < porDuracion
    ? { vence: porInactividad, razon: 'inactividad' }
    : { vence: porDuracion, razon: 'duracion' };
}

/** From when on a session that is not closed has not expired. */
export function vigenciaDe(
  { minutosDeInactividad, horasDeSesion }: AjustesDeAcceso,
  ahora: Instante,
): Vigencia {
  return {
    abiertaDespuesDe: after(ahora, -horasDeSesion * 3600),
    ultimaDespuesDe: after(ahora, -minutosDeInactividad * 60),
  };
}

async function expire(
  contexto: Contexto,
  { id, clave, centro }: Fila,
  razon: 'inactividad' | 'duracion',
): Promise<void> {
  await change(contexto, async (client, escribir) => {
    const closed = await client.query(
      'update prep.sesion set cerrada = $2 where id = $1 and cerrada is null',
      [id, contexto.now()],
    );
    // Two requests found it at once: one fact.
    if (closed.rowCount === 1) {
      const datos = { persona: clave, sesion: Number(id), razon };
      await escribir({ clave, centro }, { tipo: 'sesion_vencida', datos });
    }
    return ok(null);
  });
}

/** Whether a person has a session open, besides that of a token. */
export async function hasOtraSesion(
  db: Db,
  persona: string,
  vigencia: Vigencia,
  propia: string | null,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from prep.sesion where persona = $1 and cerrada is null and abierta > $2 and ultima > $3
        and ($4::bytea is null or huella <> $4) limit 1`,
    [persona, vigencia.abiertaDespuesDe, vigencia.ultimaDespuesDe, propia === null ? null : huellaDe(propia)],
  );
  return rowCount === 1;
}

/** Which sessions of a person to end. */
export type CualesSesiones =
  | { readonly tipo: 'todas' }
  | { readonly tipo: 'una'; readonly id: number }
  | { readonly tipo: 'de_token'; readonly token: string };

/** Ends sessions; gives their numbers, whose facts have to be written. */
export async function closeSesiones(
  db: Db,
  persona: string,
  cuales: CualesSesiones,
  ahora: Instante,
): Promise<readonly number[]> {
  const { rows } = await db.query<{ id: string }>(
    `update prep.sesion set cerrada = $2 where persona = $1 and cerrada is null
        and ($3::bigint is null or id = $3) and ($4::bytea is null or huella = $4) returning id`,
    [
      persona,
      ahora,
      cuales.tipo === 'una' ? cuales.id : null,
      cuales.tipo === 'de_token' ? huellaDe(cuales.token) : null,
    ],
  );
  return rows.map(({ id }) => Number(id));
}

export async function tellCierres(
  escribir: Escribir,
  autor: { readonly clave: string; readonly centro: string },
  persona: string,
  sesiones: readonly number[],
  razon: RazonDeCierre,
): Promise<void> {
  for (const sesion of sesiones) {
    await escribir(autor, { tipo: 'sesion_cerrada', datos: { persona, sesion, razon } });
  }
}

/** The row of a new session, whose fact has to be written. */
export async function insertSesion(
  contexto: Contexto,
  db: Db,
  persona: Persona,
  direccion: string,
): Promise<{ readonly token: string; readonly abierta: SesionAbierta }> {
  const token = createToken(contexto.azar);
  const ahora = contexto.now();
  const { rows } = await db.query<{ id: string }>(
    `insert into prep.sesion (huella, persona, abierta, ultima, direccion) values ($1, $2, $3, $3, $4) returning id`,
    [huellaDe(token), persona.clave, ahora, direccion],
  );
  const instante = new Date(ahora);
  return {
    token,
    abierta: {
      id: Number(rows[0]?.id),
      persona: enSesion(persona),
      segundoFactor: factorDe(persona.rol, persona.factor === null ? 'falta' : 'puesto'),
      csrf: csrfDe(token),
      vence: vencimientosDe({ abierta: instante, ultima: instante }, contexto.ajustes).vence,
    },
  };
}

/** The fact of a new session. */
export function hechoDeSesion({ id, persona }: SesionAbierta, direccion: string, factor: Factor) {
  const datos = { persona: persona.clave, sesion: id, direccion, factor };
  return { tipo: 'sesion_abierta', datos } as const;
}

/** The person leaves. */
export async function leave(
  contexto: Contexto,
  { id, persona }: SesionAbierta,
): Promise<Result<null, FallaBase>> {
  return change(contexto, async (client, escribir) => {
    const closed = await closeSesiones(client, persona.clave, { tipo: 'una', id }, contexto.now());
    await tellCierres(escribir, persona, persona.clave, closed, 'salida');
    return ok(null);
  });
}

/** What a session is for the screens. */
export function toSesion({ persona, segundoFactor, csrf, vence }: SesionAbierta): Sesion {
  const rol: Rol = persona.rol;
  return {
    persona: { ...persona, nombreDeRol: NOMBRE_DE_ROL[rol] },
    // Until the second factor is set nothing else may be done, so nothing else is offered.
    permisos: segundoFactor === 'por_enrolar' ? [] : permisosDe(rol),
    csrf,
    segundoFactor,
    vence,
  };
}
