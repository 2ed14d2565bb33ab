/** Reads the folder of a process from disk. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Result } from '../dominio/result.ts';
import type { ErrorDeCarga } from './error-de-carga.ts';
import { ARCHIVOS, type Contenidos, OPCIONALES, parseProceso } from './parsear.ts';
import type { Proceso } from './proceso.ts';

/**
 * Loads `procesos/<nombre>/`. Either there is a process with nothing wrong or there is the full list of what
 * is wrong; nothing is half loaded.
 *
 * @param folder path of the folder
 * @returns the frozen process, or every error with file, line, column, what was found and what was expected
 */
export async function loadProceso(folder: string): Promise<Result<Proceso, readonly ErrorDeCarga[]>> {
  return parseProceso(await readAll(folder));
}

async function readAll(folder: string): Promise<Contenidos> {
  const [proceso, partidos, territorios, catd, casillas, candidaturas] = await Promise.all([
    readIfExists(join(folder, ARCHIVOS.proceso)),
    readIfExists(join(folder, ARCHIVOS.partidos)),
    readIfExists(join(folder, ARCHIVOS.territorios)),
    readIfExists(join(folder, ARCHIVOS.catd)),
    readIfExists(join(folder, ARCHIVOS.casillas)),
    readIfExists(join(folder, ARCHIVOS.candidaturas)),
  ]);
  const opcionales = new Map<string, Uint8Array>();
  for (const name of OPCIONALES) {
    const bytes = await readIfExists(join(folder, name));
    if (bytes !== null) opcionales.set(name, bytes);
  }
  return { proceso, partidos, territorios, catd, casillas, candidaturas, opcionales };
}

async function readIfExists(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    // A missing file is an error of the process, to be listed with the others; a broken disk is not.
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) {
      return null;
    }
    throw error;
  }
}
