/** From the paper to the picture of it: the projective maps between two planes, and how they are found from points. */

export interface Punto {
  readonly x: number;
  readonly y: number;
}

/** Rows of the 3 × 3 matrix, its last element 1. Here always from millimetres of paper to dots of a picture. */
export type Homografia = readonly [
  a: number,
  b: number,
  c: number,
  d: number,
  e: number,
  f: number,
  g: number,
  h: number,
];

export interface Pareja {
  readonly papel: Punto;
  readonly imagen: Punto;
}

export function project([a, b, c, d, e, f, g, h]: Homografia, { x, y }: Punto): Punto {
  const w = g * x + h * y + 1;
  return { x: (a * x + b * y + c) / w, y: (d * x + e * y + f) / w };
}

/** How a small step on the paper moves in the picture: columns are one millimetre to the right and one down. */
export function stepsAt(
  homografia: Homografia,
  punto: Punto,
): { readonly xx: number; readonly xy: number; readonly yx: number; readonly yy: number } {
  const [a, b, , d, e, , g, h] = homografia;
  const w = g * punto.x + h * punto.y + 1;
  const { x, y } = project(homografia, punto);
  return { xx: (a - x * g) / w, xy: (b - x * h) / w, yx: (d - y * g) / w, yy: (e - y * h) / w };
}

/** The same map for a picture `factor` times as large, whose dots have their centre half a dot inside. */
export function enlarge([a, b, c, d, e, f, g, h]: Homografia, factor: number): Homografia {
  const s = factor;
  const o = (factor - 1) / 2;
  return [s * a + o * g, s * b + o * h, s * c + o, s * d + o * g, s * e + o * h, s * f + o, g, h];
}

/** Equations are solved with numbers about 1, or their squares would not fit. */
const PAPEL = 100;
const IMAGEN = 1000;

/**
 * The map that carries the points of the paper closest to those of the picture.
 *
 * @param parejas four or more, no three of them in a line
 * @returns null when they determine none
 */
export function findHomografia(parejas: readonly Pareja[]): Homografia | null {
  const system = createSystem(8);
  for (const { papel, imagen } of parejas) {
    const [x, y, u, v] = [papel.x / PAPEL, papel.y / PAPEL, imagen.x / IMAGEN, imagen.y / IMAGEN];
    addEquation(system, [x, y, 1, 0, 0, 0, -x * u, -y * u], u);
    addEquation(system, [0, 0, 0, x, y, 1, -x * v, -y * v], v);
  }
  return unscale(solve(system));
}

/**
 * The map without perspective (turned, scaled, sheared) that carries three or more points closest.
 *
 * @returns null when they are in a line
 */
export function findAfinidad(parejas: readonly Pareja[]): Homografia | null {
  const system = createSystem(6);
  for (const { papel, imagen } of parejas) {
    const [x, y] = [papel.x / PAPEL, papel.y / PAPEL];
    addEquation(system, [x, y, 1, 0, 0, 0], imagen.x / IMAGEN);
    addEquation(system, [0, 0, 0, x, y, 1], imagen.y / IMAGEN);
  }
  return unscale(solve(system));
}

function unscale(solution: readonly number[] | null): Homografia | null {
  if (solution === null) return null;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = solution;
  const s = IMAGEN / PAPEL;
  return [a * s, b * s, c * IMAGEN, d * s, e * s, f * IMAGEN, g / PAPEL, h / PAPEL];
}

/** Normal equations of least squares: the unknowns and, in the last column, what they must give. */
interface Sistema {
  readonly unknowns: number;
  readonly values: Float64Array;
}

function createSystem(unknowns: number): Sistema {
  return { unknowns, values: new Float64Array(unknowns * (unknowns + 1)) };
}

function addEquation({ unknowns, values }: Sistema, row: readonly number[], value: number): void {
  for (let i = 0; i < unknowns; i += 1) {
    const left = row[i] ?? 0;
    const at = i * (unknowns + 1);
    for (let j = 0; j < unknowns; j += 1) values[at + j] = (values[at + j] ?? 0) + left * (row[j] ?? 0);
    values[at + unknowns] = (values[at + unknowns] ?? 0) + left * value;
  }
}

/** Gauss and Jordan, with the largest pivot; null when there is no single solution. */
function solve({ unknowns: n, values }: Sistema): readonly number[] | null {
  const get = (row: number, column: number) => values[row * (n + 1) + column] ?? 0;
  for (let k = 0; k < n; k += 1) {
    let best = k;
    for (let row = k + 1; row < n; row += 1) if (Math.abs(get(row, k)) > Math.abs(get(best, k))) best = row;
    if (Math.abs(get(best, k)) < 1e-12) return null;
    for (let j = 0; j <= n; j += 1) {
      const moved = get(best, j);
      values[best * (n + 1) + j] = get(k, j);
      values[k * (n + 1) + j] = moved;
    }
    for (let row = 0; row < n; row += 1) {
      const factor = row === k ? 0 : get(row, k) / get(k, k);
      if (factor === 0) continue;
      for (let j = k; j <= n; j += 1) values[row * (n + 1) + j] = get(row, j) - factor * get(k, j);
    }
  }
  return Array.from({ length: n }, (_, k) => get(k, n) / get(k, k));
}
