/**
 * The operators' server: access, the routes of the phases and the boards, and the files of the application. Each
 * part is a plugin that says who may call each of its routes; here they are put together and protected alike.
 */

import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Acceso } from '../acceso/acceso.ts';
import type { ProcesoEnPantalla } from '../acceso/contrato.ts';
import { createCuota } from '../acceso/freno.ts';
import { installGuardia } from '../acceso/guardia.ts';
import { rutasDeEquipos } from '../acceso/rutas-de-equipos.ts';
import { rutasDePersonas } from '../acceso/rutas-de-personas.ts';
import { rutasDeSesion } from '../acceso/rutas-de-sesion.ts';
import { createConsultaDeAcopio } from '../acopio/consulta.ts';
import { rutasDeAcopio } from '../acopio/rutas.ts';
import { rutasDeEquipo } from '../acopio/rutas-de-equipo.ts';
import { rutasDeCaptura } from '../captura/rutas.ts';
import { rutasDeCotejo } from '../cotejo/rutas.ts';
import { rutasDeImagenes } from '../digitalizacion/rutas.ts';
import { rutasDeMonitoreo } from '../monitoreo/rutas.ts';
import { geometriaDelPapel } from '../papel/formato.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { rutasDeVerificacion } from '../verificacion/rutas.ts';
import { archivosDeCasilla } from './casilla.ts';
import { entregasDe } from './entregas.ts';
import { ESPERE, installErrores, send } from './errores-de-consola.ts';
import { archivosDeConsola } from './estaticos.ts';
import { withAlerta } from './firmas-falsas.ts';
import { planeacionDe } from './planeacion.ts';
import type { Sistema } from './servicios.ts';

export interface OpcionesDeConsola {
  readonly sistema: Pick<Sistema, 'proceso' | 'bitacora' | 'pool' | 'almacen' | 'now' | 'fases' | 'carpetas'>;
  readonly acceso: Acceso;
  /** folder of the built application; null to serve only the API */
  readonly construida: string | null;
  /** addresses of the proxies whose `x-forwarded-*` are believed; nobody's by default */
  readonly proxys?: readonly string[];
  /** where the log goes, a JSON object per line; nowhere by default */
  readonly registro?: { write(linea: string): void };
  readonly limites?: Partial<LimitesDeConsola>;
}

export interface LimitesDeConsola {
  /** requests in a minute from one address: a whole CCV may come out through one */
  readonly porDireccion: number;
  /** requests in a minute in one session: ten each second is no person */
  readonly porSesion: number;
  /** requests in a minute of one equipo: a station that drains its queue sends many pieces */
  readonly porEquipo: number;
}

const LIMITES: LimitesDeConsola = { porDireccion: 60_000, porSesion: 600, porEquipo: 3_000 };

/** A capture is under 2 KiB; the routes that take files say their own limit. */
const CUERPO_MAXIMO = 64 * 1024;
const MINUTO = 60_000;
/** How much of a limit remains is nobody's business; when it is exceeded, `retry-after` says what to do. */
const SIN_CABECERAS = {
  'x-ratelimit-limit': false,
  'x-ratelimit-remaining': false,
  'x-ratelimit-reset': false,
};
/** Connections that are still open this long after the server was told to close are cut. */
const DESPEDIDA_MS = 5_000;

/** The server, ready to listen. */
export async function createConsola(opciones: OpcionesDeConsola): Promise<FastifyInstance> {
  const { sistema, acceso, construida, registro, proxys = [] } = opciones;
  const { bitacora, proceso, now, fases } = sistema;
  const limites = { ...LIMITES, ...opciones.limites };
  const app = Fastify({
    logger: registro === undefined ? false : { level: 'info', stream: registro },
    // A line for each answer is written below: the one of Fastify has the address, which may carry a secret.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: proxys.length === 0 ? false : [...proxys],
    bodyLimit: CUERPO_MAXIMO,
    requestTimeout: 30_000,
    forceCloseConnections: 'idle',
    // Nobody asks for them, and one over events that never end would never be answered.
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 300 },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  // Only JSON comes in: a form of another site cannot send it without asking first.
  app.removeContentTypeParser('text/plain');
  installErrores(app);

  await app.register(helmet, CABECERAS);
  await app.register(cookie);
  await app.register(rateLimit, {
    ...{ max: limites.porDireccion, timeWindow: MINUTO },
    ...{ addHeaders: SIN_CABECERAS, addHeadersOnExceeding: SIN_CABECERAS },
  });
  installGuardia(app, { ...acceso, tellFirmaFalsa: withAlerta(acceso.tellFirmaFalsa, sistema) });
  limitSesiones(app, limites);
  logAnswers(app);
  cutAtClose(app);
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) {
      reply.header('cache-control', 'no-store');
    }
  });

  app.get('/api/proceso', { config: { permiso: 'publico' } }, async () =>
    toProcesoEnPantalla(proceso, now()),
  );
  await app.register(rutasDeSesion(acceso));
  await app.register(rutasDePersonas(acceso));
  await app.register(rutasDeEquipos(acceso));
  const deActas = { bitacora, proceso, geometria: geometriaDelPapel(proceso), now };
  const consulta = createConsultaDeAcopio(bitacora, proceso);
  await app.register(rutasDeAcopio({ servicio: fases.acopio, consulta }));
  const { noteDesfase, personasDeEstacion } = acceso;
  await app.register(rutasDeEquipo({ consulta, proceso, now, noteDesfase, personasDeEstacion }));
  const { captura, verificacion, conflictos, identificaciones, cotejo } = fases;
  await app.register(rutasDeCaptura({ ...deActas, servicio: captura }));
  await app.register(
    rutasDeVerificacion({ ...deActas, servicio: verificacion, conflictos, identificaciones }),
  );
  await app.register(rutasDeCotejo({ ...deActas, servicio: cotejo }));
  await app.register(rutasDeImagenes({ almacen: sistema.almacen }));
  await app.register(entregasDe(sistema));
  await app.register(
    rutasDeMonitoreo({
      ...{ bitacora, proceso, now },
      alFallar: (error) =>
        app.log.error({ pila: error instanceof Error ? error.stack : String(error) }, 'el tablero se detuvo'),
    }),
  );
  await app.register(planeacionDe(sistema));
  await app.register(archivosDeCasilla(construida));
  await app.register(archivosDeConsola(construida));
  return app;
}

/** Nothing inline and nothing from elsewhere. `data:` and `blob:` images are QR codes and previews. */
const CABECERAS = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'none'"],
      // The reader of codes of the camera is WebAssembly; nothing that is a text may become a program.
      'script-src': ["'self'", "'wasm-unsafe-eval'"],
      'style-src': ["'self'"],
      'img-src': ["'self'", 'data:', 'blob:'],
      'font-src': ["'self'"],
      'connect-src': ["'self'"],
      'worker-src': ["'self'"],
      'manifest-src': ["'self'"],
      'base-uri': ["'none'"],
      'form-action': ["'self'"],
      'frame-ancestors': ["'none'"],
    },
  },
  crossOriginEmbedderPolicy: { policy: 'require-corp' },
  referrerPolicy: { policy: 'no-referrer' },
  xFrameOptions: { action: 'deny' },
  // Browsers hear it only over TLS; other hosts of the domain are not ours.
  strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: false },
} as const;

function limitSesiones(app: FastifyInstance, { porSesion, porEquipo }: LimitesDeConsola): void {
  const sesiones = createCuota(porSesion, MINUTO);
  const equipos = createCuota(porEquipo, MINUTO);
  app.addHook('preValidation', async ({ sesion, equipo }, reply) => {
    const passes =
      (sesion === null || sesiones.pass(String(sesion.id), performance.now()) !== null) &&
      (equipo === null || equipos.pass(equipo.clave, performance.now()) !== null);
    return passes ? undefined : send(reply.header('retry-after', '60'), ESPERE);
  });
}

function logAnswers(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions, persona, equipo, ip } = request;
    // What was only read and went well is most of a night, and says nothing.
    const level = method === 'GET' && reply.statusCode < 400 ? 'debug' : 'info';
    request.log[level]({
      ruta: `${method} ${routeOptions.url ?? ''}`,
      estado: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      persona: persona?.clave ?? equipo?.clave,
      direccion: ip,
    });
  });
}

/** What is being answered ends; a connection that never ends (events of a board) is cut. */
function cutAtClose(app: FastifyInstance): void {
  app.addHook('preClose', async () => {
    setTimeout(() => app.server.closeAllConnections(), DESPEDIDA_MS).unref();
  });
}

function toProcesoEnPantalla(proceso: Proceso, ahora: string): ProcesoEnPantalla {
  const { nombre, nombreLargo, tipo, instituto, elecciones, huso } = proceso;
  return {
    ...{ nombre, nombreLargo, tipo, instituto, ahora },
    elecciones: elecciones.map((eleccion) => ({ clave: eleccion.clave, nombre: eleccion.nombre })),
    huso: huso.zona,
  };
}
