/**
 * The published database in the program with which many open it: the keys are the same, with their zeros, and so is
 * every figure.
 */

import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listZip } from '../../src/basedatos/leer-zip.ts';
import { type SitioDePrueba, withSitio } from '../../src/publicacion/pruebas/sitio/sitio-de-prueba.ts';
import { conFaltante } from '../apoyo/disponible.ts';

/** Program of LibreOffice (PREP_SOFFICE, or the one in PATH), where it can open a spreadsheet; otherwise null. */
function soffice(): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'soffice'));
  const found = [process.env.PREP_SOFFICE ?? '', ...folders].find(
    (path) => path !== '' && existsSync(path) && existsSync(join(dirname(realpathSync(path)), CALC)),
  );
  return found ?? null;
}

/** LibreOffice may be installed without its spreadsheet. */
const CALC = 'libsclo.so';

const program = soffice();
/** Comma, quotes, UTF-8, from the first line: what it proposes when somebody opens a CSV. */
const FILTRO = '44,34,76,1';

describe.skipIf(program === null)(conFaltante('in LibreOffice', program, 'LibreOffice Calc'), () => {
  let sitio: SitioDePrueba;
  let folder: string;
  beforeAll(async () => {
    if (program === null) return;
    sitio = await withSitio();
    folder = mkdtempSync(join(tmpdir(), 'prep-libreoffice-'));
  });
  afterAll(() => {
    sitio?.remove();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  test('the CSV of every election opens with its keys and its figures intact', async () => {
    const names: string[] = [];
    for (const { ruta } of sitio.datos.cortes.at(-1)?.zips ?? []) {
      const entries = await listZip(join(sitio.raiz, ruta));
      if (!entries.ok) throw new Error(ruta);
      for (const { nombre, abrir } of entries.value.filter((one) => one.nombre.endsWith('.csv'))) {
        writeFileSync(join(folder, nombre), await buffer(abrir()));
        names.push(nombre);
      }
    }
    expect(names).toHaveLength(6);
    const out = join(folder, 'abiertos');
    mkdirSync(out);
    const { status, stderr } = spawnSync(
      program ?? '',
      [
        `-env:UserInstallation=file://${folder}/perfil`,
        '--headless',
        `--infilter=CSV:${FILTRO}`,
        '--convert-to',
        `csv:Text - txt - csv (StarCalc):${FILTRO}`,
        '--outdir',
        out,
        ...names.map((nombre) => join(folder, nombre)),
      ],
      { encoding: 'utf8', env: { ...process.env, HOME: folder }, timeout: 120_000 },
    );
    expect(status, stderr).toBe(0);
    for (const nombre of names) {
      const opened = rowsOf(join(out, nombre));
      const published = rowsOf(join(folder, nombre));
      expect(opened.length, nombre).toBeGreaterThan(1);
      expect(opened.map(plain), nombre).toEqual(published.map(plain));
    }
    const keys = names
      .flatMap((nombre) => rowsOf(join(out, nombre)).flat())
      .filter((cell) => /^'0/.test(cell));
    expect(keys.length).toBeGreaterThan(20);
  }, 150_000);
});

/** Cells with something, as a program that opens the file has them. */
function rowsOf(path: string): readonly (readonly string[])[] {
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  const rows: string[][] = parse(text, { relax_column_count: true, skip_empty_lines: true });
  return rows
    .map((row) => row.slice(0, row.findLastIndex((cell) => cell !== '') + 1))
    .filter(({ length }) => length > 0);
}

/** A date is shown as each machine shows them, and a number may lose the zeros at its end; the rest is as it was. */
function plain(row: readonly string[]): readonly string[] {
  return row.map((cell) => {
    if (/^\d\d\/\d\d\/\d{2,4} \d\d:\d\d/.test(cell) && !cell.includes('UTC')) return 'a date';
    return /^\d+\.\d+$/.test(cell) ? String(Number(cell)) : cell;
  });
}
