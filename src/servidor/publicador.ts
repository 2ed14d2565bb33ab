/**
 * Who publishes: a thread with its own connection to the database, because a corte is seconds of work and capture
 * must not wait for it. One corte at a time.
 */

import { Worker } from 'node:worker_threads';
import type { Aviso } from '../bitacora/aviso.ts';
import type { Refusal, Result } from '../dominio/result.ts';
import type { Proceso } from '../proceso/proceso.ts';
import type { CortePublicado } from '../publicacion/motor.ts';
import type { SolicitudDeCorte } from '../publicacion/servicio.ts';

export interface Publicador {
  take(peticion: SolicitudDeCorte): {
    /** when its position is taken, or it is known that it will not be */
    readonly tomado: Promise<void>;
    readonly terminado: Promise<Result<CortePublicado, Refusal>>;
  };
  /** Finishes the corte in course and ends. */
  stop(): Promise<void>;
}

export interface OpcionesDePublicador {
  readonly proceso: Proceso;
  /** of the database that is open: `postgresql://…` */
  readonly url: string;
  readonly datos: string;
  readonly publicacion: string;
  readonly imagenes: string;
  /** public address of the site, with its final slash; null where nobody gave it */
  readonly direccion: string | null;
  readonly avisar: (aviso: Aviso) => void;
}

/** What the thread is told to begin with: all of it can be copied to a thread. */
export type DatosDePublicador = Omit<OpcionesDePublicador, 'avisar'>;

export type MensajeAlPublicador =
  | { readonly tipo: 'corte'; readonly peticion: SolicitudDeCorte }
  | { readonly tipo: 'fin' };

export type MensajeDelPublicador =
  | { readonly tipo: 'tomado' }
  | { readonly tipo: 'terminado'; readonly resultado: Result<CortePublicado, Refusal> }
  | { readonly tipo: 'aviso'; readonly aviso: Aviso };

interface EnCurso {
  readonly tomado: PromiseWithResolvers<void>;
  readonly terminado: PromiseWithResolvers<Result<CortePublicado, Refusal>>;
}

/** Starts the thread. An error in it is a bug: it comes out of the corte in course, or of the next. */
export function startPublicador({ avisar, ...datos }: OpcionesDePublicador): Publicador {
  const worker = new Worker(new URL('./publicador-hilo.ts', import.meta.url), { workerData: datos });
  let current: EnCurso | null = null;
  let broken: Error | null = null;
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));

  worker.on('message', (mensaje: MensajeDelPublicador) => {
    switch (mensaje.tipo) {
      case 'tomado':
        current?.tomado.resolve();
        return;
      case 'terminado': {
        const done = current;
        current = null;
        done?.tomado.resolve();
        done?.terminado.resolve(mensaje.resultado);
        return;
      }
      case 'aviso':
        avisar(mensaje.aviso);
        return;
    }
  });
  worker.on('error', (error) => {
    broken = error instanceof Error ? error : new Error(String(error));
    current?.tomado.resolve();
    current?.terminado.reject(broken);
    current = null;
  });

  const tell = (mensaje: MensajeAlPublicador) => worker.postMessage(mensaje);

  return {
    take(peticion) {
      if (broken !== null) throw broken;
      if (current !== null) throw new Error('one corte at a time');
      current = { tomado: Promise.withResolvers(), terminado: Promise.withResolvers() };
      tell({ tipo: 'corte', peticion });
      return { tomado: current.tomado.promise, terminado: current.terminado.promise };
    },
    async stop() {
      if (broken === null) tell({ tipo: 'fin' });
      await ended;
    },
  };
}
