/** Draws the sheet as if it had been looked at from above: straight, in its proportion, and evenly lit. */

import { PLANTILLA } from '../../papel/formato.ts';
import { orient, shrink } from './codificar.ts';
import { type Homografia, stepsAt } from './homografia.ts';
import { at, countAt, type Lienzo, realAt } from './lienzo.ts';

/** Part of the paper to draw, in millimetres, and how large. */
export interface Recorte {
  readonly x: number;
  readonly y: number;
  readonly ancho: number;
  readonly alto: number;
  readonly puntosPorMilimetro: number;
}

/** Of the published image: 141 dots per inch, with which handwriting is comfortable to read. */
export const ANCHO_PUBLICADO = 1200;

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
  // In parts of 65536 of a dot, as whole numbers: a picture has fewer than 32768 dots on a side.
  const right = (width - 1) * ENTERO;
  const bottom = (lienzo.alto - 1) * ENTERO;
  for (let row = 0; row < alto; row += 1) {
    const y = recorte.y + (row + 0.5) / scale;
    const x = recorte.x + 0.5 / scale;
    let w = ENTERO / (g * x + h * y + 1);
    let fromX = (a * x + b * y + c) * w;
    let fromY = (d * x + e * y + f) * w;
    const rowEnd = (row + 1) * ancho;
    for (let to = row * ancho, column = TRAMO; to < rowEnd; column += TRAMO) {
      const far = x + column / scale;
      w = ENTERO / (g * far + h * y + 1);
      const toX = (a * far + b * y + c) * w;
      const toY = (d * far + e * y + f) * w;
      const dx = (toX - fromX) / TRAMO;
      const dy = (toY - fromY) / TRAMO;
      const end = Math.min(rowEnd, to + TRAMO);
      const leaves = Math.min(fromX, fromY, toX, toY) < 0;
      if (!leaves && Math.max(fromX, toX) < right && Math.max(fromY, toY) < bottom) {
        let u = fromX | 0;
        let v = fromY | 0;
        const du = dx | 0;
        const dv = dy | 0;
        for (; to < end; to += 1, u = (u + du) | 0, v = (v + dv) | 0) out[to] = blend(puntos, width, u, v);
      }
      // What crosses the edge of the picture, dot by dot.
      for (let i = 0; to < end; to += 1, i += 1) {
        const u = fromX + i * dx;
        const v = fromY + i * dy;
        if (u >= 0 && v >= 0 && u < right && v < bottom) out[to] = blend(puntos, width, u | 0, v | 0);
      }
      fromX = toX;
      fromY = toY;
    }
  }
  return { ancho, alto, puntos: out };
}

const ENTERO = 65536;

/** The grey between four dots, in parts of 65536 of a dot; whole multiplications, which take no detour. */
function blend(puntos: Uint8Array, width: number, u: number, v: number): number {
  const fx = (u >> 8) & 255;
  const corner = (Math.imul(v >> 16, width) + (u >> 16)) | 0;
  const under = (corner + width) | 0;
  const first = puntos[corner] as number;
  const third = puntos[under] as number;
  const above = (first << 8) + Math.imul((puntos[corner + 1] as number) - first, fx);
  const below = (third << 8) + Math.imul((puntos[under + 1] as number) - third, fx);
  return ((above << 8) + Math.imul(below - above, (v >> 8) & 255) + 32768) >> 16;
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
  const filled = around(around(own, ancho, alto, Math.max), ancho, alto, Math.min);
  return { ancho, alto, papel: smooth(filled, ancho, alto) };
}

function paperOf({ ancho, alto, puntos }: Lienzo, left: number, top: number, counts: Uint32Array): number {
  counts.fill(0);
  const right = Math.min(ancho, left + CUADRO);
  const bottom = Math.min(alto, top + CUADRO);
  let total = 0;
  for (let y = top; y < bottom; y += 2) {
    for (let x = left; x < right; x += 2) {
      const value = at(puntos, y * ancho + x);
      counts[value] = countAt(counts, value) + 1;
      total += 1;
    }
  }
  let below = 0;
  for (let value = 0; value < 256; value += 1) {
    below += countAt(counts, value);
    if (below >= total * TINTA) return value;
  }
  return BLANCO;
}

/** What each square and those around it have in common: first along the rows, then along the columns. */
function around(
  values: Float64Array,
  ancho: number,
  alto: number,
  join: (a: number, b: number) => number,
): Float64Array {
  const last = values.length - ancho;
  const rows = values.map((value, index) => {
    const i = index % ancho;
    const left = i === 0 ? value : realAt(values, index - 1);
    return join(join(left, value), i === ancho - 1 ? value : realAt(values, index + 1));
  });
  if (alto === 1) return rows;
  return rows.map((value, index) => {
    const above = index < ancho ? value : realAt(rows, index - ancho);
    return join(join(above, value), index >= last ? value : realAt(rows, index + ancho));
  });
}

/** Each square like the mean of itself and those around it. */
function smooth(values: Float64Array, ancho: number, alto: number): Float64Array {
  return values.map((_, index) => {
    const i = index % ancho;
    const j = (index - i) / ancho;
    let [sum, count] = [0, 0];
    for (let y = Math.max(0, j - 1); y <= Math.min(alto - 1, j + 1); y += 1) {
      for (let x = Math.max(0, i - 1); x <= Math.min(ancho - 1, i + 1); x += 1) {
        sum += realAt(values, y * ancho + x);
        count += 1;
      }
    }
    return sum / count;
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
      const above = realAt(gains, j * luz.ancho + i);
      const below = realAt(gains, Math.min(luz.alto - 1, j + 1) * luz.ancho + i);
      row[i] = above + fy * (below - above);
    }
    // From the centre of a square to that of the next one the gain is a straight line.
    for (let i = -1; i < luz.ancho; i += 1) {
      const first = realAt(row, Math.max(0, i));
      const slope = (realAt(row, Math.min(luz.ancho - 1, i + 1)) - first) / CUADRO;
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
