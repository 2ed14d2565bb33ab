/**
 * The folder of a corte while it is written: its manifest and its databases. Nothing of it is visible under its
 * final name until all of it is on the disk.
 *
 * `cortes/.tmp-<nombre>/` → everything synced → renamed to `cortes/<nombre>/`, which never changes again.
 */

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import type { Disco } from './disco.ts';
import type { Archivo } from './manifiesto.ts';

export interface Carpeta {
  /** Writes a new file, given in pieces. @returns it with its ruta from the root of the publication */
  write(nombre: string, piezas: readonly Uint8Array[]): Archivo;
  /** Files and folder, for who must sync them one by one. */
  changed(): Iterable<string>;
  /**
   * Puts the folder in its place, once its bytes are on the disk. A folder that is there already and has the same
   * last file is the same corte.
   */
  finish(): Result<null, Refusal<'CORTE_YA_EXISTE'>>;
  /** Removes what was written: the corte will not be. */
  discard(): void;
}

/** Folder of the cortes, from the root of the publication. */
export const CARPETA_CORTES = 'cortes';
const PREFIJO_TEMPORAL = '.tmp-';

/**
 * @param raiz root of the publication
 * @param nombre name of the folder of this corte
 * @param fecha date of the files: that of the corte
 */
export function openCarpeta(disco: Disco, raiz: string, nombre: string, fecha: Date): Carpeta {
  const cortes = join(raiz, CARPETA_CORTES);
  const temporal = join(cortes, `${PREFIJO_TEMPORAL}${nombre}`);
  const written: Archivo[] = [];
  disco.makeFolder(temporal);

  /** By its last file, the manifest, which has the SHA-256 of the others. */
  function isThere(): boolean {
    const last = written.at(-1)?.ruta.split('/').at(-1) ?? '';
    const bytes = disco.read(join(temporal, last));
    return bytes !== null && disco.read(join(cortes, nombre, last))?.equals(bytes) === true;
  }

  return {
    write(name, piezas) {
      const sha256 = createHash('sha256');
      for (const pieza of piezas) sha256.update(pieza);
      const bytes = piezas.length === 1 && piezas[0] !== undefined ? piezas[0] : Buffer.concat(piezas);
      disco.write(join(temporal, name), bytes, fecha);
      const archivo = {
        ruta: `${CARPETA_CORTES}/${nombre}/${name}`,
        bytes: bytes.length,
        sha256: sha256.digest('hex'),
      };
      written.push(archivo);
      return archivo;
    },
    *changed() {
      for (const { ruta } of written) yield join(temporal, ruta.split('/').at(-1) ?? '');
      yield temporal;
      yield cortes;
    },
    finish() {
      if (isThere()) {
        disco.remove(temporal);
        return ok(null);
      }
      if (disco.list(cortes).includes(nombre)) {
        return refuse(
          'CORTE_YA_EXISTE',
          `Ya hay otra carpeta ${CARPETA_CORTES}/${nombre}, con otro contenido. No se tocó nada: revise si otra máquina publica en esta carpeta.`,
        );
      }
      disco.rename(temporal, join(cortes, nombre));
      disco.sync(cortes);
      return ok(null);
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
