/**
 * Takes the cortes of a real night: from the opening of the publication, every so many seconds, and the last one when
 * it closes. One that fails is told and the next one is taken at its time.
 */

import { setTimeout as wait } from 'node:timers/promises';
import type { Instante } from '../dominio/acta.ts';
import type { Momento } from '../dominio/corte.ts';
import type { PeriodoDePublicacion } from '../proceso/proceso.ts';
import type { Publicador } from './publicador.ts';
import { SISTEMA } from './servicios.ts';

export interface OpcionesDeCortes {
  readonly publicador: Publicador;
  readonly publicacion: PeriodoDePublicacion;
  /** seconds between cortes */
  readonly cada: number;
  readonly now: () => Instante;
  readonly decir: (linea: string) => void;
  /** when it comes, the corte in course ends and no other begins */
  readonly alto: AbortSignal;
  /** lets so many milliseconds pass, or fewer if it is told to stop; tests have a clock of their own */
  readonly dormir?: (ms: number, alto: AbortSignal) => Promise<void>;
}

interface CorteDebido {
  /** epoch milliseconds */
  readonly cuando: number;
  readonly tipo: Momento;
}

/** The corte that is due next, at or after an instant. */
export function nextCorte(
  ahora: number,
  { apertura, cierre }: PeriodoDePublicacion,
  cada: number,
): CorteDebido {
  const [opens, closes] = [apertura.getTime(), cierre.getTime()];
  const step = cada * 1000;
  const cuando = ahora <= opens ? opens : opens + Math.ceil((ahora - opens) / step) * step;
  return cuando < closes
    ? { cuando, tipo: 'intermedio' }
    : { cuando: Math.max(ahora, closes), tipo: 'ultimo' };
}

/** Longest that it sleeps: a clock that was set right is seen within a minute, and a timer cannot wait for months. */
const SUENO_MS = 60_000;

/** Runs until the last corte is published, or until it is told to stop. */
export async function runCortes(opciones: OpcionesDeCortes): Promise<void> {
  const { publicador, publicacion, cada, now, decir, alto, dormir = sleep } = opciones;
  const ms = () => Date.parse(now());
  // A program that begins while publication is open publishes at once: what is there may be old.
  let due = nextCorte(ms(), publicacion, cada);
  if (ms() >= publicacion.apertura.getTime()) due = { ...due, cuando: ms() };
  while (!alto.aborted) {
    while (!alto.aborted && ms() < due.cuando) await dormir(Math.min(due.cuando - ms(), SUENO_MS), alto);
    if (alto.aborted) return;
    const { terminado } = publicador.take({ momento: now(), tipo: due.tipo, ...SISTEMA });
    const done = await terminado;
    if (done.ok)
      decir(`${now().slice(11, 19)} UTC  corte ${done.value.numero} publicado en ${done.value.carpeta}`);
    else decir(`Aviso: ${done.error.mensaje}`);
    if (done.ok && due.tipo === 'ultimo') {
      decir('Este fue el último corte: se cumplió el plazo de publicación.');
      return;
    }
    // The last one that failed is tried again until it is published.
    due = nextCorte(ms() + 1, publicacion, cada);
    if (due.tipo === 'ultimo' && !done.ok) due = { ...due, cuando: due.cuando + cada * 1000 };
  }
}

async function sleep(ms: number, alto: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, { signal: alto });
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
  }
}
