/**
 * SHA-256 of the content of a process: what is witnessed before opening and at closing.
 *
 * It depends on what the files say, not on how they were saved: encoding marks, line endings, quotes, spaces
 * around a cell, the order of the columns and the order of the rows do not change it. The one order that
 * matters is that of partidos.csv, because it is printed.
 *
 * The content is a text of lines ended in LF, each one canonical JSON (RFC 8785): the settings in full, then
 * one array per partido (as printed), territorio, CATD, casilla and candidatura, these four sorted by their
 * own text; then the logo, the arrivals and the polygons, of a process that has them. Anyone can rebuild it from the files; docs/proceso.md tells how.
 */

import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Ajustes } from '../dominio/ajustes.ts';
import type { DatosCandidatura, DatosDeProceso } from './datos.ts';
import { combinacionesDe, ordenDePartidos } from './opciones.ts';

/** Lines given to the hash at a time: a national catalogue is 20 MB, which need not exist as one text. */
const LOTE = 5_000;

/** The hash of valid data. */
export function hashProceso(datos: DatosDeProceso, ajustes: Ajustes): string {
  const hash = createHash('sha256');
  let batch: string[] = [];
  for (const line of canonicalLines(datos, ajustes)) {
    batch.push(line);
    if (batch.length < LOTE) continue;
    hash.update(`${batch.join('\n')}\n`);
    batch = [];
  }
  if (batch.length > 0) hash.update(`${batch.join('\n')}\n`);
  return hash.digest('hex');
}

/** The canonical content, line by line, without line endings. */
export function* canonicalLines(datos: DatosDeProceso, ajustes: Ajustes): Generator<string> {
  const orden = ordenDePartidos(datos.partidos);
  yield canonical({ ...datos.configuracion, ajustes: { ...ajustes } });
  for (const { clave, nombre, color } of datos.partidos) {
    yield JSON.stringify(['partido', clave, nombre, color.toUpperCase()]);
  }
  yield* sorted(datos.territorios, (t) => ['territorio', t.tipo, t.id, t.nombre, t.elecciones.toSorted()]);
  yield* sorted(datos.catd, (c) => ['catd', c.clave, c.nombre, c.municipio]);
  yield* sorted(datos.casillas, (c) => [
    'casilla',
    `${c.seccion}${c.tipo}${c.numero}${c.extContigua}`,
    c.distintivo,
    c.distrito,
    c.municipio,
    c.listaNominal,
    c.representantes,
    c.boletas,
    c.ubicacion,
    c.catd,
    c.mecanismo,
    c.elecciones.toSorted(),
  ]);
  yield* sorted(datos.candidaturas, (c) => [
    'candidatura',
    c.eleccion,
    c.territorio,
    c.clave,
    c.figura,
    sortedPartidos(c, orden),
    combinacionesDe(c, orden)
      .map((partidos) => partidos.join(' '))
      .sort(),
    c.propietaria,
    c.suplente,
  ]);
  // Only where the process has them: without them, the hash is that of before they existed.
  if (datos.logo !== undefined) yield JSON.stringify(['logo', datos.logo]);
  for (const { minuto, desde, hasta } of datos.arribos ?? []) {
    yield canonical(['arribos', minuto, desde, hasta]);
  }
  yield* (datos.geometria ?? []).map((g) => canonical(['geometria', g.tipo, g.id, g.contorno])).sort();
}

function sortedPartidos(
  { partidos }: DatosCandidatura,
  orden: ReadonlyMap<string, number>,
): readonly string[] {
  return partidos.toSorted((a, b) => (orden.get(a) ?? 0) - (orden.get(b) ?? 0));
}

// For lists of texts, whole numbers and null, JSON.stringify already writes the canonical form.
function sorted<T>(rows: readonly T[], write: (row: T) => readonly unknown[]): readonly string[] {
  return rows.map((row) => JSON.stringify(write(row))).sort();
}

function canonical(value: object): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('the content of a process is always JSON');
  return text;
}
