/**
 * The page of a section: its casillas, and in each the acta of each election; then the votes of the whole section.
 *
 * It says nothing of the corte in force: while its actas do not change, its bytes do not either.
 */

import type { Territorio } from '../../dominio/eleccion.ts';
import type { Proceso } from '../../proceso/proceso.ts';
import { renderActa, renderLeyendas } from './acta.ts';
import { nombreDeCasilla } from './casilla.ts';
import { parte, renderDiferencia, renderTramo } from './cifras.ts';
import type { CasillaPublicada, ContextoDeProceso, DatosDeSeccion, SeccionDeEleccion } from './datos.ts';
import { enlaceA, enMarca, raizDe, renderMigas, renderSinCorte } from './documento.ts';
import { formatCuantas, formatEntero, formatNombre } from './formato.ts';
import { fuerzasDe } from './fuerzas.ts';
import { escapeHtml, Html, html, join } from './html.ts';
import { RUTAS, rutaDePaginaDeTerritorio, rutaDeSeccion } from './rutas.ts';
import { renderOpciones, rotuloDeTerritorio } from './votos.ts';

export function renderSeccion(contexto: ContextoDeProceso, datos: DatosDeSeccion): string {
  const { seccion, elecciones, cambio } = datos;
  const ruta = rutaDeSeccion(seccion);
  const raiz = raizDe(ruta);
  const nombre = nombreDeSeccion(seccion);
  return renderSinCorte(
    contexto,
    {
      ruta,
      titulo: nombre,
      descripcion: `Casillas y actas de la ${nombre.toLowerCase()}: votos, imagen de cada acta y si se contabiliza.`,
      eleccion: null,
      menu: RUTAS.miCasilla,
      modulos: ['imagen.js'],
      retrato: null,
      principal: html`${renderMigas(raiz, [['Mi casilla', RUTAS.miCasilla]])}
<h1>${nombre}${enMarca(contexto)}</h1>
${renderLugares(contexto, elecciones, raiz)}
<ul class="acciones"><li><a href="#votos">Votos de toda la sección</a></li>${[...new Set(elecciones.map(({ ruta: json }) => json))].map((json) => html`<li><a href="${raiz}${json}">JSON de esta página</a></li>`)}</ul>
<h2>Casillas</h2>
<p class="nota">Abra una elección para ver el acta de la casilla: sus votos, su imagen y si se contabiliza.</p>
${renderCasillas(contexto, elecciones, raiz)}
<h2 id="votos">Votos de toda la sección</h2>
<div class="par">
${elecciones.map((one) => renderTotales(contexto, one))}</div>
${renderLeyendas(raiz)}`,
    },
    { tipo: 'cambio', cambio },
  );
}

/** `Sección 0806`; `160000` groups the actas that no section has. */
export function nombreDeSeccion(seccion: string): string {
  return seccion.endsWith('0000') ? 'Actas sin sección' : `Sección ${seccion.slice(2)}`;
}

/** Where it is, with the page of each distrito or municipio. */
function renderLugares(
  { proceso }: ContextoDeProceso,
  elecciones: readonly SeccionDeEleccion[],
  raiz: string,
): Html {
  const casilla = elecciones[0]?.casillas[0];
  const municipio = nombreDe(municipiosDe(proceso), casilla?.municipio ?? null);
  const lugares = elecciones.flatMap(({ eleccion, territorios }) => {
    const [id, other] = territorios;
    if (id === undefined || other !== undefined) return [];
    const nombre = nombreDe(territoriosDe(eleccion), id) ?? '';
    return [
      html`<a href="${enlaceA(raiz, rutaDePaginaDeTerritorio(eleccion, id))}">${formatNombre(eleccion.nombre)}: ${rotuloDeTerritorio(eleccion, id, nombre)}</a>`,
    ];
  });
  return html`<p>${municipio === null ? null : html`Municipio de ${municipio}. `}${lugares.length === 0 ? null : html`Vea también ${join(lugares, ' · ')}.`}</p>`;
}

const nombres = new WeakMap<readonly Territorio[], ReadonlyMap<string, string>>();

function namesOf(territorios: readonly Territorio[]): ReadonlyMap<string, string> {
  const before = nombres.get(territorios);
  if (before !== undefined) return before;
  const made = new Map(territorios.map(({ id, nombre }) => [id, nombre]));
  nombres.set(territorios, made);
  return made;
}

function municipiosDe({ municipios }: Proceso): ReadonlyMap<string, string> {
  return namesOf(municipios);
}

function territoriosDe({
  territorios,
}: {
  readonly territorios: readonly Territorio[];
}): ReadonlyMap<string, string> {
  return namesOf(territorios);
}

function nombreDe(names: ReadonlyMap<string, string>, id: string | null): string | null {
  return id === null ? null : (names.get(id) ?? null);
}

interface CasillaConActas {
  readonly casilla: CasillaPublicada;
  readonly actas: Html[];
}

/** Each casilla once, with its actas of every election. Two casillas may share a clave (voto anticipado). */
function renderCasillas(
  contexto: ContextoDeProceso,
  elecciones: readonly SeccionDeEleccion[],
  raiz: string,
): readonly Html[] {
  const grupos = new Map<string, CasillaConActas>();
  for (const { eleccion, casillas } of elecciones) {
    const repeated = new Map<string, number>();
    for (const casilla of casillas) {
      const times = (repeated.get(casilla.clave) ?? 0) + 1;
      repeated.set(casilla.clave, times);
      const key = times === 1 ? casilla.clave : `${casilla.clave}-${times}`;
      const grupo = grupos.get(key) ?? { casilla, actas: [] };
      grupos.set(key, grupo);
      for (const acta of casilla.actas) grupo.actas.push(renderActa(contexto, eleccion, acta, raiz));
    }
  }
  return [...grupos].map(([key, { casilla, actas }]) => renderCasilla(key, casilla, actas));
}

function renderCasilla(id: string, casilla: CasillaPublicada, actas: readonly Html[]): Html {
  const { listaNominal, boletas, ubicacion, clave } = casilla;
  const personas =
    boletas === null
      ? `lista nominal de ${formatCuantas(listaNominal, 'persona', 'personas')}`
      : `${formatEntero(boletas)} boletas`;
  const lugar = ubicacion === 'urbana' ? 'urbana' : 'no urbana';
  return html`<section class="casilla" id="${id}"><h3>${nombreDeCasilla(casilla)} <small>${clave} · ${personas} · ${lugar}</small></h3>
${actas}</section>
`;
}

function renderTotales(contexto: ContextoDeProceso, one: SeccionDeEleccion): Html {
  const { eleccion, actas, resultados, representacionProporcional } = one;
  const tabla =
    renderPorCandidatura(contexto, one) ??
    renderOpciones(
      contexto,
      eleccion,
      resultados,
      html`Votos como están en la boleta${enMarca(contexto)} <small>Sin repartir las combinaciones.</small>`,
    );
  const rp =
    representacionProporcional === null || representacionProporcional.total === 0
      ? null
      : renderOpciones(
          contexto,
          eleccion,
          representacionProporcional,
          html`Actas de representación proporcional${enMarca(contexto)}`,
        );
  return html`<section><h3>${formatNombre(eleccion.nombre)}</h3>
<p>${formatEntero(actas.capturadas)} de ${formatCuantas(actas.esperadas, 'acta capturada', 'actas capturadas')}, ${formatEntero(actas.contabilizadas)} ${actas.contabilizadas === 1 ? 'contabilizada' : 'contabilizadas'}.</p>
${renderTramo(actas)}${renderDiferencia(actas, null)}
${tabla}${rp}</section>
`;
}

/**
 * What the table of votes of any other level says, with the short marks of an acta: it is written by the thousand.
 * Null where no candidatura is registered for the whole section.
 */
function renderPorCandidatura(
  contexto: ContextoDeProceso,
  { eleccion, resultados, territorios: [territorio = ''] }: SeccionDeEleccion,
): Html | null {
  const { candidaturas, noRegistradas, nulos, total } = resultados;
  if (candidaturas === null) return null;
  const fuerzas = fuerzasDe(contexto.proceso, eleccion);
  let rows = '';
  for (const { clave, propietaria, votos, porcentaje } of candidaturas) {
    const { letra, clase, siglas } = fuerzas.de(territorio, clave);
    const nombre = propietaria === '' ? siglas : propietaria;
    rows += `<tr><th><b class="ficha chica ${clase}">${letra}</b> ${escapeHtml(nombre)}${nombre === siglas ? '' : ` <small>${escapeHtml(siglas)}</small>`}<svg class="barra ${clase}" width="${parte(votos, total)}"></svg><td>${formatEntero(votos)}<td>${porcentaje}`;
  }
  return new Html(`<div class="cuerpo"><table><caption>Votos por candidatura${enMarca(contexto)}</caption><thead><tr><th>Candidatura<th>Votos<th>Porcentaje<tbody>
${rows}<tfoot><tr><th>Candidaturas no registradas<td>${formatEntero(noRegistradas.votos)}<td>${noRegistradas.porcentaje}<tr><th>Votos nulos<td>${formatEntero(nulos.votos)}<td>${nulos.porcentaje}<tr><th>Total<td>${formatEntero(total)}<td>${total === 0 ? '0.0000' : '100.0000'}</table></div>`);
}
