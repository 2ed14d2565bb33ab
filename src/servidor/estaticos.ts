/**
 * The built files of the operators' application. Any other address without an extension is a screen: the page.
 */

import { extname } from 'node:path';
import type { FastifyPluginAsync } from 'fastify';
import { abrirConstruida } from './carpeta-construida.ts';
import { NO_EXISTE, send } from './errores-de-consola.ts';

const PAGINA = 'index.html';
/** The page of the big display: `/pantalla/<llave>`. */
const PANTALLA = 'pantalla.html';

/** @param carpeta of the built application, or null where there is none (tests of routes) */
export function archivosDeConsola(carpeta: string | null): FastifyPluginAsync {
  return async (app) => {
    const construida = await abrirConstruida(app, carpeta);

    app.get('/*', { config: { permiso: 'publico' } }, async (request, reply) => {
      const { '*': path = '' } = request.params as { readonly '*'?: string };
      const isScreen = path !== 'api' && !path.startsWith('api/') && extname(path) === '';
      const page = path.startsWith('pantalla/') ? PANTALLA : PAGINA;
      const file = construida.tiene(path) ? path : isScreen && construida.tiene(page) ? page : null;
      return file === null ? send(reply, NO_EXISTE) : construida.enviar(reply, file);
    });
  };
}
