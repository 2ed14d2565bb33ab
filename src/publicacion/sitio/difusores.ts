/**
 * Who mirrors the site, and whether what they serve is what was published.
 */

import type { Contexto } from '../contexto.ts';
import type { DatosDelSitio, DifusorPublicado } from './datos.ts';
import { enlaceA, enMarca, raizDe, renderDeCorte } from './documento.ts';
import { formatInstante } from './formato.ts';
import { type Html, html } from './html.ts';
import { RUTAS } from './rutas.ts';

export function renderDifusores(contexto: Contexto, sitio: DatosDelSitio): string {
  const raiz = raizDe(RUTAS.difusores);
  return renderDeCorte(
    contexto,
    {
      ruta: RUTAS.difusores,
      titulo: 'Difusores',
      descripcion:
        'Medios y universidades que publican estos mismos resultados, y si sus archivos son iguales.',
      eleccion: null,
      menu: null,
      modulos: [],
      retrato: null,
      principal: html`<h1>Difusores oficiales${enMarca(contexto)}</h1>
<p>Medios de comunicación, universidades y otras instituciones sirven una copia exacta de este sitio. Cualquiera puede comprobarla: sus archivos tienen los mismos SHA-256. <a href="${enlaceA(raiz, RUTAS.verifica)}">Cómo</a></p>
${sitio.difusores.length === 0 ? html`<p>Todavía no hay difusores registrados.</p>` : renderTabla(contexto, sitio.difusores)}`,
    },
    sitio.direccion,
  );
}

function renderTabla(contexto: Contexto, difusores: readonly DifusorPublicado[]): Html {
  return html`<table><caption class="oculto">Difusores${enMarca(contexto)}</caption><thead><tr><th scope="col">Difusor</th><th scope="col" class="n">Corte</th><th scope="col">Estado</th></tr></thead>
<tbody>${difusores.map(
    ({ nombre, direccion, estado, corte, revisado }) =>
      html`<tr><th scope="row">${isAddress(direccion) ? html`<a href="${direccion}" rel="external noopener">${nombre}</a>` : nombre}</th><td class="n">${corte === null ? '–' : corte}</td><td>${renderEstado(estado)}${revisado === null ? null : html` <small>Revisado: ${formatInstante(revisado)}</small>`}</td></tr>\n`,
  )}</tbody></table>`;
}

/** A link that leaves the site is only ever to another site. */
function isAddress(direccion: string): boolean {
  return /^https?:\/\//.test(direccion);
}

function renderEstado(estado: DifusorPublicado['estado']): Html {
  switch (estado) {
    case 'igual':
      return html`<span class="marca si-cuenta">Igual</span> Sus archivos son los publicados.`;
    case 'atrasado':
      return html`<span class="marca falta">Atrasado</span> Sirve un corte anterior, sin alteraciones.`;
    case 'distinto':
      return html`<span class="marca no-cuenta">Distinto</span> Algún archivo no es el publicado.`;
    case 'sin_respuesta':
      return html`<span class="marca falta">Sin respuesta</span>`;
    case 'sin_revisar':
      return html`<span class="marca falta">Sin revisar</span>`;
  }
}
