/**
 * The clock of a simulated night: every service asks it for the time, and only the night moves it. It never goes
 * back.
 */

import type { Instante } from '../dominio/acta.ts';
import type { Tiempo } from './arribo.ts';

export interface RelojSimulado {
  /** as the services ask for it */
  readonly now: () => Instante;
  readonly tiempo: Tiempo;
  /** Moves it forward; a time that has passed leaves it where it is. */
  advance(tiempo: Tiempo): void;
}

export function createRelojSimulado(inicio: Tiempo): RelojSimulado {
  let current = inicio;
  return {
    now: () => new Date(current).toISOString(),
    get tiempo() {
      return current;
    },
    advance(tiempo) {
      current = Math.max(current, tiempo);
    },
  };
}
