import type { ActasDeCatd } from '../../../src/acopio/contrato.ts';
import { type Consulta, useConsulta } from '../consulta.ts';

/** Several people register at once: what the others did has to be seen before it is done again. */
const CADA_MS = 10_000;

/** The actas that a CATD expects, up to date by themselves; @param catd empty: one's own */
export function useActasDeCatd(catd = ''): Consulta<ActasDeCatd> {
  const query = catd === '' ? '' : `?catd=${encodeURIComponent(catd)}`;
  return useConsulta<ActasDeCatd>(`/api/acopio/actas${query}`, { cadaMs: CADA_MS, traer: 'si_cambio' });
}
