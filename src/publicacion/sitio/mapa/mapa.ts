/**
 * Who has advantage where, in the actas counted so far: the map of the process where it has geometry, or one tile per
 * territory where it has none. Each territory is a link that says its name and figures, so a keyboard and a screen
 * reader go through the map; the table of Votación has the same in rows.
 *
 * What a colour says, a letter or a pattern says too; the paler, the fewer of its actas have been counted.
 */

import type { Eleccion } from '../../../dominio/eleccion.ts';
import type { TerritorioPublicado } from '../../niveles.ts';
import type { ContextoDeProceso } from '../datos.ts';
import { enlaceA } from '../documento.ts';
import type { Fuerza } from '../fuerzas.ts';
import { type Html, html } from '../html.ts';
import {
  consejoDe,
  type Liderado,
  lideradosDe,
  renderSimbolos,
  renderTeselas,
  resumenDe,
} from '../mosaico.ts';
import { rutaDePaginaDeTerritorio, rutaDeVotacion } from '../rutas.ts';
import { type Trazo, trazoDe } from './trazo.ts';

/** The map of an election, with its letters and what it is not. */
export function renderMapa(
  contexto: ContextoDeProceso,
  eleccion: Eleccion,
  territorios: readonly TerritorioPublicado[],
  raiz: string,
): Html {
  const liderados = lideradosDe(contexto, eleccion, territorios);
  const contornos = contexto.proceso.geometria[eleccion.agrupacion];
  const simbolos = renderSimbolos(contexto, eleccion, liderados);
  const tabla = html`<p><a href="${enlaceA(raiz, rutaDeVotacion(eleccion))}#tabla">Ver como tabla</a></p>`;
  if (contornos.size === 0) {
    return html`${simbolos}
${renderTeselas(eleccion, liderados, raiz)}
<p class="nota">La franja se llena con las actas contabilizadas de cada ${eleccion.agrupacion}; una raya es un empate, un punto es que no hay votos contabilizados. <strong>No es una proyección.</strong></p>
${tabla}`;
  }
  const trazo = trazoDe(contornos);
  const fuera = liderados.filter(({ territorio }) => !trazo.formas.has(territorio.id));
  return html`${simbolos}
${renderDibujo(eleccion, liderados, trazo, raiz)}
${fuera.length === 0 ? null : renderTeselas(eleccion, fuera, raiz)}
<p class="nota">Más claro: menos de sus actas contabilizadas. Rayado, empate; sin color, sin votos contabilizados. <strong>No es una proyección.</strong></p>
${tabla}`;
}

function renderDibujo(
  eleccion: Eleccion,
  liderados: readonly Liderado[],
  { ancho, alto, formas }: Trazo,
  raiz: string,
): Html {
  const own = new Set(liderados.map(({ territorio }) => territorio.id));
  const ajenas = [...formas].filter(([id]) => !own.has(id)).map(([, { d }]) => d);
  const usadas = [...new Set(liderados.flatMap(({ fuerza }) => fuerza ?? []))];
  const plural = eleccion.agrupacion === 'distrito' ? 'distritos' : 'municipios';
  const areas = liderados.flatMap((liderado) => {
    const forma = formas.get(liderado.territorio.id);
    return forma === undefined ? [] : [renderArea(eleccion, liderado, forma.d, raiz)];
  });
  const letras = liderados.flatMap(({ territorio, fuerza, ventaja }) => {
    const letra = formas.get(territorio.id)?.letra;
    const texto = fuerza?.letra ?? (ventaja.tipo === 'empate' ? '=' : null);
    if (letra === null || letra === undefined || texto === null) return [];
    return [html`<text x="${letra[0]}" y="${letra[1] + 5}">${texto}</text>`];
  });
  return html`<svg class="mapa" viewBox="-2 -2 ${ancho + 4} ${alto + 4}" role="group" aria-label="Mapa: ventaja en actas contabilizadas, por ${eleccion.agrupacion}; ${areas.length} ${plural}">
<defs>${usadas.map((fuerza) => renderTrama(eleccion, fuerza))}${renderEmpate(eleccion)}</defs>
${ajenas.length === 0 ? null : html`<path class="q0" d="${ajenas.join('')}"/>`}
${areas}<g aria-hidden="true">${letras}</g></svg>`;
}

function renderArea(eleccion: Eleccion, liderado: Liderado, d: string, raiz: string): Html {
  const { territorio, ventaja, fuerza } = liderado;
  const href = enlaceA(raiz, rutaDePaginaDeTerritorio(eleccion, territorio.id));
  const relleno =
    ventaja.tipo === 'sin_votos'
      ? html` class="q0"`
      : html` class="q${cuartoDe(territorio)}" fill="url(#${fuerza === null ? idDeEmpate(eleccion) : idDeTrama(eleccion, fuerza)})"`;
  return html`<a href="${href}" aria-label="${consejoDe(eleccion, territorio, resumenDe(ventaja, fuerza))}"><path${relleno} d="${d}"/></a>
`;
}

/** In which quarter of its actas it goes: 1 to 4. */
function cuartoDe({ actas }: TerritorioPublicado): number {
  return Math.min(4, 1 + Math.trunc((4 * actas.contabilizadas) / Math.max(actas.esperadas, 1)));
}

function idDeTrama({ clave }: Eleccion, { letra }: Fuerza): string {
  return `m-${clave}-${letra}`;
}

function idDeEmpate({ clave }: Eleccion): string {
  return `m-${clave}-empate`;
}

/** The same patterns as in bars and tiles (`.t0` to `.t7` of the style sheet), for a drawing. */
const TRAMAS: Readonly<Record<string, string>> = {
  t0: '',
  t1: 'M-2 2l4-4M0 8l8-8M6 10l4-4',
  t2: 'M4 0v8',
  t3: 'M2 2h.1M6 6h.1',
  t4: 'M-2 6l4 4M0 0l8 8M6-2l4 4',
  t5: 'M0 4h8',
  t6: 'M0 8l8-8M0 0l8 8',
  t7: 'M2 0v8M6 0v8',
};

function renderTrama(eleccion: Eleccion, fuerza: Fuerza): Html {
  const [color = '', trama = ''] = fuerza.clase.split(' ');
  return html`<pattern id="${idDeTrama(eleccion, fuerza)}" class="${color}" width="8" height="8" patternUnits="userSpaceOnUse"><path class="c" d="M0 0h8v8H0z"/><path class="r" d="${TRAMAS[trama] ?? ''}"/></pattern>`;
}

function renderEmpate(eleccion: Eleccion): Html {
  return html`<pattern id="${idDeEmpate(eleccion)}" width="8" height="8" patternUnits="userSpaceOnUse"><path class="e" d="M0 8l8-8"/></pattern>`;
}
