/**
 * On which port to listen: the one that was asked for, or the first free one from 8080. Only this machine can
 * reach it.
 */

import type { FastifyInstance } from 'fastify';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';

/** `exacto` is what somebody asked for: another would not do. */
export type Puerto =
  | { readonly tipo: 'exacto'; readonly puerto: number }
  | { readonly tipo: 'desde'; readonly puerto: number };

export const HOST = '127.0.0.1';
const PUERTO_INICIAL = 8080;
const INTENTOS = 50;

/** Reads PREP_PUERTO. */
export function parsePuerto(texto: string | undefined): Result<Puerto, Refusal<'PUERTO_MAL_ESCRITO'>> {
  if (texto === undefined || texto === '') return ok({ tipo: 'desde', puerto: PUERTO_INICIAL });
  const puerto = Number(texto);
  if (/^\d{1,5}$/.test(texto) && puerto >= 1 && puerto <= 65_535) return ok({ tipo: 'exacto', puerto });
  return refuse('PUERTO_MAL_ESCRITO', `PREP_PUERTO dice «${texto}» y se espera un número de 1 a 65535.`);
}

/** Listens, and says at which address. */
export async function listenLocal(
  app: FastifyInstance,
  { tipo, puerto }: Puerto,
): Promise<Result<string, Refusal<'PUERTO_OCUPADO'>>> {
  const last = tipo === 'exacto' ? puerto : Math.min(puerto + INTENTOS - 1, 65_535);
  for (let candidate = puerto; candidate <= last; candidate += 1) {
    if (await tryListen(app, candidate)) return ok(`http://localhost:${candidate}/`);
  }
  return tipo === 'exacto'
    ? refuse('PUERTO_OCUPADO', `El puerto ${puerto} está ocupado o reservado. Elija otro con PREP_PUERTO.`)
    : refuse(
        'PUERTO_OCUPADO',
        `No hay un puerto libre entre ${puerto} y ${last}. Elija otro con PREP_PUERTO.`,
      );
}

async function tryListen(app: FastifyInstance, port: number): Promise<boolean> {
  try {
    await app.listen({ host: HOST, port });
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'EADDRINUSE' || code === 'EACCES') return false;
    throw error;
  }
}
