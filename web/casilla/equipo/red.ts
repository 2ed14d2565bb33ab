/**
 * How the phone asks the server: signed, with the clock of the server as it knows it, and whatever cannot be is a value.
 * It has nothing of a page: the service worker sends with it too.
 */

import type { CABECERA_EQUIPO } from '../../../src/comun/firma.ts';
import { textoDePeticion } from '../../../src/dominio/peticion-de-equipo.ts';
import { fail, ok, type Refusal, type Result } from '../../../src/dominio/result.ts';
import { comoJson, isRechazo } from '../../comun/contestacion.ts';
import { guardarPropio, type Identidad, leerPropio } from './almacen.ts';
import { firmar, sha256De } from './llave.ts';

const EQUIPO: typeof CABECERA_EQUIPO = 'x-equipo';
const ESPERA_MAXIMA_MS = 20_000;
/** 2 kB each second: worse than that, a smaller piece is tried. */
const MS_POR_BYTE = 1 / 2;

/** What could not be; `estado` is that of HTTP, 0 when there was no answer. */
export interface Falla extends Refusal {
  readonly estado: number;
}

export interface Contestado<T> {
  readonly estado: number;
  /** null when nothing changed (304) */
  readonly cuerpo: T | null;
  readonly etag: string | null;
}

export type Respuesta<T> = Result<Contestado<T>, Falla>;

interface Peticion {
  readonly metodo: 'GET' | 'POST' | 'PUT';
  /** path and query */
  readonly ruta: string;
  readonly json?: unknown;
  readonly bytes?: ArrayBuffer;
  /** what was already known, for `If-None-Match` */
  readonly etag?: string | null;
}

/** Asks without saying who asks. */
export function pedirSinFirma<T>(peticion: Peticion): Promise<Respuesta<T>> {
  return enviar(peticion, null);
}

/**
 * Asks as this phone. When its clock is too far from that of the server, it takes the hour that the refusal gives and
 * asks once more.
 */
export async function pedir<T>(identidad: Identidad, peticion: Peticion): Promise<Respuesta<T>> {
  const first = await enviar<T>(peticion, identidad);
  if (first.ok || first.error.codigo !== 'RELOJ_FUERA') return first;
  const { ahora } = first.error as Falla & { readonly ahora?: string };
  if (ahora === undefined) return first;
  await guardarPropio('reloj', { desfase: Date.parse(ahora) - Date.now(), medido: Date.now() });
  return enviar<T>(peticion, identidad);
}

/** Measures how far the clock of the phone is, with half of the round trip. */
export async function medirReloj(): Promise<Result<number, Falla>> {
  const asked = Date.now();
  const answer = await pedirSinFirma<{ readonly ahora: string }>({
    metodo: 'GET',
    ruta: '/api/equipo/reloj',
  });
  if (!answer.ok) return answer;
  const received = Date.now();
  const desfase = Math.round(Date.parse(answer.value.cuerpo?.ahora ?? '') - (asked + received) / 2);
  if (!Number.isSafeInteger(desfase)) return fail(inesperada(answer.value.estado));
  await guardarPropio('reloj', { desfase, medido: received });
  return ok(desfase);
}

async function enviar<T>(peticion: Peticion, identidad: Identidad | null): Promise<Respuesta<T>> {
  const { metodo, ruta, json, etag } = peticion;
  const body = peticion.bytes ?? new TextEncoder().encode(json === undefined ? '' : JSON.stringify(json));
  const headers = new Headers({ accept: 'application/json' });
  if (json !== undefined) headers.set('content-type', 'application/json');
  if (peticion.bytes !== undefined) headers.set('content-type', 'application/octet-stream');
  if (etag) headers.set('if-none-match', etag);
  if (identidad !== null) headers.set(EQUIPO, await cabeceraDe(identidad, metodo, ruta, body));
  let response: Response;
  let said: unknown;
  try {
    response = await fetch(ruta, {
      ...{ method: metodo, headers, credentials: 'omit', cache: 'no-store', redirect: 'error' },
      body: metodo === 'GET' ? null : body,
      signal: AbortSignal.timeout(ESPERA_MAXIMA_MS + body.byteLength * MS_POR_BYTE),
    });
    said = comoJson(await response.text());
  } catch {
    // fetch says the same for a lost signal, a name without address and a timeout.
    return fail({ estado: 0, codigo: 'SIN_RED', mensaje: 'No hay comunicación con el servidor.' });
  }
  const estado = response.status;
  if (estado === 304) return ok({ estado, cuerpo: null, etag: etag ?? null });
  if (response.ok && said !== undefined) {
    return ok({ estado, cuerpo: said as T, etag: response.headers.get('etag') });
  }
  // Whole: some refusals say more than their sentence.
  return fail(isRechazo(said) ? { ...said, estado } : inesperada(estado));
}

async function cabeceraDe(
  { clave, llave }: Identidad,
  metodo: string,
  ruta: string,
  body: BufferSource,
): Promise<string> {
  const { desfase } = (await leerPropio('reloj')) ?? { desfase: 0 };
  const momento = new Date(Date.now() + desfase).toISOString();
  const texto = textoDePeticion({ metodo, ruta, momento, sha256: await sha256De(body) });
  return `${clave ?? ''};${momento};${await firmar(llave, texto)}`;
}

/** An answer that is of no server of a PREP: a portal of the network, a proxy. */
function inesperada(estado: number): Falla {
  return {
    ...{ estado, codigo: 'RESPUESTA_INESPERADA' },
    mensaje: `Contestó algo que no es el servidor del PREP (${estado}). Si la red pide entrar a una página, hágalo o use otra red.`,
  };
}
