/**
 * Files that survive a power cut: what is acknowledged has its bytes and its name on disk (file and folders fsynced).
 * What a disk can do to us is a refusal; the rest crashes.
 */

import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf } from '../comun/archivos.ts';
import { refuse } from '../dominio/result.ts';

export type FallaDeDisco = 'DISCO_LLENO' | 'ALMACEN_NO_DISPONIBLE';

/** Makes a folder and those above it. The name of each one is in the folder above, which is synced for it. */
export async function makeTree(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  let made = folder;
  while (true) {
    await syncFolder(dirname(made));
    if (first === undefined || made === first) return;
    made = dirname(made);
  }
}

export async function makeInside(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
  await syncFolder(dirname(folder));
}

/** A reader finds the whole file or none: it takes its name when it is already on disk. */
export async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = join(dirname(path), `.${randomUUID()}.tmp`);
  try {
    const file = await open(temporary, 'wx', 0o644);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Only what a disk can do to us is an expected failure; the rest crashes. */
export function refusalOfDisk(error: unknown) {
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return refuse(
      'DISCO_LLENO',
      'No hay espacio en el disco de imágenes: esta imagen no se guardó. Libere espacio y envíela otra vez.',
    );
  }
  if (isUnavailable(error)) return unavailable(error.code);
  throw error;
}

/** A disk that fails, is read-only, was taken out or gives no permission; too many files open at once. */
const SIN_ALMACEN = new Set([
  ...['EIO', 'EROFS', 'ENODEV', 'ENXIO', 'ESTALE', 'EACCES', 'EPERM', 'ENOENT', 'ENOTDIR'],
  ...['EMFILE', 'ENFILE'],
]);

export function isUnavailable(error: unknown): error is Error & { readonly code: string } {
  const code = codeOf(error);
  return code !== null && SIN_ALMACEN.has(code);
}

export function unavailable(code: string) {
  return refuse(
    'ALMACEN_NO_DISPONIBLE',
    `El disco de imágenes no responde (${code}). Avise a quien administra el sistema y vuelva a intentarlo.`,
  );
}
