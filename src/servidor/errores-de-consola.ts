/**
 * What the operators' server answers when a handler did not: a body that is not what the route expects, a database
 * that is away, a bug. Always `{ codigo, mensaje }`, in Spanish, with the place of what is wrong and never with what
 * was sent, which may be a secret.
 */

import { randomBytes } from 'node:crypto';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { statusDe } from '../acceso/ruta.ts';
import { classifyError } from '../bitacora/fallas.ts';
import type { Refusal } from '../dominio/result.ts';

export function installErrores(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const refusal = refusalOf(error);
    if (refusal !== null) return send(reply, refusal);
    return crash(error, request, reply);
  });
  app.setNotFoundHandler((_request, reply) => send(reply, NO_EXISTE));
}

export const NO_EXISTE: Refusal = {
  codigo: 'NO_EXISTE',
  mensaje: 'Esta dirección no existe. Actualice la página: puede ser de una versión anterior.',
};

/** Too many requests, from an address or in a session. */
export const ESPERE: Refusal = {
  codigo: 'ESPERE',
  mensaje: 'Son demasiadas peticiones en muy poco tiempo. Espere un minuto y vuelva a intentarlo.',
};

export function send(reply: FastifyReply, refusal: Refusal): FastifyReply {
  const { codigo, mensaje } = refusal;
  return reply.code(statusDe(refusal)).send({ codigo, mensaje });
}

function refusalOf(error: FastifyError): Refusal | null {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [first] = error.validation;
    return invalid(describe(first?.instancePath ?? '', first?.keyword ?? ''));
  }
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return { codigo: 'CUERPO_EXCESIVO', mensaje: 'Lo que se envió es más grande de lo que se admite aquí.' };
  }
  if (error.statusCode === 429) return ESPERE;
  // What is left of the client's: JSON that is not, another type of content, an address that cannot be decoded.
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return invalid('no se pudo leer como JSON');
  }
  return classifyError(error);
}

function invalid(detail: string): Refusal {
  return { codigo: 'CUERPO_INVALIDO', mensaje: `Lo que se envió no tiene la forma esperada: ${detail}.` };
}

/** Where the fault is and of which kind, from the codes of Zod: its own sentences are in English. */
function describe(path: string, keyword: string): string {
  const where =
    path === '' || path === '/' ? 'en su conjunto' : `en «${path.replace(/^\//, '').replaceAll('/', '.')}»`;
  return `${where}, ${CLASES[keyword] ?? 'el valor no es de los admitidos'}`;
}

const CLASES: Readonly<Record<string, string>> = {
  invalid_type: 'falta o no es del tipo esperado',
  too_big: 'es demasiado grande',
  too_small: 'es demasiado pequeño',
  unrecognized_keys: 'hay datos de más',
  invalid_format: 'no está bien escrito',
  custom: 'no está bien escrito',
};

/** A bug: it is told by its number, which the log has beside the stack. */
function crash(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const referencia = randomBytes(4).toString('hex').toUpperCase();
  const { method, routeOptions } = request;
  request.log.error(
    {
      referencia,
      ruta: `${method} ${routeOptions.url ?? ''}`,
      persona: request.persona?.clave,
      pila: error.stack,
    },
    'falla del programa',
  );
  return reply.code(500).send({
    codigo: 'FALLA_DEL_PROGRAMA',
    mensaje: `Ocurrió una falla del programa (referencia ${referencia}). Lo ya confirmado está a salvo. Inténtelo otra vez y, si sigue, dé esa referencia a quien administra el sistema.`,
  });
}
