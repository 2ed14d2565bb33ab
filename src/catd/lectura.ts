/**
 * What a reader of codes or a keyboard gave, and which acta it is. A reader types as if it were a keyboard of the
 * United States, and the computer of a CATD has one in Spanish: the code arrives with other signs in the place of
 * `/` and `-`. Its check digits tell whether what was put back is right.
 */

import type { IdActa } from '../dominio/clave.ts';
import { parseCodigo } from '../dominio/codigo-de-acta.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import type { ActaEsperada } from './contrato.ts';

export type LecturaErrorCode =
  | 'SIN_LISTA'
  | 'CODIGO_AJENO'
  | 'CODIGO_DANADO'
  | 'OTRO_PROCESO'
  | 'OTRO_CATD'
  | 'CLAVE_DESCONOCIDA'
  | 'CLAVE_AMBIGUA';

/** @param actas those that the CATD expects; @param proceso its name */
export function leerActa(
  texto: string,
  { actas, proceso }: { readonly actas: readonly ActaEsperada[]; readonly proceso: string },
): Result<ActaEsperada, Refusal<LecturaErrorCode>> {
  if (actas.length === 0) {
    return refuse(
      'SIN_LISTA',
      'Esta estación todavía no tiene la lista de actas de su CATD: necesita red una primera vez.',
    );
  }
  const clean = texto.trim();
  return isCodigo(clean) ? byCodigo(clean, actas, proceso) : byClave(clean, actas);
}

/** Whether it is what a reader gives, and not a clave that somebody typed. */
function isCodigo(texto: string): boolean {
  return /^prep\d/i.test(texto);
}

/** The code as it is printed, whatever keyboard the reader and the computer believed that it was. */
export function enderezarCodigo(texto: string): string {
  // With the capitals locked, everything comes the other way round.
  const upright = /^prep/.test(texto) ? swapCase(texto) : texto;
  if (upright.includes('/')) return upright;
  // The signs of a Spanish keyboard where that of the United States has `-` and `/`.
  return upright.replaceAll('-', '/').replaceAll(/['?]/g, '-').replaceAll('_', '/');
}

function swapCase(texto: string): string {
  return texto.replaceAll(/[a-z]/gi, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
}

function byCodigo(
  texto: string,
  actas: readonly ActaEsperada[],
  proceso: string,
): Result<ActaEsperada, Refusal<LecturaErrorCode>> {
  const read = parseCodigo(enderezarCodigo(texto));
  if (!read.ok) return read;
  if (read.value.proceso !== proceso) {
    return refuse(
      'OTRO_PROCESO',
      `El código es de otro proceso («${read.value.proceso}»): no se registra aquí. Revise si es un acta de un simulacro anterior.`,
    );
  }
  const found = actas.find(({ acta }) => acta === read.value.acta);
  return found === undefined ? otroCatd(read.value.acta) : ok(found);
}

function byClave(
  texto: string,
  actas: readonly ActaEsperada[],
): Result<ActaEsperada, Refusal<LecturaErrorCode>> {
  const clave = texto.replaceAll(/\s+/g, '').toUpperCase();
  const found = actas.filter(({ acta, titulo }) => acta === clave || titulo.clave === clave);
  const [first] = found;
  if (first === undefined) {
    return refuse(
      'CLAVE_DESCONOCIDA',
      `Ninguna acta de este CATD tiene la clave «${texto}». Revísela en el acta, letra por letra: está junto al código.`,
    );
  }
  if (found.length > 1) {
    const which = found.map(({ acta, titulo }) => `${acta} (${titulo.territorio})`).join(', ');
    return refuse('CLAVE_AMBIGUA', `Hay más de un acta con esa clave. Escriba completa la que es: ${which}.`);
  }
  return ok(first);
}

export function otroCatd(acta: IdActa): { readonly ok: false; readonly error: Refusal<'OTRO_CATD'> } {
  return {
    ok: false,
    error: {
      codigo: 'OTRO_CATD',
      mensaje: `El acta ${acta} no es de las que espera este CATD. Revise de dónde llegó y avise a su coordinación.`,
    },
  };
}
