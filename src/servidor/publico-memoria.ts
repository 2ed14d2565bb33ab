/**
 * The files of the publication in memory, as they are sent: each with its compressed forms and its headers already
 * written. What is least asked for leaves first when there are too many bytes.
 *
 * Files of the tree that is served are forgotten when the tree is swapped. Nothing else is watched: what does not
 * change is kept for as long as it fits.
 */

import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ARCHIVO_DIFUSOR } from '../difusion/lista.ts';
import { ENLACE_VIGENTE } from '../publicacion/arboles.ts';
import { ARCHIVO_ACTUAL } from '../publicacion/puntero.ts';
import { cabecerasDe, isTexto, type Lugar } from './publico-direcciones.ts';

export type Codificacion = 'identity' | 'br' | 'gzip';

/** A file as it is sent to who accepts one form of it. */
export interface Forma {
  readonly cuerpo: Buffer;
  readonly etag: string;
  /** name, value, name, value… as `writeHead` takes them */
  readonly cabeceras: readonly string[];
}

export type Archivo =
  | {
      readonly tipo: 'memoria';
      readonly formas: Readonly<Record<Codificacion, Forma>>;
      readonly fecha: number;
    }
  /** too large to keep: it is read as it is sent */
  | { readonly tipo: 'disco'; readonly path: string; readonly bytes: number; readonly etag: string }
  /** a folder whose page is at the same address with a slash */
  | { readonly tipo: 'carpeta' };

export interface MemoriaDeArchivos {
  /** Null when it does not exist. */
  get(lugar: Lugar): Archivo | null;
}

export interface OpcionesDeMemoria {
  /** root of the publication */
  readonly publicacion: string;
  /** bytes that it may keep */
  readonly limite: number;
  /** milliseconds between two looks at what is served; a corte is seen at most this late */
  readonly revisarCada: number;
  readonly now: () => number;
}

/** What changes outside the tree that is served. */
const EN_LA_RAIZ: readonly string[] = [ARCHIVO_ACTUAL, ARCHIVO_DIFUSOR];
/** Larger than any page; a ZIP is not kept. */
const GRANDE = 1 << 20;
const MIL = 1000;

export function createMemoriaDeArchivos(opciones: OpcionesDeMemoria): MemoriaDeArchivos {
  const { publicacion, limite, revisarCada, now } = opciones;
  /** least recently used first */
  const kept = new Map<string, { readonly archivo: Archivo; readonly bytes: number }>();
  let bytes = 0;
  let seen = '';
  let arbol: string | null = null;
  let next = Number.NEGATIVE_INFINITY;

  /** Looks whether another tree is served, or the pointer is another: then what changes with a corte is forgotten. */
  function look(): void {
    const time = now();
    if (time < next) return;
    next = time + revisarCada;
    const current = [ENLACE_VIGENTE, ...EN_LA_RAIZ].map((name) => idOf(join(publicacion, name))).join(' ');
    if (current === seen) return;
    seen = current;
    arbol = readLink(join(publicacion, ENLACE_VIGENTE));
    for (const [ruta, { bytes: own }] of kept) {
      if (!EN_LA_RAIZ.includes(ruta) && !ruta.startsWith(`${ENLACE_VIGENTE}/`)) continue;
      kept.delete(ruta);
      bytes -= own;
    }
  }

  function pathOf(ruta: string): string | null {
    if (!ruta.startsWith(`${ENLACE_VIGENTE}/`)) return join(publicacion, ruta);
    return arbol === null ? null : join(publicacion, arbol, ruta.slice(ENLACE_VIGENTE.length));
  }

  function keep(ruta: string, archivo: Archivo, own: number): void {
    kept.set(ruta, { archivo, bytes: own });
    bytes += own;
    for (const [oldest, { bytes: freed }] of kept) {
      if (bytes <= limite) break;
      kept.delete(oldest);
      bytes -= freed;
    }
  }

  return {
    get(lugar) {
      look();
      const { ruta } = lugar;
      const known = kept.get(ruta);
      if (known !== undefined) {
        kept.delete(ruta);
        kept.set(ruta, known);
        return known.archivo;
      }
      const path = pathOf(ruta);
      const archivo = path === null ? null : load(path, lugar);
      if (archivo !== null) keep(ruta, archivo, sizeOf(archivo));
      return archivo;
    },
  };
}

/** What tells a name from another of the same name put in its place. */
function idOf(path: string): string {
  const info = lstatSync(path, { throwIfNoEntry: false });
  return info === undefined ? '-' : `${info.ino}.${info.ctimeMs}`;
}

function readLink(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

function sizeOf(archivo: Archivo): number {
  // Also what is small: addresses of folders may not fill the memory either.
  const own = 512;
  if (archivo.tipo !== 'memoria') return own;
  const { identity, br, gzip } = archivo.formas;
  return own + identity.cuerpo.length + br.cuerpo.length + gzip.cuerpo.length;
}

function load(path: string, lugar: Lugar): Archivo | null {
  try {
    const info = statSync(path);
    if (info.isDirectory()) return hasPage(path) ? { tipo: 'carpeta' } : null;
    const fecha = Math.floor(info.mtimeMs / MIL) * MIL;
    if (info.size > GRANDE) {
      const etag = `"${info.size.toString(16)}-${fecha.toString(16)}"`;
      return { tipo: 'disco', path, bytes: info.size, etag };
    }
    return { tipo: 'memoria', formas: readFormas(path, lugar, fecha), fecha };
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

function hasPage(path: string): boolean {
  return statSync(join(path, 'index.html'), { throwIfNoEntry: false })?.isFile() === true;
}

function readFormas(path: string, lugar: Lugar, fecha: number): Readonly<Record<Codificacion, Forma>> {
  const cuerpo = readFileSync(path);
  const sha = createHash('sha256').update(cuerpo).digest('base64url').slice(0, 22);
  const make = (codificacion: Codificacion, bytes: Buffer): Forma => {
    const etag = codificacion === 'identity' ? `"${sha}"` : `"${sha}-${codificacion}"`;
    const cabeceras = Object.entries({
      ...cabecerasDe(lugar),
      'content-length': String(bytes.length),
      etag,
      // A date to come, as those of a drill are, may not be given (RFC 9110, 8.8.2.1).
      ...(fecha <= Date.now() && { 'last-modified': new Date(fecha).toUTCString() }),
      ...(codificacion === 'identity' ? {} : { 'content-encoding': codificacion }),
      ...(!isTexto(lugar.ruta) && { 'accept-ranges': 'bytes' }),
    }).flat();
    return { cuerpo: bytes, etag, cabeceras };
  };
  const identity = make('identity', cuerpo);
  if (!isTexto(lugar.ruta)) return { identity, br: identity, gzip: identity };
  const other = (codificacion: Codificacion, terminacion: string) => {
    const bytes = readIfThere(path + terminacion);
    return bytes === null ? identity : make(codificacion, bytes);
  };
  return { identity, br: other('br', '.br'), gzip: other('gzip', '.gz') };
}

function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

const AUSENTE = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'EISDIR', 'ELOOP']);

function isAbsent(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && AUSENTE.has(error.code)
  );
}
