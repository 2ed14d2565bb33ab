/**
 * The public site on this machine: the publication folder as it is, and nothing else. No database, no session, no
 * script. In production the same folder is served by nginx and copied by the difusores.
 *
 * What is under the folder of a corte or of the images never changes: it may be kept for ever. The root page and
 * the pointer change with each corte: they are asked for every time.
 */

import { isAbsolute, relative, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

export interface OpcionesDePublico {
  /** root of the publication; it need not exist yet */
  readonly publicacion: string;
}

const UN_ANIO = 31_536_000;
const INMUTABLE = `public, max-age=${UN_ANIO}, immutable`;
const SIEMPRE_SE_PREGUNTA = 'no-cache';

/** Folders of the publication whose files never change. */
const CARPETAS_INMUTABLES = new Set(['cortes', 'imagenes']);

/** Data that any page may read from another site: the mirrors of the difusores, whoever checks the figures. */
const DATOS = /\.(json|csv|zip|txt|jpg)$/;

/**
 * The pages have a style sheet and images of their own site, and no script at all. `data:` is for the word of an
 * exercise, which the style sheet draws behind the text.
 */
const CABECERAS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
};

/** The server of a publication folder, ready to listen. */
export async function createPublico({ publicacion }: OpcionesDePublico): Promise<FastifyInstance> {
  const app = Fastify({ logger: false, routerOptions: { ignoreDuplicateSlashes: true } });

  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(CABECERAS);
  });

  await app.register(fastifyStatic, {
    root: publicacion,
    index: 'index.html',
    dotfiles: 'ignore',
    // The dates of the files are those of the cortes, which in a drill are simulated: the ETag is enough.
    lastModified: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', cacheOf(publicacion, path));
      if (DATOS.test(path)) reply.header('access-control-allow-origin', '*');
    },
  });

  // Browsers ask for it without being told to; the pages have none.
  app.get('/favicon.ico', async (_request, reply) =>
    reply.code(204).header('cache-control', INMUTABLE).send(),
  );

  app.setNotFoundHandler((request, reply) => {
    if (request.method === 'GET' || request.method === 'HEAD') return notFound(request, reply);
    return reply
      .code(405)
      .header('allow', 'GET, HEAD')
      .type('text/plain; charset=utf-8')
      .send('Este sitio solo se lee.\n');
  });
  return app;
}

/** How long the file of an address may be kept. */
function cacheOf(publicacion: string, path: string): string {
  const inside = relative(publicacion, path);
  if (inside.startsWith('..') || isAbsolute(inside)) throw new Error(`file outside the publication: ${path}`);
  const [folder = ''] = inside.split(sep);
  return CARPETAS_INMUTABLES.has(folder) ? INMUTABLE : SIEMPRE_SE_PREGUNTA;
}

function notFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const isRoot = request.url === '/' || request.url.startsWith('/?');
  const page = isRoot
    ? renderAviso(
        'Todavía no hay resultados publicados',
        'El primer corte se está preparando. Vuelva a cargar en unos segundos.',
      )
    : renderAviso('Esta página no existe', 'Revise la dirección, o empiece en la portada.');
  return reply
    .code(isRoot ? 503 : 404)
    .header('cache-control', 'no-store')
    .headers(isRoot ? { 'retry-after': '5' } : {})
    .type('text/html; charset=utf-8')
    .send(page);
}

function renderAviso(titulo: string, texto: string): string {
  return `<!doctype html>
<html lang="es-MX">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${titulo} · PREP</title>
</head>
<body>
<h1>${titulo}</h1>
<p>${texto}</p>
<p><a href="/">Ir a la portada</a></p>
</body>
</html>
`;
}
