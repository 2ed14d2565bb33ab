/**
 * Bytes to text, in every encoding that institutes have used: UTF-8 with and without byte order mark, Latin-1
 * (in practice Windows-1252: Quintana Roo 2019), UTF-16 as spreadsheets save it.
 *
 * Nothing in a file says that it is Latin-1, and its first accent may be megabytes away from the beginning: text
 * is taken as UTF-8 until a line refuses to be.
 */

import { isUtf8 } from 'node:buffer';

export type Codificacion =
  | 'ASCII'
  | 'UTF-8'
  | 'UTF-8 con BOM'
  | 'UTF-16 LE'
  | 'UTF-16 BE'
  | 'Windows-1252'
  | 'UTF-8 y Windows-1252 mezclados';

const SALTO = 0x0a;
const RETORNO = 0x0d;

/** Decodes a file that arrives in pieces. Its encoding is certain only at the end. */
export class LectorTexto {
  #codificacion: Codificacion | null = null;
  /** bytes of an incomplete character or line, waiting for the next piece */
  #resto = new Uint8Array(0);

  get codificacion(): Codificacion {
    return this.#codificacion ?? 'ASCII';
  }

  push(bytes: Uint8Array): string {
    const all = this.#resto.length === 0 ? bytes : concat(this.#resto, bytes);
    // Two bytes tell UTF-16 and three the mark of UTF-8: a shorter beginning waits.
    if (this.#codificacion === null && all.length < 4) {
      this.#resto = all.slice();
      return '';
    }
    return this.#decode(all, this.#cut(all));
  }

  end(): string {
    const all = this.#resto;
    this.#resto = new Uint8Array(0);
    return this.#decode(all, all.length);
  }

  #decode(all: Uint8Array, until: number): string {
    let start = 0;
    if (this.#codificacion === null) {
      const found = sniff(all);
      this.#codificacion = found.codificacion;
      start = found.marca;
    }
    this.#resto = all.slice(Math.max(start, until));
    if (until <= start) return '';
    const piece = Buffer.from(all.buffer, all.byteOffset + start, until - start);
    switch (this.#codificacion) {
      case 'UTF-16 LE':
        return piece.toString('utf16le');
      case 'UTF-16 BE':
        return Buffer.from(piece).swap16().toString('utf16le');
      case 'Windows-1252':
        return decode1252(piece);
      default:
        return this.#decodeMaybeUtf8(piece);
    }
  }

  #decodeMaybeUtf8(piece: Buffer): string {
    if (isUtf8(piece)) {
      const text = piece.toString('utf8');
      if (this.#codificacion === 'ASCII' && text.length !== piece.length) this.#codificacion = 'UTF-8';
      return text;
    }
    const { text, mixed } = decodeByLine(piece);
    this.#codificacion =
      this.#codificacion === 'ASCII' && !mixed ? 'Windows-1252' : 'UTF-8 y Windows-1252 mezclados';
    return text;
  }

  /** Where the piece can be cut without splitting a character. */
  #cut(all: Uint8Array): number {
    const codificacion = this.#codificacion ?? sniff(all).codificacion;
    if (codificacion === 'UTF-16 LE' || codificacion === 'UTF-16 BE') return all.length - (all.length % 2);
    if (codificacion === 'Windows-1252') return all.length;
    // At the last complete line: lines are the unit in which encodings may be mixed.
    for (let i = all.length - 1; i >= 0; i -= 1) {
      if (all[i] === SALTO || all[i] === RETORNO) return i + 1;
    }
    return completeCharacters(all);
  }
}

/** Decodes a whole text at once: the beginning of a file, a test. */
export function decodeBytes(bytes: Uint8Array): string {
  const lector = new LectorTexto();
  return lector.push(bytes) + lector.end();
}

function sniff(bytes: Uint8Array): { codificacion: Codificacion; marca: number } {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return { codificacion: 'UTF-16 LE', marca: 2 };
  if (a === 0xfe && b === 0xff) return { codificacion: 'UTF-16 BE', marca: 2 };
  if (a === 0xef && b === 0xbb && c === 0xbf) return { codificacion: 'UTF-8 con BOM', marca: 3 };
  // Without a mark, UTF-16 of a text in Spanish has a zero in every other byte.
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return { codificacion: 'UTF-16 LE', marca: 0 };
  if (a === 0 && b !== 0 && c === 0 && d !== 0) return { codificacion: 'UTF-16 BE', marca: 0 };
  return { codificacion: 'ASCII', marca: 0 };
}

/** Length of `bytes` without the beginning of a UTF-8 character whose end has not arrived. */
function completeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte >= 0xc0) {
      const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back < size ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}

/** Each line in UTF-8 if it is, otherwise in Windows-1252. */
function decodeByLine(piece: Buffer): { text: string; mixed: boolean } {
  let text = '';
  let mixed = false;
  let start = 0;
  while (start < piece.length) {
    let end = start;
    while (end < piece.length && piece[end] !== SALTO && piece[end] !== RETORNO) end += 1;
    const line = piece.subarray(start, Math.min(end + 1, piece.length));
    if (isUtf8(line)) {
      const decoded = line.toString('utf8');
      if (decoded.length !== line.length) mixed = true;
      text += decoded;
    } else {
      text += decode1252(line);
    }
    start = end + 1;
  }
  return { text, mixed };
}

const WINDOWS_1252 = new TextDecoder('windows-1252');

function decode1252(bytes: Uint8Array): string {
  return WINDOWS_1252.decode(bytes);
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
