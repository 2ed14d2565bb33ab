/**
 * Draws actas: blank to be printed (PDF), or filled as in a casilla, for drills (pixels as they would be on paper).
 */

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import sharp from 'sharp';
import type { ActaEsperada } from '../dominio/eleccion.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { datosDe } from './datos-de-acta.ts';
import { type Gris, rasterize } from './raster.ts';
import type { Trazo } from './trazo.ts';

export interface Dibujante {
  /** The acta of a casilla, blank or with what somebody wrote, as PDF. */
  pdf(acta: ActaEsperada, pluma?: readonly Trazo[]): Buffer;
  /**
   * The same as pixels, straight and whole.
   *
   * @param ppp dots per inch
   */
  gris(acta: ActaEsperada, ppp: number, pluma?: readonly Trazo[]): Promise<Gris>;
  /** The same pixels as a JPEG of one channel. */
  imagen(acta: ActaEsperada, ppp: number, pluma?: readonly Trazo[]): Promise<Buffer>;
}

/** From the JSON of `datosDe` to a PDF of as many pages as it has actas. */
export type Compositor = (datos: string) => Buffer;

const PLANTILLA = 'acta.typ';
/** Of the JPEG: about 150 KB at the resolution of a rehearsal. */
const CALIDAD = 60;

/** Documents for which something that was not used again is kept. */
const GENERACIONES = { sueltas: 2, tirajes: 0 } as const;

/** Packages whose folders have the fonts. */
const FUENTES = [
  '@expo-google-fonts/atkinson-hyperlegible',
  '@expo-google-fonts/caveat',
  '@expo-google-fonts/kalam',
  '@expo-google-fonts/reenie-beanie',
];

/** Opens the fonts once; each acta takes some milliseconds. */
export function createDibujante(proceso: Proceso): Dibujante {
  const componer = createCompositor('sueltas');
  const pdf = (acta: ActaEsperada, pluma: readonly Trazo[] = []) =>
    componer(datosDe(proceso, [{ acta, pluma }]));
  const gris = (acta: ActaEsperada, ppp: number, pluma: readonly Trazo[] = []) =>
    rasterize(pdf(acta, pluma), ppp);
  return {
    pdf,
    gris,
    async imagen(acta, ppp, pluma = []) {
      const { ancho, alto, puntos } = await gris(acta, ppp, pluma);
      return sharp(puntos, { raw: { width: ancho, height: alto, channels: 1 } })
        .toColourspace('b-w')
        .jpeg({ quality: CALIDAD })
        .toBuffer();
    },
  };
}

/**
 * @param uso what is kept between one document and the next: `sueltas` keeps the template, which is most of an acta by
 * itself; `tirajes` nothing, because hundreds of pages take hundreds of megabytes
 */
export function createCompositor(uso: 'sueltas' | 'tirajes'): Compositor {
  const compiler = NodeCompiler.create({
    workspace: import.meta.dirname,
    fontArgs: [{ fontPaths: FUENTES.map(folderOf) }],
  });
  return (datos) => {
    const pdf = compiler.pdf({ mainFilePath: join(import.meta.dirname, PLANTILLA), inputs: { datos } });
    compiler.evictCache(GENERACIONES[uso]);
    return Buffer.from(pdf);
  };
}

function folderOf(paquete: string): string {
  const folder = dirname(createRequire(import.meta.url).resolve(`${paquete}/package.json`));
  if (!existsSync(folder)) throw new Error(`fonts that are not installed: ${paquete}`);
  return folder;
}
