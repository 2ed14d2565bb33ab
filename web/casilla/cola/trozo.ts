/** How many bytes are sent at a time: as many as the link carries in a few seconds, so that a cut loses little. */

export const TROZO_MAXIMO = 256 * 1024;
export const TROZO_MINIMO = 64 * 1024;
const LENTO_MS = 8_000;
const RAPIDO_MS = 2_000;

/** The size of the next piece, after one that arrived (in so many milliseconds) or did not. */
export function siguienteTrozo(actual: number, ms: number | 'no_llego'): number {
  if (ms === 'no_llego' || ms > LENTO_MS) return TROZO_MINIMO;
  return ms < RAPIDO_MS ? Math.min(TROZO_MAXIMO, actual * 2) : actual;
}

const PRIMERA_ESPERA_MS = 1_000;
const ESPERA_MAXIMA_MS = 60_000;

/**
 * How long to wait before trying again: 1, 2, 4… up to 60 s, and a bit at random, so that the phones of a town do not
 * all come back in the same second.
 *
 * @param azar from 0 to 1
 */
export function esperaTras(fallas: number, azar: number): number {
  const base = Math.min(ESPERA_MAXIMA_MS, PRIMERA_ESPERA_MS * 2 ** Math.max(0, fallas - 1));
  return Math.round(base * (0.75 + azar / 2));
}
