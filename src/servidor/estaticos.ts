/**
 * The built files of the operators' application. Names under `assets` carry the hash of their content and may be kept
 * for ever; the page itself is asked for each time. Any other address without an extension is a screen: the page.
 */

import { extname } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync } from 'fastify';
import { listFiles } from '../comun/archivos.ts';
import { NO_EXISTE, send } from './errores-de-consola.ts';

const INMUTABLE = 'public, max-age=31536000, immutable';
const PAGINA = 'index.html';
/** The page of the big display: `/pantalla/<llave>`. */
const PANTALLA = 'pantalla.html';

/** @param carpeta of the built application, or null where there is none (tests of routes) */
export function archivosDeConsola(carpeta: string | null): FastifyPluginAsync {
  return async (app) => {
    // Only these can be asked for.
    const files = new Set(carpeta === null ? [] : listFiles(carpeta));
    if (carpeta !== null)
      await app.register(fastifyStatic, { root: carpeta, serve: false, preCompressed: true });

    app.get('/*', { config: { permiso: 'publico' } }, async (request, reply) => {
      const { '*': path = '' } = request.params as { readonly '*'?: string };
      const isScreen = path !== 'api' && !path.startsWith('api/') && extname(path) === '';
      const page = path.startsWith('pantalla/') ? PANTALLA : PAGINA;
      const file = files.has(path) ? path : isScreen && files.has(page) ? page : null;
      if (file === null) return send(reply, NO_EXISTE);
      reply.header('cache-control', file.startsWith('assets/') ? INMUTABLE : 'no-cache');
      return reply.sendFile(file, { cacheControl: false });
    });
  };
}
