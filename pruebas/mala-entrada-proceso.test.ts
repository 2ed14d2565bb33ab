/**
 * A catalogue with every kind of error at once: `prep proceso revisar` says each one with its file, line and
 * column, so that whoever made the files mends them all in one go.
 */

import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CARPETA_MINIMA } from './apoyo/minimo.ts';
import { runPrep } from './apoyo/prep.ts';

const raiz = mkdtempSync(join(tmpdir(), 'prep-mala-entrada-'));
const carpeta = join(raiz, 'proceso-minimo');
beforeAll(() => cpSync(CARPETA_MINIMA, carpeta, { recursive: true }));
afterAll(() => rmSync(raiz, { recursive: true }));

/** What is broken: file, what it said, what it says now. */
const ROTURAS = [
  ['proceso.json', '"jornada": "2027-06-06"', '"jornada": "2027-06-31"'],
  ['proceso.json', '"cierre": "2027-06-07 20:00"', '"cierre": "2027-06-06 19:00"'],
  ['partidos.csv', '#1F4E9C', 'azul marino'],
  ['catd.csv', 'C03,CATD El Puerto,003', 'C03,CATD El Puerto,009'],
  ['casillas.csv', '0001,C,01,00,001,001,611,', '0001,C,01,00,001,001,seiscientos once,'],
  ['casillas.csv', '0001,S,01,00,001,001,0,10', '0001,S,01,00,001,001,700,10'],
  ['casillas.csv', '0002,B,01,00,001,001,450,10,,urbana', '0002,B,01,00,001,001,450,10,,céntrica'],
  ['casillas.csv', '0003,B,01,00,001,002', '0003,Z,01,00,001,002'],
  ['casillas.csv', '0003,E,01,00,001,002,205', '0003,E,01,00,099,002,205'],
  ['casillas.csv', '0004,B,01,00,002,003,700,10,,urbana,C03', '0004,B,01,00,002,003,700,10,,urbana,C99'],
  ['casillas.csv', '0004,C,01,00', '0004,C,02,00'],
  ['casillas.csv', '0005,B,01,00,002,003,151', '0005,B,01,00,002,003,-151'],
  ['candidaturas.csv', 'DIP_LOC,002,SOL,partido,SOL', 'DIP_LOC,002,SOL,partido,LUNA'],
  ['candidaturas.csv', 'AYUN,001,ROJO,partido,ROJO', 'AYUN,008,ROJO,partido,ROJO'],
  ['candidaturas.csv', 'AYUN,003,SOL,partido,', 'AYUN,003,SOL,alianza,'],
] as const;

/** Where each is said, in the order in which somebody will go through the files. */
const LUGARES = [
  'candidaturas.csv, línea 9, columna partidos',
  'candidaturas.csv, línea 12, columna territorio',
  'candidaturas.csv, línea 18, columna figura',
  'casillas.csv, línea 5, columna lista_nominal',
  'casillas.csv, línea 6, columna lista_nominal',
  'casillas.csv, línea 7, columna ubicacion',
  'casillas.csv, línea 8, columna tipo',
  // The distrito that does not exist, and a section that is now in two.
  'casillas.csv, línea 9, columna distrito',
  'casillas.csv, línea 10, columna distrito',
  'casillas.csv, línea 11, columna catd',
  // The contigua 01 that is missing, and the 02 that is twice.
  'casillas.csv, línea 12, columna numero',
  'casillas.csv, línea 13, columna seccion',
  'casillas.csv, línea 13, columna numero',
  'casillas.csv, línea 14, columna lista_nominal',
  'catd.csv, línea 4, columna municipio',
  'partidos.csv, línea 2, columna color',
  'proceso.json, línea 8, columna jornada',
  'proceso.json, línea 10, columna publicacion.cierre',
];

test('each error of a broken process is said with its place and what was expected, and nothing is loaded', async () => {
  for (const [archivo, antes, despues] of ROTURAS) {
    const path = join(carpeta, archivo);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(antes);
    writeFileSync(path, text.replace(antes, despues));
  }
  const datos = join(raiz, 'datos');
  const { codigo, out, err } = await runPrep(['proceso', 'revisar', carpeta], { PREP_DATOS: datos });
  expect({ codigo, err }).toEqual({ codigo: 1, err: '' });
  const [resumen, blank, ...errores] = out.trimEnd().split('\n').reverse();
  expect({ resumen, blank }).toEqual({
    ...{ resumen: `Hay ${errores.length} errores en ${carpeta}: no se cargó nada.`, blank: '' },
  });
  for (const error of errores)
    expect(error).toMatch(/^\w+\.(csv|json), línea \d+(, columna .+)?: .+; se esperaba .+\.$/);
  expect(errores.map((error) => error.slice(0, error.indexOf(': '))).reverse()).toEqual(LUGARES);
  expect(existsSync(datos)).toBe(false);
});
