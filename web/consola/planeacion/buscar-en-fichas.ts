/** Words looked for in what is on the screen, whatever the accents. */

import type { FichaEnPantalla } from '../../../src/planeacion/contrato.ts';
import { coincide } from '../../comun/buscar.ts';
import { resumenDe } from './descripciones.ts';

/** Fichas in whose title, second line or state every word is. */
export function matching<F extends FichaEnPantalla>(fichas: readonly F[], texto: string): readonly F[] {
  return fichas.filter(({ coleccion, derivado, valores }) => {
    const { detalle, estado } = resumenDe(coleccion, valores);
    return coincide(`${derivado.titulo} ${detalle} ${estado}`, texto);
  });
}
