/**
 * The fold of the log kept up to date: it reads what there is once, and then each stretch that the bitácora tells.
 * When the database is lost it waits and goes on from where it was. A bug in it stops the boards and says so; the
 * capture, which is in the same program, does not notice.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { type Bitacora, ErrorDeBase } from '../bitacora/bitacora.ts';
import type { Instante } from '../dominio/acta.ts';
import type { Catalogo } from './catalogo.ts';
import { createPliegue, type Pliegue } from './pliegue.ts';

export interface Proyeccion {
  readonly pliegue: Pliegue;
  /** `preparandose`: the log is being read for the first time; `averiada`: a bug stopped it */
  estado(): 'preparandose' | 'al_dia' | 'averiada';
  /** since when the database does not answer; null when it does */
  sinBaseDesde(): Instante | null;
  /** changes each time that there is something new to show */
  revision(): number;
  /** Resolves when a position is folded; also when that takes too long, and what was written is seen later. */
  reach(seq: number): Promise<void>;
  stop(): Promise<void>;
}

export interface PartesDeProyeccion {
  readonly bitacora: Pick<Bitacora, 'events' | 'subscribe' | 'position'>;
  readonly catalogo: Catalogo;
  readonly now: () => Instante;
  /** told of the bug that stopped it */
  readonly alFallar: (error: unknown) => void;
  readonly ritmo?: Ritmo;
}

export interface Ritmo {
  /** milliseconds before reading again what could not be read */
  readonly reintento: number;
  /** how often the database is asked whether it is there: without news nobody else would know */
  readonly pulso: number;
}

const RITMO: Ritmo = { reintento: 1000, pulso: 2000 };
const PACIENCIA_MS = 3000;

export function createProyeccion({
  bitacora,
  catalogo,
  now,
  alFallar,
  ritmo = RITMO,
}: PartesDeProyeccion): Proyeccion {
  const pliegue = createPliegue(catalogo);
  const stopping = new AbortController();
  let estado: 'preparandose' | 'al_dia' | 'averiada' = 'preparandose';
  let sinBaseDesde: Instante | null = null;
  let revision = 0;
  const waiting = new Set<{ readonly seq: number; readonly resolve: () => void }>();

  async function advance(posicion: number): Promise<void> {
    while (!stopping.signal.aborted && estado !== 'averiada') {
      try {
        await readUpTo(posicion);
        if (estado === 'preparandose') estado = 'al_dia';
        return;
      } catch (error) {
        if (error instanceof ErrorDeBase) await pause(ritmo.reintento);
        else breakDown(error);
      }
    }
  }

  async function readUpTo(posicion: number): Promise<void> {
    for await (const evento of bitacora.events({ despuesDe: pliegue.posicion(), hasta: posicion })) {
      if (stopping.signal.aborted) return;
      pliegue.fold([evento]);
    }
    revision += 1;
    for (const one of waiting) if (one.seq <= posicion) one.resolve();
  }

  function breakDown(error: unknown): void {
    estado = 'averiada';
    revision += 1;
    alFallar(error);
  }

  async function pulse(): Promise<void> {
    while (!stopping.signal.aborted) {
      const there = (await bitacora.position()).ok;
      if (there !== (sinBaseDesde === null)) {
        sinBaseDesde = there ? null : now();
        revision += 1;
      }
      await pause(ritmo.pulso);
    }
  }

  async function pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: stopping.signal, ref: false }).catch((error: unknown) => {
      if (!stopping.signal.aborted) throw error;
    });
  }

  const suscripcion = bitacora.subscribe(advance);
  const pulso = pulse();
  return {
    pliegue,
    estado: () => estado,
    sinBaseDesde: () => sinBaseDesde,
    revision: () => revision,
    async reach(seq) {
      if (pliegue.posicion() >= seq) return;
      const reached = new Promise<void>((resolve) => {
        const one = {
          seq,
          resolve() {
            waiting.delete(one);
            resolve();
          },
        };
        waiting.add(one);
        setTimeout(one.resolve, PACIENCIA_MS).unref();
      });
      await reached;
    },
    async stop() {
      stopping.abort();
      await suscripcion.stop();
      await pulso;
      for (const one of waiting) one.resolve();
    },
  };
}
