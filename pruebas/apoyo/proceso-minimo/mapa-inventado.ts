/**
 * Maps of places that do not exist, for tests: cells of a grid whose borders wind, each side the same line seen from
 * both cells, as in the maps of real territories.
 */

import type { TipoDeTerritorio } from '../../../src/proceso/geometria.ts';

type Punto = readonly [number, number];

/** Steps of each side of a cell: a real border has many more positions than a screen can tell. */
const PASOS = 40;
const ESQUINA: Punto = [-103, 18.5];
const CELDA = 0.3;

/**
 * A FeatureCollection with a cell for each id, in rows.
 *
 * @param columnas cells in a row
 */
export function mapaInventado(tipo: TipoDeTerritorio, ids: readonly string[], columnas: number): string {
  const features = ids.map((id, i) => ({
    type: 'Feature',
    properties: { tipo, id },
    geometry: { type: 'Polygon', coordinates: [cell(i % columnas, Math.floor(i / columnas))] },
  }));
  return JSON.stringify({ type: 'FeatureCollection', features });
}

function cell(column: number, row: number): readonly Punto[] {
  const corners: readonly Punto[] = [
    [column, row],
    [column + 1, row],
    [column + 1, row + 1],
    [column, row + 1],
  ];
  const ring = corners.flatMap((from, i) => side(from, corners[(i + 1) % 4] ?? from));
  const [first] = ring;
  return first === undefined ? ring : [...ring, first];
}

/** From a corner to the next, without the last point: the same points whichever way it is walked. */
function side(from: Punto, to: Punto): readonly Punto[] {
  const forward = from[0] < to[0] || from[1] < to[1];
  const [a, b] = forward ? [from, to] : [to, from];
  const points = Array.from({ length: PASOS + 1 }, (_, step) => wind(a, b, step / PASOS));
  return (forward ? points : points.toReversed()).slice(0, -1);
}

/** A point of the line between two corners, pushed aside by waves that end at both. */
function wind(a: Punto, b: Punto, part: number): Punto {
  const push = Math.sin(part * Math.PI) * 0.12 * Math.sin(part * 17 + a[0] * 3 + a[1] * 5);
  const x = a[0] + (b[0] - a[0]) * part + (b[1] - a[1]) * push;
  const y = a[1] + (b[1] - a[1]) * part + (b[0] - a[0]) * push;
  return [round(ESQUINA[0] + x * CELDA), round(ESQUINA[1] + y * CELDA)];
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
