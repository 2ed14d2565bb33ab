/** Instants are text in UTC, comparable as text; this is the only arithmetic on them. */

import type { Instante } from './evento-acta.ts';

export function addSeconds(instante: Instante, segundos: number): Instante {
  return new Date(Date.parse(instante) + segundos * 1000).toISOString();
}
