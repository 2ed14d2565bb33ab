/** Words that a person types to find something, whatever their accents and capitals. */

import { sinAcentos } from '../../src/dominio/texto.ts';

/** Whether each word is somewhere in a text, in any order. */
export function coincide(texto: string, buscado: string): boolean {
  const whole = sinAcentos(texto);
  return sinAcentos(buscado)
    .split(/\s+/)
    .every((word) => whole.includes(word));
}
