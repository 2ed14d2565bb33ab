/**
 * The folder of a corte in a mirror: its manifest and its downloads. Under its name only when it is whole; what
 * arrived of it stays for the next try.
 */

import { basename, join } from 'node:path';
import { ok, type Result } from '../dominio/result.ts';
import type { Disco } from '../publicacion/disco.ts';
import { sha256De } from '../publicacion/objetos.ts';
import type { Almacen } from './almacen.ts';
import { type Archivo, MAXIMOS } from './formato.ts';
import type { FallaDeOrigen } from './origen.ts';
import { forEachOf, type Traedor } from './traer.ts';

export interface CarpetaDeCorte {
  /** Files and folder, for who must sync them one by one. */
  changed(): Iterable<string>;
  /** Gives it its name, once its bytes are on the disk. */
  finish(): void;
}

const CORTES = 'cortes';
const PREFIJO = '.tmp-';
const MANIFIESTO = 'manifiesto.json';

export interface Medios {
  readonly almacen: Almacen;
  readonly traedor: Traedor;
  readonly disco: Disco;
  readonly raiz: string;
  readonly aLaVez: number;
}

/** Takes what it lacks. @param manifiesto its bytes, which were checked */
export async function takeCarpeta(
  { almacen, traedor, disco, raiz, aLaVez }: Medios,
  {
    carpeta,
    manifiesto,
    descargas,
  }: { readonly carpeta: string; readonly manifiesto: Buffer; readonly descargas: readonly Archivo[] },
): Promise<Result<CarpetaDeCorte, FallaDeOrigen>> {
  const definitiva = join(raiz, carpeta);
  const hecha = [{ ruta: `${carpeta}/${MANIFIESTO}`, sha256: sha256De(manifiesto) }, ...descargas];
  if (disco.has(definitiva) && (await isWhole(almacen, hecha))) {
    return ok({ changed: () => [], finish() {} });
  }
  const temporal = `${CORTES}/${PREFIJO}${basename(carpeta)}`;
  const taken = await forEachOf(descargas, aLaVez, async ({ ruta, bytes, sha256 }) => {
    const destino = `${temporal}/${basename(ruta)}`;
    if (await almacen.isWhole(destino, sha256)) return ok(null);
    return traedor.takeArchivo(ruta, { bytes, maximo: MAXIMOS.descarga, sha256 }, destino);
  });
  if (!taken.ok) return taken as Result<never, FallaDeOrigen>;
  await almacen.put(`${temporal}/${MANIFIESTO}`, manifiesto);
  return ok({
    *changed() {
      for (const { ruta } of hecha) yield join(raiz, temporal, basename(ruta));
      yield join(raiz, temporal);
      yield join(raiz, CORTES);
    },
    finish() {
      // What is there is not whole: the disk lost it, and this mends it.
      disco.remove(definitiva);
      disco.rename(join(raiz, temporal), definitiva);
      disco.sync(join(raiz, CORTES));
    },
  });
}

async function isWhole(
  almacen: Almacen,
  archivos: readonly { readonly ruta: string; readonly sha256: string }[],
): Promise<boolean> {
  for (const { ruta, sha256 } of archivos) if (!(await almacen.isWhole(ruta, sha256))) return false;
  return true;
}

/** Removes what arrived of cortes that were never finished, once nothing is lacking. */
export function cleanCarpetas(disco: Disco, raiz: string): void {
  for (const nombre of disco.list(join(raiz, CORTES))) {
    if (nombre.startsWith(PREFIJO)) disco.remove(join(raiz, CORTES, nombre));
  }
}
