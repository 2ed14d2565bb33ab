/**
 * The clock of the server, seen from the browser: the hour of the computer may be wrong, its pace is not.
 */

import { useEffect, useState } from 'react';
import type { Instante } from '../../src/dominio/acta.ts';

let desfase = 0;

/**
 * Sets the clock with an hour that the server gave.
 *
 * @param recibido `Date.now()` halfway between asking and receiving.
 */
export function ponerReloj(ahora: Instante, recibido: number): void {
  desfase = Date.parse(ahora) - recibido;
}

/** What time it is for the server. */
export function ahoraDelServidor(): Date {
  return new Date(Date.now() + desfase);
}

/** When it was for the server, from milliseconds of this computer. */
export function enHoraDelServidor(ms: number): Date {
  return new Date(ms + desfase);
}

/** The hour of the server, again every so many milliseconds. */
export function useAhora(cadaMs: number): Date {
  const [ahora, setAhora] = useState(ahoraDelServidor);
  useEffect(() => {
    const timer = setInterval(() => setAhora(ahoraDelServidor()), cadaMs);
    return () => clearInterval(timer);
  }, [cadaMs]);
  return ahora;
}
