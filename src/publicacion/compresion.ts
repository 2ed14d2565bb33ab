/**
 * Compression of what is published, and the pages of the sections, in this thread or in another: with two cores a
 * corte does both things at once.
 *
 * The asynchronous functions of `node:zlib` cost three times their own work for a page of some kilobytes (each makes
 * its memory again in whichever thread of the pool is free), so the other thread is one of ours and calls the
 * synchronous ones; when it has enough to do, whoever has something to do does it himself.
 */

import { Worker } from 'node:worker_threads';
import { brotliCompressSync, constants, deflateRawSync, gzipSync } from 'node:zlib';
import { unreachable } from '../dominio/result.ts';
import type { Proceso } from '../proceso/proceso.ts';

/** The texts, as brotli and as gzip, by how much is worth doing for each; and stretches of a ZIP. */
export type Compresion = Esfuerzo | 'tramo';
/**
 * `recurso`: what every page asks for and never changes. `texto`: a page that many read. `hoja`: one of thousands,
 * that few read.
 */
export type Esfuerzo = 'recurso' | 'texto' | 'hoja';

/** Measured over the files of a corte of Michoacán: docs/decisiones/0009-motor-de-publicacion.md. */
const NIVELES: Readonly<Record<Esfuerzo, { readonly brotli: number; readonly gzip: number }>> = {
  recurso: { brotli: 11, gzip: 9 },
  texto: { brotli: 5, gzip: 6 },
  hoja: { brotli: 3, gzip: 3 },
};
/** A window larger than nearly every page. */
const VENTANA = 18;
const NIVEL_DE_TRAMO = 6;

/** Compresses in this thread. @returns brotli and gzip, or the stretch alone */
export function compress(compresion: Compresion, bytes: Uint8Array): readonly Uint8Array[] {
  switch (compresion) {
    case 'recurso':
    case 'texto':
    case 'hoja': {
      const { brotli, gzip } = NIVELES[compresion];
      const params = {
        [constants.BROTLI_PARAM_QUALITY]: brotli,
        [constants.BROTLI_PARAM_LGWIN]: VENTANA,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      };
      return [brotliCompressSync(bytes, { params }), gzipSync(bytes, { level: gzip })];
    }
    case 'tramo':
      // It ends at a byte and looks not back.
      return [deflateRawSync(bytes, { level: NIVEL_DE_TRAMO, finishFlush: constants.Z_FULL_FLUSH })];
    default:
      return unreachable(compresion);
  }
}

/** A text and its compressed forms: brotli, gzip. */
export interface TextoListo {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly formas: readonly Uint8Array[];
}

/** The two files of a section, ready for the store. */
export interface SeccionImpresa {
  /** whoever wrote it knows its SHA-256 */
  readonly json: Omit<TextoListo, 'sha256'>;
  readonly pagina: TextoListo;
}

/** Each takes the bytes away, to the other thread. Null when it has enough to do: they stay, and it is done here. */
export interface Compresor {
  offer(compresion: Compresion, bytes: Uint8Array): Promise<readonly Uint8Array[]> | null;
  /** The page of a section, from its JSON. Null also where the thread was not told of which process. */
  offerSeccion(seccion: string, json: Uint8Array): Promise<SeccionImpresa> | null;
  close(): Promise<void>;
}

/** Who has no other thread. */
export const SIN_HILO: Compresor = { offer: () => null, offerSeccion: () => null, close: async () => {} };

/** What the thread is told to begin with. */
export interface DatosDelCompresor {
  /** without its casillas and actas: what pages need of it; null where it only compresses */
  readonly proceso: Proceso | null;
}

export type MensajeAlCompresor = { readonly id: number; readonly bytes: Uint8Array } & (
  | { readonly tipo: 'comprimir'; readonly compresion: Compresion }
  | { readonly tipo: 'seccion'; readonly seccion: string }
);

export interface MensajeDelCompresor {
  readonly id: number;
  readonly hecho: readonly Uint8Array[] | SeccionImpresa;
}

/** Enough that the thread never waits for more while this one writes a page. */
const EN_CURSO = 24;

/**
 * Starts a thread. An error in it is a bug: it comes out of what was in course.
 *
 * @param proceso that of the pages of sections; null for who only compresses
 */
export function startCompresor(proceso: Proceso | null = null): Compresor {
  const workerData: DatosDelCompresor = { proceso: proceso === null ? null : withoutActas(proceso) };
  const worker = new Worker(new URL('./compresion-hilo.ts', import.meta.url), { workerData });
  // It lives while somebody waits for it.
  worker.unref();
  const enCurso = new Map<number, PromiseWithResolvers<MensajeDelCompresor['hecho']>>();
  let next = 0;
  worker.on('message', ({ id, hecho }: MensajeDelCompresor) => {
    enCurso.get(id)?.resolve(hecho);
    enCurso.delete(id);
    if (enCurso.size === 0) worker.unref();
  });
  worker.on('error', (error) => {
    for (const { reject } of enCurso.values()) reject(error);
    enCurso.clear();
  });

  function send(mensaje: MensajeAlCompresor): Promise<MensajeDelCompresor['hecho']> {
    const waiting = Promise.withResolvers<MensajeDelCompresor['hecho']>();
    if (enCurso.size === 0) worker.ref();
    enCurso.set(mensaje.id, waiting);
    next += 1;
    worker.postMessage(mensaje, ownMemoryOf([mensaje.bytes]));
    return waiting.promise;
  }

  return {
    offer(compresion, bytes) {
      if (enCurso.size >= EN_CURSO) return null;
      const sent = send({ id: next, tipo: 'comprimir', compresion, bytes });
      return sent as Promise<readonly Uint8Array[]>;
    },
    offerSeccion(seccion, json) {
      if (proceso === null || enCurso.size >= EN_CURSO) return null;
      return send({ id: next, tipo: 'seccion', seccion, bytes: json }) as Promise<SeccionImpresa>;
    },
    async close() {
      await worker.terminate();
    },
  };
}

/** A country of actas is not copied to a thread that draws what it is given. */
function withoutActas(proceso: Proceso): Proceso {
  return { ...proceso, casillas: [], actas: [], actasPorId: new Map(), actasPorEleccion: new Map() };
}

/** Memory that may change thread: a view of a larger one is copied, because the rest of it is somebody else's. */
export function ownMemoryOf(views: readonly Uint8Array[]): ArrayBuffer[] {
  return views
    .filter(({ byteLength, buffer }) => byteLength === buffer.byteLength)
    .map(({ buffer }) => buffer as ArrayBuffer);
}
