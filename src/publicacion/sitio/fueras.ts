/**
 * The actas fuera de catálogo of every election: what could be read of their identification, and their image.
 */

import type { Contexto } from '../contexto.ts';
import type { ActaFuera, DatosDelSitio } from './datos.ts';
import { enMarca, raizDe, renderDeCorte } from './documento.ts';
import { formatCuantas, formatInstante, formatNombre } from './formato.ts';
import { type Html, html } from './html.ts';
import { RUTAS } from './rutas.ts';

export function renderFueras(contexto: Contexto, sitio: DatosDelSitio): string {
  const raiz = raizDe(RUTAS.fueraDeCatalogo);
  return renderDeCorte(
    contexto,
    {
      ruta: RUTAS.fueraDeCatalogo,
      titulo: 'Actas fuera de catálogo',
      descripcion: 'Actas que no se pueden asociar a una casilla aprobada, con su imagen.',
      eleccion: null,
      menu: null,
      modulos: ['imagen.js'],
      retrato: null,
      principal: html`<h1>Actas fuera de catálogo${enMarca(contexto)}</h1>
<p>Su identificación no permite asociarlas a una casilla aprobada. No son parte de las actas esperadas y sus votos no se capturan ni se suman.</p>
${sitio.elecciones.map(
  ({ eleccion, fueras, rutas }) => html`<h2>${formatNombre(eleccion.nombre)}</h2>
<p>${fueras.length === 0 ? 'Ninguna hasta este corte.' : `${formatCuantas(fueras.length, 'acta', 'actas')} hasta este corte.`} <a href="${raiz}${rutas.fueras}">JSON</a></p>
${fueras.map((acta) => renderActa(acta, raiz))}`,
)}`,
    },
    sitio.direccion,
  );
}

function renderActa({ id, identificacion, imagen, acopio }: ActaFuera, raiz: string): Html {
  const href = raiz + imagen.archivo;
  return html`<details class="acta" id="${id}"><summary><b>${id}</b> ${identificacion}</summary><div class="cuerpo">
<p>Lo que se pudo leer: ${identificacion}. Acopio: ${formatInstante(acopio)}.</p>
<figure class="imagen"><a class="ampliable" href="${href}"><img src="${href}" loading="lazy" alt="Imagen del acta fuera de catálogo ${id}"></a></figure>
<p><a href="${href}" download="${id}.jpg">Descargar la imagen</a></p>
<p class="nota">SHA-256 de la imagen: <code>${imagen.sha256}</code>. <a href="${raiz}verifica/index.html#imagen">Cómo comprobarlo</a></p></div></details>
`;
}
