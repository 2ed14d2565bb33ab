/**
 * The page of an election: one plain document, without script, that says the whole of it. Its links are relative,
 * so it reads the same from the site, from a mirror or from a folder on a disk.
 */

import type { Eleccion } from '../dominio/eleccion.ts';
import type { Partido } from '../proceso/proceso.ts';
import { avisoDe, type Contexto } from './contexto.ts';
import { formatCuantas, formatEntero, formatPorcentaje, splitCorte } from './formato.ts';
import { ARCHIVO_FUERA_DE_CATALOGO } from './fueras-json.ts';
import { type Html, html } from './html.ts';
import { leyendasDe } from './leyendas.ts';
import { ARCHIVO_MANIFIESTO } from './manifiesto.ts';
import type { EntidadJson, TerritorioPublicado } from './niveles.ts';
import type { Actas, Cobertura, Resultados, ResultadosRp } from './resultados.ts';

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

export interface Documento {
  readonly titulo: string;
  readonly estilo: string;
  readonly navegacion: Html | null;
  readonly principal: Html;
}

/** What every page of a corte has around its content: whose it is, of when, and that it is preliminary. */
export function renderDocumento(
  contexto: Contexto,
  { titulo, estilo, navegacion, principal }: Documento,
): string {
  const { proceso, marca, corte } = contexto;
  const { dia, hora, utc } = splitCorte(corte.local);
  const leyendas = leyendasDe(contexto);
  const aviso = avisoDe(marca);
  return html`<!doctype html>
<html lang="es-MX">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${marca === null ? '' : `${marca} · `}${titulo} · ${proceso.nombreLargo}</title>
<link rel="stylesheet" href="${estilo}">
</head>
<body class="${proceso.tipo}">
<a class="salto" href="#resultados">Ir a los resultados</a>
${aviso === null ? null : html`<aside class="ejercicio" aria-label="Aviso">${aviso.toUpperCase()}</aside>`}
<header><div class="ancho">
<h1><small>${proceso.instituto.nombre} · ${proceso.nombreLargo}</small>${titulo}${enMarca(contexto)}</h1>
<p class="corte"><small>Corte de información número ${corte.numero}${corte.tipo === 'ultimo' ? ', el último' : ''}</small><strong><time datetime="${corte.iso}">${dia}, ${hora}</time></strong><small>hora local (${utc})</small></p>
</div></header>
${navegacion}
<main class="ancho" id="resultados">
<p><strong>Resultados preliminares.</strong> ${leyendas.preliminares}</p>
${principal}
</main>
<footer class="ancho">
<p>${leyendas.porcentajes}</p>
<p>${leyendas.participacion}</p>
<p>${leyendas.noContabilizadas}</p>
<p>${leyendas.proyeccion}</p>
<p>${leyendas.preliminares} ${leyendas.corte}${aviso === null ? null : html` <strong>${aviso}.</strong>`}</p>
</footer>
</body>
</html>
`.texto;
}

/** The mark beside each title: a picture of one table also says that it is an exercise. */
function enMarca({ marca }: Pick<Contexto, 'marca'>): string {
  return marca === null ? '' : ` (${marca})`;
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

function renderAvance({ actas, cobertura, leyendas }: EntidadJson): Html {
  return html`<section aria-label="Avance">
${renderCifrasDeAvance(actas)}
<div class="cifras">
<div><h2>Actas con inconsistencias</h2>
<p class="cifra">${formatPorcentaje(actas.porcentajeInconsistencias)}</p>
<p class="nota">${renderInconsistencias(actas)} Un campo ilegible o sin dato suma cero. Son errores comunes al llenar las actas.</p>
</div>
<div><h2>Participación ciudadana</h2>
<p class="cifra">${formatPorcentaje(actas.participacion)}</p>
<p class="nota">${leyendas.participacion} Esa lista nominal es de ${formatCuantas(actas.listaNominalContabilizadas, 'persona', 'personas')}.</p>
</div>
<div><h2>De dónde son las actas</h2>
<p>Urbanas: ${renderCobertura(cobertura.urbana)}.</p>
<p>No urbanas: ${renderCobertura(cobertura.noUrbana)}.</p>
<p class="nota">No es una proyección: las actas no llegan en un orden al azar.</p>
</div>
</div>
</section>`;
}

/** Captured and counted, one beside the other; what does not count, why, and what is missing, in one breath. */
export function renderCifrasDeAvance(actas: Actas): Html {
  const { razones } = actas;
  const parts = [
    cuantasSi(razones.sinActa, 'sin acta', 'sin acta'),
    cuantasSi(razones.todosIlegiblesOSinDato, 'sin ningún dato legible', 'sin ningún dato legible'),
    cuantasSi(razones.excedeListaNominal, 'excede la lista nominal', 'exceden la lista nominal'),
  ].filter((part) => part !== null);
  const porque = parts.length === 0 ? '' : `: ${parts.join(', ')}`;
  return html`<div class="cifras">
<div><p class="rotulo">Actas capturadas</p><p class="cifra">${formatPorcentaje(actas.porcentajeCapturadas)} <small>${formatEntero(actas.capturadas)} de ${formatEntero(actas.esperadas)}</small></p></div>
<div><p class="rotulo">Actas contabilizadas</p><p class="cifra">${formatPorcentaje(actas.porcentajeContabilizadas)} <small>${formatEntero(actas.contabilizadas)} de ${formatEntero(actas.esperadas)}</small></p></div>
</div>
${renderBarraDeAvance(actas)}
<p>De las capturadas, <strong>${formatCuantas(actas.noContabilizadas, 'no se contabiliza', 'no se contabilizan')}</strong>${porque}. ${faltan(actas.porCapturar)}</p>
${renderFueras(actas)}`;
}

function faltan(porCapturar: number): string {
  if (porCapturar === 0) return 'No falta ninguna por capturar.';
  return porCapturar === 1 ? 'Falta 1 por capturar.' : `Faltan ${formatEntero(porCapturar)} por capturar.`;
}

function renderFueras({ fueraDeCatalogo }: Actas): Html | null {
  if (fueraDeCatalogo === 0) return null;
  return html`<p class="nota">Además, ${formatCuantas(fueraDeCatalogo, 'acta fuera de catálogo, que no se contabiliza', 'actas fuera de catálogo, que no se contabilizan')}.</p>`;
}

function cuantasSi(cuantas: number, singular: string, plural: string): string | null {
  return cuantas === 0 ? null : formatCuantas(cuantas, singular, plural);
}

function renderInconsistencias({ inconsistencias }: Actas): string {
  const { algunCampoIlegibleOSinDato: algun, excedeListaNominal, todosIlegiblesOSinDato } = inconsistencias;
  return [
    `Con algún campo ilegible o sin dato, ${formatEntero(algun)} (se contabilizan)`,
    `con todos, ${formatEntero(todosIlegiblesOSinDato)}`,
    `que exceden la lista nominal, ${formatEntero(excedeListaNominal)}.`,
  ].join('; ');
}

function renderCobertura({ esperadas, capturadas, porcentajeCapturadas, contabilizadas }: Cobertura): Html {
  return html`<strong>${formatPorcentaje(porcentajeCapturadas)}</strong> capturadas (${formatEntero(capturadas)} de ${formatEntero(esperadas)}; ${formatEntero(contabilizadas)} contabilizadas)`;
}

/** Counted in ink, captured and not counted in grey, over all the expected ones. */
function renderBarraDeAvance({ esperadas, capturadas, contabilizadas }: Actas): Html {
  const total = Math.max(esperadas, 1);
  return html`<svg class="barra" viewBox="0 0 ${total} 1" preserveAspectRatio="none" aria-hidden="true"><rect class="no" width="${capturadas}" height="1"/><rect width="${contabilizadas}" height="1"/></svg>`;
}

function renderBarra(votos: number, total: number): Html {
  return html`<svg class="barra" viewBox="0 0 ${Math.max(total, 1)} 1" preserveAspectRatio="none" aria-hidden="true"><rect width="${votos}" height="1"/></svg>`;
}

type Partidos = ReadonlyMap<string, Partido>;

function renderResultados(contexto: Contexto, entidad: EntidadJson, partidos: Partidos): Html {
  const { resultados, representacionProporcional } = entidad;
  return html`<div class="tablas">
${renderCandidaturas(contexto, resultados, partidos, html`Votos por candidatura${enMarca(contexto)}<small>De las actas contabilizadas. La barra completa es el 100&#8239;% de los votos.</small>`)}
${renderPartidos(contexto, resultados, partidos)}
${representacionProporcional === null ? null : renderRp(contexto, representacionProporcional, partidos)}
</div>`;
}

function renderCandidaturas(
  _contexto: Contexto,
  { candidaturas, noRegistradas, nulos, total }: Resultados,
  partidos: Partidos,
  caption: Html,
): Html | null {
  if (candidaturas === null) return null;
  const rows = candidaturas.map(
    ({
      clave,
      propietaria,
      opciones,
      votos,
      porcentaje,
    }) => html`<tr><th scope="row"><b>${propietaria === '' ? clave : propietaria}</b>${renderSiglas(opciones, partidos)}${renderBarra(votos, total)}</th><td>${formatEntero(votos)}</td><td>${formatPorcentaje(porcentaje)}</td></tr>
`,
  );
  return renderTabla(caption, 'Candidatura', rows, { noRegistradas, nulos, total });
}

/** The parties of a candidatura: a swatch of their colour and their letters, always both. */
function renderSiglas(opciones: readonly string[], partidos: Partidos): Html {
  const members = opciones.filter((clave) => partidos.has(clave));
  const shown = members.length === 0 ? opciones : members;
  return html`<span class="siglas">${shown.map((clave) => html`<span>${renderSeña(partidos.get(clave))}${clave}</span>`)}</span>`;
}

function renderSeña(partido: Partido | undefined): Html | null {
  if (partido === undefined) return null;
  return html`<svg class="seña" viewBox="0 0 12 12" aria-hidden="true"><rect x=".5" y=".5" width="11" height="11" fill="${partido.color}"/></svg>`;
}

function renderPartidos(contexto: Contexto, resultados: Resultados, partidos: Partidos): Html | null {
  if (resultados.partidos === null) return null;
  const rows = resultados.partidos.map(({ clave, propios, coalicion, votos, porcentaje }) => {
    const partido = partidos.get(clave);
    const parts =
      coalicion === 0
        ? null
        : html`<small>${formatEntero(propios)} propios y ${formatEntero(coalicion)} de coalición</small>`;
    return html`<tr><th scope="row">${renderSeña(partido)}<b>${clave}</b><small>${partido?.nombre ?? 'Candidatura independiente'}</small>${parts}${renderBarra(votos, resultados.total)}</th><td>${formatEntero(votos)}</td><td>${formatPorcentaje(porcentaje)}</td></tr>
`;
  });
  return renderTabla(
    html`Votos por partido y candidatura independiente${enMarca(contexto)}<small>Los de cada combinación se reparten por igual entre sus partidos en cada distrito o municipio.</small>`,
    'Partido',
    rows,
    resultados,
  );
}

function renderRp(contexto: Contexto, rp: ResultadosRp, partidos: Partidos): Html {
  const rows = rp.opciones.map(
    ({ clave, votos, porcentaje }) =>
      html`<tr><th scope="row">${renderSeña(partidos.get(clave))}<b>${clave}</b></th><td>${formatEntero(votos)}</td><td>${formatPorcentaje(porcentaje)}</td></tr>
`,
  );
  return renderTabla(
    html`Actas de representación proporcional de casillas especiales${enMarca(contexto)}<small>No se suman a las candidaturas ni a los partidos de las otras tablas.</small>`,
    'Opción',
    rows,
    rp,
  );
}

function renderTabla(
  caption: Html,
  nombre: string,
  rows: readonly Html[],
  { noRegistradas, nulos, total }: Pick<Resultados, 'noRegistradas' | 'nulos' | 'total'>,
): Html {
  return html`<table><caption>${caption}</caption>
<thead><tr><th scope="col">${nombre}</th><th scope="col">Votos</th><th scope="col">Porcentaje</th></tr></thead>
<tbody>
${rows}</tbody>
<tfoot>
<tr><th scope="row">Candidaturas no registradas</th><td>${formatEntero(noRegistradas.votos)}</td><td>${formatPorcentaje(noRegistradas.porcentaje)}</td></tr>
<tr><th scope="row">Votos nulos</th><td>${formatEntero(nulos.votos)}</td><td>${formatPorcentaje(nulos.porcentaje)}</td></tr>
<tr><th scope="row">Total</th><td>${formatEntero(total)}</td><td>${formatPorcentaje(total === 0 ? '0.0000' : '100.0000')}</td></tr>
</tfoot></table>`;
}

function renderTerritorios(
  contexto: Contexto,
  eleccion: Eleccion,
  territorios: readonly TerritorioPublicado[],
  partidos: Partidos,
): Html {
  const plural = eleccion.agrupacion === 'distrito' ? 'Distritos' : 'Municipios';
  const singular = eleccion.agrupacion === 'distrito' ? 'Distrito' : 'Municipio';
  const rows = territorios.map(
    ({
      id,
      nombre,
      archivo,
      actas,
      resultados,
    }) => html`<tr><th scope="row"><a href="${archivo}">${rotuloDeTerritorio(id, nombre, singular)}</a>${mayorVotacion(resultados)}</th><td>${actas.porcentajeCapturadas}<small>${formatEntero(actas.capturadas)} de ${formatEntero(actas.esperadas)}</small></td><td>${actas.porcentajeContabilizadas}<small>${formatEntero(actas.contabilizadas)}</small></td></tr>
`,
  );
  return html`<table><caption>${plural}${enMarca(contexto)}<small>Con la candidatura que tiene más votos en las actas contabilizadas hasta este corte. No es una proyección.</small></caption>
<thead><tr><th scope="col">${singular}</th><th scope="col">Captu&shy;radas&nbsp;%</th><th scope="col">Contabi&shy;lizadas&nbsp;%</th></tr></thead>
<tbody>
${rows}</tbody></table>
${eleccion.ambito === 'entidad' ? null : renderDetalles(contexto, singular, territorios, partidos)}`;
}

/** `012 Hidalgo`; the actas that belong to none have no number or name. */
function rotuloDeTerritorio(id: string, nombre: string, singular: string): string {
  return id === 'N/A'
    ? `Sin ${singular.toLowerCase()} (voto en el extranjero u otra modalidad)`
    : `${id} ${nombre}`;
}

/** Who has most votes so far, and with how many; ties and empty territories say so. */
function mayorVotacion({ candidaturas, total }: Resultados): Html {
  if (total === 0 || candidaturas === null) return html`<small>Sin votos contabilizados</small>`;
  const most = Math.max(...candidaturas.map(({ votos }) => votos));
  const first = candidaturas.filter(({ votos }) => votos === most);
  const [only] = first;
  if (only === undefined || most === 0) return html`<small>Sin votos para las candidaturas</small>`;
  const votos = formatCuantas(most, 'voto', 'votos');
  if (first.length > 1) return html`<small>Empate de ${first.length} candidaturas con ${votos}</small>`;
  const nombre = only.propietaria === '' ? null : html`<small>${only.propietaria}</small>`;
  return html`${nombre}<small>${only.clave}: ${votos}, ${formatPorcentaje(only.porcentaje)}</small>`;
}

function renderDetalles(
  contexto: Contexto,
  singular: string,
  territorios: readonly TerritorioPublicado[],
  partidos: Partidos,
): Html {
  const items = territorios.map(
    ({
      id,
      nombre,
      actas,
      resultados,
    }) => html`<details><summary>${rotuloDeTerritorio(id, nombre, singular)} <small>${formatPorcentaje(actas.porcentajeContabilizadas)} contabilizadas</small></summary>
${renderCandidaturas(contexto, resultados, partidos, html`${rotuloDeTerritorio(id, nombre, singular)}${enMarca(contexto)}`)}
</details>
`,
  );
  return html`<h2>Votos por candidatura en cada ${singular.toLowerCase()}</h2>
${items}`;
}

function renderDescargas(eleccion: Eleccion, { archivos }: EntidadJson): Html {
  const carpeta = eleccion.agrupacion === 'distrito' ? 'distritos' : 'municipios';
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
