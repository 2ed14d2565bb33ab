/**
 * From candidaturas to columns of votes: which options an election has, in which printed order, and which of
 * them each candidatura receives.
 */

import { type Candidatura, combinaciones, type Opcion } from '../dominio/eleccion.ts';
import type { DatosCandidatura, DatosEleccion, DatosPartido } from './datos.ts';

const PREFIJO = 'C_';

/** Column of a combination: `C_PAN_PRI`. Its parties go in printed order. */
export function claveDeCombinacion(partidos: readonly string[]): string {
  return `${PREFIJO}${partidos.join('_')}`;
}

/** Parties of a column such as `C_PAN_PRI`, or null if it is not one. */
export function partidosDeCombinacion(clave: string): readonly string[] | null {
  return clave.startsWith(PREFIJO) ? clave.slice(PREFIJO.length).split('_') : null;
}

/** The combinations of a candidatura that have a column of their own, each in printed order. */
export function combinacionesDe(
  candidatura: Pick<DatosCandidatura, 'partidos' | 'combinaciones'>,
  orden: ReadonlyMap<string, number>,
): readonly (readonly string[])[] {
  if (candidatura.combinaciones === 'todas') return combinaciones(sortPartidos(candidatura.partidos, orden));
  return candidatura.combinaciones.map((partidos) => sortPartidos(partidos, orden));
}

/**
 * Options of an election in printed order: the explicit list of proceso.json or, without it, parties as in
 * partidos.csv, independents, and the combinations of each coalition, largest first (Puebla 2024).
 *
 * @param candidaturas those of the election, in all its territories
 */
export function opcionesDeEleccion(
  eleccion: Pick<DatosEleccion, 'opciones'>,
  partidos: readonly DatosPartido[],
  candidaturas: readonly DatosCandidatura[],
): readonly Opcion[] {
  const registered = opcionesRegistradas(partidos, candidaturas);
  if (eleccion.opciones === undefined) return registered;
  const byClave = new Map(registered.map((opcion) => [opcion.clave, opcion]));
  return eleccion.opciones.flatMap((clave) => {
    const opcion = byClave.get(clave) ?? opcionSinCandidatura(clave, partidos);
    return opcion === null ? [] : [opcion];
  });
}

/** Every option that a candidatura receives somewhere, in the default printed order. */
export function opcionesRegistradas(
  partidos: readonly DatosPartido[],
  candidaturas: readonly DatosCandidatura[],
): readonly Opcion[] {
  const orden = ordenDePartidos(partidos);
  const running = new Set(candidaturas.flatMap((candidatura) => candidatura.partidos));
  const independientes = new Set(candidaturas.filter(isIndependiente).map(({ clave }) => clave));
  return [
    ...partidos
      .filter(({ clave }) => running.has(clave))
      .map(({ clave }): Opcion => ({ tipo: 'partido', clave })),
    ...[...independientes].sort(compareNatural).map((clave): Opcion => ({ tipo: 'independiente', clave })),
    ...sortCombinaciones(
      candidaturas.flatMap((candidatura) => combinacionesDe(candidatura, orden)),
      orden,
    ).map(
      (members): Opcion => ({
        tipo: 'combinacion',
        clave: claveDeCombinacion(members),
        partidos: members,
      }),
    ),
  ];
}

/** An option that a published database may list although nobody runs with it: a party or a combination. */
export function opcionSinCandidatura(clave: string, partidos: readonly DatosPartido[]): Opcion | null {
  const orden = ordenDePartidos(partidos);
  if (orden.has(clave)) return { tipo: 'partido', clave };
  const members = partidosDeCombinacion(clave);
  if (members === null || members.length < 2 || !members.every((partido) => orden.has(partido))) return null;
  return { tipo: 'combinacion', clave, partidos: members };
}

/** The candidaturas of one territory, in the printed order of their first option. */
export function candidaturasDeTerritorio(
  datos: readonly DatosCandidatura[],
  opciones: readonly Opcion[],
  orden: ReadonlyMap<string, number>,
): readonly Candidatura[] {
  const position = new Map(opciones.map((opcion, i) => [opcion.clave, i]));
  const positionOf = (clave: string) => position.get(clave) ?? opciones.length;
  return datos
    .map((dato) => ({
      clave: dato.clave,
      propietaria: dato.propietaria,
      suplente: dato.suplente,
      opciones: clavesDe(dato, orden).toSorted((a, b) => positionOf(a) - positionOf(b)),
    }))
    .sort((a, b) => positionOf(a.opciones[0] ?? '') - positionOf(b.opciones[0] ?? ''));
}

/** Keys of the options whose votes a candidatura receives. */
export function clavesDe(
  candidatura: DatosCandidatura,
  orden: ReadonlyMap<string, number>,
): readonly string[] {
  if (isIndependiente(candidatura)) return [candidatura.clave];
  return [...candidatura.partidos, ...combinacionesDe(candidatura, orden).map(claveDeCombinacion)];
}

/** Printed position of each party. */
export function ordenDePartidos(partidos: readonly DatosPartido[]): ReadonlyMap<string, number> {
  return new Map(partidos.map(({ clave }, i) => [clave, i]));
}

function isIndependiente(candidatura: Pick<DatosCandidatura, 'figura'>): boolean {
  return candidatura.figura === 'independiente';
}

function sortPartidos(partidos: readonly string[], orden: ReadonlyMap<string, number>): readonly string[] {
  return partidos.toSorted((a, b) => (orden.get(a) ?? 0) - (orden.get(b) ?? 0));
}

/** Without repetitions; the combinations of one coalition stay together, largest first. */
function sortCombinaciones(
  all: readonly (readonly string[])[],
  orden: ReadonlyMap<string, number>,
): readonly (readonly string[])[] {
  const pending = new Map(all.map((partidos) => [partidos.join(' '), partidos]));
  const sorted: (readonly string[])[] = [];
  for (const largest of maximal([...pending.values()], orden)) {
    for (const partidos of combinaciones(largest)) {
      if (pending.delete(partidos.join(' '))) sorted.push(partidos);
    }
  }
  return sorted;
}

/** The combinations that are not inside a larger one, by the printed order of their parties. */
function maximal(
  all: readonly (readonly string[])[],
  orden: ReadonlyMap<string, number>,
): readonly (readonly string[])[] {
  const key = (partidos: readonly string[]) =>
    partidos.map((partido) => String(orden.get(partido) ?? 0).padStart(3, '0')).join(' ');
  return all
    .filter((a) => !all.some((b) => b.length > a.length && a.every((partido) => b.includes(partido))))
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** `CAND_IND_2` before `CAND_IND_10`. */
function compareNatural(a: string, b: string): number {
  return a.localeCompare(b, 'es', { numeric: true });
}
