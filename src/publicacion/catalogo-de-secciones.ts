/**
 * Which actas each section has, in every election: what a page of a section shows, and what a distrito or municipio
 * lists. It is of the process and does not change in the night.
 */

import type { Casilla } from '../dominio/casilla.ts';
import type { Proceso } from '../proceso/proceso.ts';

/** A section in one election. */
export interface SeccionDeCatalogo {
  /** of its actas, in catalogue order */
  readonly ordenes: readonly number[];
  /** sorted; only the one of the actas without section may be in several */
  readonly territorios: readonly string[];
}

export interface CatalogoDeSecciones {
  /** sorted: `160806` */
  readonly claves: readonly string[];
  /** by clave of section, one item per election of the process; null where it does not run */
  readonly porClave: ReadonlyMap<string, readonly (SeccionDeCatalogo | null)[]>;
  /** by election, the claves of the sections of each territory, sorted */
  readonly porTerritorio: readonly ReadonlyMap<string, readonly string[]>[];
}

/** Entidad and section: `160806`; `160000` for voto anticipado, prisión preventiva and extranjero. */
export function claveDeSeccion({ entidad, seccion }: Pick<Casilla, 'entidad' | 'seccion'>): string {
  return `${entidad}${seccion}`;
}

export function createCatalogoDeSecciones({
  elecciones,
  actasPorEleccion,
}: Pick<Proceso, 'elecciones' | 'actasPorEleccion'>): CatalogoDeSecciones {
  const made = new Map<string, (SeccionDeCatalogo | null)[]>();
  const porTerritorio = elecciones.map(() => new Map<string, string[]>());
  for (const [i, { clave }] of elecciones.entries()) {
    const esperadas = actasPorEleccion.get(clave) ?? [];
    const bySeccion = new Map<string, number[]>();
    for (const { casilla, orden } of esperadas) {
      const seccion = claveDeSeccion(casilla);
      const ordenes = bySeccion.get(seccion);
      if (ordenes === undefined) bySeccion.set(seccion, [orden]);
      else ordenes.push(orden);
    }
    for (const [seccion, ordenes] of bySeccion) {
      const territorios = [...new Set(ordenes.map((orden) => esperadas[orden]?.territorio ?? ''))].sort();
      const all = made.get(seccion) ?? elecciones.map(() => null);
      all[i] = { ordenes, territorios };
      made.set(seccion, all);
      for (const territorio of territorios) {
        const group = porTerritorio[i]?.get(territorio);
        if (group === undefined) porTerritorio[i]?.set(territorio, [seccion]);
        else group.push(seccion);
      }
    }
  }
  for (const groups of porTerritorio) for (const group of groups.values()) group.sort();
  return { claves: [...made.keys()].sort(), porClave: made, porTerritorio };
}
