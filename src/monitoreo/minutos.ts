/**
 * How many things happened in each of the last sixty minutes, whatever the order in which they are told. Takes the
 * same memory after an hour as after a night.
 */

export interface Minutos {
  /** @param momento milliseconds of the epoch */
  add(momento: number): void;
  /** The sixty minutes that end with that of `ahora`, oldest first. */
  at(ahora: number): readonly number[];
  /** How many in those sixty minutes. */
  sum(ahora: number): number;
}

export const MINUTOS = 60;
const MS_POR_MINUTO = 60_000;
const NINGUNO = -1;

/** The minute, counted from the epoch, in which an instant falls. */
export function minuteOf(momento: number): number {
  return Math.floor(momento / MS_POR_MINUTO);
}

export function createMinutos(): Minutos {
  const cuentas = new Uint32Array(MINUTOS);
  /** the last minute of which something is known; those of the ring end with it */
  let ultimo = NINGUNO;

  function advance(minuto: number): void {
    if (ultimo === NINGUNO || minuto - ultimo >= MINUTOS) cuentas.fill(0);
    else for (let m = ultimo + 1; m <= minuto; m += 1) cuentas[m % MINUTOS] = 0;
    ultimo = minuto;
  }

  function countOf(minuto: number): number {
    if (ultimo === NINGUNO || minuto > ultimo || minuto <= ultimo - MINUTOS) return 0;
    return cuentas[minuto % MINUTOS] ?? 0;
  }

  function at(ahora: number): number[] {
    const first = minuteOf(ahora) - MINUTOS + 1;
    return Array.from({ length: MINUTOS }, (_, i) => countOf(first + i));
  }

  return {
    add(momento) {
      const minuto = minuteOf(momento);
      if (minuto > ultimo) advance(minuto);
      if (minuto <= ultimo - MINUTOS) return;
      const lugar = minuto % MINUTOS;
      cuentas[lugar] = (cuentas[lugar] ?? 0) + 1;
    },
    at,
    sum: (ahora) => at(ahora).reduce((total, cuenta) => total + cuenta, 0),
  };
}
