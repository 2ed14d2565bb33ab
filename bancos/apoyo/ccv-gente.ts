/**
 * Virtual capturistas over HTTP. Each one sends an acta when their own clock says, whether or not the server keeps up
 * (an open loop), so that a server that stops for a second is seen by everybody who had something to send meanwhile.
 */

import { randomUUID } from 'node:crypto';
import { Agent, type IncomingMessage, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { csrfDe } from '../../src/acceso/secretos.ts';
import type { CapturaTecleada, TareaDeCaptura, Tareas } from '../../src/captura/contrato.ts';
import type { IdActa } from '../../src/dominio/clave.ts';
import type { Lecturas } from '../../src/dominio/consolidacion.ts';
import { createAzar } from '../../src/simulacro/azar.ts';
import type { PersonaConSesion } from './ccv-montaje.ts';

export interface Oferta {
  /** `http://127.0.0.1:40123` */
  readonly direccion: string;
  readonly capturistas: readonly PersonaConSesion[];
  /** captures among everybody */
  readonly porSegundo: number;
  readonly segundos: number;
}

/** A capture that the server acknowledged. */
export interface Acusada {
  readonly acta: IdActa;
  readonly persona: string;
  readonly lecturas: Lecturas;
}

export interface Jornada {
  readonly acusadas: readonly Acusada[];
  /** milliseconds from when each capture should have left until the next acta had arrived whole */
  readonly esperas: readonly number[];
  /** milliseconds from when each capture should have left until it left: it is inside the wait too */
  readonly atrasos: readonly number[];
  /** milliseconds of each image of a next acta */
  readonly imagenes: readonly number[];
  /** what was answered otherwise than with the next acta */
  readonly errores: readonly string[];
}

/** Everybody with their desk full, ready to begin. */
export interface Sala {
  /** Works for the seconds that were said and waits for the last answers. */
  work(): Promise<Jornada>;
  close(): void;
}

/** Of each hundred captures, those with a field read otherwise. */
const DISTINTAS = 0.02;
/** Between half and one and a half of the mean: nobody types by the clock. */
const HOLGURA = 0.5;

/** Gives each one their first actas, a few people at a time. */
export async function openSala(oferta: Oferta): Promise<Sala> {
  const { direccion, capturistas, porSegundo, segundos } = oferta;
  // As many connections as people, which stay open, as those of their browsers do.
  const agente = new Agent({ keepAlive: true });
  const mesas = capturistas.map((persona) => ({ persona, tareas: [] as readonly TareaDeCaptura[] }));
  const entre = (capturistas.length / porSegundo) * 1000;
  const acusadas: Acusada[] = [];
  const esperas: number[] = [];
  const atrasos: number[] = [];
  const imagenes: number[] = [];
  const errores: string[] = [];

  const pending = [...mesas];
  const enter = async () => {
    for (let mesa = pending.pop(); mesa !== undefined; mesa = pending.pop()) await fill(mesa);
  };
  await Promise.all(Array.from({ length: ENTRADAS_A_LA_VEZ }, enter));
  if (errores.length > 0) throw new Error(`the desks could not be filled: ${errores[0]}`);

  async function fill(mesa: Mesa): Promise<void> {
    const answer = await send(agente, direccion, mesa.persona, '/api/captura/siguiente', {});
    if (answer.estado === 200) mesa.tareas = (JSON.parse(answer.texto) as Tareas).tareas;
    else errores.push(`siguiente: ${answer.estado} ${answer.texto}`);
  }

  async function capture(mesa: Mesa, debido: number): Promise<void> {
    const { persona, tareas } = mesa;
    const [tarea] = tareas;
    if (tarea === undefined) return void errores.push('nothing to capture');
    const lecturas = read(tarea, persona.clave);
    const body: CapturaTecleada = { lecturas, advertencias: [] };
    const left = performance.now();
    const ruta = `/api/captura/actas/${encodeURIComponent(tarea.acta)}`;
    const answer = await send(agente, direccion, persona, ruta, body);
    atrasos.push(left - debido);
    esperas.push(performance.now() - debido);
    if (answer.estado !== 200) {
      errores.push(`${answer.estado} ${answer.texto}`);
      return fill(mesa);
    }
    acusadas.push({ acta: tarea.acta, persona: persona.clave, lecturas });
    mesa.tareas = (JSON.parse(answer.texto) as Tareas).tareas;
    const next = mesa.tareas.at(-1);
    if (next !== undefined) await look(persona, next);
  }

  async function look(persona: PersonaConSesion, { imagen }: TareaDeCaptura): Promise<void> {
    const asked = performance.now();
    const answer = await send(agente, direccion, persona, imagen.direccion, null);
    imagenes.push(performance.now() - asked);
    if (answer.estado !== 200) errores.push(`imagen: ${answer.estado} ${answer.texto}`);
  }

  async function live(mesa: Mesa, begin: number): Promise<void> {
    const azar = createAzar(2027, 'ritmo', mesa.persona.clave);
    const end = begin + segundos * 1000;
    for (let due = begin + azar.next() * entre; due < end; due += pause(azar.next(), entre)) {
      const left = due - performance.now();
      if (left > 0) await wait(left);
      await capture(mesa, due);
    }
  }

  return {
    async work() {
      const begin = performance.now();
      await Promise.all(mesas.map((mesa) => live(mesa, begin)));
      return { acusadas, esperas, atrasos, imagenes, errores };
    },
    close: () => agente.destroy(),
  };
}

interface Mesa {
  readonly persona: PersonaConSesion;
  tareas: readonly TareaDeCaptura[];
}

const ENTRADAS_A_LA_VEZ = 8;

function pause(chance: number, entre: number): number {
  return entre * (1 - HOLGURA + 2 * HOLGURA * chance);
}

/** What a person types: everybody the same of an acta, but for a field of some captures. */
function read({ acta, campos }: TareaDeCaptura, persona: string): Lecturas {
  const own = createAzar(2027, 'lectura', acta, persona);
  const other = own.chance(DISTINTAS) ? own.integer(0, campos.length - 1) : -1;
  return Object.fromEntries(
    campos.map(({ clave }, i) => {
      const truth = createAzar(2027, 'verdad', acta, clave).integer(0, 250);
      return [clave, i === other ? truth + 1 : truth];
    }),
  );
}

interface Respuesta {
  /** 0 when there was no answer */
  readonly estado: number;
  readonly texto: string;
}

/** A request as the browser of that person sends it; GET without a body. */
function send(
  agent: Agent,
  direccion: string,
  { token }: PersonaConSesion,
  ruta: string,
  body: object | null,
): Promise<Respuesta> {
  const json = body === null ? null : JSON.stringify(body);
  const headers = {
    cookie: `prep_sesion=${token}`,
    'sec-fetch-site': 'same-origin',
    ...(json !== null && {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(json),
      'x-csrf': csrfDe(token),
      'x-idempotencia': randomUUID(),
      origin: direccion,
    }),
  };
  return new Promise((resolve) => {
    const sent = request(
      `${direccion}${ruta}`,
      { agent, method: json === null ? 'GET' : 'POST', headers },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.once('error', lost);
        answer.once('end', () =>
          resolve({ estado: answer.statusCode ?? 0, texto: Buffer.concat(parts).toString('utf8') }),
        );
      },
    );
    const lost = (error: Error) => resolve({ estado: 0, texto: error.message });
    sent.once('error', lost);
    sent.end(json ?? undefined);
  });
}

export interface Tablero {
  /** messages that it has said */
  mensajes(): number;
  close(): void;
}

const TABLERO_OTRA_VEZ_MS = 500;

/** Keeps the board open, as a coordinator does; a server that is still reading the log is asked again. */
export async function watchTablero(direccion: string, persona: PersonaConSesion): Promise<Tablero> {
  let opened = await openTablero(direccion, persona);
  while (opened.statusCode === 503) {
    opened.resume();
    await wait(TABLERO_OTRA_VEZ_MS);
    opened = await openTablero(direccion, persona);
  }
  if (opened.statusCode !== 200) throw new Error(`the board answered ${opened.statusCode}`);
  let messages = 0;
  opened.on('data', (part: Buffer) => {
    messages += part.toString('utf8').split('event: ').length - 1;
  });
  opened.on('error', ignoreCut);
  return { mensajes: () => messages, close: () => void opened.destroy() };
}

function openTablero(direccion: string, { token }: PersonaConSesion): Promise<IncomingMessage> {
  const headers = { cookie: `prep_sesion=${token}`, 'sec-fetch-site': 'same-origin' };
  return new Promise((resolve, reject) => {
    request(`${direccion}/api/tablero/vivo`, { headers }, resolve).once('error', reject).end();
  });
}

/** It is cut on purpose, at the end. */
function ignoreCut(): void {}
