/**
 * A spreadsheet to rows of text, CSV or XLSX, as institutes have them: any delimiter, UTF-8 or Latin-1, dates as dates
 * or as text, merged cells.
 */

import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import { fromBuffer } from 'yauzl';
import { ok, type Refusal, type Result, refuse } from '../../dominio/result.ts';

export interface Hoja {
  readonly filas: readonly Fila[];
  readonly uniones: readonly Union[];
}

export interface Fila {
  /** as the spreadsheet or the editor counts it, from 1 */
  readonly renglon: number;
  /** text of each cell; a date of a spreadsheet as `2023-11-02` */
  readonly celdas: readonly string[];
}

/** Cells that are one, from 0, both ends included. */
export interface Union {
  readonly desde: { readonly fila: number; readonly columna: number };
  readonly hasta: { readonly fila: number; readonly columna: number };
  /** `E5:E9` */
  readonly rango: string;
}

export type HojaErrorCode = 'ARCHIVO_VACIO' | 'ARCHIVO_ILEGIBLE' | 'DEMASIADOS_RENGLONES';

/** A plan of nine months has some hundreds; beyond this it is another file. */
export const RENGLONES_MAXIMOS = 20_000;

/** Reads the first sheet. */
export async function readHoja(bytes: Buffer, nombre: string): Promise<Result<Hoja, Refusal<HojaErrorCode>>> {
  if (bytes.length === 0) return refuse('ARCHIVO_VACIO', `${nombre} está vacío.`);
  const hoja =
    bytes.subarray(0, 2).toString('latin1') === 'PK' ? await readXlsx(bytes, nombre) : readCsv(bytes, nombre);
  if (!hoja.ok) return hoja;
  const { filas } = hoja.value;
  if (filas.length === 0) return refuse('ARCHIVO_VACIO', `${nombre} no tiene ningún renglón con datos.`);
  if (filas.length > RENGLONES_MAXIMOS) {
    return refuse(
      'DEMASIADOS_RENGLONES',
      `${nombre} tiene ${filas.length.toLocaleString('es-MX')} renglones y se admiten ${RENGLONES_MAXIMOS.toLocaleString('es-MX')}: revise que sea el plan de trabajo.`,
    );
  }
  return hoja;
}

function readCsv(bytes: Buffer, nombre: string): Result<Hoja, Refusal<HojaErrorCode>> {
  if (bytes.includes(0)) {
    return refuse(
      'ARCHIVO_ILEGIBLE',
      `${nombre} no es CSV ni XLSX. Guárdelo como «CSV UTF-8» o como libro de Excel (.xlsx).`,
    );
  }
  const texto = decode(bytes)
    .replace(/^\uFEFF/, '')
    .replace(/^sep=.\r?\n/, '');
  const filas: Fila[] = [];
  try {
    parse(texto, {
      delimiter: delimiterOf(texto),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      on_record: (record: string[], { lines }) => {
        const breaks = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
        const celdas = record.map((cell) => cell.trim());
        if (celdas.some((celda) => celda !== '')) filas.push({ renglon: lines - breaks, celdas });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || !String(error.code).startsWith('CSV_'))
      throw error;
    return refuse(
      'ARCHIVO_ILEGIBLE',
      `${nombre}: hay unas comillas que no abren o no cierran después del renglón ${filas.at(-1)?.renglon ?? 0}.`,
    );
  }
  return ok({ filas, uniones: [] });
}

function decode(bytes: Buffer): string {
  const utf8 = bytes.toString('utf8');
  // Excel in Spanish writes CSV in Windows-1252; no text in Spanish has the character of what is not UTF-8.
  return utf8.includes('\uFFFD') ? new TextDecoder('windows-1252').decode(bytes) : utf8;
}

/** The one that is most in the first lines, outside quotes. */
function delimiterOf(texto: string): string {
  const sample = texto.slice(0, 4000).replace(/"[^"]*"/g, '');
  const count = (delimiter: string) => sample.split(delimiter).length;
  return [',', ';', '\t', '|'].reduce((best, each) => (count(each) > count(best) ? each : best));
}

async function readXlsx(bytes: Buffer, nombre: string): Promise<Result<Hoja, Refusal<HojaErrorCode>>> {
  const read = await attempt(async () => ({
    data: await readSheet(bytes),
    uniones: await readUniones(bytes),
  }));
  if (read === null) {
    return refuse(
      'ARCHIVO_ILEGIBLE',
      `${nombre} no se puede leer: está dañado, tiene contraseña o no es un libro de Excel (.xlsx).`,
    );
  }
  const filas = read.data.flatMap((cells, i): readonly Fila[] => {
    const celdas = cells.map(textOf);
    return celdas.some((celda) => celda !== '') ? [{ renglon: i + 1, celdas }] : [];
  });
  return ok({ filas, uniones: read.uniones });
}

/** Whatever is wrong inside a file that somebody sent is its fault: the reader has no errors of its own kind. */
async function attempt<T>(body: () => Promise<T>): Promise<T | null> {
  try {
    return await body();
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell).trim();
}

/** The merged cells of the first sheet, which the reader of values leaves empty but for their first one. */
async function readUniones(bytes: Buffer): Promise<readonly Union[]> {
  const xml = await readEntry(bytes, /^xl\/worksheets\/sheet1\.xml$/);
  return [...xml.matchAll(/<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g)].map(
    ([, fromColumn = '', fromRow = '', toColumn = '', toRow = '']) => ({
      desde: { fila: Number(fromRow) - 1, columna: columnOf(fromColumn) },
      hasta: { fila: Number(toRow) - 1, columna: columnOf(toColumn) },
      rango: `${fromColumn}${fromRow}:${toColumn}${toRow}`,
    }),
  );
}

function columnOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** Most bytes of a sheet once it is inflated: 20,000 rows are some megabytes. */
const XML_MAXIMO = 200 * 1024 * 1024;

function readEntry(bytes: Buffer, name: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error);
      zip.on('error', reject);
      zip.on('end', () => resolve(''));
      zip.on('entry', (entry) => {
        if (!name.test(entry.fileName) || entry.uncompressedSize > XML_MAXIMO) return zip.readEntry();
        zip.openReadStream(entry, (failure, stream) => {
          if (failure) return reject(failure);
          const chunks: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => chunks.push(chunk));
          stream.on('error', reject);
          stream.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
        });
      });
      zip.readEntry();
    });
  });
}
