/**
 * How many facts per second, durable, with many writers at once; and how much of a bare loop of the same two
 * statements that is (what remains is deciding, folding, hashing and turning rows into objects).
 *
 * Both run in short turns, so that whatever else the machine does weighs on both.
 *
 *   node pruebas/bitacora/rendimiento.ts [turns] [writers]
 */

import type { Pool } from 'pg';
import type { IdActa } from '../../src/dominio/clave.ts';
import { MOMENTO, withBase } from '../apoyo/base.ts';
import { createDado, stepAtRandom } from './noche.ts';

const TURNOS = Number(process.argv[2] ?? 10);
const ESCRITORES = Number(process.argv[3] ?? 32);
const ACTAS = 20_000;
const TURNO_MS = 1000;

const base = await withBase({ actas: ACTAS, disco: 'seguro', conexiones: ESCRITORES });
const dado = createDado(1);

/** The statements as the bitácora sends them, caught on their way. */
interface Sentencia {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}
const caught: Sentencia[] = [];

class Medida {
  veces = 0;
  milisegundos = 0;
  /** of this program: what the server spends is not here */
  microsegundosDeCpu = 0;

  /** Runs `once` without rest from every writer for a turn, and counts the times that it wrote. */
  async turn(once: (escritor: number) => Promise<boolean>): Promise<void> {
    const started = performance.now();
    const cpu = process.cpuUsage();
    await Promise.all(
      Array.from({ length: ESCRITORES }, async (_, escritor) => {
        while (performance.now() < started + TURNO_MS) if (await once(escritor)) this.veces += 1;
      }),
    );
    this.milisegundos += performance.now() - started;
    const { user, system } = process.cpuUsage(cpu);
    this.microsegundosDeCpu += user + system;
  }

  get porSegundo(): number {
    return (this.veces * 1000) / this.milisegundos;
  }

  toString(): string {
    return `${this.porSegundo.toFixed(0)}/s, ${(this.microsegundosDeCpu / this.veces).toFixed(0)} µs de CPU cada una`;
  }
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

await new Medida().turn(command);
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

const sentencias = new Medida();
const mandatos = new Medida();
for (let turno = 0; turno < TURNOS; turno += 1) {
  await sentencias.turn(bare);
  await mandatos.turn(command);
}
const share = (100 * mandatos.porSegundo) / sentencias.porSegundo;
process.stdout.write(
  `sentencias solas: ${sentencias}\nmandatos: ${mandatos}\nlos mandatos son el ${share.toFixed(0)} % de las sentencias solas\n`,
);
await base.stop();
