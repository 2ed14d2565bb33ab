/**
 * Every page of the public site: pure functions from what was published to the bytes of each file.
 *
 * Three groups, by how often they change: a section only when one of its actas does (its page says nothing of the
 * corte in force, so the same actas give the same bytes); a distrito or municipio and the rest of the site, with
 * every corte.
 */

import type { Contexto } from '../contexto.ts';
import { renderAccesibilidad } from './accesibilidad.ts';
import { renderPaginaDeAvance } from './avance.ts';
import { renderBaseDeDatos } from './base-de-datos.ts';
import { retratoDe } from './compartir.ts';
import type { DatosDelSitio } from './datos.ts';
import { renderDifusores } from './difusores.ts';
import { renderFueras } from './fueras.ts';
import { renderGlosario } from './glosario.ts';
import { renderInicio } from './inicio.ts';
import { renderMiCasilla } from './mi-casilla.ts';
import { renderNoEncontrada } from './no-encontrada.ts';
import { renderPortada } from './portada.ts';
import { renderPreguntas } from './preguntas.ts';
import { recursosDe } from './recursos.ts';
import {
  archivoDePagina,
  RUTA_NO_ENCONTRADA,
  RUTAS,
  rutaDeEleccion,
  rutaDeRetrato,
  rutaDeVecinos,
  rutaDeVotacion,
} from './rutas.ts';
import { renderPaginaDeVecinos } from './vecinos.ts';
import { renderVerifica } from './verifica.ts';
import { renderVotacion } from './votacion.ts';

export { renderNoEncontrada } from './no-encontrada.ts';
export { renderSeccion } from './seccion.ts';
export { renderTerritorio } from './territorio.ts';

/**
 * Every page but those of sections, distritos and municipios, `404.html`, and what they share (style, modules,
 * icon, share pictures), by path from the root of the publication.
 *
 * What is under `recursos/` never changes and must stay while a page that was written before refers to it.
 */
export async function renderSitio(
  contexto: Contexto,
  datos: DatosDelSitio,
): Promise<ReadonlyMap<string, string | Uint8Array>> {
  const files = new Map<string, string | Uint8Array>(recursosDe(contexto.proceso).archivos);
  const page = (ruta: string, contenido: string) => files.set(archivoDePagina(ruta), contenido);

  page(RUTAS.inicio, renderPortada(contexto, datos));
  for (const eleccion of datos.elecciones) {
    page(rutaDeEleccion(eleccion.eleccion), renderInicio(contexto, eleccion, datos));
    page(rutaDeVotacion(eleccion.eleccion), renderVotacion(contexto, eleccion, datos));
    page(rutaDeVecinos(eleccion.eleccion), renderPaginaDeVecinos(contexto, eleccion, datos));
    files.set(rutaDeRetrato(eleccion.eleccion), await retratoDe(contexto, eleccion));
  }
  page(RUTAS.avance, renderPaginaDeAvance(contexto, datos));
  page(RUTAS.fueraDeCatalogo, renderFueras(contexto, datos));
  page(RUTAS.difusores, renderDifusores(contexto, datos));
  for (const [archivo, contenido] of renderBaseDeDatos(contexto, datos)) files.set(archivo, contenido);
  for (const [archivo, contenido] of renderFijas(contexto)) files.set(archivo, contenido);
  return files;
}

/** Pages that know nothing of a corte: the same from the first to the last. */
function renderFijas(contexto: Contexto): ReadonlyMap<string, string> {
  return new Map([
    ...renderMiCasilla(contexto),
    [archivoDePagina(RUTAS.preguntas), renderPreguntas(contexto)],
    [archivoDePagina(RUTAS.glosario), renderGlosario(contexto)],
    [archivoDePagina(RUTAS.accesibilidad), renderAccesibilidad(contexto)],
    [archivoDePagina(RUTAS.verifica), renderVerifica(contexto)],
    [RUTA_NO_ENCONTRADA, renderNoEncontrada(contexto, '/')],
  ]);
}
