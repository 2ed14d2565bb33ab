/**
 * Finds the sheet in a picture by its four marks: which of the solid spots are theirs, and the map from millimetres of
 * paper to dots. Where some mark is not seen, the QR, whose place is known, stands in for it.
 */

import { PLANTILLA } from '../../papel/formato.ts';
import {
  findAfinidad,
  findHomografia,
  type Homografia,
  type Pareja,
  type Punto,
  project,
  stepsAt,
} from './homografia.ts';
import { type Lienzo, largoDe } from './lienzo.ts';
import type { Mancha } from './manchas.ts';

export interface Hoja {
  /** millimetres of paper to dots of the picture in which the spots were found */
  readonly homografia: Homografia;
  /** how many marks were seen, of four */
  readonly marcas: number;
}

const { hoja, marcas, qr } = PLANTILLA;
const [LADO] = marcas.map(({ ancho }) => ancho);
if (LADO === undefined) throw new Error('a sheet without marks');
const MARCA: number = LADO;
const CENTROS: readonly Punto[] = marcas.map(({ x, y, ancho, alto }) => ({
  x: x + ancho / 2,
  y: y + alto / 2,
}));
const [ARRIBA_IZQUIERDA, ARRIBA_DERECHA, ABAJO_IZQUIERDA] = CENTROS;
if (ARRIBA_IZQUIERDA === undefined || ARRIBA_DERECHA === undefined || ABAJO_IZQUIERDA === undefined) {
  throw new Error('a sheet with less than four marks');
}
/** Between marks, in sides of one. */
const A_LO_ANCHO = (ARRIBA_DERECHA.x - ARRIBA_IZQUIERDA.x) / MARCA;
const A_LO_ALTO = (ABAJO_IZQUIERDA.y - ARRIBA_IZQUIERDA.y) / MARCA;
/** Corners of the QR: top left, top right, bottom right, bottom left. */
const ESQUINAS_DEL_QR: readonly Punto[] = [
  { x: qr.x, y: qr.y },
  { x: qr.x + qr.ancho, y: qr.y },
  { x: qr.x + qr.ancho, y: qr.y + qr.alto },
  { x: qr.x, y: qr.y + qr.alto },
];

/** How far from what the near mark says may another be: perspective makes the far ones smaller and closer. */
const HOLGURA = { minimo: 0.55, maximo: 1.75 } as const;
/** Sine of the angle between two sides of the sheet. */
const ANGULO = 0.62;
/** How far the fourth mark may be from the parallelogram of the others, in parts of its diagonal. */
const DESVIO = 0.24;
/** How unlike what the map says may a mark be: true ones are below 0.4, and what is taken for one above 0.8. */
const DISTINTA = { cuatro: 0.55, tres: 0.45, conCodigo: 0.6 } as const;
/** Millimetres that the corners of the code may be from where the marks say, on a sheet that is not flat. */
const FUERA_DE_LUGAR = 2.5;

/** Spots for the marks, in the order of these; null where none is seen. */
type Esquinas = readonly [Mancha | null, Mancha | null, Mancha | null, Mancha | null];

/**
 * The sheet whose marks are most like what their places say; which end is up is not known yet. With one mark missing,
 * where perspective would take it is not known either.
 */
export function findHoja(manchas: readonly Mancha[]): Hoja | null {
  let four: Candidata | null = null;
  for (const { origin, right, below, sine } of corners(manchas)) {
    if (sine < 0) continue;
    four = better(four, [origin, right, below, findFourth(manchas, origin, right, below)], 'cuatro');
  }
  if (four !== null) return four.hoja;
  let three: Candidata | null = null;
  for (const { origin, right, below, sine } of corners(manchas)) {
    // Seen from another corner, what is across is to the left of it.
    const esquinas: Esquinas = sine > 0 ? [origin, right, below, null] : [right, origin, null, below];
    three = better(three, esquinas, 'tres');
  }
  return three?.hoja ?? null;
}

/** Every spot with two others that are where the marks beside it would be. */
function* corners(manchas: readonly Mancha[]): Generator<{
  readonly origin: Mancha;
  readonly right: Mancha;
  readonly below: Mancha;
  readonly sine: number;
}> {
  for (const origin of manchas) {
    const side = Math.sqrt(origin.area);
    const across = manchas.filter((other) => isAt(origin, other, side * A_LO_ANCHO));
    const down = manchas.filter((other) => isAt(origin, other, side * A_LO_ALTO));
    for (const right of across) {
      for (const below of down) {
        const sine = sineOf(origin, right, below);
        if (right !== below && Math.abs(sine) >= ANGULO) yield { origin, right, below, sine };
      }
    }
  }
}

interface Candidata {
  readonly hoja: Hoja;
  readonly distinta: number;
}

function better(best: Candidata | null, esquinas: Esquinas, cuantas: 'cuatro' | 'tres'): Candidata | null {
  const parejas = parejasOf(esquinas);
  if (parejas.length < (cuantas === 'cuatro' ? 4 : 3)) return best;
  const homografia = cuantas === 'cuatro' ? findHomografia(parejas) : findAfinidad(parejas);
  if (homografia === null || !isInFront(homografia)) return best;
  const distinta = esquinas.reduce(
    (most, mancha, i) => (mancha === null ? most : Math.max(most, unlike(homografia, i, mancha))),
    0,
  );
  if (distinta >= (best?.distinta ?? DISTINTA[cuantas])) return best;
  return { hoja: { homografia, marcas: parejas.length }, distinta };
}

function parejasOf(esquinas: Esquinas): readonly Pareja[] {
  return CENTROS.flatMap((papel, i) => {
    const imagen = esquinas[i];
    return imagen === undefined || imagen === null ? [] : [{ papel, imagen }];
  });
}

/** The same sheet, taken the other end up. */
export function turn({ homografia, marcas: seen }: Hoja): Hoja {
  const turned = findHomografia(
    CENTROS.map((papel, i) => ({ papel, imagen: project(homografia, CENTROS[3 - i] ?? papel) })),
  );
  if (turned === null) throw new Error('a sheet that cannot be turned');
  return { homografia: turned, marcas: seen };
}

/**
 * The sheet of a QR that was read, with the marks that lie where it says.
 *
 * @param esquinas of the QR: top left, top right, bottom right, bottom left as whoever reads it sees them
 */
export function hojaDelCodigo(esquinas: readonly Punto[], manchas: readonly Mancha[]): Hoja | null {
  const parejas: Pareja[] = ESQUINAS_DEL_QR.flatMap((papel, i) => {
    const imagen = esquinas[i];
    return imagen === undefined ? [] : [{ papel, imagen }];
  });
  let homografia = findAfinidad(parejas);
  if (homografia === null) return null;
  let seen = 0;
  // From the nearest mark to the farthest: each one that is found says better where the next is.
  for (const i of BY_DISTANCE) {
    const found = findMarca(homografia, i, manchas);
    const papel = CENTROS[i];
    if (found === null || papel === undefined) continue;
    seen += 1;
    parejas.push({ papel, imagen: found });
    homografia = (seen < 3 ? findAfinidad(parejas) : findHomografia(parejas)) ?? homografia;
  }
  return { homografia, marcas: seen };
}

/** Whether a QR that was read is where the marks say that it is, and the same end up. */
export function holdsCodigo({ homografia }: Hoja, esquinas: readonly Punto[]): boolean {
  return ESQUINAS_DEL_QR.every((papel, i) => {
    const read = esquinas[i];
    if (read === undefined) return false;
    const expected = project(homografia, papel);
    const away = Math.hypot(read.x - expected.x, read.y - expected.y);
    return away < dotsAt(homografia, papel) * FUERA_DE_LUGAR;
  });
}

/** Whether a dot of the picture is on the paper. */
export function holdsPunto({ homografia }: Hoja, { x, y }: Punto): boolean {
  const corners = [
    { x: 0, y: 0 },
    { x: hoja.ancho, y: 0 },
    { x: hoja.ancho, y: hoja.alto },
    { x: 0, y: hoja.alto },
  ].map((corner) => project(homografia, corner));
  // To the same side of all its edges, whichever way round the picture has them.
  const sides = corners.map((from, i) => {
    const to = corners[(i + 1) % 4] ?? from;
    return (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x);
  });
  return sides.every((side) => side >= 0) || sides.every((side) => side <= 0);
}

/** How far from a corner of the picture may be that of the sheet, as part of the longest side. */
const ORILLA = 0.012;

/** Whether the picture is the sheet and nothing else, upright: what is printed lies in it where its format says. */
export function fillsPicture({ homografia }: Hoja, lienzo: Lienzo): boolean {
  const reach = ORILLA * largoDe(lienzo);
  return [0, 1].every((across) =>
    [0, 1].every((down) => {
      const { x, y } = project(homografia, { x: across * hoja.ancho, y: down * hoja.alto });
      return Math.hypot(x - across * lienzo.ancho, y - down * lienzo.alto) < reach;
    }),
  );
}

/** Dots of the picture for each millimetre of paper there. */
export function dotsAt(homografia: Homografia, papel: Punto): number {
  const { xx, xy, yx, yy } = stepsAt(homografia, papel);
  return Math.sqrt(Math.abs(xx * yy - xy * yx));
}

const BY_DISTANCE: readonly number[] = CENTROS.map((centro, i) => ({
  i,
  away: Math.hypot(centro.x - qr.x - qr.ancho / 2, centro.y - qr.y - qr.alto / 2),
}))
  .sort((p, q) => p.away - q.away)
  .map(({ i }) => i);

function isAt(origin: Mancha, other: Mancha, distance: number): boolean {
  const [across, down] = [other.x - origin.x, other.y - origin.y];
  const away = across * across + down * down;
  return away > (distance * HOLGURA.minimo) ** 2 && away < (distance * HOLGURA.maximo) ** 2;
}

/** Of the angle at one of three spots, positive when what is below is clockwise of what is to the right. */
function sineOf(origin: Mancha, right: Mancha, below: Mancha): number {
  const [rx, ry] = [right.x - origin.x, right.y - origin.y];
  const [bx, by] = [below.x - origin.x, below.y - origin.y];
  return (rx * by - ry * bx) / Math.max(1e-9, Math.hypot(rx, ry) * Math.hypot(bx, by));
}

/** The spot that closes the parallelogram of three. */
function findFourth(manchas: readonly Mancha[], origin: Mancha, right: Mancha, below: Mancha): Mancha | null {
  const expected = { x: right.x + below.x - origin.x, y: right.y + below.y - origin.y };
  const reach = DESVIO * Math.hypot(expected.x - origin.x, expected.y - origin.y);
  return nearest(manchas, expected, reach, [origin, right, below]);
}

/** @param taken what is something else already */
function nearest(
  manchas: readonly Mancha[],
  { x, y }: Punto,
  reach: number,
  taken: readonly Mancha[],
): Mancha | null {
  let found: Mancha | null = null;
  let least = reach * reach;
  for (const mancha of manchas) {
    const [across, down] = [mancha.x - x, mancha.y - y];
    const away = across * across + down * down;
    if (away < least && !taken.includes(mancha)) [found, least] = [mancha, away];
  }
  return found;
}

function findMarca(homografia: Homografia, i: number, manchas: readonly Mancha[]): Mancha | null {
  const centro = CENTROS[i];
  if (centro === undefined) return null;
  const expected = project(homografia, centro);
  const away = Math.hypot(centro.x - qr.x - qr.ancho / 2, centro.y - qr.y - qr.alto / 2);
  const alike = manchas.filter((mancha) => unlike(homografia, i, mancha) < DISTINTA.conCodigo);
  return nearest(alike, expected, dotsAt(homografia, centro) * (MARCA + away * 0.12), []);
}

/** A sheet whose far end is behind the camera is not a sheet. */
function isInFront([, , , , , , g, h]: Homografia): boolean {
  return [0, g * hoja.ancho, h * hoja.alto, g * hoja.ancho + h * hoja.alto].every((w) => w > -0.6);
}

/** How unlike the mark that should be there is a spot: its ink and how it spreads, 0 when equal. */
function unlike(homografia: Homografia, i: number, mancha: Mancha): number {
  const { xx, xy, yx, yy } = stepsAt(homografia, CENTROS[i] ?? { x: 0, y: 0 });
  const spread = MARCA ** 2 / 12;
  const expected = {
    xx: spread * (xx * xx + xy * xy),
    xy: spread * (xx * yx + xy * yy),
    yy: spread * (yx * yx + yy * yy),
  };
  const size = Math.hypot(expected.xx, Math.SQRT2 * expected.xy, expected.yy);
  return (
    Math.hypot(mancha.xx - expected.xx, Math.SQRT2 * (mancha.xy - expected.xy), mancha.yy - expected.yy) /
    size
  );
}
