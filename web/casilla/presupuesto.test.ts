/** What the phone downloads the first time, over the built files. */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { construirCasilla } from './construir.ts';

const KILOBYTES_MAXIMOS = 350;
const LECTOR = /[.]wasm$/;

let folder: string;
let files: readonly string[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'prep-casilla-'));
  await construirCasilla(folder);
  files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('everything but the reader of codes is at most 350 KB as it travels', () => {
  const bytes = files
    .filter((file) => !LECTOR.test(file))
    // As `construir-consola` compresses it.
    .map((file) => {
      const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
      return brotliCompressSync(readFileSync(file), { params }).length;
    })
    .reduce((sum, size) => sum + size, 0);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThanOrEqual(KILOBYTES_MAXIMOS * 1024);
});

test('all of it is in what the service worker keeps, and nothing that is not there', () => {
  const worker = readFileSync(join(folder, 'sw.js'), 'utf8');
  const kept = [...worker.matchAll(/[`"'](\/casilla\/[^`"']*)[`"']/g)].map(([, path = '']) => path);
  const built = files
    .map((file) => `/casilla/${file.slice(folder.length + 1)}`.replace('index.html', ''))
    .filter((path) => path !== '/casilla/sw.js');
  expect(new Set(kept)).toEqual(new Set(built));
});
