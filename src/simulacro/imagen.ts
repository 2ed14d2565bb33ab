/**
 * The stand-in image of an acta: a page that says what it is, its identification and every field with its value,
 * as a scanner would give it (grey JPEG). For drills, demonstrations and the reproduction of past nights, whose
 * real images are not ours to publish.
 */

import sharp from 'sharp';
import type { Lectura } from '../dominio/lectura.ts';
import { blankPagina, drawText, fillRect } from './letra.ts';

export interface ActaDibujada {
  /** `SIMULACRO`, `DEMOSTRACION`, `REPRODUCCION`: cannot be missed nor cropped out */
  readonly leyenda: string;
  readonly titulo: string;
  /** clave, casilla, territory: a line each */
  readonly identificacion: readonly string[];
  readonly campos: readonly (readonly [campo: string, lectura: Lectura])[];
}

const ANCHO = 440;
const MARGEN = 16;
const RENGLON = 18;
const ENCABEZADO = 70;

/** Draws the acta; the same acta gives the same bytes. */
export async function renderActa(acta: ActaDibujada): Promise<Buffer> {
  const alto = ENCABEZADO + (acta.identificacion.length + acta.campos.length + 3) * RENGLON;
  const pagina = blankPagina(ANCHO, alto);
  fillRect(pagina, 0, 0, ANCHO, 6, 0);
  fillRect(pagina, 0, alto - 6, ANCHO, 6, 0);
  drawText(pagina, MARGEN, 18, acta.leyenda, 3);
  drawText(pagina, MARGEN, 46, acta.titulo, 2);
  let y = ENCABEZADO;
  for (const linea of acta.identificacion) {
    drawText(pagina, MARGEN, y, linea, 2);
    y += RENGLON;
  }
  y += RENGLON / 2;
  for (const [i, [campo, lectura]] of acta.campos.entries()) {
    if (i % 2 === 0) fillRect(pagina, MARGEN - 6, y - 2, ANCHO - 2 * MARGEN + 12, RENGLON, 236);
    drawText(pagina, MARGEN, y, `${String(i + 1).padStart(2, ' ')} ${campo}`, 2);
    drawValue(pagina, y, lectura);
    y += RENGLON;
  }
  drawText(pagina, MARGEN, alto - 26, acta.leyenda, 2);
  return (
    sharp(pagina.puntos, { raw: { width: ANCHO, height: alto, channels: 1 } })
      // One channel: a page in grey is not a picture in three colours that happen to be equal.
      .toColourspace('b-w')
      .jpeg({ quality: 30, optimiseCoding: false })
      .toBuffer()
  );
}

function drawValue(pagina: ReturnType<typeof blankPagina>, y: number, lectura: Lectura): void {
  const left = ANCHO - MARGEN - 84;
  // A blank field stays blank; an illegible one is a scribble nobody can read.
  if (lectura === 'SIN DATO') return;
  drawText(pagina, left, y, lectura === 'ILEGIBLE' ? '~/~/~~' : String(lectura).padStart(6, ' '), 2);
}
