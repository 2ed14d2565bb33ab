/** Photographs of actas for the tests of the phone: the printed acta over a table, as a camera gives it. */

import { writeFileSync } from 'node:fs';
import sharp from 'sharp';
import type { ActaEsperada } from '../../../src/dominio/eleccion.ts';
import type { Dibujante } from '../../../src/papel/dibujo.ts';
import type { Trazo } from '../../../src/papel/trazo.ts';

/** Of the camera, upright. */
const CUADRO = { ancho: 1080, alto: 1440 } as const;
const HOJA = { ancho: 990, alto: 1281 } as const;
const MESA = '#7d6a55';

export interface Estropeo {
  /** deviation of the blur, in points; 0 is sharp */
  readonly desenfoque?: number;
  /** share of the light */
  readonly luz?: number;
  /** points that are cut from the top of the sheet */
  readonly corte?: number;
}

/**
 * A JPEG of the camera, with the whole sheet in sight unless it is spoilt.
 *
 * @param pluma what somebody wrote on it; blank without it
 */
export async function fotografiar(
  dibujante: Dibujante,
  acta: ActaEsperada,
  { desenfoque = 0, luz = 1, corte = 0 }: Estropeo = {},
  pluma: readonly Trazo[] = [],
): Promise<Buffer> {
  const sheet = await sharp(await dibujante.imagen(acta, 130, pluma))
    .resize(HOJA.ancho, HOJA.alto, { fit: 'fill' })
    .extract({ left: 0, top: corte, width: HOJA.ancho, height: HOJA.alto - corte })
    .linear(0.86 * luz, 6)
    .toBuffer();
  const placed = await sharp({
    create: { width: CUADRO.ancho, height: CUADRO.alto, channels: 3, background: MESA },
  })
    .composite([{ input: sheet, left: (CUADRO.ancho - HOJA.ancho) / 2, top: corte > 0 ? 0 : 80 }])
    .png()
    .toBuffer();
  const picture = sharp(placed);
  return (desenfoque > 0 ? picture.blur(desenfoque) : picture).jpeg({ quality: 88 }).toBuffer();
}

/** What the fake camera of Chromium shows from the next time that it opens: the same frame for ever. */
export function ponerEnCamara(archivo: string, foto: Buffer): void {
  writeFileSync(archivo, Buffer.concat([foto, foto]));
}
