/**
 * The page of an election: one plain document, without script, that says the whole of it. Its links are relative,
 * so it reads the same from the site, from a mirror or from a folder on a disk.
 */

import type { Eleccion } from '../dominio/eleccion.ts';
import { type Contexto, carpetaDeTerritorios } from './contexto.ts';
import { renderDocumento } from './documento.ts';
import { ARCHIVO_FUERA_DE_CATALOGO } from './fueras-json.ts';
import { type Html, html } from './html.ts';
import { ARCHIVO_MANIFIESTO } from './manifiesto.ts';
import type { EntidadJson, TerritorioPublicado } from './niveles.ts';
import { renderAvance } from './pagina-avance.ts';
import { renderTerritorios } from './pagina-territorios.ts';
import { renderResultados } from './pagina-votos.ts';

/** @param estilo path of the style sheet from the page */
export function renderPagina(
  contexto: Contexto,
  eleccion: Eleccion,
  entidad: EntidadJson,
  territorios: readonly TerritorioPublicado[],
  estilo: string,
): string {
  const partidos = new Map(contexto.proceso.partidos.map((partido) => [partido.clave, partido]));
  return renderDocumento(contexto, {
    titulo: eleccion.nombre,
    estilo,
    navegacion: renderElecciones(contexto, eleccion),
    principal: html`
${renderAvance(entidad)}
${renderResultados(contexto, entidad, partidos)}
${renderTerritorios(contexto, eleccion, territorios, partidos)}
${renderDescargas(eleccion, entidad)}`,
  });
}

function renderElecciones({ proceso }: Contexto, actual: Eleccion): Html | null {
  if (proceso.elecciones.length < 2) return null;
  const items = proceso.elecciones.map(({ clave, nombre }) =>
    clave === actual.clave
      ? html`<li><b aria-current="page">${nombre}</b></li>`
      : html`<li><a href="../${clave}/index.html">${nombre}</a></li>`,
  );
  return html`<nav aria-label="Elecciones"><ul class="ancho">${items}</ul></nav>`;
}

function renderDescargas(eleccion: Eleccion, { archivos }: EntidadJson): Html {
  const carpeta = carpetaDeTerritorios(eleccion);
  return html`<section aria-labelledby="datos"><h2 id="datos">Datos de este corte</h2>
<ul class="archivos">
${archivos.map((nombre) => html`<li><a href="${nombre}">${nombre}</a></li>\n`)}
<li><a href="entidad.json">entidad.json</a>: lo de esta página</li>
<li><a href="${carpeta}/indice.json">${carpeta}/indice.json</a>: cada ${eleccion.agrupacion}; dentro, sus secciones</li>
<li><code>secciones/EESSSS.json</code>: cada sección con sus casillas, sus actas y la imagen de cada una</li>
<li><a href="${ARCHIVO_FUERA_DE_CATALOGO}">${ARCHIVO_FUERA_DE_CATALOGO}</a></li>
<li><a href="../${ARCHIVO_MANIFIESTO}">${ARCHIVO_MANIFIESTO}</a>: SHA-256 de cada archivo del corte, para comprobarlo</li>
</ul></section>`;
}
