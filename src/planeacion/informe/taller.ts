/**
 * Where reports are drawn: a thread of its own for each, one at a time. Laying out pages takes seconds of processor,
 * and the server that asks for them is also the one in which people capture.
 */

import { Worker } from 'node:worker_threads';
import type { Documento } from './documento.ts';
import type { Imagenes } from './docx.ts';

export const FORMATOS = ['docx', 'pdf'] as const;
export type Formato = (typeof FORMATOS)[number];

/** What the thread receives. */
export interface Encargo {
  readonly documento: Documento;
  readonly imagenes: Imagenes;
  readonly formato: Formato;
}

/** Draws a report; those that are asked for meanwhile wait their turn. */
export type Dibujar = (encargo: Encargo) => Promise<Buffer>;

export function createTaller(): Dibujar {
  let last: Promise<unknown> = Promise.resolve();
  return (encargo) => {
    const next = last.then(() => drawApart(encargo));
    // Who waits for their turn does not fall with the one before.
    last = next.catch(() => undefined);
    return next;
  };
}

async function drawApart(encargo: Encargo): Promise<Buffer> {
  // Its library must be here too: taken away with the only thread that had it, the whole process falls (SIGSEGV).
  await import('@myriaddreamin/typst-ts-node-compiler');
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./taller-hilo.ts', import.meta.url), { workerData: encargo });
    worker.once('message', (bytes: Uint8Array) => resolve(Buffer.from(bytes)));
    worker.once('error', reject);
    worker.once('exit', (codigo) =>
      reject(new Error(`the thread that draws ended with ${codigo} and no document`)),
    );
  });
}
