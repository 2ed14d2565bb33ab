/**
 * `kill -9` of the program and of PostgreSQL, in turns, while eight people write: whatever was confirmed is there,
 * nothing is there twice, nothing is there by halves, and every row is the fold of its facts.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client, Pool } from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createBitacora } from '../../src/bitacora/bitacora.ts';
import { endOrphans, readPostmaster } from '../../src/bitacora/postmaster.ts';

/** What is killed, in turns; `ambos` is two deaths at once. */
const TURNO = ['postgres', 'programa', 'postgres', 'ambos'] as const;
const RONDAS = 24;
const MUERTES = (RONDAS * 5) / 4;
/** Confirmations between one death and the next. */
const CONFIRMACIONES = 60;

let datos: string;
let cluster: string;
beforeAll(() => {
  datos = mkdtempSync(join(tmpdir(), 'prep-muertes-'));
  chmodSync(datos, 0o755);
  cluster = join(datos, 'pg');
});
afterAll(async () => {
  await endOrphans(cluster);
  rmSync(datos, { recursive: true, force: true });
});

/** What was confirmed, by key. */
const confirmed = new Map<string, { acta: string; version: number; seq: number }>();

interface Programa {
  readonly child: ChildProcess;
  readonly ended: Promise<unknown>;
}

async function launch(vida: number): Promise<Programa> {
  const script = fileURLToPath(new URL('./programa-que-escribe.ts', import.meta.url));
  const child = spawn(process.execPath, [script, datos, String(vida)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const ready = Promise.withResolvers<void>();
  if (child.stdout === null) throw new Error('no output');
  createInterface(child.stdout).on('line', (line) => {
    if (line.startsWith('listo')) return ready.resolve();
    const [clave = '', acta = '', version = '', seq = ''] = line.split(' ');
    // A line that death cut short confirmed nothing.
    if (seq !== '') confirmed.set(clave, { acta, version: Number(version), seq: Number(seq) });
  });
  await Promise.race([
    ready.promise,
    ended.then(() => Promise.reject(new Error('the program did not start'))),
  ]);
  return { child, ended };
}

const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 30_000, interval: 10 });

async function writeSome(): Promise<void> {
  const goal = confirmed.size + CONFIRMACIONES;
  await until(() => expect(confirmed.size).toBeGreaterThanOrEqual(goal));
}

/** Looks at the database from outside, as an auditor would, while the program goes on. */
async function audit(): Promise<void> {
  const known = new Map(confirmed);
  const config = { host: join(datos, 'socket'), port: 5432, user: 'prep', database: 'postgres' };
  const pool = new Pool({ ...config, max: 2 });
  const connect = async () => {
    const client = new Client(config);
    await client.connect();
    return client;
  };
  const ajustes = { publicaDesde: 'verificada' } as const;
  const bitacora = createBitacora({ pool, connect, disco: async () => 'con_espacio', ajustes });

  const keys = await pool.query<{ clave: string; acta: string; version: number; seq: string }>(
    'select clave, acta, version, seq from prep.idempotencia',
  );
  const stored = new Map(
    keys.rows.map(({ clave, acta, version, seq }) => [clave, { acta, version, seq: Number(seq) }]),
  );
  const lost = [...known].filter(
    ([clave, what]) => JSON.stringify(stored.get(clave)) !== JSON.stringify(what),
  );
  expect(lost, 'confirmed and not there').toEqual([]);

  // The facts of each command are together, once, and end where its key says.
  const { rows: wrong } = await pool.query(`
    with mandato as (
      select lugar as clave, acta, count(*) as hechos, min(version) as primera, max(version) as ultima, max(seq) as seq
        from prep.evento where lugar like 'k-%' group by lugar, acta
    )
    select mandato.* from mandato left join prep.idempotencia as escrita using (clave)
     where escrita.acta is distinct from mandato.acta or escrita.version <> ultima or escrita.seq <> mandato.seq
        or hechos <> ultima - primera + 1`);
  expect(wrong, 'by halves or twice').toEqual([]);

  const compared = await bitacora.rebuild('comparar');
  expect(compared).toMatchObject({ ok: true, value: { total: 0 } });
  await pool.end();
}

test(`${MUERTES} deaths under load, and after each the books are right`, { timeout: 180_000 }, async () => {
  let deaths = 0;
  let programa = await launch(0);
  for (let ronda = 0; ronda < RONDAS; ronda += 1) {
    await writeSome();
    const kind = TURNO[ronda % TURNO.length] ?? 'ambos';
    const server = readPostmaster(cluster)?.pid;
    if (kind !== 'programa' && server !== undefined) process.kill(server, 'SIGKILL');
    if (kind !== 'postgres') {
      programa.child.kill('SIGKILL');
      await programa.ended;
      programa = await launch(ronda + 1);
    } else {
      // The same program goes on, with a server that was started again.
      await writeSome();
      expect(readPostmaster(cluster)?.pid).not.toBe(server);
    }
    deaths += kind === 'ambos' ? 2 : 1;
    await audit();
  }
  programa.child.kill('SIGKILL');
  await programa.ended;
  expect(deaths).toBe(MUERTES);
  expect(confirmed.size).toBeGreaterThanOrEqual(RONDAS * CONFIRMACIONES);
});
