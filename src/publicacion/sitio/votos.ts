/**
 * The tables of votes: by candidatura, by party, and their summary. The bar of a row is over all the votes of the
 * table, so that it says the same as its percentage.
 */

import type { Eleccion } from '../../dominio/eleccion.ts';
import { truncatedPercent } from '../../dominio/porcentaje.ts';
import type { Partido } from '../../proceso/proceso.ts';
import type { Resultados, ResultadosRp } from '../resultados.ts';
import { parte } from './cifras.ts';
import type { ContextoDeProceso } from './datos.ts';
import { enMarca } from './documento.ts';
import { formatCuantas, formatEntero, formatPorcentaje } from './formato.ts';
import { CLASE_SIN_PARTIDO, claseDePartido, type Fuerza, fuerzasDe } from './fuerzas.ts';
import { type Html, html } from './html.ts';

/** A candidatura with its votes, as any level publishes it. */
export interface Votada {
  readonly clave: string;
  readonly propietaria: string;
  readonly votos: number;
  readonly porcentaje: string;
}

type Totales = Pick<Resultados, 'total' | 'noRegistradas' | 'nulos'>;

/**
 * Votes by candidatura; null where no candidatura is registered for the whole level.
 *
 * @param territorio where they are registered
 * @param de what the table is of: `Distrito 016 Morelia`
 */
export function renderCandidaturas(
  contexto: ContextoDeProceso,
  eleccion: Eleccion,
  territorio: string,
  resultados: Totales & { readonly candidaturas: readonly Votada[] | null },
  de: string,
): Html | null {
  const { candidaturas, total } = resultados;
  if (candidaturas === null) return null;
  const fuerzas = fuerzasDe(contexto.proceso, eleccion);
  const rows = candidaturas.map(({ clave, propietaria, votos, porcentaje }) => {
    const fuerza = fuerzas.de(territorio, clave);
    return html`<tr><th scope="row"><span class="quien">${renderFicha(fuerza)}<span><b>${propietaria === '' ? fuerza.siglas : propietaria}</b>${renderSiglas(contexto, fuerza)}</span></span>${renderBarra(fuerza.clase, votos, total)}</th><td class="n" data-v="${votos}">${formatEntero(votos)}</td><td class="n p">${formatPorcentaje(porcentaje)}</td></tr>
`;
  });
  return renderTabla(
    html`Votos por candidatura${enMarca(contexto)} <small>${de}. De las actas contabilizadas; la barra completa es el 100&#8239;% de los votos.</small>`,
    'Candidatura',
    rows,
    resultados,
  );
}

/** The letter of who runs, on its colour. */
export function renderFicha({ letra, clase }: Fuerza): Html {
  return html`<span class="ficha ${clase}" aria-hidden="true">${letra}</span> `;
}

/** A bar as wide as its part of the total: an empty `<svg>`, whose width is an attribute and not a style. */
export function renderBarra(clase: string, votos: number, total: number): Html {
  return html`<span class="riel"><svg class="barra ${clase}" width="${parte(votos, total)}" aria-hidden="true"></svg></span>`;
}

/** The parties of a candidatura: a swatch of their colour and their letters, always both. */
function renderSiglas(contexto: ContextoDeProceso, { partidos, siglas }: Fuerza): Html {
  if (partidos.length === 0) return html`<span class="siglas">${siglas}</span>`;
  return html`<span class="siglas">${partidos.map((partido) => html`<span>${renderSeña(contexto, partido)}${partido.clave}</span>`)}</span>`;
}

function renderSeña({ proceso }: ContextoDeProceso, partido: Partido): Html {
  return html`<span class="seña ${claseDePartido(proceso, partido.clave)}"></span>`;
}

/** A swatch for each party of an option; grey for an independent. */
export function renderSeñas(contexto: ContextoDeProceso, partidos: readonly Partido[]): Html {
  if (partidos.length === 0) return html`<span class="seña ${CLASE_SIN_PARTIDO}"></span>`;
  return html`${partidos.map((partido) => renderSeña(contexto, partido))}`;
}

/** Votes by party and independent, with those of the coalitions divided; null where they are not. */
export function renderPartidos(
  contexto: ContextoDeProceso,
  resultados: Pick<Resultados, 'total' | 'noRegistradas' | 'nulos' | 'partidos'>,
  de: string,
): Html | null {
  if (resultados.partidos === null) return null;
  const { partidos } = contexto.proceso;
  const rows = resultados.partidos.map(({ clave, propios, coalicion, votos, porcentaje }) => {
    const partido = partidos.find((one) => one.clave === clave);
    const parts =
      coalicion === 0
        ? null
        : html` <small>${formatEntero(propios)} propios y ${formatEntero(coalicion)} de coalición</small>`;
    const nombre = partido === undefined ? nombreDeIndependiente(clave) : clave;
    const color = partido === undefined ? CLASE_SIN_PARTIDO : claseDePartido(contexto.proceso, clave);
    return html`<tr><th scope="row"><b><span class="seña ${color}"></span>${nombre}</b>${partido === undefined ? null : html` <small>${partido.nombre}</small>`}${parts}${renderBarra(color, votos, resultados.total)}</th><td class="n" data-v="${votos}">${formatEntero(votos)}</td><td class="n p">${formatPorcentaje(porcentaje)}</td></tr>
`;
  });
  return renderTabla(
    html`Votos por partido y candidatura independiente${enMarca(contexto)} <small>${de}. Los votos de cada combinación se reparten por igual entre sus partidos, en cada distrito o municipio.</small>`,
    'Partido',
    rows,
    resultados,
  );
}

function nombreDeIndependiente(clave: string): string {
  return `Candidatura independiente ${/\d+$/.exec(clave)?.[0] ?? clave}`;
}

/** The columns of the database: own votes of each party and each combination, not divided. */
export function renderOpciones(
  contexto: ContextoDeProceso,
  eleccion: Eleccion,
  resultados: ResultadosRp,
  titulo: Html,
): Html {
  const fuerzas = fuerzasDe(contexto.proceso, eleccion);
  const rows = resultados.opciones.map(
    ({ clave, votos, porcentaje }) =>
      html`<tr><th scope="row">${renderSeñas(contexto, fuerzas.partidosDe(clave))}${fuerzas.rotulo(clave)}</th><td class="n">${formatEntero(votos)}</td><td class="n">${formatPorcentaje(porcentaje)}</td></tr>
`,
  );
  return renderTabla(titulo, 'En la boleta', rows, resultados);
}

export function renderTabla(
  caption: Html,
  nombre: string,
  rows: readonly Html[],
  { noRegistradas, nulos, total }: Totales,
): Html {
  return html`<table class="votos"><caption>${caption}</caption>
<thead><tr><th scope="col">${nombre}</th><th scope="col" class="n">Votos</th><th scope="col" class="n">Porcentaje</th></tr></thead>
<tbody>
${rows}</tbody>
<tfoot>
<tr><th scope="row">Candidaturas no registradas</th><td class="n">${formatEntero(noRegistradas.votos)}</td><td class="n">${formatPorcentaje(noRegistradas.porcentaje)}</td></tr>
<tr><th scope="row">Votos nulos</th><td class="n">${formatEntero(nulos.votos)}</td><td class="n">${formatPorcentaje(nulos.porcentaje)}</td></tr>
<tr><th scope="row">Total</th><td class="n">${formatEntero(total)}</td><td class="n">${formatPorcentaje(porcentajeDeTodo(total))}</td></tr>
</tfoot></table>`;
}

function porcentajeDeTodo(total: number): string {
  return total === 0 ? '0.0000' : '100.0000';
}

/** Resumen de la votación: accumulated + no registradas + nulos = total. */
export function renderResumen(contexto: ContextoDeProceso, { total, noRegistradas, nulos }: Totales): Html {
  const acumulados = total - noRegistradas.votos - nulos.votos;
  return html`<table><caption>Resumen de la votación${enMarca(contexto)} <small>Con todos sus decimales, los porcentajes suman 100&#8239;%.</small></caption>
<thead><tr><th scope="col">Votos</th><th scope="col" class="n">Cuántos</th><th scope="col" class="n">Porcentaje</th></tr></thead>
<tbody>
<tr><th scope="row">Acumulados por candidaturas y partidos</th><td class="n">${formatEntero(acumulados)}</td><td class="n">${formatPorcentaje(truncatedPercent(acumulados, total))}</td></tr>
<tr><th scope="row">+ Candidaturas no registradas</th><td class="n">${formatEntero(noRegistradas.votos)}</td><td class="n">${formatPorcentaje(noRegistradas.porcentaje)}</td></tr>
<tr><th scope="row">+ Nulos</th><td class="n">${formatEntero(nulos.votos)}</td><td class="n">${formatPorcentaje(nulos.porcentaje)}</td></tr>
</tbody>
<tfoot><tr><th scope="row">= Total</th><td class="n">${formatEntero(total)}</td><td class="n">${formatPorcentaje(porcentajeDeTodo(total))}</td></tr></tfoot></table>`;
}

/** Where the candidaturas of a territory stand: who has most votes in the actas counted so far. */
export type Ventaja =
  | { readonly tipo: 'sin_votos' }
  | { readonly tipo: 'empate'; readonly cuantas: number; readonly votos: number }
  | {
      readonly tipo: 'ventaja';
      readonly primera: Votada;
      readonly segunda: Votada | null;
    };

export function ventajaDe({ candidaturas }: { readonly candidaturas: readonly Votada[] | null }): Ventaja {
  const sorted = (candidaturas ?? []).toSorted((a, b) => b.votos - a.votos);
  const [first, second] = sorted;
  if (first === undefined || first.votos === 0) return { tipo: 'sin_votos' };
  const tied = sorted.filter(({ votos }) => votos === first.votos).length;
  if (tied > 1) return { tipo: 'empate', cuantas: tied, votos: first.votos };
  return { tipo: 'ventaja', primera: first, segunda: second ?? null };
}

/** Who is ahead of whom in the actas counted so far, in a sentence; a tie is a tie. */
export function renderVentaja(
  contexto: ContextoDeProceso,
  eleccion: Eleccion,
  territorio: string,
  resultados: { readonly total: number; readonly candidaturas: readonly Votada[] | null },
): Html | null {
  if (resultados.candidaturas === null) return null;
  const ventaja = ventajaDe(resultados);
  switch (ventaja.tipo) {
    case 'sin_votos':
      return html`<p class="ventaja">Todavía no hay votos contabilizados.</p>`;
    case 'empate':
      return html`<p class="ventaja"><strong>Empate</strong> de ${ventaja.cuantas} candidaturas en las actas contabilizadas, con ${formatCuantas(ventaja.votos, 'voto', 'votos')}.</p>`;
    case 'ventaja': {
      const { primera, segunda } = ventaja;
      const fuerza = fuerzasDe(contexto.proceso, eleccion).de(territorio, primera.clave);
      const votos = primera.votos - (segunda?.votos ?? 0);
      return html`<p class="ventaja">Ventaja en actas contabilizadas: <b>${fuerza.siglas}</b>, por ${formatCuantas(votos, 'voto', 'votos')} (${truncatedPercent(votos, resultados.total)} puntos porcentuales). No es una proyección.</p>`;
    }
  }
}

/** `Distrito 016 Morelia`; the actas that belong to none have no number or name. */
export function rotuloDeTerritorio(
  eleccion: Pick<Eleccion, 'agrupacion'>,
  id: string,
  nombre: string,
): string {
  if (id === 'N/A') return `Sin ${eleccion.agrupacion} (voto en el extranjero u otra modalidad)`;
  return eleccion.agrupacion === 'distrito' ? `Distrito ${id} ${nombre}` : nombre;
}
