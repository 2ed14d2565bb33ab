/**
 * Progress, as a page shows it: captured and counted never apart, the reasons beside the numbers.
 */

import { formatCuantas, formatEntero, formatPorcentaje } from './formato.ts';
import { type Html, html } from './html.ts';
import type { EntidadJson } from './niveles.ts';
import type { Actas, Cobertura } from './resultados.ts';

export function renderAvance({ actas, cobertura, leyendas }: EntidadJson): Html {
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
