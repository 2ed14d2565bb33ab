/**
 * What other nights were like: between which parts of the expected actas had been captured, minutes after 18:00. The
 * page of progress shows it behind what has arrived, as a reference and never as a projection.
 *
 * It is the optional file `arribos.csv` of the process; without it, what local elections have in common.
 */

import { type ErrorDeCarga, errorDeCarga } from './error-de-carga.ts';
import { parseTabla } from './tabla.ts';

export interface PuntoDeArribos {
  /** after 18:00 of election day */
  readonly minuto: number;
  /** percent of the expected actas that the slowest and the fastest of those nights had captured */
  readonly desde: number;
  readonly hasta: number;
}

export interface Arribos {
  /** who says it: the process, or the common ones */
  readonly origen: 'proceso' | 'comunes';
  /** by minute, from 0 */
  readonly puntos: readonly PuntoDeArribos[];
}

export const ARCHIVO_ARRIBOS = 'arribos.csv';

const DIA = 24 * 60;

/**
 * Two logistic-like curves through the published facts: half of the actas of an institute of a state are captured
 * 8 to 12 hours after 18:00, and those without acta are declared in the last hours.
 */
const COMUNES: Arribos = {
  origen: 'comunes',
  puntos: [
    [0, 0, 0],
    [120, 0, 1],
    [180, 0, 4],
    [240, 1, 12],
    [300, 3, 22],
    [360, 8, 33],
    [420, 14, 42],
    [480, 22, 50],
    [540, 30, 60],
    [600, 38, 68],
    [660, 44, 75],
    [720, 50, 81],
    [840, 61, 89],
    [960, 70, 94],
    [1080, 78, 97],
    [1200, 85, 98],
    [1320, 92, 99],
    [DIA, 100, 100],
  ].map(([minuto = 0, desde = 0, hasta = 0]) => ({ minuto, desde, hasta })),
};

export function arribosDe(puntos: readonly PuntoDeArribos[] | undefined): Arribos {
  return puntos === undefined ? COMUNES : { origen: 'proceso', puntos };
}

/** Between the two points around a minute; null before the first and after the last. */
export function arribosEn({ puntos }: Arribos, minuto: number): PuntoDeArribos | null {
  const next = puntos.findIndex((punto) => punto.minuto >= minuto);
  const [a, b] = [puntos[next - 1] ?? puntos[next], puntos[next]];
  if (a === undefined || b === undefined || minuto < a.minuto) return null;
  const part = b.minuto === a.minuto ? 0 : (minuto - a.minuto) / (b.minuto - a.minuto);
  const between = (from: number, to: number) => from + (to - from) * part;
  return { minuto, desde: between(a.desde, b.desde), hasta: between(a.hasta, b.hasta) };
}

const NUMERO = /^\d+(\.\d{1,4})?$/;

/** Reads `arribos.csv`. */
export function readArribos(
  archivo: string,
  texto: string,
): { readonly puntos: readonly PuntoDeArribos[]; readonly errores: readonly ErrorDeCarga[] } {
  const tabla = parseTabla(
    archivo,
    texto,
    { requeridas: ['minuto', 'desde', 'hasta'], opcionales: [] },
    (celda) => ({ minuto: celda('minuto'), desde: celda('desde'), hasta: celda('hasta') }),
  );
  const errores: ErrorDeCarga[] = [...tabla.errores];
  const puntos: PuntoDeArribos[] = [];
  const report = (i: number, columna: string, encontrado: string, esperado: string) =>
    errores.push(
      errorDeCarga('ARRIBOS', { archivo, linea: tabla.lineas[i] ?? null, columna }, encontrado, esperado),
    );
  for (const [i, fila] of tabla.filas.entries()) {
    if (tabla.defectuosas.has(i)) continue;
    const punto = {
      minuto: Number(fila.minuto),
      desde: Number(fila.desde),
      hasta: Number(fila.hasta),
    };
    const before = puntos.at(-1);
    if (
      !/^\d+$/.test(fila.minuto) ||
      punto.minuto > 2 * DIA ||
      (before === undefined && punto.minuto !== 0)
    ) {
      report(i, 'minuto', fila.minuto, 'minutos enteros después de las 18:00, con el 0 en la primera fila');
    } else if (before !== undefined && punto.minuto <= before.minuto) {
      report(i, 'minuto', fila.minuto, `más de ${before.minuto}, el minuto de la fila anterior`);
    } else if (!isPorcentaje(fila.desde) || punto.desde < (before?.desde ?? 0)) {
      report(i, 'desde', fila.desde, esperadoDe(before?.desde));
    } else if (!isPorcentaje(fila.hasta) || punto.hasta < Math.max(punto.desde, before?.hasta ?? 0)) {
      report(i, 'hasta', fila.hasta, esperadoDe(Math.max(punto.desde, before?.hasta ?? 0)));
    } else {
      puntos.push(punto);
    }
  }
  return { puntos, errores };
}

function isPorcentaje(text: string): boolean {
  return NUMERO.test(text) && Number(text) <= 100;
}

function esperadoDe(minimo = 0): string {
  return `un porcentaje de ${minimo} a 100, sin el signo: lo capturado no disminuye`;
}
