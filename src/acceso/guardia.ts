/**
 * The guard: before any handler, who asks and whether they may. A route without `config.permiso` does not let the
 * server start. What was refused to somebody who had logged in, and matters, is a fact.
 */

import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { fail, ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { installGuardiaDeEquipos, type PartesDeEquipos } from './equipos-guardia.ts';
import { createCuota } from './freno.ts';
import { readCookie } from './galleta.ts';
import { puede } from './permisos.ts';
import { answer, type PersonaEnSesion, type QuienPuede } from './ruta.ts';
import { isSame } from './secretos.ts';
import type { SesionAbierta, SesionBuscada } from './sesiones.ts';

/** What the guard needs of `acceso`. */
export interface PartesDeGuardia extends PartesDeEquipos {
  findSesion(token: string): Promise<Result<SesionBuscada, Refusal>>;
  /** writes the fact of a request that was refused */
  tellRechazo(persona: PersonaEnSesion, ruta: string, codigo: string, omitidas: number): Promise<void>;
}

/** A route that is registered, and who may call it. */
export interface RutaDeclarada {
  readonly method: string;
  readonly url: string;
  readonly permiso: QuienPuede;
  readonly porEnrolar: 'permitido' | undefined;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** every route of the server, in the order in which they were registered */
    rutas: RutaDeclarada[];
  }
  interface FastifyContextConfig {
    /** a route that answers also to who still has to set their second factor */
    porEnrolar?: 'permitido';
  }
  interface FastifyRequest {
    /** null in a route for anybody */
    sesion: SesionAbierta | null;
  }
}

const LEEN = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Puts the guard on every route that is registered from now on. */
export function installGuardia(app: FastifyInstance, partes: PartesDeGuardia): void {
  app.decorateRequest('persona', null);
  app.decorateRequest('sesion', null);
  const rutas: RutaDeclarada[] = [];
  app.decorate('rutas', rutas);
  app.addHook('onRoute', (route) => {
    rutas.push(...declare(route));
  });

  app.addHook('onRequest', async (request, reply) => {
    const admitted = await admit(request, partes);
    return admitted.ok ? undefined : answer(reply, admitted, () => null);
  });
  installGuardiaDeEquipos(app, partes);

  const anotadas = createCuota(POR_MINUTO, 60_000);
  app.addHook('onSend', async (request, reply, payload) => {
    const { persona } = request;
    if (persona !== null && matters(request, reply)) {
      const omitidas = anotadas.pass(persona.clave, Date.parse(partes.now()));
      if (omitidas !== null) {
        await partes.tellRechazo(persona, rutaDe(request), codigoDe(payload), omitidas);
      }
    }
    return payload;
  });
}

/** Facts of this kind that one person may leave in a minute; the next one says how many were left out. */
const POR_MINUTO = 20;

function declare({ method, url, config }: RouteOptions): readonly RutaDeclarada[] {
  const { permiso, porEnrolar } = config ?? {};
  const methods = Array.isArray(method) ? method : [method];
  if (permiso === undefined) {
    throw new Error(`the route ${methods.join(', ')} ${url} does not say who may call it: config.permiso`);
  }
  return methods.map((each) => ({ method: each, url, permiso, porEnrolar }));
}

/** Who asks may go on, or why not. Leaves the person in the request. */
async function admit(
  request: FastifyRequest,
  { findSesion }: PartesDeGuardia,
): Promise<Result<null, Refusal>> {
  const own = checkOrigin(request);
  if (!own.ok) return own;
  const { permiso, porEnrolar } = request.routeOptions.config;
  // An address that leads to no route is answered by who has not found it; those of equipos, by their own guard.
  if (permiso === undefined || permiso === 'publico' || permiso === 'equipo') return ok(null);

  const token = readCookie(request, 'sesion');
  const found: Result<SesionBuscada, Refusal> = token === null ? ok('ninguna') : await findSesion(token);
  if (!found.ok) return found;
  if (typeof found.value === 'string') return fail(SIN_SESION[found.value]);
  const sesion = found.value;
  request.sesion = sesion;
  request.persona = sesion.persona;

  if (!LEEN.has(request.method) && !hasCsrf(request, sesion)) {
    return refuse(
      'CSRF',
      'La petición no salió de esta página, o la página es de una sesión anterior. Actualícela e inténtelo de nuevo.',
    );
  }
  if (sesion.segundoFactor === 'por_enrolar' && porEnrolar !== 'permitido') {
    return refuse(
      'POR_ENROLAR',
      'Su cargo requiere un segundo factor. Póngalo antes de hacer cualquier otra cosa.',
    );
  }
  return checkPermiso(sesion.persona, permiso);
}

const SIN_SESION: Readonly<Record<'vencida' | 'ninguna', Refusal>> = {
  vencida: {
    codigo: 'SIN_SESION',
    mensaje: 'Su sesión venció. Entre otra vez: lo que estaba haciendo sigue en la pantalla.',
  },
  ninguna: {
    codigo: 'SIN_SESION',
    mensaje: 'No hay una sesión abierta. Entre con su clave y su contraseña.',
  },
};

/**
 * A request that another site made the browser send is refused, also when nobody has logged in: logging somebody in
 * without their knowledge is an attack too. Browsers say where it comes from; what is not a browser has no cookie
 * of anybody.
 */
function checkOrigin(request: FastifyRequest): Result<null, Refusal<'ORIGEN_AJENO'>> {
  if (LEEN.has(request.method)) return ok(null);
  const site = request.headers['sec-fetch-site'];
  const { origin } = request.headers;
  const sameSite = site === undefined || site === 'same-origin';
  const sameOrigin = origin === undefined || origin === `${request.protocol}://${request.host}`;
  if (sameSite && sameOrigin) return ok(null);
  return refuse(
    'ORIGEN_AJENO',
    'La petición viene de otro sitio. Abra esta página directamente e inténtelo ahí.',
  );
}

function hasCsrf(request: FastifyRequest, { csrf }: SesionAbierta): boolean {
  const given = request.headers['x-csrf'];
  return typeof given === 'string' && isSame(given, csrf);
}

function checkPermiso(
  { rol }: PersonaEnSesion,
  permiso: Exclude<QuienPuede, 'publico' | 'equipo'>,
): Result<null, Refusal<'SIN_PERMISO'>> {
  if (permiso === 'sesion' || puede(rol, permiso)) return ok(null);
  return refuse('SIN_PERMISO', 'Su cargo no permite hacer esto. Si debe poder, acuda con su coordinación.');
}

/** What somebody asked to change and was refused, and whatever they had no permission for. */
function matters(request: FastifyRequest, { statusCode }: FastifyReply): boolean {
  if (statusCode < 400 || statusCode >= 500 || statusCode === 401) return false;
  return statusCode === 403 || !LEEN.has(request.method);
}

/** The route, never the address: an address may carry a secret. */
function rutaDe({ method, routeOptions }: FastifyRequest): string {
  return `${method} ${routeOptions.url ?? 'desconocida'}`;
}

function codigoDe(payload: unknown): string {
  if (typeof payload !== 'string' || !payload.startsWith('{')) return 'SIN_CODIGO';
  const body: unknown = JSON.parse(payload);
  const codigo = typeof body === 'object' && body !== null && 'codigo' in body ? body.codigo : null;
  return typeof codigo === 'string' ? codigo : 'SIN_CODIGO';
}
