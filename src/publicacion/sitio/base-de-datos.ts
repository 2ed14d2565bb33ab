/**
 * Every database that was published: the corte in force, and the others by the hour they were taken in. With a
 * corte each minute one page of them all would weigh more than the results.
 */

import type { Contexto } from '../contexto.ts';
import type { CorteDescargable, DatosDelSitio, Descarga } from './datos.ts';
import { enlaceA, enMarca, raizDe, renderDeCorte, renderMigas, renderSinCorte } from './documento.ts';
import { formatBytes, formatCuantas, formatInstante, formatNombre } from './formato.ts';
import { type Html, html } from './html.ts';
import { archivoDePagina, RUTAS, rutaDeEleccion, rutaDeHora } from './rutas.ts';

/** The page of the databases and one for each hour, by path. */
export function renderBaseDeDatos(contexto: Contexto, sitio: DatosDelSitio): ReadonlyMap<string, string> {
  const hours = Map.groupBy(sitio.cortes, ({ iso }) => hourOf(iso));
  const pages = new Map([[archivoDePagina(RUTAS.baseDeDatos), renderPrincipal(contexto, sitio, hours)]]);
  for (const [hour, cortes] of hours)
    pages.set(archivoDePagina(rutaDeHora(hour)), renderHora(contexto, hour, cortes));
  return pages;
}

/** `2027-06-06-20` */
function hourOf(iso: string): string {
  return iso.slice(0, 13).replace('T', '-');
}

function nameOfHour(hour: string): string {
  return `${formatInstante(`${hour.slice(0, 10)}T${hour.slice(11)}:00:00`).slice(0, -6)}:00 a ${hour.slice(11)}:59`;
}

function renderPrincipal(
  contexto: Contexto,
  sitio: DatosDelSitio,
  hours: ReadonlyMap<string, readonly CorteDescargable[]>,
): string {
  const raiz = raizDe(RUTAS.baseDeDatos);
  const current = sitio.cortes.at(-1);
  const principal = html`<h1>Base de datos${enMarca(contexto)}</h1>
<p>Los datos de cada acta, en el formato del Anexo 18.5 del Reglamento de Elecciones: un ZIP por elección y por corte, con el CSV de las actas, el de las candidaturas y un LEEME que explica cada columna.</p>
${current === undefined ? null : html`<h2>Corte vigente</h2>\n${renderZips(contexto, [current], raiz)}`}
<h3>Sin comprimir</h3>
<ul>${sitio.elecciones.map(
    ({ eleccion, rutas }) =>
      html`<li>${formatNombre(eleccion.nombre)}: ${rutas.archivos.map(({ nombre, ruta }) => html`<a href="${raiz}${ruta}">${nombre}</a> `)}</li>\n`,
  )}</ul>
<h2>Cortes anteriores</h2>
<p>${formatCuantas(sitio.cortes.length, 'corte publicado', 'cortes publicados')}, por la hora local en que se tomaron.</p>
<ul class="lista">${[...hours].map(([hour, cortes]) => html`<li><a href="${enlaceA(raiz, rutaDeHora(hour))}">${nameOfHour(hour)}</a> (${cortes.length})</li>\n`)}</ul>
<h2 id="comprobar">Comprobar lo que descargó</h2>
<p>Cada archivo tiene su SHA-256, aquí y en el manifiesto del corte. Si el suyo tiene el mismo, es idéntico, venga de donde venga. <a href="${enlaceA(raiz, RUTAS.verifica)}">Cómo comprobarlo, con una computadora o un teléfono</a>.</p>
<h2 id="json">Para programas</h2>
${renderDocumentacion(sitio, raiz)}`;
  return renderDeCorte(
    contexto,
    {
      ruta: RUTAS.baseDeDatos,
      titulo: 'Base de datos',
      descripcion: 'La base de datos de cada corte, con su SHA-256, y los JSON de cada página.',
      eleccion: null,
      menu: RUTAS.baseDeDatos,
      modulos: [],
      retrato: null,
      principal,
    },
    sitio.direccion,
  );
}

function renderHora(contexto: Contexto, hour: string, cortes: readonly CorteDescargable[]): string {
  const ruta = rutaDeHora(hour);
  const raiz = raizDe(ruta);
  const titulo = `Bases de datos del ${nameOfHour(hour)}`;
  // The hour in course changes with each corte and the others do not: none says which corte is in force.
  return renderSinCorte(
    contexto,
    {
      ruta,
      titulo,
      descripcion: `${titulo}, hora local, con el SHA-256 de cada una.`,
      eleccion: null,
      menu: RUTAS.baseDeDatos,
      modulos: [],
      retrato: null,
      principal: html`${renderMigas(raiz, [['Base de datos', RUTAS.baseDeDatos]])}
<h1>${titulo}${enMarca(contexto)}</h1>
${renderZips(contexto, cortes.toReversed(), raiz)}`,
    },
    { tipo: 'sin_fecha' },
  );
}

function renderZips(contexto: Contexto, cortes: readonly CorteDescargable[], raiz: string): Html {
  const nombres = new Map(
    contexto.proceso.elecciones.map(({ clave, nombre }) => [clave, formatNombre(nombre)]),
  );
  const rows = cortes.flatMap(({ numero, local, carpeta, zips }) =>
    zips.map(
      (zip, i) => html`<tr>${
        i === 0
          ? html`<th scope="rowgroup" rowspan="${zips.length}">Corte ${numero} <small>${local}</small> <small><a href="${raiz}${carpeta}manifiesto.json">Manifiesto</a></small></th>`
          : null
      }<td>${renderDescarga(zip, raiz)} <small>${nombres.get(zip.eleccion) ?? zip.eleccion}, ${formatBytes(zip.bytes)}</small> <small>SHA-256 <code>${zip.sha256}</code></small></td></tr>
`,
    ),
  );
  return html`<table><caption class="oculto">Bases de datos${enMarca(contexto)}</caption><thead><tr><th scope="col">Corte</th><th scope="col">Archivo</th></tr></thead><tbody>
${rows}</tbody></table>`;
}

function renderDescarga({ nombre, ruta }: Descarga, raiz: string): Html {
  return html`<a href="${raiz}${ruta}" download>${nombre}</a>`;
}

function renderDocumentacion({ elecciones }: DatosDelSitio, raiz: string): Html {
  const [first] = elecciones;
  const ejemplo = first === undefined ? 'GUB/' : rutaDeEleccion(first.eleccion);
  return html`<p>Cada página tiene a su lado el JSON con que se hizo, en una dirección que no cambia de un corte a otro. Se pueden leer desde cualquier sitio (CORS) y dicen cuándo cambiaron (<code>Last-Modified</code>).</p>
<dl>
<dt><a href="${raiz}actual.json">actual.json</a></dt><dd>Qué corte está vigente: su número, su momento, dónde está y el SHA-256 de su manifiesto. Es lo único que hay que consultar para saber si hay un corte nuevo.</dd>
<dt>manifiesto.json</dt><dd>Tamaño y SHA-256 de cada archivo de un corte. Su propio SHA-256 identifica al corte.</dd>
<dt><a href="${raiz}cortes.json">cortes.json</a> y <a href="${raiz}avance.json">avance.json</a></dt><dd>Todos los cortes publicados, con sus ZIP; y cuántas actas iban en cada uno, urbanas y no urbanas.</dd>
<dt>esquemas/</dt><dd>El JSON Schema con que se valida cada JSON, por ejemplo el de <a href="${raiz}esquemas/seccion.json">una sección</a>.</dd>
${elecciones.map(
  ({ eleccion, rutas }) =>
    html`<dt>${formatNombre(eleccion.nombre)}</dt><dd><a href="${raiz}${rutas.entidad}">toda la entidad</a>, <a href="${raiz}${rutas.indice}">sus ${eleccion.agrupacion}s</a>, <a href="${raiz}${rutas.fueras}">actas fuera de catálogo</a>. En cada página de ${eleccion.agrupacion} y de sección está el enlace al suyo.</dd>\n`,
)}</dl>
<p>Los porcentajes son texto con cuatro decimales truncados (<code>"34.1270"</code>), para que ningún programa los redondee. Las horas son locales con su diferencia: <code>2027-06-06T20:40:07-06:00</code>. Un valor que no se pudo leer es <code>"ILEGIBLE"</code> o <code>"SIN DATO"</code>. <code>esquema</code> dice el tipo y la versión de cada JSON, por ejemplo de <code>${ejemplo}entidad.json</code>.</p>`;
}
