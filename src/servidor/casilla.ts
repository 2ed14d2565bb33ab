/**
 * Serves PREP Casilla at `/casilla/`, with headers of its own: the camera, which no other page may use, and the
 * reader of QR, which is WebAssembly. Its service worker reaches `/casilla/` and nothing else.
 */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyPluginAsync } from 'fastify';
import { abrirConstruida } from './carpeta-construida.ts';
import { NO_EXISTE, send } from './errores-de-consola.ts';

const PAGINA = 'index.html';

const CABECERAS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' blob:",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join(';'),
  'permissions-policy': 'camera=(self), microphone=(), geolocation=(), payment=(), usb=()',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** @param construida folder of the built applications, in which this one is `casilla`; null where there is none */
export function archivosDeCasilla(construida: string | null): FastifyPluginAsync {
  return async (app) => {
    const folder = construida === null ? null : join(construida, 'casilla');
    const casilla = await abrirConstruida(app, folder !== null && existsSync(folder) ? folder : null);

    app.get('/casilla', { config: { permiso: 'publico' } }, async (_request, reply) =>
      reply.redirect('/casilla/', 308),
    );
    app.get('/casilla/*', { config: { permiso: 'publico' } }, async (request, reply) => {
      const { '*': asked = '' } = request.params as { readonly '*'?: string };
      const file = asked === '' ? PAGINA : asked;
      if (!casilla.tiene(file)) return send(reply, NO_EXISTE);
      return casilla.enviar(reply.headers(CABECERAS), file);
    });
  };
}
