/** What a file is, by its bytes and not by what it says it is. */

import type { TipoDeArchivo } from './colecciones.ts';

/** With these bytes begin the files that are told by them. */
const FIRMAS: readonly (readonly [TipoDeArchivo, readonly number[]])[] = [
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['jpeg', [0xff, 0xd8, 0xff]],
];

/** A ZIP is a document of an office program by a name that it has inside. */
const DENTRO_DE_ZIP: readonly (readonly [TipoDeArchivo, string])[] = [
  ['docx', 'word/document.xml'],
  ['xlsx', 'xl/workbook.xml'],
  ['odt', 'application/vnd.oasis.opendocument.text'],
  ['ods', 'application/vnd.oasis.opendocument.spreadsheet'],
];

/** Extensions with which each type may come. */
const EXTENSIONES: Readonly<Record<TipoDeArchivo, readonly string[]>> = {
  pdf: ['pdf'],
  png: ['png'],
  jpeg: ['jpg', 'jpeg'],
  docx: ['docx'],
  xlsx: ['xlsx'],
  odt: ['odt'],
  ods: ['ods'],
  texto: ['txt', 'csv', 'md', 'ics', 'json'],
};

/**
 * The type of a file, or null when it is none that is kept, or its name says that it is another.
 *
 * @param cabeza its first bytes
 * @param cola its last ones, where a ZIP says what it has inside
 */
export function sniff(cabeza: Buffer, cola: Buffer, nombre: string): TipoDeArchivo | null {
  const tipo = typeOf(cabeza, cola);
  const extension = /\.([^.]+)$/.exec(nombre)?.[1]?.toLowerCase() ?? '';
  return tipo !== null && EXTENSIONES[tipo].includes(extension) ? tipo : null;
}

function typeOf(cabeza: Buffer, cola: Buffer): TipoDeArchivo | null {
  for (const [tipo, firma] of FIRMAS) {
    if (firma.every((byte, i) => cabeza[i] === byte)) return tipo;
  }
  if (cabeza.subarray(0, 2).toString('latin1') === 'PK') {
    return DENTRO_DE_ZIP.find(([, name]) => cabeza.includes(name) || cola.includes(name))?.[0] ?? null;
  }
  return isText(cabeza) ? 'texto' : null;
}

/** No control characters but tabs and ends of line; a page or a program in text is told by its extension. */
function isText(bytes: Buffer): boolean {
  return bytes.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}
