/**
 * A canned server for the tests of the screens: serves the built application under the Content-Security-Policy of
 * production and answers every route of the contracts with invented data. A test changes any answer, and reads what
 * was asked.
 *
 * It keeps one session and one small queue of capture; the rest are answers that do not change.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import Fastify from 'fastify';
import type { Sesion } from '../../../src/acceso/contrato.ts';
import type { Rol } from '../../../src/acceso/permisos.ts';
import type { TareaDeCaptura, Tareas } from '../../../src/captura/contrato.ts';
import { type ActaDibujada, dibujarActa } from './acta-dibujada.ts';
import { consolaConstruida } from './construida.ts';
import { type Contesta, type Contestacion, type Pedido, type RutaDePrueba, rechazo } from './contestacion.ts';
import { AHORA, CAMPOS, escritoEn, PROCESO, sesionDe, tareaNumero, tituloNumero } from './datos.ts';
import { respuestasDe } from './respuestas.ts';

export { type Contesta, type Pedido, rechazo } from './contestacion.ts';

const CSP =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; " +
  "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

export interface ServidorDePrueba {
  readonly direccion: string;
  /** what was asked, oldest first */
  readonly pedidos: Pedido[];
  /** tasks that wait, and those assigned */
  readonly captura: { cola: TareaDeCaptura[]; asignadas: TareaDeCaptura[]; capturadas: number };
  readonly imagenes: Map<string, Buffer>;
  /** the three images of the first actas */
  readonly actas: readonly ActaDibujada[];
  /** null: nobody is logged in */
  sesion: Sesion | null;
  entrarComo(rol: Rol): void;
  /** from now on, until `olvidar` */
  contestar(ruta: RutaDePrueba, contesta: Contesta): void;
  /** nobody inside, nothing asked, canned answers, `actas` waiting */
  olvidar(): void;
  cerrar(): Promise<void>;
}

export async function levantarServidorDePrueba(): Promise<ServidorDePrueba> {
  const files = readAll(await consolaConstruida());
  const actas = await Promise.all(
    [0, 1, 2].map((n) => {
      const escrito = escritoEn(CAMPOS, n);
      const { seccion, casilla } = tituloNumero(n);
      return dibujarActa(
        `Gubernatura · Sección ${seccion} · ${casilla}`,
        CAMPOS.map(({ clave, etiqueta }) => ({ etiqueta, cantidad: escrito[clave] ?? null })),
      );
    }),
  );
  const own = new Map<RutaDePrueba, Contesta>();
  const sha256 = actas[0]?.sha256 ?? '';
  const canned = respuestasDe({ sha256, direccion: `/api/imagenes/${sha256}` });
  const app = Fastify({ forceCloseConnections: true });
  // What is sent as a file is not looked at.
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, _body, done) =>
    done(null, null),
  );

  const servidor: ServidorDePrueba = {
    direccion: '',
    pedidos: [],
    captura: { cola: [], asignadas: [], capturadas: 0 },
    imagenes: new Map(actas.map(({ sha256, jpeg }) => [sha256, jpeg])),
    actas,
    sesion: null,
    entrarComo(rol) {
      servidor.sesion = sesionDe(rol);
    },
    contestar: (ruta, contesta) => void own.set(ruta, contesta),
    olvidar() {
      own.clear();
      servidor.pedidos.length = 0;
      servidor.sesion = null;
      servidor.captura.asignadas = [];
      servidor.captura.capturadas = 17;
      servidor.captura.cola = actas.map(({ sha256 }, n) => tareaNumero(n, sha256));
    },
    cerrar: () => app.close(),
  };
  servidor.olvidar();

  app.addHook('onSend', async (_request, reply) => void reply.header('content-security-policy', CSP));
  app.get<{ Params: { sha256: string } }>('/api/imagenes/:sha256', (request, reply) => {
    const jpeg = servidor.imagenes.get(request.params.sha256);
    if (jpeg === undefined)
      return reply.code(404).send({ codigo: 'NO_EXISTE', mensaje: 'No hay esa imagen.' });
    return reply
      .type('image/jpeg')
      .header('cache-control', 'private, max-age=31536000, immutable')
      .send(jpeg);
  });
  const stateful = createConEstado(servidor);
  app.all('/api/*', async (request, reply) => {
    const [path = ''] = request.url.split('?');
    for (const table of [own, stateful, canned]) {
      for (const [ruta, contesta] of table) {
        const [method = '', pattern = ''] = ruta.split(' ');
        const parametros = method === request.method ? matched(pattern, path) : null;
        if (parametros === null) continue;
        const pedido: Pedido = {
          metodo: request.method,
          ruta: request.url,
          parametros,
          cuerpo: request.body ?? null,
          idempotencia: headerOf(request.headers['x-idempotencia']),
          csrf: headerOf(request.headers['x-csrf']),
        };
        servidor.pedidos.push(pedido);
        const answer = await contesta(pedido);
        if ('corta' in answer) {
          reply.hijack();
          // Of a request whose body has been read, destroying the message leaves the socket open.
          request.raw.socket.destroy();
          return reply;
        }
        if ('corriente' in answer) {
          reply.hijack();
          reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'content-security-policy': CSP });
          answer.corriente(reply.raw);
          return reply;
        }
        return reply
          .code(answer.status ?? 200)
          .type('application/json')
          .send(JSON.stringify(answer.cuerpo));
      }
    }
    return reply.code(404).send({ codigo: 'NO_EXISTE', mensaje: `No hay ${request.method} ${path}.` });
  });
  app.get('/*', (request, reply) => {
    const [path = ''] = request.url.split('?');
    const asset = files.get(path.slice(1));
    // The big display has a page of its own, as on the real server.
    const page = request.url.startsWith('/pantalla/') ? 'pantalla.html' : 'index.html';
    if (asset === undefined) return reply.type('text/html; charset=utf-8').send(files.get(page));
    return reply.type(TIPOS[extname(path)] ?? 'text/css').send(asset);
  });

  const direccion = await app.listen({ host: '127.0.0.1', port: 0 });
  return Object.assign(servidor, { direccion });
}

const TIPOS: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.wasm': 'application/wasm' };

/** In memory: while the tests run the sources may change, and old builds are thrown away. */
function readAll(folder: string): ReadonlyMap<string, Buffer> {
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /[.](js|css|html|wasm)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path)]),
  );
}

/** The routes that remember: the session and the queue of capture. */
function createConEstado(servidor: ServidorDePrueba): ReadonlyMap<RutaDePrueba, Contesta> {
  const { captura } = servidor;
  const tareas = (): Contestacion => ({
    cuerpo: {
      tareas: captura.asignadas,
      resumen: {
        enEstaHora: captura.capturadas,
        enTotal: captura.capturadas + 40,
        enEspera: captura.cola.length + 309,
      },
    } satisfies Tareas,
  });
  const completed = (): Contestacion => {
    captura.asignadas = [...captura.asignadas, ...captura.cola.splice(0, 2 - captura.asignadas.length)];
    return tareas();
  };
  const without = (acta: string | undefined) => {
    captura.asignadas = captura.asignadas.filter((tarea) => tarea.acta !== acta);
  };
  const inSession =
    (contesta: Contesta): Contesta =>
    (pedido) =>
      servidor.sesion === null
        ? rechazo(401, 'SIN_SESION', 'Su sesión terminó. Entre otra vez.')
        : contesta(pedido);
  const table: readonly (readonly [RutaDePrueba, Contesta])[] = [
    ['GET /api/proceso', () => ({ cuerpo: { ...PROCESO, ahora: AHORA } })],
    ['GET /api/sesion', inSession(() => ({ cuerpo: servidor.sesion }))],
    [
      'POST /api/sesion',
      ({ cuerpo }) => {
        const { contrasena, persona } = cuerpo as { contrasena: string; persona: string };
        if (contrasena !== 'noche de junio') {
          return rechazo(
            401,
            'CREDENCIALES',
            'La clave o la contraseña no son correctas. Revise las mayúsculas.',
          );
        }
        servidor.sesion = sesionDe(persona.startsWith('cap') ? 'capturista' : 'coordinador_ccv');
        return { cuerpo: servidor.sesion };
      },
    ],
    [
      'DELETE /api/sesion',
      () => {
        servidor.sesion = null;
        return { cuerpo: null };
      },
    ],
    ['GET /api/captura/tareas', inSession(tareas)],
    ['POST /api/captura/siguiente', inSession(completed)],
    [
      'POST /api/captura/pausa',
      inSession(() => {
        captura.cola = [...captura.asignadas, ...captura.cola];
        captura.asignadas = [];
        return tareas();
      }),
    ],
    [
      'POST /api/captura/actas/:acta',
      inSession(({ parametros }) => {
        if (captura.asignadas.some(({ acta }) => acta === parametros.acta)) captura.capturadas += 1;
        without(parametros.acta);
        return completed();
      }),
    ],
    [
      'POST /api/captura/actas/:acta/problema',
      inSession(({ parametros }) => {
        without(parametros.acta);
        return completed();
      }),
    ],
    [
      'POST /api/captura/actas/:acta/prorroga',
      inSession(() => ({ cuerpo: { vence: '2027-06-07T02:56:07.000Z' } })),
    ],
    [
      'POST /api/captura/actas/:acta/retomar',
      inSession(({ parametros }) => {
        const tarea = captura.asignadas.find(({ acta }) => acta === parametros.acta);
        return tarea === undefined
          ? rechazo(409, 'SIN_LUGAR', 'Otra persona ya está capturando esta acta. Pida la siguiente.')
          : { cuerpo: tarea };
      }),
    ],
  ];
  return new Map(table);
}

function matched(pattern: string, path: string): Readonly<Record<string, string>> | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const parametros: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    const value = decodeURIComponent(given[i] ?? '');
    if (part.startsWith(':')) parametros[part.slice(1)] = value;
    else if (part !== value) return null;
  }
  return parametros;
}

function headerOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
