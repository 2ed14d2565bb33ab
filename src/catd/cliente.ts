/**
 * The requests of the station to the server: signed, with a limit of time and of size, and with what fails told as a
 * value, because without network is how a CATD spends half of the night.
 */

import type { KeyObject } from 'node:crypto';
import { Agent as HttpAgent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { codeOf } from '../comun/archivos.ts';
import { CABECERA_EQUIPO, firmar, textoDePeticion } from '../comun/firma.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { sha256Of } from './archivos.ts';

export interface Peticion {
  readonly metodo: 'GET' | 'POST' | 'PUT';
  /** path and query */
  readonly ruta: string;
  /** bytes as they are, or what is sent as JSON */
  readonly cuerpo?: Buffer | object;
  readonly cabeceras?: Readonly<Record<string, string>>;
}

export interface Respuesta {
  readonly estado: number;
  readonly cabeceras: IncomingHttpHeaders;
  /** the JSON of the answer; null when it had none */
  readonly cuerpo: unknown;
}

export type FallaDeRed = Refusal<'SIN_RED'>;

/** Asks for something; anything that the server answers, a refusal too, is an answer. */
export type Pedir = (peticion: Peticion) => Promise<Result<Respuesta, FallaDeRed>>;

const RESPUESTA_MAXIMA = 16 * 1024 * 1024;
/** A rural link may take this long to move a piece; whoever sends makes smaller pieces then. */
const SILENCIO_MS = 30_000;

/**
 * @param servidor its address, without the last slash
 * @param alto cuts what is on its way
 */
export function createPedir(
  servidor: string,
  alto: AbortSignal,
  silencio: number = SILENCIO_MS,
): { readonly pedir: Pedir; readonly close: () => void } {
  const url = new URL(servidor);
  const secure = url.protocol === 'https:';
  const agent = secure
    ? new HttpsAgent({ keepAlive: true, maxSockets: 2 })
    : new HttpAgent({ keepAlive: true, maxSockets: 2 });
  const ask = secure ? httpsRequest : httpRequest;

  const pedir: Pedir = ({ metodo, ruta, cuerpo, cabeceras = {} }) =>
    new Promise((resolve) => {
      const body = bytesOf(cuerpo);
      const failed = (motivo: string) => resolve(refuse('SIN_RED', motivo));
      const request = ask(
        new URL(ruta, url),
        {
          ...{ method: metodo, agent, signal: alto },
          headers: {
            accept: 'application/json',
            ...(body !== null && {
              'content-type': Buffer.isBuffer(cuerpo) ? 'application/octet-stream' : 'application/json',
              'content-length': body.length,
            }),
            ...cabeceras,
          },
        },
        (response) => {
          const parts: Buffer[] = [];
          let size = 0;
          response.on('data', (part: Buffer) => {
            parts.push(part);
            size += part.length;
            if (size > RESPUESTA_MAXIMA) request.destroy(new Error('la respuesta es demasiado grande'));
          });
          response.on('error', (error) => failed(explain(error)));
          response.on('end', () => {
            if (!response.complete) return failed('la respuesta llegó cortada');
            const { statusCode: estado = 0, headers } = response;
            resolve(ok({ estado, cabeceras: headers, cuerpo: readJson(Buffer.concat(parts)) }));
          });
          response.on('close', () => failed('la respuesta llegó cortada'));
        },
      );
      request.setTimeout(silencio, () => request.destroy(new Error('el servidor no contesta')));
      request.on('error', (error) => failed(explain(error)));
      request.end(body ?? undefined);
    });
  return { pedir, close: () => agent.destroy() };
}

/**
 * The same, signed. @param momento clock of the server, as it is known
 */
export function firmando(
  pedir: Pedir,
  {
    equipo,
    llave,
    momento,
  }: { readonly equipo: string; readonly llave: KeyObject; readonly momento: () => string },
): Pedir {
  return (peticion) => {
    const cuerpo = bytesOf(peticion.cuerpo);
    const when = momento();
    const firma = firmar(
      llave,
      textoDePeticion({
        ...{ metodo: peticion.metodo, ruta: peticion.ruta, momento: when },
        sha256: sha256Of(cuerpo ?? Buffer.alloc(0)),
      }),
    );
    const cabeceras = { ...peticion.cabeceras, [CABECERA_EQUIPO]: `${equipo};${when};${firma}` };
    return pedir({ ...peticion, cabeceras });
  };
}

/** What the server said that it would not do; null when it did it. */
export function refusalOf({ estado, cuerpo }: Respuesta): Refusal | null {
  if (estado >= 200 && estado < 400) return null;
  const { codigo, mensaje } = (cuerpo ?? {}) as Partial<Refusal>;
  if (typeof codigo === 'string' && typeof mensaje === 'string') return { codigo, mensaje };
  return { codigo: `HTTP_${estado}`, mensaje: `El servidor contestó ${estado} sin decir por qué.` };
}

function bytesOf(cuerpo: Buffer | object | undefined): Buffer | null {
  if (cuerpo === undefined) return null;
  return Buffer.isBuffer(cuerpo) ? cuerpo : Buffer.from(JSON.stringify(cuerpo));
}

/** A proxy in the middle may answer with a page of its own. */
function readJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}

const MOTIVOS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no se encuentra la dirección del servidor',
  EAI_AGAIN: 'no se encuentra la dirección del servidor',
  ECONNREFUSED: 'el servidor no está en marcha',
  ECONNRESET: 'la conexión se cortó',
  EPIPE: 'la conexión se cortó',
  ETIMEDOUT: 'el servidor no contesta',
  ENETUNREACH: 'no hay red',
  EHOSTUNREACH: 'no hay red',
  ENETDOWN: 'no hay red',
  CERT_HAS_EXPIRED: 'el certificado del servidor ya venció, o la fecha de esta computadora está mal',
  CERT_NOT_YET_VALID:
    'la fecha de esta computadora está mal: para ella el certificado del servidor aún no empieza',
};

function explain(error: Error): string {
  const code = codeOf(error);
  return MOTIVOS[code ?? ''] ?? (code === null ? error.message : `la conexión falló (${code})`);
}
