/**
 * How the origin is asked: a few connections that stay open, and of each answer no more than what it should be. What
 * arrives is given away piece by piece and refused if it is not what its SHA-256 says.
 */

import { createHash } from 'node:crypto';
import * as http from 'node:http';
import * as https from 'node:https';
import { PassThrough, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import { fail, ok, type Refusal, type Result, refuse } from '../dominio/result.ts';

export type OrigenErrorCode =
  | 'SIN_RESPUESTA'
  | 'LENTO'
  | 'OCUPADO'
  | 'NO_ESTA'
  | 'RESPUESTA_INESPERADA'
  | 'REDIRECCION'
  | 'CORTADA'
  | 'ALTERADA'
  | 'ENORME'
  | 'DETENIDO';

export interface FallaDeOrigen extends Refusal<OrigenErrorCode> {
  /** seconds that the origin asks to wait */
  readonly esperar?: number;
}

/** What an answer must be. */
export interface Esperado {
  /** exact, or null where only the most is known */
  readonly bytes: number | null;
  readonly maximo: number;
  /** lower-case hexadecimal; null where nothing says it */
  readonly sha256: string | null;
}

export interface Recibido {
  readonly bytes: number;
  readonly etag: string | null;
}

export interface Origen {
  /**
   * Asks for a file, and gives its bytes as they come: they are good only once it is resolved so.
   *
   * @param ruta from the root of the site, with plain names
   * @param etag of what is already here
   * @throws what `take` throws
   */
  ask(
    ruta: string,
    esperado: Esperado,
    take: (bytes: Buffer) => void | Promise<void>,
    etag?: string | null,
  ): Promise<Result<Recibido | 'sin cambio', FallaDeOrigen>>;
  /** The same, whole in memory. */
  read(ruta: string, esperado: Esperado): Promise<Result<Buffer, FallaDeOrigen>>;
  close(): void;
}

export interface OpcionesDeOrigen {
  /** with a final slash: `https://prep.ejemplo.mx/` */
  readonly direccion: URL;
  readonly conexiones: number;
  /** seconds that may pass without a byte */
  readonly espera: number;
  /** when it comes, everything in course is given up */
  readonly alto: AbortSignal;
}

interface Visto {
  /** what the code of whoever takes the bytes threw, which is no fault of the origin */
  thrown: { readonly error: unknown } | null;
  excess: boolean;
  /** nothing came for as long as it may */
  idle: boolean;
}

/** An answer may take this long, and as much again as its bytes need at the least speed. */
const PLAZO = 4;
const BYTES_POR_SEGUNDO = 16_384;
const MIL = 1000;

/** Address of an origin, or why it is none. */
export function parseOrigen(texto: string): Result<URL, Refusal<'DIRECCION'>> {
  const url = URL.parse(texto);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return refuse(
      'DIRECCION',
      `«${texto}» no es la dirección de un sitio: escríbala como https://prep.ejemplo.mx/.`,
    );
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    return refuse(
      'DIRECCION',
      'La dirección del sitio no lleva usuario, contraseña, «?» ni «#»: solo la del sitio.',
    );
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return ok(url);
}

export function openOrigen({ direccion, conexiones, espera, alto }: OpcionesDeOrigen): Origen {
  const { Agent, request } = direccion.protocol === 'https:' ? https : http;
  const agent = new Agent({ keepAlive: true, maxSockets: conexiones, timeout: espera * MIL });

  function send(
    url: URL,
    headers: http.OutgoingHttpHeaders,
    signal: AbortSignal,
    seen: Visto,
  ): Promise<http.IncomingMessage> {
    return new Promise((resolve, reject) => {
      const sent = request(url, { agent, headers, signal, timeout: espera * MIL });
      sent.on('timeout', () => {
        seen.idle = true;
        sent.destroy(new Error('idle'));
      });
      sent.on('error', reject);
      sent.on('response', resolve);
      sent.end();
    });
  }

  async function ask(
    ruta: string,
    esperado: Esperado,
    take: (bytes: Buffer) => void | Promise<void>,
    etag: string | null = null,
  ): Promise<Result<Recibido | 'sin cambio', FallaDeOrigen>> {
    const most = (PLAZO * espera + (esperado.bytes ?? esperado.maximo) / BYTES_POR_SEGUNDO) * MIL;
    const signal = AbortSignal.any([alto, AbortSignal.timeout(Math.ceil(most))]);
    const headers = {
      'accept-encoding': 'br, gzip',
      'user-agent': 'prep-difusor',
      ...(etag === null ? {} : { 'if-none-match': etag }),
    };
    const seen: Visto = { thrown: null, excess: false, idle: false };
    let answer: http.IncomingMessage | null = null;
    try {
      answer = await send(new URL(ruta, direccion), headers, signal, seen);
      const checked = checkHead(answer, ruta, esperado, etag);
      if (!checked.ok) return checked;
      if (checked.value === 'sin cambio') {
        answer.resume();
        return ok('sin cambio');
      }
      const sum = createHash('sha256');
      let bytes = 0;
      await pipeline(
        answer,
        checked.value,
        async (chunks: AsyncIterable<Buffer>) => {
          for await (const chunk of chunks) {
            bytes += chunk.length;
            seen.excess = bytes > (esperado.bytes ?? esperado.maximo);
            if (seen.excess) return;
            sum.update(chunk);
            try {
              await take(chunk);
            } catch (error) {
              seen.thrown = { error };
              throw error;
            }
          }
        },
        { signal },
      );
      if (seen.excess) return tooLarge(ruta);
      const isIt = esperado.sha256 === null || sum.digest('hex') === esperado.sha256;
      if (!isIt || (esperado.bytes !== null && bytes !== esperado.bytes)) return altered(ruta);
      return ok({ bytes, etag: answer.headers.etag ?? null });
    } catch (error) {
      if (seen.thrown !== null) throw seen.thrown.error;
      if (seen.excess) return tooLarge(ruta);
      if (seen.idle) return tooSlow(ruta);
      return failureOf(error, ruta, direccion, alto);
    } finally {
      // What is left unread would keep the connection from another question.
      if (answer !== null && !answer.complete && !answer.readableFlowing) answer.destroy();
    }
  }

  return {
    ask,
    async read(ruta, esperado) {
      const pieces: Buffer[] = [];
      const received = await ask(ruta, esperado, (piece) => void pieces.push(piece));
      return received.ok ? ok(Buffer.concat(pieces)) : received;
    },
    close: () => agent.destroy(),
  };
}

/** Sees what an answer says of itself. @returns what undoes its compression */
function checkHead(
  { statusCode = 0, headers }: http.IncomingMessage,
  ruta: string,
  { bytes, maximo }: Esperado,
  etag: string | null,
): Result<Transform | 'sin cambio', FallaDeOrigen> {
  if (statusCode === 304 && etag !== null) return ok('sin cambio');
  if (statusCode >= 300 && statusCode < 400) {
    const where = URL.parse(headers.location ?? '')?.origin ?? 'otra dirección';
    return refuse(
      'REDIRECCION',
      `El origen manda a ${where} por «${ruta}», y un difusor solo toma de la dirección que se le dio. Si esa es la buena, póngala en --origen.`,
    );
  }
  if (statusCode === 429 || statusCode === 503) {
    const asked = Number(headers['retry-after']);
    return fail({
      codigo: 'OCUPADO',
      mensaje: `El origen pide esperar (${statusCode}) por «${ruta}». Si pasa seguido, pida al instituto que sus límites no cuenten a este difusor.`,
      ...(asked > 0 && { esperar: Math.min(asked, ESPERAR_MAXIMO) }),
    });
  }
  if (statusCode === 404) return refuse('NO_ESTA', `El origen no tiene «${ruta}» (404).`);
  if (statusCode !== 200) {
    return refuse('RESPUESTA_INESPERADA', `El origen respondió ${statusCode} por «${ruta}».`);
  }
  const encoding = headers['content-encoding'] ?? 'identity';
  const length = Number(headers['content-length'] ?? 0);
  if (length > maximo + ENVOLTURA) return tooLarge(ruta);
  switch (encoding) {
    case 'identity':
      // What can be known before reading it is not read.
      if (length > (bytes ?? maximo)) return tooLarge(ruta);
      return ok(new PassThrough());
    case 'br':
      return ok(createBrotliDecompress());
    case 'gzip':
      return ok(createGunzip());
    default:
      return refuse(
        'RESPUESTA_INESPERADA',
        `El origen mandó «${ruta}» comprimido de un modo que no se pidió.`,
      );
  }
}

const ESPERAR_MAXIMO = 60;
/** What compression may add to some bytes that it cannot make less. */
const ENVOLTURA = 1 << 16;

function tooLarge(ruta: string) {
  return refuse(
    'ENORME',
    `«${ruta}» llegó con más bytes de los que debe tener: se dejó de leer y no se tomó.`,
  );
}

function altered(ruta: string) {
  return refuse('ALTERADA', `«${ruta}» llegó alterado: no es lo que dice su SHA-256. No se tomó.`);
}

function tooSlow(ruta: string) {
  return refuse('LENTO', `El origen tarda demasiado con «${ruta}»: se dejó de esperar.`);
}

const CORTES = new Set(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ECONNABORTED', 'Z_BUF_ERROR']);

function failureOf(error: unknown, ruta: string, { host }: URL, alto: AbortSignal) {
  if (alto.aborted) return refuse('DETENIDO', 'Se detuvo a la mitad: al volver sigue donde iba.');
  if (!(error instanceof Error)) throw error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (error.name === 'AbortError' || error.name === 'TimeoutError' || code === 'ETIMEDOUT') {
    return tooSlow(ruta);
  }
  if (CORTES.has(code)) return refuse('CORTADA', `La respuesta de «${ruta}» se cortó antes de terminar.`);
  if (/^(HPE_|Z_|ERR__ERROR_)/.test(code)) {
    return refuse('ALTERADA', `«${ruta}» llegó alterado: no se puede leer (${code}). No se tomó.`);
  }
  if (code === '') throw error;
  return refuse('SIN_RESPUESTA', `${host} no responde (${code}). Revise la dirección y la red.`);
}
