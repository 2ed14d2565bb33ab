/** The image of an acta in a rehearsal: the printed acta, filled by hand, as the scanner of a CATD gives it. */

import sharp from 'sharp';
import { createDibujante } from '../papel/dibujo.ts';
import type { Proceso } from '../proceso/proceso.ts';
import type { DibujarActa } from './ensayo.ts';
import { camposEscritos } from './escena.ts';
import { llenar } from './llenado.ts';

/** Dots per inch: an image of about 150 KB in which handwriting is comfortable to read. */
const PPP = 130;
/** What remains of a page that went in crooked and came out cut. */
const ENTERO = 0.55;
/** Of the first image; the next ones compress a little more, so that no two have the same bytes. */
const CALIDAD = 61;

export function createDibujarActa(proceso: Proceso, semilla: number): DibujarActa {
  const dibujante = createDibujante(proceso);
  return async (acta, verdad, { numero, corte }) => {
    const page = await dibujante.imagen(acta, PPP, llenar(proceso, acta, camposEscritos(verdad), semilla));
    const { width, height } = await sharp(page).metadata();
    const shown = corte === 'entera' ? 1 : ENTERO;
    return sharp(page)
      .extract({ left: 0, top: 0, width, height: Math.round(height * shown) })
      .jpeg({ quality: CALIDAD - numero })
      .toBuffer();
  };
}
