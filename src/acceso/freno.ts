/**
 * How much somebody who fails has to wait, and how many facts of one kind are worth writing: who tries a thousand
 * times gains nothing and does not fill the disk. Pure functions and small counters; the clock is passed in.
 */

import type { AjustesDeAcceso } from './ajustes.ts';

/** Failures that cost nothing: everybody mistypes. */
const SIN_ESPERA = 2;
const ESPERA_MAXIMA = 60;

/** What follows so many consecutive failures of a person. */
export interface Freno {
  /** seconds until another attempt is heard */
  readonly segundos: number;
  readonly tipo: 'espera' | 'bloqueo';
}

/** 3rd failure: 2 s; then 4, 8, 16, 32, 60 …; and at `fallasParaBloquear` a lock. */
export function frenoTras(
  fallas: number,
  { fallasParaBloquear, minutosDeBloqueo }: Pick<AjustesDeAcceso, 'fallasParaBloquear' | 'minutosDeBloqueo'>,
): Freno {
  if (fallas >= fallasParaBloquear) return { segundos: minutosDeBloqueo * 60, tipo: 'bloqueo' };
  if (fallas <= SIN_ESPERA) return { segundos: 0, tipo: 'espera' };
  return { segundos: Math.min(2 ** (fallas - SIN_ESPERA), ESPERA_MAXIMA), tipo: 'espera' };
}

/** `8 segundos`, `14 minutos`. */
export function enPalabras(segundos: number): string {
  if (segundos < 90) return segundos === 1 ? '1 segundo' : `${segundos} segundos`;
  return `${Math.ceil(segundos / 60)} minutos`;
}

/** Lets through so many in each window and counts the rest. */
export interface Cuota {
  /** How many were left out since the last one that passed, or null when this one is left out too. */
  pass(quien: string, ahora: number): number | null;
}

interface Ventana {
  desde: number;
  pasaron: number;
  omitidas: number;
}

/** Most names that a counter remembers: the oldest is forgotten. */
const MEMORIA = 10_000;

/** @param porVentana how many pass in each window, of so many milliseconds, for each name */
export function createCuota(porVentana: number, ventanaMs: number): Cuota {
  const ventanas = new Map<string, Ventana>();
  return {
    pass(quien, ahora) {
      const known = ventanas.get(quien);
      const fresh = known === undefined || ahora - known.desde >= ventanaMs || ahora < known.desde;
      const ventana = fresh ? { desde: ahora, pasaron: 0, omitidas: known?.omitidas ?? 0 } : known;
      if (fresh) {
        ventanas.delete(quien);
        ventanas.set(quien, ventana);
        const [oldest] = ventanas.keys();
        if (ventanas.size > MEMORIA && oldest !== undefined) ventanas.delete(oldest);
      }
      if (ventana.pasaron >= porVentana) {
        ventana.omitidas += 1;
        return null;
      }
      ventana.pasaron += 1;
      const { omitidas } = ventana;
      ventana.omitidas = 0;
      return omitidas;
    },
  };
}

/** Failures by address within ten minutes; past the limit, one attempt per second. */
export interface FrenoDeDirecciones {
  /** Seconds that an address has to wait, 0 to go on. */
  espera(direccion: string, ahora: number): number;
  fail(direccion: string, ahora: number): void;
}

const VENTANA_DE_FALLAS = 600_000;
const ENTRE_INTENTOS = 1_000;

export function createFrenoDeDirecciones(limite: number): FrenoDeDirecciones {
  const fallas = createCuota(limite, VENTANA_DE_FALLAS);
  /** when an address that is past the limit may try again */
  const siguiente = new Map<string, number>();
  return {
    espera(direccion, ahora) {
      const since = siguiente.get(direccion) ?? 0;
      return Math.ceil(Math.max(0, since - ahora) / 1000);
    },
    fail(direccion, ahora) {
      if (fallas.pass(direccion, ahora) !== null) return;
      siguiente.delete(direccion);
      siguiente.set(direccion, ahora + ENTRE_INTENTOS);
      const [oldest] = siguiente.keys();
      if (siguiente.size > MEMORIA && oldest !== undefined) siguiente.delete(oldest);
    },
  };
}
