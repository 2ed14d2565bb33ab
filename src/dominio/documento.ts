/**
 * Which paper an image is of (TIPO_DOCUMENTO, LEEME 45): the acta PREP of its casilla, or a copy that took its place.
 * That it is a copy is known only to who has the paper; what an acta is called depends on its casilla and on nothing
 * else.
 */

import type { TipoDocumento } from './acta.ts';
import type { TipoCasilla } from './casilla.ts';
import { unreachable } from './result.ts';

/** Copies that an institute digitizes when the acta PREP is not there. */
export const COPIAS = ['RPP', 'CC', 'PPC'] as const satisfies readonly TipoDocumento[];

/** What whoever has the paper may say that it is; by itself, nobody says anything and it is the acta. */
export const DOCUMENTOS_QUE_SE_DICEN = ['ACTA PREP', ...COPIAS] as const satisfies readonly TipoDocumento[];
export type DocumentoQueSeDice = (typeof DOCUMENTOS_QUE_SE_DICEN)[number];

/** What each one is called on screens: its name, and the value that is published. */
export const NOMBRE_DE_DOCUMENTO: Readonly<Record<TipoDocumento, string>> = {
  'ACTA PREP': 'Acta PREP',
  RPP: 'Copia de una representación de partido (RPP)',
  CC: 'Copia del consejo (CC)',
  PPC: 'Copia de una representación, obtenida del consejo (PPC)',
  'ACTA VA': 'Acta de voto anticipado (ACTA VA)',
  'ACTA VPPP': 'Acta de voto en prisión preventiva (ACTA VPPP)',
  'ACTA VMRE': 'Acta de voto desde el extranjero (ACTA VMRE)',
};

/** What the acta of a casilla is called. */
export function tipoDocumentoDe(tipo: TipoCasilla): TipoDocumento {
  switch (tipo) {
    case 'A':
      return 'ACTA VA';
    case 'P':
    case 'V':
      return 'ACTA VPPP';
    case 'M':
      return 'ACTA VMRE';
    case 'B':
    case 'C':
    case 'E':
    case 'S':
      return 'ACTA PREP';
    default:
      return unreachable(tipo);
  }
}

/**
 * Which document an image is, once it is known of which casilla: a copy is what it was said to be, and the acta is
 * that of its casilla, whatever was said when nobody knew yet which one it was.
 *
 * @param tipo of its casilla; null while it is not known
 */
export function documentoDe(dicho: TipoDocumento, tipo: TipoCasilla | null): TipoDocumento {
  const isCopia = COPIAS.some((copia) => copia === dicho);
  return isCopia || tipo === null ? dicho : tipoDocumentoDe(tipo);
}
