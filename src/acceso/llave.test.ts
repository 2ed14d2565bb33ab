import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { beforeEach, expect, test } from 'vitest';
import { ARCHIVO_DE_LLAVE, openLlave } from './llave.ts';

let datos: string;
beforeEach(() => {
  datos = mkdtempSync(join(tmpdir(), 'prep-llave-'));
  return () => rmSync(datos, { recursive: true });
});

/** A database in which so many people have a second factor. */
const withFactors = (rowCount: number) =>
  ({ query: async () => ({ rows: [], rowCount }) }) as unknown as Pool;

test('it is made once, for nobody else to read, and is the same after', async () => {
  const made = await openLlave(datos, withFactors(0));
  expect(made.ok && made.value).toHaveLength(32);
  expect(statSync(join(datos, ARCHIVO_DE_LLAVE)).mode & 0o777).toBe(0o600);
  expect(await openLlave(datos, withFactors(1))).toEqual(made);
});

test('lost while somebody has a second factor, it is asked for instead of making another', async () => {
  expect(await openLlave(datos, withFactors(1))).toMatchObject({
    ok: false,
    error: { codigo: 'LLAVE_PERDIDA' },
  });
});

test('a file that is not a key is not written over', async () => {
  writeFileSync(join(datos, ARCHIVO_DE_LLAVE), 'otra cosa');
  expect(await openLlave(datos, withFactors(0))).toMatchObject({
    ok: false,
    error: { codigo: 'LLAVE_PERDIDA' },
  });
});
