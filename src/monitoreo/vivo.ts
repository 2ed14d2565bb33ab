/**
 * The board live: connections that stay open (SSE) and get a message when something changed, at most once a second.
 * Each message is written once for all of them. Who reads slower than it changes gets fewer; nothing is kept for
 * them.
 */

import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { SesionAbierta } from '../acceso/sesiones.ts';
import type { Instante } from '../dominio/acta.ts';
import type { Catalogo } from './catalogo.ts';
import { minuteOf } from './minutos.ts';
import type { Proyeccion } from './proyeccion.ts';
import { buildPersonas, buildTablero } from './tablero.ts';

/** Who is on the other side: a person, while their session lasts, or a display, while it is not revoked. */
export type Espectador =
  | {
      readonly tipo: 'persona';
      readonly sesion: Pick<SesionAbierta, 'id' | 'persona' | 'vence'>;
      readonly personas: 'visibles' | 'ocultas';
    }
  | { readonly tipo: 'pantalla'; readonly id: string };

export interface Vivo {
  /** Keeps the answer open; or not, when this spectator has too many. */
  open(reply: FastifyReply, espectador: Espectador): 'abierta' | 'demasiadas';
  /** connections that are open */
  abiertas(): number;
  close(): void;
}

export interface PartesDeVivo {
  readonly proyeccion: Proyeccion;
  readonly catalogo: Catalogo;
  readonly now: () => Instante;
  /** milliseconds between looks, for tests */
  readonly cada?: number;
}

const CADA_MS = 1000;
const PERSONAS_CADA_MS = 5000;
/**
 * A message that only says what time it is: nobody between us and the browser takes the connection for dead, and
 * the browser, which does not see comments, knows that it is not.
 */
const LATIDO_MS = 15_000;
/** A person has the board in a couple of windows; a display, in a couple of walls. */
const POR_ESPECTADOR = 4;

interface Conexion {
  readonly espectador: Espectador;
  readonly raw: ServerResponse;
  revision: string;
  personas: string;
  ultimo: number;
}

/** What is sent now, written when the first connection needs it. */
interface Mensaje {
  /** changes when what it says does */
  readonly revision: string;
  text(): string;
}

export function createVivo({ proyeccion, catalogo, now, cada = CADA_MS }: PartesDeVivo): Vivo {
  const conexiones = new Set<Conexion>();
  const { pliegue } = proyeccion;
  let timer: NodeJS.Timeout | null = null;
  let personas: { readonly minuto: number; readonly mensaje: Mensaje } | null = null;

  function tick(): void {
    const ahora = now();
    const tablero = tableroAt(ahora);
    const gente = personasAt(ahora);
    for (const conexion of conexiones) {
      if (hasEnded(conexion, ahora)) end(conexion);
      else send(conexion, tablero, gente, ahora);
    }
  }

  function tableroAt(ahora: Instante): Mensaje {
    // Rates are of the last sixty minutes: they change with the minute, whatever happens.
    const revision = `${proyeccion.revision()} ${minuteOf(Date.parse(ahora))}`;
    return {
      revision,
      text: once(() => message('tablero', buildTablero(pliegue, catalogo, proyeccion.sinBaseDesde(), ahora))),
    };
  }

  function personasAt(ahora: Instante): Mensaje {
    const minuto = Math.floor(Date.now() / PERSONAS_CADA_MS);
    if (personas?.minuto !== minuto) {
      const revision = `${proyeccion.revision()} ${minuteOf(Date.parse(ahora))}`;
      const text = once(() => message('personas', { personas: buildPersonas(pliegue, ahora) }));
      personas = { minuto, mensaje: { revision, text } };
    }
    return personas.mensaje;
  }

  function send(conexion: Conexion, tablero: Mensaje, gente: Mensaje, momento: Instante): void {
    const { raw, espectador } = conexion;
    const ahora = Date.now();
    // What it has not read yet is still on its way: it gets the next one.
    if (raw.writableNeedDrain) return;
    if (proyeccion.estado() === 'al_dia' && conexion.revision !== tablero.revision) {
      conexion.revision = tablero.revision;
      conexion.ultimo = ahora;
      raw.write(tablero.text());
    }
    const seesPersonas = espectador.tipo === 'persona' && espectador.personas === 'visibles';
    if (seesPersonas && proyeccion.estado() === 'al_dia' && conexion.personas !== gente.revision) {
      conexion.personas = gente.revision;
      raw.write(gente.text());
    }
    if (ahora - conexion.ultimo >= LATIDO_MS) {
      conexion.ultimo = ahora;
      raw.write(message('latido', { ahora: momento }));
    }
  }

  function hasEnded({ espectador }: Conexion, ahora: Instante): boolean {
    if (espectador.tipo === 'pantalla') return !pliegue.pantallas.has(espectador.id);
    const { id, persona, vence } = espectador.sesion;
    // If something else was asked meanwhile the session goes on, and the browser connects again.
    if (ahora >= vence) return true;
    // A session that was opened a moment ago is not in the fold yet: it has not ended.
    const known = pliegue.gente.personas.get(persona.clave);
    return known !== undefined && known.ultimaSesion >= id && known.sesiones?.has(id) === false;
  }

  function end(conexion: Conexion): void {
    forget(conexion);
    conexion.raw.end('event: fin\ndata: {}\n\n');
  }

  function forget(conexion: Conexion): void {
    conexiones.delete(conexion);
    if (conexiones.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  }

  return {
    open(reply, espectador) {
      const key = keyOf(espectador);
      const others = [...conexiones].filter((conexion) => keyOf(conexion.espectador) === key);
      if (others.length >= POR_ESPECTADOR) return 'demasiadas';
      const headers = reply.getHeaders();
      reply.hijack();
      const { raw } = reply;
      const conexion: Conexion = {
        ...{ espectador, raw, revision: '', personas: '', ultimo: Date.now() },
      };
      raw.writeHead(200, { ...(headers as Record<string, string>), ...CABECERAS });
      // Half a minute between tries would be an eternity on the wall.
      raw.write('retry: 2000\n\n');
      conexiones.add(conexion);
      raw.on('close', () => forget(conexion));
      raw.on('error', () => forget(conexion));
      timer ??= setInterval(tick, cada);
      tick();
      return 'abierta';
    },
    abiertas: () => conexiones.size,
    close() {
      for (const conexion of conexiones) end(conexion);
    },
  };
}

const CABECERAS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // nginx would keep the messages until it had a few kilobytes.
  'x-accel-buffering': 'no',
  // When it ends nobody asks anything else through it: kept alive, it would hold a server that is closing.
  connection: 'close',
} as const;

function keyOf(espectador: Espectador): string {
  return espectador.tipo === 'pantalla'
    ? `pantalla ${espectador.id}`
    : `persona ${espectador.sesion.persona.clave}`;
}

function message(event: string, datos: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(datos)}\n\n`;
}

function once(make: () => string): () => string {
  let made: string | null = null;
  return () => {
    made ??= make();
    return made;
  };
}
