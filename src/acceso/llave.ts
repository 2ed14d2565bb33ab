/**
 * The key with which the secrets of second factors are sealed: a file beside the database and not in it, so that a
 * copy of the database alone gives nobody's codes.
 */

import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';

const BYTES = 32;
export const ARCHIVO_DE_LLAVE = 'acceso.llave';

/**
 * Reads the key of a folder of data, or makes it the first time.
 *
 * @returns refused when there are sealed secrets and no key, or a file that is not one
 */
export async function openLlave(
  datos: string,
  pool: Pick<Pool, 'query'>,
): Promise<Result<Buffer, Refusal<'LLAVE_PERDIDA'>>> {
  const path = join(datos, ARCHIVO_DE_LLAVE);
  const found = readIfExists(path);
  if (found?.length === BYTES) return ok(found);
  const { rowCount } = await pool.query('select from prep.persona where factor is not null limit 1');
  if (found !== null || rowCount !== 0) {
    return refuse(
      'LLAVE_PERDIDA',
      `Falta la llave de los segundos factores (${path}), o no es la que se hizo. Recupérela de su respaldo: sin ella nadie que tenga segundo factor puede entrar. ` +
        'Si se perdió, mueva el archivo a otra parte y dé códigos de activación nuevos a esas personas con «prep personas codigo».',
    );
  }
  const llave = randomBytes(BYTES);
  mkdirSync(datos, { recursive: true });
  // `wx`: of two programs that start at once, one makes it and the other fails and reads it the next time.
  const file = openSync(path, 'wx', 0o600);
  writeSync(file, llave);
  fsyncSync(file);
  closeSync(file);
  return ok(llave);
}

function readIfExists(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
