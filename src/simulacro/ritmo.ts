/**
 * How fast the simulated time passes: so many times the real one, while the machine can. What cannot be kept up is
 * given up: after a delay the night goes on at its pace from where it is, instead of running to catch up.
 */

import type { Tiempo } from './arribo.ts';

export interface Ritmo {
  /** real milliseconds until a simulated time; zero or less when it has come */
  msUntil(tiempo: Tiempo): number;
  /** The night has come to a time: if it is late, the delay is forgotten. */
  reach(tiempo: Tiempo): void;
  /** Changes the speed from a simulated time on. */
  setVelocidad(velocidad: number, desde: Tiempo): void;
  readonly velocidad: number;
}

/** Real milliseconds of delay that a pause of the machine may leave and are still recovered. */
const ATRASO_RECUPERABLE = 2000;

/**
 * @param velocidad simulated milliseconds per real one; `Infinity` waits for nothing
 * @param real clock of the machine in milliseconds, for intervals
 */
export function createRitmo(velocidad: number, inicio: Tiempo, real: () => number): Ritmo {
  let speed = velocidad;
  let anchor = { real: real(), simulado: inicio };

  const msUntil = (tiempo: Tiempo) =>
    speed === Number.POSITIVE_INFINITY ? 0 : (tiempo - anchor.simulado) / speed - (real() - anchor.real);

  return {
    msUntil,
    reach(tiempo) {
      const late = -msUntil(tiempo);
      if (late > ATRASO_RECUPERABLE) anchor = { ...anchor, real: anchor.real + (late - ATRASO_RECUPERABLE) };
    },
    setVelocidad(nueva, desde) {
      anchor = { real: real() + Math.max(0, msUntil(desde)), simulado: desde };
      speed = nueva;
    },
    get velocidad() {
      return speed;
    },
  };
}
