/** `npm start` as a process: killed in the middle and started again, stopped with Ctrl-C, begun anew. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBase } from '../../src/bitacora/base.ts';
import { endOrphans } from '../../src/bitacora/postmaster.ts';
import type { Proceso } from '../../src/proceso/proceso.ts';
import { RAIZ } from '../apoyo/disponible.ts';
import { CARPETA_MINIMA, loadMinimo } from '../apoyo/minimo.ts';
import { expectedFrom, readPublicado, readPuntero } from '../apoyo/noche.ts';

let raiz: string;
let proceso: Proceso;
const children: ChildProcess[] = [];

beforeAll(async () => {
  raiz = mkdtempSync(join(tmpdir(), 'prep-demostrar-'));
  // The server of the database is another user when the tests run as root.
  chmodSync(raiz, 0o755);
  proceso = await loadMinimo();
});

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const name of ['muerta', 'detenida']) await endOrphans(join(raiz, name, 'pg'));
  rmSync(raiz, { recursive: true, force: true });
});

interface Corrida {
  readonly child: ChildProcess;
  readonly lines: string[];
  readonly exit: Promise<number | string>;
  /** resolves with the first line that matches, past or future; with null if it ends before */
  line(pattern: RegExp): Promise<string | null>;
}

function demostrar(datos: string, ...args: readonly string[]): Corrida {
  const child = spawn(
    process.execPath,
    [join(RAIZ, 'src', 'cli', 'prep.ts'), 'demostrar', '--proceso', CARPETA_MINIMA, ...args],
    { cwd: raiz, env: { ...process.env, PREP_DATOS: datos, PREP_PUERTO: '', DATABASE_URL: '' } },
  );
  children.push(child);
  const lines: string[] = [];
  const waiting = new Set<{ readonly pattern: RegExp; readonly resolve: (line: string | null) => void }>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream! }).on('line', (line) => {
      lines.push(line);
      for (const one of waiting) if (one.pattern.test(line)) settle(one, line);
    });
  }
  function settle(one: { readonly resolve: (line: string | null) => void }, line: string | null): void {
    for (const waiter of waiting) if (waiter === one) waiting.delete(waiter);
    one.resolve(line);
  }
  const exit = once(child, 'close').then(([code, signal]) => {
    for (const one of waiting) settle(one, null);
    return (code ?? signal) as number | string;
  });
  return {
    child,
    lines,
    exit,
    line(pattern) {
      const { promise, resolve } = Promise.withResolvers<string | null>();
      const past = lines.find((one) => pattern.test(one));
      if (past !== undefined) resolve(past);
      else waiting.add({ pattern, resolve });
      return promise;
    },
  };
}

/** Captures of each person on each acta, and whether every row is what the log says. */
async function audit(datos: string) {
  const opened = await openBase({
    datos,
    ajustes: proceso.ajustes,
    avisar: () => {},
    now: () => '2027-06-08T00:00:00.000Z',
  });
  if (!opened.ok) throw new Error(opened.error.mensaje);
  const { bitacora, stop } = opened.value;
  const captures: string[] = [];
  for await (const { acta, tipo, actor } of bitacora.events({ despuesDe: 0 })) {
    if (tipo === 'captura_registrada') captures.push(`${acta} ${actor}`);
  }
  const rebuilt = await bitacora.rebuild('comparar');
  await stop();
  return { captures, diferencias: rebuilt.ok ? rebuilt.value.total : rebuilt.error.codigo };
}

test('killed in the middle, it goes on where it was and ends with the same figures', async () => {
  const datos = join(raiz, 'muerta');
  const first = demostrar(datos, '--velocidad', '3000', '--semilla', '9');
  // Somewhat less than half of the actas.
  await first.line(/capturadas 1\d de/);
  first.child.kill('SIGKILL');
  expect(await first.exit).toBe('SIGKILL');
  expect(readPuntero(join(datos, 'publicacion')).corte.tipo).toBe('intermedio');

  const second = demostrar(datos, '--velocidad', '100000', '--salir');
  expect(await second.line(/La noche sigue donde se quedó/)).not.toBeNull();
  expect(await second.exit).toBe(0);
  expect(second.lines.join('\n')).toContain('semilla 9');
  expect(readPuntero(join(datos, 'publicacion')).corte.tipo).toBe('ultimo');
  expect(readPublicado(join(datos, 'publicacion'), proceso)).toEqual(expectedFrom(proceso, 9));

  const { captures, diferencias } = await audit(datos);
  expect(new Set(captures).size).toBe(captures.length);
  expect(diferencias).toBe(0);

  const third = demostrar(datos, '--salir');
  expect(await third.exit).toBe(0);
  expect(third.lines.join('\n')).toContain('Esta noche ya terminó');
}, 180_000);

test('Ctrl-C ends in order with 0; the folder then refuses another night, and --limpio begins one', async () => {
  const datos = join(raiz, 'detenida');
  const first = demostrar(datos, '--velocidad', '600', '--semilla', '1');
  const site = (await first.line(/El sitio: /))!.replace(/.*(http\S+).*/, '$1');
  await first.line(/\| corte 2 en/);
  const page = await fetch(site);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('DEMOSTRACIÓN');
  first.child.kill('SIGINT');
  expect(await first.exit).toBe(0);
  expect(first.lines.at(-1)).toContain('la noche se detuvo');
  expect(existsSync(join(datos, 'pg', 'postmaster.pid'))).toBe(false);

  const other = demostrar(datos, '--semilla', '2');
  expect(await other.exit).toBe(2);
  expect(other.lines.join('\n')).toContain('semilla 1');

  const clean = demostrar(datos, '--limpio', '--semilla', '2', '--hasta', '18:05', '--salir');
  expect(await clean.exit).toBe(0);
  expect(clean.lines[0]).toContain(`Se borra la noche de «proceso-minimo» con semilla 1`);
  expect(clean.lines.join('\n')).toContain('semilla 2');
  expect(readPuntero(join(datos, 'publicacion')).corte.momento).toBe('2027-06-06T18:05:00-06:00');
}, 180_000);

test('a folder that it did not make is not used, and much less deleted', async () => {
  const datos = join(raiz, 'ajena');
  mkdirSync(datos);
  writeFileSync(join(datos, 'tesis.txt'), 'el trabajo de años');
  for (const args of [[], ['--limpio']]) {
    const run = demostrar(datos, ...args);
    expect(await run.exit).toBe(2);
    expect(run.lines.join('\n')).toContain('no la hizo una demostración');
  }
  expect(existsSync(join(datos, 'tesis.txt'))).toBe(true);
}, 60_000);

test('what cannot be understood is refused before anything is made', async () => {
  const datos = join(raiz, 'nada');
  for (const [args, sentence] of [
    [['--hasta', 'mañana'], 'una hora de la noche'],
    [['--velocidad', '0'], 'de 1 a 100000'],
    [['--semilla', 'x'], 'un número entero'],
    [['--rapido'], '--rapido'],
    [['--proceso', 'no-existe'], 'no existe'],
  ] as const) {
    const run = demostrar(datos, ...args);
    expect(await run.exit).toBe(2);
    expect(run.lines.join('\n')).toContain(sentence);
  }
  expect(existsSync(datos)).toBe(false);
}, 60_000);
