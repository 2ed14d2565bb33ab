import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeCerrojo } from '../bitacora/cerrojo.ts';
import { claimCarpeta, clearCarpeta, MARCA, readCarpeta } from './carpeta.ts';

const PROCESO = { nombre: 'proceso-minimo', sha256: 'a'.repeat(64) };
let raiz: string;
let datos: string;

beforeEach(() => {
  raiz = mkdtempSync(join(tmpdir(), 'prep-carpeta-'));
  datos = join(raiz, 'datos');
});
afterEach(() => rmSync(raiz, { recursive: true, force: true }));

test('a night begins in a folder that does not exist or is empty, and goes on with its seed', () => {
  expect(claimCarpeta(datos, PROCESO, null, 2027)).toEqual({
    ok: true,
    value: { semilla: 2027, noche: 'nueva' },
  });
  expect(claimCarpeta(datos, PROCESO, null, 1)).toEqual({
    ok: true,
    value: { semilla: 2027, noche: 'empezada' },
  });
  expect(claimCarpeta(datos, PROCESO, 2027, 1).ok).toBe(true);
  mkdirSync(join(raiz, 'vacia'));
  expect(claimCarpeta(join(raiz, 'vacia'), PROCESO, 5, 2027)).toMatchObject({ value: { semilla: 5 } });
});

test('another seed or another process is another night', () => {
  claimCarpeta(datos, PROCESO, 7, 2027);
  expect(claimCarpeta(datos, PROCESO, 8, 2027)).toMatchObject({ ok: false, error: { codigo: 'OTRA_NOCHE' } });
  const changed = { ...PROCESO, sha256: 'b'.repeat(64) };
  expect(claimCarpeta(datos, changed, 7, 2027)).toMatchObject({ ok: false, error: { codigo: 'OTRA_NOCHE' } });
});

test('a folder with anything else is not touched, whatever it has by the name of the mark', async () => {
  mkdirSync(datos);
  writeFileSync(join(datos, 'tesis.txt'), 'años');
  const said: string[] = [];
  for (const mark of [null, '{', '{"esquema":"otro"}', '[]']) {
    if (mark !== null) writeFileSync(join(datos, MARCA), mark);
    const refused = { ok: false, error: { codigo: 'CARPETA_AJENA' } };
    expect(readCarpeta(datos)).toMatchObject(refused);
    expect(claimCarpeta(datos, PROCESO, null, 1)).toMatchObject(refused);
    expect(await clearCarpeta(datos, (mensaje) => said.push(mensaje))).toMatchObject(refused);
  }
  expect(existsSync(join(datos, 'tesis.txt'))).toBe(true);
  expect(said).toEqual([]);
});

test('its own folder is emptied, saying which night was in it', async () => {
  claimCarpeta(datos, PROCESO, 7, 2027);
  mkdirSync(join(datos, 'publicacion', 'cortes'), { recursive: true });
  writeFileSync(join(datos, 'publicacion', 'index.html'), 'x');
  const said: string[] = [];
  expect(await clearCarpeta(datos, (mensaje) => said.push(mensaje))).toEqual({ ok: true, value: null });
  expect(said).toEqual([`Se borra la noche de «proceso-minimo» con semilla 7: todo lo que hay en ${datos}.`]);
  expect(readdirSync(datos)).toEqual([]);
  expect(await clearCarpeta(datos, (mensaje) => said.push(mensaje))).toEqual({ ok: true, value: null });
  expect(said.at(-1)).toBe(`No hay nada que borrar en ${datos}.`);
});

test('a folder in use is not emptied', async () => {
  claimCarpeta(datos, PROCESO, 7, 2027);
  const cerrojo = await takeCerrojo(datos);
  if (!cerrojo.ok) throw new Error('the folder was just made');
  expect(await clearCarpeta(datos, () => {})).toMatchObject({
    ok: false,
    error: { codigo: 'CARPETA_EN_USO' },
  });
  await cerrojo.value.release();
  expect(existsSync(join(datos, MARCA))).toBe(true);
});
