/** From the files that a manifest lists to what the trees and the disk are told. */

import { join } from 'node:path';
import { formasDe, type Objeto, rutaDeObjeto, TERMINACIONES } from '../publicacion/objetos.ts';
import { type Archivo, rutaDeImagen } from './formato.ts';

/** Bytes of many files. */
export function sum(archivos: Iterable<{ readonly bytes: number }>): number {
  let total = 0;
  for (const { bytes } of archivos) total += bytes;
  return total;
}

/** As the trees take them. */
export function objetosDe(sitio: ReadonlyMap<string, Archivo>): ReadonlyMap<string, Objeto> {
  return new Map(
    [...sitio].map(([ruta, { sha256, bytes }]) => [ruta, { sha256, bytes, formas: formasDe(ruta) }]),
  );
}

/** What one corte has that the one before had not: null where it has it no more. */
export function cambiosEntre(
  antes: ReadonlyMap<string, Objeto>,
  despues: ReadonlyMap<string, Objeto>,
): ReadonlyMap<string, Objeto | null> {
  const cambios = new Map<string, Objeto | null>();
  for (const ruta of antes.keys()) if (!despues.has(ruta)) cambios.set(ruta, null);
  for (const [ruta, objeto] of despues) {
    if (antes.get(ruta)?.sha256 !== objeto.sha256) cambios.set(ruta, objeto);
  }
  return cambios;
}

/** What must be on the disk before a tree leads to it, for who must sync it one by one. */
export function* pathsOf(
  raiz: string,
  sitio: ReadonlyMap<string, Objeto>,
  imagenes: Iterable<string>,
): Generator<string> {
  for (const { sha256, formas } of sitio.values()) {
    for (const end of TERMINACIONES[formas]) yield join(raiz, rutaDeObjeto(sha256) + end);
    yield join(raiz, rutaDeObjeto(sha256), '..');
  }
  for (const sha256 of imagenes) {
    yield join(raiz, rutaDeImagen(sha256));
    yield join(raiz, rutaDeImagen(sha256), '..');
  }
}
