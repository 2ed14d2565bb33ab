/** That an equipo is there, and how far its clock is: what is known of it without being a fact. */

import type { FallaBase } from '../bitacora/bitacora.ts';
import { classifyError } from '../bitacora/fallas.ts';
import { fail, ok, type Result } from '../dominio/result.ts';
import type { Contexto } from './contexto.ts';
import { type Equipo, findEquipo } from './equipos.ts';

/** Written at most this often. */
const ENTRE_SENALES_MS = 60_000;

/** The equipo of a request; that the database is away is a value. */
export async function findForGuard(
  { pool }: Pick<Contexto, 'pool'>,
  clave: string,
): Promise<Result<Equipo | null, FallaBase>> {
  try {
    return ok(await findEquipo(pool, clave));
  } catch (error) {
    const falla = classifyError(error);
    if (falla === null) throw error;
    return fail(falla);
  }
}

/** Notes that an equipo asked for something of its own. */
export async function seeEquipo(
  { pool, now }: Pick<Contexto, 'pool' | 'now'>,
  { clave, ultima }: Equipo,
): Promise<void> {
  const ahora = now();
  if (ultima !== null && Date.parse(ahora) - ultima.getTime() < ENTRE_SENALES_MS) return;
  await pool.query(
    'update prep.equipo set ultima = $2 where clave = $1 and (ultima is null or ultima < $2)',
    [clave, ahora],
  );
}

/** Notes what an equipo says that its clock lacks, in milliseconds; the screen of equipos shows it. */
export async function noteDesfase(
  { pool }: Pick<Contexto, 'pool'>,
  clave: string,
  desfase: number,
): Promise<void> {
  await pool.query('update prep.equipo set desfase = $2 where clave = $1 and desfase is distinct from $2', [
    clave,
    desfase,
  ]);
}
