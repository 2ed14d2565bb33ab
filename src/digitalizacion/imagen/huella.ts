/**
 * What a paper looks like, in 200 letters: the same paper photographed again has nearly the same ones, and two actas
 * have others although they are the same form.
 *
 * What is looked at is where they differ: the ink of the fields, and the code, which distinguishes two that are blank.
 * The form is taken away (its lines are the same all along a row or a column, and words begin in the same place), and
 * of what remains each bit says on which side of one pseudo-random plane it lies, so the share of bits in which two
 * papers differ is the angle between them (SimHash: Charikar, «Similarity Estimation Techniques from Rounding
 * Algorithms», 2002).
 */

import type { Encuadre } from '../../dominio/acta.ts';
import { PLANTILLA } from '../../papel/formato.ts';
import { at, type Lienzo, realAt } from './lienzo.ts';

/** Where ink may be written, in millimetres: the body of the acta, right of its labels. */
const ESCRITO = { x: 80, y: 60, ancho: 118, alto: 188 } as const;
/** Of the squares in which ink is weighed, in millimetres: some letters, and less than a line. */
const CUADRO_ESCRITO = 2.5;
const CUADRO_DEL_CODIGO = 1.3;
/** The code weighs as much as some numbers: it decides between two blank actas, not between two written ones. */
const PESO_DEL_CODIGO = 0.35;
/** Ink lighter than this beside its paper is a stain or grain, and darker is all the same: a scanner of one bit. */
const TINTA = { minima: 55, maxima: 130 } as const;
const PAPEL = 235;
/** Below it there is nothing to compare. */
const ENERGIA_MINIMA = 0.02;

const BITS = 768;
/** Bits of 768 in which the same paper may differ; docs/decisiones/0020 has what was measured on both sides. */
export const DISTINTOS = 160;

const CLASES = { hoja: 'a', imagen: 'b', nada: '0' } as const;

/** @param encuadre whether the picture is the sheet from edge to edge, straight and evenly lit */
export function huellaDe(lienzo: Lienzo, encuadre: Encuadre): string {
  const values = encuadre === 'hoja_entera' ? inkOfSheet(lienzo) : inkOfPicture(lienzo);
  const energy = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
  if (energy < ENERGIA_MINIMA) return CLASES.nada;
  return (encuadre === 'hoja_entera' ? CLASES.hoja : CLASES.imagen) + project(values);
}

/** Whether two pictures are of the same paper, whatever took them. */
export function huellasParecidas(a: string, b: string): 'mismo_papel' | 'distintas' {
  if (a.length !== b.length || a.length === 1 || a[0] !== b[0]) return 'distintas';
  let distintos = 0;
  for (let i = 1; i < a.length; i += 8) {
    distintos += countBits(Number.parseInt(a.slice(i, i + 8), 16) ^ Number.parseInt(b.slice(i, i + 8), 16));
  }
  return distintos <= DISTINTOS ? 'mismo_papel' : 'distintas';
}

function inkOfSheet(lienzo: Lienzo): Float64Array {
  const scale = lienzo.ancho / PLANTILLA.hoja.ancho;
  const written = weigh(lienzo, ESCRITO, CUADRO_ESCRITO, scale);
  const code = weigh(lienzo, PLANTILLA.qr, CUADRO_DEL_CODIGO, scale);
  return Float64Array.from([
    ...withoutNeighbours(withoutForm(written)).tinta,
    ...withoutSquares(code).tinta.map((value) => value * PESO_DEL_CODIGO),
  ]);
}

/** A picture in which no sheet was found is compared as it is: it is the same only if it is the same picture. */
function inkOfPicture(lienzo: Lienzo): Float64Array {
  const largo = Math.max(lienzo.ancho, lienzo.alto);
  const all = { x: 0, y: 0, ancho: lienzo.ancho / largo, alto: lienzo.alto / largo };
  return withoutForm(weigh(lienzo, all, 1 / 64, largo)).tinta;
}

interface Cuadricula {
  readonly ancho: number;
  readonly alto: number;
  readonly tinta: Float64Array;
}

/** Ink of each square, from 0 (none) to 1. */
function weigh(
  { ancho: width, puntos }: Lienzo,
  zona: { readonly x: number; readonly y: number; readonly ancho: number; readonly alto: number },
  lado: number,
  scale: number,
): Cuadricula {
  const ancho = Math.floor(zona.ancho / lado + 1e-9);
  const alto = Math.floor(zona.alto / lado + 1e-9);
  const tinta = new Float64Array(ancho * alto);
  for (let j = 0; j < alto; j += 1) {
    const top = Math.floor((zona.y + j * lado) * scale);
    const bottom = Math.floor((zona.y + (j + 1) * lado) * scale);
    for (let i = 0; i < ancho; i += 1) {
      const left = Math.floor((zona.x + i * lado) * scale);
      const right = Math.floor((zona.x + (i + 1) * lado) * scale);
      let sum = 0;
      for (let y = top; y < bottom; y += 1) {
        for (let x = left; x < right; x += 1) {
          const dark = PAPEL - at(puntos, y * width + x);
          if (dark > TINTA.minima) sum += Math.min(dark, TINTA.maxima);
        }
      }
      tinta[j * ancho + i] = sum / (TINTA.maxima * Math.max(1, (bottom - top) * (right - left)));
    }
  }
  return { ancho, alto, tinta };
}

/** Takes away what a whole row and a whole column have in common: the lines of the form. */
function withoutForm({ ancho, alto, tinta }: Cuadricula): Cuadricula {
  const rows = new Float64Array(alto);
  const columns = new Float64Array(ancho);
  let total = 0;
  for (const [index, value] of tinta.entries()) {
    const i = index % ancho;
    const j = (index - i) / ancho;
    rows[j] = realAt(rows, j) + value / ancho;
    columns[i] = realAt(columns, i) + value / alto;
    total += value / tinta.length;
  }
  const left = tinta.map((value, index) => {
    const i = index % ancho;
    return value - realAt(rows, (index - i) / ancho) - realAt(columns, i) + total;
  });
  return { ancho, alto, tinta: left };
}

/** Squares on each side whose mean is taken away. */
const VECINOS = 2;

/** Leaves of each square what it has more than those beside it: letters, and not that there is a word. */
function withoutNeighbours({ ancho, alto, tinta }: Cuadricula): Cuadricula {
  const left = tinta.map((value, index) => {
    const i = index % ancho;
    const first = Math.max(0, i - VECINOS);
    const last = Math.min(ancho - 1, i + VECINOS);
    let sum = 0;
    for (let k = first; k <= last; k += 1) sum += realAt(tinta, index - i + k);
    return value - sum / (last - first + 1);
  });
  return { ancho, alto, tinta: left };
}

/** Part of the side of a code that the squares of its corners take. */
const ESQUINA = 1 / 4;

/** Leaves of a code what is not in all of them. */
function withoutSquares({ ancho, alto, tinta }: Cuadricula): Cuadricula {
  const says = (index: number) => {
    const across = ((index % ancho) + 0.5) / ancho;
    const down = (Math.floor(index / ancho) + 0.5) / alto;
    return (
      !((across < ESQUINA || across > 1 - ESQUINA) && down < ESQUINA) &&
      !(across < ESQUINA && down > 1 - ESQUINA)
    );
  };
  const own = tinta.filter((_, index) => says(index));
  const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
  return { ancho, alto, tinta: tinta.map((value, index) => (says(index) ? value - mean : 0)) };
}

/** More places than values: the fast transform wants a power of two. */
const LUGARES = 4096;

/**
 * One bit for each plane: the side on which the values lie. The planes are those of two turns of random signs and
 * Hadamard's transform (Ailon and Chazelle, 2006), which are as good as drawn at random and need no table.
 */
function project(values: Float64Array): string {
  if (values.length > LUGARES)
    throw new RangeError(`${values.length} values of a picture, at most ${LUGARES}`);
  const places = new Float64Array(LUGARES);
  places.set(values);
  let state = 0x9e3779b9;
  for (let turn = 0; turn < 2; turn += 1) {
    for (let i = 0; i < LUGARES; i += 1) {
      // xorshift32: the signs are always the same.
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      if (state & 0x10000) places[i] = -realAt(places, i);
    }
    transform(places);
  }
  let hex = '';
  for (let i = 0; i < BITS; i += 4) {
    const nibble = [0, 1, 2, 3].reduce((sum, k) => sum * 2 + (realAt(places, i + k) > 0 ? 1 : 0), 0);
    hex += nibble.toString(16);
  }
  return hex;
}

/** Walsh and Hadamard's transform, in place. */
function transform(places: Float64Array): void {
  for (let half = 1; half < places.length; half *= 2) {
    for (let start = 0; start < places.length; start += 2 * half) {
      for (let i = start; i < start + half; i += 1) {
        const a = realAt(places, i);
        const b = realAt(places, i + half);
        places[i] = a + b;
        places[i + half] = a - b;
      }
    }
  }
}

/** How many bits of a number of 32 are ones. */
export function countBits(value: number): number {
  let left = value - ((value >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return (((left + (left >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
