/**
 * Which acta a picture is of: finds its sheet by the marks, reads the code where it has to be, and if it is not read
 * there looks for it in more and more costly ways. Each step runs only if those before it read nothing.
 */

import { type Caja, PLANTILLA } from '../../papel/formato.ts';
import type { Pagina } from './archivo.ts';
import {
  type CodigoLeido,
  improve,
  type Lectura,
  MEJORAS,
  type Minucia,
  MODULOS,
  readCodigo,
  redrawEsquinas,
} from './codigo.ts';
import type { LecturaDelCodigo } from './contrato.ts';
import { straighten } from './enderezar.ts';
import { dotsAt, findHoja, type Hoja, hojaDelCodigo, holdsCodigo, holdsPunto, turn } from './hoja.ts';
import { enlarge, type Punto, project, stepsAt } from './homografia.ts';
import { at, halve, type Lienzo, largoDe } from './lienzo.ts';
import { findManchas, type Mancha } from './manchas.ts';

export interface Identificada {
  readonly codigo: string | null;
  readonly como: LecturaDelCodigo | null;
  /** the sheet in the picture; seen by fewer than three marks, it is only where the code says, more or less */
  readonly hoja: Hoja | null;
  /** whose code it is; `ajeno` is not of an acta, or was read wrong */
  readonly tipo: Lectura['tipo'];
}

/** Millimetres of paper around the code that are read with it: its quiet zone, and what a sheet that bends moves it. */
const ALREDEDOR = 5;
const ESQUINA: Caja = {
  x: PLANTILLA.qr.x - ALREDEDOR,
  y: PLANTILLA.qr.y - ALREDEDOR,
  ancho: PLANTILLA.qr.ancho + 2 * ALREDEDOR,
  alto: PLANTILLA.qr.alto + 2 * ALREDEDOR,
};
/** Dots for each millimetre of code: from four for each of its modules, to seven. */
const FINURA = { menor: 6, mayor: 10 } as const;
/** Above it, a picture is halved to look for marks in it. */
const LARGO_PARA_MARCAS = 1400;
/** Of a picture at all its detail, the most in which a whole page is searched. */
const PUNTOS_DE_BUSQUEDA = 16_000_000;

/**
 * @param pagina the picture to work on
 * @param whole the same with all the detail of the file; null when it has no more
 */
export async function identify(
  { lienzo, orientacion }: Pick<Pagina, 'lienzo' | 'orientacion'>,
  whole: () => Promise<Lienzo | null>,
): Promise<Identificada> {
  const factor = largoDe(lienzo) > LARGO_PARA_MARCAS ? 2 : 1;
  const reducida = factor === 2 ? halve(lienzo) : lienzo;
  const { manchas, found } = findSheet(reducida, factor);
  const hojas = found === null ? [] : byLikelihood(lienzo, orientacion, [found, turn(found)]);
  const [probable] = hojas;
  let ajeno: { readonly texto: string; readonly como: LecturaDelCodigo } | null = null;
  for await (const { como, lectura, hojaOf } of readings({
    lienzo,
    reducida,
    factor,
    manchas,
    hojas,
    whole,
  })) {
    switch (lectura.tipo) {
      case 'acta': {
        const { codigo } = lectura;
        const hoja = hojaOf(codigo);
        if (hoja !== null && (await hasAnother(lienzo, manchas, hoja, codigo.texto))) return VARIAS;
        return { codigo: codigo.texto, como, hoja, tipo: 'acta' };
      }
      case 'varias':
        return VARIAS;
      case 'ajeno':
        ajeno ??= { texto: lectura.texto, como };
        break;
      case 'nada':
        break;
    }
  }
  // Four marks in their places are a sheet; three, without its code, are any three spots.
  const hoja = probable === undefined || probable.marcas < 4 ? null : probable;
  if (ajeno === null) return { codigo: null, como: null, hoja, tipo: 'nada' };
  return { codigo: ajeno.texto, como: ajeno.como, hoja, tipo: 'ajeno' };
}

const VARIAS: Identificada = { codigo: null, como: null, hoja: null, tipo: 'varias' };

/** Whether beside the sheet that was read there is another one, of another acta: nobody would miss it until the cotejo. */
async function hasAnother(
  lienzo: Lienzo,
  manchas: readonly Mancha[],
  hoja: Hoja,
  texto: string,
): Promise<boolean> {
  const other = findHoja(manchas.filter((mancha) => !holdsPunto(hoja, mancha)));
  if (other?.marcas !== 4) return false;
  for (const side of [other, turn(other)]) {
    const lectura = await readCodigo(cutCorner(lienzo, side), 'rapida');
    if (lectura.tipo === 'acta') return lectura.codigo.texto !== texto;
  }
  return false;
}

interface Buscada {
  readonly manchas: readonly Mancha[];
  readonly found: Hoja | null;
}

/** In a picture as small as serves; if some mark is not seen, in a smaller one, that has less grain. */
function findSheet(reducida: Lienzo, factor: number): Buscada {
  const first = findIn(reducida, factor);
  if (first.found?.marcas === 4) return first;
  const second = findIn(halve(reducida), factor * 2);
  return second.found?.marcas === 4 || second.manchas.length > first.manchas.length ? second : first;
}

function findIn(reducida: Lienzo, factor: number): Buscada {
  const manchas = findManchas(reducida).map((mancha) => enlargeMancha(mancha, factor));
  return { manchas, found: findHoja(manchas) };
}

/** Where the code is looked for. */
interface Busqueda {
  readonly lienzo: Lienzo;
  readonly reducida: Lienzo;
  /** dots of `lienzo` for each one of `reducida` */
  readonly factor: number;
  /** in `lienzo` */
  readonly manchas: readonly Mancha[];
  /** the sheet, one end up and the other, the most likely first; none if it was not found */
  readonly hojas: readonly Hoja[];
  readonly whole: () => Promise<Lienzo | null>;
}

interface Paso {
  readonly como: LecturaDelCodigo;
  readonly lectura: Lectura;
  /** the sheet of a code that was read here */
  readonly hojaOf: (codigo: CodigoLeido) => Hoja | null;
}

/** The steps, from the cheapest; the next one is taken only when it is asked for. */
async function* readings(busqueda: Busqueda): AsyncGenerator<Paso> {
  const { lienzo, reducida, factor, hojas } = busqueda;
  for (const hoja of hojas) {
    const esquina = cutCorner(lienzo, hoja);
    const lectura = await readCodigo(esquina, 'rapida');
    yield {
      como: 'qr_esquina',
      lectura,
      hojaOf: ({ esquinas }) => confirm(busqueda, hoja, esquina, esquinas),
    };
  }
  for (const hoja of hojas.slice(0, 1)) yield* inMendedCorner(hoja, cutCorner(lienzo, hoja));
  yield await inPage('qr_pagina_reducida', busqueda, reducida, factor);
  if (factor !== 1) yield await inPage('qr_pagina', busqueda, lienzo, 1);
  for (const hoja of hojas) yield* inImprovedCorner(hoja, cutCorner(lienzo, hoja));
  for (const mejora of MEJORAS) {
    yield await inPage('qr_pagina_mejorada', busqueda, await improve(reducida, mejora), factor);
  }
  const large = await busqueda.whole();
  if (large === null) return;
  const smaller = largoDe(lienzo) / largoDe(large);
  for (const hoja of hojas.slice(0, 1)) {
    const homografia = enlarge(hoja.homografia, 1 / smaller);
    yield* inImprovedCorner(hoja, cutCorner(large, { ...hoja, homografia }));
  }
  if (large.puntos.length <= PUNTOS_DE_BUSQUEDA) {
    yield await inPage('qr_pagina_mejorada', busqueda, large, smaller);
  }
}

async function inCorner(
  como: LecturaDelCodigo,
  hoja: Hoja,
  esquina: Lienzo,
  minucia: Minucia,
): Promise<Paso> {
  return { como, lectura: await readCodigo(esquina, minucia), hojaOf: () => hoja };
}

/** The sheet in which a code was read, unless the code is not quite there: a spot was taken for a mark. */
function confirm({ manchas }: Busqueda, hoja: Hoja, esquina: Lienzo, esquinas: readonly Punto[]): Hoja {
  const scale = esquina.ancho / ESQUINA.ancho;
  const placed = esquinas.map(({ x, y }) =>
    project(hoja.homografia, { x: ESQUINA.x + (x + 0.5) / scale, y: ESQUINA.y + (y + 0.5) / scale }),
  );
  if (hoja.marcas === 4 && holdsCodigo(hoja, placed)) return hoja;
  const other = hojaDelCodigo(placed, manchas);
  return other !== null && other.marcas >= 3 ? other : hoja;
}

/** With the squares of the code drawn again, of each size that it may be. */
async function* inMendedCorner(hoja: Hoja, esquina: Lienzo): AsyncGenerator<Paso> {
  const { ancho } = PLANTILLA.qr;
  const lado = (esquina.ancho * ancho) / (ancho + 2 * ALREDEDOR);
  for (const modulos of MODULOS) {
    yield await inCorner('qr_esquina_mejorada', hoja, redrawEsquinas(esquina, lado, modulos), 'rapida');
  }
}

async function* inImprovedCorner(hoja: Hoja, esquina: Lienzo): AsyncGenerator<Paso> {
  yield await inCorner('qr_esquina_mejorada', hoja, esquina, 'minuciosa');
  for (const mejora of MEJORAS) {
    const better = await improve(esquina, mejora);
    yield await inCorner('qr_esquina_mejorada', hoja, better, 'minuciosa');
    yield* inMendedCorner(hoja, better);
  }
}

/** @param factor dots of the picture to work on for each one of this */
async function inPage(
  como: LecturaDelCodigo,
  { hojas, manchas }: Busqueda,
  pagina: Lienzo,
  factor: number,
): Promise<Paso> {
  const offset = (factor - 1) / 2;
  return {
    como,
    lectura: await readCodigo(pagina, 'minuciosa'),
    hojaOf({ esquinas }) {
      const placed = esquinas.map(({ x, y }) => ({ x: x * factor + offset, y: y * factor + offset }));
      // A code that is not where the marks say is of another sheet: what is published is the sheet of the code.
      return hojas.find((hoja) => holdsCodigo(hoja, placed)) ?? hojaDelCodigo(placed, manchas);
    },
  };
}

function cutCorner(lienzo: Lienzo, { homografia }: Hoja): Lienzo {
  const { qr } = PLANTILLA;
  const native = dotsAt(homografia, qr);
  const puntosPorMilimetro = Math.min(FINURA.mayor, Math.max(FINURA.menor, native));
  return straighten(lienzo, homografia, { ...ESQUINA, puntosPorMilimetro });
}

/**
 * First the end at which there is something like a code. Where a stain or a tear took it, neither is: first, then, what
 * its camera or its scanner had for upright.
 */
function byLikelihood(lienzo: Lienzo, orientacion: number, hojas: readonly Hoja[]): readonly Hoja[] {
  return hojas
    .map((hoja) => ({ hoja, peso: 2 * looksCodigo(lienzo, hoja) + isUpright(hoja, orientacion) }))
    .sort((p, q) => q.peso - p.peso)
    .map(({ hoja }) => hoja);
}

/** Where in a picture is what its EXIF says to be below. */
const ABAJO: Readonly<Record<number, Punto>> = {
  ...{ 3: { x: 0, y: -1 }, 4: { x: 0, y: -1 } },
  ...{ 5: { x: 1, y: 0 }, 6: { x: 1, y: 0 } },
  ...{ 7: { x: -1, y: 0 }, 8: { x: -1, y: 0 } },
};

/** 1 when the sheet is upright as the picture has to be shown, 0 when it is upside down. */
function isUpright({ homografia }: Hoja, orientacion: number): 0 | 1 {
  const { x, y } = ABAJO[orientacion] ?? { x: 0, y: 1 };
  const { xy, yy } = stepsAt(homografia, { x: PLANTILLA.hoja.ancho / 2, y: PLANTILLA.hoja.alto / 2 });
  return xy * x + yy * y > 0 ? 1 : 0;
}

/** Share of the dots of a code, three to the millimetre, that are not like the one before: print has half as many. */
const CAMBIOS = 0.19;
/** Below it what changes is the grain of the paper. */
const CONTRASTE = 50;

/** 1 when what is where the code should be is like one: half ink, changing all the time. */
function looksCodigo(lienzo: Lienzo, { homografia }: Hoja): 0 | 1 {
  const { ancho, puntos } = straighten(lienzo, homografia, { ...PLANTILLA.qr, puntosPorMilimetro: 3 });
  const limit = puntos.reduce((sum, value) => sum + value, 0) / puntos.length;
  let changes = 0;
  let [darkest, lightest] = [255, 0];
  for (let i = 1; i < puntos.length; i += 1) {
    const value = at(puntos, i);
    darkest = Math.min(darkest, value);
    lightest = Math.max(lightest, value);
    if (i % ancho !== 0 && value < limit !== at(puntos, i - 1) < limit) changes += 1;
  }
  return changes >= CAMBIOS * puntos.length && lightest - darkest >= CONTRASTE ? 1 : 0;
}

/** The spot in a picture so many times as large. */
function enlargeMancha({ x, y, area, xx, xy, yy }: Mancha, factor: number): Mancha {
  const offset = (factor - 1) / 2;
  const square = factor * factor;
  return {
    x: x * factor + offset,
    y: y * factor + offset,
    area: area * square,
    xx: xx * square,
    xy: xy * square,
    yy: yy * square,
  };
}
