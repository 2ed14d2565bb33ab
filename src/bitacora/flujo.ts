/**
 * Facts that belong to no acta: a corte taken, the process loaded, publication opened. They are in the same log,
 * numbered within their flujo.
 */

import type { ClientBase, PoolClient } from 'pg';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { type Entorno, guard, transaction } from './entorno.ts';
import type { Autoria } from './escritura.ts';
import { type Flujo, seal } from './evento.ts';
import type { FallaBase } from './fallas.ts';

export interface Hecho extends Autoria {
  readonly flujo: Flujo;
  readonly tipo: string;
  /** any JSON */
  readonly datos: unknown;
}

/** A corte is taken by `readSnapshot` and a process loaded by `registerActas`, which do more than this. */
export interface Nota extends Hecho {
  readonly flujo: Exclude<Flujo, 'CORTE' | 'PROCESO'>;
  readonly idempotencia?: string | undefined;
}

export interface Anotada {
  /** number of the fact within its flujo, from 1 */
  readonly version: number;
  readonly seq: number;
}

/** Adds a fact to a flujo. */
export async function note(
  entorno: Entorno,
  nota: Nota,
): Promise<Result<Anotada, FallaBase | Refusal<'CLAVE_REUTILIZADA'>>> {
  const { flujo, idempotencia } = nota;
  const result = await guard<Anotada, Refusal<'CLAVE_REUTILIZADA'>>(entorno, () =>
    transaction(entorno.pool, async (client) => {
      await takeTurn(client, flujo);
      const previa = await findPrevia(client, idempotencia);
      if (previa !== null && previa.acta !== flujo) {
        return refuse(
          'CLAVE_REUTILIZADA',
          'Esta petición lleva la clave de otra distinta. Actualice la página y vuelva a intentarlo.',
        );
      }
      if (previa !== null) return ok(previa.anotada);
      const anotada = await writeHecho(client, nota);
      if (idempotencia !== undefined) {
        await client.query(`insert into prep.idempotencia values ($1, $2, $3, $4, '')`, [
          ...[idempotencia, flujo, anotada.version, anotada.seq],
        ]);
      }
      return ok(anotada);
    }),
  );
  if (result.ok) entorno.announce();
  return result;
}

/** Writes a fact of the flujo in the transaction of who was given it. */
export type Anotar = (hecho: Omit<Hecho, 'flujo'>) => Promise<Anotada>;

/**
 * Changes rows of another room and adds the facts that say so, all or nothing. A failed result undoes it.
 *
 * @param body changes its rows first and writes its facts last: from the first fact on, nobody else can add to the
 *   flujo until it ends, and whoever waited for a row meanwhile would stop them all
 */
export async function noteWith<T, E>(
  entorno: Entorno,
  flujo: Nota['flujo'],
  body: (client: PoolClient, anotar: Anotar) => Promise<Result<T, E>>,
): Promise<Result<T, E | FallaBase>> {
  const result = await guard(entorno, () =>
    transaction(entorno.pool, (client) =>
      body(client, async (hecho) => {
        await takeTurn(client, flujo);
        return writeHecho(client, { ...hecho, flujo });
      }),
    ),
  );
  if (result.ok) entorno.announce();
  return result;
}

/** Those who add to one flujo take turns: each needs the number of the one before. */
async function takeTurn(client: ClientBase, flujo: Flujo): Promise<void> {
  await client.query('select pg_advisory_xact_lock(hashtext($1))', [`prep.${flujo}`]);
}

async function findPrevia(client: ClientBase, clave: string | undefined) {
  if (clave === undefined) return null;
  const { rows } = await client.query<{ acta: string; version: number; seq: string }>(
    'select acta, version, seq from prep.idempotencia where clave = $1',
    [clave],
  );
  const [fila] = rows;
  if (fila === undefined) return null;
  return { acta: fila.acta, anotada: { version: fila.version, seq: Number(fila.seq) } };
}

/** Writes a fact in a transaction in which nobody else can be adding to the same flujo. */
export async function writeHecho(client: ClientBase, hecho: Hecho): Promise<Anotada> {
  const { flujo, tipo, datos, actor, lugar, momento } = hecho;
  const last = await client.query<{ version: number }>(
    'select coalesce(max(version), 0) as version from prep.evento where acta = $1',
    [flujo],
  );
  const version = (last.rows[0]?.version ?? 0) + 1;
  const sellado = seal({ acta: flujo, version, tipo, datos, actor, lugar, momento });
  const { rows } = await client.query<{ seq: string }>(
    `insert into prep.evento (acta, version, tipo, datos, sha256, actor, lugar, momento)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning seq`,
    [flujo, version, tipo, sellado.datos, sellado.sha256, actor, lugar, momento],
  );
  return { version, seq: Number(rows[0]?.seq) };
}
