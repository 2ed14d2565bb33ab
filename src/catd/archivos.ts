/**
 * The files of the station, by the SHA-256 of their bytes: what the scanner gave and what is sent. A file has its
 * name only when it is whole and on the disk, so a name that is there can be believed after any cut.
 */

import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { codeOf } from '../comun/archivos.ts';
import { ok, type Result } from '../dominio/result.ts';
import { type Disco, type FallaDeDisco, failureOfDisk } from './disco.ts';

export interface Archivos {
  /** Keeps these bytes; returns when they would survive a power cut. */
  keep(sha256: string, bytes: Uint8Array): Result<null, FallaDeDisco>;
  path(sha256: string): string;
  /** Some bytes of a file, from one on. */
  piece(sha256: string, desde: number, cuantos: number): Buffer;
  /** Whether its bytes are there, can be read, and are still the ones of its name. */
  isWhole(sha256: string): boolean;
  /** Makes the folder and takes away what a cut left half-made; only whoever writes in it. */
  prepare(): void;
  /** Its bytes; null when it is not there. */
  read(sha256: string): Buffer | null;
}

const A_MEDIAS = '.a-medias-';
const SHA256 = /^[0-9a-f]{64}$/;

export function openArchivos(carpeta: string, disco: Disco): Archivos {
  const path = (sha256: string) => {
    if (!SHA256.test(sha256)) throw new RangeError(`not a SHA-256: ${sha256}`);
    return join(carpeta, sha256);
  };
  /** Checked once by each program: a disk that spoils a file later is found when the server checks the hash. */
  const whole = new Set<string>();

  /** Where the disk is spoiled, nothing is read: null, as when it is not there. */
  function readWhole(sha256: string): Buffer | null {
    try {
      return disco.read(path(sha256));
    } catch (error) {
      if (codeOf(error) !== 'EIO') throw error;
      return null;
    }
  }

  return {
    path,
    prepare() {
      disco.makeFolder(carpeta);
      disco.sync(dirname(carpeta));
      for (const name of disco.list(carpeta)) {
        if (name.startsWith(A_MEDIAS)) disco.unlink(join(carpeta, name));
      }
    },
    piece(sha256, desde, cuantos) {
      try {
        return disco.readPiece(path(sha256), desde, cuantos);
      } catch (error) {
        // It is looked at again whole, which says whether it can be read.
        whole.delete(sha256);
        throw error;
      }
    },
    read: readWhole,
    isWhole(sha256) {
      if (whole.has(sha256)) return true;
      const bytes = readWhole(sha256);
      if (bytes === null || sha256Of(bytes) !== sha256) return false;
      whole.add(sha256);
      return true;
    },
    keep(sha256, bytes) {
      const wanted = path(sha256);
      const there = disco.look(wanted);
      try {
        if (there?.bytes === bytes.length) {
          // It may be the name of a program that was cut before its last sync.
          disco.sync(wanted);
        } else {
          const temporary = join(carpeta, `${A_MEDIAS}${sha256}`);
          disco.write(temporary, bytes);
          disco.sync(temporary);
          disco.rename(temporary, wanted);
        }
        disco.sync(carpeta);
        return ok(null);
      } catch (error) {
        const failure = failureOfDisk(error);
        if (failure === null) throw error;
        // On a full disk every byte counts.
        disco.unlink(join(carpeta, `${A_MEDIAS}${sha256}`));
        return { ok: false, error: failure };
      }
    },
  };
}

export function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
