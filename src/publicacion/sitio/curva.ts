/**
 * Captured and counted over time, as a drawing made when the page is rendered. It is coverage: how much has
 * arrived, not how it will end.
 */

import type { Conteo, DatosDelSitio } from './datos.ts';
import { horaDe } from './formato.ts';
import { type Html, html } from './html.ts';
import type { Franja } from './referencia.ts';

const ANCHO = 640;
const ALTO = 260;
const MARGEN = { izquierda: 48, derecha: 12, arriba: 12, abajo: 30 } as const;
/** More than a screen can tell apart. */
const PUNTOS = 160;
const LINEAS = [0, 25, 50, 75, 100] as const;

export interface Punto {
  readonly iso: string;
  readonly esperadas: number;
  readonly capturadas: number;
  readonly contabilizadas: number;
}

type Ubicacion = 'todas' | 'urbana' | 'noUrbana';

/** What happened to an election, one point per corte. */
export function puntosDe(
  { serie }: Pick<DatosDelSitio, 'serie'>,
  clave: string,
  ubicacion: Ubicacion,
): readonly Punto[] {
  return serie.flatMap((punto) => {
    const found = punto.elecciones.find((one) => one.clave === clave);
    if (found === undefined) return [];
    if (ubicacion !== 'todas') return [{ iso: punto.iso, ...found[ubicacion] }];
    return [{ iso: punto.iso, ...addConteos(found.urbana, found.noUrbana) }];
  });
}

function addConteos(a: Conteo, b: Conteo): Conteo {
  return {
    esperadas: a.esperadas + b.esperadas,
    capturadas: a.capturadas + b.capturadas,
    contabilizadas: a.contabilizadas + b.contabilizadas,
  };
}

interface Linea {
  readonly clase: string;
  readonly puntos: readonly Punto[];
  readonly valor: (punto: Punto) => number;
}

/** Captured and counted, over the expected actas, with what other nights had captured behind. */
export function renderCurvaDeAvance(
  puntos: readonly Punto[],
  referencia: readonly Franja[],
  titulo: string,
): Html {
  const lineas = [
    { clase: 'capturadas', puntos, valor: (punto: Punto) => punto.capturadas },
    { clase: 'contabilizadas', puntos, valor: (punto: Punto) => punto.contabilizadas },
  ];
  return renderCurva(titulo, lineas, referencia);
}

/** Counted of urban and of not urban casillas, each over its own. */
export function renderCurvaDeCobertura(
  urbana: readonly Punto[],
  noUrbana: readonly Punto[],
  titulo: string,
): Html {
  const lineas = [
    { clase: 'contabilizadas', puntos: urbana, valor: (punto: Punto) => punto.contabilizadas },
    { clase: 'tenue', puntos: noUrbana, valor: (punto: Punto) => punto.contabilizadas },
  ];
  return renderCurva(titulo, lineas, []);
}

function renderCurva(titulo: string, lineas: readonly Linea[], referencia: readonly Franja[]): Html {
  const times = lineas.flatMap(({ puntos }) => puntos.map(({ iso }) => Date.parse(iso)));
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const width = ANCHO - MARGEN.izquierda - MARGEN.derecha;
  const height = ALTO - MARGEN.arriba - MARGEN.abajo;
  const at = (momento: number) =>
    round(MARGEN.izquierda + (to === from ? width : ((momento - from) * width) / (to - from)));
  const x = (iso: string) => at(Date.parse(iso));
  const y = (part: number) => round(MARGEN.arriba + height - part * height);

  const grid = LINEAS.map(
    (percent) =>
      html`<path class="eje" d="M${MARGEN.izquierda} ${y(percent / 100)}H${ANCHO - MARGEN.derecha}"/><text x="${MARGEN.izquierda - 6}" y="${y(percent / 100) + 4}" text-anchor="end">${percent}%</text>`,
  );
  const drawn = lineas.map(({ clase, puntos, valor }) => {
    const shown = thin(puntos);
    const place = (punto: Punto) =>
      `${x(punto.iso)} ${y(punto.esperadas === 0 ? 0 : valor(punto) / punto.esperadas)}`;
    const last = shown.at(-1);
    // One corte is a dot: a line needs two.
    const dot =
      last === undefined
        ? null
        : html`<circle class="punto" r="3.5" cx="${place(last).split(' ')[0] ?? ''}" cy="${place(last).split(' ')[1] ?? ''}"/>`;
    return html`<path class="${clase}" d="M${shown.map(place).join('L')}"/>${dot}`;
  });
  const edge = [
    ...referencia.map(({ momento, hasta }) => `${at(momento)} ${y(hasta / 100)}`),
    ...referencia.toReversed().map(({ momento, desde }) => `${at(momento)} ${y(desde / 100)}`),
  ];
  const band = edge.length < 4 ? null : html`<path class="referencia" d="M${edge.join('L')}z"/>`;
  const hours = hoursOf(lineas[0]?.puntos ?? []).map(
    (punto) =>
      html`<text x="${x(punto.iso)}" y="${ALTO - 8}" text-anchor="middle">${horaDe(punto.iso)}</text>`,
  );
  return html`<svg class="grafica" viewBox="0 0 ${ANCHO} ${ALTO}" role="img" aria-label="${titulo}">${band}${grid}${hours}${drawn}</svg>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The first, the last, and evenly some between. */
function thin<T>(puntos: readonly T[]): readonly T[] {
  if (puntos.length <= PUNTOS) return puntos;
  const step = (puntos.length - 1) / (PUNTOS - 1);
  return Array.from({ length: PUNTOS }, (_, i) => puntos[Math.round(i * step)]).filter(
    (punto) => punto !== undefined,
  );
}

const ROTULOS = 6;

/** Cortes whose hour is written below: few enough to be read in a phone. */
function hoursOf(puntos: readonly Punto[]): readonly Punto[] {
  if (puntos.length <= 2) return puntos;
  const count = Math.min(ROTULOS, puntos.length);
  return Array.from(
    { length: count },
    (_, i) => puntos[Math.round((i * (puntos.length - 1)) / (count - 1))],
  ).filter((punto) => punto !== undefined);
}

/** The same as the drawing, in rows: at most `filas` cortes, the last always. */
export function resumenDeSerie(puntos: readonly Punto[], filas: number): readonly Punto[] {
  if (puntos.length <= filas) return puntos;
  const step = (puntos.length - 1) / (filas - 1);
  return Array.from({ length: filas }, (_, i) => puntos[Math.round(i * step)]).filter(
    (punto) => punto !== undefined,
  );
}
