/** Solid dark spots of a picture: what a registration mark of the paper may be. */

import { at, binarize, type Lienzo, largoDe, realAt } from './lienzo.ts';

export interface Mancha {
  /** its centre, in dots */
  readonly x: number;
  readonly y: number;
  /** dots of ink */
  readonly area: number;
  /** how its ink spreads about the centre: variances, in dots squared */
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
}

/** Surroundings with which a dot is compared: several times a mark, so that its inside is dark too. */
const ENTORNO = 1 / 13;
const PARTE = 0.72;
/** Side of a mark, as part of the longest side of the picture: the paper may fill it or be a third of it. */
const LADO = { minimo: 1 / 190, maximo: 1 / 22 } as const;
/** Ink of a parallelogram beside what its spread says (1 for any of them; a ring, a letter or a line give less). */
const LLENA = { minimo: 0.8, maximo: 1.12 } as const;
/** The longest direction of a spot beside the shortest; perspective stretches a square no more. */
const ESTIRADA = 2.6;
/** The most square ones; a page full of stamps must not make what follows slow. */
const CUANTAS = 90;

/** The solid spots that are like a square of the size of a mark, most alike first. */
export function findManchas(lienzo: Lienzo): readonly Mancha[] {
  const largo = largoDe(lienzo);
  const ink = binarize(lienzo, largo * ENTORNO, PARTE);
  const least = Math.max(4, largo * LADO.minimo);
  const most = largo * LADO.maximo;
  return joinRuns(ink)
    .filter(({ area }) => area >= least * least && area <= most * most)
    .map((mancha) => ({ mancha, rareza: oddityOf(mancha) }))
    .filter(({ rareza }) => rareza !== null)
    .sort((p, q) => (p.rareza ?? 0) - (q.rareza ?? 0))
    .slice(0, CUANTAS)
    .map(({ mancha }) => mancha);
}

/** How far from a full square a spot is; null when it is not one. */
function oddityOf({ area, xx, xy, yy }: Mancha): number | null {
  const determinant = xx * yy - xy * xy;
  if (determinant <= 0) return null;
  const full = area / (12 * Math.sqrt(determinant));
  const middle = (xx + yy) / 2;
  const spread = Math.sqrt(Math.max(0, middle * middle - determinant));
  const stretch = Math.sqrt((middle + spread) / Math.max(1e-6, middle - spread));
  if (full < LLENA.minimo || full > LLENA.maximo || stretch > ESTIRADA) return null;
  return Math.abs(Math.log(full)) + Math.abs(Math.log(stretch)) / 4;
}

/** Joins the runs of ink of each row with those that they touch in the row above. */
function joinRuns({ ancho, puntos }: Lienzo): readonly Mancha[] {
  const parents: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const rows: number[] = [];
  const rootOf = (label: number): number => {
    let root = label;
    while (parents[root] !== root) root = parents[root] ?? root;
    let each = label;
    while (each !== root) {
      const next = parents[each] ?? root;
      parents[each] = root;
      each = next;
    }
    return root;
  };
  let row = -2;
  let first = 0;
  let candidate = 0;
  // What is not ink is 255, so the search for the next ink is of the engine, not of a loop of ours.
  for (let ink = puntos.indexOf(0); ink >= 0; ) {
    const y = Math.floor(ink / ancho);
    const base = y * ancho;
    if (y !== row) {
      candidate = y === row + 1 ? first : starts.length;
      first = starts.length;
      row = y;
    }
    const start = ink - base;
    let end = start + 1;
    while (end < ancho && at(puntos, base + end) === 0) end += 1;
    const label = starts.length;
    parents.push(label);
    starts.push(start);
    ends.push(end);
    rows.push(y);
    while (candidate < first && (ends[candidate] ?? 0) < start) candidate += 1;
    for (let other = candidate; other < first && (starts[other] ?? 0) <= end; other += 1) {
      parents[rootOf(other)] = rootOf(label);
    }
    ink = puntos.indexOf(0, base + end);
  }
  const roots = parents.map((_, label) => rootOf(label));
  return gather(starts, ends, rows, roots);
}

/** The spot of each root: area, centre and spread, from its runs. */
function gather(
  starts: readonly number[],
  ends: readonly number[],
  rows: readonly number[],
  roots: readonly number[],
): readonly Mancha[] {
  const totals = new Float64Array(roots.length * 6);
  for (const [label, root] of roots.entries()) {
    const start = starts[label] ?? 0;
    const end = ends[label] ?? 0;
    const y = rows[label] ?? 0;
    const n = end - start;
    const sum = ((start + end - 1) * n) / 2;
    const squares = ((end - 1) * end * (2 * end - 1) - (start - 1) * start * (2 * start - 1)) / 6;
    const to = root * 6;
    totals[to] = realAt(totals, to) + n;
    totals[to + 1] = realAt(totals, to + 1) + sum;
    totals[to + 2] = realAt(totals, to + 2) + y * n;
    totals[to + 3] = realAt(totals, to + 3) + squares;
    totals[to + 4] = realAt(totals, to + 4) + y * sum;
    totals[to + 5] = realAt(totals, to + 5) + y * y * n;
  }
  const manchas: Mancha[] = [];
  for (const [label, root] of roots.entries()) {
    if (label !== root) continue;
    const [n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0, syy = 0] = totals.subarray(root * 6, root * 6 + 6);
    const x = sx / n;
    const y = sy / n;
    // The twelfth is the spread of a dot within itself: without it, small squares look hollow.
    manchas.push({
      x,
      y,
      area: n,
      xx: sxx / n - x * x + 1 / 12,
      xy: sxy / n - x * y,
      yy: syy / n - y * y + 1 / 12,
    });
  }
  return manchas;
}
