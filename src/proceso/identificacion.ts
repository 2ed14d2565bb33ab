/**
 * Finding an expected acta by what is printed on the paper, however somebody typed it.
 */

import type { IdActa } from '../dominio/clave.ts';
import type { ActaEsperada } from '../dominio/eleccion.ts';

/** Index of the expected actas by CLAVE_ACTA; a clave may repeat in real catalogues. */
export type ActasPorClave = ReadonlyMap<string, readonly ActaEsperada[]>;

export function indexByClave(actas: readonly ActaEsperada[]): ActasPorClave {
  return Map.groupBy(actas, ({ clave }) => clave);
}

/** Longest text worth showing of a code that may be of anything: a QR holds four thousand characters. */
const MUESTRA = 40;

/** A clave as it is in the catalogue, however it was typed: `160806 c-0800-3`, `'160806C08003`. */
export function normalizeClave(clave: string): string {
  const plain = clave.toUpperCase().replace(/[\s'.-]+/g, '');
  return plain.length > MUESTRA ? `${plain.slice(0, MUESTRA)}…` : plain;
}

/** The acta of an election whose CLAVE_ACTA is what was read of an image; null when it is of none. */
export function findByIdentificacion(
  actas: ActasPorClave,
  eleccion: string,
  identificacion: string,
): IdActa | null {
  const named = actas.get(normalizeClave(identificacion)) ?? [];
  return named.find((acta) => acta.eleccion === eleccion)?.id ?? null;
}
