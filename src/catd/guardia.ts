/**
 * Who may drive the station: the browser of this computer that opened the address with its key, and no page of
 * another place that this browser may have open.
 */

import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sha256Of } from './archivos.ts';

/** @param llave secret of the page; @param puerto where it listens, once it does */
export function installGuardia(app: FastifyInstance, llave: string, puerto: () => number): void {
  const cookie = () => `prep-estacion-${puerto()}`;

  app.addHook('onRequest', async (request, reply) => {
    reply.header('content-security-policy', CSP);
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'no-referrer');
    reply.header('cache-control', 'no-store');
    const { host = '', origin } = request.headers;
    // A name of another that leads here would be another origin with our address.
    const ours = [`127.0.0.1:${puerto()}`, `localhost:${puerto()}`];
    if (!ours.includes(host))
      return reply.code(421).type(TEXTO).send('Esta dirección no es la de la estación.');
    const site = request.headers['sec-fetch-site'];
    const foreign =
      (origin !== undefined && origin !== `http://${host}`) || (site !== undefined && site !== 'same-origin');
    if (request.method !== 'GET' && (origin === undefined || foreign)) {
      return reply.code(403).type(TEXTO).send('Otra página no puede manejar la estación.');
    }

    const given = keyOf(request);
    if (given !== null && request.method === 'GET') {
      if (!same(given, llave)) return reply.code(403).type(HTML).send(SIN_LLAVE);
      // Without the key in the address, which stays in the history and on the screen.
      return reply
        .header('set-cookie', `${cookie()}=${llave}; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000`)
        .redirect('/', 303);
    }
    if (same(readCookie(request, cookie()), llave)) return;
    const wantsJson = request.url.startsWith('/api/');
    if (!wantsJson) return reply.code(403).type(HTML).send(SIN_LLAVE);
    return reply
      .code(403)
      .send({ codigo: 'SIN_LLAVE', mensaje: 'Abra otra vez la dirección que dice la estación.' });
  });
}

const TEXTO = 'text/plain; charset=utf-8';
const HTML = 'text/html; charset=utf-8';
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

const SIN_LLAVE = `<!doctype html><html lang="es-MX"><meta charset="utf-8"><title>Estación</title>
<meta name="color-scheme" content="light dark"><meta name="viewport" content="width=device-width, initial-scale=1">
<h1>Falta la llave de esta página</h1>
<p>Abra la dirección completa que aparece en la ventana donde se inició la estación. Empieza con
<code>http://127.0.0.1</code> y termina con una llave larga. Este navegador la recuerda.</p></html>`;

function keyOf({ url, headers }: FastifyRequest): string | null {
  const { pathname, searchParams } = new URL(url, `http://${headers.host ?? 'localhost'}`);
  return pathname === '/' ? searchParams.get('llave') : null;
}

function readCookie({ headers }: FastifyRequest, name: string): string {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [key = '', value = ''] = pair.trim().split('=');
    if (key === name) return value;
  }
  return '';
}

/** In the same time, whatever they are. */
function same(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(sha256Of(a)), Buffer.from(sha256Of(b)));
}
