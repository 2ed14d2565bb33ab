/**
 * A reading: what one field of an acta says once the capture rule has been applied.
 *
 * Source: Anexo 13 (capture criteria) and LEEME items 13–33; `ILEGIBLE` and `SIN DATO` count as zero votes
 * but are not zero: they are published as such and raise an observation.
 */

import { ok, type Refusal, type Result, refuse } from './result.ts';

export type Lectura = number | 'ILEGIBLE' | 'SIN DATO';

/** Largest value that a field accepts unless the process says otherwise. No casilla has more ballots. */
export const VALOR_MAXIMO = 9999;

/** What is written in one of the two places of a field: the box for the number or the line for the letters. */
export type Escrito =
  | { readonly tipo: 'valor'; readonly valor: number }
  | { readonly tipo: 'ilegible' }
  | { readonly tipo: 'vacio' };

/**
 * The capture rule for a field written twice (Anexo 13): equal, that value; different, **the letters prevail**;
 * only one legible, that one; none legible, `ILEGIBLE`; nothing written, `SIN DATO`.
 */
export function resolveLectura(numero: Escrito, letra: Escrito): Lectura {
  if (letra.tipo === 'valor') return letra.valor;
  if (numero.tipo === 'valor') return numero.valor;
  if (numero.tipo === 'vacio' && letra.tipo === 'vacio') return 'SIN DATO';
  return 'ILEGIBLE';
}

/** Votes that a reading adds to a sum: its number, or 0 when nothing can be read. */
export function votosDe(lectura: Lectura): number {
  return typeof lectura === 'number' ? lectura : 0;
}

export function isLegible(lectura: Lectura): lectura is number {
  return typeof lectura === 'number';
}

export type LecturaErrorCode = 'LECTURA_NEGATIVA' | 'LECTURA_EXCESIVA' | 'LECTURA_NO_ENTERA';

/**
 * Accepts a reading or says why not.
 *
 * @param maximo largest accepted value, inclusive (setting `valorMaximo` of the process).
 */
export function checkLectura(
  campo: string,
  lectura: Lectura,
  maximo: number,
): Result<Lectura, Refusal<LecturaErrorCode>> {
  if (lectura === 'ILEGIBLE' || lectura === 'SIN DATO') return ok(lectura);
  if (!Number.isInteger(lectura)) {
    return refuse(
      'LECTURA_NO_ENTERA',
      `El campo ${campo} tiene «${String(lectura)}», que no es un número entero. Escriba solo dígitos, o marque ilegible o sin dato.`,
    );
  }
  if (lectura < 0) {
    return refuse(
      'LECTURA_NEGATIVA',
      `El campo ${campo} es negativo (${lectura}). Escriba la cantidad sin signo.`,
    );
  }
  if (lectura > maximo) {
    return refuse(
      'LECTURA_EXCESIVA',
      `El campo ${campo} dice ${lectura} y el máximo es ${maximo}. Revise los dígitos en la imagen.`,
    );
  }
  return ok(lectura);
}
