/**
 * The routes of monitoreo over a real database and real HTTP, with sessions that the test opens and closes by hand.
 *
 *   let sala: SalaDeMonitoreo;
 *   beforeAll(async () => { sala = await withMonitoreo(); });
 *   afterAll(() => sala.stop());
 */

import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { installGuardia } from '../../src/acceso/guardia.ts';
import type { HechoDeAcceso } from '../../src/acceso/hechos.ts';
import { NOMBRE_DE_ROL, type Rol } from '../../src/acceso/permisos.ts';
import type { SesionAbierta } from '../../src/acceso/sesiones.ts';
import { ok } from '../../src/dominio/result.ts';
import { rutasDeMonitoreo } from '../../src/monitoreo/rutas.ts';
import { installErrores } from '../../src/servidor/errores-de-consola.ts';
import { CCV, must, type Noche, withFases } from './fases.ts';

export interface SalaDeMonitoreo extends Noche {
  readonly direccion: string;
  /** Loads a person and opens a session of theirs. */
  entrar(clave: string, rol: Rol): Promise<EnSesion>;
  /** Stops the HTTP server and starts it again at the same address: the fold begins from nothing. */
  restart(): Promise<void>;
}

export interface EnSesion {
  readonly headers: Readonly<Record<string, string>>;
  get(ruta: string): Promise<Respuesta>;
  post(ruta: string, cuerpo: unknown): Promise<Respuesta>;
  borrar(ruta: string): Promise<Respuesta>;
  /** their session ends */
  salir(): Promise<void>;
}

export interface Respuesta {
  readonly estado: number;
  // biome-ignore lint/suspicious/noExplicitAny: each test knows what it asked for
  readonly cuerpo: any;
}

export async function withMonitoreo(): Promise<SalaDeMonitoreo> {
  const noche = await withFases();
  const sesiones = new Map<string, SesionAbierta>();
  let app = await build(noche, sesiones);
  const direccion = await app.listen({ host: '127.0.0.1', port: 0 });

  async function note(hecho: HechoDeAcceso): Promise<void> {
    must(
      await noche.base.bitacora.note({
        ...{ flujo: 'ACCESO', tipo: hecho.tipo, datos: hecho.datos },
        ...{ actor: 'prueba', lugar: CCV, momento: noche.reloj.now() },
      }),
    );
  }

  return {
    ...noche,
    direccion,
    async entrar(clave, rol) {
      const nombre = `${NOMBRE_DE_ROL[rol]} de prueba`;
      const sesion: SesionAbierta = {
        ...{ id: sesiones.size + 1, persona: { clave, nombre, rol, centro: CCV } },
        ...{ segundoFactor: 'listo', csrf: 'c', vence: '2027-06-08T01:30:00.000Z' },
      };
      const token = String(sesion.id).padStart(43, '0');
      sesiones.set(token, sesion);
      await note({
        tipo: 'personas_cargadas',
        datos: { personas: [{ clave, nombre, rol, centro: CCV }], sha256: '' },
      });
      const abierta = { persona: clave, sesion: sesion.id, direccion: '::1', factor: 'ninguno' } as const;
      await note({ tipo: 'sesion_abierta', datos: abierta });
      const headers = { cookie: `${GALLETA}=${token}`, 'x-csrf': sesion.csrf };
      return {
        headers,
        get: (ruta) => ask(direccion + ruta, { headers }),
        post: (ruta, cuerpo) =>
          ask(direccion + ruta, {
            method: 'POST',
            headers: { ...headers, 'content-type': 'application/json' },
            body: JSON.stringify(cuerpo),
          }),
        borrar: (ruta) => ask(direccion + ruta, { method: 'DELETE', headers }),
        async salir() {
          sesiones.delete(token);
          await note({
            tipo: 'sesion_cerrada',
            datos: { persona: clave, sesion: sesion.id, razon: 'coordinacion' },
          });
        },
      };
    },
    async restart() {
      await app.close();
      app = await build(noche, sesiones);
      await app.listen({ host: '127.0.0.1', port: Number(new URL(direccion).port) });
    },
    async stop() {
      await app.close();
      await noche.stop();
    },
  };
}

/** Name of the cookie of the session (acceso/galleta.ts), where there is no TLS. */
const GALLETA = 'prep_sesion';

async function build(noche: Noche, sesiones: ReadonlyMap<string, SesionAbierta>): Promise<FastifyInstance> {
  const app = Fastify({ logger: false, forceCloseConnections: true });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  installErrores(app);
  await app.register(cookie);
  await app.register(rateLimit, { max: 10_000, timeWindow: 60_000 });
  installGuardia(app, {
    findSesion: async (token) => ok(sesiones.get(token) ?? 'ninguna'),
    tellRechazo: async () => {},
    findEquipo: async () => ok(null),
    seeEquipo: async () => {},
    tellFirmaFalsa: async () => {},
    now: noche.reloj.now,
  });
  await app.register(
    rutasDeMonitoreo({
      bitacora: noche.base.bitacora,
      proceso: noche.proceso,
      now: noche.reloj.now,
      alFallar(error) {
        throw error;
      },
    }),
  );
  return app;
}

async function ask(url: string, init: RequestInit): Promise<Respuesta> {
  const response = await fetch(url, init);
  return { estado: response.status, cuerpo: await response.json() };
}

/** A live board that is being read. */
export interface Oyente {
  /** the last message of each event, by its name */
  // biome-ignore lint/suspicious/noExplicitAny: each test knows what it asked for
  readonly ultimo: ReadonlyMap<string, any>;
  readonly cabeceras: Headers;
  /** how many messages there were of each event */
  readonly cuentas: ReadonlyMap<string, number>;
  estado(): 'abierta' | 'terminada';
  stop(): void;
}

/** Opens a live board and reads it until it ends. */
export async function oir(url: string, headers: Readonly<Record<string, string>>): Promise<Oyente> {
  const stopping = new AbortController();
  const response = await fetch(url, { headers, signal: stopping.signal });
  if (response.status !== 200 || response.body === null)
    throw new Error(`the board answered ${response.status}`);
  const ultimo = new Map<string, unknown>();
  const cuentas = new Map<string, number>();
  let estado: 'abierta' | 'terminada' = 'abierta';
  const body = response.body.pipeThrough(new TextDecoderStream());
  const reading = (async () => {
    let pending = '';
    for await (const chunk of body) {
      const messages = `${pending}${chunk}`.split('\n\n');
      pending = messages.pop() ?? '';
      for (const message of messages) {
        const event = /^event: (.*)$/m.exec(message)?.[1];
        const data = /^data: (.*)$/m.exec(message)?.[1];
        if (event === undefined || data === undefined) continue;
        ultimo.set(event, JSON.parse(data));
        cuentas.set(event, (cuentas.get(event) ?? 0) + 1);
      }
    }
  })();
  const finished = () => {
    estado = 'terminada';
  };
  reading.then(finished, finished);
  return {
    ultimo,
    cuentas,
    cabeceras: response.headers,
    estado: () => estado,
    stop: () => stopping.abort(),
  };
}
