/**
 * The store of images: one file per image, named by the SHA-256 of its bytes and never changed. A write is
 * acknowledged only when bytes and name would survive a power cut (file and folders fsynced), so a fact that names
 * an image never outlives it.
 *
 * The folder belongs to the store; several programs may write in it at once.
 */

import { hash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { codeOf } from '../comun/archivos.ts';
import { imagePath } from '../comun/imagenes.ts';
import { BYTES_DE_ARCHIVO } from '../dominio/entrega.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import {
  type FallaDeDisco,
  isUnavailable,
  makeInside,
  makeTree,
  readIfThere,
  refusalOfDisk,
  syncFolder,
  unavailable,
  writeDurably,
} from './disco.ts';

/** With these bytes every JPEG begins. */
const JPEG = [0xff, 0xd8, 0xff] as const;

export type AlmacenErrorCode = 'IMAGEN_VACIA' | 'IMAGEN_EXCESIVA' | 'IMAGEN_DE_OTRO_FORMATO' | FallaDeDisco;

export type LecturaDeImagenErrorCode = 'IMAGEN_FALTANTE' | 'IMAGEN_ALTERADA' | 'ALMACEN_NO_DISPONIBLE';

export interface ImagenGuardada {
  readonly sha256: string;
  readonly bytes: number;
}

export interface Almacen {
  /** Stores the bytes durably; storing the same bytes twice is the same image. */
  store(bytes: Uint8Array): Promise<Result<ImagenGuardada, Refusal<AlmacenErrorCode>>>;
  /** The bytes of an image, once it is seen that they are those of its name. */
  read(sha256: string): Promise<Result<Buffer, Refusal<LecturaDeImagenErrorCode>>>;
}

/** @param carpeta folder of the store; made by the first image when it is missing */
export function openAlmacen(carpeta: string): Almacen {
  /** folders that exist durably, or are being made so */
  const folders = new Map<string, Promise<void>>();

  function ensure(folder: string, make: () => Promise<void>): Promise<void> {
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const made = make().catch((error: unknown) => {
      folders.delete(folder);
      throw error;
    });
    folders.set(folder, made);
    return made;
  }

  async function write(path: string, bytes: Uint8Array): Promise<void> {
    const folder = dirname(path);
    await ensure(carpeta, () => makeTree(carpeta));
    await ensure(folder, () => makeInside(folder));
    try {
      await writeDurably(path, bytes);
    } catch (error) {
      // Somebody removed the folder: the next image makes it again. The root is never made again: if it went,
      // its disk did, and another must not take its place unseen.
      if (codeOf(error) === 'ENOENT') folders.delete(folder);
      throw error;
    }
  }

  return {
    async store(bytes) {
      const checked = checkBytes(bytes);
      if (!checked.ok) return checked;
      const sha256 = hash('sha256', bytes, 'hex');
      const path = join(carpeta, imagePath(sha256));
      try {
        // What is there is trusted only as far as its bytes: a damaged file is mended by whoever has the image.
        const stored = await readIfThere(path);
        if (stored?.equals(bytes) !== true) await write(path, bytes);
        // Whoever put it there may not have reached this point yet.
        else await syncFolder(dirname(path));
      } catch (error) {
        return refusalOfDisk(error);
      }
      return ok({ sha256, bytes: bytes.length });
    },

    async read(sha256) {
      const path = join(carpeta, imagePath(sha256));
      try {
        const bytes = await readIfThere(path);
        if (bytes === null) return missing(sha256);
        return hash('sha256', bytes, 'hex') === sha256 ? ok(bytes) : altered(sha256);
      } catch (error) {
        if (isUnavailable(error)) return unavailable(error.code);
        throw error;
      }
    },
  };
}

function checkBytes(bytes: Uint8Array): Result<null, Refusal<AlmacenErrorCode>> {
  if (bytes.length === 0) {
    return refuse('IMAGEN_VACIA', 'La imagen llegó vacía. Digitalice otra vez el acta.');
  }
  if (bytes.length > BYTES_DE_ARCHIVO) {
    return refuse(
      'IMAGEN_EXCESIVA',
      `La imagen pesa ${Math.ceil(bytes.length / 1_048_576)} MB y el máximo es ${BYTES_DE_ARCHIVO / 1_048_576} MB. Baje la resolución del escáner a 200 o 300 ppp.`,
    );
  }
  if (!JPEG.every((byte, i) => bytes[i] === byte)) {
    return refuse(
      'IMAGEN_DE_OTRO_FORMATO',
      'El archivo no es una imagen JPEG. Guarde el acta como JPEG y envíela otra vez.',
    );
  }
  return ok(null);
}

function missing(sha256: string) {
  return refuse(
    'IMAGEN_FALTANTE',
    `El almacén no tiene la imagen ${sha256}. Recupérela de su respaldo o digitalice otra vez el acta.`,
  );
}

function altered(sha256: string) {
  return refuse(
    'IMAGEN_ALTERADA',
    `La imagen ${sha256} no tiene los bytes que dice su nombre. Recupérela de su respaldo o vuelva a enviarla.`,
  );
}
