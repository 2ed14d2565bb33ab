/**
 * Polygons as lines that neighbours share. A border is one line however many territories it belongs to, so making
 * it simpler leaves no gap between them, and who shares a line is a neighbour.
 */

/** Whole numbers of a fine grid: the same position is the same numbers. */
export type Punto = readonly [number, number];

/** From a place where three borders meet to the next; closed where none meets. */
export interface Linea {
  readonly puntos: readonly Punto[];
}

/** A line as a ring goes through it. */
export interface Tramo {
  readonly linea: Linea;
  readonly sentido: 'directo' | 'inverso';
}

export interface Topologia {
  /** by territory, its rings */
  readonly anillos: ReadonlyMap<string, readonly (readonly Tramo[])[]>;
  readonly lineas: readonly Linea[];
  /** by territory, those with which it shares a border, in their order */
  readonly vecinos: ReadonlyMap<string, readonly string[]>;
}

/** @param contornos rings of each territory, without repeating the first point at the end */
export function buildTopologia(contornos: ReadonlyMap<string, readonly (readonly Punto[])[]>): Topologia {
  const encuentros = findEncuentros(contornos);
  const lineas = new Map<string, Linea & { readonly de: Set<string> }>();
  const anillos = new Map<string, readonly (readonly Tramo[])[]>();
  for (const [id, own] of contornos) {
    anillos.set(
      id,
      own.map((anillo) =>
        cut(anillo, encuentros).map((puntos): Tramo => {
          const sentido = isDirecto(puntos) ? 'directo' : 'inverso';
          const canonical = sentido === 'directo' ? puntos : puntos.toReversed();
          const key = canonical.map(keyOf).join(' ');
          const linea = lineas.get(key) ?? { puntos: canonical, de: new Set() };
          linea.de.add(id);
          lineas.set(key, linea);
          return { linea, sentido };
        }),
      ),
    );
  }
  return { anillos, lineas: [...lineas.values()], vecinos: findVecinos(contornos, [...lineas.values()]) };
}

function keyOf([x, y]: Punto): string {
  return `${x},${y}`;
}

/** Points from which lines go to three places or more. */
function findEncuentros(contornos: ReadonlyMap<string, readonly (readonly Punto[])[]>): ReadonlySet<string> {
  const around = new Map<string, Set<string>>();
  for (const anillo of [...contornos.values()].flat()) {
    for (const [i, punto] of anillo.entries()) {
      const key = keyOf(punto);
      const near = around.get(key) ?? new Set();
      around.set(key, near);
      for (const other of [anillo.at(i - 1), anillo[(i + 1) % anillo.length]]) {
        if (other !== undefined) near.add(keyOf(other));
      }
    }
  }
  return new Set([...around].filter(([, near]) => near.size > 2).map(([key]) => key));
}

/** A ring in pieces, from one meeting to the next; each with both ends. */
function cut(anillo: readonly Punto[], encuentros: ReadonlySet<string>): readonly (readonly Punto[])[] {
  const start = anillo.findIndex((punto) => encuentros.has(keyOf(punto)));
  if (start === -1) {
    // An island and the hole where it lies must begin at the same point.
    const keys = anillo.map(keyOf);
    const least = keys.indexOf(keys.reduce((a, b) => (a < b ? a : b)));
    const turned = [...anillo.slice(least), ...anillo.slice(0, least)];
    return [[...turned, ...turned.slice(0, 1)]];
  }
  const turned = [...anillo.slice(start), ...anillo.slice(0, start + 1)];
  const pieces: Punto[][] = [];
  let piece: Punto[] = [];
  for (const [i, punto] of turned.entries()) {
    piece.push(punto);
    if (i === 0 || !encuentros.has(keyOf(punto))) continue;
    pieces.push(piece);
    piece = [punto];
  }
  return pieces;
}

/** One of the two ways of going through the same points. */
function isDirecto(puntos: readonly Punto[]): boolean {
  for (let i = 0; i < puntos.length / 2; i += 1) {
    const [a, b] = [puntos[i], puntos.at(-1 - i)].map((punto) => (punto === undefined ? '' : keyOf(punto)));
    if (a !== undefined && b !== undefined && a !== b) return a < b;
  }
  return true;
}

function findVecinos(
  contornos: ReadonlyMap<string, unknown>,
  lineas: readonly { readonly de: ReadonlySet<string> }[],
): ReadonlyMap<string, readonly string[]> {
  const all = new Map([...contornos.keys()].map((id) => [id, new Set<string>()]));
  for (const { de } of lineas) {
    for (const id of de) for (const other of de) if (other !== id) all.get(id)?.add(other);
  }
  return new Map([...all].map(([id, others]) => [id, [...others].sort()]));
}

/**
 * The line with fewer points, none of those left out farther from it than the tolerance (Douglas and Peucker). Its
 * ends stay.
 */
export function simplify(puntos: readonly Punto[], tolerancia: number): readonly Punto[] {
  const keep = new Set([0, puntos.length - 1]);
  const pending: (readonly [number, number])[] = [[0, puntos.length - 1]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [from, to] = next;
    const far = farthest(puntos, from, to);
    if (far === null || far.distancia <= tolerancia) continue;
    keep.add(far.i);
    pending.push([from, far.i], [far.i, to]);
  }
  return puntos.filter((_, i) => keep.has(i));
}

function farthest(
  puntos: readonly Punto[],
  from: number,
  to: number,
): { readonly i: number; readonly distancia: number } | null {
  const [a, b] = [puntos[from], puntos[to]];
  if (a === undefined || b === undefined) return null;
  let best: { readonly i: number; readonly distancia: number } | null = null;
  for (let i = from + 1; i < to; i += 1) {
    const punto = puntos[i];
    if (punto === undefined) continue;
    const distancia = distanceTo(punto, a, b);
    if (best === null || distancia > best.distancia) best = { i, distancia };
  }
  return best;
}

/** From a point to the segment between two. */
function distanceTo([x, y]: Punto, [ax, ay]: Punto, [bx, by]: Punto): number {
  const [dx, dy] = [bx - ax, by - ay];
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}
