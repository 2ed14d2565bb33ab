/**
 * What the QR of a printed acta says: which acta of which process it is, and two check digits that tell a code read
 * whole from one that a fold or a stain changed.
 *
 *   PREP1/michoacan-2027/GUB-160806C08002/47
 */

import type { IdActa } from './clave.ts';
import { ok, type Refusal, type Result, refuse } from './result.ts';

const PREFIJO = 'PREP1';
const FORMA = /^PREP1\/([a-z0-9-]{1,60})\/([A-Z0-9_-]{1,60})\/(\d{2})$/;

export interface CodigoDeActa {
  /** name of the process */
  readonly proceso: string;
  readonly acta: IdActa;
}

export type CodigoErrorCode = 'CODIGO_AJENO' | 'CODIGO_DANADO';

export function formatCodigo({ proceso, acta }: CodigoDeActa): string {
  return `${PREFIJO}/${proceso}/${acta}/${checkDigits(`${proceso}/${acta}`)}`;
}

/** Reads what a scanner or a camera gave. Whether the acta is of the catalogue is for who has it. */
export function parseCodigo(texto: string): Result<CodigoDeActa, Refusal<CodigoErrorCode>> {
  const [, proceso, acta, digits] = FORMA.exec(texto.trim()) ?? [];
  if (proceso === undefined || acta === undefined) {
    return refuse('CODIGO_AJENO', 'El código no es de un acta de este sistema. Escriba la clave del acta.');
  }
  if (digits !== checkDigits(`${proceso}/${acta}`)) {
    return refuse('CODIGO_DANADO', 'El código se leyó mal. Léalo otra vez o escriba la clave del acta.');
  }
  return ok({ proceso, acta: acta as IdActa });
}

/** Mod 97 over the text, as in ISO 7064: any one character changed, or two swapped, gives other digits. */
function checkDigits(texto: string): string {
  let rest = 0;
  for (const character of texto) rest = (rest * 38 + character.charCodeAt(0)) % 97;
  return String(98 - ((rest * 38) % 97) - 1).padStart(2, '0');
}
