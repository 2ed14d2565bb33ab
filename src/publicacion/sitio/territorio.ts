/**
 * The page of a distrito or municipio in one election: its progress, its votes, the actas that do not count and
 * every section it has.
 */

import type { Contexto } from '../contexto.ts';
import { leyendasDe } from '../leyendas.ts';
import { renderAvance, renderEstadistica, renderOtrasCifras } from './cifras.ts';
import type { ActaNoContabilizada, DatosDeTerritorio } from './datos.ts';
import { enlaceA, enMarca, raizDe, renderDeCorte, renderMigas } from './documento.ts';
import { formatEntero, formatNombre } from './formato.ts';
import { type Html, html } from './html.ts';
import {
  RUTAS,
  rutaDeEleccion,
  rutaDePaginaDeTerritorio,
  rutaDeSeccion,
  rutaDeVecinos,
  rutaDeVotacion,
} from './rutas.ts';
import { nombreDeSeccion } from './seccion.ts';
import { anclaDeTerritorio } from './vecinos.ts';
import {
  renderCandidaturas,
  renderOpciones,
  renderPartidos,
  renderResumen,
  renderVentaja,
  rotuloDeTerritorio,
} from './votos.ts';

export function renderTerritorio(contexto: Contexto, datos: DatosDeTerritorio): string {
  const { eleccion, json, ruta: rutaJson, noContabilizadas } = datos;
  const { territorio, actas, cobertura, resultados, representacionProporcional, secciones } = json;
  const ruta = rutaDePaginaDeTerritorio(eleccion, territorio.id);
  const raiz = raizDe(ruta);
  const nombre = formatNombre(eleccion.nombre);
  const rotulo = rotuloDeTerritorio(eleccion, territorio.id, territorio.nombre);
  const marca = enMarca(contexto);
  const principal = html`${renderMigas(raiz, [
    [nombre, rutaDeEleccion(eleccion)],
    ['Votación', rutaDeVotacion(eleccion)],
  ])}
<h1>${rotulo}: ${nombre.toLowerCase()}${marca}</h1>
<p class="aviso-preliminar">Resultados preliminares, informativos y no definitivos.</p>
<section aria-label="Avance">${renderAvance(actas, noContabilizadas.length === 0 ? null : '#no-contabilizadas')}</section>
<ul class="acciones"><li><a href="#secciones">Sus secciones</a></li>${territorio.id === 'N/A' ? null : html`<li><a href="${enlaceA(raiz, rutaDeVecinos(eleccion))}#${anclaDeTerritorio(territorio.id)}">Su avance junto al de sus vecinos</a></li>`}<li><a href="${raiz}${rutaJson}">JSON de esta página</a></li></ul>
<div class="par regla"><div><h2 class="oculto">Votos</h2>${renderCandidaturas(contexto, eleccion, territorio.id, resultados, rotulo)}
${renderVentaja(contexto, eleccion, territorio.id, resultados)}</div>
<div>${renderPartidos(contexto, resultados, rotulo)}</div></div>
<h2>Estadística</h2>
${renderOtrasCifras(actas, leyendasDe(contexto).participacion, enlaceA(raiz, RUTAS.preguntas))}
<div class="par"><div>${renderEstadistica(actas, cobertura)}</div><div>${renderResumen(contexto, resultados)}</div></div>
${representacionProporcional === null || representacionProporcional.total === 0 ? null : renderOpciones(contexto, eleccion, representacionProporcional, html`Actas de representación proporcional de casillas especiales${marca} <small>No se suman a las otras tablas.</small>`)}
${renderNoContabilizadas(noContabilizadas, raiz)}
<h2 id="secciones">Secciones</h2>
<table data-ordenable><caption>Avance de cada sección${marca} <small>Abra una sección para ver sus casillas y sus actas.</small></caption>
<thead><tr><th scope="col">Sección</th><th scope="col" class="n">Esperadas</th><th scope="col" class="n">Captu&shy;radas</th><th scope="col" class="n">Contabi&shy;lizadas</th></tr></thead>
<tbody>
${secciones.map(
  ({ seccion, esperadas, capturadas, contabilizadas }) =>
    html`<tr><th scope="row"><a href="${enlaceA(raiz, rutaDeSeccion(seccion))}">${nombreDeSeccion(seccion)}</a></th><td class="n">${formatEntero(esperadas)}</td><td class="n">${formatEntero(capturadas)}</td><td class="n">${formatEntero(contabilizadas)}</td></tr>
`,
)}</tbody></table>`;
  return renderDeCorte(
    contexto,
    {
      ruta,
      titulo: `${rotulo}, ${nombre.toLowerCase()}`,
      descripcion: `Votos y avance de ${rotulo} en la elección de ${nombre.toLowerCase()}, con cada una de sus secciones.`,
      eleccion,
      menu: null,
      modulos: [],
      retrato: null,
      principal,
    },
    null,
  );
}

function renderNoContabilizadas(actas: readonly ActaNoContabilizada[], raiz: string): Html | null {
  if (actas.length === 0) return null;
  return html`<h2 id="no-contabilizadas">Actas que no se contabilizan</h2>
<ul class="lista">${actas.map(
    ({ id, clave, seccion, observacion }) =>
      html`<li><a href="${enlaceA(raiz, rutaDeSeccion(seccion))}#${id}">${clave}</a>: ${formatNombre(observacion)}</li>\n`,
  )}</ul>`;
}
