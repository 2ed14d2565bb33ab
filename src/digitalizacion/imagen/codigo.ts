/** Reads the QR of an acta in a picture, with zxing-wasm: what it says and where it is. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import sharp, { type Sharp } from 'sharp';
import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader';
import { parseCodigo } from '../../dominio/codigo-de-acta.ts';
import { unreachable } from '../../dominio/result.ts';
import type { Punto } from './homografia.ts';
import { binarize, type Lienzo, largoDe } from './lienzo.ts';

export interface CodigoLeido {
  readonly texto: string;
  /** top left, top right, bottom right, bottom left of the code, which is not how the picture has them */
  readonly esquinas: readonly Punto[];
}

/** What a reading found: `ajeno` is a code that is not of an acta, or one that was read wrong. */
export type Lectura =
  | { readonly tipo: 'nada' }
  | { readonly tipo: 'acta'; readonly codigo: CodigoLeido }
  | { readonly tipo: 'ajeno'; readonly texto: string }
  | { readonly tipo: 'varias' };

export type Minucia = 'rapida' | 'minuciosa';

/** Work on a picture whose code is not read as it is. */
export const MEJORAS = ['grano', 'desenfoque', 'sombra'] as const;
export type Mejora = (typeof MEJORAS)[number];

const OPCIONES: Readonly<Record<Minucia, ReaderOptions>> = {
  rapida: { tryHarder: false, tryRotate: false, tryDownscale: false },
  minuciosa: { tryHarder: true, tryRotate: true, tryDownscale: true, tryDenoise: true },
};
/** More than one, to know that there was another. */
const CODIGOS = 4;

// The library would fetch it from the network.
const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
prepareZXingModule({
  overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) },
});

/** Looks for the code of an acta in a whole picture. */
export async function readCodigo(lienzo: Lienzo, minucia: Minucia): Promise<Lectura> {
  const found = await readBarcodes(toPgm(lienzo), {
    ...OPCIONES[minucia],
    formats: ['QRCode'],
    maxNumberOfSymbols: CODIGOS,
    tryInvert: false,
  });
  const actas = found.filter(({ text }) => parseCodigo(text).ok);
  const [first] = actas;
  if (first === undefined) {
    const [other] = found;
    return other === undefined ? { tipo: 'nada' } : { tipo: 'ajeno', texto: other.text };
  }
  if (actas.some(({ text }) => text !== first.text)) return { tipo: 'varias' };
  const { topLeft, topRight, bottomRight, bottomLeft } = first.position;
  return {
    tipo: 'acta',
    codigo: { texto: first.text, esquinas: [topLeft, topRight, bottomRight, bottomLeft] },
  };
}

/** The picture with the fault that it may have mended. */
export async function improve(lienzo: Lienzo, mejora: Mejora): Promise<Lienzo> {
  switch (mejora) {
    case 'grano':
      return redraw(lienzo, (image) => image.median(3));
    case 'desenfoque':
      return redraw(lienzo, (image) => image.sharpen({ sigma: 3, m1: 6, m2: 6 }));
    case 'sombra':
      return binarize(lienzo, Math.max(6, Math.round(largoDe(lienzo) / 28)), 0.92);
    default:
      return unreachable(mejora);
  }
}

/** A grey picture as one of the formats that the reader opens: no channel is made three to be made one again. */
function toPgm({ ancho, alto, puntos }: Lienzo): Uint8Array {
  return Buffer.concat([Buffer.from(`P5\n${ancho} ${alto}\n255\n`), puntos]);
}

async function redraw({ ancho, alto, puntos }: Lienzo, draw: (image: Sharp) => Sharp): Promise<Lienzo> {
  const image = sharp(puntos, { raw: { width: ancho, height: alto, channels: 1 } });
  const drawn = await draw(image).toColourspace('b-w').raw().toBuffer();
  return { ancho, alto, puntos: drawn };
}
