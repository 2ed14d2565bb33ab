/**
 * What is in the box of a field while it is typed: nothing, digits as they were typed, or one of the two words. Zeros
 * to the left are kept on the screen and mean nothing in the number.
 */

import type { Lectura } from '../../../src/dominio/lectura.ts';

export type Palabra = 'ILEGIBLE' | 'SIN DATO';

/** Digits of the largest value: the box takes no more. */
export function digitosDe(valorMaximo: number): number {
  return String(valorMaximo).length;
}

/** What stays in the box of what the person or the clipboard put there. */
export function limpiarTexto(texto: string, valorMaximo: number): string {
  if (esPalabra(texto)) return texto;
  return texto.replace(/\D/g, '').slice(0, digitosDe(valorMaximo));
}

export function esPalabra(texto: string): texto is Palabra {
  return texto === 'ILEGIBLE' || texto === 'SIN DATO';
}

/** The reading of a box; null while it is empty. */
export function lecturaDe(texto: string): Lectura | null {
  if (texto === '') return null;
  return esPalabra(texto) ? texto : Number(texto);
}

export type Pendiente = 'vacio' | 'excede';

/** Why a box cannot be sent; null when it can. */
export function pendienteDe(texto: string, valorMaximo: number): Pendiente | null {
  const lectura = lecturaDe(texto);
  if (lectura === null) return 'vacio';
  return typeof lectura === 'number' && lectura > valorMaximo ? 'excede' : null;
}
