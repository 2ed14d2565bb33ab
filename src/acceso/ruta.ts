/**
 * What every route of the operators' server declares and answers. A route says who may call it
 * (`config: { permiso }`); the hook of `guardia.ts` holds it before the handler runs, and a route that says
 * nothing does not start. Answers are JSON; a refusal is `{ codigo, mensaje }` with the status of its kind.
 */

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Peticion, PeticionDeTrabajo } from '../bitacora/peticion.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { Refusal, Result } from '../dominio/result.ts';
import type { EquipoQueFirma } from './contrato-de-equipos.ts';
import type { Permiso, Rol } from './permisos.ts';

/** Who is asking. */
export interface PersonaEnSesion {
  /** `cap-041`: the key that goes in the facts */
  readonly clave: string;
  readonly nombre: string;
  readonly rol: Rol;
  /** CCV, or the clave of their CATD */
  readonly centro: string;
}

/** `publico`: anybody; `sesion`: whoever has logged in; `equipo`: who signs with its key; a permission: the roles of its table. */
export type QuienPuede = 'publico' | 'sesion' | 'equipo' | Permiso;

declare module 'fastify' {
  interface FastifyContextConfig {
    permiso?: QuienPuede;
  }
  interface FastifyRequest {
    /** null in a route for anybody */
    persona: PersonaEnSesion | null;
    /** null in a route that is not of equipos */
    equipo: EquipoQueFirma | null;
  }
}

/** The body of every refusal. */
export interface Rechazo {
  readonly codigo: string;
  readonly mensaje: string;
}

/** Header with the key of a retry: a UUID that the client makes for each thing it asks. */
export const CABECERA_IDEMPOTENCIA = 'x-idempotencia';

/** The person of a route that requires one. */
export function personaDe({ persona }: FastifyRequest): PersonaEnSesion {
  if (persona === null) throw new Error('route without a person: its permission is «publico»');
  return persona;
}

/** The equipo of a route of equipos: it signed the request. */
export function equipoDe({ equipo }: FastifyRequest): EquipoQueFirma {
  if (equipo === null) throw new Error('route without an equipo: its permission is not «equipo»');
  return equipo;
}

/** Who asks, from where and with which key: what the services of the phases take. */
export function trabajoDe(request: FastifyRequest): PeticionDeTrabajo {
  const { clave, centro } = personaDe(request);
  const key = request.headers[CABECERA_IDEMPOTENCIA];
  return {
    persona: clave,
    lugar: centro,
    // The keys of two people never meet, whatever their programs send.
    idempotencia: typeof key === 'string' ? `${clave} ${key}` : undefined,
  };
}

export function peticionDe(request: FastifyRequest, acta: IdActa): Peticion {
  return { ...trabajoDe(request), acta };
}

const STATUS: Readonly<Record<string, number>> = {
  SIN_SESION: 401,
  CREDENCIALES: 401,
  SIN_FIRMA: 401,
  FIRMA_FALSA: 401,
  RELOJ_FUERA: 401,
  EQUIPO_DESCONOCIDO: 401,
  EQUIPO_REVOCADO: 403,
  EQUIPO_SIN_CONFIRMAR: 403,
  SIN_PERMISO: 403,
  POR_ENROLAR: 403,
  CSRF: 403,
  ORIGEN_AJENO: 403,
  ACTA_DESCONOCIDA: 404,
  NO_EXISTE: 404,
  CUERPO_INVALIDO: 422,
  EQUIPO_MAL_DESCRITO: 422,
  CUERPO_EXCESIVO: 413,
  ESPERE: 429,
  BLOQUEADA: 429,
  BASE_NO_DISPONIBLE: 503,
  DISCO_LLENO: 503,
  TABLERO_NO_DISPONIBLE: 503,
};

/** What a person asked cannot be done now: the state of things, not the shape of the request. */
const CONFLICTO = 409;

export function statusDe({ codigo }: Refusal): number {
  return STATUS[codigo] ?? CONFLICTO;
}

/** Answers what a service gave: 200 with `toBody` of the value, or the refusal with its status. */
export function answer<T>(
  reply: FastifyReply,
  result: Result<T, Refusal>,
  toBody: (value: T) => unknown,
): FastifyReply {
  if (result.ok) return reply.send(toBody(result.value));
  const { codigo, mensaje } = result.error;
  return reply.code(statusDe(result.error)).send({ codigo, mensaje } satisfies Rechazo);
}
