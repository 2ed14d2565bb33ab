/**
 * What a mirror has on its disk. A file gets its name once its bytes are those of its SHA-256, so whatever stopped the
 * last time leaves only files that serve and temporary ones, which are removed.
 *
 * After a power cut a name may be there without its bytes: what no published corte named is read again before it is
 * believed.
 */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readFile, rename, stat, statfs, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Compresor, compress, type Esfuerzo } from '../publicacion/compresion.ts';
import type { Disco } from '../publicacion/disco.ts';
import { type Formas, rutaDeObjeto, TERMINACIONES } from '../publicacion/objetos.ts';

/** Folder of what is arriving, from the root of the mirror. */
const TEMPORALES = '.tmp-difusor';

/** A file that is arriving: it has no name of its own until it is whole. */
export interface Llegada {
  write(bytes: Buffer): Promise<void>;
  /** Gives it its name, from the root of the mirror. */
  finish(ruta: string): Promise<void>;
  /** Leaves nothing of it, if it was not finished. */
  discard(): Promise<void>;
}

export interface Almacen {
  /** Removes what was arriving when the last one stopped. */
  clean(): void;
  receive(): Promise<Llegada>;
  /** Puts bytes that were checked under a name. */
  put(ruta: string, bytes: Uint8Array): Promise<void>;
  /** Makes the compressed forms of a text that is in the store. */
  putFormas(sha256: string, bytes: Uint8Array, esfuerzo: Esfuerzo): Promise<void>;
  hasFormas(sha256: string, formas: Formas): Promise<boolean>;
  /** Bytes of a file, or null where it is not there. */
  size(ruta: string): Promise<number | null>;
  /** Whether a file is there and its bytes are these. */
  isWhole(ruta: string, sha256: string): Promise<boolean>;
  /** Null where it is not there. */
  read(ruta: string): Promise<Buffer | null>;
  /** Bytes that may still be written. */
  free(): Promise<number>;
}

/** @param fecha date of what is written now: that of the corte */
export function openAlmacen(disco: Disco, raiz: string, compresor: Compresor, fecha: () => Date): Almacen {
  const temporales = join(raiz, TEMPORALES);
  const made = new Set<string>();
  let next = 0;

  async function makeFolder(path: string): Promise<void> {
    if (made.has(path)) return;
    await mkdir(path, { recursive: true });
    made.add(path);
  }

  async function receive(): Promise<Llegada> {
    await makeFolder(temporales);
    next += 1;
    const temporal = join(temporales, String(next));
    let handle: FileHandle | null = await open(temporal, 'w', 0o644);
    return {
      async write(bytes) {
        await handle?.writeFile(bytes);
      },
      async finish(ruta) {
        await handle?.close();
        handle = null;
        const target = join(raiz, ruta);
        await makeFolder(dirname(target));
        await utimes(temporal, fecha(), fecha());
        await rename(temporal, target);
      },
      async discard() {
        if (handle === null) return;
        await handle.close();
        disco.unlink(temporal);
      },
    };
  }

  async function put(ruta: string, bytes: Uint8Array): Promise<void> {
    const llegada = await receive();
    try {
      await llegada.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      await llegada.finish(ruta);
    } finally {
      await llegada.discard();
    }
  }

  async function size(ruta: string): Promise<number | null> {
    try {
      return (await stat(join(raiz, ruta))).size;
    } catch (error) {
      if (isAbsent(error)) return null;
      throw error;
    }
  }

  return {
    clean() {
      made.clear();
      disco.remove(temporales);
    },
    receive,
    put,
    size,
    async putFormas(sha256, bytes, esfuerzo) {
      const ruta = rutaDeObjeto(sha256);
      // The other thread takes the bytes away, and these may be wanted afterwards.
      const formas = await (compresor.offer(esfuerzo, Uint8Array.from(bytes)) ?? compress(esfuerzo, bytes));
      for (const [i, forma] of formas.entries())
        await put(ruta + (TERMINACIONES.comprimido[i + 1] ?? ''), forma);
    },
    async hasFormas(sha256, formas) {
      const sizes = await Promise.all(TERMINACIONES[formas].map((end) => size(rutaDeObjeto(sha256) + end)));
      return sizes.every((bytes) => bytes !== null);
    },
    async isWhole(ruta, sha256) {
      const sum = createHash('sha256');
      try {
        for await (const chunk of createReadStream(join(raiz, ruta))) sum.update(chunk as Buffer);
      } catch (error) {
        if (isAbsent(error)) return false;
        throw error;
      }
      return sum.digest('hex') === sha256;
    },
    async read(ruta) {
      try {
        return await readFile(join(raiz, ruta));
      } catch (error) {
        if (isAbsent(error)) return null;
        throw error;
      }
    },
    async free() {
      const { bavail, bsize } = await statfs(raiz);
      return bavail * bsize;
    },
  };
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
