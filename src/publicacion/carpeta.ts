/**
 * The folder of a corte while it is written: every file is hashed as it goes, and nothing is visible under its
 * final name until all of it is on the disk.
 *
 * `cortes/.tmp-<nombre>/` → everything synced → renamed to `cortes/<nombre>/`, which never changes again.
 */

import { hash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import type { Disco } from './disco.ts';

/** A file of the corte as the manifest lists it. */
export interface Archivo {
  /** from the folder of the corte, with `/` */
  readonly ruta: string;
  readonly bytes: number;
  /** lower-case hexadecimal */
  readonly sha256: string;
}

export interface Carpeta {
  /** Writes a new file. */
  write(ruta: string, contenido: string | Buffer): Archivo;
  /**
   * Writes a file that may have the same bytes as in the corte before: then it is the same file with two names,
   * which saves its space. Files of a corte never change, so neither can harm the other.
   */
  writeShared(ruta: string, contenido: string): Archivo;
  /** Everything written so far, by ruta. */
  archivos(): readonly Archivo[];
  /**
   * Writes the last file, by which the folder is recognised, and puts the folder in its place once its bytes are
   * on the disk. A folder that is there already and has the same last file is the same corte.
   */
  finish(ruta: string, contenido: string): Result<Archivo, Refusal<'CORTE_YA_EXISTE'>>;
  /** Removes what was written: the corte will not be. */
  discard(): void;
}

/** Folder of the cortes, from the root of the publication. */
export const CARPETA_CORTES = 'cortes';
const PREFIJO_TEMPORAL = '.tmp-';

/**
 * @param raiz root of the publication
 * @param nombre name of the folder of this corte
 * @param previa path of the folder of the corte before, or null
 * @param fecha date of the files: that of the corte
 */
export function openCarpeta(
  disco: Disco,
  raiz: string,
  nombre: string,
  previa: string | null,
  fecha: Date,
): Carpeta {
  const cortes = join(raiz, CARPETA_CORTES);
  const temporal = join(cortes, `${PREFIJO_TEMPORAL}${nombre}`);
  const made = new Set<string>();
  const archivos: Archivo[] = [];
  disco.makeFolder(temporal);

  function ensureFolder(path: string): void {
    const folder = dirname(path);
    if (made.has(folder)) return;
    disco.makeFolder(folder);
    made.add(folder);
  }

  function register(ruta: string, bytes: Buffer): Archivo {
    const archivo = { ruta, bytes: bytes.length, sha256: hash('sha256', bytes, 'hex') };
    archivos.push(archivo);
    return archivo;
  }

  /** The files before the folders that name them. */
  function* paths(): Generator<string> {
    for (const { ruta } of archivos) yield join(temporal, ruta);
    yield* made;
    yield temporal;
  }

  return {
    write(ruta, contenido) {
      const bytes = Buffer.from(contenido);
      const path = `${temporal}/${ruta}`;
      ensureFolder(path);
      disco.write(path, bytes, fecha);
      return register(ruta, bytes);
    },
    writeShared(ruta, contenido) {
      const bytes = Buffer.from(contenido);
      const path = `${temporal}/${ruta}`;
      ensureFolder(path);
      const before = previa === null ? null : `${previa}/${ruta}`;
      // The bytes are compared, not a remembered hash: a file that the disk spoiled is not carried on.
      const same = before !== null && disco.read(before)?.equals(bytes) === true;
      if (!same || disco.link(before, path) === 'imposible') disco.write(path, bytes, fecha);
      return register(ruta, bytes);
    },
    archivos() {
      return archivos.toSorted((a, b) => (a.ruta < b.ruta ? -1 : 1));
    },
    finish(ruta, contenido) {
      const bytes = Buffer.from(contenido);
      const archivo = { ruta, bytes: bytes.length, sha256: hash('sha256', bytes, 'hex') };
      const there = disco.read(join(cortes, nombre, ruta));
      if (there?.equals(bytes)) {
        disco.remove(temporal);
        return ok(archivo);
      }
      if (there !== null || disco.list(cortes).includes(nombre)) {
        return refuse(
          'CORTE_YA_EXISTE',
          `Ya hay otra carpeta ${CARPETA_CORTES}/${nombre}, con otro contenido. No se tocó nada: revise si otra máquina publica en esta carpeta.`,
        );
      }
      disco.write(join(temporal, ruta), bytes, fecha);
      archivos.push(archivo);
      disco.syncAll(temporal, paths);
      disco.rename(temporal, join(cortes, nombre));
      disco.sync(cortes);
      return ok(archivo);
    },
    discard() {
      disco.remove(temporal);
    },
  };
}

/** Removes what a publication that did not finish left behind. */
export function cleanTemporales(disco: Disco, raiz: string): void {
  const cortes = join(raiz, CARPETA_CORTES);
  for (const name of disco.list(cortes)) {
    if (name.startsWith(PREFIJO_TEMPORAL)) disco.remove(join(cortes, name));
  }
}
