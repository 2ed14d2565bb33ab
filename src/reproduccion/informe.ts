/** What the reproduction of a night says to a person: per corte, the figures, the cells, and what was lost. */

import { type Cotejo, EXPLICACION, type Perdida } from './comparar.ts';
import { EXPLICACION_DE_ENCABEZADO } from './defectos-de-encabezado.ts';
import type { ClaveRepetida, NocheOficial } from './noche.ts';

const MUESTRA = 10;

export interface CorteReproducido {
  readonly archivo: string;
  readonly momento: string;
  /** actas driven for this corte */
  readonly nuevas: number;
  readonly cotejo: Cotejo;
}

export interface NocheReproducida {
  readonly noche: NocheOficial;
  readonly repetidas: readonly ClaveRepetida[];
  /** settings and stand-ins that this night needed, in words */
  readonly notas: readonly string[];
  readonly cortes: readonly CorteReproducido[];
}

/** One line for each corte: `13 de 13 cifras, 58,012 de 58,431 celdas iguales, …`. */
export function formatCorte({ momento, nuevas, cotejo }: CorteReproducido): string {
  const iguales = cotejo.cifras.filter(({ veredicto }) => veredicto === 'igual').length;
  const perdidas = sum(cotejo.perdidas.values());
  return [
    `  ${momento}`,
    `${count(nuevas).padStart(6)} actas nuevas`,
    `cifras ${iguales} de ${cotejo.cifras.length} iguales`,
    `celdas ${count(cotejo.iguales)} iguales, ${count(perdidas)} perdidas por la fuente, ${count(cotejo.diferencias.length)} distintas`,
  ].join('  ');
}

/** The whole report of a night. */
export function formatNoche({ noche, repetidas, notas, cortes }: NocheReproducida): readonly string[] {
  const lines = [`${noche.clave} ${noche.anio} (${noche.nombre}), jornada ${noche.jornada}:`];
  for (const archivo of noche.previos) {
    lines.push(`  ${archivo}: anterior a la jornada, no se reproduce.`);
  }
  lines.push(...notas.map((nota) => `  Nota: ${nota}.`));
  lines.push(...formatRepetidas(repetidas));
  for (const corte of cortes) {
    lines.push(formatCorte(corte));
    for (const { cifra, oficial, nuestra, veredicto, defecto } of corte.cotejo.cifras) {
      if (veredicto === 'igual') continue;
      const why = defecto === null ? 'DIFIERE' : EXPLICACION_DE_ENCABEZADO[defecto];
      lines.push(`      ${cifra}: publicada ${oficial}, reproducida ${nuestra} (${why})`);
    }
    for (const { linea, columna, oficial, nuestra } of corte.cotejo.diferencias.slice(0, MUESTRA)) {
      lines.push(`      línea ${linea}, ${columna}: publicada «${oficial}», reproducida «${nuestra}»`);
    }
    const more = corte.cotejo.diferencias.length - MUESTRA;
    if (more > 0) lines.push(`      … y ${count(more)} celdas distintas más`);
  }
  lines.push(...formatPerdidas(cortes));
  return lines;
}

/** Whether every figure and cell of every corte is the official one, but for the defects and losses of the source. */
export function isExact({ cortes }: NocheReproducida): 'exacta' | 'con_diferencias' {
  const exact = cortes.every(
    ({ cotejo }) =>
      cotejo.diferencias.length === 0 && cotejo.cifras.every(({ veredicto }) => veredicto !== 'difiere'),
  );
  return exact ? 'exacta' : 'con_diferencias';
}

/** The same as plain data, for `--json`. */
export function summarizeNoche({ noche, repetidas, notas, cortes }: NocheReproducida) {
  return {
    eleccion: noche.clave,
    anio: noche.anio,
    jornada: noche.jornada,
    notas,
    clavesRepetidas: repetidas,
    cortes: cortes.map(({ archivo, momento, nuevas, cotejo }) => ({
      archivo,
      momento,
      nuevas,
      cifras: cotejo.cifras,
      celdas: cotejo.celdas,
      iguales: cotejo.iguales,
      perdidas: Object.fromEntries(cotejo.perdidas),
      diferencias: cotejo.diferencias,
    })),
  };
}

function formatRepetidas(repetidas: readonly ClaveRepetida[]): readonly string[] {
  if (repetidas.length === 0) return ['  CLAVE_ACTA: ninguna se repite.'];
  const how = {
    territorio: 'se distinguen por su distrito o municipio',
    posicion: 'se distinguen por su lugar entre las iguales del archivo, que no cambia de un corte a otro',
  } as const;
  return [
    `  CLAVE_ACTA repetidas: ${count(repetidas.length)}.`,
    ...repetidas.map(({ clave, actas, distincion }) => `    ${clave}: ${actas} actas; ${how[distincion]}`),
  ];
}

function formatPerdidas(cortes: readonly CorteReproducido[]): readonly string[] {
  const ultimo = cortes.at(-1);
  if (ultimo === undefined || ultimo.cotejo.perdidas.size === 0) return [];
  const entries = [...ultimo.cotejo.perdidas] as readonly (readonly [Perdida, number])[];
  return [
    '  Lo que la fuente perdió (celdas del último corte):',
    ...entries.map(([perdida, celdas]) => `    ${count(celdas).padStart(7)}  ${EXPLICACION[perdida]}`),
  ];
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function count(value: number): string {
  return value.toLocaleString('es-MX');
}
