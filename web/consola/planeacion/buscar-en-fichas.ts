/** Words looked for in what is on the screen, whatever the accents. */

import type { FichaEnPantalla } from '../../../src/planeacion/contrato.ts';
import { resumenDe } from './descripciones.ts';

/** Fichas in whose title, second line or state every word is. */
export function matching<F extends FichaEnPantalla>(fichas: readonly F[], texto: string): readonly F[] {
  const words = fold(texto).split(' ');
  return fichas.filter(({ coleccion, derivado, valores }) => {
    const { detalle, estado } = resumenDe(coleccion, valores);
    const whole = fold(`${derivado.titulo} ${detalle} ${estado}`);
    return words.every((word) => whole.includes(word));
  });
}

function fold(texto: string): string {
  return texto.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
