/**
 * Which actas a casilla fills: the one place that decides it, for the checks and for the catalogue.
 *
 * A casilla takes part in an election when one of its types of acta is for that type of casilla, the casilla
 * does not restrict itself to others, and its territory takes part (Cherán elects its authorities by its own
 * customs: its casillas have no acta de ayuntamiento).
 */

import type { TipoActa } from '../dominio/eleccion.ts';
import { type DatosCasilla, type DatosEleccion, type DatosTerritorio, SIN_TERRITORIO } from './datos.ts';

/** Territory of the casilla in that election: the id of its distrito or municipio, or `N/A`. */
export function territorioDe(
  casilla: Pick<DatosCasilla, 'distrito' | 'municipio'>,
  eleccion: Pick<DatosEleccion, 'agrupacion'>,
): string {
  return casilla[eleccion.agrupacion] ?? SIN_TERRITORIO;
}

/** Types of acta that the casilla fills in that election, in the order of proceso.json; none if it has no part. */
export function tiposActaDe(
  casilla: DatosCasilla,
  eleccion: DatosEleccion,
  excluidos: ReadonlySet<string>,
): readonly TipoActa[] {
  if (casilla.elecciones.length > 0 && !casilla.elecciones.includes(eleccion.clave)) return [];
  if (excluidos.has(territorioDe(casilla, eleccion))) return [];
  return eleccion.tiposActa.filter((tipo) => (tipo.casillas as readonly string[]).includes(casilla.tipo));
}

/** Ids of the territories that do not take part in that election. */
export function territoriosExcluidos(
  territorios: readonly DatosTerritorio[],
  eleccion: DatosEleccion,
): ReadonlySet<string> {
  return new Set(
    territorios
      .filter((territorio) => territorio.tipo === eleccion.agrupacion)
      .filter(({ elecciones }) => elecciones.length > 0 && !elecciones.includes(eleccion.clave))
      .map(({ id }) => id),
  );
}
