/**
 * The store of images: one file per image, named by the SHA-256 of its bytes and never changed. A write is
 * acknowledged only when the bytes and the name are on disk (file and folder fsynced), so an event that names
 * an image never outlives it.
 */

import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, type FileHandle, mkdir, open, readFile, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { imagePath } from '../comun/imagenes.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';

/** A scan of 300 dpi is about 1 MB; anything far above is not an acta. */
export const BYTES_MAXIMOS = 32 * 1024 * 1024;

const JPEG = Buffer.from([0xff, 0xd8, 0xff]);

export type AlmacenErrorCode =
  | 'IMAGEN_VACIA'
  | 'IMAGEN_EXCESIVA'
  | 'IMAGEN_DE_OTRO_FORMATO'
  | 'DISCO_LLENO'
  | 'ALMACEN_NO_DISPONIBLE';

export interface ImagenGuardada {
  readonly sha256: string;
  readonly bytes: number;
}

export interface Almacen {
  /** Stores the bytes durably; storing the same bytes twice is the same image. */
  store(bytes: Uint8Array): Promise<Result<ImagenGuardada, Refusal<AlmacenErrorCode>>>;
  /** The bytes of an image, or null when the store does not have it. */
  read(sha256: string): Promise<Buffer | null>;
}

/** @param carpeta folder of the store; made when it is missing */
export function openAlmacen(carpeta: string): Almacen {
  const durableFolders = new Set<string>();

  async function ensureFolder(folder: string): Promise<void> {
    if (durableFolders.has(folder)) return;
    await mkdir(folder, { recursive: true });
    await syncFolder(dirname(folder));
    durableFolders.add(folder);
  }

  async function write(path: string, bytes: Uint8Array): Promise<void> {
    const folder = dirname(path);
    await ensureFolder(carpeta);
    await ensureFolder(folder);
    const temporary = join(folder, `.${randomUUID()}.tmp`);
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
      await removeIfThere(temporary);
      throw error;
    }
    await syncFolder(folder);
  }

  return {
    async store(bytes) {
      const checked = checkBytes(bytes);
      if (!checked.ok) return checked;
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const path = join(carpeta, imagePath(sha256));
      try {
        if (!(await exists(path))) await write(path, bytes);
      } catch (error) {
        return diskRefusal(error);
      }
      return ok({ sha256, bytes: bytes.length });
    },

    async read(sha256) {
      try {
        return await readFile(join(carpeta, imagePath(sha256)));
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return null;
        throw error;
      }
    },
  };
}

function checkBytes(bytes: Uint8Array): Result<null, Refusal<AlmacenErrorCode>> {
  if (bytes.length === 0) {
    return refuse('IMAGEN_VACIA', 'La imagen llegó vacía. Digitalice otra vez el acta.');
  }
  if (bytes.length > BYTES_MAXIMOS) {
    return refuse(
      'IMAGEN_EXCESIVA',
      `La imagen pesa ${Math.ceil(bytes.length / 1_048_576)} MB y el máximo es ${BYTES_MAXIMOS / 1_048_576} MB. Baje la resolución del escáner a 200 o 300 ppp.`,
    );
  }
  if (JPEG.compare(bytes, 0, JPEG.length) !== 0) {
    return refuse(
      'IMAGEN_DE_OTRO_FORMATO',
      'El archivo no es una imagen JPEG. Guarde el acta como JPEG y envíela otra vez.',
    );
  }
  return ok(null);
}

/** Only what a disk can do to us is an expected failure; the rest crashes. */
function diskRefusal(error: unknown) {
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return refuse(
      'DISCO_LLENO',
      'No hay espacio en el disco de imágenes: esta imagen no se guardó. Libere espacio y envíela otra vez.',
    );
  }
  if (code === 'EIO' || code === 'EROFS' || code === 'EACCES' || code === 'EPERM') {
    return refuse(
      'ALMACEN_NO_DISPONIBLE',
      `El disco de imágenes no responde (${code}): esta imagen no se guardó. Revise el disco y envíela otra vez.`,
    );
  }
  throw error;
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path, constants.R_OK);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

async function removeIfThere(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

async function syncFolder(folder: string): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(folder, 'r');
    await handle.sync();
  } finally {
    await handle?.close();
  }
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
