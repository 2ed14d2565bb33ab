/** What a reader of codes or a keyboard gave, and which of the actas of the CATD it is. */

import type { IdActa } from '../dominio/clave.ts';
import { looksLikeCodigo, readCodigo } from '../dominio/lectura-de-codigo.ts';
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

type Lectura = Result<ActaEsperada, Refusal<LecturaErrorCode>>;

/** @param actas those that the CATD expects; @param proceso its name */
export function leerActa(
  texto: string,
  { actas, proceso }: { readonly actas: readonly ActaEsperada[]; readonly proceso: string },
): Lectura {
  if (actas.length === 0) {
    return refuse(
      'SIN_LISTA',
      'Esta estación todavía no tiene la lista de actas de su CATD: necesita red una primera vez.',
    );
  }
  return looksLikeCodigo(texto) ? byCodigo(texto, actas, proceso) : byClave(texto, actas);
}

function byCodigo(texto: string, actas: readonly ActaEsperada[], proceso: string): Lectura {
  const read = readCodigo(texto);
  if (!read.ok) return read;
  const { codigo } = read.value;
  if (codigo.proceso !== proceso) {
    return refuse(
      'OTRO_PROCESO',
      `El código es de otro proceso («${codigo.proceso}»): no se registra aquí. Revise si es un acta de un simulacro anterior.`,
    );
  }
  const found = actas.find(({ acta }) => acta === codigo.acta);
  return found === undefined ? otroCatd(codigo.acta) : ok(found);
}

function byClave(texto: string, actas: readonly ActaEsperada[]): Lectura {
  const clave = texto.replaceAll(/\s+/g, '').toUpperCase();
  const found = actas.filter(({ acta, titulo }) => acta === clave || titulo.clave === clave);
  const [first] = found;
  if (first === undefined) {
    return refuse(
      'CLAVE_DESCONOCIDA',
      `Ninguna acta de este CATD tiene la clave «${texto.trim()}». Revísela en el acta, letra por letra: está junto al código.`,
    );
  }
  if (found.length > 1) {
    const which = found.map(({ acta, titulo }) => `${acta} (${titulo.territorio})`).join(', ');
    return refuse('CLAVE_AMBIGUA', `Hay más de un acta con esa clave. Escriba completa la que es: ${which}.`);
  }
  return ok(first);
}

export function otroCatd(acta: IdActa): {
  readonly ok: false;
  readonly error: Refusal<'OTRO_CATD'>;
} {
  return {
    ok: false,
    error: {
      codigo: 'OTRO_CATD',
      mensaje: `El acta ${acta} no es de las que espera este CATD. Revise de dónde llegó y avise a su coordinación.`,
    },
  };
}
