/**
 * A folder of built files, as it is served. Names under `assets` carry the hash of their content and may be kept for
 * ever; anything else is asked for each time, which is how another version is found out.
 */

import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { listFiles } from '../comun/archivos.ts';

const INMUTABLE = 'public, max-age=31536000, immutable';

export interface CarpetaConstruida {
  /** Whether it can be asked for: only what was there when it was opened. */
  tiene(archivo: string): boolean;
  enviar(reply: FastifyReply, archivo: string): FastifyReply;
}

/** @param carpeta null where there is none, and then it has nothing */
export async function abrirConstruida(
  app: FastifyInstance,
  carpeta: string | null,
): Promise<CarpetaConstruida> {
  const files = new Set(carpeta === null ? [] : listFiles(carpeta));
  if (carpeta !== null) {
    await app.register(fastifyStatic, { root: carpeta, serve: false, preCompressed: true });
  }
  return {
    tiene: (archivo) => files.has(archivo),
    enviar(reply, archivo) {
      reply.header('cache-control', archivo.startsWith('assets/') ? INMUTABLE : 'no-cache');
      return reply.sendFile(archivo, { cacheControl: false });
    },
  };
}
