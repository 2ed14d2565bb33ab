/**
 * The distritos or municipios of an election on its page: how much of each has arrived and who has most votes in
 * it so far.
 */

import type { Eleccion } from '../dominio/eleccion.ts';
import type { Contexto } from './contexto.ts';
import { enMarca } from './documento.ts';
import { formatCuantas, formatEntero, formatPorcentaje } from './formato.ts';
import { type Html, html } from './html.ts';
import type { TerritorioPublicado } from './niveles.ts';
import { type Partidos, renderCandidaturas } from './pagina-votos.ts';
import type { Resultados } from './resultados.ts';

export function renderTerritorios(
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
${renderCandidaturas(resultados, partidos, html`${rotuloDeTerritorio(id, nombre, singular)}${enMarca(contexto)}`)}
</details>
`,
  );
  return html`<h2>Votos por candidatura en cada ${singular.toLowerCase()}</h2>
${items}`;
}
