/**
 * The public site on this machine: the publication folder as it is, and nothing else. No database, no session. In
 * production the same folder is served by nginx (despliegue/nginx) and mirrored by the difusores.
 *
 * Pages go out of memory, in the form that the browser accepts. Requests of the site do not go through the router of
 * Fastify, which is there for the tests and for whoever mounts the site inside another server.
 */

import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import Fastify, { type FastifyInstance } from 'fastify';
import { cabecerasDe, type Lugar, lugarDe, SEGURIDAD } from './publico-direcciones.ts';
import {
  type Archivo,
  type Codificacion,
  createMemoriaDeArchivos,
  type Forma,
  type MemoriaDeArchivos,
} from './publico-memoria.ts';

export interface OpcionesDePublico {
  /** root of the publication; it need not exist yet */
  readonly publicacion: string;
  /** bytes of pages to keep in memory */
  readonly memoria?: number;
  /** milliseconds between two looks at whether there is a new corte */
  readonly revisarCada?: number;
}

const MEMORIA = 256 * (1 << 20);
const REVISAR_CADA = 50;
const NO_SE_GUARDA = { 'cache-control': 'no-store' } as const;

/** The server of a publication folder, ready to listen. */
export async function createPublico({
  publicacion,
  memoria = MEMORIA,
  revisarCada = REVISAR_CADA,
}: OpcionesDePublico): Promise<FastifyInstance> {
  const archivos = createMemoriaDeArchivos({ publicacion, limite: memoria, revisarCada, now: Date.now });
  const serve = (request: IncomingMessage, response: ServerResponse) => answer(archivos, request, response);
  const app = Fastify({ logger: false, serverFactory: () => createServer(serve) });
  app.all('/*', (request, reply) => {
    reply.hijack();
    serve(request.raw, reply.raw);
  });
  return app;
}

function answer(archivos: MemoriaDeArchivos, request: IncomingMessage, response: ServerResponse): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    send(response, 405, { ...SEGURIDAD, allow: 'GET, HEAD' }, 'Este sitio solo se lee.\n', 'text/plain');
    return;
  }
  const url = request.url ?? '/';
  const query = url.indexOf('?');
  const direccion = query < 0 ? url : url.slice(0, query);
  try {
    const lugar = lugarDe(direccion);
    const archivo = lugar === null ? null : archivos.get(lugar);
    if (lugar === null || archivo === null) answerAbsent(archivos, direccion, request, response);
    else answerFile(archivo, lugar, direccion, request, response);
  } catch (error) {
    // The disk failed: whoever watches it will say so; the reader may try again.
    if (!(error instanceof Error && 'code' in error)) throw error;
    send(
      response,
      503,
      { ...SEGURIDAD, ...NO_SE_GUARDA, 'retry-after': '5' },
      'Intente otra vez en unos segundos.\n',
      'text/plain',
    );
  }
}

function answerFile(
  archivo: Archivo,
  lugar: Lugar,
  direccion: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  switch (archivo.tipo) {
    case 'carpeta': {
      const location = `${direccion.slice(direccion.lastIndexOf('/') + 1)}/`;
      send(response, 301, { ...SEGURIDAD, 'cache-control': 'no-cache', location }, '', 'text/plain');
      return;
    }
    case 'disco':
      answerLarge(archivo, lugar, request, response);
      return;
    case 'memoria': {
      const forma = archivo.formas[acceptedBy(request)];
      if (isFresh(request, forma.etag, archivo.fecha)) {
        response.writeHead(304, withoutBody(forma.cabeceras));
        response.end();
        return;
      }
      const tramo =
        forma === archivo.formas.identity ? rangeOf(request, forma.cuerpo.length, forma.etag) : null;
      if (tramo === null) sendForma(200, forma, request, response);
      else sendRange(forma, tramo, request, response);
      return;
    }
  }
}

function sendForma(status: number, forma: Forma, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(status, forma.cabeceras as string[]);
  response.end(request.method === 'HEAD' ? undefined : forma.cuerpo);
}

const ACEPTA = new Map<string, Codificacion>();
/** Browsers send a handful of different values; somebody else may send any. */
const ACEPTA_MAXIMO = 200;

function acceptedBy({ headers }: IncomingMessage): Codificacion {
  const value = headers['accept-encoding'];
  if (typeof value !== 'string') return 'identity';
  const known = ACEPTA.get(value);
  if (known !== undefined) return known;
  const accepted = new Set<string>();
  for (const item of value.toLowerCase().split(',')) {
    const [name = '', ...parameters] = item.split(';').map((part) => part.trim());
    if (!parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))) accepted.add(name);
  }
  const chosen: Codificacion = accepted.has('br') ? 'br' : accepted.has('gzip') ? 'gzip' : 'identity';
  if (ACEPTA.size < ACEPTA_MAXIMO) ACEPTA.set(value, chosen);
  return chosen;
}

function isFresh({ headers }: IncomingMessage, etag: string, fecha: number): boolean {
  const none = headers['if-none-match'];
  if (none !== undefined) {
    return none === '*' || none.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
  }
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return !Number.isNaN(since) && fecha <= Date.now() && fecha <= since;
}

const DEL_CUERPO = new Set(['content-length', 'content-type', 'content-encoding', 'accept-ranges']);

function withoutBody(cabeceras: readonly string[]): string[] {
  return cabeceras.filter((_, i) => !DEL_CUERPO.has(cabeceras[i - (i % 2)] ?? ''));
}

interface Rango {
  readonly desde: number;
  readonly hasta: number;
}

/** One range of bytes; null where the whole is sent; a range beyond the end is `desde` > `hasta`. */
function rangeOf({ headers, method }: IncomingMessage, bytes: number, etag: string): Rango | null {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(headers.range ?? '');
  if (found === null || method !== 'GET') return null;
  const condition = headers['if-range'];
  if (condition !== undefined && condition !== etag) return null;
  const [, first = '', last = ''] = found;
  if (first === '' && last === '') return null;
  if (first === '') return { desde: Math.max(bytes - Number(last), 0), hasta: bytes - 1 };
  return { desde: Number(first), hasta: last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1) };
}

function sendRange(forma: Forma, rango: Rango, request: IncomingMessage, response: ServerResponse): void {
  const cabeceras = Object.fromEntries(pairs(forma.cabeceras));
  const { length } = forma.cuerpo;
  if (!startRange(cabeceras, rango, length, response)) return;
  response.end(request.method === 'HEAD' ? undefined : forma.cuerpo.subarray(rango.desde, rango.hasta + 1));
}

function* pairs(flat: readonly string[]): Generator<[string, string]> {
  for (let i = 0; i + 1 < flat.length; i += 2) yield [flat[i] ?? '', flat[i + 1] ?? ''];
}

/** @returns whether there is something to send */
function startRange(
  cabeceras: Readonly<Record<string, string>>,
  { desde, hasta }: Rango,
  bytes: number,
  response: ServerResponse,
): boolean {
  if (desde > hasta) {
    response.writeHead(416, { ...SEGURIDAD, ...NO_SE_GUARDA, 'content-range': `bytes */${bytes}` });
    response.end();
    return false;
  }
  response.writeHead(206, {
    ...cabeceras,
    'content-length': String(hasta - desde + 1),
    'content-range': `bytes ${desde}-${hasta}/${bytes}`,
  });
  return true;
}

/** A file that is not kept in memory: as it is, whole or a range of it. */
function answerLarge(
  { path, bytes, etag }: Extract<Archivo, { tipo: 'disco' }>,
  lugar: Lugar,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const cabeceras = {
    ...cabecerasDe(lugar),
    'content-length': String(bytes),
    etag,
    'accept-ranges': 'bytes',
  };
  if (isFresh(request, etag, Number.POSITIVE_INFINITY)) {
    response.writeHead(304, withoutBody(Object.entries(cabeceras).flat()));
    response.end();
    return;
  }
  const rango = rangeOf(request, bytes, etag);
  if (rango === null) response.writeHead(200, cabeceras);
  else if (!startRange(cabeceras, rango, bytes, response)) return;
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  const stream = createReadStream(path, rango === null ? {} : { start: rango.desde, end: rango.hasta });
  // What was promised cannot be sent any more: the reader sees it cut.
  stream.on('error', () => response.destroy());
  response.on('close', () => stream.destroy());
  stream.pipe(response);
}

const NO_ENCONTRADA: Lugar = { ruta: 'vigente/404.html', cambia: 'con cada corte' };

function answerAbsent(
  archivos: MemoriaDeArchivos,
  direccion: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  // Browsers ask for it without being told to.
  if (direccion === '/favicon.ico') {
    response.writeHead(204, { ...SEGURIDAD, 'cache-control': 'public, max-age=86400' });
    response.end();
    return;
  }
  const page = archivos.get(NO_ENCONTRADA);
  if (page?.tipo === 'memoria') {
    const forma = page.formas[acceptedBy(request)];
    response.writeHead(404, {
      ...Object.fromEntries(
        [...pairs(forma.cabeceras)].filter(([name]) => name !== 'etag' && name !== 'last-modified'),
      ),
      ...NO_SE_GUARDA,
    });
    response.end(request.method === 'HEAD' ? undefined : forma.cuerpo);
    return;
  }
  // Only before the first corte there is no such page.
  const isRoot = direccion === '/';
  const aviso = isRoot
    ? renderAviso(
        'Todavía no hay resultados publicados',
        'El primer corte se está preparando. Vuelva a cargar en unos segundos.',
      )
    : renderAviso('Esta página no existe', 'Revise la dirección, o empiece en la portada.');
  const retry: Readonly<Record<string, string>> = isRoot ? { 'retry-after': '5' } : {};
  send(response, isRoot ? 503 : 404, { ...SEGURIDAD, ...NO_SE_GUARDA, ...retry }, aviso, 'text/html');
}

function send(
  response: ServerResponse,
  status: number,
  cabeceras: Readonly<Record<string, string>>,
  texto: string,
  tipo: string,
): void {
  const bytes = Buffer.from(texto);
  response.writeHead(status, {
    ...cabeceras,
    'content-type': `${tipo}; charset=utf-8`,
    'content-length': String(bytes.length),
  });
  response.end(response.req.method === 'HEAD' ? undefined : bytes);
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
