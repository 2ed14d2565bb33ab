/**
 * The territories of an election as tiles: who has advantage in the actas counted so far, by letter, colour and
 * pattern, and how much of each has been counted. They are links in a list: a keyboard and a screen reader go
 * through them, and letters grow.
 *
 * They stand for a territory of which the process gives no geometry; the order is that of their keys.
 */

import type { Eleccion } from '../../dominio/eleccion.ts';
import type { TerritorioPublicado } from '../niveles.ts';
import { parte } from './cifras.ts';
import type { ContextoDeProceso } from './datos.ts';
import { enlaceA } from './documento.ts';
import { formatCuantas, formatEntero, formatPorcentaje } from './formato.ts';
import { type Fuerza, fuerzasDe } from './fuerzas.ts';
import { type Html, html } from './html.ts';
import { rutaDePaginaDeTerritorio } from './rutas.ts';
import { renderFicha, rotuloDeTerritorio, type Ventaja, ventajaDe } from './votos.ts';

export interface Liderado {
  readonly territorio: TerritorioPublicado;
  readonly ventaja: Ventaja;
  /** of who has advantage, or null */
  readonly fuerza: Fuerza | null;
}

export function lideradosDe(
  contexto: ContextoDeProceso,
  eleccion: Eleccion,
  territorios: readonly TerritorioPublicado[],
): readonly Liderado[] {
  const fuerzas = fuerzasDe(contexto.proceso, eleccion);
  return territorios.map((territorio) => {
    const ventaja = ventajaDe(territorio.resultados);
    const fuerza = ventaja.tipo === 'ventaja' ? fuerzas.de(territorio.id, ventaja.primera.clave) : null;
    return { territorio, ventaja, fuerza };
  });
}

/** A tile for each. */
export function renderTeselas(eleccion: Eleccion, liderados: readonly Liderado[], raiz: string): Html {
  return html`<ol class="mosaico">
${liderados.map((liderado) => renderTesela(eleccion, liderado, raiz))}</ol>`;
}

function renderTesela(eleccion: Eleccion, { territorio, ventaja, fuerza }: Liderado, raiz: string): Html {
  const { id, nombre, actas } = territorio;
  const letra =
    fuerza === null
      ? html`<b class="sin">${ventaja.tipo === 'empate' ? '=' : '·'}</b>`
      : html`<b class="${fuerza.clase.split(' ')[0] ?? ''}">${fuerza.letra}</b>`;
  const llena =
    fuerza === null
      ? null
      : html`<svg class="${fuerza.clase}" width="${parte(actas.contabilizadas, actas.esperadas)}"></svg>`;
  const href = enlaceA(raiz, rutaDePaginaDeTerritorio(eleccion, id));
  const rotulo = id === 'N/A' ? `Sin ${eleccion.agrupacion}` : partible(nombre);
  const numero = id === 'N/A' || eleccion.agrupacion === 'municipio' ? '' : `${Number(id)} `;
  return html`<li><a href="${href}" data-consejo="${consejoDe(eleccion, territorio, resumenDe(ventaja, fuerza))}"><span class="tapa" aria-hidden="true">${letra}<span class="llena">${llena}</span></span> <span class="nombre">${numero}${rotulo}</span><span class="oculto">: ${resumenDe(ventaja, fuerza)}; ${formatPorcentaje(actas.porcentajeContabilizadas)} contabilizadas</span></a></li>
`;
}

const LARGA = /\p{L}{8,}/gu;
/** Between two syllables: before a consonant and its vowel, or between two consonants that are not one sound. */
const SILABA =
  /(?<=\p{L}{2}[aeiouáéíóú])(?=[^aeiouáéíóú][aeiouáéíóú]\p{L})|(?<=\p{L}[aeiouáéíóú][lmnrsz])(?=[bcdfgjkmnpqstvxz][aeiouáéíóú]\p{L})/gu;

/** Long words with places to break, so that a narrow tile does not cut them anywhere. */
function partible(nombre: string): string {
  return nombre.replace(LARGA, (word) => word.replace(SILABA, '\u00ad'));
}

/** What a map says of a territory: its name, who is ahead, how much of it has been counted. */
export function consejoDe(
  eleccion: Eleccion,
  { id, nombre, actas }: TerritorioPublicado,
  resumen: string,
): string {
  const contadas = `${formatEntero(actas.contabilizadas)} de ${formatCuantas(actas.esperadas, 'acta contabilizada', 'actas contabilizadas')}`;
  return `${rotuloDeTerritorio(eleccion, id, nombre)}\n${resumen}\n${contadas}`;
}

/** Who is ahead and by how much, in words; never called a winner. */
export function resumenDe(ventaja: Ventaja, fuerza: Fuerza | null): string {
  switch (ventaja.tipo) {
    case 'sin_votos':
      return 'sin votos contabilizados';
    case 'empate':
      return `empate de ${ventaja.cuantas} candidaturas con ${formatCuantas(ventaja.votos, 'voto', 'votos')}`;
    case 'ventaja': {
      const { votos } = ventaja.primera;
      const over = votos - (ventaja.segunda?.votos ?? 0);
      return `${fuerza?.siglas ?? ventaja.primera.clave}, ventaja de ${formatCuantas(over, 'voto', 'votos')} en actas contabilizadas`;
    }
  }
}

/** The letters that appear, and in how many territories each has advantage. */
export function renderSimbolos(
  contexto: ContextoDeProceso,
  eleccion: Eleccion,
  liderados: readonly Liderado[],
): Html {
  const { todas } = fuerzasDe(contexto.proceso, eleccion);
  const plural = eleccion.agrupacion === 'distrito' ? 'distritos' : 'municipios';
  const items = todas
    .map((fuerza) => ({ fuerza, cuantos: liderados.filter((one) => one.fuerza === fuerza).length }))
    .filter(({ cuantos }) => cuantos > 0)
    .sort((a, b) => b.cuantos - a.cuantos)
    .map(
      ({ fuerza, cuantos }) =>
        html`<li>${renderFicha(fuerza)}<span>${fuerza.siglas}: <b>${formatEntero(cuantos)}</b></span></li>`,
    );
  const empates = liderados.filter(({ ventaja }) => ventaja.tipo === 'empate').length;
  const sin = liderados.filter(({ ventaja }) => ventaja.tipo === 'sin_votos').length;
  if (empates > 0) items.push(html`<li>Con empate: <b>${formatEntero(empates)}</b></li>`);
  if (sin > 0) items.push(html`<li>Sin votos contabilizados: <b>${formatEntero(sin)}</b></li>`);
  return html`<ul class="simbolos" aria-label="En cuántos ${plural} tiene ventaja cada una, en actas contabilizadas">${items}</ul>`;
}
