import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client, ClientBase } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type BaseDePrueba, MOMENTO, withBase } from '../../pruebas/apoyo/base.ts';
import { ok } from '../dominio/result.ts';
import { CARPETA_MIGRACIONES, migrate } from './migrar.ts';

let base: BaseDePrueba;
let one: Client;
let other: Client;
let carpeta: string;

beforeAll(async () => {
  base = await withBase();
  one = await base.connectAsOwner();
  other = await base.connectAsOwner();
});
afterAll(async () => {
  await one.end();
  await other.end();
  await base.stop();
});
beforeEach(async () => {
  await one.query('drop schema if exists prep cascade');
  carpeta = mkdtempSync(join(tmpdir(), 'prep-migraciones-'));
  cpSync(CARPETA_MIGRACIONES, carpeta, { recursive: true });
  return () => rmSync(carpeta, { recursive: true });
});

const TODAS = readdirSync(CARPETA_MIGRACIONES).sort();
/** Name of a file that comes so many after the last one. */
const despues = (cuantos: number, nombre: string) =>
  `${String(TODAS.length + cuantos).padStart(4, '0')}_${nombre}.sql`;
const NUEVA = despues(1, 'nueva');
const ROTA = despues(1, 'rota');
const SALTO = despues(2, 'salto');

test('an empty database gets every file, in order, and after that none', async () => {
  expect(await migrate(one, MOMENTO, carpeta)).toEqual(ok(TODAS));
  expect(await migrate(one, MOMENTO, carpeta)).toEqual(ok([]));
});

test('two programs that start at once apply each file once', async () => {
  const both = await Promise.all([migrate(one, MOMENTO, carpeta), migrate(other, MOMENTO, carpeta)]);
  expect(both.flatMap((r) => (r.ok ? r.value : r.error.codigo))).toEqual(TODAS);
});

test('a file that is no longer what was applied is refused by its name', async () => {
  await migrate(one, MOMENTO, carpeta);
  const file = join(carpeta, '0001_bitacora.sql');
  writeFileSync(file, `${readFileSync(file, 'utf8')}\n-- una coma`);
  expect(await migrate(one, MOMENTO, carpeta)).toMatchObject({
    ok: false,
    error: { codigo: 'MIGRACION_ALTERADA', mensaje: expect.stringContaining('0001_bitacora.sql') },
  });
});

test('a database prepared by a newer program is refused', async () => {
  writeFileSync(join(carpeta, NUEVA), 'create table prep.nueva (id int)');
  expect(await migrate(one, MOMENTO, carpeta)).toEqual(ok([...TODAS, NUEVA]));
  rmSync(join(carpeta, NUEVA));
  expect(await migrate(one, MOMENTO, carpeta)).toMatchObject({
    ok: false,
    error: { codigo: 'MIGRACION_DESCONOCIDA', mensaje: expect.stringContaining(NUEVA) },
  });
});

test('a file that fails leaves nothing of itself, and the next start tries again', async () => {
  const broken = join(carpeta, ROTA);
  writeFileSync(broken, 'create table prep.a_medias (id int); select 1 / 0;');
  const third = await base.connectAsOwner();
  await expect(migrate(third, MOMENTO, carpeta)).rejects.toThrow(ROTA);
  await third.end();

  writeFileSync(broken, 'create table prep.a_medias (id int)');
  expect(await migrate(one, MOMENTO, carpeta)).toEqual(ok([ROTA]));
});

test('files are numbered without gaps: anything else is a mistake of who wrote them', async () => {
  writeFileSync(join(carpeta, SALTO), 'select 1');
  await expect(migrate(one, MOMENTO, carpeta)).rejects.toThrow(SALTO);
});

test.each([
  ['14.11', 'UTF8', 'VERSION_NO_ADMITIDA', 'PostgreSQL 14.11'],
  ['17.2', 'SQL_ASCII', 'CODIFICACION_NO_ADMITIDA', 'SQL_ASCII'],
])(
  'a server of version %s with texts in %s is refused and told why',
  async (version, codificacion, codigo, said) => {
    const server = { query: async () => ({ rows: [{ version, codificacion }] }) } as unknown as ClientBase;
    expect(await migrate(server, MOMENTO, carpeta)).toMatchObject({
      ok: false,
      error: { codigo, mensaje: expect.stringContaining(said) },
    });
  },
);
