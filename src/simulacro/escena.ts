/**
 * What everybody in a simulated night shares: the services (the same doors that real people have), the clock, the
 * truth of each acta, and a way to leave something for later.
 */

import type { Registro } from '../bitacora/bitacora.ts';
import type { EstadoActa } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { Lecturas } from '../dominio/consolidacion.ts';
import type { ActaEsperada } from '../dominio/eleccion.ts';
import type { Refusal, Result } from '../dominio/result.ts';
import type { Proceso } from '../proceso/proceso.ts';
import type { Fases } from '../servidor/fases.ts';
import type { Tiempo } from './arribo.ts';
import type { RelojSimulado } from './reloj.ts';
import type { Tablero } from './tablero.ts';
import { lecturasDe, type Verdad, type Verdades } from './verdad.ts';

export type Servicios = Omit<Fases, 'cotejo' | 'identificaciones'>;

/**
 * Something that a person does. A refusal that their work does not expect ends the night, except a failure of the
 * database, after which it is done again (its key makes that harmless).
 */
export type Tarea = () => Promise<Result<unknown, Refusal>>;

export interface Escena {
  readonly proceso: Proceso;
  readonly semilla: number;
  readonly servicios: Servicios;
  readonly reloj: RelojSimulado;
  readonly tablero: Tablero;
  readonly verdades: Verdades;
  /** Leaves something for later; a time that has passed means now. */
  at(tiempo: Tiempo, tarea: Tarea): void;
  /** Tells everybody what a command left. */
  noted(registro: Pick<Registro, 'acta' | 'version' | 'estado'>): void;
}

/** Who reacts to what happens to an acta. */
export type AlCambiar = (acta: IdActa, estado: EstadoActa) => void;

export function esperadaDe({ proceso }: Pick<Escena, 'proceso'>, acta: IdActa): ActaEsperada {
  const esperada = proceso.actasPorId.get(acta);
  if (esperada === undefined) throw new Error(`acta that the catalogue does not have: ${acta}`);
  return esperada;
}

/** What an acta that arrived says. */
export function lecturasVerdaderas(escena: Pick<Escena, 'proceso' | 'verdades'>, acta: IdActa): Lecturas {
  return lecturasDe(camposEscritos(escena.verdades(esperadaDe(escena, acta))));
}

export function camposEscritos(verdad: Verdad) {
  if (verdad.tipo !== 'acta') throw new Error('an acta that never arrived has no fields');
  return verdad.campos;
}
