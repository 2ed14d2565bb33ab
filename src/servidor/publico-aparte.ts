/**
 * The public site in a thread of its own: its readers do not wait while this one checks and writes a corte.
 */

import { Worker } from 'node:worker_threads';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';

export interface DatosDePublico {
  /** root of the publication */
  readonly publicacion: string;
  readonly puerto: number;
}

/** The address at which it listens. */
export type MensajeDePublico = Result<string, Refusal>;

export interface PublicoAparte {
  readonly direccion: string;
  stop(): Promise<void>;
}

/** Serves a folder on a port of this machine. An error in the thread is a bug. */
export async function startPublicoAparte(
  datos: DatosDePublico,
): Promise<Result<PublicoAparte, Refusal<'PUERTO_OCUPADO'>>> {
  const worker = new Worker(new URL('./publico-hilo.ts', import.meta.url), { workerData: datos });
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const listening = await new Promise<MensajeDePublico>((resolve, reject) => {
    worker.once('message', resolve).once('error', reject);
  });
  if (!listening.ok) {
    await worker.terminate();
    return refuse(
      'PUERTO_OCUPADO',
      `El puerto ${datos.puerto} está ocupado o reservado. Elija otro con --servir.`,
    );
  }
  worker.on('error', (error) => {
    throw error;
  });
  return ok({
    direccion: listening.value,
    async stop() {
      worker.postMessage('fin');
      await ended;
    },
  });
}
