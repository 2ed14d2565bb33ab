/**
 * A night from beginning to end: arrivals, people and cortes, in simulated time, through the same services that
 * real people use.
 *
 * - What happens is in an agenda; each thing that is done leaves in it what follows. Several are done at once, but
 *   none begins long before an earlier one has ended, so the order of the night is kept however slow the machine.
 * - Nothing of the night is kept anywhere but in the bitácora: it can be killed at any moment and goes on.
 * - When the machine cannot keep the pace, the simulated clock slows down; nothing piles up.
 */

import type { Momento } from '../dominio/corte.ts';
import { fail, ok, type Refusal, type Result } from '../dominio/result.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { createAgenda } from './agenda.ts';
import type { Tiempo } from './arribo.ts';
import { createEntregas } from './entregas.ts';
import type { AlCambiar, Escena, Servicios, Tarea } from './escena.ts';
import type { Memoria } from './memoria.ts';
import type { Plantilla } from './personas.ts';
import type { RelojSimulado } from './reloj.ts';
import type { Ritmo } from './ritmo.ts';
import { createSala } from './sala.ts';
import { createTablero, type Tablero } from './tablero.ts';
import { createVerdades, rememberVerdades } from './verdad.ts';

/** A corte that was asked for. */
export interface CorteEnCurso {
  /** when its position is taken: what happens later is not in it */
  readonly tomado: Promise<unknown>;
  /** when it is published, or was given up */
  readonly terminado: Promise<Result<unknown, Refusal>>;
}

export interface OpcionesDeNoche {
  readonly proceso: Proceso;
  readonly semilla: number;
  readonly servicios: Servicios;
  readonly plantilla: Plantilla;
  readonly memoria: Memoria;
  readonly reloj: RelojSimulado;
  readonly ritmo: Ritmo;
  readonly cortes: {
    /** `ahora` when there is nothing to look at yet: a first one in zeros, before publication opens */
    readonly primero: 'ahora' | 'a_su_hora';
    /** simulated milliseconds between them; they are taken at multiples of it */
    readonly cada: number;
    /** Takes one at the present time of the clock. */
    readonly take: (tipo: Momento) => CorteEnCurso;
  };
  /** the night stops here, although something is left */
  readonly hasta: Tiempo;
  /** Begins a wait of that many real milliseconds. */
  readonly esperar: (ms: number) => Espera;
  /** something that passes did not let a person work; told once each time */
  readonly avisar: (falla: Refusal) => void;
}

/** A wait that can be cut short. */
export interface Espera {
  readonly fin: Promise<void>;
  cut(): void;
}

/** Why the night stopped. */
export type Fin = 'completa' | 'cierre' | 'hasta' | 'detenida';

export interface Noche {
  /** Plays until the end, or until it is stopped; a refusal that nobody expected ends it. */
  play(): Promise<Result<Fin, Refusal>>;
  /** Ends in order: what is being done is finished. */
  stop(): void;
  readonly tablero: Tablero;
  /** when the last acta arrives or is declared */
  readonly ultima: Tiempo;
}

/** Things done at once: most of the connections of the pool. */
const A_LA_VEZ = 24;
/** Simulated milliseconds by which something may begin before an earlier thing has ended. */
const ADELANTO = 10_000;
/** Until publication opens there is little to see: the night goes this many times faster. */
const PRISA_INICIAL = 6;
/** Truths kept at hand: more than the actas between arrival and verification in the worst hour. */
const VERDADES_A_MANO = 6000;
/** Real milliseconds before trying again what could not be done. */
const REINTENTO = 250;
/** Refusals that pass: the database comes back, somebody makes room on the disk. */
const DE_PASO = new Set([
  'BASE_NO_DISPONIBLE',
  'DISCO_LLENO',
  'ALMACEN_NO_DISPONIBLE',
  'DISCO_NO_DISPONIBLE',
]);

export function createNoche(opciones: OpcionesDeNoche): Noche {
  const { proceso, semilla, memoria, reloj, ritmo, cortes } = opciones;
  const agenda = createAgenda<Tarea>();
  const tablero = createTablero();
  const reactions: AlCambiar[] = [];
  const escena: Escena = {
    proceso,
    semilla,
    servicios: opciones.servicios,
    reloj,
    tablero,
    verdades: rememberVerdades(createVerdades(proceso, semilla), VERDADES_A_MANO),
    at: (tiempo, tarea) => agenda.add(tiempo, tarea),
    noted({ acta, version, estado }) {
      if (tablero.note(acta, version, estado) === 'atrasada') return;
      for (const react of reactions) react(acta, estado);
    },
  };
  const entregas = createEntregas(escena);
  const sala = createSala(escena, opciones.plantilla);

  const velocidad = ritmo.velocidad;
  const apertura = proceso.publicacion.apertura.getTime();
  const cierre = proceso.publicacion.cierre.getTime();
  const end = Math.min(opciones.hasta, cierre);

  /** what is being done and the time of the clock when it began: the first is the earliest */
  const running = new Map<symbol, Tiempo>();
  let stopping = false;
  let failure: Refusal | null = null;
  let holdUp: Refusal | null = null;
  let publishing: Promise<Result<unknown, Refusal>> = Promise.resolve(ok(null));
  let waiting: Espera | null = null;
  /** a bug, which comes out of `play` */
  let crash: (error: unknown) => void = () => {};

  async function run(): Promise<Fin> {
    start();
    let nextCorte = cortes.primero === 'ahora' ? reloj.tiempo : corteAfter(reloj.tiempo);
    while (!stopping && failure === null) {
      if (running.size === 0 && isComplete()) {
        reloj.advance(Math.ceil(reloj.tiempo / MINUTO) * MINUTO);
        return finish('completa');
      }
      const tiempo = Math.max(reloj.tiempo, Math.min(agenda.peek()?.tiempo ?? end, nextCorte, end));
      if (!(await isTimeFor(tiempo))) continue;
      reloj.advance(tiempo);
      ritmo.reach(tiempo);
      if (tiempo >= apertura && ritmo.velocidad !== velocidad) ritmo.setVelocidad(velocidad, tiempo);
      if (tiempo >= end) return finish(end === cierre ? 'cierre' : 'hasta');
      if (tiempo >= nextCorte) {
        await takeCorte('intermedio');
        nextCorte = corteAfter(tiempo);
        continue;
      }
      const cita = agenda.pop();
      if (cita !== null) begin(cita.que);
    }
    return finish('detenida');
  }

  function start(): void {
    if (reloj.tiempo < apertura) ritmo.setVelocidad(velocidad * PRISA_INICIAL, reloj.tiempo);
    for (const [acta, { version, estado }] of memoria.actas) tablero.note(acta, version, estado);
    entregas.start(memoria);
    sala.start(memoria);
    reactions.push(entregas.alCambiar, sala.alCambiar);
  }

  function isComplete(): boolean {
    const finales = tablero.enFase('verificada') + tablero.enFase('sin_acta');
    return finales === proceso.actas.length && entregas.ajenasPendientes === 0;
  }

  function corteAfter(tiempo: Tiempo): Tiempo {
    return Math.max(apertura, (Math.floor(tiempo / cortes.cada) + 1) * cortes.cada);
  }

  /** Whether what comes next can begin; if not, something was waited for. */
  async function isTimeFor(tiempo: Tiempo): Promise<boolean> {
    if (holdUp !== null) {
      await drain();
      await rest(REINTENTO);
      holdUp = null;
      return false;
    }
    const [oldest = tiempo] = running.values();
    const ms = running.size >= A_LA_VEZ || tiempo > oldest + ADELANTO ? FOREVER : ritmo.msUntil(tiempo);
    if (ms <= 0) return true;
    await rest(ms);
    return false;
  }

  /** Does something without waiting for it. */
  function begin(tarea: Tarea): void {
    const id = Symbol();
    running.set(id, reloj.tiempo);
    tarea().then((done) => {
      running.delete(id);
      if (!done.ok) settleRefusal(done.error, tarea);
      waiting?.cut();
    }, crash);
  }

  function settleRefusal(refusal: Refusal, tarea: Tarea): void {
    if (!DE_PASO.has(refusal.codigo)) {
      failure ??= refusal;
      return;
    }
    if (holdUp === null) opciones.avisar(refusal);
    holdUp = refusal;
    agenda.add(reloj.tiempo, tarea);
  }

  /** Waits, or until something that was being done ends. */
  async function rest(ms: number): Promise<void> {
    waiting = opciones.esperar(ms);
    await waiting.fin;
    waiting = null;
  }

  /** Until nothing is being done. */
  async function drain(): Promise<void> {
    while (running.size > 0) await rest(FOREVER);
  }

  /** A corte shows everything before its hour and nothing after: nobody works while its position is taken. */
  async function takeCorte(tipo: Momento): Promise<void> {
    await drain();
    await publishing;
    const { tomado, terminado } = cortes.take(tipo);
    publishing = terminado;
    terminado.catch(crash);
    await tomado;
  }

  /** The last corte is owed: if it could not be published it is tried again. */
  async function finish(fin: Fin): Promise<Fin> {
    await drain();
    if (failure !== null || fin === 'detenida') {
      await publishing;
      return fin;
    }
    const tipo = fin === 'hasta' ? 'intermedio' : 'ultimo';
    while (true) {
      await takeCorte(tipo);
      const done = await publishing;
      if (done.ok) return fin;
      if (!DE_PASO.has(done.error.codigo)) {
        failure = done.error;
        return fin;
      }
      if (stopping) return 'detenida';
      await rest(REINTENTO);
    }
  }

  return {
    async play() {
      const crashed = new Promise<never>((_, reject) => {
        crash = reject;
      });
      const fin = await Promise.race([run(), crashed]);
      return failure === null ? ok(fin) : fail(failure);
    },
    stop() {
      stopping = true;
      waiting?.cut();
    },
    tablero,
    get ultima() {
      return entregas.ultima;
    },
  };
}

const MINUTO = 60_000;
const FOREVER = Number.POSITIVE_INFINITY;
