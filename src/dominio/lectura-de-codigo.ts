/**
 * What a reader of QR that writes like a keyboard gives. One that supposes another keyboard than the computer's
 * writes other signs: with a reader of US layout and a computer in Spanish, `/` comes out as `-`, `-` as `'` and `_`
 * as `?`; with the capitals locked, every letter is the other one. It is understood all the same, and said, because
 * a reader that is badly set will fail elsewhere.
 */

import { type CodigoDeActa, type CodigoErrorCode, parseCodigo } from './codigo-de-acta.ts';
import { fail, ok, type Refusal, type Result } from './result.ts';

export interface CodigoLeido {
  readonly codigo: CodigoDeActa;
  /** `otro`: the reader supposes another keyboard, or the capitals are locked */
  readonly teclado: 'mismo' | 'otro';
}

/** Signs of a Spanish keyboard, by those of the US keyboard that the reader thought to write. */
const DE_OTRO_TECLADO: Readonly<Record<string, string>> = { '-': '/', "'": '-', '?': '_' };

/** Reads what came, as it came or as the reader meant it. */
export function readCodigo(texto: string): Result<CodigoLeido, Refusal<CodigoErrorCode>> {
  const straight = parseCodigo(texto);
  if (straight.ok) return ok({ codigo: straight.value, teclado: 'mismo' });
  const other = [swapSigns(texto), swapCase(texto), swapCase(swapSigns(texto))].map(parseCodigo);
  const understood = other.find((each) => each.ok);
  if (understood?.ok) return ok({ codigo: understood.value, teclado: 'otro' });
  // That it was damaged says more than that it is another's.
  const damaged = other.find((each) => !each.ok && each.error.codigo === 'CODIGO_DANADO');
  return damaged !== undefined && !damaged.ok ? fail(damaged.error) : straight;
}

/** Whether somebody would take it for a code, well or badly read, and not for a clave that was typed. */
export function looksLikeCodigo(texto: string): boolean {
  return /^prep1[/\-']/i.test(texto.trim());
}

function swapSigns(texto: string): string {
  return texto.replace(/[-'?]/g, (sign) => DE_OTRO_TECLADO[sign] ?? sign);
}

function swapCase(texto: string): string {
  return texto.replace(/\p{L}/gu, (letter) =>
    letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
  );
}
