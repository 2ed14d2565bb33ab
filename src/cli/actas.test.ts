import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { CARPETA_MINIMA, loadMinimo } from '../../pruebas/apoyo/minimo.ts';
import { actas } from './actas.ts';

const proceso = await loadMinimo();
const newFolder = () => mkdtempSync(join(tmpdir(), 'actas-'));

async function run(...args: readonly string[]) {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const codigo = await actas(['imprimir', '--proceso', CARPETA_MINIMA, ...args], {
    stdout: { write: (text) => stdout.push(text) },
    stderr: { write: (text) => stderr.push(text) },
  });
  return { codigo, stdout: stdout.join(''), stderr: stderr.join('') };
}

const listOf = (path: string): Record<string, unknown>[] => JSON.parse(readFileSync(path, 'utf8'));

test('a folder has a PDF for each CATD and the record of what is in each', async () => {
  const carpeta = newFolder();
  const { codigo, stdout } = await run('--todas', '--eleccion', 'GUB', '--salida', carpeta);
  expect(codigo).toBe(0);
  const gub = proceso.actasPorEleccion.get('GUB')!;
  expect(stdout).toContain(`${gub.length} actas en`);
  const registro = listOf(join(carpeta, 'actas.json'));
  expect(readdirSync(carpeta).filter((name) => name.endsWith('.pdf'))).toEqual(
    registro.map(({ archivo }) => archivo),
  );
  for (const { archivo, sha256 } of registro) {
    const bytes = readFileSync(join(carpeta, String(archivo)));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  }
});

test('a file has the actas of the casillas that were asked for', async () => {
  const carpeta = newFolder();
  const { clave } = proceso.casillas.find(({ tipo }) => tipo === 'B')!;
  const { codigo, stdout } = await run('--casilla', clave, '--salida', join(carpeta, 'una.pdf'));
  expect(codigo).toBe(0);
  const own = proceso.actas.filter(({ casilla }) => casilla.clave === clave);
  expect(stdout).toContain(`${own.length} actas en ${join(carpeta, 'una.pdf')}`);
  expect(readdirSync(carpeta).toSorted()).toEqual(['una.actas.json', 'una.pdf']);
});

test('filled actas come with their truth and their pictures, and the same order again draws nothing', async () => {
  const carpeta = newFolder();
  const order = [
    ...['--todas', '--cuantas', '3', '--llenas', '--semilla', '5', '--fallas', 'tachado=100'],
    ...['--imagenes', 'mixto', '--ppp', '100', '--salida', carpeta],
  ];
  expect((await run(...order)).codigo).toBe(0);
  const verdad = listOf(join(carpeta, 'verdad.json'));
  expect(verdad).toHaveLength(3);
  for (const { fallas, esperado } of verdad) {
    expect(fallas).toMatchObject([{ falla: 'tachado' }]);
    expect(esperado).toMatchObject({ contabilizada: 1 });
  }
  const imagenes = listOf(join(carpeta, 'imagenes.json'));
  expect(imagenes.map(({ acta }) => acta)).toEqual(verdad.map(({ acta }) => acta));
  for (const { archivo, sha256, degradacion } of imagenes) {
    const bytes = readFileSync(join(carpeta, 'imagenes', String(archivo)));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    expect(degradacion).toMatchObject({ ppp: 100 });
    expect((await sharp(bytes).metadata()).width).toBeGreaterThan(500);
  }
  const before = readFileSync(join(carpeta, 'imagenes.json'));
  expect((await run(...order)).codigo).toBe(0);
  expect(readFileSync(join(carpeta, 'imagenes.json')).equals(before)).toBe(true);
  const other = await run(...order.map((each) => (each === '5' ? '6' : each)));
  expect(other.codigo).toBe(2);
  expect(other.stderr).toContain('otra semilla');
});

test.each([
  [['--salida', 'x'], 'Indique de qué casillas'],
  [['--todas'], '--salida'],
  [['--catd', 'C99', '--salida', 'x'], 'no tiene C99'],
  [['--casilla', '169999B0100', '--salida', 'x'], 'no tiene 169999B0100'],
  [['--todas', '--fallas', 'suma=5', '--salida', 'x'], '--llenas'],
  [['--todas', '--llenas', '--fallas', 'sumas=5', '--salida', 'x'], '«sumas=5»'],
  [['--todas', '--llenas', '--imagenes', 'fax', '--salida', 'x'], '«fax»'],
  [['--todas', '--llenas', '--ppp', '50..900', '--salida', 'x'], '«50..900»'],
  [['--todas', '--llenas', '--salida', 'x.pdf'], 'una carpeta'],
  [['--todas', '--salida', `${CARPETA_MINIMA}/proceso.json/x`], 'no es una carpeta'],
])('%j is refused with what is wrong', async (args, dice) => {
  const { codigo, stderr, stdout } = await run(...args);
  expect(codigo).toBe(2);
  expect(stderr).toContain(dice);
  expect(stdout).toBe('');
});
