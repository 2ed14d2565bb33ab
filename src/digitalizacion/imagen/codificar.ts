/** The bytes that are published of a picture, and its thumbnail: grey JPEG without metadata. */

import sharp from 'sharp';
import { halve, type Lienzo, largoDe } from './lienzo.ts';

/** Beyond it, compressed more: 20,000 actas of 150 KB are 3 GB, and grain and one-bit scans have too many edges. */
const PESO = 190_000;
const PESO_BUSCADO = 150_000;
const CALIDAD = 62;
const MINIATURA = { ancho: 240, alto: 310, calidades: [55, 35, 15] } as const;
const PESO_DE_MINIATURA = 12_000;

/** Of what is encoded to know how heavy the whole will be: rows of every part of it. */
const MUESTRA = { franjas: 6, filas: 48 } as const;

export async function encodePublicada(lienzo: Lienzo): Promise<Buffer> {
  const { alto } = lienzo;
  const muestra = sampleOf(lienzo);
  const expected = ((await toJpeg(muestra, CALIDAD)).length * alto) / muestra.alto;
  const first = await toJpeg(lienzo, expected <= PESO ? CALIDAD : qualityFor(expected));
  return first.length <= PESO ? first : toJpeg(lienzo, qualityFor(first.length));
}

/** Bytes fall more or less as quality does. */
function qualityFor(bytes: number): number {
  return Math.max(25, Math.round((CALIDAD * PESO_BUSCADO) / bytes));
}

function sampleOf({ ancho, alto, puntos }: Lienzo): Lienzo {
  const { franjas, filas } = MUESTRA;
  if (alto <= franjas * filas) return { ancho, alto, puntos };
  const strips = Array.from({ length: franjas }, (_, i) => {
    const first = Math.floor(((alto - filas) * i) / (franjas - 1));
    return puntos.subarray(first * ancho, (first + filas) * ancho);
  });
  return { ancho, alto: franjas * filas, puntos: Buffer.concat(strips) };
}

/** At most 12 KB. */
export async function encodeMiniatura(lienzo: Lienzo): Promise<Buffer> {
  // Quartered first: a reduction of this size costs several times as much from the whole.
  const near = largoDe(lienzo) > MINIATURA.alto * 4 ? halve(halve(lienzo)) : lienzo;
  const small = await sharp(near.puntos, rawOf(near))
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

/** With the usual tables: its own would take as long again as the picture, for a twentieth of its bytes. */
function toJpeg(lienzo: Lienzo, quality: number): Promise<Buffer> {
  return sharp(lienzo.puntos, rawOf(lienzo))
    .toColourspace('b-w')
    .jpeg({ quality, optimiseCoding: false })
    .toBuffer();
}

function rawOf({ ancho, alto }: Lienzo) {
  return { raw: { width: ancho, height: alto, channels: 1 } } as const;
}
