/**
 * Compression of what is published, in this thread or in another.
 *
 * The asynchronous functions of `node:zlib` cost three times their own work for a page of some kilobytes (each makes
 * its memory again in whichever thread of the pool is free), so the other thread is one of ours and calls the
 * synchronous ones; when it has enough to do, whoever has something to compress does it himself.
 */

import { Worker } from 'node:worker_threads';
import { brotliCompressSync, constants, deflateRawSync, gzipSync } from 'node:zlib';
import { unreachable } from '../dominio/result.ts';

/** `texto`: as brotli and as gzip. `tramo`: a stretch of a deflate stream, which ends at a byte and looks not back. */
export type Compresion = 'texto' | 'tramo';

const BROTLI = 5;
/** A window larger than nearly every page. */
const VENTANA = 18;
const NIVEL = 6;

/** Compresses in this thread. @returns brotli and gzip, or the stretch alone */
export function compress(compresion: Compresion, bytes: Uint8Array): readonly Uint8Array[] {
  switch (compresion) {
    case 'texto': {
      const params = {
        [constants.BROTLI_PARAM_QUALITY]: BROTLI,
        [constants.BROTLI_PARAM_LGWIN]: VENTANA,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      };
      return [brotliCompressSync(bytes, { params }), gzipSync(bytes, { level: NIVEL })];
    }
    case 'tramo':
      return [deflateRawSync(bytes, { level: NIVEL, finishFlush: constants.Z_FULL_FLUSH })];
    default:
      return unreachable(compresion);
  }
}

export interface Compresor {
  /** Takes the bytes away, to the other thread. Null when it has enough to do: they stay, and it is done here. */
  offer(compresion: Compresion, bytes: Uint8Array): Promise<readonly Uint8Array[]> | null;
  close(): Promise<void>;
}

/** Who has no other thread. */
export const SIN_HILO: Compresor = { offer: () => null, close: async () => {} };

export interface MensajeAlCompresor {
  readonly id: number;
  readonly compresion: Compresion;
  readonly bytes: Uint8Array;
}

export interface MensajeDelCompresor {
  readonly id: number;
  readonly piezas: readonly Uint8Array[];
}

/** Enough that the thread never waits for more while this one writes a page. */
const EN_CURSO = 24;

/** Starts a thread. An error in it is a bug: it comes out of what was in course. */
export function startCompresor(): Compresor {
  const worker = new Worker(new URL('./compresion-hilo.ts', import.meta.url));
  // It lives while somebody waits for it.
  worker.unref();
  const enCurso = new Map<number, PromiseWithResolvers<readonly Uint8Array[]>>();
  let next = 0;
  worker.on('message', ({ id, piezas }: MensajeDelCompresor) => {
    enCurso.get(id)?.resolve(piezas);
    enCurso.delete(id);
    if (enCurso.size === 0) worker.unref();
  });
  worker.on('error', (error) => {
    for (const { reject } of enCurso.values()) reject(error);
    enCurso.clear();
  });
  return {
    offer(compresion, bytes) {
      if (enCurso.size >= EN_CURSO) return null;
      const waiting = Promise.withResolvers<readonly Uint8Array[]>();
      const mensaje: MensajeAlCompresor = { id: next, compresion, bytes };
      if (enCurso.size === 0) worker.ref();
      enCurso.set(next, waiting);
      next += 1;
      // A view of a larger memory is copied: the rest of it is somebody else's.
      worker.postMessage(
        mensaje,
        bytes.byteLength === bytes.buffer.byteLength ? [bytes.buffer as ArrayBuffer] : [],
      );
      return waiting.promise;
    },
    async close() {
      await worker.terminate();
    },
  };
}
