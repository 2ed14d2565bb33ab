/**
 * The tables of votes of a page: by candidatura, by party and, of RP actas, by option. Bars are of ink; the colour
 * of a party is only a swatch, with its letters beside.
 */

import type { Partido } from '../proceso/proceso.ts';
import type { Contexto } from './contexto.ts';
import { enMarca } from './documento.ts';
import { formatEntero, formatPorcentaje } from './formato.ts';
import { type Html, html } from './html.ts';
import type { EntidadJson } from './niveles.ts';
import type { Resultados, ResultadosRp } from './resultados.ts';

function renderBarra(votos: number, total: number): Html {
  return html`<svg class="barra" viewBox="0 0 ${Math.max(total, 1)} 1" preserveAspectRatio="none" aria-hidden="true"><rect width="${votos}" height="1"/></svg>`;
}

export type Partidos = ReadonlyMap<string, Partido>;

export function renderResultados(contexto: Contexto, entidad: EntidadJson, partidos: Partidos): Html {
  const { resultados, representacionProporcional } = entidad;
  return html`<div class="tablas">
${renderCandidaturas(resultados, partidos, html`Votos por candidatura${enMarca(contexto)}<small>De las actas contabilizadas. La barra completa es el 100&#8239;% de los votos.</small>`)}
${renderPartidos(contexto, resultados, partidos)}
${representacionProporcional === null ? null : renderRp(contexto, representacionProporcional, partidos)}
</div>`;
}

export function renderCandidaturas(
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
