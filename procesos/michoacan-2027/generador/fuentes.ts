/** Reads the public facts from which the process is made. LEEME.md says where each file comes from. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/** What a section was in 2015: a guide for its size, not a datum of this process. */
export interface Seccion2015 {
  readonly listaNominal: number;
  readonly tipo: 'URBANA' | 'MIXTA' | 'RURAL';
}

export interface Lugar {
  readonly municipio: number;
  readonly distrito: number;
}

export interface Fuentes {
  readonly municipios: ReadonlyMap<number, string>;
  /** seat of each distrito local, by its number */
  readonly cabeceras: ReadonlyMap<number, string>;
  /** municipio and distrito of the sections that have a range */
  readonly rangos: ReadonlyMap<number, Lugar>;
  /** the sections in force, with the name of their federal distrito */
  readonly vigentes: ReadonlyMap<number, string>;
  readonly secciones2015: ReadonlyMap<number, Seccion2015>;
}

/** @param folder the one with `rangos_secciones.csv` and the others */
export function readFuentes(folder: string): Fuentes {
  const rows = (name: string) => readRows(join(folder, name));
  return {
    municipios: new Map(
      rows('municipios.csv').map((row) => [integerOf(row, 'municipio'), textOf(row, 'nombre')]),
    ),
    cabeceras: new Map(
      rows('distritos_locales.csv').map((row) => [integerOf(row, 'distrito'), textOf(row, 'cabecera')]),
    ),
    rangos: new Map(rows('rangos_secciones.csv').flatMap(sectionsOfRange)),
    vigentes: new Map(
      rows('secciones_distrito_federal_2022.csv').map((row) => [
        integerOf(row, 'SECCION'),
        textOf(row, 'DISTRITO_FEDERAL'),
      ]),
    ),
    secciones2015: sumBySection(rows('casillas_2015.csv')),
  };
}

type Row = Readonly<Record<string, string>>;

function readRows(path: string): readonly Row[] {
  return parse<Row>(readFileSync(path), { columns: true, bom: true, skip_empty_lines: true, trim: true });
}

function sectionsOfRange(row: Row): readonly (readonly [number, Lugar])[] {
  const place = { municipio: integerOf(row, 'municipio'), distrito: integerOf(row, 'distrito_local') };
  const first = integerOf(row, 'seccion_desde');
  const length = integerOf(row, 'seccion_hasta') - first + 1;
  return Array.from({ length }, (_, i) => [first + i, place] as const);
}

function sumBySection(rows: readonly Row[]): ReadonlyMap<number, Seccion2015> {
  const sections = new Map<number, Seccion2015>();
  for (const row of rows) {
    const section = integerOf(row, 'SECCION');
    const before = sections.get(section)?.listaNominal ?? 0;
    sections.set(section, { listaNominal: before + integerOf(row, 'LISTA_NOMINAL'), tipo: tipoOf(row) });
  }
  return sections;
}

function tipoOf(row: Row): Seccion2015['tipo'] {
  const tipo = textOf(row, 'TIPO_SECCION');
  if (tipo === 'URBANA' || tipo === 'MIXTA' || tipo === 'RURAL') return tipo;
  throw new Error(`unknown TIPO_SECCION: ${tipo}`);
}

function textOf(row: Row, column: string): string {
  const text = row[column];
  if (text === undefined || text === '') throw new Error(`empty ${column} in ${JSON.stringify(row)}`);
  return text;
}

function integerOf(row: Row, column: string): number {
  const value = Number(textOf(row, column));
  if (!Number.isInteger(value)) throw new Error(`${column} is not a whole number in ${JSON.stringify(row)}`);
  return value;
}
