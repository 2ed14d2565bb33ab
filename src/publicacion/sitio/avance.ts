/**
 * Progress of every election: over time, by kind of place and by territory; what does not count, by reason; and
 * where nothing has arrived for longest. It is coverage, never a projection.
 */

import type { Contexto } from '../contexto.ts';
import type { TerritorioPublicado } from '../niveles.ts';
import { renderAvance, renderTramo } from './cifras.ts';
import {
  type Punto,
  puntosDe,
  renderCurvaDeAvance,
  renderCurvaDeCobertura,
  resumenDeSerie,
} from './curva.ts';
import type { DatosDeEleccion, DatosDelSitio } from './datos.ts';
import { enlaceA, enMarca, raizDe, renderDeCorte } from './documento.ts';
import {
  diaDe,
  formatCuantas,
  formatEntero,
  formatInstante,
  formatNombre,
  formatPorcentaje,
  horaDe,
} from './formato.ts';
import { type Html, html } from './html.ts';
import { formatFranja, franjaEn, franjasEntre, fraseDeReferencia } from './referencia.ts';
import { RUTAS, rutaDePaginaDeTerritorio, rutaDeVecinos } from './rutas.ts';
import { anclaDeTerritorio, type Vecindad, vecindadesDe } from './vecinos.ts';
import { rotuloDeTerritorio } from './votos.ts';

const FILAS_DE_SERIE = 12;
const AREAS_ANTIGUAS = 8;

export function renderPaginaDeAvance(contexto: Contexto, sitio: DatosDelSitio): string {
  const raiz = raizDe(RUTAS.avance);
  const principal = html`<h1>Avance${enMarca(contexto)}</h1>
<p>Cuántas actas han llegado, de dónde y cuáles no se contabilizan. Las de zonas urbanas suelen llegar antes, así que los porcentajes cambian durante la noche: <strong>no es una proyección ni una tendencia</strong>.</p>
<ul class="acciones">${sitio.elecciones.map(({ eleccion }) => html`<li><a href="#${eleccion.clave}">${formatNombre(eleccion.nombre)}</a></li>`)}<li><a href="${raiz}avance.json">JSON de esta página</a></li></ul>
${sitio.elecciones.map((datos) => renderEleccion(contexto, datos, sitio, raiz))}`;
  return renderDeCorte(
    contexto,
    {
      ruta: RUTAS.avance,
      titulo: 'Avance',
      descripcion: 'Actas capturadas y contabilizadas en el tiempo, por territorio y por tipo de casilla.',
      eleccion: null,
      menu: RUTAS.avance,
      modulos: [],
      retrato: null,
      principal,
    },
    sitio.direccion,
  );
}

function renderEleccion(
  contexto: Contexto,
  datos: DatosDeEleccion,
  sitio: DatosDelSitio,
  raiz: string,
): Html {
  const { eleccion, entidad } = datos;
  const { clave } = eleccion;
  const nombre = formatNombre(eleccion.nombre);
  const todas = puntosDe(sitio, clave, 'todas');
  const { proceso, corte } = contexto;
  const referencia = franjasEntre(proceso, todas[0]?.iso ?? corte.iso, corte.iso);
  const comparada = fraseDeReferencia(proceso, corte.iso, entidad.actas.porcentajeCapturadas);
  const leyenda = comparada === null ? '' : '; franja, lo que otras noches llevaban capturado';
  return html`<section aria-labelledby="${clave}"><h2 id="${clave}">${nombre}${enMarca(contexto)}</h2>
${renderAvance(entidad.actas, `#no-contabilizadas-${clave}`)}
<div class="par"><figure class="imagen"><figcaption><b>Capturadas y contabilizadas</b><span class="nota"> · línea discontinua, capturadas; continua, contabilizadas${leyenda}</span></figcaption>
${renderCurvaDeAvance(todas, referencia, `${nombre}: actas capturadas y contabilizadas en el tiempo; las cifras están en la tabla siguiente`)}
${comparada === null ? null : html`<p class="nota" id="${clave}-referencia">${comparada}</p>`}
</figure><figure class="imagen"><figcaption><b>Contabilizadas por tipo de casilla</b><span class="nota"> · línea continua, urbanas; punteada, no urbanas, cada una sobre las suyas</span></figcaption>
${renderCurvaDeCobertura(puntosDe(sitio, clave, 'urbana'), puntosDe(sitio, clave, 'noUrbana'), `${nombre}: actas contabilizadas de casillas urbanas y no urbanas en el tiempo`)}
</figure></div>
<details id="${clave}-en-tabla"><summary>Las mismas cifras, en tabla</summary>
${renderSerie(contexto, todas)}</details>
${renderNoContabilizadas(contexto, datos, raiz)}
${renderAntiguas(contexto, datos, raiz)}
${renderTerritorios(contexto, datos, raiz)}
</section>
`;
}

function renderSerie(contexto: Contexto, puntos: readonly Punto[]): Html {
  return html`<table class="apila"><caption>Avance en el tiempo${enMarca(contexto)} <small>Algunos cortes entre el primero y el vigente. La referencia es lo que otras noches llevaban capturado a esa hora; no es una proyección.</small></caption>
<thead><tr><th scope="col">Hora local</th><th scope="col" class="n">Captu&shy;radas</th><th scope="col" class="n">Contabi&shy;lizadas</th><th scope="col" class="n">Referencia, capturadas</th></tr></thead>
<tbody>${resumenDeSerie(puntos, FILAS_DE_SERIE).map(({ iso, capturadas, contabilizadas }) => {
    const franja = franjaEn(contexto.proceso, iso);
    return html`<tr><th scope="row">${formatInstante(iso)}</th><td class="n">${formatEntero(capturadas)}</td><td class="n">${formatEntero(contabilizadas)}</td><td class="n">${franja === null ? '–' : formatFranja(franja)}</td></tr>\n`;
  })}</tbody></table>`;
}

/** Why captured actas do not count, and where each kind is. */
function renderNoContabilizadas(
  contexto: Contexto,
  { eleccion, entidad, territorios }: DatosDeEleccion,
  raiz: string,
): Html {
  const { razones, noContabilizadas } = entidad.actas;
  const motivos = razones.sinActaPorMotivo;
  const rows: readonly (readonly [string, number])[] = [
    ['Sin acta: paquete no entregado', motivos.paquete_no_entregado],
    ['Sin acta: casilla no instalada', motivos.casilla_no_instalada],
    ['Sin acta: paquete sin la bolsa o sobre del PREP', motivos.paquete_sin_recipiente],
    ['Sin acta: contingencia de la urna electrónica', motivos.contingencia_urna_electronica],
    ['Todos los campos de votos ilegibles o sin dato', razones.todosIlegiblesOSinDato],
    ['La suma de votos excede la lista nominal', razones.excedeListaNominal],
  ];
  const places = territorios.filter(({ actas }) => actas.noContabilizadas > 0);
  return html`<h3 id="no-contabilizadas-${eleccion.clave}">Capturadas que no se contabilizan</h3>
<table><caption class="oculto">Actas de ${formatNombre(eleccion.nombre)} que no se contabilizan, por razón${enMarca(contexto)}</caption><thead><tr><th scope="col">Razón</th><th scope="col" class="n">Actas</th></tr></thead>
<tbody>${rows.map(([razon, cuantas]) => html`<tr><th scope="row">${razon}</th><td class="n">${formatEntero(cuantas)}</td></tr>\n`)}</tbody>
<tfoot><tr><th scope="row">Total</th><td class="n">${formatEntero(noContabilizadas)}</td></tr></tfoot></table>
${
  places.length === 0
    ? null
    : html`<details><summary>Dónde están, acta por acta</summary><ul class="lista">${places.map(
        ({ id, nombre, actas }) =>
          html`<li><a href="${enlaceA(raiz, rutaDePaginaDeTerritorio(eleccion, id))}#no-contabilizadas">${rotuloDeTerritorio(eleccion, id, nombre)}</a>: ${formatEntero(actas.noContabilizadas)}</li>\n`,
      )}</ul></details>`
}`;
}

/** Territories with actas to come, from which nothing has arrived for longest. */
function renderAntiguas(
  contexto: Contexto,
  { eleccion, territorios, ultimasCapturas }: DatosDeEleccion,
  raiz: string,
): Html | null {
  const last = (id: string) => ultimasCapturas[id] ?? '';
  const oldest = territorios
    .filter(({ actas }) => actas.porCapturar > 0)
    .toSorted((a, b) => (last(a.id) < last(b.id) ? -1 : last(a.id) > last(b.id) ? 1 : 0))
    .slice(0, AREAS_ANTIGUAS);
  if (oldest.length === 0) return null;
  return html`<h3>Donde hace más que no llega un acta</h3>
<table><caption class="oculto">Territorios con actas por capturar, del más antiguo al más reciente${enMarca(contexto)}</caption><thead><tr><th scope="col">${eleccion.agrupacion === 'distrito' ? 'Distrito' : 'Municipio'}</th><th scope="col" class="n">Última captura</th><th scope="col" class="n">Por capturar</th></tr></thead>
<tbody>${oldest.map(
    ({ id, nombre, actas }) =>
      html`<tr><th scope="row"><a href="${enlaceA(raiz, rutaDePaginaDeTerritorio(eleccion, id))}">${rotuloDeTerritorio(eleccion, id, nombre)}</a></th><td class="n">${last(id) === '' ? 'ninguna' : html`${horaDe(last(id))} <small>${diaDe(last(id))}</small>`}</td><td class="n">${formatEntero(actas.porCapturar)} <small>de ${formatEntero(actas.esperadas)}</small></td></tr>\n`,
  )}</tbody></table>`;
}

function renderTerritorios(
  contexto: Contexto,
  { eleccion, territorios }: DatosDeEleccion,
  raiz: string,
): Html {
  const singular = eleccion.agrupacion === 'distrito' ? 'Distrito' : 'Municipio';
  const vecindades = vecindadesDe(contexto, eleccion, territorios);
  return html`<h3>Por ${singular.toLowerCase()}</h3>
<p>Debajo de lo capturado de cada uno, lo de sus vecinos juntos: <a href="${enlaceA(raiz, rutaDeVecinos(eleccion))}">cada ${singular.toLowerCase()} junto a sus vecinos</a>. No es una proyección.</p>
<details${territorios.length <= 40 ? html` open` : null}><summary>${formatCuantas(territorios.length, singular.toLowerCase(), `${singular.toLowerCase()}s`)}</summary>
<table class="apila" data-ordenable><caption class="oculto">Avance por ${singular.toLowerCase()}${enMarca(contexto)}</caption>
<thead><tr><th scope="col">${singular}</th><th scope="col" class="n">Captu&shy;radas</th><th scope="col" class="n">Contabi&shy;lizadas</th><th scope="col" class="n">No contabi&shy;lizadas</th></tr></thead>
<tbody>
${territorios.map((territorio) => renderTerritorio(eleccion, territorio, vecindades.get(territorio.id) ?? null, raiz))}</tbody></table></details>`;
}

function renderTerritorio(
  eleccion: DatosDeEleccion['eleccion'],
  { id, nombre, actas }: TerritorioPublicado,
  vecindad: Vecindad | null,
  raiz: string,
): Html {
  const vecinos =
    vecindad === null
      ? null
      : html` <small><a href="${enlaceA(raiz, rutaDeVecinos(eleccion))}#${anclaDeTerritorio(id)}">vecinos</a> ${formatPorcentaje(vecindad.porcentajeCapturadas)}</small>`;
  return html`<tr><th scope="row"><a href="${enlaceA(raiz, rutaDePaginaDeTerritorio(eleccion, id))}">${rotuloDeTerritorio(eleccion, id, nombre)}</a>${renderTramo(actas)}</th><td class="n" data-v="${Number(actas.porcentajeCapturadas)}">${formatPorcentaje(actas.porcentajeCapturadas)} <small>${formatEntero(actas.capturadas)} de ${formatEntero(actas.esperadas)}</small> ${vecinos}</td><td class="n" data-v="${Number(actas.porcentajeContabilizadas)}">${formatPorcentaje(actas.porcentajeContabilizadas)} <small>${formatEntero(actas.contabilizadas)}</small></td><td class="n">${formatEntero(actas.noContabilizadas)}</td></tr>
`;
}
