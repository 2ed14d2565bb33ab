/**
 * The home page of an election: progress, votes, where each has advantage, and the way to one's casilla. The words
 * are those of the base template that people know from INE.
 */

import type { Contexto } from '../contexto.ts';
import { leyendasDe } from '../leyendas.ts';
import { renderAvance, renderEstadistica, renderOtrasCifras } from './cifras.ts';
import { renderCompartir, resumenDeEleccion } from './compartir.ts';
import type { DatosDeEleccion, DatosDelSitio } from './datos.ts';
import { enlaceA, enMarca, raizDe, renderDeCorte } from './documento.ts';
import { formatNombre, formatPorcentaje } from './formato.ts';
import { type Html, html } from './html.ts';
import { renderMapa } from './mapa/mapa.ts';
import { RUTAS, rutaDeEleccion, rutaDeRetrato, rutaDeVotacion } from './rutas.ts';
import { renderCandidaturas, renderPartidos, renderResumen, renderVentaja } from './votos.ts';

/** More tiles than these need the whole width of a desktop. */
const TERRITORIOS_AL_LADO = 40;

export function renderInicio(contexto: Contexto, datos: DatosDeEleccion, sitio: DatosDelSitio): string {
  const { eleccion, entidad, territorios, rutas } = datos;
  const ruta = rutaDeEleccion(eleccion);
  const raiz = raizDe(ruta);
  const nombre = formatNombre(eleccion.nombre);
  const plural = eleccion.agrupacion === 'distrito' ? 'distrito' : 'municipio';
  const resumen = resumenDeEleccion(contexto, datos);
  const compact = territorios.length <= TERRITORIOS_AL_LADO;
  const mapa = html`<h2>Ventaja en actas contabilizadas, por ${plural}</h2>
${renderMapa(contexto, eleccion, territorios, raiz)}`;
  const cifras = html`<h2 id="participacion">Participación e inconsistencias</h2>
${renderOtrasCifras(entidad.actas, leyendasDe(contexto).participacion, enlaceA(raiz, RUTAS.preguntas))}`;
  const principal = html`<h1>${nombre}${enMarca(contexto)}</h1>
<p class="aviso-preliminar">Resultados preliminares, informativos y no definitivos.</p>
<div class="dos"><section><h2 class="menor">Avance</h2>
${renderAvance(entidad.actas, `${raiz}${RUTAS.avance}index.html#no-contabilizadas-${eleccion.clave}`)}
<p>Participación ciudadana: <b>${formatPorcentaje(entidad.actas.participacion)}</b> · <a href="#participacion">cómo se calcula</a></p>
</section>
${renderBuscador(raiz)}</div>
${renderCompartir(resumen, raiz, rutaDeRetrato(eleccion), rutas.entidad)}
<div class="dos regla"><section>
<h2 class="oculto">${entidad.resultados.candidaturas === null ? 'Votos por partido' : 'Votos por candidatura'}</h2>
${renderVotosDeEntidad(contexto, datos)}
${renderVentaja(contexto, eleccion, '*', entidad.resultados)}
<p><a href="${enlaceA(raiz, rutaDeVotacion(eleccion))}">Toda la votación: tarjetas, tabla, mapa y comparación</a></p>
</section><section>
${compact ? mapa : cifras}
</section></div>
${compact ? html`<section>${cifras}</section>` : mapa}
<h2>Estadística</h2>
<div class="par"><div>${renderEstadistica(entidad.actas, entidad.cobertura)}
<p><a href="${enlaceA(raiz, RUTAS.avance)}">Avance por territorio y en el tiempo</a></p></div>
<div>${renderResumen(contexto, entidad.resultados)}</div></div>`;
  return renderDeCorte(
    contexto,
    {
      ruta,
      titulo: nombre,
      descripcion: resumen.split('\n').slice(-8).join('. '),
      eleccion,
      menu: null,
      modulos: ['mapa.js'],
      retrato: rutaDeRetrato(eleccion),
      principal,
    },
    sitio.direccion,
  );
}

export const TODA = 'Toda la entidad';

/** By candidatura, or by party where no candidatura is of the whole entidad. */
export function renderVotosDeEntidad(contexto: Contexto, { eleccion, entidad }: DatosDeEleccion): Html {
  const byCandidatura = renderCandidaturas(contexto, eleccion, '*', entidad.resultados, TODA);
  return byCandidatura ?? renderPartidos(contexto, entidad.resultados, TODA) ?? html``;
}

/** The question of a citizen, on the first screen; without scripts it leads to the page that answers it. */
export function renderBuscador(raiz: string): Html {
  return html`<form class="caja" action="${enlaceA(raiz, RUTAS.miCasilla)}" method="get" role="search">
<label for="seccion">Conoce los resultados de tu casilla</label>
<p id="seccion-ayuda">Número de sección de su credencial para votar, municipio o clave de la casilla.</p>
<div class="renglon"><input id="seccion" name="q" autocomplete="off" aria-describedby="seccion-ayuda" placeholder="0806"><button class="boton">Buscar</button></div>
<p><a href="${enlaceA(raiz, RUTAS.miCasilla)}">Todas las secciones y municipios</a></p>
</form>`;
}
