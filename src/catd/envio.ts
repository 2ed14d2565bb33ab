/**
 * Sends what is in the queue, for as many hours as it takes. Every request may be cut at any byte and be asked again:
 * the server says from which byte on it lacks a file, and the same delivery twice is one.
 */

import type { Refusal } from '../dominio/result.ts';
import type { EntregaGuardada } from './almacen.ts';
import type { Archivos } from './archivos.ts';
import { refusalOf } from './cliente.ts';
import { type Paso, siguientePaso, siguienteTrozo } from './cola.ts';
import type { Enlace } from './contrato.ts';
import { failureOfDisk } from './disco.ts';
import { readVista } from './libro.ts';
import { createPreguntas, type DePreguntas, type Hecho, type PlazosDePreguntas } from './preguntas.ts';
import { espera } from './reloj.ts';

export interface Envio {
  /** Ends when `alto` does. */
  readonly fin: Promise<void>;
  enlace(): Enlace;
  /** when the offset was measured last */
  medido(): string | null;
  /** There is something new to send. */
  despertar(): void;
  /** The clock jumped: it has to be measured again. */
  medirDeNuevo(): void;
}

export interface DeEnvio extends DePreguntas {
  readonly archivos: Archivos;
  /** less than the usual ones, in tests */
  readonly plazos?: Partial<Plazos>;
}

/** Milliseconds. */
export interface Plazos extends PlazosDePreguntas {
  /** the first wait after a failure, that doubles */
  readonly falla: number;
  /** the longest one */
  readonly fallaMaxima: number;
}

const PLAZOS: Plazos = { equipo: 20_000, estado: 5_000, reloj: 300_000, falla: 1_000, fallaMaxima: 60_000 };
const TROZO_INICIAL = 64 * 1024;
/** Of the answers that say that the delivery itself is wrong: asking again would be the same. */
const DE_LA_ENTREGA = new Set([400, 409, 413, 422]);

export function startEnvio(de: DeEnvio): Envio {
  const { archivos, libro, reloj, alto, azar } = de;
  const plazos: Plazos = { ...PLAZOS, ...de.plazos };
  const preguntas = createPreguntas(de, plazos);
  const apartadas = new Map<number, { readonly hasta: number; readonly fallas: number }>();
  let fallas = 0;
  let trozo = TROZO_INICIAL;
  let ultima: 'pregunta' | 'envio' = 'envio';
  let wake: () => void = () => undefined;

  async function step(paso: Exclude<Paso, { tipo: 'nada' }>): Promise<Hecho> {
    const entrega = libro.deSecuencia(paso.secuencia);
    if (entrega === null) throw new Error(`no such delivery: ${paso.secuencia}`);
    try {
      return await (paso.tipo === 'anunciar' ? announce(entrega) : sendPiece(entrega, paso));
    } catch (error) {
      if (failureOfDisk(error) === null) throw error;
      // One file that the disk does not give now must not stop the others.
      putAside(paso.secuencia);
      return 'bien';
    }
  }

  async function announce(entrega: EntregaGuardada): Promise<Hecho> {
    const { secuencia, texto, firma } = entrega;
    if (entrega.archivo !== null && !archivos.isWhole(entrega.archivo.sha256)) {
      refuseHere(entrega, {
        codigo: 'ARCHIVO_DANADO',
        mensaje: 'La imagen guardada en esta computadora se dañó. Digitalice el acta otra vez.',
      });
      return 'bien';
    }
    const asked = await preguntas.ask({ metodo: 'POST', ruta: '/api/entregas', cuerpo: { texto, firma } });
    if (typeof asked === 'string') return asked;
    const vista = readVista(asked.cuerpo);
    const refusal = refusalOf(asked);
    if (refusal === null && vista !== null) libro.ponerVista(secuencia, vista);
    else if (refusal !== null && DE_LA_ENTREGA.has(asked.estado)) refuseHere(entrega, refusal);
    else putAside(secuencia);
    if (refusal?.codigo === 'SECUENCIA_REPETIDA') preguntas.adelantar('copia');
    de.cambio();
    return 'bien';
  }

  async function sendPiece(
    entrega: EntregaGuardada,
    { tipo, secuencia, desde, cuantos }: Extract<Paso, { tipo: 'bytes' | 'original' }>,
  ): Promise<Hecho> {
    const file = tipo === 'bytes' ? entrega.archivo : entrega.original;
    if (file === null) throw new Error(`a delivery without ${tipo}: ${secuencia}`);
    if (!archivos.isWhole(file.sha256)) {
      if (tipo === 'bytes') libro.ponerVista(secuencia, null);
      else putAside(secuencia, 'para siempre');
      return 'bien';
    }
    const cuerpo = archivos.piece(file.sha256, desde, cuantos);
    const from = reloj.monotono();
    const asked = await preguntas.ask({
      metodo: 'PUT',
      ruta: `/api/entregas/${entrega.id}/${tipo}?desde=${desde}`,
      cuerpo,
    });
    if (typeof asked === 'string') {
      if (asked === 'sin_red') trozo = siguienteTrozo(trozo, 'falla');
      return asked;
    }
    trozo = siguienteTrozo(trozo, { ms: reloj.monotono() - from });
    const vista = readVista(asked.cuerpo);
    if (refusalOf(asked) === null && vista !== null) {
      libro.ponerVista(secuencia, vista);
      apartadas.delete(secuencia);
    } else {
      // It may not know of it any more, or have another idea of how much it has: it is announced again.
      putAside(secuencia);
      if (tipo === 'bytes') libro.ponerVista(secuencia, null);
      else preguntas.adelantar('estado');
    }
    de.cambio();
    return 'bien';
  }

  function refuseHere(entrega: EntregaGuardada, { codigo, mensaje }: Refusal): void {
    libro.ponerVista(entrega.secuencia, {
      ...{ id: entrega.id, secuencia: entrega.secuencia, estado: 'rechazada', faltaDesde: 0 },
      ...{ originalFaltaDesde: null, originalCompleto: false, acta: null, uso: null, publicada: null },
      ...{ codigo, mensaje },
    });
  }

  function putAside(secuencia: number, cuanto: 'un rato' | 'para siempre' = 'un rato'): void {
    const before = apartadas.get(secuencia)?.fallas ?? 0;
    const ms = espera(before, { base: plazos.falla, tope: plazos.fallaMaxima, azar: azar() });
    const hasta = cuanto === 'un rato' ? reloj.monotono() + ms : Number.POSITIVE_INFINITY;
    apartadas.set(secuencia, { hasta, fallas: before + 1 });
  }

  function free(): ReadonlySet<number> {
    const now = reloj.monotono();
    return new Set([...apartadas].filter(([, { hasta }]) => hasta > now).map(([secuencia]) => secuencia));
  }

  /** What is due now; null when nothing is. */
  function nextTask(): (() => Promise<Hecho>) | null {
    const paso = siguientePaso(libro.todas(), trozo, free());
    const send = paso.tipo === 'nada' ? null : () => step(paso);
    // On a link that is lost every moment, asking how things are must not take the place of sending.
    const turn = ultima === 'pregunta' && preguntas.enlace().tipo === 'en_linea' ? send : null;
    const asks = turn === null ? preguntas.siguiente() : null;
    ultima = asks === null ? 'envio' : 'pregunta';
    return asks ?? send;
  }

  async function run(): Promise<void> {
    while (!alto.aborted) {
      const task = nextTask();
      if (task === null) {
        await sleep(untilDue());
        continue;
      }
      const hecho = await task();
      if (alto.aborted) return;
      if (hecho === 'bien') {
        fallas = 0;
        continue;
      }
      const base = hecho === 'sin_red' ? plazos.falla : plazos.falla * 10;
      await sleep(espera(fallas, { base, tope: plazos.fallaMaxima, azar: azar() }), 'sin despertar');
      fallas += 1;
      // Whatever is known of the link is old: the first thing is to ask for what always answers.
      if (preguntas.enlace().tipo === 'en_linea') preguntas.adelantar('equipo');
    }
  }

  function untilDue(): number {
    const now = reloj.monotono();
    const times = [...preguntas.vencen(), ...[...apartadas.values()].map(({ hasta }) => hasta)];
    return Math.max(10, Math.min(...times.filter((time) => time > now), now + plazos.equipo) - now);
  }

  /** @param como a failure is waited for whole: what arrives meanwhile does not make the network come back */
  function sleep(ms: number, como: 'despertable' | 'sin despertar' = 'despertable'): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(end, ms);
      function end(): void {
        clearTimeout(timer);
        alto.removeEventListener('abort', end);
        resolve();
      }
      alto.addEventListener('abort', end);
      wake = como === 'despertable' ? end : () => undefined;
    });
  }

  return {
    fin: run(),
    enlace: preguntas.enlace,
    medido: preguntas.medido,
    despertar: () => wake(),
    medirDeNuevo() {
      preguntas.adelantar('reloj');
      wake();
    },
  };
}
