/**
 * A CSV file to rows, with every error of form and its line: missing, repeated or unknown columns, cells too
 * many or too few, quotes that do not close. What the cells say is not looked at here.
 */

import { parse } from 'csv-parse/sync';
import { type Encontrado, type ErrorDeCarga, errorDeCarga } from './error-de-carga.ts';

/** Columns of a file: the order in which they come does not matter. */
export interface Esquema<C extends string> {
  readonly requeridas: readonly C[];
  readonly opcionales: readonly C[];
}

/** Gives the text of a cell, without surrounding spaces; an absent optional column is empty. */
export type Celda<C extends string> = (columna: C) => string;

export interface Tabla<T> {
  readonly filas: readonly T[];
  /** line of each row, from 1 */
  readonly lineas: readonly number[];
  /** rows with an error of form, already reported: what they say is not to be trusted */
  readonly defectuosas: ReadonlySet<number>;
  /** whether every row was read; otherwise other files cannot be checked against this one */
  readonly completa: boolean;
  readonly errores: readonly ErrorDeCarga[];
}

/**
 * Reads a table.
 *
 * @param read makes a row from its cells; `indice` counts rows from 0
 * @param separador between cells; the files of a process always have commas
 */
export function parseTabla<C extends string, T>(
  archivo: string,
  texto: string,
  esquema: Esquema<C>,
  read: (celda: Celda<C>, indice: number) => T,
  separador = ',',
): Tabla<T> {
  const lectura = new LecturaDeTabla<C, T>(archivo, esquema, read);
  parse(texto, {
    delimiter: separador,
    record_delimiter: ['\r\n', '\n', '\r'],
    skip_empty_lines: true,
    relax_column_count: true,
    skip_records_with_error: true,
    on_record: (record: string[], { lines }) => {
      lectura.onRecord(record, lines);
      return null;
    },
    on_skip: (error) => {
      lectura.onMalformed(typeof error?.lines === 'number' ? error.lines : null);
      return undefined;
    },
  });
  return lectura.finish();
}

class LecturaDeTabla<C extends string, T> {
  readonly #archivo: string;
  readonly #esquema: Esquema<C>;
  readonly #read: (celda: Celda<C>, indice: number) => T;
  readonly #textos = new Map<string, string>();
  readonly #errores: ErrorDeCarga[] = [];
  readonly #filas: T[] = [];
  readonly #lineas: number[] = [];
  readonly #defectuosas = new Set<number>();
  #posiciones: Map<C, number> | null = null;
  #celdasEsperadas = 0;
  #ultimaLinea = 0;
  #encabezado: 'pendiente' | 'bueno' | 'malo' = 'pendiente';
  #malFormado = false;

  constructor(archivo: string, esquema: Esquema<C>, read: (celda: Celda<C>, indice: number) => T) {
    this.#archivo = archivo;
    this.#esquema = esquema;
    this.#read = read;
  }

  onRecord(record: readonly string[], ultimaLinea: number): void {
    const linea = ultimaLinea - countLineBreaks(record);
    this.#ultimaLinea = ultimaLinea;
    // Spreadsheets leave rows of nothing but commas below the last one.
    if (record.every((cell) => cell.trim() === '')) return;
    if (this.#encabezado === 'pendiente') this.#readEncabezado(record, linea);
    else if (this.#encabezado === 'bueno') this.#readFila(record, linea);
  }

  onMalformed(linea: number | null): void {
    // One unclosed quote makes nonsense of all that follows: only the first is worth saying.
    if (this.#malFormado) return;
    this.#malFormado = true;
    this.#report(
      'CSV_MAL_FORMADO',
      Math.min(this.#ultimaLinea + 1, linea ?? Number.POSITIVE_INFINITY),
      null,
      { hecho: 'hay unas comillas que no abren o no cierran' },
      'la celda entera entre comillas, o ninguna comilla',
    );
  }

  finish(): Tabla<T> {
    if (this.#encabezado === 'pendiente' && !this.#malFormado) {
      this.#report('ARCHIVO_VACIO', null, null, '', `una primera línea con las columnas ${this.#columnas()}`);
    }
    if (this.#encabezado === 'bueno' && this.#filas.length === 0 && !this.#malFormado) {
      this.#report(
        'ARCHIVO_VACIO',
        null,
        null,
        { hecho: 'solo tiene el encabezado' },
        'al menos una fila debajo del encabezado',
      );
    }
    return {
      filas: this.#filas,
      lineas: this.#lineas,
      defectuosas: this.#defectuosas,
      completa: this.#encabezado === 'bueno' && !this.#malFormado && this.#filas.length > 0,
      errores: this.#errores,
    };
  }

  #readEncabezado(record: readonly string[], linea: number): void {
    const { requeridas, opcionales } = this.#esquema;
    const names = record.map((cell) => cell.trim().toLowerCase());
    const known: ReadonlySet<string> = new Set([...requeridas, ...opcionales]);
    const seen = new Set<string>();
    this.#encabezado = 'bueno';
    for (const [i, name] of names.entries()) {
      if (seen.has(name)) this.#report('COLUMNA_REPETIDA', linea, name, name, 'cada columna una sola vez');
      else if (!known.has(name)) {
        const where = name === '' ? `${i + 1}` : name;
        this.#report('COLUMNA_DESCONOCIDA', linea, where, name, `una de las columnas ${this.#columnas()}`);
      }
      seen.add(name);
    }
    const missing = requeridas.filter((name) => !seen.has(name));
    for (const name of missing) {
      this.#report('COLUMNA_FALTA', linea, name, record.join(','), `la columna ${name}, separada por comas`);
    }
    if (this.#errores.length > 0) {
      this.#encabezado = 'malo';
      return;
    }
    this.#posiciones = new Map([...requeridas, ...opcionales].map((name) => [name, names.indexOf(name)]));
    this.#celdasEsperadas = record.length;
  }

  #readFila(record: readonly string[], linea: number): void {
    const indice = this.#filas.length;
    if (record.length !== this.#celdasEsperadas) {
      this.#defectuosas.add(indice);
      this.#report(
        'CELDAS_DE_MAS_O_DE_MENOS',
        linea,
        null,
        { hecho: `tiene ${record.length} celdas` },
        `${this.#celdasEsperadas} celdas, como en el encabezado (si un texto lleva comas, va entre comillas)`,
      );
    } else if (countLineBreaks(record) > 0) {
      this.#defectuosas.add(indice);
      this.#report(
        'CSV_MAL_FORMADO',
        linea,
        null,
        { hecho: 'hay una celda con salto de línea' },
        'celdas de una sola línea (revise que las comillas cierren)',
      );
    }
    const cell = (name: C) => this.#shared((record[this.#posiciones?.get(name) ?? -1] ?? '').trim());
    this.#filas.push(this.#read(cell, indice));
    this.#lineas.push(linea);
  }

  /** The same text is kept once: a national catalogue repeats a few thousand texts two million times. */
  #shared(texto: string): string {
    const known = this.#textos.get(texto);
    if (known !== undefined) return known;
    this.#textos.set(texto, texto);
    return texto;
  }

  #columnas(): string {
    const { requeridas, opcionales } = this.#esquema;
    const optional = opcionales.length === 0 ? '' : ` (opcionales: ${opcionales.join(', ')})`;
    return `${requeridas.join(', ')}${optional}`;
  }

  #report(
    codigo: ErrorDeCarga['codigo'],
    linea: number | null,
    columna: string | null,
    encontrado: Encontrado,
    esperado: string,
  ): void {
    this.#errores.push(
      errorDeCarga(codigo, { archivo: this.#archivo, linea, columna }, encontrado, esperado),
    );
  }
}

function countLineBreaks(record: readonly string[]): number {
  let count = 0;
  for (const cell of record) {
    if (cell.includes('\n') || cell.includes('\r')) count += cell.split(/\r\n|\n|\r/).length - 1;
  }
  return count;
}
