/** Waiting in real time, with a wait that can be cut short. */

import type { Espera } from './noche.ts';

/** @param ms real milliseconds; `Infinity` until it is cut */
export function esperar(ms: number): Espera {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = ms === Number.POSITIVE_INFINITY ? undefined : setTimeout(resolve, ms);
  return {
    fin: promise,
    cut() {
      clearTimeout(timer);
      resolve();
    },
  };
}
