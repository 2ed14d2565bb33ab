/**
 * What other nights had captured at the same hour, to be seen behind what this one has. It is of time and coverage;
 * it says nothing of votes nor of when this night ends, and nothing after the corte.
 */

import { arribosEn } from '../../proceso/arribos.ts';
import type { Proceso } from '../../proceso/proceso.ts';
import { formatPorcentaje, horaDe } from './formato.ts';

type DeLaNoche = Pick<Proceso, 'arribos' | 'jornada'>;

/** At an instant, percents of the expected actas. */
export interface Franja {
  /** milliseconds, as `Date.parse` */
  readonly momento: number;
  readonly desde: number;
  readonly hasta: number;
}

const MINUTO_MS = 60_000;
const MUESTRAS = 48;

/** @param iso local with its offset: `2027-06-06T20:40:07-06:00` */
function minutosDe({ jornada }: DeLaNoche, iso: string): number {
  return (Date.parse(iso) - Date.parse(`${jornada}T18:00:00${iso.slice(19)}`)) / MINUTO_MS;
}

/** Null before 18:00 of election day and after the last minute of the reference: that is another day. */
export function franjaEn(proceso: DeLaNoche, iso: string): Franja | null {
  const found = arribosEn(proceso.arribos, minutosDe(proceso, iso));
  return found === null ? null : { momento: Date.parse(iso), desde: found.desde, hasta: found.hasta };
}

/** From one corte to another, evenly; empty when none of it is of the night. */
export function franjasEntre(proceso: DeLaNoche, desde: string, hasta: string): readonly Franja[] {
  const [from, to] = [Date.parse(desde), Date.parse(hasta)];
  const start = minutosDe(proceso, desde);
  return Array.from({ length: MUESTRAS + 1 }, (_, i) => {
    const elapsed = ((to - from) * i) / MUESTRAS;
    const found = arribosEn(proceso.arribos, start + elapsed / MINUTO_MS);
    return found === null ? [] : [{ momento: from + elapsed, desde: found.desde, hasta: found.hasta }];
  }).flat();
}

/** `5 a 27 %`, without decimals: it is a reference, not a figure of this night. */
export function formatFranja({ desde, hasta }: Pick<Franja, 'desde' | 'hasta'>): string {
  const [from, to] = [Math.trunc(desde), Math.trunc(hasta)];
  return formatPorcentaje(from === to ? String(from) : `${from} a ${to}`);
}

/** What this corte has and what others had, in a sentence; null on another day. */
export function fraseDeReferencia(proceso: DeLaNoche, iso: string, capturadas: string): string | null {
  const franja = franjaEn(proceso, iso);
  if (franja === null) return null;
  const minutos = Math.trunc(minutosDe(proceso, iso));
  const despues = `${Math.trunc(minutos / 60)} h ${minutos % 60} min después de las 18:00`;
  const noches =
    proceso.arribos.origen === 'proceso'
      ? 'las noches que el instituto tomó como referencia'
      : 'otras elecciones locales, donde la mitad de las actas se capturó entre 8 y 12 horas después de las 18:00';
  return `A las ${horaDe(iso)}, ${despues}, aquí van capturadas ${formatPorcentaje(capturadas)} de las actas. A esa hora iban de ${formatFranja(franja)} en ${noches}. Compara tiempos de captura: no es una proyección de votos ni de cuándo se terminará.`;
}
