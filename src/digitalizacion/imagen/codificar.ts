/** The bytes that are published of a picture, and its thumbnail: grey JPEG without metadata. */

import sharp from 'sharp';
import type { Lienzo } from './lienzo.ts';

/** Beyond it, compressed more: 20,000 actas of 150 KB are 3 GB, and grain and one-bit scans have too many edges. */
const PESO = 190_000;
const PESO_BUSCADO = 150_000;
const CALIDAD = 62;
const MINIATURA = { ancho: 240, alto: 310, calidades: [55, 35, 15] } as const;
const PESO_DE_MINIATURA = 12_000;

export async function encodePublicada(lienzo: Lienzo): Promise<Buffer> {
  const first = await toJpeg(lienzo, CALIDAD);
  if (first.length <= PESO) return first;
  // Bytes fall more or less as quality does.
  const calidad = Math.max(25, Math.round((CALIDAD * PESO_BUSCADO) / first.length));
  return toJpeg(lienzo, calidad);
}

/** At most 12 KB. */
export async function encodeMiniatura(lienzo: Lienzo): Promise<Buffer> {
  const small = await sharp(lienzo.puntos, rawOf(lienzo))
    .resize({ width: MINIATURA.ancho, height: MINIATURA.alto, fit: 'inside' })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const drawn = { ancho: small.info.width, alto: small.info.height, puntos: small.data };
  let jpeg: Buffer = Buffer.alloc(0);
  for (const calidad of MINIATURA.calidades) {
    jpeg = await toJpeg(drawn, calidad);
    if (jpeg.length <= PESO_DE_MINIATURA) break;
  }
  return jpeg;
}

/** A picture with at most so many dots on a side. */
export async function shrink(lienzo: Lienzo, largo: number): Promise<Lienzo> {
  const { data, info } = await sharp(lienzo.puntos, rawOf(lienzo))
    .resize({ width: largo, height: largo, fit: 'inside', withoutEnlargement: true, kernel: 'linear' })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { ancho: info.width, alto: info.height, puntos: data };
}

/** A picture as its camera said that it has to be shown. */
export async function orient(lienzo: Lienzo, orientacion: number): Promise<Lienzo> {
  if (orientacion === 1) return lienzo;
  // Nothing turns by a number of EXIF but what comes in a file with it.
  const tagged = await sharp(lienzo.puntos, rawOf(lienzo))
    .toColourspace('b-w')
    .withMetadata({ orientation: orientacion })
    .tiff({ compression: 'none' })
    .toBuffer();
  const { data, info } = await sharp(tagged)
    .autoOrient()
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { ancho: info.width, alto: info.height, puntos: data };
}

function toJpeg(lienzo: Lienzo, quality: number): Promise<Buffer> {
  return sharp(lienzo.puntos, rawOf(lienzo)).toColourspace('b-w').jpeg({ quality }).toBuffer();
}

function rawOf({ ancho, alto }: Lienzo) {
  return { raw: { width: ancho, height: alto, channels: 1 } } as const;
}
