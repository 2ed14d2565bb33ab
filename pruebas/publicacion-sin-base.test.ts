/**
 * The site answers with the last corte while the database is away, and while the program that operates is dead; when
 * they are back there are new cortes. With the real processes: the command, its PostgreSQL and `kill -9`.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PostgresEmbebido, startPostgres } from '../src/bitacora/postgres.ts';
import { checkedActual } from '../src/publicacion/pruebas/publicacion-de-prueba.ts';
import { createPublico } from '../src/servidor/publico.ts';
import { RAIZ } from './apoyo/disponible.ts';
import { CARPETA_MINIMA } from './apoyo/minimo.ts';
import { runPrep } from './apoyo/prep.ts';

let carpeta: string;
let servidor: PostgresEmbebido;
const operaciones: Operacion[] = [];

beforeAll(async () => {
  carpeta = mkdtempSync(join(tmpdir(), 'prep-sin-base-'));
  // As root the database runs as another user, who has to be able to enter.
  chmodSync(carpeta, 0o755);
  servidor = await startServidor();
});
afterAll(async () => {
  for (const { child, ended } of operaciones) {
    child.kill('SIGKILL');
    await ended;
  }
  await servidor?.stop();
  rmSync(carpeta, { recursive: true, force: true });
});

async function startServidor(): Promise<PostgresEmbebido> {
  const started = await startPostgres({ datos: join(carpeta, 'base'), avisar: () => {} });
  if (!started.ok) throw new Error(started.error.mensaje);
  return started.value;
}

interface Operacion {
  readonly child: ChildProcess;
  readonly ended: Promise<unknown>;
  /** Resolves with the first line, after those already given, that has something in it. */
  waitFor(what: RegExp): Promise<RegExpExecArray>;
}

function env() {
  const { host, port, user, database } = servidor.conexion;
  return {
    DATABASE_URL: `postgresql://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`,
    PREP_DATOS: join(carpeta, 'datos'),
  };
}

/** `prep servir`, with a corte every ten seconds. */
function operate(): Operacion {
  const args = ['servir', '--proceso', CARPETA_MINIMA, '--publicar', 'ahora', '--cada', '10'];
  const child = spawn(process.execPath, [join(RAIZ, 'src/cli/prep.ts'), ...args], {
    env: { ...process.env, ...env() },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const operacion: Operacion = {
    child,
    ended: new Promise((resolve) => child.once('close', resolve)),
    async waitFor(what) {
      for (;;) {
        const { value, done } = await lines.next();
        if (done === true) throw new Error(`the program ended before it said ${what}`);
        const found = what.exec(value);
        if (found !== null) return found;
      }
    },
  };
  operaciones.push(operacion);
  return operacion;
}

/** The number of the corte that a site shows, in its pointer and in its home page. */
async function corteAt(sitio: string): Promise<number> {
  const [actual, home] = await Promise.all([fetch(`${sitio}/actual.json`), fetch(`${sitio}/`)]);
  expect([actual.status, home.status]).toEqual([200, 200]);
  const { corte } = (await actual.json()) as { corte: { numero: number } };
  expect(await home.text()).toContain(`data-corte="${corte.numero}"`);
  return corte.numero;
}

test('the database goes away and comes back: the site answers with the last corte, and then there is another', async () => {
  const administracion = ['personas', 'primera', '--nombre', 'Ada Ruiz', '--proceso', CARPETA_MINIMA];
  expect(await runPrep(administracion, env())).toMatchObject({ codigo: 0 });
  const { waitFor } = operate();
  const [, puerto] = await waitFor(/El sitio público: .*:(\d+)/);
  const sitio = `http://127.0.0.1:${puerto}`;
  await waitFor(/corte \d+ publicado/);
  await servidor.stop();
  await waitFor(/^Aviso: .*(este corte no se publicó|este corte no se tomó)/);
  const during = await corteAt(sitio);
  servidor = await startServidor();
  const [, next] = await waitFor(/corte (\d+) publicado/);
  expect(Number(next)).toBeGreaterThan(during);
  expect(await corteAt(sitio)).toBeGreaterThanOrEqual(Number(next));
}, 120_000);

test('the program that operates is killed: whoever serves its folder goes on, and sees the cortes of the next one', async () => {
  const raiz = join(carpeta, 'datos', 'publicacion');
  const publico = await createPublico({ publicacion: raiz });
  try {
    const sitio = await publico.listen({ host: '127.0.0.1', port: 0 });
    const [before] = operaciones;
    before?.child.kill('SIGKILL');
    await before?.ended;
    const during = await corteAt(sitio);
    expect(checkedActual(raiz)?.corte.numero).toBe(during);
    const [, next] = await operate().waitFor(/corte (\d+) publicado/);
    expect(Number(next)).toBeGreaterThan(during);
    await expect.poll(() => corteAt(sitio)).toBeGreaterThanOrEqual(Number(next));
    expect(checkedActual(raiz)?.corte.numero).toBeGreaterThanOrEqual(Number(next));
  } finally {
    await publico.close();
  }
}, 120_000);
