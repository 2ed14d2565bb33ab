/**
 * How many facts per second, durable, with many writers at once; and how much of a bare loop of the same two
 * statements that is (what remains is deciding, folding, hashing and turning rows into objects).
 *
 *   node pruebas/bitacora/rendimiento.ts [seconds of each round] [writers]
 */

import type { Pool } from 'pg';
import type { IdActa } from '../../src/dominio/clave.ts';
import { MOMENTO, withBase } from '../apoyo/base.ts';
import { createDado, stepAtRandom } from './noche.ts';

const SEGUNDOS = Number(process.argv[2] ?? 5);
const ESCRITORES = Number(process.argv[3] ?? 32);
const ACTAS = 20_000;

const base = await withBase({ actas: ACTAS, disco: 'seguro', conexiones: ESCRITORES });
const dado = createDado(1);

/** The statements as the bitácora sends them, caught on their way. */
interface Sentencia {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}
const caught: Sentencia[] = [];

/** Runs `once` without rest from every writer, and says how many times per second it wrote. */
async function measure(once: (escritor: number) => Promise<boolean>): Promise<number> {
  const end = performance.now() + SEGUNDOS * 1000;
  let times = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: ESCRITORES }, async (_, escritor) => {
      while (performance.now() < end) {
        if (await once(escritor)) times += 1;
      }
    }),
  );
  return times / ((performance.now() - started) / 1000);
}

/** A command of a night at random on an acta of that writer. */
async function command(escritor: number): Promise<boolean> {
  const acta = base.actas[Math.floor(dado() * (ACTAS / ESCRITORES)) * ESCRITORES + escritor];
  const persona = `p${Math.floor(dado() * 1e6)}`;
  const done = await base.bitacora.execute({
    acta: acta as IdActa,
    ...{ actor: persona, lugar: 'CATD-001', momento: MOMENTO },
    idempotencia: `${escritor}-${performance.now()}`,
    decide: (estado) => stepAtRandom(estado, { dado, persona, ahora: MOMENTO }),
  });
  return done.ok;
}

async function catchStatements(pool: Pool): Promise<void> {
  const query = pool.query.bind(pool) as unknown as (sentencia: Sentencia) => Promise<unknown>;
  Object.assign(pool, {
    query: (sentencia: Sentencia) => {
      caught.push(sentencia);
      return query(
        sentencia.name === undefined ? sentencia : { ...sentencia, values: [...sentencia.values] },
      );
    },
  });
  for (let i = 0; i < 2000; i += 1) await command(i % ESCRITORES);
  Object.assign(pool, { query });
}

await measure(command);
await catchStatements(base.pool);
const reads = caught.filter(({ name }) => name === 'bitacora_leer');
const writes = caught.filter(({ name }) => name === 'bitacora_agregar');

/** Facts as large as real ones, over the version that each acta has: only SQL and nothing else. */
const versions = new Map(
  (await base.pool.query<{ id: string; version: number }>('select id, version from prep.acta')).rows.map(
    ({ id, version }) => [id, version],
  ),
);
let turn = 0;
async function bare(escritor: number): Promise<boolean> {
  turn += 1;
  const mine = turn;
  const acta = base.actas[Math.floor(dado() * (ACTAS / ESCRITORES)) * ESCRITORES + escritor] ?? '';
  const version = versions.get(acta) ?? 0;
  const read = reads[turn % reads.length];
  const write = writes[turn % writes.length];
  if (read === undefined || write === undefined) throw new Error('nothing caught');
  await base.pool.query({ ...read, values: [acta, `x-${mine}`] });
  const values = [...write.values];
  const count = (values[1] as readonly number[]).length;
  values[0] = acta;
  values[1] = Array.from({ length: count }, (_, i) => version + 1 + i);
  values[8] = version + count;
  // The place in the queue is the fact that opened it: here, the first.
  if (values[13] !== null) values[13] = version + 1;
  values[17] = `bare-${mine}`;
  values[19] = version;
  const { rows } = await base.pool.query({ ...write, values });
  if (rows[0]?.seq === null) return false;
  versions.set(acta, version + count);
  return true;
}

for (let round = 1; round <= 3; round += 1) {
  const sql = await measure(bare);
  const whole = await measure(command);
  process.stdout.write(
    `ronda ${round}: sentencias solas ${sql.toFixed(0)}/s, mandatos ${whole.toFixed(0)}/s (${((100 * whole) / sql).toFixed(0)} %)\n`,
  );
}
await base.stop();
