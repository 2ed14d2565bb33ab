/**
 * Every page of the public site: pure functions from what was published to the bytes of each file.
 *
 * Three groups, by how often they change: a section only when one of its actas does (its page says nothing of the
 * corte in force, so the same actas give the same bytes); a distrito or municipio and the rest of the site, with
 * every corte.
 */

import type { Contexto } from '../contexto.ts';
import type { ContextoDeProceso, DatosDelSitio, DatosDeSeccion, DatosDeTerritorio } from './datos.ts';

/** The page of a section, for `archivoDePagina(rutaDeSeccion(seccion))`. */
export function renderSeccion(contexto: ContextoDeProceso, datos: DatosDeSeccion): string {
  return `${contexto.proceso.nombre} ${datos.seccion}`;
}

/** The page of a distrito or municipio, for `archivoDePagina(rutaDePaginaDeTerritorio(eleccion, id))`. */
export function renderTerritorio(contexto: Contexto, datos: DatosDeTerritorio): string {
  return `${contexto.proceso.nombre} ${datos.json.territorio.id}`;
}

/**
 * Every other page, `404.html`, and what they share (style, modules, icon, share pictures), by path from the root of
 * the publication.
 *
 * What is under `recursos/` never changes and must stay while a page that was written before refers to it.
 */
export async function renderSitio(
  contexto: Contexto,
  datos: DatosDelSitio,
): Promise<ReadonlyMap<string, string | Uint8Array>> {
  return new Map([['index.html', `${contexto.proceso.nombre} ${datos.cortes.length}`]]);
}

/**
 * The page of an address that does not exist.
 *
 * @param raiz from where it will be read to the root of the site: `/`, or `../../` of an address two folders deep
 */
export function renderNoEncontrada(contexto: ContextoDeProceso, raiz: string): string {
  return `${contexto.proceso.nombre} ${raiz}`;
}
