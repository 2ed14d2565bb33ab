/**
 * The page at the root: every election of the process, with its progress and who goes where, and one's casilla.
 */

import type { Contexto } from '../contexto.ts';
import { renderAvance } from './cifras.ts';
import type { DatosDeEleccion, DatosDelSitio } from './datos.ts';
import { enlaceA, enMarca, raizDe, renderDeCorte } from './documento.ts';
import { formatNombre } from './formato.ts';
import { type Html, html } from './html.ts';
import { renderBuscador, renderVotosDeEntidad } from './inicio.ts';
import { renderMapa } from './mapa/mapa.ts';
import { RUTAS, rutaDeEleccion, rutaDeRetrato } from './rutas.ts';
import { renderVentaja } from './votos.ts';

export function renderPortada(contexto: Contexto, sitio: DatosDelSitio): string {
  const raiz = raizDe(RUTAS.inicio);
  const [first] = sitio.elecciones;
  return renderDeCorte(
    contexto,
    {
      ruta: RUTAS.inicio,
      titulo: 'Resultados electorales preliminares',
      descripcion: `Resultados preliminares de ${contexto.proceso.nombreLargo}: avance, votos, mapa y la casilla de cada quien.`,
      eleccion: null,
      menu: RUTAS.inicio,
      modulos: ['mapa.js'],
      retrato: first === undefined ? null : rutaDeRetrato(first.eleccion),
      principal: html`<h1>Resultados electorales preliminares${enMarca(contexto)}</h1>
<p class="aviso-preliminar">Informativos y no definitivos. ${contexto.proceso.nombreLargo}.</p>
${renderBuscador(raiz)}
${sitio.elecciones.map((datos) => renderEleccion(contexto, datos, raiz))}`,
    },
    sitio.direccion,
  );
}

function renderEleccion(contexto: Contexto, datos: DatosDeEleccion, raiz: string): Html {
  const { eleccion, entidad, territorios } = datos;
  const href = enlaceA(raiz, rutaDeEleccion(eleccion));
  const detalle = `${raiz}${RUTAS.avance}index.html#no-contabilizadas-${eleccion.clave}`;
  // Where no candidatura is of the whole entidad, what one asks is who goes ahead in each place.
  const votos =
    entidad.resultados.candidaturas === null
      ? html`<h3>Ventaja en actas contabilizadas, por ${eleccion.agrupacion}</h3>
${renderMapa(contexto, eleccion, territorios, raiz)}`
      : html`${renderVotosDeEntidad(contexto, datos)}${renderVentaja(contexto, eleccion, '*', entidad.resultados)}`;
  return html`<section><h2><a href="${href}">${formatNombre(eleccion.nombre)}</a>${enMarca(contexto)}</h2>
${renderAvance(entidad.actas, detalle)}
${votos}
<p><a href="${href}">Más de ${formatNombre(eleccion.nombre).toLowerCase()}: mapa, participación y estadística</a></p></section>
`;
}
