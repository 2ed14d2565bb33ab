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
      return binarize(lienzo, largoDe(lienzo) / 14, 0.92);
    default:
      return unreachable(mejora);
  }
}

/** Modules on a side of the codes that a text of an acta may need, the usual ones first. */
export const MODULOS = [37, 41, 45, 33, 49] as const;
/** Modules of a corner square with its white edge. */
const ESQUINA = 8;
const NEGRO = 16;
const BLANCO = 240;

/**
 * Draws again what every code has and a stain or a fold may have taken: the three squares of its corners, and the white
 * around it. Without them nobody finds the code; what it says is mended by its own redundancy.
 *
 * @param lienzo a straight picture in whose middle is the code
 * @param lado of the code, in dots
 * @param modulos on a side of it, supposed: with any other number nothing will be read
 */
export function redrawEsquinas(lienzo: Lienzo, lado: number, modulos: number): Lienzo {
  const { ancho, alto } = lienzo;
  const puntos = Uint8Array.from(lienzo.puntos);
  const left = (ancho - lado) / 2;
  const top = (alto - lado) / 2;
  for (let y = 0; y < alto; y += 1) {
    const j = Math.floor(((y + 0.5 - top) * modulos) / lado);
    for (let x = 0; x < ancho; x += 1) {
      const i = Math.floor(((x + 0.5 - left) * modulos) / lado);
      const drawn = moduleAt(i, j, modulos);
      if (drawn !== null) puntos[y * ancho + x] = drawn;
    }
  }
  return { ancho, alto, puntos };
}

/** The grey of a module that all codes of that size have; null for those that say something. */
function moduleAt(i: number, j: number, modulos: number): number | null {
  if (i < 0 || j < 0 || i >= modulos || j >= modulos) return BLANCO;
  const far = modulos - ESQUINA;
  // The fourth corner has no square.
  if ((i >= ESQUINA && i < far) || (j >= ESQUINA && j < far) || (i >= far && j >= far)) return null;
  const column = i < ESQUINA ? i : modulos - 1 - i;
  const row = j < ESQUINA ? j : modulos - 1 - j;
  if (column === ESQUINA - 1 || row === ESQUINA - 1) return BLANCO;
  return Math.max(Math.abs(column - 3), Math.abs(row - 3)) === 2 ? BLANCO : NEGRO;
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
