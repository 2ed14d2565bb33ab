/** Draws the sheet as if it had been looked at from above: straight, in its proportion, and evenly lit. */

import { PLANTILLA } from '../../papel/formato.ts';
import { orient, shrink } from './codificar.ts';
import { type Homografia, stepsAt } from './homografia.ts';
import { at, type Lienzo } from './lienzo.ts';

/** Part of the paper to draw, in millimetres, and how large. */
export interface Recorte {
  readonly x: number;
  readonly y: number;
  readonly ancho: number;
  readonly alto: number;
  readonly puntosPorMilimetro: number;
}

/** Of the published image: 153 dots per inch, with which handwriting is comfortable to read. */
export const ANCHO_PUBLICADO = 1300;

export const HOJA_ENTERA: Recorte = {
  ...PLANTILLA.hoja,
  puntosPorMilimetro: ANCHO_PUBLICADO / PLANTILLA.hoja.ancho,
};

/** What is outside the picture is drawn as paper: nobody takes it for something written. */
const BLANCO = 255;

/** Dots of a row between two that are computed exactly; in such a short stretch a perspective is a straight line. */
const TRAMO = 16;

/** Draws a part of the paper from a picture of it, each dot of the four that are around where it comes from. */
export function straighten(lienzo: Lienzo, homografia: Homografia, recorte: Recorte): Lienzo {
  const { puntosPorMilimetro: scale } = recorte;
  const ancho = Math.round(recorte.ancho * scale);
  const alto = Math.round(recorte.alto * scale);
  const out = new Uint8Array(ancho * alto).fill(BLANCO);
  const [a, b, c, d, e, f, g, h] = homografia;
  const { ancho: width, puntos } = lienzo;
  // In parts of 256 of a dot, as whole numbers.
  const right = (width - 1) << 8;
  const bottom = (lienzo.alto - 1) << 8;
  for (let row = 0; row < alto; row += 1) {
    const y = recorte.y + (row + 0.5) / scale;
    const place = (column: number) => {
      const x = recorte.x + (column + 0.5) / scale;
      const w = 256 / (g * x + h * y + 1);
      return { x: (a * x + b * y + c) * w, y: (d * x + e * y + f) * w };
    };
    let from = place(0);
    for (let column = 0; column < ancho; column += TRAMO) {
      const to = place(column + TRAMO);
      const dx = (to.x - from.x) / TRAMO;
      const dy = (to.y - from.y) / TRAMO;
      let { x: sx, y: sy } = from;
      const end = row * ancho + Math.min(ancho, column + TRAMO);
      for (let at = row * ancho + column; at < end; at += 1, sx += dx, sy += dy) {
        if (!(sx >= 0 && sy >= 0 && sx < right && sy < bottom)) continue;
        const u = sx | 0;
        const v = sy | 0;
        const fx = u & 255;
        const corner = (v >> 8) * width + (u >> 8);
        const above = (puntos[corner] as number) * (256 - fx) + (puntos[corner + 1] as number) * fx;
        const below =
          (puntos[corner + width] as number) * (256 - fx) + (puntos[corner + width + 1] as number) * fx;
        const fy = v & 255;
        out[at] = (above * (256 - fy) + below * fy + 32768) >> 16;
      }
      from = to;
    }
  }
  return { ancho, alto, puntos: out };
}

/** Degrees below which turning a picture would only blur it. */
const APENAS = 2;

/**
 * The whole picture, with its text level as far as the place of its code tells; otherwise, as the camera said.
 *
 * @param orientacion of EXIF
 * @returns of at most the height of a published sheet
 */
export async function turnUpright(
  lienzo: Lienzo,
  homografia: Homografia | null,
  orientacion: number,
): Promise<Lienzo> {
  const largo = Math.round(PLANTILLA.hoja.alto * HOJA_ENTERA.puntosPorMilimetro);
  if (homografia === null) return orient(await shrink(lienzo, largo), orientacion);
  const small = await shrink(lienzo, largo);
  const { xx, yx } = stepsAt(homografia, PLANTILLA.qr);
  const angle = Math.atan2(yx, xx);
  if (Math.abs(angle) * 180 < APENAS * Math.PI) return small;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const { ancho, alto } = small;
  const width = Math.abs(ancho * cos) + Math.abs(alto * sin);
  const height = Math.abs(ancho * sin) + Math.abs(alto * cos);
  const center = { x: (ancho - 1) / 2, y: (alto - 1) / 2 };
  return straighten(small, [cos, -sin, center.x, sin, cos, center.y, 0, 0], {
    ...{ x: -width / 2, y: -height / 2, ancho: width, alto: height },
    puntosPorMilimetro: 1,
  });
}

/** Side of the squares in which the light is measured, in dots: larger than a written digit. */
const CUADRO = 24;
/** Share of the dots of a square that may be darker than its paper. */
const TINTA = 0.8;
/** Grey in which the paper is left: not white, which would hide that it is a picture. */
const PAPEL = 238;
/** How much a dark place is lit: beyond, it is the grain that shows. */
const REALCE = 3.5;

export interface Luz {
  /** squares across and down, and the grey of the paper in each one */
  readonly ancho: number;
  readonly alto: number;
  readonly papel: Float64Array;
}

/** The grey that the paper has in each part of a straight picture. */
export function measureLuz(lienzo: Lienzo): Luz {
  const ancho = Math.ceil(lienzo.ancho / CUADRO);
  const alto = Math.ceil(lienzo.alto / CUADRO);
  const own = new Float64Array(ancho * alto);
  const counts = new Uint32Array(256);
  for (let j = 0; j < alto; j += 1) {
    for (let i = 0; i < ancho; i += 1) {
      own[j * ancho + i] = paperOf(lienzo, i * CUADRO, j * CUADRO, counts);
    }
  }
  // A square that is nearly all ink has the paper of its neighbours; the edge of a shadow stays where it was.
  const filled = around(around(own, ancho, alto, largest), ancho, alto, smallest);
  return { ancho, alto, papel: around(filled, ancho, alto, mean) };
}

const largest = (values: readonly number[]) => Math.max(...values);
const smallest = (values: readonly number[]) => Math.min(...values);
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

function paperOf({ ancho, alto, puntos }: Lienzo, left: number, top: number, counts: Uint32Array): number {
  counts.fill(0);
  const right = Math.min(ancho, left + CUADRO);
  const bottom = Math.min(alto, top + CUADRO);
  let total = 0;
  for (let y = top; y < bottom; y += 2) {
    for (let x = left; x < right; x += 2) {
      const value = at(puntos, y * ancho + x);
      counts[value] = at(counts, value) + 1;
      total += 1;
    }
  }
  let below = 0;
  for (let value = 0; value < 256; value += 1) {
    below += at(counts, value);
    if (below >= total * TINTA) return value;
  }
  return BLANCO;
}

function around(
  values: Float64Array,
  ancho: number,
  alto: number,
  join: (values: readonly number[]) => number,
): Float64Array {
  return values.map((_, index) => {
    const i = index % ancho;
    const j = (index - i) / ancho;
    const near: number[] = [];
    for (let y = Math.max(0, j - 1); y <= Math.min(alto - 1, j + 1); y += 1) {
      for (let x = Math.max(0, i - 1); x <= Math.min(ancho - 1, i + 1); x += 1) {
        near.push(at(values, y * ancho + x));
      }
    }
    return join(near);
  });
}

/** The picture with the same paper everywhere: shadows go, ink stays as dark beside its paper as it was. */
export function level(lienzo: Lienzo, luz: Luz): Lienzo {
  const { ancho, alto, puntos } = lienzo;
  // In parts of 4096, so that the product of each dot is of whole numbers.
  const gains = luz.papel.map((papel) => 4096 * Math.min(REALCE, Math.max(1, PAPEL / Math.max(1, papel))));
  const out = new Uint8Array(puntos.length);
  const row = new Float64Array(luz.ancho);
  const half = CUADRO / 2;
  for (let y = 0; y < alto; y += 1) {
    const [j, fy] = split(y, luz.alto);
    for (let i = 0; i < luz.ancho; i += 1) {
      const above = at(gains, j * luz.ancho + i);
      const below = at(gains, Math.min(luz.alto - 1, j + 1) * luz.ancho + i);
      row[i] = above + fy * (below - above);
    }
    // From the centre of a square to that of the next one the gain is a straight line.
    for (let i = -1; i < luz.ancho; i += 1) {
      const first = at(row, Math.max(0, i));
      const slope = (at(row, Math.min(luz.ancho - 1, i + 1)) - first) / CUADRO;
      const start = i * CUADRO + half;
      const end = y * ancho + Math.min(ancho, start + CUADRO);
      let gain = first + slope / 2;
      for (let to = y * ancho + Math.max(0, start); to < end; to += 1, gain += slope) {
        const value = ((puntos[to] as number) * (gain | 0)) >> 12;
        out[to] = value > 255 ? 255 : value;
      }
    }
  }
  return { ancho, alto, puntos: out };
}

/** The square whose centre is before a dot, and how far the next one is. */
function split(place: number, squares: number): readonly [number, number] {
  const exact = Math.min(squares - 1, Math.max(0, (place + 0.5) / CUADRO - 0.5));
  return [Math.floor(exact), exact - Math.floor(exact)];
}
