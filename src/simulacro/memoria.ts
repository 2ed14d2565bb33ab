/**
 * What a night that was interrupted had already done, read from the bitácora and nowhere else: the state of each
 * acta, the hour at which it stopped, the last corte.
 */

import { type Bitacora, toEventoActa } from '../bitacora/bitacora.ts';
import { type EstadoActa, evolve, INICIAL } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { Tiempo } from './arribo.ts';

export interface ActaRecordada {
  readonly version: number;
  readonly estado: EstadoActa;
}

export interface Memoria {
  /** of the last fact; null when there is none */
  readonly tiempo: Tiempo | null;
  /** actas of which something is known, those out of the catalogue included */
  readonly actas: ReadonlyMap<IdActa, ActaRecordada>;
  /** of the last corte, or null */
  readonly ultimoCorte: Tiempo | null;
}

/**
 * Folds the whole log.
 *
 * @throws {ErrorDeBase} when the database is lost on the way
 */
export async function readMemoria(bitacora: Pick<Bitacora, 'events'>): Promise<Memoria> {
  const actas = new Map<IdActa, ActaRecordada>();
  let tiempo: Tiempo | null = null;
  let ultimoCorte: Tiempo | null = null;
  for await (const evento of bitacora.events({ despuesDe: 0 })) {
    const momento = Date.parse(evento.momento);
    tiempo = Math.max(tiempo ?? momento, momento);
    if (evento.acta === 'CORTE') ultimoCorte = momento;
    if (FLUJO.test(evento.acta)) continue;
    const id = evento.acta as IdActa;
    const hecho = toEventoActa(evento);
    const before = actas.get(id)?.estado ?? INICIAL;
    const estado = hecho === null ? before : evolve(before, hecho, evento.momento);
    actas.set(id, { version: evento.version, estado });
  }
  return { tiempo, actas, ultimoCorte };
}

/** What belongs to no acta is kept under a word; the id of an acta always has its clave after a hyphen. */
const FLUJO = /^[A-Z]+$/;
