/**
 * Opens the file of a package. It comes on a memory stick and may have been made by anybody: it is a ZIP without
 * compression with exactly the names that are agreed, each once, and what it says that it holds is no more than the
 * file itself. Anything else is refused before it is read.
 */

import { stat } from 'node:fs/promises';
import yauzl from 'yauzl';
import { BYTES_DE_ARCHIVO } from '../../dominio/entrega.ts';
import { ok, type Refusal, type Result, refuse } from '../../dominio/result.ts';
import { ENTREGAS_MAXIMAS } from './formato.ts';

/** A text and the signature of who wrote it. */
export interface Firmado {
  readonly texto: string;
  readonly firma: string;
}

export interface PaqueteAbierto {
  readonly cabeza: Firmado;
  /** A delivery that it has, or null: it is not there, or it cannot be read. */
  readEntrega(id: string): Promise<Firmado | null>;
  /** Bytes that it has, or null. Whether they are those of that name is for who asks. */
  readArchivo(sha256: string): Promise<Buffer | null>;
  has(sha256: string): boolean;
  close(): void;
}

/** Each delivery has its text and at most two files. */
const ENTRADAS_MAXIMAS = 3 * ENTREGAS_MAXIMAS + 2;
/** The list of ten thousand deliveries, with its signature. */
const BYTES_DE_CABEZA = 2 * 1024 ** 2;
const BYTES_DE_ENTREGA = 32 * 1024;
const BYTES_DE_LEEME = 64 * 1024;

const CABEZA = 'paquete.json';

export type FallaDePaquete = Refusal<'PAQUETE_ILEGIBLE' | 'PAQUETE_EXCESIVO'>;

export async function openPaquete(ruta: string): Promise<Result<PaqueteAbierto, FallaDePaquete>> {
  const opened = await openZip(ruta);
  if (!opened.ok) return opened;
  const zip = opened.value;
  const listed = await listEntries(zip, (await stat(ruta)).size);
  if (!listed.ok) {
    zip.close();
    return listed;
  }
  const entries = listed.value;
  const read = async (name: string) => {
    const entry = entries.get(name);
    return entry === undefined ? null : readEntry(zip, entry);
  };
  const cabeza = toFirmado(await read(CABEZA));
  if (cabeza === null) {
    zip.close();
    return illegible('no trae la lista de sus entregas');
  }
  return ok({
    cabeza,
    readEntrega: async (id) => toFirmado(await read(`entregas/${id}.json`)),
    readArchivo: (sha256) => read(`archivos/${sha256}`),
    has: (sha256) => entries.has(`archivos/${sha256}`),
    close: () => zip.close(),
  });
}

function openZip(ruta: string): Promise<Result<yauzl.ZipFile, FallaDePaquete>> {
  return new Promise((resolve) => {
    yauzl.open(ruta, { lazyEntries: true, autoClose: false, strictFileNames: true }, (error, zip) => {
      // Whatever is wrong with it, it is not a file that a station wrote.
      resolve(error === null ? ok(zip) : illegible('no es un ZIP, o está cortado'));
    });
  });
}

function listEntries(
  zip: yauzl.ZipFile,
  size: number,
): Promise<Result<ReadonlyMap<string, yauzl.Entry>, FallaDePaquete>> {
  const entries = new Map<string, yauzl.Entry>();
  let bytes = 0;
  return new Promise((resolve) => {
    zip.on('error', () => resolve(illegible('su índice está dañado')));
    zip.on('end', () => resolve(ok(entries)));
    zip.on('entry', (entry: yauzl.Entry) => {
      const most = limitOf(entry.fileName);
      bytes += entry.uncompressedSize;
      if (entries.size >= ENTRADAS_MAXIMAS) return resolve(excessive('trae demasiados archivos'));
      if (most === null) return resolve(illegible('trae archivos que un paquete no lleva'));
      if (entries.has(entry.fileName)) return resolve(illegible('trae dos veces el mismo archivo'));
      if (entry.uncompressedSize > most) return resolve(excessive('trae un archivo demasiado grande'));
      if (entry.compressionMethod !== 0 || entry.compressedSize !== entry.uncompressedSize) {
        return resolve(excessive('viene comprimido, y un paquete nunca lo está'));
      }
      // Entries that lie one over another: more is declared than there is.
      if (bytes > size) return resolve(excessive('dice traer más de lo que ocupa'));
      entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}

/** Most bytes of what has that name; null when a package has no such thing. */
function limitOf(name: string): number | null {
  if (name === CABEZA) return BYTES_DE_CABEZA;
  if (name === 'LEEME.txt') return BYTES_DE_LEEME;
  if (/^entregas\/[0-9a-f]{64}\.json$/.test(name)) return BYTES_DE_ENTREGA;
  return /^archivos\/[0-9a-f]{64}$/.test(name) ? BYTES_DE_ARCHIVO : null;
}

/** The bytes of an entry; null when they are damaged, and then that one is refused alone. */
function readEntry(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Buffer | null> {
  return new Promise((resolve) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error !== null) return resolve(null);
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => resolve(Buffer.concat(chunks)));
      stream.on('error', () => resolve(null));
    });
  });
}

function toFirmado(bytes: Buffer | null): Firmado | null {
  if (bytes === null) return null;
  try {
    const read: unknown = JSON.parse(bytes.toString('utf8'));
    if (typeof read !== 'object' || read === null || !('texto' in read) || !('firma' in read)) return null;
    const { texto, firma } = read;
    return typeof texto === 'string' && typeof firma === 'string' ? { texto, firma } : null;
  } catch {
    // What is no JSON has no other way of saying so.
    return null;
  }
}

function illegible(why: string) {
  return refuse(
    'PAQUETE_ILEGIBLE',
    `El archivo no se puede abrir como paquete: ${why}. Hágalo otra vez en la estación y cópielo de nuevo.`,
  );
}

function excessive(why: string) {
  return refuse(
    'PAQUETE_EXCESIVO',
    `El paquete no se abrió: ${why}. Hágalo otra vez en la estación; si sigue igual, no lo hizo una estación.`,
  );
}
