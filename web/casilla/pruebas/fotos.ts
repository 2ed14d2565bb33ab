/** Photographs of actas for the tests of the phone: the printed acta over a table, as a camera gives it. */

import { writeFileSync } from 'node:fs';
import sharp from 'sharp';
import { renderSVG } from 'uqr';
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

/** The same picture as heavy as that of a good camera: it travels in several pieces. */
export function engordar(jpeg: Buffer): Buffer {
  return Buffer.concat([jpeg, Buffer.alloc(600_000)]);
}

/** The QR of a slip, in the middle of what is seen. */
export async function fotografiarTalon(texto: string): Promise<Buffer> {
  const qr = await sharp(Buffer.from(renderSVG(texto, { ecc: 'M', border: 4 })))
    .resize(CUADRO.ancho / 2, CUADRO.ancho / 2)
    .toBuffer();
  return sharp({ create: { width: CUADRO.ancho, height: CUADRO.alto, channels: 3, background: MESA } })
    .composite([{ input: qr }])
    .jpeg()
    .toBuffer();
}

/**
 * What the fake camera of Chromium shows from the next time that it opens: the same frame for ever, five times each
 * second, as Y4M: decoding thirty JPEG each second is what would take longest in these tests.
 */
export async function ponerEnCamara(archivo: string, foto: Buffer): Promise<void> {
  const { data, info } = await sharp(foto).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const frame = Buffer.concat([Buffer.from('FRAME\n'), toI420(data, width, height)]);
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F5:1 Ip A1:1 C420jpeg\n`);
  writeFileSync(archivo, Buffer.concat([head, frame, frame]));
}

/** Luma whole, and chroma of one point of each four (BT.601). */
function toI420(rgb: Buffer, width: number, height: number): Buffer {
  const luma = Buffer.alloc(width * height);
  const blue = Buffer.alloc(luma.length / 4);
  const red = Buffer.alloc(luma.length / 4);
  for (let i = 0, j = 0; i < luma.length; i += 1, j += 3) {
    const [r = 0, g = 0, b = 0] = [rgb[j], rgb[j + 1], rgb[j + 2]];
    luma[i] = 16 + ((66 * r + 129 * g + 25 * b + 128) >> 8);
    const [x, y] = [i % width, Math.floor(i / width)];
    if (x % 2 === 1 || y % 2 === 1) continue;
    const at = (y / 2) * (width / 2) + x / 2;
    blue[at] = 128 + ((112 * b - 38 * r - 74 * g + 128) >> 8);
    red[at] = 128 + ((112 * r - 94 * g - 18 * b + 128) >> 8);
  }
  return Buffer.concat([luma, blue, red]);
}
