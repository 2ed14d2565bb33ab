/**
 * Progress, as pages show it: captured and counted never apart, and what the difference is made of beside them.
 */

import type { Actas, Cobertura } from '../resultados.ts';
import { formatCuantas, formatEntero, formatPorcentaje } from './formato.ts';
import { type Html, html } from './html.ts';

/**
 * Captured and counted side by side, one bar of both, and in a sentence what does not count and what is missing.
 *
 * @param detalle address where the actas that do not count are listed, or null
 */
export function renderAvance(actas: Actas, detalle: string | null): Html {
  return html`<div class="cifras">
<div><p class="rotulo">Actas capturadas</p><p class="cifra">${formatPorcentaje(actas.porcentajeCapturadas)} <small>${formatEntero(actas.capturadas)} de ${formatEntero(actas.esperadas)}</small></p></div>
<div><p class="rotulo">Actas contabilizadas</p><p class="cifra">${formatPorcentaje(actas.porcentajeContabilizadas)} <small>${formatEntero(actas.contabilizadas)} de ${formatEntero(actas.esperadas)}</small></p></div>
</div>
${renderTramo(actas)}
${renderDiferencia(actas, detalle)}`;
}

/** Counted in the colour of the institute, captured and not counted in stripes, the rest to come. */
export function renderTramo({
  esperadas,
  capturadas,
  contabilizadas,
}: Pick<Actas, 'esperadas' | 'capturadas' | 'contabilizadas'>): Html {
  return html`<div class="tramo" aria-hidden="true"><svg class="si" width="${parte(contabilizadas, esperadas)}"></svg><svg class="no" width="${parte(capturadas - contabilizadas, esperadas)}"></svg></div>`;
}

/** A width: two decimals are more than a screen can tell. */
export function parte(valor: number, total: number): string {
  return total === 0 ? '0' : `${Math.round((valor * 10_000) / total) / 100}%`;
}

export function renderDiferencia(actas: Actas, detalle: string | null): Html {
  const { noContabilizadas, porCapturar, fueraDeCatalogo } = actas;
  const cuantas = formatCuantas(
    noContabilizadas,
    'capturada no se contabiliza',
    'capturadas no se contabilizan',
  );
  const razones = razonesDe(actas);
  const enlazadas =
    detalle === null || noContabilizadas === 0
      ? html`<strong>${cuantas}</strong>`
      : html`<a href="${detalle}"><strong>${cuantas}</strong></a>`;
  const fuera =
    fueraDeCatalogo === 0
      ? ''
      : ` Además, ${formatCuantas(fueraDeCatalogo, 'acta fuera de catálogo, que no se contabiliza', 'actas fuera de catálogo, que no se contabilizan')}.`;
  return html`<p>${enlazadas}${razones === '' ? '' : `: ${razones}`}. ${faltan(porCapturar)}${fuera}</p>`;
}

/** `10 exceden la lista nominal, 143 sin acta`; empty when every captured acta counts. */
export function razonesDe({ razones }: Actas): string {
  return [
    cuantasSi(razones.sinActa, 'sin acta', 'sin acta'),
    cuantasSi(razones.todosIlegiblesOSinDato, 'sin ningún dato legible', 'sin ningún dato legible'),
    cuantasSi(razones.excedeListaNominal, 'excede la lista nominal', 'exceden la lista nominal'),
  ]
    .filter((part) => part !== null)
    .join(', ');
}

function cuantasSi(cuantas: number, singular: string, plural: string): string | null {
  return cuantas === 0 ? null : formatCuantas(cuantas, singular, plural);
}

function faltan(porCapturar: number): string {
  if (porCapturar === 0) return 'No falta ninguna por capturar.';
  return porCapturar === 1 ? 'Falta 1 por capturar.' : `Faltan ${formatEntero(porCapturar)} por capturar.`;
}

/**
 * Participation and inconsistencies, with what each is made of.
 *
 * @param leyenda the legend that says which votes participation includes in this corte
 * @param ayuda address of the page that explains how actas are counted
 */
export function renderOtrasCifras(actas: Actas, leyenda: string, ayuda: string): Html {
  const { inconsistencias } = actas;
  const lista = [
    `${formatEntero(inconsistencias.algunCampoIlegibleOSinDato)} con algún campo ilegible o sin dato (se contabilizan)`,
    `${formatEntero(inconsistencias.todosIlegiblesOSinDato)} con todos`,
    `${formatEntero(inconsistencias.excedeListaNominal)} ${inconsistencias.excedeListaNominal === 1 ? 'excede' : 'exceden'} la lista nominal`,
  ].join(', ');
  return html`<div class="cifras">
<div><p class="rotulo">Participación ciudadana</p><p class="cifra media">${formatPorcentaje(actas.participacion)}</p>
<p class="nota">${leyenda} Esa lista nominal es de ${formatCuantas(actas.listaNominalContabilizadas, 'persona', 'personas')}.</p></div>
<div><p class="rotulo">Actas con inconsistencias</p><p class="cifra media">${formatPorcentaje(actas.porcentajeInconsistencias)}</p>
<p class="nota">${lista}. Un campo ilegible o sin dato suma cero: son errores comunes al llenar las actas. <a href="${ayuda}#como-se-cuenta">Cómo se cuenta</a></p></div>
</div>`;
}

type Cuentas = Pick<
  Cobertura,
  'esperadas' | 'capturadas' | 'porcentajeCapturadas' | 'contabilizadas' | 'porcentajeContabilizadas'
>;

/** Expected, captured and counted as bars of the same scale; then urban and not urban; then people and votes. */
export function renderEstadistica(
  actas: Actas,
  cobertura: { readonly urbana: Cobertura; readonly noUrbana: Cobertura },
): Html {
  return html`<table class="apila"><caption>Actas <small>Cada barra completa es el total de actas esperadas de su renglón.</small></caption>
<thead><tr><th scope="col">De</th><th scope="col" class="n">Esperadas</th><th scope="col" class="n">Captura&shy;das</th><th scope="col" class="n">Contabili&shy;zadas</th></tr></thead>
<tbody>
${renderRenglon('Todas las casillas', actas)}
${renderRenglon('Casillas urbanas', cobertura.urbana)}
${renderRenglon('Casillas no urbanas', cobertura.noUrbana)}
</tbody></table>
<table><caption>Personas y votos <small>De las actas contabilizadas.</small></caption><tbody>
<tr><th scope="row">Lista nominal</th><td class="n">${formatEntero(actas.listaNominalContabilizadas)}</td></tr>
<tr><th scope="row">Votos sin casillas especiales</th><td class="n">${formatEntero(actas.votosSinEspeciales)}</td></tr>
<tr><th scope="row">Votos con casillas especiales</th><td class="n">${formatEntero(actas.votos)}</td></tr>
</tbody></table>`;
}

function renderRenglon(nombre: string, cuentas: Cuentas): Html {
  return html`<tr><th scope="row">${nombre}${renderTramo(cuentas)}</th><td class="n">${formatEntero(cuentas.esperadas)}</td><td class="n">${formatEntero(cuentas.capturadas)} <small>${formatPorcentaje(cuentas.porcentajeCapturadas)}</small></td><td class="n">${formatEntero(cuentas.contabilizadas)} <small>${formatPorcentaje(cuentas.porcentajeContabilizadas)}</small></td></tr>`;
}
