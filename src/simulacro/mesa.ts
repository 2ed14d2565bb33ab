/**
 * A room of people who take work from a queue: each asks for the next, takes her time, finishes and asks again.
 * When nothing waits she rests, and is called when something does. It does not know what the work is.
 */

import type { Fase } from '../dominio/acta.ts';
import { ok, type Refusal, type Result } from '../dominio/result.ts';
import type { Tiempo } from './arribo.ts';
import { createAzar } from './azar.ts';
import type { Escena } from './escena.ts';
import type { Operadora } from './personas.ts';
import type { ColaAtendida } from './tablero.ts';

export interface Oficio<T> {
  readonly cola: ColaAtendida;
  /** of the actas that wait in that queue */
  readonly fase: Fase;
  readonly operadoras: readonly Operadora[];
  /** Asks for the next piece of work. */
  pedir(operadora: Operadora): Promise<Result<T | null, Refusal>>;
  /** Does it. */
  terminar(operadora: Operadora, trabajo: T): Promise<Result<unknown, Refusal>>;
  /** simulated milliseconds that it takes her */
  duracion(operadora: Operadora, trabajo: T): number;
  acta(trabajo: T): string;
}

export interface Mesa<T> {
  /** Everybody sits down; who had work when the night stopped goes on with it. */
  start(pendientes: ReadonlyMap<string, T>): void;
  /** Calls as many as there are places, if they rest. */
  call(): void;
}

const SEGUNDO = 1000;
/** Seconds between being called and asking. */
const REACCION = 1;
/** Seconds between looks without being called: an assignment that expired gives its place back in silence. */
const RONDA = 20;

export function createMesa<T>(escena: Escena, oficio: Oficio<T>): Mesa<T> {
  const { reloj, tablero, semilla, at } = escena;
  const { cola, operadoras } = oficio;
  /** those who rest; in front, who has rested longest */
  const resting: Operadora[] = [];
  /** called, and not yet in front of the queue */
  let coming = 0;

  const after = (seconds: number): Tiempo => reloj.tiempo + Math.round(seconds * SEGUNDO);

  function call(): void {
    while (coming < tablero.lugares(cola)) {
      const next = resting.shift();
      if (next === undefined) return;
      coming += 1;
      at(after(REACCION), async () => {
        const asked = await ask(next);
        if (!asked.ok) return asked;
        coming -= 1;
        call();
        return asked;
      });
    }
  }

  /** Nothing has changed if it fails: it can be done again. */
  async function ask(operadora: Operadora): Promise<Result<unknown, Refusal>> {
    const asked = await oficio.pedir(operadora);
    if (!asked.ok) return asked;
    if (asked.value === null) resting.push(operadora);
    else work(operadora, asked.value, oficio.duracion(operadora, asked.value));
    return asked;
  }

  function work(operadora: Operadora, trabajo: T, duracion: number): void {
    at(reloj.tiempo + Math.round(duracion), async () => {
      const finished = await oficio.terminar(operadora, trabajo);
      if (!finished.ok) return finished;
      const azar = createAzar(semilla, 'pausa', operadora.clave, oficio.acta(trabajo));
      at(after(1 + azar.exponential(3)), async () => {
        if (tablero.lugares(cola) > 0) return ask(operadora);
        resting.push(operadora);
        return ok(null);
      });
      return finished;
    });
  }

  function round(): void {
    at(after(RONDA), async () => {
      const next = tablero.enFase(oficio.fase) === 0 ? undefined : resting.shift();
      if (next !== undefined) {
        const asked = await ask(next);
        if (!asked.ok) {
          resting.unshift(next);
          return asked;
        }
      }
      round();
      return ok(null);
    });
  }

  return {
    start(pendientes) {
      for (const operadora of operadoras) {
        const trabajo = pendientes.get(operadora.clave);
        if (trabajo === undefined) resting.push(operadora);
        else work(operadora, trabajo, oficio.duracion(operadora, trabajo) / 2);
      }
      call();
      round();
    },
    call,
  };
}
