/**
 * Files inside a ZIP, read as streams and never written to disk.
 *
 * A ZIP may come from anywhere: names with `..` or absolute are refused, and what an entry gives is counted while
 * it is decompressed, because what it declares may be false.
 */

import { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { fail, ok, type Result } from '../dominio/result.ts';

export interface EntradaZip {
  /** path inside the ZIP, with `/` */
  readonly nombre: string;
  readonly abrir: () => AsyncIterable<Uint8Array>;
}

/** Most entries, bytes of an entry, and times that an entry may grow when decompressed. */
export const LIMITES_ZIP = {
  entradas: 5_000,
  bytes: 1024 ** 3,
  /** a national database without captures compresses some 100 times; only what also exceeds `sinMirar` is refused */
  proporcion: 400,
  sinMirar: 64 * 1024 ** 2,
} as const;

/** Why a ZIP cannot be read, in words that continue «el ZIP …». */
export type MotivoZip = string;

/** An entry that turned out to be unreadable in the middle of the stream. */
export class ZipIlegible extends Error {}

/** Lists the files of a ZIP, or says why it cannot. */
export async function listZip(ruta: string): Promise<Result<readonly EntradaZip[], MotivoZip>> {
  try {
    const nombres: string[] = [];
    for await (const { entry } of entries(ruta)) {
      if (nombres.length >= LIMITES_ZIP.entradas) {
        return fail(`trae más de ${LIMITES_ZIP.entradas} archivos`);
      }
      if (!entry.fileName.endsWith('/')) nombres.push(entry.fileName);
    }
    return ok(nombres.map((nombre) => ({ nombre, abrir: () => openEntry(ruta, nombre) })));
  } catch (error) {
    if (error instanceof ZipIlegible) return fail(error.message);
    throw error;
  }
}

interface Abierta {
  readonly zip: yauzl.ZipFile;
  readonly entry: yauzl.Entry;
}

/** Walks the central directory, closing the file however the walk ends. */
async function* entries(ruta: string): AsyncGenerator<Abierta> {
  const zip = await openZip(ruta);
  try {
    for (;;) {
      const entry = await nextEntry(zip);
      if (entry === null) return;
      yield { zip, entry };
    }
  } finally {
    zip.close();
  }
}

function openZip(ruta: string): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(ruta, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error !== null) reject(explain(error));
      else resolve(zip);
    });
  });
}

function nextEntry(zip: yauzl.ZipFile): Promise<yauzl.Entry | null> {
  return new Promise((resolve, reject) => {
    const clean = () => {
      zip.removeListener('entry', onEntry);
      zip.removeListener('end', onEnd);
      zip.removeListener('error', onError);
    };
    const onEntry = (entry: yauzl.Entry) => {
      clean();
      resolve(entry);
    };
    const onEnd = () => {
      clean();
      resolve(null);
    };
    const onError = (error: Error) => {
      clean();
      reject(explain(error));
    };
    zip.on('entry', onEntry);
    zip.on('end', onEnd);
    zip.on('error', onError);
    zip.readEntry();
  });
}

async function* openEntry(ruta: string, nombre: string): AsyncGenerator<Uint8Array> {
  for await (const { zip, entry } of entries(ruta)) {
    if (entry.fileName !== nombre) continue;
    if (entry.isEncrypted()) throw new ZipIlegible('está protegido con contraseña');
    const stream = await openStream(zip, entry);
    let bytes = 0;
    try {
      for await (const chunk of stream) {
        if (!(chunk instanceof Uint8Array))
          throw new TypeError('a ZIP entry gave something other than bytes');
        bytes += chunk.length;
        checkSize(bytes, entry.compressedSize);
        yield chunk;
      }
    } catch (error) {
      throw error instanceof Error ? explain(error) : error;
    } finally {
      stream.destroy();
    }
    return;
  }
  throw new ZipIlegible(`ya no contiene «${nombre}»`);
}

function openStream(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error !== null) reject(explain(error));
      else resolve(Readable.from(stream));
    });
  });
}

function checkSize(bytes: number, compressed: number): void {
  const { bytes: maximo, proporcion, sinMirar } = LIMITES_ZIP;
  const bomb = bytes > sinMirar && bytes > compressed * proporcion;
  if (bytes > maximo || bomb) {
    throw new ZipIlegible('se infla mucho más de lo que ocupa una base de datos; puede ser una bomba');
  }
}

/** yauzl and zlib say what is wrong with a file by throwing; anything else is a bug and goes on. */
function explain(error: Error): Error {
  if (error instanceof ZipIlegible || error instanceof TypeError) return error;
  const { message } = error;
  if (/relative path|absolute path|invalid characters in fileName/i.test(message)) {
    return new ZipIlegible('trae archivos con rutas que se salen de su carpeta');
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const damaged =
    code.startsWith('Z_') ||
    /central directory|end of file|signature|zip|compress|size|byte|entry|header|encrypt|unexpected/i.test(
      message,
    );
  return damaged ? new ZipIlegible('está dañado o incompleto') : error;
}
