/** Solid dark spots of a picture: what a registration mark of the paper may be. */

import { at, binarize, countAt, type Lienzo, largoDe, realAt } from './lienzo.ts';

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
  return gather(joinRuns(ink), { least: least * least, most: most * most })
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

/** Runs of ink, row after row. In tables: a page has tens of thousands, and as objects they were most of the garbage. */
interface Tramos {
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly rows: Uint32Array;
  /** of the runs that touch each other, one, the same for all of them */
  readonly roots: Uint32Array;
}

/** Joins the runs of ink of each row with those that they touch in the row above. */
function joinRuns(ink: Lienzo): Tramos {
  const { ancho, puntos } = ink;
  const cuantos = countRuns(ink);
  const [starts, ends, rows] = [new Uint32Array(cuantos), new Uint32Array(cuantos), new Uint32Array(cuantos)];
  const roots = new Uint32Array(cuantos);
  const rootOf = (label: number): number => {
    let root = label;
    while (countAt(roots, root) !== root) root = countAt(roots, root);
    for (let each = label; each !== root; ) {
      const next = countAt(roots, each);
      roots[each] = root;
      each = next;
    }
    return root;
  };
  let row = -2;
  let first = 0;
  let candidate = 0;
  let from = 0;
  for (let label = 0; label < cuantos; label += 1) {
    // What is not ink is 255, so the search for the next ink is of the engine, not of a loop of ours.
    from = puntos.indexOf(0, from);
    const y = Math.floor(from / ancho);
    const base = y * ancho;
    if (y !== row) {
      candidate = y === row + 1 ? first : label;
      first = label;
      row = y;
    }
    const start = from - base;
    let end = start + 1;
    while (end < ancho && at(puntos, base + end) === 0) end += 1;
    starts[label] = start;
    ends[label] = end;
    rows[label] = y;
    roots[label] = label;
    while (candidate < first && countAt(ends, candidate) < start) candidate += 1;
    for (let other = candidate; other < first && countAt(starts, other) <= end; other += 1) {
      roots[rootOf(other)] = rootOf(label);
    }
    from = base + end;
  }
  for (let label = 0; label < cuantos; label += 1) roots[label] = rootOf(label);
  return { starts, ends, rows, roots };
}

function countRuns({ ancho, alto, puntos }: Lienzo): number {
  let runs = 0;
  for (let y = 0, dot = 0; y < alto; y += 1) {
    let before = 255;
    for (const end = dot + ancho; dot < end; dot += 1) {
      const here = at(puntos, dot);
      if (here < before) runs += 1;
      before = here;
    }
  }
  return runs;
}

/** Of each root, while its runs are added: dots, and sums of their places and of the products of these. */
const SUMAS = 6;

/** The spot of each root whose ink is neither less nor more than a mark has: its centre and spread, from its runs. */
function gather(
  { starts, ends, rows, roots }: Tramos,
  area: { readonly least: number; readonly most: number },
): readonly Mancha[] {
  const totals = new Float64Array(roots.length * SUMAS);
  for (let label = 0; label < roots.length; label += 1) {
    const start = countAt(starts, label);
    const end = countAt(ends, label);
    const y = countAt(rows, label);
    const n = end - start;
    const sum = ((start + end - 1) * n) / 2;
    const squares = ((end - 1) * end * (2 * end - 1) - (start - 1) * start * (2 * start - 1)) / 6;
    const to = countAt(roots, label) * SUMAS;
    totals[to] = realAt(totals, to) + n;
    totals[to + 1] = realAt(totals, to + 1) + sum;
    totals[to + 2] = realAt(totals, to + 2) + y * n;
    totals[to + 3] = realAt(totals, to + 3) + squares;
    totals[to + 4] = realAt(totals, to + 4) + y * sum;
    totals[to + 5] = realAt(totals, to + 5) + y * y * n;
  }
  const manchas: Mancha[] = [];
  for (let from = 0; from < totals.length; from += SUMAS) {
    const n = realAt(totals, from);
    if (n < area.least || n > area.most) continue;
    const x = realAt(totals, from + 1) / n;
    const y = realAt(totals, from + 2) / n;
    // The twelfth is the spread of a dot within itself: without it, small squares look hollow.
    manchas.push({
      x,
      y,
      area: n,
      xx: realAt(totals, from + 3) / n - x * x + 1 / 12,
      xy: realAt(totals, from + 4) / n - x * y,
      yy: realAt(totals, from + 5) / n - y * y + 1 / 12,
    });
  }
  return manchas;
}
