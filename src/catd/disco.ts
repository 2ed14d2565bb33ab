/**
 * The disk of the station: few operations, one after another, so that a test can cut the power at any of them. What
 * a folder is asked to keep is kept only after `sync`: of the file, and of the folder that has its name.
 */

import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs';
import { codeOf } from '../comun/archivos.ts';
import type { Refusal } from '../dominio/result.ts';

export interface Disco {
  makeFolder(path: string): void;
  /** Writes a file anew, in the place of the one that there was. @param mode permissions, 0o644 if not said */
  write(path: string, bytes: Uint8Array, mode?: number): void;
  /** The bytes of a file, or null when it is not there. */
  read(path: string): Buffer | null;
  /** Some bytes of a file, from one on; fewer where it ends. */
  readPiece(path: string, desde: number, cuantos: number): Buffer;
  /** Size and date; null when it is not there, or is not a file. */
  look(path: string): { readonly bytes: number; readonly cambio: number } | null;
  /** Names inside a folder; none when it is not there. */
  list(path: string): readonly string[];
  /** Puts a file in the place of another name, at once. Both in the same file system. */
  rename(path: string, otro: string): void;
  /** Takes a file away; nothing when it is not there. */
  unlink(path: string): void;
  /** Returns when a file, or the names in a folder, would survive a power cut. */
  sync(path: string): void;
  /** Bytes that may still be written, and that it has in all. */
  room(path: string): { readonly libres: number; readonly total: number };
}

export const DISCO: Disco = {
  makeFolder(path) {
    mkdirSync(path, { recursive: true });
  },
  write(path, bytes, mode = 0o644) {
    const file = openSync(path, 'w', mode);
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    } finally {
      closeSync(file);
    }
  },
  read(path) {
    try {
      return readFileSync(path);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      throw error;
    }
  },
  readPiece(path, desde, cuantos) {
    const file = openSync(path, 'r');
    try {
      const piece = Buffer.alloc(cuantos);
      let done = 0;
      while (done < cuantos) {
        const more = readSync(file, piece, done, cuantos - done, desde + done);
        if (more === 0) break;
        done += more;
      }
      return piece.subarray(0, done);
    } finally {
      closeSync(file);
    }
  },
  look(path) {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat?.isFile() === true ? { bytes: stat.size, cambio: stat.mtimeMs } : null;
  },
  list(path) {
    try {
      return readdirSync(path);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    }
  },
  rename(path, otro) {
    renameSync(path, otro);
  },
  unlink(path) {
    rmSync(path, { force: true });
  },
  sync(path) {
    // Windows keeps names by itself, and does not open a folder as a file.
    if (process.platform === 'win32' && statSync(path).isDirectory()) return;
    const file = openSync(path, process.platform === 'win32' ? 'r+' : 'r');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  },
  room(path) {
    const { bavail, blocks, bsize } = statfsSync(path);
    return { libres: bavail * bsize, total: blocks * bsize };
  },
};

export type FallaDeDisco = Refusal<'DISCO_LLENO' | 'DISCO_NO_DISPONIBLE'>;

/** What a failure of the disk, or of the base that is on it, means to the station; null when it is a bug. */
export function failureOfDisk(error: unknown): FallaDeDisco | null {
  const code = codeOf(error);
  const sqlite = sqliteCodeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT' || (sqlite !== null && SQLITE_SIN_LUGAR.has(sqlite))) {
    return {
      codigo: 'DISCO_LLENO',
      mensaje:
        'No queda espacio en el disco de esta computadora: lo que ya estaba registrado sigue guardado, pero nada nuevo se puede registrar. Libere espacio; la estación sigue sola.',
    };
  }
  if ((code !== null && SIN_DISCO.has(code)) || (sqlite !== null && SQLITE_SIN_DISCO.has(sqlite & 0xff))) {
    return {
      codigo: 'DISCO_NO_DISPONIBLE',
      mensaje: `El disco de esta computadora no responde o no permite escribir (${code ?? `SQLite ${sqlite}`}). Revise el disco y los permisos de la carpeta de la estación.`,
    };
  }
  return null;
}

const SIN_DISCO = new Set([
  'EIO',
  'EROFS',
  'EACCES',
  'EPERM',
  'EMFILE',
  'ENFILE',
  'ESTALE',
  'ENODEV',
  'EBUSY',
]);

/** https://www.sqlite.org/rescode.html: FULL, and IOERR_SHMSIZE, with which it opens a base on a disk without room. */
const SQLITE_SIN_LUGAR = new Set([13, 4874]);
/** Primary codes, the low byte of the extended ones: READONLY, IOERR, CANTOPEN. */
const SQLITE_SIN_DISCO = new Set([8, 10, 14]);

function sqliteCodeOf(error: unknown): number | null {
  const isOfSqlite = codeOf(error) === 'ERR_SQLITE_ERROR' && error instanceof Error && 'errcode' in error;
  return isOfSqlite && typeof error.errcode === 'number' ? error.errcode : null;
}
