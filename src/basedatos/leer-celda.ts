/**
 * What one published cell says, without its wrapping.
 *
 * Institutes wrap keys so that spreadsheets keep their zeros (`'x`, `'x'`, `="x"`), write numbers as `7,672` or
 * `2658993.0`, and say ILEGIBLE and SIN DATO in any case and spelling (`sin_dato`). A hyphen means «does not run
 * here», «not captured» or «sin acta» depending on the row, so it is left for who knows the row
 * (`leer-fila.ts`).
 */

import type { Lectura } from '../dominio/lectura.ts';

/** What a cell says by itself. */
export type CeldaCruda =
  | { readonly tipo: 'lectura'; readonly valor: Lectura }
  | 'guion'
  | 'vacia'
  | 'sin_acta'
  | 'no_aplica'
  | 'rara';

const NORMAL = 0x2e;

/** The content of a cell, without guards or spaces around it. */
export function cleanCell(celda: string): string {
  // Nearly every cell begins and ends with a letter or a digit, and is its own content.
  if (celda.length === 0) return celda;
  if (celda.charCodeAt(0) > NORMAL && celda.charCodeAt(celda.length - 1) > NORMAL && celda[0] !== '=')
    return celda;
  let text = celda.trim();
  if (text.startsWith('="') && text.endsWith('"') && text.length > 2) text = text.slice(2, -1).trim();
  if (text.startsWith('"') && text.endsWith('"') && text.length > 1) text = text.slice(1, -1).trim();
  if (text.startsWith("'")) text = text.slice(1).trim();
  if (text.endsWith("'")) text = text.slice(0, -1).trim();
  return text;
}

/** A text in capitals, without accents, with single spaces for `_` and spaces: to recognise words. */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[\s_\u00a0]+/g, ' ')
    .trim();
}

const CONTEO = /^(\d+|\d{1,3}(?:[, ]\d{3})+)(?:\.0+)?$/;

/** A count: digits, `7,672`, `2658993.0`; null when it is none. The text must be clean. */
export function parseConteo(text: string): number | null {
  if (!CONTEO.test(text)) return null;
  const value = Number(text.replace(/[, ]/g, '').replace(/\.0+$/, ''));
  return Number.isSafeInteger(value) ? value : null;
}

const LECTURAS: readonly CeldaCruda[] = Array.from({ length: 10_000 }, (_, valor) => ({
  tipo: 'lectura',
  valor,
}));
const ILEGIBLE: CeldaCruda = { tipo: 'lectura', valor: 'ILEGIBLE' };
const SIN_DATO: CeldaCruda = { tipo: 'lectura', valor: 'SIN DATO' };

/** A reading as one of the shared objects: a national file has eight million cells of votes. */
function lecturaDe(valor: number): CeldaCruda {
  return LECTURAS[valor] ?? { tipo: 'lectura', valor };
}

/**
 * Texts already read. Votes repeat the same few texts; a file that does not is garbage and stops being
 * remembered.
 */
const vistas = new Map<string, CeldaCruda>();
const VISTAS_MAXIMO = 20_000;

/** Reads a cell of votes, of a general field or of a total. */
export function readCelda(celda: string): CeldaCruda {
  const digits = smallNumber(celda);
  if (digits >= 0) return LECTURAS[digits] ?? 'rara';
  const seen = vistas.get(celda);
  if (seen !== undefined) return seen;
  const read = readSlowly(celda);
  if (vistas.size < VISTAS_MAXIMO) vistas.set(celda, read);
  return read;
}

/** The value of one to four digits; -1 for anything else. */
function smallNumber(text: string): number {
  const { length } = text;
  if (length === 0 || length > 4) return -1;
  let value = 0;
  for (let i = 0; i < length; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function readSlowly(celda: string): CeldaCruda {
  const text = cleanCell(celda);
  const conteo = parseConteo(text);
  if (conteo !== null) return lecturaDe(conteo);
  switch (foldText(text)) {
    case '':
      return 'vacia';
    case '-':
    case '--':
    case '–':
    case '—':
      return 'guion';
    case 'ILEGIBLE':
    case 'ILEGIBLES':
      return ILEGIBLE;
    case 'SIN DATO':
    case 'SIN DATOS':
    case 'SINDATO':
    case 'S/D':
      return SIN_DATO;
    case 'SIN ACTA':
      return 'sin_acta';
    case 'N/A':
    case 'NA':
    case 'N.A.':
    case 'NO APLICA':
      return 'no_aplica';
    default:
      return 'rara';
  }
}
