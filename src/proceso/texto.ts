/**
 * Bytes of a file to text. The files of a process are UTF-8, with or without byte order mark; anything else is
 * refused with its line, because a wrong accent in a name would be published.
 */

import { fail, ok, type Result } from '../dominio/result.ts';
import { type Encontrado, type ErrorDeCarga, errorDeCarga } from './error-de-carga.ts';

const UTF8 =
  'texto en UTF-8: en la hoja de cálculo elija «Guardar como» y «CSV UTF-8 (delimitado por comas)»';

/** Reads a file as UTF-8 in composed form (NFC), so that the same name is always the same text. */
export function decodeText(archivo: string, bytes: Uint8Array): Result<string, readonly ErrorDeCarga[]> {
  if (bytes.every((byte) => byte === 0x20 || byte === 0x0a || byte === 0x0d)) {
    return refused('ARCHIVO_VACIO', archivo, null, '', 'un archivo con contenido');
  }
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return refused('CODIFICACION', archivo, null, { hecho: 'está en UTF-16' }, UTF8);
  }
  const text = tryDecode(bytes);
  if (text === null) {
    const line = firstBadLine(bytes);
    return refused('CODIFICACION', archivo, line.numero, line.muestra, UTF8);
  }
  return ok(text.normalize('NFC'));
}

function refused(
  codigo: 'ARCHIVO_VACIO' | 'CODIFICACION',
  archivo: string,
  linea: number | null,
  encontrado: Encontrado,
  esperado: string,
): Result<string, readonly ErrorDeCarga[]> {
  return fail([errorDeCarga(codigo, { archivo, linea, columna: null }, encontrado, esperado)]);
}

function tryDecode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    // The only way that TextDecoder has to say that the bytes are not UTF-8.
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function firstBadLine(bytes: Uint8Array): { numero: number; muestra: string } {
  let numero = 0;
  let start = 0;
  while (start < bytes.length) {
    numero += 1;
    const end = endOfLine(bytes, start);
    const line = bytes.subarray(start, end);
    // The usual culprit is Latin-1 (Windows-1252): read so, the sample shows the letter that people know.
    if (tryDecode(line) === null) return { numero, muestra: new TextDecoder('windows-1252').decode(line) };
    start = end + (bytes[end] === 0x0d && bytes[end + 1] === 0x0a ? 2 : 1);
  }
  throw new Error('text that is not UTF-8 has at least one line that is not');
}

function endOfLine(bytes: Uint8Array, start: number): number {
  let end = start;
  while (end < bytes.length && bytes[end] !== 0x0a && bytes[end] !== 0x0d) end += 1;
  return end;
}
