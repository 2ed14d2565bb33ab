/**
 * The store of documents and photographs: one file each, named by the SHA-256 of its bytes and never changed. Bytes
 * are hashed and written as they arrive, so an excessive one is refused without having been held or kept.
 *
 * A write is acknowledged when bytes and name would survive a power cut.
 */

import { createHash, hash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import type { Archivo, TipoDeArchivo } from './colecciones.ts';
import { sniff } from './tipo-de-archivo.ts';

/** A scan of a whole session, in PDF, is some tens of megabytes. */
export const BYTES_MAXIMOS = 50 * 1024 * 1024;

export type ArchivoErrorCode =
  | 'ARCHIVO_VACIO'
  | 'CUERPO_EXCESIVO'
  | 'ARCHIVO_DE_OTRO_TIPO'
  | 'ARCHIVO_CORTADO'
  | 'DISCO_LLENO'
  | 'ALMACEN_NO_DISPONIBLE';

export interface AlmacenDeArchivos {
  /** Stores what arrives; the same bytes twice are the same file. */
  receive(cuerpo: Readable, nombre: string): Promise<Result<Archivo, Refusal<ArchivoErrorCode>>>;
  /** The bytes of a file, once it is seen that they are those of its name. */
  read(
    sha256: string,
  ): Promise<Result<Buffer, Refusal<'NO_EXISTE' | 'ARCHIVO_ALTERADO' | 'ALMACEN_NO_DISPONIBLE'>>>;
}

const SHA256 = /^[0-9a-f]{64}$/;

/** @param carpeta folder of the store; made by the first file when it is missing */
export function openArchivos(carpeta: string): AlmacenDeArchivos {
  const pathOf = (sha256: string) => join(carpeta, sha256.slice(0, 2), sha256);

  return {
    async receive(cuerpo, nombre) {
      const temporary = join(carpeta, `.${randomUUID()}.tmp`);
      try {
        await mkdir(carpeta, { recursive: true });
        const file = await open(temporary, 'wx', 0o644);
        try {
          const copied = await copy(cuerpo, file);
          if (!copied.ok) return copied;
          const { sha256, bytes, cabeza, cola } = copied.value;
          const tipo = sniff(cabeza, cola, nombre);
          if (tipo === null) return unknownType(nombre);
          await file.sync();
          await mkdir(join(carpeta, sha256.slice(0, 2)), { recursive: true });
          await rename(temporary, pathOf(sha256));
          await syncFolder(join(carpeta, sha256.slice(0, 2)));
          await syncFolder(carpeta);
          return ok({ sha256, nombre: nombre.normalize('NFC'), tipo, bytes });
        } finally {
          await file.close();
        }
      } catch (error) {
        return refusalOfDisk(error);
      } finally {
        await rm(temporary, { force: true });
      }
    },

    async read(sha256) {
      if (!SHA256.test(sha256)) return refuse('NO_EXISTE', 'Ese no es el SHA-256 de un archivo.');
      try {
        const bytes = await readFile(pathOf(sha256));
        if (hash('sha256', bytes, 'hex') === sha256) return ok(bytes);
        return refuse(
          'ARCHIVO_ALTERADO',
          `El archivo ${sha256} no es el que se guardó: recupérelo de un respaldo y no lo use.`,
        );
      } catch (error) {
        if (codeOf(error) === 'ENOENT') {
          return refuse('NO_EXISTE', `Falta el archivo ${sha256} en el almacén: recupérelo de un respaldo.`);
        }
        if (isUnavailable(error)) return unavailable(codeOf(error));
        throw error;
      }
    },
  };
}

interface Copiado {
  readonly sha256: string;
  readonly bytes: number;
  /** first and last bytes, which say what the file is */
  readonly cabeza: Buffer;
  readonly cola: Buffer;
}

const MUESTRA = 64 * 1024;

/**
 * Copies until the end or the limit. Past the limit the rest is neither written nor read here: it is left flowing, so
 * that who sends it gets to read the refusal.
 */
async function copy(
  cuerpo: Readable,
  file: FileHandle,
): Promise<Result<Copiado, Refusal<'ARCHIVO_VACIO' | 'CUERPO_EXCESIVO' | 'ARCHIVO_CORTADO'>>> {
  const digest = createHash('sha256');
  const samples: Buffer[] = [];
  let cola: Buffer = Buffer.alloc(0);
  let sampled = 0;
  let bytes = 0;
  try {
    for await (const chunk of cuerpo.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > BYTES_MAXIMOS) {
        cuerpo.resume();
        return excessive();
      }
      digest.update(chunk);
      if (sampled < MUESTRA) samples.push(chunk);
      sampled += chunk.length;
      cola =
        chunk.length >= MUESTRA ? chunk.subarray(-MUESTRA) : Buffer.concat([cola, chunk]).subarray(-MUESTRA);
      await file.write(chunk);
    }
  } catch (error) {
    if (codeOf(error) !== 'ECONNRESET' && codeOf(error) !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    return refuse('ARCHIVO_CORTADO', 'El archivo no llegó entero: no se guardó. Envíelo otra vez.');
  }
  if (bytes === 0) return refuse('ARCHIVO_VACIO', 'El archivo llegó vacío: no se guardó.');
  return ok({
    sha256: digest.digest('hex'),
    bytes,
    cabeza: Buffer.concat(samples).subarray(0, MUESTRA),
    cola,
  });
}

/** The refusal of a file that is too large, before or while it arrives. */
export function excessive() {
  return refuse(
    'CUERPO_EXCESIVO',
    `El archivo pesa más de ${BYTES_MAXIMOS / 1_048_576} MB, que es el máximo: no se guardó. Divídalo, o guarde el PDF o las fotografías con menos resolución.`,
  );
}

function unknownType(nombre: string) {
  return refuse(
    'ARCHIVO_DE_OTRO_TIPO',
    `«${nombre}» no se guardó: por su contenido no es PDF, PNG, JPEG, DOCX, XLSX, ODT, ODS ni texto (o su extensión dice otra cosa).`,
  );
}

/** The type with which a file is answered. */
export const MEDIO: Readonly<Record<TipoDeArchivo, string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpeg: 'image/jpeg',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  texto: 'text/plain; charset=utf-8',
};

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Only what a disk can do to us is an expected failure; the rest crashes. */
function refusalOfDisk(error: unknown) {
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return refuse(
      'DISCO_LLENO',
      'No hay espacio en el disco: el archivo no se guardó. Libere espacio y envíelo otra vez.',
    );
  }
  if (isUnavailable(error)) return unavailable(code);
  throw error;
}

const SIN_ALMACEN: readonly string[] = [
  'EIO',
  'EROFS',
  'ENODEV',
  'ENXIO',
  'ESTALE',
  'EACCES',
  'EPERM',
  'ENOTDIR',
];

function isUnavailable(error: unknown): boolean {
  return SIN_ALMACEN.includes(codeOf(error));
}

function unavailable(code: string) {
  return refuse(
    'ALMACEN_NO_DISPONIBLE',
    `No se puede usar la carpeta de archivos (${code}). Revise que su disco esté montado y que el sistema pueda escribir en él.`,
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
