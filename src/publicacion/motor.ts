/**
 * The publication engine: takes what changed since the last corte, writes what it changes, and swaps what is served.
 *
 * The same rows, moment and earlier cortes give the same bytes on any machine, from memory or from scratch: no clock,
 * no locale, no order of maps or of the disk. Whatever stops it half way leaves the corte before in force.
 */

import { dirname, join } from 'node:path';
import type { Momento } from '../dominio/corte.ts';
import { fail, ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { type Cambios, openArboles } from './arboles.ts';
import { CARPETA_CORTES, type Carpeta, cleanTemporales, openCarpeta } from './carpeta.ts';
import { type Compresor, SIN_HILO } from './compresion.ts';
import { type Contexto, createContexto } from './contexto.ts';
import { type Disco, type DiscoErrorCode, openDisco, refusalOfDisk } from './disco.ts';
import type { FilaDeInstantanea } from './eleccion-en-corte.ts';
import { createEstado, type Estado, type Publicado } from './estado.ts';
import {
  type Historia,
  NADA_VIGENTE,
  readVigente,
  type VersionDeSeccion,
  withManifiesto,
} from './historia.ts';
import { openImagenes } from './imagenes.ts';
import { createImprenta } from './imprenta.ts';
import { type LecturaErrorCode, readCambiadas, readTodas } from './lectura.ts';
import { ARCHIVO_MANIFIESTO, type Archivo, manifiestoJson } from './manifiesto.ts';
import { encabezadoDe } from './niveles.ts';
import { comoSeGuarda, type Objeto, type Objetos, openObjetos, sha256De } from './objetos.ts';
import { type Actual, actualDe, readActual, writeActual } from './puntero.ts';
import { createReloj } from './reloj.ts';
import { rutaDeSeccionJson } from './secciones.ts';
import { rutaDePaginaDeSeccion, type Talleres, writePartes, writeSecciones } from './secciones-en-corte.ts';
import {
  type AjustesDeSitio,
  type CorteDelSitio,
  type EscribirArchivo,
  PAGINAS,
  type Paginas,
  puntoDeAvance,
  writeSitio,
} from './sitio-en-corte.ts';

export interface OpcionesDeMotor {
  readonly proceso: Proceso;
  /** root of the publication, for this process only and with one publisher at a time */
  readonly carpeta: string;
  /** folder of the store of images */
  readonly imagenes: string;
  /** asked at each corte */
  readonly sitio?: () => AjustesDeSitio;
  /** those of the site; another, for whoever looks at something else */
  readonly paginas?: Paginas;
  /** who compresses in another thread; without one, everything is done in this */
  readonly compresor?: Compresor;
  readonly disco?: Disco;
}

export interface CortePorPublicar {
  /**
   * The rows at the position, by election and in catalogue order.
   *
   * @param cambiadasDesde only those that changed after this position; null, all of them
   */
  readonly rows: (cambiadasDesde: number | null) => AsyncIterable<FilaDeInstantanea>;
  /** position of the bitácora to which the rows belong */
  readonly posicion: number;
  /** when the corte is of: the clock of who asks for it */
  readonly momento: Date;
  /** from 1; greater than that of the corte before (a corte that failed leaves a gap) */
  readonly numero: number;
  readonly tipo: Momento;
}

export interface CortePublicado {
  readonly numero: number;
  readonly posicion: number;
  /** from the root of the publication */
  readonly carpeta: string;
  /** SHA-256 of the manifest: the identity of the corte */
  readonly sha256: string;
  /** of the whole corte, and how many of them had to be written */
  readonly archivos: number;
  readonly nuevos: number;
  readonly bytes: number;
}

export type PublicarErrorCode =
  | DiscoErrorCode
  | LecturaErrorCode
  | 'ACTUAL_ILEGIBLE'
  | 'HISTORIA_ILEGIBLE'
  | 'CORTE_DE_OTRO_PROCESO'
  | 'CORTE_ATRASADO'
  | 'CORTE_YA_EXISTE';

export interface Motor {
  /**
   * Publishes a corte.
   *
   * What the iteration of the rows throws passes through, once what was written has been removed.
   */
  publish(corte: CortePorPublicar): Promise<Result<CortePublicado, Refusal<PublicarErrorCode>>>;
  /** Work for the next corte that can be done while nobody waits. */
  prepare(): Result<null, Refusal<DiscoErrorCode>>;
}

const SIN_AJUSTES: AjustesDeSitio = { direccion: null, difusores: [] };

export function createMotor(opciones: OpcionesDeMotor): Motor {
  const { proceso, carpeta: raiz } = opciones;
  const disco = opciones.disco ?? openDisco();
  const compresor = opciones.compresor ?? SIN_HILO;
  const reloj = createReloj(proceso.huso);
  const ajustesDeSitio = opciones.sitio ?? (() => SIN_AJUSTES);
  const paginas = opciones.paginas ?? PAGINAS;
  const talleres = {
    imprenta: createImprenta(proceso, paginas.renderSeccion),
    // The other thread makes the pages of the site, and no others.
    compresor: paginas === PAGINAS ? compresor : SIN_HILO,
  };
  let estado: Estado | null = null;

  /** What is remembered, or what the corte in force says when somebody else published it. */
  function recall(contexto: Contexto, actual: Actual | null): Result<Estado, Refusal<'HISTORIA_ILEGIBLE'>> {
    const manifiesto = actual?.manifiesto.sha256 ?? null;
    if (estado !== null && estado.publicado.manifiesto === manifiesto) return ok(estado);
    const vigente = actual === null ? ok(NADA_VIGENTE) : readVigente(disco, raiz, actual);
    if (!vigente.ok) return vigente;
    estado = createEstado(contexto, vigente.value, manifiesto, compresor);
    return ok(estado);
  }

  async function publish(
    peticion: CortePorPublicar,
  ): Promise<Result<CortePublicado, Refusal<PublicarErrorCode>>> {
    const contexto = createContexto(proceso, peticion, reloj);
    const { momento, posicion } = peticion;
    const actual = readActual(disco, raiz);
    if (!actual.ok) return actual;
    const follows = checkFollows(actual.value, contexto);
    if (!follows.ok) return follows;
    const recalled = recall(contexto, actual.value);
    if (!recalled.ok) return recalled;
    const own = recalled.value;

    cleanTemporales(disco, raiz);
    const imagenes = openImagenes(disco, opciones.imagenes, raiz, momento);
    // What is read stays: a corte that fails here reads it again and writes it then.
    const read =
      own.posicion === null
        ? await readTodas(own, peticion.rows(null), imagenes)
        : await readCambiadas(own, peticion.rows(own.posicion), imagenes);
    if (!read.ok) return read;

    const vigentes = own.publicado.leido?.objetos ?? new Set<string>();
    const carpeta = openCarpeta(disco, raiz, contexto.corte.carpeta, momento);
    const objetos = openObjetos(disco, raiz, vigentes, momento, compresor);
    const arboles = openArboles(disco, raiz, own.arboles, momento);
    let done = false;
    try {
      const sitio = { ajustes: ajustesDeSitio(), paginas, talleres };
      const written = await writeCorte(contexto, own, carpeta, objetos, sitio);
      const { siguiente, manifiesto } = written;
      arboles.update(cambiosEntre(own.publicado, siguiente), () => archivosDe(siguiente));
      const paths = () => [carpeta, objetos, arboles, imagenes].flatMap((part) => [...part.changed()]);
      disco.syncAll(raiz, () => withAncestors(raiz, paths()));
      const finished = carpeta.finish();
      if (!finished.ok) return finished;
      arboles.swap();
      writeActual(disco, raiz, actualDe(contexto, manifiesto), momento);
      own.publicado = siguiente;
      own.posicion = posicion;
      own.sucias.clear();
      done = true;
      return ok(describe(contexto, written, objetos));
    } finally {
      if (!done) {
        // What this process believes of the disk may no longer be so.
        estado = null;
        carpeta.discard();
        objetos.discard();
      }
    }
  }

  return {
    async publish(peticion) {
      try {
        return await publish(peticion);
      } catch (error) {
        const refusal = refusalOfDisk(error);
        if (refusal === null) throw error;
        return { ok: false, error: refusal };
      }
    },
    prepare() {
      if (estado === null) return ok(null);
      const { arboles, publicado } = estado;
      const fecha = new Date(publicado.historia.cortes.at(-1)?.momento ?? 0);
      try {
        openArboles(disco, raiz, arboles, fecha).catchUp(() => archivosDe(publicado));
        return ok(null);
      } catch (error) {
        const refusal = refusalOfDisk(error);
        if (refusal === null) throw error;
        return fail(refusal);
      }
    },
  };
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
  readonly siguiente: Publicado;
  readonly manifiesto: Archivo;
  readonly descargas: readonly Archivo[];
}

type Sitio = Pick<CorteDelSitio, 'ajustes' | 'paginas'> & { readonly talleres: Talleres };

/** Writes every file of the corte, none of which anybody sees yet. */
async function writeCorte(
  contexto: Contexto,
  estado: Estado,
  carpeta: Carpeta,
  objetos: Objetos,
  { ajustes, paginas, talleres }: Sitio,
): Promise<Escrito> {
  const { publicado } = estado;
  const { zips, sueltos } = await writeBases(contexto, estado, carpeta);
  const historia = extendHistoria(contexto, estado, zips);

  const sitio = new Map<string, Objeto>();
  const write: EscribirArchivo = (ruta, contenido) => {
    if (sitio.has(ruta)) throw new Error(`two files with one address: ${ruta}`);
    const before = publicado.sitio.get(ruta);
    const same = before !== undefined && sha256De(contenido) === before.sha256;
    sitio.set(ruta, same ? before : objetos.put(contenido, comoSeGuarda(ruta)));
  };
  // Its pictures are drawn by other threads while this one writes the sections.
  const drawing = writeSitio({ contexto, estado, historia, sueltos, ajustes, paginas }, write);
  const [, nuevas] = await both(drawing, writeSecciones(contexto, estado, objetos, talleres));
  const partes = writePartes(contexto, estado, nuevas, objetos);
  await objetos.settle();

  const descargas = zips.map(({ ruta, bytes, sha256 }) => ({ ruta, bytes, sha256 }));
  const manifiesto = carpeta.write(ARCHIVO_MANIFIESTO, [
    Buffer.from(
      manifiestoJson(contexto, {
        archivos: [...sitio].map(([ruta, { bytes, sha256 }]) => ({ ruta, bytes, sha256 })),
        partes: [...partes].map(([nombre, { bytes, sha256 }]) => ({ nombre, bytes, sha256 })),
        descargas,
      }),
    ),
  ]);
  const last = historia.cortes.at(-1);
  if (last === undefined) throw new Error('a corte that is not in its own history');
  return {
    siguiente: {
      tipo: contexto.corte.tipo,
      historia: {
        ...historia,
        cortes: [...historia.cortes.slice(0, -1), withManifiesto(last, manifiesto)],
      },
      manifiesto: manifiesto.sha256,
      secciones: new Map([...publicado.secciones, ...nuevas]),
      partes,
      sitio,
      leido: null,
    },
    manifiesto,
    descargas,
  };
}

/** Waits for both, also when one fails: neither is left writing for a corte that will not be. */
async function both<A, B>(a: Promise<A>, b: Promise<B>): Promise<readonly [A, B]> {
  await Promise.allSettled([a, b]);
  return Promise.all([a, b]);
}

interface ZipEscrito extends Archivo {
  readonly eleccion: string;
  readonly nombre: string;
}

async function writeBases(contexto: Contexto, { elecciones, bases }: Estado, carpeta: Carpeta) {
  const zips: ZipEscrito[] = [];
  const sueltos: (readonly { readonly nombre: string; readonly contenido: string }[])[] = [];
  for (const [i, viva] of elecciones.entries()) {
    const base = bases[i];
    if (base === undefined) throw new Error(`election without a database: ${viva.eleccion.clave}`);
    const packed = await base.pack(contexto, encabezadoDe(viva.cuentaDeEntidad(), contexto));
    const { nombre } = packed;
    zips.push({ eleccion: viva.eleccion.clave, nombre, ...carpeta.write(nombre, packed.zip) });
    sueltos.push(packed.sueltos);
  }
  return { zips, sueltos };
}

/** The history with this corte at its end. */
function extendHistoria(contexto: Contexto, estado: Estado, zips: readonly ZipEscrito[]): Historia {
  const { corte } = contexto;
  const { cortes, puntos } = estado.publicado.historia;
  const own = {
    numero: corte.numero,
    tipo: corte.tipo,
    momento: corte.iso,
    local: corte.local,
    posicion: corte.posicion,
    carpeta: `${CARPETA_CORTES}/${corte.carpeta}`,
    manifiesto: null,
    zips: [...zips],
  };
  return { cortes: [...cortes, own], puntos: [...puntos, puntoDeAvance(contexto, estado.elecciones)] };
}

/** Every file of the site. */
function* archivosDe({ sitio, secciones }: Publicado): Generator<readonly [string, Objeto]> {
  yield* sitio;
  for (const [seccion, version] of secciones) yield* archivosDeSeccion(seccion, version);
}

function* archivosDeSeccion(
  seccion: string,
  { json, pagina }: VersionDeSeccion,
): Generator<readonly [string, Objeto]> {
  yield [rutaDeSeccionJson(seccion), json];
  yield [rutaDePaginaDeSeccion(seccion), pagina];
}

function cambiosEntre(antes: Publicado, despues: Publicado): Cambios {
  const cambios = new Map<string, Objeto | null>();
  for (const ruta of antes.sitio.keys()) if (!despues.sitio.has(ruta)) cambios.set(ruta, null);
  for (const [ruta, objeto] of despues.sitio) {
    if (antes.sitio.get(ruta)?.sha256 !== objeto.sha256) cambios.set(ruta, objeto);
  }
  for (const [seccion, version] of despues.secciones) {
    if (antes.secciones.get(seccion) === version) continue;
    for (const [ruta, objeto] of archivosDeSeccion(seccion, version)) cambios.set(ruta, objeto);
  }
  return cambios;
}

/** The paths, and after them the folders that hold their names, up to the root. */
function withAncestors(raiz: string, paths: Iterable<string>): Iterable<string> {
  const folders = new Set<string>();
  const all = [...paths];
  for (const path of all) {
    for (let folder = dirname(path); folder.length >= raiz.length; folder = dirname(folder))
      folders.add(folder);
  }
  return new Set([...all, ...folders]);
}

function describe(
  { corte }: Contexto,
  { siguiente, manifiesto, descargas }: Escrito,
  objetos: Objetos,
): CortePublicado {
  let [archivos, bytes] = [descargas.length + 1, manifiesto.bytes];
  for (const descarga of descargas) bytes += descarga.bytes;
  for (const [, objeto] of archivosDe(siguiente)) {
    archivos += 1;
    bytes += objeto.bytes;
  }
  return {
    numero: corte.numero,
    posicion: corte.posicion,
    carpeta: join(CARPETA_CORTES, corte.carpeta),
    sha256: manifiesto.sha256,
    archivos,
    nuevos: objetos.count(),
    bytes,
  };
}
