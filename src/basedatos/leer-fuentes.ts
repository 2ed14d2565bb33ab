/**
 * Where the files to read are: a file, a folder with whatever is in it, or a ZIP.
 */

import { createReadStream } from 'node:fs';
import { lstat, readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { fail, ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { listZip } from './leer-zip.ts';

/** Something that can be read, as many times as needed. */
export interface Fuente {
  /** as shown to people: a path, or `base.zip › carpeta/PUE_GUB_2024.csv` */
  readonly nombre: string;
  readonly abrir: () => AsyncIterable<Uint8Array>;
}

/** A file that was found and is not read, and why. */
export interface Omitido {
  readonly nombre: string;
  readonly motivo: string;
}

export interface Fuentes {
  readonly fuentes: readonly Fuente[];
  readonly omitidos: readonly Omitido[];
  /** ZIPs inside of the folder that cannot be read */
  readonly ilegibles: readonly FalloDeFuente[];
  /** how the path was given: what is not a database is an error in a file, and is passed over in the others */
  readonly origen: 'archivo' | 'carpeta' | 'zip';
}

export type CodigoDeFuente = 'NO_EXISTE' | 'SIN_PERMISO' | 'ZIP_ILEGIBLE';

export interface FalloDeFuente extends Refusal<CodigoDeFuente> {
  readonly nombre: string;
}

/** Endings of files that may be a database or a list of candidaturas. */
const DE_DATOS = new Set(['.csv', '.txt', '.tsv', '.dat', '']);
const LEEME = /^l[eé]{2}me|^le[ií]me|^read.?me/i;
/**
 * Bytes read at a time. The rows of a piece are alive together: with 32 KB a national file needs 180 MB, with 256 KB
 * 250 MB, in the same time.
 */
const TROZO = 32 * 1024;

/** Finds what to read in a path, folders and ZIPs included. Order is that of the names. */
export async function findFuentes(ruta: string): Promise<Result<Fuentes, FalloDeFuente>> {
  const info = await describe(ruta);
  if (!info.ok) return info;
  if (info.value === 'carpeta') return ok(await inFolder(ruta));
  if (isZip(ruta)) return inZip(ruta);
  return ok({ fuentes: [fileSource(ruta)], omitidos: [], ilegibles: [], origen: 'archivo' });
}

/** A file of the disk. */
export function fileSource(ruta: string): Fuente {
  return { nombre: ruta, abrir: () => createReadStream(ruta, { highWaterMark: TROZO }) };
}

/** Bytes in memory: tests, uploads. */
export function memorySource(nombre: string, bytes: Uint8Array): Fuente {
  return {
    nombre,
    abrir: async function* () {
      for (let start = 0; start < bytes.length; start += TROZO) yield bytes.subarray(start, start + TROZO);
    },
  };
}

async function describe(ruta: string): Promise<Result<'archivo' | 'carpeta', FalloDeFuente>> {
  try {
    return ok((await stat(ruta)).isDirectory() ? 'carpeta' : 'archivo');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'EACCES' || code === 'EPERM') {
      const mensaje = 'no hay permiso para leerlo. Pida permiso de lectura o cópielo a una carpeta suya.';
      return fail({ codigo: 'SIN_PERMISO', mensaje, nombre: ruta });
    }
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG' || code === 'ELOOP') {
      const mensaje = 'no existe. Revise la ruta y el nombre.';
      return fail({ codigo: 'NO_EXISTE', mensaje, nombre: ruta });
    }
    throw error;
  }
}

function isZip(ruta: string): boolean {
  return extname(ruta).toLowerCase() === '.zip';
}

async function inFolder(carpeta: string): Promise<Fuentes> {
  const fuentes: Fuente[] = [];
  const omitidos: Omitido[] = [];
  const ilegibles: FalloDeFuente[] = [];
  for (const ruta of await walk(carpeta)) {
    if (isZip(ruta)) {
      const zip = await inZip(ruta);
      if (!zip.ok) {
        ilegibles.push(zip.error);
        continue;
      }
      fuentes.push(...zip.value.fuentes);
      omitidos.push(...zip.value.omitidos);
      continue;
    }
    const motivo = reasonToSkip(ruta);
    if (motivo === null) fuentes.push(fileSource(ruta));
    else omitidos.push({ nombre: ruta, motivo });
  }
  return { fuentes, omitidos, ilegibles, origen: 'carpeta' };
}

/** Files below a folder. Links are not followed: they may go round in circles or out of the folder. */
async function walk(carpeta: string): Promise<readonly string[]> {
  const found: string[] = [];
  const entries = await readdir(carpeta);
  for (const nombre of entries.sort()) {
    if (isHidden(nombre)) continue;
    const ruta = join(carpeta, nombre);
    const info = await lstat(ruta);
    if (info.isDirectory()) found.push(...(await walk(ruta)));
    else if (info.isFile()) found.push(ruta);
  }
  return found;
}

function isHidden(nombre: string): boolean {
  return nombre.startsWith('.') || nombre === '__MACOSX';
}

/** Why a file is not even opened, by its name; null when it may be of interest. */
function reasonToSkip(nombre: string): string | null {
  if (LEEME.test(basename(nombre))) return 'es el archivo LEEME';
  if (!DE_DATOS.has(extname(nombre).toLowerCase())) return 'no es un archivo CSV';
  return null;
}

async function inZip(ruta: string): Promise<Result<Fuentes, FalloDeFuente>> {
  const entradas = await listZip(ruta);
  if (!entradas.ok) {
    return fail({
      ...refuse(
        'ZIP_ILEGIBLE',
        `el ZIP ${entradas.error}. Descárguelo de nuevo o extráigalo y revise la carpeta.`,
      ).error,
      nombre: ruta,
    });
  }
  const fuentes: Fuente[] = [];
  const omitidos: Omitido[] = [];
  for (const { nombre: interno, abrir } of entradas.value) {
    if (interno.split('/').some(isHidden)) continue;
    const nombre = `${ruta} › ${interno}`;
    const motivo = isZip(interno)
      ? 'es un ZIP dentro de otro ZIP; extráigalo para revisarlo'
      : reasonToSkip(interno);
    if (motivo === null) fuentes.push({ nombre, abrir });
    else omitidos.push({ nombre, motivo });
  }
  return ok({ fuentes, omitidos, ilegibles: [], origen: 'zip' });
}
