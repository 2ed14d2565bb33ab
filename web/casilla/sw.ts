/**
 * The service worker: the application opens without network, and what waits to be sent goes out when the network comes
 * back, even with the application closed (where the browser has Background Sync). It never answers for the API, and
 * never touches what the phone keeps but to send it.
 */

import { enviarPendientes } from './cola/envio.ts';
import { leerPropio } from './equipo/almacen.ts';

/** Written when it is built: the hash of all the files, and their addresses. */
declare const VERSION: string;
declare const PRECARGA: readonly string[];

/** What this needs of a service worker; the types of the page and those of workers cannot be in one program. */
interface AmbitoDeServicio {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(tipo: 'install' | 'activate' | 'sync', oye: (event: EventoExtensible) => void): void;
  addEventListener(tipo: 'fetch', oye: (event: EventoDePeticion) => void): void;
  addEventListener(tipo: 'message', oye: (event: MessageEvent) => void): void;
}
interface EventoExtensible extends Event {
  waitUntil(done: Promise<unknown>): void;
}
interface EventoDePeticion extends EventoExtensible {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

const sw = self as unknown as AmbitoDeServicio;
const FAMILIA = 'casilla-';
const CACHE = `${FAMILIA}${VERSION}`;
const BASE = '/casilla/';

sw.addEventListener('install', (event) => {
  event.waitUntil(precargar());
});

sw.addEventListener('activate', (event) => {
  event.waitUntil(tomarPosesion());
});

sw.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== sw.location.origin || !pathname.startsWith(BASE)) return;
  event.respondWith(contestar(request.mode === 'navigate' ? BASE : pathname, request));
});

// Only when the person says so: the page that is open has files of the version before.
sw.addEventListener('message', ({ data }) => {
  if (data === 'actualizar') void sw.skipWaiting();
});

sw.addEventListener('sync', (event) => {
  event.waitUntil(enviar());
});

/** All of the files or none: an installation that fails is tried again by the browser. */
async function precargar(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(PRECARGA.map((path) => new Request(path, { cache: 'reload' })));
}

/**
 * The version before stays until the next one: another window may be open with it, and has pieces of it still to ask
 * for, which the server does not have any more.
 */
async function tomarPosesion(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(FAMILIA) && name !== CACHE);
  await Promise.all(old.slice(0, -1).map((name) => caches.delete(name)));
  await sw.clients.claim();
}

async function contestar(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? (await caches.match(path)) ?? fetch(request);
}

/** An error makes the browser call again later. */
async function enviar(): Promise<void> {
  const identidad = await leerPropio('identidad');
  if (identidad?.clave == null) return;
  const end = await enviarPendientes(identidad);
  if (end.tipo === 'falla') throw new Error(end.falla.codigo);
}
