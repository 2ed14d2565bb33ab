/**
 * How the screens ask the server: JSON both ways, and whatever cannot be is a value, never an exception.
 *
 * A request without a session (401 SIN_SESION) opens the dialog to log in over the present screen, waits, and is
 * made again: the screen that asked never notices. Without network the value is SIN_RED; asking again with the same
 * key of idempotency is always right.
 */

import type { CABECERA_IDEMPOTENCIA } from '../../src/acceso/ruta.ts';
import { fail, ok, type Refusal, type Result, refuse } from '../../src/dominio/result.ts';
import { comoJson, isRechazo } from '../comun/contestacion.ts';

export type Respuesta<T> = Result<T, Refusal>;

export interface Opciones {
  /** UUID of this thing that is asked; a retry carries the same one */
  readonly idempotencia?: string | undefined;
  /** `dejar`: a 401 is the answer, nobody is asked to log in */
  readonly sinSesion?: 'reentrar' | 'dejar' | undefined;
  /** `si_cambio`: the browser keeps the answer and asks only whether it is another, for what is long and has an ETag */
  readonly traer?: 'siempre' | 'si_cambio' | undefined;
  /** milliseconds until it is given up, for what takes long */
  readonly esperaMs?: number | undefined;
}

const IDEMPOTENCIA: typeof CABECERA_IDEMPOTENCIA = 'x-idempotencia';
const ESPERA_MAXIMA_MS = 20_000;
/** A report of a month is laid out in seconds, one after another. */
const ESPERA_DE_ARCHIVO_MS = 120_000;
/** 50 kB each second: a poor line of an office. */
const MS_POR_BYTE = 1 / 50;

/** What logs in again: answers whether there is a session. */
export type Reentrar = () => Promise<'dentro' | 'fuera'>;

/** What asks again for the session when its token is not the one of this page: whether it is still of the same person. */
export type Renovar = () => Promise<'misma' | 'otra'>;

let csrf = '';
let reentrar: Reentrar = async () => 'fuera';
let renovar: Renovar = async () => 'otra';

/** The token of the session, which goes back in everything that is not a GET. */
export function usarCsrf(token: string): void {
  csrf = token;
}

/** Who opens the dialog when the session has ended. */
export function alTerminarLaSesion(handler: Reentrar): void {
  reentrar = handler;
}

/** Who compares the session when another tab of this browser opened a new one. */
export function alCambiarLaSesion(handler: Renovar): void {
  renovar = handler;
}

export function get<T>(ruta: string, opciones: Opciones = {}): Promise<Respuesta<T>> {
  return pedir('GET', ruta, undefined, opciones);
}

export function post<T>(ruta: string, cuerpo: unknown = {}, opciones: Opciones = {}): Promise<Respuesta<T>> {
  return pedir('POST', ruta, cuerpo, opciones);
}

export function put<T>(ruta: string, cuerpo: unknown, opciones: Opciones = {}): Promise<Respuesta<T>> {
  return pedir('PUT', ruta, cuerpo, opciones);
}

export function borrar<T>(ruta: string, opciones: Opciones = {}): Promise<Respuesta<T>> {
  return pedir('DELETE', ruta, undefined, opciones);
}

/** Sends a file as it is; `esperaMs` by its weight, if it is not said. */
export function subir<T>(ruta: string, archivo: Blob, opciones: Opciones = {}): Promise<Respuesta<T>> {
  const esperaMs = ESPERA_MAXIMA_MS + archivo.size * MS_POR_BYTE;
  return pedir('POST', ruta, archivo, { esperaMs, ...opciones });
}

/** What a route gives as a file, with the name that it says. */
export function bajar(ruta: string, opciones: Opciones = {}): Promise<Respuesta<ArchivoBajado>> {
  return pedir('GET', ruta, undefined, { esperaMs: ESPERA_DE_ARCHIVO_MS, ...opciones }, readFile);
}

export interface ArchivoBajado {
  readonly contenido: Blob;
  readonly nombre: string;
}

/** The address of an acta in a route, whatever its key has. */
export function rutaDeActa(prefijo: string, acta: string, accion = ''): string {
  return `${prefijo}/${encodeURIComponent(acta)}${accion === '' ? '' : `/${accion}`}`;
}

/** Whether the same request may do better in a while: what failed is the network or the server, not what was asked. */
export function esPasajero({ codigo }: Refusal): boolean {
  return (
    codigo === 'SIN_RED' || codigo === 'BASE_NO_DISPONIBLE' || codigo === 'DISCO_LLENO' || codigo === 'ESPERE'
  );
}

/** What is read of an answer; undefined when it is not what was expected. */
type Leer<T> = (response: Response) => Promise<T | undefined>;

async function pedir<T>(
  method: string,
  ruta: string,
  cuerpo: unknown,
  opciones: Opciones,
  read: Leer<T> = readJson,
): Promise<Respuesta<T>> {
  const first = await once(method, ruta, cuerpo, opciones, read);
  if (first.ok || opciones.sinSesion === 'dejar') return first;
  const { codigo } = first.error;
  const again =
    (codigo === 'SIN_SESION' && (await reentrar()) === 'dentro') ||
    (codigo === 'CSRF' && (await renovar()) === 'misma');
  return again ? once(method, ruta, cuerpo, opciones, read) : first;
}

async function once<T>(
  method: string,
  ruta: string,
  cuerpo: unknown,
  { idempotencia, traer, esperaMs = ESPERA_MAXIMA_MS }: Opciones,
  read: Leer<T>,
): Promise<Respuesta<T>> {
  const headers = new Headers({ accept: 'application/json' });
  if (method !== 'GET') headers.set('x-csrf', csrf);
  if (idempotencia !== undefined) headers.set(IDEMPOTENCIA, idempotencia);
  const isFile = cuerpo instanceof Blob;
  if (cuerpo !== undefined)
    headers.set('content-type', isFile ? 'application/octet-stream' : 'application/json');
  let response: Response;
  let said: T | unknown;
  try {
    response = await fetch(ruta, {
      method,
      headers,
      body: cuerpo === undefined ? null : isFile ? cuerpo : JSON.stringify(cuerpo),
      credentials: 'same-origin',
      cache: traer === 'si_cambio' ? 'no-cache' : 'no-store',
      signal: AbortSignal.timeout(esperaMs),
    });
    said = response.ok ? await read(response) : await readJson(response);
  } catch {
    // fetch says the same for a cable that was pulled, a name without address and a timeout.
    return refuse('SIN_RED', 'No hay comunicación con el servidor. Revise la red e intente otra vez.');
  }
  if (response.ok && said !== undefined) return ok(said as T);
  // Whole: some refusals say more than their sentence.
  if (isRechazo(said)) return fail(said);
  return refuse(
    response.status >= 500 ? 'BASE_NO_DISPONIBLE' : 'RESPUESTA_INESPERADA',
    `El servidor contestó algo inesperado (${response.status}). Intente otra vez; si sigue, avise a su coordinación.`,
  );
}

async function readJson<T>(response: Response): Promise<T | undefined> {
  return comoJson(await response.text()) as T | undefined;
}

async function readFile(response: Response): Promise<ArchivoBajado> {
  const disposition = response.headers.get('content-disposition') ?? '';
  const nombre = /filename="([^"]+)"/.exec(disposition)?.[1] ?? 'archivo';
  return { contenido: await response.blob(), nombre };
}
