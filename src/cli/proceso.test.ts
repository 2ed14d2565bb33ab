import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { CARPETA_MINIMA } from '../../pruebas/apoyo/minimo.ts';
import { proceso } from './proceso.ts';

const folder = mkdtempSync(join(tmpdir(), 'prep-proceso-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function run(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const codigo = await proceso(args, {
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
  });
  return { codigo, out: out.join(''), err: err.join('') };
}

test('a process without errors: its size, its hash, and 0', async () => {
  const { codigo, out, err } = await run('revisar', CARPETA_MINIMA);
  expect({ codigo, err }).toEqual({ codigo: 0, err: '' });
  expect(out).toMatch(/^proceso-minimo: Proceso mínimo para pruebas \(demostracion\)\n/);
  expect(out).toContain('38 actas esperadas en total');
  expect(out).toMatch(/SHA-256 [0-9a-f]{64}\nSin errores\.\n$/);
});

test('a process with one error: where, what it says and what was expected, and 1', async () => {
  cpSync(CARPETA_MINIMA, folder, { recursive: true });
  writeFileSync(join(folder, 'catd.csv'), 'clave,nombre,municipio\nC01,CATD La Loma,009\n');
  const { codigo, out } = await run('revisar', folder);
  expect(codigo).toBe(1);
  expect(out).toContain('catd.csv, línea 2, columna municipio: dice «009»; se esperaba');
  expect(out).toMatch(/\nHay \d+ error(es)? en .+: no se cargó nada\.\n$/);
});

test.each([
  [[], 'Indique qué hacer'],
  [['revisar'], 'Indique qué hacer'],
  [['cargar', CARPETA_MINIMA], 'Indique qué hacer'],
  [['revisar', join(folder, 'no-existe')], 'no es una carpeta'],
  [['revisar', join(CARPETA_MINIMA, 'catd.csv')], 'no es una carpeta'],
  [['revisar', CARPETA_MINIMA, '--json'], 'No existe la opción --json'],
])('%j is refused in one line, and 2', async (args, text) => {
  const { codigo, out, err } = await run(...args);
  expect({ codigo, out }).toEqual({ codigo: 2, out: '' });
  expect(err.trimEnd().split('\n')).toHaveLength(1);
  expect(err).toContain(text);
});
