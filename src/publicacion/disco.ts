/**
 * The disk, as publication uses it: few operations, one after another, so that a test can stop at any of them.
 *
 * Writing is synchronous on purpose: a corte of a state is thousands of small files, and a promise for each costs
 * more than the write. Publication runs in a thread of its own and nobody waits for its event loop.
 */

import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  fsyncSync,
  futimesSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { codeOf } from '../comun/archivos.ts';
import type { Refusal } from '../dominio/result.ts';

export interface Disco {
  /** Makes a folder and those above it. */
  makeFolder(path: string): void;
  /** Writes a file that does not exist yet; its date is the one given. */
  write(path: string, bytes: Uint8Array, fecha: Date): void;
  /** The same, unless there is a file with that name. */
  writeNew(path: string, bytes: Uint8Array, fecha: Date): 'hecho' | 'existe';
  /** The bytes of a file, or null when it is not there. */
  read(path: string): Buffer | null;
  /** Gives a file a second name; `imposible` where the file system cannot (other disk, too many names). */
  link(path: string, otro: string): 'hecho' | 'imposible';
  /** Makes a name that leads to another, relative to its folder. */
  linkName(destino: string, path: string): void;
  /** Where such a name leads; null when it is not there. */
  readName(path: string): string | null;
  /** Whether a file or folder is there. */
  has(path: string): boolean;
  /** Takes away a name of a file; nothing when it is not there. */
  unlink(path: string): void;
  /** Names inside a folder; none when it is not there. */
  list(path: string): readonly string[];
  /** Puts a file or folder in the place of another name, at once. */
  rename(path: string, otro: string): void;
  /** Removes a file or a folder with what it has. */
  remove(path: string): void;
  /** Returns when a file, or the names in a folder, would survive a power cut. */
  sync(path: string): void;
  /** The same for many at once. @param carpeta a folder of the file system where they all are */
  syncAll(carpeta: string, paths: () => Iterable<string>): void;
}

export function openDisco(): Disco {
  return {
    makeFolder(path) {
      mkdirSync(path, { recursive: true });
    },
    write: writeFile,
    writeNew(path, bytes, fecha) {
      try {
        writeFile(path, bytes, fecha);
        return 'hecho';
      } catch (error) {
        if (codeOf(error) === 'EEXIST') return 'existe';
        throw error;
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
    link(path, otro) {
      try {
        linkSync(path, otro);
        return 'hecho';
      } catch (error) {
        if (SIN_ENLACE.has(codeOf(error) ?? '')) return 'imposible';
        throw error;
      }
    },
    linkName(destino, path) {
      symlinkSync(destino, path);
    },
    readName(path) {
      try {
        return readlinkSync(path);
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return null;
        throw error;
      }
    },
    has(path) {
      return existsSync(path);
    },
    unlink(path) {
      try {
        unlinkSync(path);
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') throw error;
      }
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
    remove(path) {
      rmSync(path, { recursive: true, force: true });
    },
    sync(path) {
      const handle = openSync(path, 'r');
      try {
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
    },
    syncAll(carpeta, paths) {
      if (syncFileSystem(carpeta)) return;
      for (const path of paths()) this.sync(path);
    },
  };
}

function writeFile(path: string, bytes: Uint8Array, fecha: Date): void {
  const file = openSync(path, 'wx', 0o644);
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    futimesSync(file, fecha, fecha);
  } finally {
    closeSync(file);
  }
}

/** Another disk, too many names for one file, or a file system without hard links. */
const SIN_ENLACE = new Set(['EXDEV', 'EMLINK', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/**
 * One request to the file system instead of one per file: a national corte has 200,000 files, and on most disks
 * each fsync costs milliseconds. Node has no syncfs; `sync -f` of coreutils does. False where there is none.
 */
function syncFileSystem(path: string): boolean {
  const { error, status } = spawnSync('sync', ['-f', path], { stdio: 'ignore' });
  return error === undefined && status === 0;
}

export type DiscoErrorCode = 'DISCO_LLENO' | 'DISCO_NO_DISPONIBLE';

/** What a failure of the disk means to whoever publishes, or null when it is a bug. */
export function refusalOfDisk(error: unknown): Refusal<DiscoErrorCode> | null {
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return {
      codigo: 'DISCO_LLENO',
      mensaje:
        'No queda espacio en el disco de publicación: este corte no se publicó y sigue vigente el anterior. Libere espacio; el siguiente corte se publicará solo.',
    };
  }
  if (code !== null && SIN_DISCO.has(code)) {
    return {
      codigo: 'DISCO_NO_DISPONIBLE',
      mensaje: `El disco de publicación no responde o no permite escribir (${code}): este corte no se publicó y sigue vigente el anterior. Revise el disco y los permisos de la carpeta.`,
    };
  }
  return null;
}

const SIN_DISCO = new Set(['EIO', 'EROFS', 'EACCES', 'EPERM', 'EMFILE', 'ENFILE', 'ESTALE', 'ENODEV']);
