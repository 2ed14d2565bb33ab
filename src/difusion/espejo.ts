/**
 * One mirror: looks at the origin, takes what it lacks, and puts the whole corte in view at once, as the origin does:
 * objects, images and downloads first, then the tree, `actual.json` last. Whatever is refused or stops half way leaves
 * in view the last corte that was checked, and what had arrived is not asked for again.
 */

import { join } from 'node:path';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { type EstadoDeArboles, estadoDesconocido, openArboles } from '../publicacion/arboles.ts';
import type { Compresor } from '../publicacion/compresion.ts';
import type { Disco } from '../publicacion/disco.ts';
import { comoSeGuarda, type Objeto, rutaDeObjeto, sha256De } from '../publicacion/objetos.ts';
import { replaceFile } from '../publicacion/puntero.ts';
import { openAlmacen } from './almacen.ts';
import { type CarpetaDeCorte, cleanCarpetas, takeCarpeta } from './carpetas.ts';
import {
  type Actual,
  type Archivo,
  type FormatoErrorCode,
  imagenesDe,
  isNombreDe,
  listSitio,
  MAXIMOS,
  type Manifiesto,
  namesImagenes,
  parseActual,
  parseAnteriores,
  parseManifiesto,
  parseParte,
  rutaDeImagen,
} from './formato.ts';
import { cambiosEntre, objetosDe, pathsOf, sum } from './listado.ts';
import type { Origen, OrigenErrorCode } from './origen.ts';
import { formatBytes, formatCuenta } from './palabras.ts';
import { startProgreso } from './progreso.ts';
import { checkFollows, checkRoom, failureOfDisk } from './reglas.ts';
import { type Cuentas, createTraedor, forEachOf, type OpcionesDeTraedor } from './traer.ts';

export type EspejoErrorCode =
  | OrigenErrorCode
  | FormatoErrorCode
  | 'DISCO_LLENO'
  | 'DISCO_NO_DISPONIBLE'
  | 'CORTE_ATRASADO'
  | 'CORTE_DISTINTO'
  | 'OTRO_PROCESO'
  | 'ACTUAL_ILEGIBLE';

type Hecho<T = null> = Result<T, Refusal<EspejoErrorCode>>;

export interface OpcionesDeEspejo extends Pick<OpcionesDeTraedor, 'wait' | 'onRechazo'> {
  readonly origen: Origen;
  /** root of the mirror: a folder that exists and that nobody else writes */
  readonly raiz: string;
  readonly disco: Disco;
  readonly compresor: Compresor;
  /** files that are taken at a time */
  readonly aLaVez: number;
  readonly decir: (linea: string) => void;
  /** milliseconds of a clock that only advances */
  readonly now: () => number;
}

export interface Espejo {
  /** Looks once, and brings the mirror up to date. @returns whether something was taken */
  update(): Promise<Hecho<'igual' | 'nuevo'>>;
  /** What is in view; null before the first corte. */
  vigente(): Actual | null;
  readonly cuentas: Cuentas;
}

export const ARCHIVO_ACTUAL = 'actual.json';
const NADA: ReadonlyMap<string, Objeto> = new Map();

/** Opens the mirror of a folder, or says why what is there is none. */
export async function openEspejo(opciones: OpcionesDeEspejo): Promise<Hecho<Espejo>> {
  const { origen, raiz, disco, aLaVez, decir, now } = opciones;
  let vigente: Actual | null = null;
  let fecha = new Date(0);
  const almacen = openAlmacen(disco, raiz, opciones.compresor, () => fecha);
  const traedor = createTraedor({ ...opciones, almacen });

  /** SHA-256 of the objects that what is in view names, when it was opened: they had been on the disk. */
  const conocidos = new Set<string>();
  /** of the objects that were seen whole since it was opened */
  let enteros = new Set<string>();
  /** of the images that are here, and of the files that name nothing else */
  const imagenes = new Set<string>();
  let sinFaltantes = new Set<string>();
  let arboles: EstadoDeArboles = estadoDesconocido();
  let aLaVista = NADA;
  /** the last answer that left nothing to do */
  let completo: { readonly manifiesto: string; readonly etag: string | null } | null = null;

  async function readVigente(): Promise<Hecho> {
    const bytes = await almacen.read(ARCHIVO_ACTUAL);
    if (bytes === null) return ok(null);
    const actual = parseActual(bytes);
    if (!actual.ok) {
      return refuse(
        'ACTUAL_ILEGIBLE',
        `${join(raiz, ARCHIVO_ACTUAL)} no es el de un espejo. No se tocó nada: use otra carpeta, o borre ese archivo para hacer aquí el espejo de nuevo.`,
      );
    }
    vigente = actual.value;
    const read = await almacen.read(vigente.manifiesto.ruta);
    if (read === null || sha256De(read) !== vigente.manifiesto.sha256) return ok(null);
    const manifiesto = parseManifiesto(read, vigente);
    if (!manifiesto.ok) return ok(null);
    for (const { sha256 } of manifiesto.value.archivos) conocidos.add(sha256);
    for (const parte of manifiesto.value.partes) {
      const own = await almacen.read(rutaDeObjeto(parte.sha256));
      const archivos = own === null ? null : parseParte(own, parte);
      if (archivos?.ok) for (const { sha256 } of archivos.value) conocidos.add(sha256);
    }
    return ok(null);
  }

  async function update(): Promise<Hecho<'igual' | 'nuevo'>> {
    const pieces: Buffer[] = [];
    const asked = await origen.ask(
      ARCHIVO_ACTUAL,
      { bytes: null, maximo: MAXIMOS.actual, sha256: null },
      (piece) => void pieces.push(piece),
      completo?.etag,
    );
    if (!asked.ok) return asked;
    if (asked.value === 'sin cambio') return ok('igual');
    const bytes = Buffer.concat(pieces);
    const actual = parseActual(bytes);
    if (!actual.ok) return actual;
    const follows = checkFollows(vigente, actual.value);
    if (!follows.ok) return follows;
    if (completo?.manifiesto === actual.value.manifiesto.sha256) return ok('igual');
    const done = await bring(actual.value, bytes);
    if (!done.ok) return done;
    const before = await bringAnteriores();
    if (!before.ok) return before;
    cleanCarpetas(disco, raiz);
    completo = { manifiesto: actual.value.manifiesto.sha256, etag: asked.value.etag };
    return ok('nuevo');
  }

  /** Takes a corte and puts it in view. */
  async function bring(actual: Actual, bytes: Buffer): Promise<Hecho> {
    fecha = new Date(actual.corte.momento);
    almacen.clean();
    const { manifiesto: own } = actual;
    const read = await traedor.read(own.ruta, { bytes: own.bytes, maximo: own.bytes, sha256: own.sha256 });
    if (!read.ok) return read;
    const manifiesto = parseManifiesto(read.value, actual);
    if (!manifiesto.ok) return manifiesto;
    const sitio = await readSitio(manifiesto.value);
    if (!sitio.ok) return sitio;
    const objetos = await takeObjetos(actual, sitio.value, manifiesto.value);
    if (!objetos.ok) return objetos;
    const named = await checkNombres(actual, sitio.value);
    if (!named.ok) return named;
    const images = await takeImagenes(sitio.value);
    if (!images.ok) return images;
    const carpeta = await takeCarpeta(
      { almacen, traedor, disco, raiz, aLaVez },
      { carpeta: actual.carpeta, manifiesto: read.value, descargas: manifiesto.value.descargas },
    );
    if (!carpeta.ok) return carpeta;
    show(actual, bytes, objetosDe(sitio.value), carpeta.value);
    const present = new Set(
      [...sitio.value.values(), ...manifiesto.value.partes].map(({ sha256 }) => sha256),
    );
    enteros = present;
    sinFaltantes = new Set([...sinFaltantes].filter((sha256) => present.has(sha256)));
    conocidos.clear();
    return ok(null);
  }

  /** The list of all its files: those of its parts too, which are taken on the way. */
  async function readSitio({ archivos, partes }: Manifiesto): Promise<Hecho<ReadonlyMap<string, Archivo>>> {
    const all = [...archivos];
    const done = await forEachOf<Manifiesto['partes'][number], EspejoErrorCode>(
      partes,
      aLaVez,
      async (parte) => {
        const there = await almacen.read(rutaDeObjeto(parte.sha256));
        const isThere = there !== null && sha256De(there) === parte.sha256;
        const bytes = isThere ? ok(there) : await traedor.takeObjeto(parte, 'simple');
        if (!bytes.ok) return bytes;
        const own = parseParte(bytes.value, parte);
        if (own.ok) all.push(...own.value);
        return own;
      },
    );
    return done.ok ? listSitio(all) : done;
  }

  async function takeObjetos(
    { corte }: Actual,
    sitio: ReadonlyMap<string, Archivo>,
    { descargas }: Manifiesto,
  ): Promise<Hecho> {
    const faltan: Archivo[] = [];
    const nuevos = new Map<string, Archivo>();
    for (const archivo of sitio.values()) {
      if (!enteros.has(archivo.sha256)) nuevos.set(archivo.sha256, archivo);
    }
    const seen = await forEachOf<Archivo, never>(nuevos.values(), aLaVez, async (archivo) => {
      if (!(await almacen.isWhole(rutaDeObjeto(archivo.sha256), archivo.sha256))) faltan.push(archivo);
      else await completeFormas(archivo);
      return ok(null);
    });
    if (!seen.ok) return seen;
    const bytes = sum(faltan);
    const room = checkRoom(bytes + sum(descargas), await almacen.free());
    if (!room.ok) return room;
    decir(
      `Corte ${corte.numero} (${corte.local}): ${formatCuenta(faltan.length)} archivos por traer de ${formatCuenta(sitio.size)}, ${formatBytes(bytes)}.`,
    );
    const progreso = startProgreso('archivos', { cuantos: faltan.length, bytes }, { decir, now });
    return forEachOf(faltan, aLaVez, async (archivo) => {
      const taken = await traedor.takeObjeto(archivo, comoSeGuarda(archivo.ruta));
      if (!taken.ok) return taken;
      enteros.add(archivo.sha256);
      progreso.add(archivo.bytes);
      return ok(null);
    });
  }

  /** The other forms of an object that was here: those that nothing vouches for are made again. */
  async function completeFormas({ ruta, sha256 }: Archivo): Promise<void> {
    enteros.add(sha256);
    const como = comoSeGuarda(ruta);
    if (como === 'simple') return;
    if (conocidos.has(sha256) && (await almacen.hasFormas(sha256, 'comprimido'))) return;
    const bytes = await almacen.read(rutaDeObjeto(sha256));
    if (bytes !== null) await almacen.putFormas(sha256, bytes, como);
  }

  async function checkNombres({ elecciones }: Actual, sitio: ReadonlyMap<string, Archivo>): Promise<Hecho> {
    for (const eleccion of elecciones) {
      const archivo = sitio.get(`${eleccion.ruta}entidad.json`);
      const bytes = archivo === undefined ? null : await almacen.read(rutaDeObjeto(archivo.sha256));
      if (bytes !== null && isNombreDe(eleccion, bytes)) continue;
      return refuse(
        'NO_ES_PUBLICACION',
        `actual.json del origen dice otra cosa que el corte sobre la elección ${eleccion.clave}: llegó alterado y no se tomó.`,
      );
    }
    return ok(null);
  }

  async function takeImagenes(sitio: ReadonlyMap<string, Archivo>): Promise<Hecho> {
    const faltan = new Set<string>();
    const porLeer = [...sitio.values()].filter(
      ({ ruta, sha256 }) => namesImagenes(ruta) && !sinFaltantes.has(sha256),
    );
    const seen = await forEachOf<Archivo, EspejoErrorCode>(porLeer, aLaVez, async ({ ruta, sha256 }) => {
      const bytes = await almacen.read(rutaDeObjeto(sha256));
      const named = imagenesDe(ruta, bytes ?? Buffer.alloc(0));
      if (!named.ok) return named;
      for (const imagen of named.value) {
        if (imagenes.has(imagen) || faltan.has(imagen)) continue;
        const path = rutaDeImagen(imagen);
        const isHere = conocidos.has(sha256)
          ? (await almacen.size(path)) !== null
          : await almacen.isWhole(path, imagen);
        (isHere ? imagenes : faltan).add(imagen);
      }
      return ok(null);
    });
    if (!seen.ok) return seen;
    if (faltan.size > 0) decir(`  ${formatCuenta(faltan.size)} imágenes de actas por traer.`);
    const progreso = startProgreso('imágenes', { cuantos: faltan.size, bytes: null }, { decir, now });
    const taken = await forEachOf<string, EspejoErrorCode>(faltan, aLaVez, async (sha256) => {
      const ruta = rutaDeImagen(sha256);
      const got = await traedor.takeArchivo(ruta, { bytes: null, maximo: MAXIMOS.imagen, sha256 }, ruta);
      if (!got.ok) return got;
      imagenes.add(sha256);
      progreso.add(got.value);
      return ok(null);
    });
    if (taken.ok) for (const { sha256 } of porLeer) sinFaltantes.add(sha256);
    return taken;
  }

  /** Everything is on the disk: what is served changes at once, and the pointer last. */
  function show(
    actual: Actual,
    bytes: Buffer,
    sitio: ReadonlyMap<string, Objeto>,
    carpeta: CarpetaDeCorte,
  ): void {
    const own = openArboles(disco, raiz, arboles, fecha);
    let done = false;
    try {
      own.update(cambiosEntre(aLaVista, sitio), () => sitio);
      disco.syncAll(raiz, () => [...pathsOf(raiz, sitio, imagenes), ...carpeta.changed(), ...own.changed()]);
      carpeta.finish();
      own.swap();
      replaceFile(disco, raiz, ARCHIVO_ACTUAL, bytes.toString('utf8'), fecha);
      vigente = actual;
      aLaVista = sitio;
      done = true;
    } finally {
      if (!done) {
        // What is believed of the trees may no longer be so.
        arboles = estadoDesconocido();
        aLaVista = NADA;
      }
    }
  }

  /** The downloads of the cortes before this one, which the list of cortes offers. */
  async function bringAnteriores(): Promise<Hecho> {
    const lista = aLaVista.get('cortes.json');
    const bytes = lista === undefined ? null : await almacen.read(rutaDeObjeto(lista.sha256));
    if (bytes === null) return ok(null);
    const anteriores = parseAnteriores(bytes);
    if (!anteriores.ok) return anteriores;
    const faltan = anteriores.value.filter(({ carpeta }) => !disco.has(join(raiz, carpeta)));
    if (faltan.length > 0)
      decir(`  Descargas de ${formatCuenta(faltan.length)} cortes anteriores por traer.`);
    for (const { carpeta, manifiesto, zips, momento } of faltan) {
      fecha = new Date(momento);
      const room = checkRoom(sum(zips), await almacen.free());
      if (!room.ok) return room;
      const esperado = { bytes: null, maximo: MAXIMOS.manifiesto, sha256: manifiesto };
      const read = await traedor.read(`${carpeta}/manifiesto.json`, esperado);
      if (!read.ok) return read;
      const taken = await takeCarpeta(
        { almacen, traedor, disco, raiz, aLaVez },
        { carpeta, manifiesto: read.value, descargas: zips },
      );
      if (!taken.ok) return taken;
      disco.syncAll(raiz, taken.value.changed);
      taken.value.finish();
    }
    return ok(null);
  }

  const opened = await readVigente();
  if (!opened.ok) return opened;
  return ok({
    async update() {
      try {
        return await update();
      } catch (error) {
        const refusal = failureOfDisk(error);
        if (refusal === null) throw error;
        return refusal;
      }
    },
    vigente: () => vigente,
    cuentas: traedor.cuentas,
  });
}
