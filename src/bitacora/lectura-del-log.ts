/**
 * Reading the log: what happened, in order, up to a position below which nothing is still to come.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { ok, type Result } from '../dominio/result.ts';
import { type Entorno, guard } from './entorno.ts';
import { COLUMNAS_EVENTO, type Evento, type FilaEvento, readEvento, seal } from './evento.ts';
import { classifyError, ErrorDeBase, type FallaBase } from './fallas.ts';

/** Events of a page: some hundreds of kilobytes. */
const PAGINA = 2000;

export interface Tramo {
  /** events after this position, which is not included */
  readonly despuesDe: number;
  /** to this one, included; by default, to the last position when the reading begins */
  readonly hasta?: number | undefined;
}

/**
 * The last position of the log such that every fact at or before it is already written. Facts are committed in
 * another order than their seq: the largest that can be seen may have, below it, some still on their way.
 */
export async function position(entorno: Entorno): Promise<Result<number, FallaBase>> {
  return guard(entorno, async () => ok(await settledPosition(entorno)));
}

/** The same, for those who handle the errors of the database themselves. */
export async function settledPosition({ pool }: Pick<Entorno, 'pool'>): Promise<number> {
  const last = await pool.query<{ seq: string }>('select coalesce(max(seq), 0) as seq from prep.evento');
  // Whoever has a seq below that one took it before, and has held the log ever since: it is among these writers,
  // or has finished. New ones are not waited for, and nobody waits for us.
  let writers = await findWriters(pool, null);
  while (writers.length > 0) {
    await sleep(ESPERA_MS);
    writers = await findWriters(pool, writers);
  }
  return Number(last.rows[0]?.seq);
}

const ESPERA_MS = 2;

/** Transactions that are writing in the log now; of the given ones, those that still are. */
async function findWriters(pool: Pool, among: readonly string[] | null): Promise<readonly string[]> {
  const { rows } = await pool.query<{ transaccion: string }>(
    `select virtualtransaction as transaccion from pg_locks
      where relation = 'prep.evento'::regclass and mode = 'RowExclusiveLock' and granted
        and database = (select oid from pg_database where datname = current_database())
        and ($1::text[] is null or virtualtransaction = any($1))`,
    [among],
  );
  return rows.map(({ transaccion }) => transaccion);
}

/**
 * The facts of a stretch of the log, in order.
 *
 * @throws {ErrorDeBase} when the database is lost on the way
 */
export async function* events(entorno: Entorno, { despuesDe, hasta }: Tramo): AsyncGenerator<Evento, void> {
  try {
    const end = hasta ?? (await settledPosition(entorno));
    let last = despuesDe;
    while (last < end) {
      const { rows } = await entorno.pool.query<FilaEvento>({
        name: 'bitacora_tramo',
        text: `select ${COLUMNAS_EVENTO} from prep.evento where seq > $1 and seq <= $2 order by seq limit ${PAGINA}`,
        values: [last, end],
      });
      for (const fila of rows) yield readEvento(fila);
      last = rows.length < PAGINA ? end : Number(rows.at(-1)?.seq);
    }
  } catch (error) {
    throw asErrorDeBase(error);
  }
}

/** The facts of one acta, or of one flujo, in order. */
export async function history(entorno: Entorno, acta: string): Promise<Result<readonly Evento[], FallaBase>> {
  return guard(entorno, async () => {
    const { rows } = await entorno.pool.query<FilaEvento>({
      name: 'bitacora_historia',
      text: `select ${COLUMNAS_EVENTO} from prep.evento where acta = $1 order by version`,
      values: [acta],
    });
    return ok(rows.map(readEvento));
  });
}

export interface Revision {
  /** events whose hash was recomputed */
  readonly revisados: number;
  /** the first whose content is not what was hashed, or null */
  readonly primeroDistinto: Evento | null;
}

/** Recomputes the SHA-256 of every fact, in order, until one differs. */
export async function verifyHashes(entorno: Entorno): Promise<Result<Revision, FallaBase>> {
  return guard<Revision, FallaBase>(entorno, async () => {
    let revisados = 0;
    for await (const evento of events(entorno, { despuesDe: 0 })) {
      revisados += 1;
      if (seal(evento).sha256.toString('hex') !== evento.sha256)
        return ok({ revisados, primeroDistinto: evento });
    }
    return ok({ revisados, primeroDistinto: null });
  });
}

/** An expected failure of the database as the error that iterations throw; any other, as it came. */
export function asErrorDeBase(error: unknown): unknown {
  if (error instanceof ErrorDeBase) return error;
  const falla = classifyError(error);
  return falla === null ? error : new ErrorDeBase(falla, error);
}
