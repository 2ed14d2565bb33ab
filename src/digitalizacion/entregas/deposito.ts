/**
 * Where the bytes of deliveries are while they arrive, and where what is evidence stays: the photograph of a phone,
 * the file of a scanner, what was refused. A piece is acknowledged when it is on disk; a file of the evidence is named
 * by the SHA-256 of its bytes and never changed.
 *
 *   entregas/<id>.archivo   entregas/<id>.original   evidencias/ab/abcdef…
 */

import { hash } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf } from '../../comun/archivos.ts';
import { ok, type Refusal, type Result } from '../../dominio/result.ts';
import { type FallaDeDisco, makeTree, readIfThere, refusalOfDisk, syncFolder } from '../disco.ts';

export type Cual = 'archivo' | 'original';

export interface Deposito {
  /** Writes a piece at its place, durably. */
  write(
    id: string,
    cual: Cual,
    desde: number,
    bytes: Uint8Array,
  ): Promise<Result<null, Refusal<FallaDeDisco>>>;
  /** Bytes on disk of a file; 0 when it is not there. */
  size(id: string, cual: Cual): Promise<number>;
  /** The file as it is, or null. */
  read(id: string, cual: Cual): Promise<Buffer | null>;
  /** Puts the file among the evidence, durably; doing it twice is doing it once. */
  keep(id: string, cual: Cual, sha256: string): Promise<Result<null, Refusal<FallaDeDisco>>>;
  remove(id: string, cual: Cual): Promise<void>;
  /** Bytes of the evidence of that name, or null. */
  evidence(sha256: string): Promise<Buffer | null>;
}

const SHA256 = /^[0-9a-f]{64}$/;

/** @param carpetas both are made by the first file; they are on one disk */
export function openDeposito(carpetas: { readonly entregas: string; readonly evidencias: string }): Deposito {
  let made: Promise<void> | null = null;

  /** The folder, once. If it goes away later its disk did, and another must not take its place unseen. */
  function ensure(): Promise<void> {
    made ??= makeTree(carpetas.entregas).catch((error: unknown) => {
      made = null;
      throw error;
    });
    return made;
  }

  function pathOf(id: string, cual: Cual): string {
    if (!SHA256.test(id)) throw new RangeError(`not the id of a delivery: ${id}`);
    return join(carpetas.entregas, `${id}.${cual}`);
  }

  function evidencePath(sha256: string): string {
    if (!SHA256.test(sha256)) throw new RangeError(`not a SHA-256: ${sha256}`);
    return join(carpetas.evidencias, sha256.slice(0, 2), sha256);
  }

  return {
    async write(id, cual, desde, bytes) {
      const path = pathOf(id, cual);
      try {
        await ensure();
        const file = await openToWrite(path);
        try {
          await writeAll(file.handle, bytes, desde);
          await file.handle.sync();
        } finally {
          await file.handle.close();
        }
        if (file.how === 'nuevo') await syncFolder(carpetas.entregas);
        return ok(null);
      } catch (error) {
        return refusalOfDisk(error);
      }
    },

    async size(id, cual) {
      try {
        return (await stat(pathOf(id, cual))).size;
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return 0;
        throw error;
      }
    },

    read: (id, cual) => readIfThere(pathOf(id, cual)),

    async keep(id, cual, sha256) {
      const path = evidencePath(sha256);
      try {
        await mkdir(dirname(path), { recursive: true });
        await rename(pathOf(id, cual), path).catch((error: unknown) => {
          // It was already moved, by whoever was doing this when the program ended.
          if (codeOf(error) !== 'ENOENT') throw error;
        });
        for (const folder of [dirname(path), carpetas.evidencias, dirname(carpetas.evidencias)]) {
          await syncFolder(folder);
        }
        return ok(null);
      } catch (error) {
        return refusalOfDisk(error);
      }
    },

    remove: (id, cual) => rm(pathOf(id, cual), { force: true }),

    async evidence(sha256) {
      const bytes = await readIfThere(evidencePath(sha256));
      return bytes !== null && hash('sha256', bytes, 'hex') === sha256 ? bytes : null;
    },
  };
}

async function openToWrite(path: string) {
  try {
    return { handle: await open(path, 'r+'), how: 'estaba' } as const;
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    return { handle: await open(path, 'w+', 0o640), how: 'nuevo' } as const;
  }
}

async function writeAll(
  handle: Awaited<ReturnType<typeof open>>,
  bytes: Uint8Array,
  desde: number,
): Promise<void> {
  let written = 0;
  // A disk that is getting full may take a part and say so, and only then refuse.
  while (written < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, desde + written);
    written += bytesWritten;
  }
}
