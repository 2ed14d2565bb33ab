/**
 * Draws an acta: blank to be printed (PDF), or filled as in a casilla, for drills (an image as a scanner gives it).
 */

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import sharp from 'sharp';
import { encode } from 'uqr';
import { formatCodigo } from '../dominio/codigo-de-acta.ts';
import type { ActaEsperada } from '../dominio/eleccion.ts';
import { tituloDe } from '../proceso/en-pantalla.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { type Caja, type Formato, formatoDe } from './formato.ts';
import { type Gris, rasterize } from './raster.ts';

/** Something written by hand, in millimetres and degrees. */
export type Trazo =
  | {
      readonly tipo: 'texto';
      readonly x: number;
      readonly y: number;
      readonly giro: number;
      readonly texto: string;
      readonly letra: Manuscrita;
      /** in points */
      readonly cuerpo: number;
    }
  | {
      readonly tipo: 'raya';
      readonly x: number;
      readonly y: number;
      readonly giro: number;
      readonly puntos: readonly (readonly [x: number, y: number])[];
      /** in points */
      readonly grueso: number;
    };

export const MANUSCRITAS = ['Caveat', 'Kalam', 'Reenie Beanie'] as const;
export type Manuscrita = (typeof MANUSCRITAS)[number];

const AVISOS = { demostracion: 'DEMOSTRACIÓN', simulacro: 'SIMULACRO', jornada: '' } as const;
const PLANTILLA = 'acta.typ';
/** Of the JPEG: about 150 KB at the resolution of a rehearsal. */
const CALIDAD = 60;

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

/** Opens the fonts once; drawing an acta takes tens of milliseconds. */
export function createDibujante(proceso: Proceso): Dibujante {
  const compiler = NodeCompiler.create({
    workspace: import.meta.dirname,
    fontArgs: [{ fontPaths: FUENTES.map(folderOf) }],
  });
  const argsOf = (acta: ActaEsperada, pluma: readonly Trazo[]) => ({
    mainFilePath: join(import.meta.dirname, PLANTILLA),
    inputs: { datos: JSON.stringify(datosDe(proceso, acta, pluma)) },
  });
  const pdf = (acta: ActaEsperada, pluma: readonly Trazo[] = []) => {
    const drawn = Buffer.from(compiler.pdf(argsOf(acta, pluma)));
    // Another acta shares nothing with this one but the template.
    compiler.evictCache(2);
    return drawn;
  };
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

function datosDe(proceso: Proceso, acta: ActaEsperada, pluma: readonly Trazo[]) {
  const formato = formatoDe(proceso, acta);
  const titulo = tituloDe(proceso, acta);
  return {
    hoja: formato.hoja,
    marcas: formato.marcas,
    encabezado: formato.encabezado,
    pie: formato.pie,
    aviso: AVISOS[proceso.tipo],
    instituto: proceso.instituto.nombre,
    procesoLargo: proceso.nombreLargo,
    entidad: proceso.entidad.nombre,
    eleccion: titulo.eleccion.nombre,
    territorio: titulo.territorio === '' ? '—' : titulo.territorio,
    seccion: acta.casilla.seccion,
    casilla: titulo.casilla,
    clave: titulo.clave,
    qr: modulosDe(formato, formatCodigo({ proceso: proceso.nombre, acta: acta.id })),
    renglones: formato.renglones.map(({ campo, renglon, letra, cifra }) => ({
      numero: campo.numero,
      etiqueta: campo.etiqueta,
      nombre: campo.nombre,
      renglon,
      letra,
      cifra,
    })),
    pluma,
  };
}

/** Black runs of the QR, level H: a third of it may be lost. */
function modulosDe({ qr }: Formato, texto: string): readonly Caja[] {
  const { data, size } = encode(texto, { ecc: 'H', border: 0 });
  const side = qr.ancho / size;
  return data.flatMap((row, j) => {
    const runs: Caja[] = [];
    let i = 0;
    while (i < size) {
      let end = i;
      while (row[end] === true) end += 1;
      // A hair more than a module: two rows that only touch show a white line between them.
      if (end > i)
        runs.push({ x: qr.x + i * side, y: qr.y + j * side, ancho: (end - i) * side, alto: side * 1.04 });
      i = end + 1;
    }
    return runs;
  });
}

/** Packages whose folders have the fonts. */
const FUENTES = [
  '@expo-google-fonts/atkinson-hyperlegible',
  '@expo-google-fonts/caveat',
  '@expo-google-fonts/kalam',
  '@expo-google-fonts/reenie-beanie',
];

function folderOf(paquete: string): string {
  const folder = dirname(createRequire(import.meta.url).resolve(`${paquete}/package.json`));
  if (!existsSync(folder)) throw new Error(`fonts that are not installed: ${paquete}`);
  return folder;
}
