/**
 * A corte: from the rows of the bitácora at one position to an immutable folder of static files, and the pointer
 * that says it is in force.
 *
 * The same rows and the same moment give the same bytes on any machine: no clock, no locale, no order of maps or
 * of the disk. Whatever stops it half way leaves the corte before in force.
 */

import { join } from 'node:path';
import type { Momento } from '../dominio/corte.ts';
import type { Eleccion } from '../dominio/eleccion.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { CARPETA_CORTES, type Carpeta, cleanTemporales, openCarpeta } from './carpeta.ts';
import { type Contexto, createContexto } from './contexto.ts';
import { type Disco, type DiscoErrorCode, openDisco, refusalOfDisk } from './disco.ts';
import {
  createEleccionEnCorte,
  type EleccionEnCorte,
  type EleccionEscrita,
  type FilaDeInstantanea,
  type InstantaneaErrorCode,
} from './eleccion-en-corte.ts';
import { ESTILO, NOMBRE_ESTILO } from './estilo.ts';
import { type ImagenErrorCode, openImagenes, type PublicadorDeImagenes } from './imagenes.ts';
import { ARCHIVO_MANIFIESTO, manifiestoJson } from './manifiesto.ts';
import { renderPortada } from './portada.ts';
import { type Actual, actualDe, readActual, replaceFile, writeActual } from './puntero.ts';

export interface PeticionDeCorte {
  /** by election, each in catalogue order */
  readonly rows: AsyncIterable<FilaDeInstantanea>;
  readonly proceso: Proceso;
  /** position of the bitácora to which the rows belong */
  readonly posicion: number;
  /** when the corte is of: the clock of who asks for it */
  readonly momento: Date;
  /** from 1; greater than that of the corte before (a corte that failed leaves a gap) */
  readonly numero: number;
  readonly tipo: Momento;
  /** root of the publication, for this process only and with one publisher at a time */
  readonly carpeta: string;
  /** folder of the store of images */
  readonly imagenes: string;
  readonly disco?: Disco;
}

export interface CortePublicado {
  readonly numero: number;
  readonly posicion: number;
  /** from the root of the publication */
  readonly carpeta: string;
  /** SHA-256 of the manifest: the identity of the corte */
  readonly sha256: string;
  readonly archivos: number;
  readonly bytes: number;
}

export type PublicarErrorCode =
  | DiscoErrorCode
  | ImagenErrorCode
  | InstantaneaErrorCode
  | 'ACTUAL_ILEGIBLE'
  | 'CORTE_DE_OTRO_PROCESO'
  | 'CORTE_ATRASADO'
  | 'CORTE_YA_EXISTE';

/**
 * Publishes a corte.
 *
 * What the iteration of `rows` throws passes through, once what was written has been removed.
 */
export async function publishCorte(
  peticion: PeticionDeCorte,
): Promise<Result<CortePublicado, Refusal<PublicarErrorCode>>> {
  const disco = peticion.disco ?? openDisco();
  try {
    return await publish(peticion, disco);
  } catch (error) {
    const refusal = refusalOfDisk(error);
    if (refusal === null) throw error;
    return { ok: false, error: refusal };
  }
}

async function publish(
  peticion: PeticionDeCorte,
  disco: Disco,
): Promise<Result<CortePublicado, Refusal<PublicarErrorCode>>> {
  const { proceso, carpeta: raiz, momento } = peticion;
  const contexto = createContexto(proceso, peticion);
  const actual = readActual(disco, raiz);
  if (!actual.ok) return actual;
  const follows = checkFollows(actual.value, contexto);
  if (!follows.ok) return follows;

  cleanTemporales(disco, raiz);
  const previa = actual.value === null ? null : join(raiz, actual.value.carpeta);
  const carpeta = openCarpeta(disco, raiz, contexto.corte.carpeta, previa, momento);
  const imagenes = openImagenes(disco, peticion.imagenes, raiz, momento);
  const written = await discardUnlessDone(carpeta, () => writeCorte(contexto, peticion, carpeta, imagenes));
  if (!written.ok) return written;

  replaceFile(disco, raiz, 'index.html', renderPortada(contexto, written.value.elecciones), momento);
  writeActual(disco, raiz, actualDe(contexto, written.value.manifiesto), momento);
  const { manifiesto, archivos, bytes } = written.value;
  return ok({
    numero: contexto.corte.numero,
    posicion: contexto.corte.posicion,
    carpeta: `${CARPETA_CORTES}/${contexto.corte.carpeta}`,
    sha256: manifiesto.sha256,
    archivos,
    bytes,
  });
}

/**
 * A publication only advances: a corte of another process in this folder, or of a position that was already
 * passed, means that something else is wrong, and what is published is the last to pay for it.
 */
function checkFollows(
  actual: Actual | null,
  { proceso, corte }: Contexto,
): Result<null, Refusal<'CORTE_DE_OTRO_PROCESO' | 'CORTE_ATRASADO'>> {
  if (actual === null) return ok(null);
  if (actual.proceso.sha256 !== proceso.sha256) {
    return refuse(
      'CORTE_DE_OTRO_PROCESO',
      `En esta carpeta se publica «${actual.proceso.nombre}» y el corte es de «${proceso.nombre}» (o de otra versión de sus archivos). No se publicó: use una carpeta para cada proceso.`,
    );
  }
  if (corte.posicion < actual.corte.posicion) {
    return refuse(
      'CORTE_ATRASADO',
      `La base de datos está en la posición ${corte.posicion} y ya se publicó la ${actual.corte.posicion}: le faltan hechos que ya son públicos. No se publicó y sigue vigente el corte ${actual.corte.numero}; revise de qué respaldo viene la base de datos.`,
    );
  }
  if (corte.numero <= actual.corte.numero) {
    return refuse(
      'CORTE_ATRASADO',
      `El corte ${corte.numero} no sigue al ${actual.corte.numero}, que está vigente. No se publicó: revise si otra máquina publica en esta carpeta.`,
    );
  }
  return ok(null);
}

interface Escrito {
  readonly manifiesto: { readonly ruta: string; readonly bytes: number; readonly sha256: string };
  readonly archivos: number;
  readonly bytes: number;
  readonly elecciones: readonly EleccionEscrita[];
}

/** Room for the next try: on a full disk, what a failed corte leaves behind is what fills it. */
async function discardUnlessDone<E>(
  carpeta: Carpeta,
  write: () => Promise<Result<Escrito, E>>,
): Promise<Result<Escrito, E>> {
  let done = false;
  try {
    const written = await write();
    done = written.ok;
    return written;
  } finally {
    if (!done) carpeta.discard();
  }
}

async function writeCorte(
  contexto: Contexto,
  { rows }: PeticionDeCorte,
  carpeta: Carpeta,
  imagenes: PublicadorDeImagenes,
): Promise<Result<Escrito, Refusal<PublicarErrorCode>>> {
  carpeta.write(NOMBRE_ESTILO, ESTILO);
  const read = await writeElecciones(contexto, rows, carpeta, imagenes);
  if (!read.ok) return read;
  imagenes.sync();
  const archivos = carpeta.archivos();
  const finished = carpeta.finish(ARCHIVO_MANIFIESTO, manifiestoJson(contexto, archivos));
  if (!finished.ok) return finished;
  const bytes = archivos.reduce((sum, archivo) => sum + archivo.bytes, finished.value.bytes);
  return ok({ manifiesto: finished.value, archivos: archivos.length + 1, bytes, elecciones: read.value });
}

/** How a promise that nobody is waiting for yet ended. */
type Asentado = { readonly falla: null } | { readonly falla: { readonly error: unknown } };

function settle(promise: Promise<void>): Promise<Asentado> {
  return promise.then(
    () => ({ falla: null }),
    (error: unknown) => ({ falla: { error } }),
  );
}

async function writeElecciones(
  contexto: Contexto,
  rows: AsyncIterable<FilaDeInstantanea>,
  carpeta: Carpeta,
  imagenes: PublicadorDeImagenes,
): Promise<Result<readonly EleccionEscrita[], Refusal<PublicarErrorCode>>> {
  const zips: Promise<Asentado>[] = [];
  const escritas: EleccionEscrita[] = [];
  let read: Result<null, Refusal<PublicarErrorCode>>;
  try {
    read = await readElecciones(contexto, rows, carpeta, imagenes, (escrita) => {
      escritas.push(escrita);
      zips.push(settle(escrita.zip));
    });
  } finally {
    // Nothing may still be writing when the folder is put in its place or removed.
    await Promise.all(zips);
  }
  for (const { falla } of await Promise.all(zips)) if (falla !== null) throw falla.error;
  if (!read.ok) return read;
  const { elecciones } = contexto.proceso;
  const position = (clave: string) => elecciones.findIndex((eleccion) => eleccion.clave === clave);
  return ok(escritas.sort((a, b) => position(a.eleccion.clave) - position(b.eleccion.clave)));
}

async function readElecciones(
  contexto: Contexto,
  rows: AsyncIterable<FilaDeInstantanea>,
  carpeta: Carpeta,
  imagenes: PublicadorDeImagenes,
  finished: (escrita: EleccionEscrita) => void,
): Promise<Result<null, Refusal<PublicarErrorCode>>> {
  const pendientes = new Map(contexto.proceso.elecciones.map((eleccion) => [eleccion.clave, eleccion]));
  let current: EleccionEnCorte | null = null;

  function start(eleccion: Eleccion): EleccionEnCorte {
    pendientes.delete(eleccion.clave);
    return createEleccionEnCorte(contexto, eleccion, carpeta, imagenes, `../${NOMBRE_ESTILO}`);
  }

  function finish(eleccion: EleccionEnCorte | null): Result<null, Refusal<PublicarErrorCode>> {
    if (eleccion === null) return ok(null);
    const escrita = eleccion.finish();
    if (!escrita.ok) return escrita;
    finished(escrita.value);
    return ok(null);
  }

  for await (const fila of rows) {
    if (current?.clave !== fila.eleccion) {
      const before = finish(current);
      if (!before.ok) return before;
      const eleccion = pendientes.get(fila.eleccion);
      if (eleccion === undefined) return electionOutOfPlace(fila);
      current = start(eleccion);
    }
    const added = current.add(fila);
    if (!added.ok) return added;
  }
  const last = finish(current);
  if (!last.ok) return last;
  // An election of which the snapshot has nothing says so by the first acta that it lacks.
  for (const eleccion of [...pendientes.values()]) {
    const empty = finish(start(eleccion));
    if (!empty.ok) return empty;
  }
  return ok(null);
}

function electionOutOfPlace({ id, eleccion }: FilaDeInstantanea) {
  return refuse(
    'INSTANTANEA_AJENA',
    `La base de datos entregó el acta ${id} de la elección ${eleccion}, que el proceso no tiene o que ya había terminado. Este corte no se publicó: verifique la bitácora.`,
  );
}
