/**
 * Reads a published database, in whatever dialect (docs/conformidad.md lists them): header at once, rows as a
 * stream that may be read as many times as needed.
 */

import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { isCandidaturas } from './leer-candidaturas.ts';
import { type Encabezado, isBlank, readEncabezado } from './leer-encabezado.ts';
import { type Fila, rowReader } from './leer-fila.ts';
import type { Fuente } from './leer-fuentes.ts';
import { type FinDeLinea, LectorRegistros, type Registro } from './leer-registros.ts';
import { type Codificacion, decodeBytes, LectorTexto } from './leer-texto.ts';
import { ZipIlegible } from './leer-zip.ts';

export interface BaseDatos extends Encabezado {
  /** of its source, as shown to people */
  readonly nombre: string;
  /** A new reading of its rows, from the first. */
  readonly filas: () => LecturaDeFilas;
}

/** Rows in the order of the file. What is said of the text is complete when the rows are. */
export interface LecturaDeFilas extends AsyncIterable<Fila> {
  /** The same rows, by the piece: faster, for who reads them all. */
  readonly lotes: () => AsyncIterable<readonly Fila[]>;
  readonly codificacion: () => Codificacion;
  readonly finDeLinea: () => FinDeLinea;
  /** lines below the names of the columns that are not rows: notes, pieces of broken rows */
  readonly ajenas: () => readonly Registro[];
}

export type LecturaErrorCode =
  | 'ARCHIVO_VACIO'
  | 'ES_HOJA_DE_CALCULO'
  | 'ES_ZIP'
  | 'ES_PDF'
  | 'ES_PAGINA_WEB'
  | 'ES_BINARIO'
  | 'ES_CANDIDATURAS'
  | 'NO_ES_BASE'
  | 'SIN_PERMISO'
  | 'ZIP_ILEGIBLE';

/** The beginning of a file holds its whole header: the longest known are 3 KB. */
const INICIO = 128 * 1024;

/** Opens a database, or says in one line why the file is not one and what to do. */
export async function leerBaseDatos(fuente: Fuente): Promise<Result<BaseDatos, Refusal<LecturaErrorCode>>> {
  let bytes: Uint8Array;
  try {
    bytes = await readBeginning(fuente);
  } catch (error) {
    if (error instanceof ZipIlegible) {
      return refuse('ZIP_ILEGIBLE', `el ZIP ${error.message}. Descárguelo de nuevo.`);
    }
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'EACCES' || code === 'EPERM') return refuse('SIN_PERMISO', MENSAJES.SIN_PERMISO);
    throw error;
  }
  const other = recognise(bytes);
  if (other !== null) return refuse(other, MENSAJES[other]);

  const inicio = decodeBytes(bytes);
  const encabezado = readEncabezado(inicio);
  if (encabezado !== null) {
    return ok({ nombre: fuente.nombre, ...encabezado, filas: () => new Filas(fuente, encabezado) });
  }
  const codigo = isCandidaturas(inicio)
    ? 'ES_CANDIDATURAS'
    : inicio.includes('\0')
      ? 'ES_BINARIO'
      : 'NO_ES_BASE';
  return refuse(codigo, MENSAJES[codigo]);
}

const MENSAJES: Readonly<Record<LecturaErrorCode, string>> = {
  ARCHIVO_VACIO: 'está vacío (no tiene ni un renglón). Descárguelo de nuevo.',
  ES_HOJA_DE_CALCULO:
    'es un libro de Excel, aunque se llame CSV. Ábralo en la hoja de cálculo y guárdelo como «CSV UTF-8 (delimitado por comas)».',
  ES_ZIP: 'es un ZIP, aunque no termine en .zip. Cámbiele el nombre para que termine en .zip, o extráigalo.',
  ES_PDF: 'es un PDF, no una base de datos. Descargue el CSV o el ZIP de la base de datos.',
  ES_PAGINA_WEB:
    'es una página web, no una base de datos: el sitio pudo responder con un error al descargarla. Descárguela de nuevo.',
  ES_BINARIO: 'no es texto: tiene bytes que ningún CSV tiene. Descárguelo de nuevo.',
  ES_CANDIDATURAS: 'es el archivo de candidaturas, que no trae actas. Indique el CSV de la base de datos.',
  NO_ES_BASE:
    'no tiene el renglón de columnas de una base de datos del PREP (CLAVE_CASILLA … NULOS … CONTABILIZADA). Revise que sea el archivo correcto y que esté completo.',
  SIN_PERMISO: 'no hay permiso para leerlo. Pida permiso de lectura o cópielo a una carpeta suya.',
  ZIP_ILEGIBLE: 'el ZIP está dañado. Descárguelo de nuevo.',
};

async function readBeginning(fuente: Fuente): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of fuente.abrir()) {
    pieces.push(piece);
    length += piece.length;
    if (length >= INICIO) break;
  }
  return Buffer.concat(pieces);
}

/** What a file is by its first bytes, when it is certainly not a text with delimiters. */
function recognise(bytes: Uint8Array): LecturaErrorCode | null {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
  if (/^[\s\0]*$/.test(head) && head.length < 4096) return 'ARCHIVO_VACIO';
  if (head.startsWith('PK')) return /xl\/|\[Content_Types\]/.test(head) ? 'ES_HOJA_DE_CALCULO' : 'ES_ZIP';
  if (head.startsWith('\xd0\xcf\x11\xe0')) return 'ES_HOJA_DE_CALCULO';
  if (head.startsWith('%PDF')) return 'ES_PDF';
  if (/^(\xef\xbb\xbf)?\s*<(!doctype|html|head|body|\?xml|!--)/i.test(head)) return 'ES_PAGINA_WEB';
  return null;
}

class Filas implements LecturaDeFilas {
  readonly #fuente: Fuente;
  readonly #encabezado: Encabezado;
  #texto = new LectorTexto();
  #registros: LectorRegistros;
  #ajenas: Registro[] = [];

  constructor(fuente: Fuente, encabezado: Encabezado) {
    this.#fuente = fuente;
    this.#encabezado = encabezado;
    this.#registros = new LectorRegistros(encabezado.delimitador);
  }

  codificacion(): Codificacion {
    return this.#texto.codificacion;
  }

  finDeLinea(): FinDeLinea {
    return this.#registros.finDeLinea;
  }

  ajenas(): readonly Registro[] {
    return this.#ajenas;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Fila> {
    for await (const lote of this.lotes()) yield* lote;
  }

  async *lotes(): AsyncGenerator<readonly Fila[]> {
    this.#texto = new LectorTexto();
    this.#registros = new LectorRegistros(this.#encabezado.delimitador);
    this.#ajenas = [];
    const read = rowReader(this.#encabezado.columnas);
    for await (const bytes of this.#fuente.abrir()) {
      const filas = this.#toFilas(this.#registros.push(this.#texto.push(bytes)), read);
      if (filas.length > 0) yield filas;
    }
    const text = this.#texto.end();
    yield this.#toFilas([...this.#registros.push(text), ...this.#registros.end()], read);
  }

  #toFilas(registros: readonly Registro[], read: (registro: Registro) => Fila): readonly Fila[] {
    const { lineaColumnas } = this.#encabezado;
    const filas: Fila[] = [];
    for (const registro of registros) {
      if (registro.linea <= lineaColumnas || isBlank(registro.celdas)) continue;
      if (this.#isRow(registro)) filas.push(read(registro));
      else this.#ajenas.push(registro);
    }
    return filas;
  }

  /** A row has most of its cells, or at least its key: a truncated row is still an acta of the catalogue. */
  #isRow({ celdas }: Registro): boolean {
    const { nombres, posicion } = this.#encabezado.columnas;
    if (celdas.length * 2 >= nombres.length) return true;
    return /^\D{0,2}\d{6}[A-Z]/.test(celdas[posicion.CLAVE_CASILLA] ?? '');
  }
}
