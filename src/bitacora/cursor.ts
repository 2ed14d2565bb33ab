/**
 * Rows of a question that do not fit in memory, page by page, inside a transaction that is already open.
 */

import type { Client, QueryResultRow } from 'pg';
import { asErrorDeBase } from './lectura-del-log.ts';

const PAGINA = 2000;
let cursores = 0;

/**
 * Reads with a cursor of the server.
 *
 * @param values of the `$1`, `$2` … of the question
 * @throws {ErrorDeBase} when the database is lost on the way
 */
export async function* scan<Fila extends QueryResultRow>(
  client: Client,
  text: string,
  values: readonly unknown[] = [],
): AsyncGenerator<Fila, void> {
  cursores += 1;
  const name = `cursor_${cursores}`;
  try {
    await client.query(`declare ${name} no scroll cursor for ${text}`, [...values]);
    while (true) {
      const { rows } = await client.query<Fila>(`fetch ${PAGINA} from ${name}`);
      yield* rows;
      if (rows.length < PAGINA) break;
    }
    await client.query(`close ${name}`);
  } catch (error) {
    throw asErrorDeBase(error);
  }
}
