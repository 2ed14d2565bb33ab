/**
 * The geometry of a process as the lines of a drawing: flat, simple enough to weigh little, in whole numbers. Made
 * once for each process.
 */

import type { Contorno } from '../../../proceso/geometria.ts';
import { buildTopologia, type Linea, type Punto, simplify, type Topologia, type Tramo } from './topologia.ts';

export interface Trazo {
  /** of the drawing, in its own units */
  readonly ancho: number;
  readonly alto: number;
  /** by territory; a territory too small to be drawn is not here */
  readonly formas: ReadonlyMap<string, Forma>;
  readonly vecinos: Topologia['vecinos'];
}

export interface Forma {
  /** of a `<path>`, to be filled by even and odd */
  readonly d: string;
  /** where a letter fits, or null */
  readonly letra: Punto | null;
}

const ANCHO = 800;
/** Steps of the fine grid in a unit of the drawing: near enough to tell apart what a map tells apart. */
const FINO = 16;
/** In all the borders of a map: what keeps the front page light. */
const PUNTOS = 1800;
/** Room for a letter, in units of the drawing. */
const HOLGURA = 11;

const known = new WeakMap<ReadonlyMap<string, Contorno>, Trazo>();

export function trazoDe(contornos: ReadonlyMap<string, Contorno>): Trazo {
  const before = known.get(contornos);
  if (before !== undefined) return before;
  const made = makeTrazo(contornos);
  known.set(contornos, made);
  return made;
}

function makeTrazo(contornos: ReadonlyMap<string, Contorno>): Trazo {
  const project = projectionOf([...contornos.values()].flat(2));
  const planos = new Map(
    [...contornos].map(([id, contorno]) => [
      id,
      contorno.map((anillo) => withoutRepeats(anillo.map(project))).filter(({ length }) => length >= 3),
    ]),
  );
  const topologia = buildTopologia(planos);
  const simples = simplifyAll(topologia.lineas);
  const formas = new Map<string, Forma>();
  for (const [id, anillos] of topologia.anillos) {
    const forma = formaDe(anillos, simples);
    if (forma !== null) formas.set(id, forma);
  }
  return { ...sizeOf([...simples.values()].flat()), formas, vecinos: topologia.vecinos };
}

/** Plate carrée with the degrees of longitude as long as they are in the middle: an entidad is small. */
function projectionOf(posiciones: readonly (readonly [number, number])[]) {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [longitude, latitude] of posiciones) {
    west = Math.min(west, longitude);
    east = Math.max(east, longitude);
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  }
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = (ANCHO * FINO) / Math.max((east - west) * shrink, (north - south) / 2, 1e-9);
  return ([longitude, latitude]: readonly [number, number]): Punto => [
    Math.round((longitude - west) * shrink * scale),
    Math.round((north - latitude) * scale),
  ];
}

function sizeOf(puntos: readonly Punto[]): Pick<Trazo, 'ancho' | 'alto'> {
  let [ancho, alto] = [1, 1];
  for (const [x, y] of puntos) {
    ancho = Math.max(ancho, x);
    alto = Math.max(alto, y);
  }
  return { ancho, alto };
}

function withoutRepeats(puntos: readonly Punto[]): readonly Punto[] {
  return puntos.filter(([x, y], i) => {
    const before = puntos.at(i - 1);
    return puntos.length === 1 || before === undefined || before[0] !== x || before[1] !== y;
  });
}

/** Every line in units of the drawing, with the least tolerance that leaves few enough points. */
function simplifyAll(lineas: readonly Linea[]): ReadonlyMap<Linea, readonly Punto[]> {
  for (let tolerancia = FINO / 2; ; tolerancia *= 1.3) {
    const simples = new Map(
      lineas.map((linea) => [linea, withoutRepeats(simplify(linea.puntos, tolerancia).map(toUnits))]),
    );
    const total = [...simples.values()].reduce((sum, { length }) => sum + length, 0);
    // Two points of each line are its ends: no tolerance takes them away.
    if (total <= Math.max(PUNTOS, 3 * lineas.length)) return simples;
  }
}

function toUnits([x, y]: Punto): Punto {
  return [Math.round(x / FINO), Math.round(y / FINO)];
}

function formaDe(
  anillos: readonly (readonly Tramo[])[],
  simples: ReadonlyMap<Linea, readonly Punto[]>,
): Forma | null {
  const rings = anillos
    .map((tramos) =>
      withoutRepeats(
        tramos.flatMap(({ linea, sentido }) => {
          const puntos = simples.get(linea) ?? [];
          return (sentido === 'directo' ? puntos : puntos.toReversed()).slice(0, -1);
        }),
      ),
    )
    .filter((ring) => ring.length >= 3 && areaOf(ring) > 0);
  const [largest] = rings.toSorted((a, b) => areaOf(b) - areaOf(a));
  if (largest === undefined) return null;
  return { d: rings.map(pathOf).join(''), letra: roomIn(largest, rings) };
}

/** `M1 2l3-4 5 6z`: relative, and without the spaces that a sign makes needless. */
function pathOf(ring: readonly Punto[]): string {
  const [first = [0, 0]] = ring;
  let [x, y] = first;
  let steps = '';
  for (const punto of ring.slice(1)) {
    for (const step of [punto[0] - x, punto[1] - y]) steps += step < 0 || steps === '' ? step : ` ${step}`;
    [x, y] = punto;
  }
  return `M${first[0]} ${first[1]}l${steps}z`;
}

function areaOf(ring: readonly Punto[]): number {
  let sum = 0;
  for (const [i, [x, y]] of ring.entries()) {
    const [nextX, nextY] = ring[(i + 1) % ring.length] ?? [x, y];
    sum += x * nextY - nextX * y;
  }
  return Math.abs(sum) / 2;
}

const REJILLA = 12;

/** The point farthest from every border, of some over the ring; null when no letter fits there. */
function roomIn(ring: readonly Punto[], rings: readonly (readonly Punto[])[]): Punto | null {
  const xs = ring.map(([x]) => x);
  const ys = ring.map(([, y]) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - top];
  let best: { readonly punto: Punto; readonly room: number } = { punto: [0, 0], room: HOLGURA };
  for (let i = 1; i < REJILLA; i += 1) {
    for (let j = 1; j < REJILLA; j += 1) {
      const punto: Punto = [
        Math.round(left + (i * width) / REJILLA),
        Math.round(top + (j * height) / REJILLA),
      ];
      if (!isInside(punto, rings)) continue;
      const room = Math.min(...rings.map((one) => distanceToRing(punto, one)));
      if (room > best.room) best = { punto, room };
    }
  }
  return best.room > HOLGURA ? best.punto : null;
}

function isInside([x, y]: Punto, rings: readonly (readonly Punto[])[]): boolean {
  let inside = false;
  for (const ring of rings) {
    for (const [i, [ax, ay]] of ring.entries()) {
      const [bx, by] = ring.at(i - 1) ?? [ax, ay];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  }
  return inside;
}

function distanceToRing([x, y]: Punto, ring: readonly Punto[]): number {
  let least = Infinity;
  for (const [i, [ax, ay]] of ring.entries()) {
    const [bx, by] = ring.at(i - 1) ?? [ax, ay];
    const [dx, dy] = [bx - ax, by - ay];
    const square = dx * dx + dy * dy;
    const along = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square));
    least = Math.min(least, Math.hypot(x - ax - along * dx, y - ay - along * dy));
  }
  return least;
}
