/**
 * The progress of each territory beside that of its neighbours, or beside those of similar size where the process
 * has no map: a place that falls behind those around it is seen before it is the last. It is coverage, and nothing
 * of how anybody votes there.
 */

import type { Eleccion } from '../../dominio/eleccion.ts';
import { truncatedPercent } from '../../dominio/porcentaje.ts';
import type { Contexto } from '../contexto.ts';
import type { TerritorioPublicado } from '../niveles.ts';
import { renderTramo } from './cifras.ts';
import type { DatosDeEleccion, DatosDelSitio } from './datos.ts';
import { enlaceA, enMarca, raizDe, renderDeCorte, renderMigas } from './documento.ts';
import { formatEntero, formatNombre, formatPorcentaje } from './formato.ts';
import { type Html, html } from './html.ts';
import { trazoDe } from './mapa/trazo.ts';
import { RUTAS, rutaDePaginaDeTerritorio, rutaDeVecinos } from './rutas.ts';
import { rotuloDeTerritorio } from './votos.ts';

/** Those beside which a territory is shown. */
export interface Vecindad {
  readonly criterio: 'colindantes' | 'tamaño';
  readonly vecinos: readonly TerritorioPublicado[];
  /** captured of all of them together, over their expected actas */
  readonly porcentajeCapturadas: string;
}

/** Of similar size: enough to compare with, few enough to read. */
const PARECIDOS = 5;

/** By territory; those that belong to no place (N/A) have none. */
export function vecindadesDe(
  { proceso }: Pick<Contexto, 'proceso'>,
  eleccion: Eleccion,
  territorios: readonly TerritorioPublicado[],
): ReadonlyMap<string, Vecindad> {
  const places = territorios.filter(({ id }) => id !== 'N/A');
  const byId = new Map(places.map((one) => [one.id, one]));
  const contornos = proceso.geometria[eleccion.agrupacion];
  const around = contornos.size === 0 ? null : trazoDe(contornos).vecinos;
  return new Map(
    places.map((place) => {
      const near = (around?.get(place.id) ?? []).flatMap((id) => byId.get(id) ?? []);
      const vecinos = near.length > 0 ? near : similarTo(place, places);
      const criterio = near.length > 0 ? 'colindantes' : 'tamaño';
      return [place.id, { criterio, vecinos, porcentajeCapturadas: percentOf(vecinos) } as const];
    }),
  );
}

function similarTo(
  place: TerritorioPublicado,
  places: readonly TerritorioPublicado[],
): readonly TerritorioPublicado[] {
  const gap = ({ actas }: TerritorioPublicado) => Math.abs(actas.esperadas - place.actas.esperadas);
  return places
    .filter(({ id }) => id !== place.id)
    .toSorted((a, b) => gap(a) - gap(b) || (a.id < b.id ? -1 : 1))
    .slice(0, PARECIDOS);
}

function percentOf(territorios: readonly TerritorioPublicado[]): string {
  const sum = (of: (one: TerritorioPublicado) => number) =>
    territorios.reduce((total, one) => total + of(one), 0);
  return truncatedPercent(
    sum(({ actas }) => actas.capturadas),
    sum(({ actas }) => actas.esperadas),
  );
}

/** Anchor of a territory in the page: `t016`. */
export function anclaDeTerritorio(id: string): string {
  return `t${id}`;
}

/** The page of an election: every territory beside those it is compared with. */
export function renderPaginaDeVecinos(
  contexto: Contexto,
  { eleccion, territorios, rutas }: DatosDeEleccion,
  { direccion }: Pick<DatosDelSitio, 'direccion'>,
): string {
  const ruta = rutaDeVecinos(eleccion);
  const raiz = raizDe(ruta);
  const nombre = formatNombre(eleccion.nombre);
  const singular = eleccion.agrupacion === 'distrito' ? 'Distrito' : 'Municipio';
  const vecindades = vecindadesDe(contexto, eleccion, territorios);
  const byArea = [...vecindades.values()].some(({ criterio }) => criterio === 'colindantes');
  const cuales = byArea
    ? 'los que comparten límite con él (o, si ninguno, los de tamaño más parecido)'
    : 'los de tamaño más parecido, por sus actas esperadas';
  const principal = html`${renderMigas(raiz, [['Avance', RUTAS.avance]])}
<h1>${nombre}: avance de cada ${singular.toLowerCase()} junto a sus vecinos${enMarca(contexto)}</h1>
<p>Cuántas actas han llegado de cada ${singular.toLowerCase()} y de ${cuales}. <strong>Es cobertura: no es una proyección</strong> ni dice cómo se vota ahí.</p>
<ul class="acciones"><li><a href="${enlaceA(raiz, RUTAS.avance)}#${eleccion.clave}">Avance de toda la elección</a></li><li><a href="${raiz}${rutas.indice}">JSON de esta página</a></li></ul>
<div class="par">${territorios.flatMap((one) => {
    const vecindad = vecindades.get(one.id);
    return vecindad === undefined ? [] : [renderVecindad(contexto, eleccion, one, vecindad, raiz)];
  })}</div>`;
  return renderDeCorte(
    contexto,
    {
      ruta,
      titulo: `${nombre}: avance junto a sus vecinos`,
      descripcion: `Actas capturadas y contabilizadas de cada ${singular.toLowerCase()} junto a las de sus vecinos.`,
      eleccion,
      menu: RUTAS.avance,
      modulos: [],
      retrato: null,
      principal,
    },
    direccion,
  );
}

function renderVecindad(
  contexto: Contexto,
  eleccion: Eleccion,
  place: TerritorioPublicado,
  { criterio, vecinos, porcentajeCapturadas }: Vecindad,
  raiz: string,
): Html {
  const rotulo = rotuloDeTerritorio(eleccion, place.id, place.nombre);
  const quienes = criterio === 'colindantes' ? 'Vecinos' : 'De tamaño parecido';
  return html`<table class="apila" id="${anclaDeTerritorio(place.id)}"><caption>${rotulo}${enMarca(contexto)} <small>${quienes}, juntos: ${formatPorcentaje(porcentajeCapturadas)} capturadas.</small></caption>
<thead><tr><th scope="col">Territorio</th><th scope="col" class="n">Espera&shy;das</th><th scope="col" class="n">Captu&shy;radas</th><th scope="col" class="n">Contabi&shy;lizadas</th></tr></thead>
<tbody>
${renderRenglon(eleccion, place, raiz, html`<strong>${rotulo}</strong>`)}${vecinos.map((one) => renderRenglon(eleccion, one, raiz, html`${rotuloDeTerritorio(eleccion, one.id, one.nombre)}`))}</tbody></table>
`;
}

function renderRenglon(
  eleccion: Eleccion,
  { id, actas }: TerritorioPublicado,
  raiz: string,
  rotulo: Html,
): Html {
  return html`<tr><th scope="row"><a href="${enlaceA(raiz, rutaDePaginaDeTerritorio(eleccion, id))}">${rotulo}</a>${renderTramo(actas)}</th><td class="n">${formatEntero(actas.esperadas)}</td><td class="n">${formatPorcentaje(actas.porcentajeCapturadas)}</td><td class="n">${formatPorcentaje(actas.porcentajeContabilizadas)}</td></tr>
`;
}
