/** A disk of a few megabytes that a test can fill, make read-only and free again. */

import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeOf } from '../../src/comun/archivos.ts';

export interface DiscoPequeno {
  readonly carpeta: string;
  /** Leaves room for these bytes, or none. */
  fill(libres?: number): void;
  free(): void;
  remount(modo: 'ro' | 'rw'): void;
  unmount(): void;
}

/** A disk of its own, or null where this user may not mount one. */
export function mountDisco(megabytes: number): DiscoPequeno | null {
  const carpeta = mkdtempSync(join(tmpdir(), 'prep-disco-'));
  const run = (program: string, ...args: string[]) => execFileSync(program, args, { stdio: 'ignore' });
  try {
    run('/bin/mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'prep-prueba', carpeta);
  } catch {
    rmdirSync(carpeta);
    return null;
  }
  chmodSync(carpeta, 0o755);
  const relleno = join(carpeta, 'relleno');
  return {
    carpeta,
    fill(libres = 0) {
      rmSync(relleno, { force: true });
      const { bavail, bsize } = statfsSync(carpeta);
      try {
        writeFileSync(relleno, Buffer.alloc(Math.max(0, bavail * bsize - libres)));
      } catch (error) {
        // Whoever else writes there took some of it meanwhile: it is full all the same.
        if (codeOf(error) !== 'ENOSPC') throw error;
      }
    },
    free() {
      rmSync(relleno, { force: true });
    },
    remount(modo) {
      run('/bin/mount', '-o', `remount,${modo}`, carpeta);
    },
    unmount() {
      run('/bin/umount', carpeta);
      rmdirSync(carpeta);
    },
  };
}
