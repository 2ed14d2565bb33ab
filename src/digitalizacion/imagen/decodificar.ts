/**
 * Opens a file that came from outside: what it is by its first bytes, how large it says to be before anything of it is
 * decoded, and then its pages, one at a time.
 */

import { ok, type Refusal, type Result, refuse, unreachable } from '../../dominio/result.ts';
import type { Archivo } from './archivo.ts';
import type { FormatoDeArchivo, ImagenErrorCode } from './contrato.ts';
import { openHeic } from './decodificar-heic.ts';
import { openPdf } from './decodificar-pdf.ts';
import { openRaster } from './decodificar-raster.ts';
import { refuseBytes } from './limites.ts';

/** A pile of actas in one file: more are two files. */
const PAGINAS_MAXIMAS = 20;

export interface ArchivoAbierto extends Archivo {
  readonly formato: FormatoDeArchivo;
}

/** Opens a file without decoding it. */
export async function openArchivo(
  bytes: Uint8Array,
): Promise<Result<ArchivoAbierto, Refusal<ImagenErrorCode>>> {
  const refused = refuseBytes(bytes);
  if (refused !== null) return refused;
  const formato = sniff(bytes);
  if (formato === null) return refuse('FORMATO_DESCONOCIDO', unknown(bytes));
  const opened = await open(formato, bytes);
  if (!opened.ok) return opened;
  const { paginas } = opened.value;
  if (paginas > PAGINAS_MAXIMAS) {
    opened.value.close();
    return refuse(
      'PAGINAS_DE_MAS',
      `El archivo trae ${paginas} páginas y el máximo es ${PAGINAS_MAXIMAS}. Escanee las actas en varios archivos.`,
    );
  }
  return ok({ ...opened.value, formato });
}

function open(
  formato: FormatoDeArchivo,
  bytes: Uint8Array,
): Promise<Result<Archivo, Refusal<ImagenErrorCode>>> {
  switch (formato) {
    case 'jpeg':
    case 'png':
    case 'tiff':
      return openRaster(formato, bytes);
    case 'pdf':
      return openPdf(bytes);
    case 'heic':
      return openHeic(bytes);
    default:
      return unreachable(formato);
  }
}

/** With these bytes begin the files that are opened; whatever their name says. */
const FIRMAS: readonly (readonly [FormatoDeArchivo, number, readonly string[]])[] = [
  ['jpeg', 0, ['\xff\xd8\xff']],
  ['png', 0, ['\x89PNG\r\n\x1a\n']],
  ['tiff', 0, ['II*\0', 'MM\0*', 'II+\0', 'MM\0+']],
  ['pdf', 0, ['%PDF-']],
  ['heic', 4, ['ftypheic', 'ftypheix', 'ftyphevc', 'ftyphevx', 'ftypmif1', 'ftypmsf1']],
];

/** What people send by mistake, to tell them what it is. */
const OTROS: readonly (readonly [string, number, readonly string[]])[] = [
  ['un ZIP o un documento de oficina', 0, ['PK\x03\x04', 'PK\x05\x06']],
  ['un comprimido', 0, ['\x1f\x8b', 'Rar!', '7z\xbc\xaf', 'BZh', '\xfd7zXZ']],
  ['una imagen WebP', 8, ['WEBP']],
  ['una imagen AVIF', 4, ['ftypavif', 'ftypavis']],
  ['un video', 4, ['ftyp']],
  ['un GIF', 0, ['GIF8']],
  ['un BMP', 0, ['BM']],
  ['un programa', 0, ['MZ', '\x7fELF']],
  ['una página o un dibujo en texto', 0, ['<']],
];

function sniff(bytes: Uint8Array): FormatoDeArchivo | null {
  return find(FIRMAS, bytes);
}

function unknown(bytes: Uint8Array): string {
  const what = find(OTROS, bytes);
  const known = what === null ? 'El archivo no es una imagen que se pueda abrir' : `El archivo es ${what}`;
  return `${known}. Envíe el acta en JPEG, PNG, TIFF, PDF o HEIC.`;
}

function find<T>(
  signatures: readonly (readonly [T, number, readonly string[]])[],
  bytes: Uint8Array,
): T | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 16)).toString('latin1');
  const [what] = signatures.find(([, at, texts]) => texts.some((text) => head.startsWith(text, at))) ?? [];
  return what ?? null;
}
