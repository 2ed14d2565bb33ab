/**
 * The images of a corte, shared by all of them: `imagenes/ab/abcdef….jpg`, a second name of the file in the store
 * or a copy of it. An image is read once, when it is published, to see that its bytes are those of its name.
 */

import { hash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { imagePath } from '../comun/imagenes.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { CARPETA_IMAGENES } from './acta-json.ts';
import type { Disco } from './disco.ts';

export type ImagenErrorCode = 'IMAGEN_FALTANTE' | 'IMAGEN_ALTERADA';

export interface PublicadorDeImagenes {
  /** Puts an image in the publication if it is not there yet. */
  publish(sha256: string, acta: string): Result<null, Refusal<ImagenErrorCode>>;
  /** What was published and its folders: they must be synced before somebody names them. */
  changed(): Iterable<string>;
}

/**
 * @param almacen folder of the store of images
 * @param raiz root of the publication
 * @param fecha date of the copies
 */
export function openImagenes(disco: Disco, almacen: string, raiz: string, fecha: Date): PublicadorDeImagenes {
  const destino = join(raiz, CARPETA_IMAGENES);
  const made = new Set<string>();
  const added: string[] = [];

  return {
    publish(sha256, acta) {
      const path = imagePath(sha256);
      const target = `${destino}/${path}`;
      if (disco.has(target)) return ok(null);
      const source = `${almacen}/${path}`;
      const bytes = disco.read(source);
      if (bytes === null) {
        return refuse(
          'IMAGEN_FALTANTE',
          `Falta en el almacén la imagen ${sha256} del acta ${acta}. Este corte no se publicó y sigue vigente el anterior; recupere la imagen de su respaldo.`,
        );
      }
      if (hash('sha256', bytes, 'hex') !== sha256) {
        return refuse(
          'IMAGEN_ALTERADA',
          `La imagen ${sha256} del acta ${acta} no tiene los bytes que dice su nombre. Este corte no se publicó y sigue vigente el anterior; recupere la imagen de su respaldo.`,
        );
      }
      const folder = dirname(target);
      if (!made.has(folder)) disco.makeFolder(folder);
      made.add(folder);
      if (disco.link(source, target) === 'imposible') {
        const temporal = join(folder, `.tmp-${basename(target)}`);
        disco.remove(temporal);
        disco.write(temporal, bytes, fecha);
        // The next corte takes an image that has its name for published: the name comes after the bytes.
        disco.sync(temporal);
        disco.rename(temporal, target);
      }
      added.push(target);
      return ok(null);
    },
    changed: () => [...added, ...made, destino],
  };
}
