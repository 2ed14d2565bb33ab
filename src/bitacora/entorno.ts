/**
 * What every part of the bitácora works with, and the two ways in which it touches the database: one statement,
 * or one transaction. Failures of the database come out of here as refusals.
 */

import type { Client, Pool, PoolClient } from 'pg';
import { fail, type Result } from '../dominio/result.ts';
import { classifyError, DISCO_LLENO, type FallaBase } from './fallas.ts';
import type { AjustesDeProyeccion } from './proyeccion.ts';

export interface Entorno {
  /** for what takes milliseconds */
  readonly pool: Pool;
  /** a connection of its own for what takes longer, so that it never leaves the pool without connections */
  readonly connect: () => Promise<Client>;
  readonly ajustes: AjustesDeProyeccion;
  /** asked when the server is lost: without room it cannot even say why it died */
  readonly disco: () => Promise<'lleno' | 'con_espacio'>;
  /** told after each write */
  readonly announce: () => void;
}

/** Runs something that uses the database; its expected failures become a refusal, bugs crash. */
export async function guard<T, E>(
  { disco }: Pick<Entorno, 'disco'>,
  body: () => Promise<Result<T, E>>,
): Promise<Result<T, E | FallaBase>> {
  try {
    return await body();
  } catch (error) {
    const falla = classifyError(error);
    if (falla === null) throw error;
    if (falla.codigo === 'BASE_NO_DISPONIBLE' && (await disco()) === 'lleno') return fail(DISCO_LLENO);
    return fail(falla);
  }
}

/** Runs `body` in a transaction. A failed result undoes it, as an error does. */
export async function transaction<T, E>(
  pool: Pool,
  body: (client: PoolClient) => Promise<Result<T, E>>,
): Promise<Result<T, E>> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await body(client);
    await client.query(result.ok ? 'commit' : 'rollback');
    client.release();
    return result;
  } catch (error) {
    // Closing the connection undoes what it had begun, whatever state it is in.
    client.release(true);
    throw error;
  }
}

/** Ends a connection of its own; one that is already lost needs no farewell. */
export async function disconnect(client: Client): Promise<void> {
  try {
    await client.end();
  } catch (error) {
    if (classifyError(error) === null) throw error;
  }
}
