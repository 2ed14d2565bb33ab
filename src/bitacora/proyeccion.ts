/**
 * From facts to the row of an acta. The same functions serve to write each fact, to rebuild every row from the
 * log, and to know how an acta was at a past position: there is one definition of what a row says.
 */

import {
  type Asignada,
  type EstadoActa,
  type EventoActa,
  evolve,
  INICIAL,
  type Instante,
} from '../dominio/acta.ts';
import type { Ajustes } from '../dominio/ajustes.ts';
import { colaDe, type EnCola } from '../dominio/mandatos.ts';
import { type Publicable, publicable } from '../dominio/publicable.ts';
import { type Evento, toEventoActa } from './evento.ts';

export type Cola = EnCola['cola'];
export type AjustesDeProyeccion = Pick<Ajustes, 'publicaDesde'>;

/** Columns of `prep.acta`, and rows of `prep.asignacion`, that follow from the state alone. */
export interface Proyeccion {
  readonly fase: EstadoActa['fase'];
  readonly estado: EstadoActa;
  /** null while there is nothing to show */
  readonly resultado: Publicable | null;
  readonly cola: Cola | null;
  readonly lugares: number;
  readonly personas: readonly string[];
  readonly vence: Instante | null;
  /** rows of `prep.asignacion` */
  readonly asignadas: readonly Asignada[];
}

export function proyectar(estado: EstadoActa, ajustes: AjustesDeProyeccion): Proyeccion {
  const enCola = colaDe(estado);
  const shown = publicable(estado, ajustes);
  return {
    fase: estado.fase,
    estado,
    resultado: shown.tipo === 'pendiente' ? null : shown,
    cola: enCola?.cola ?? null,
    lugares: enCola?.lugares ?? 0,
    personas: enCola?.excluidas ?? [],
    vence: enCola?.vence ?? null,
    asignadas: enCola?.asignaciones ?? [],
  };
}

/**
 * A state, and the mark of the fact that put it in its queue (an acta given to somebody keeps its turn while it
 * stays in the same queue). The mark is a seq when the log is read, a version when it is about to be written.
 */
export interface Avance {
  readonly estado: EstadoActa;
  readonly cola: Cola | null;
  readonly desde: number | null;
}

export const SIN_HECHOS: Avance = { estado: INICIAL, cola: null, desde: null };

export function advance(previo: Avance, evento: EventoActa, momento: Instante, marca: number): Avance {
  const estado = evolve(previo.estado, evento, momento);
  const cola = colaDe(estado)?.cola ?? null;
  if (cola === null) return { estado, cola, desde: null };
  return { estado, cola, desde: cola === previo.cola ? previo.desde : marca };
}

/** Row of an acta as the log says it, without its place in the catalogue. */
export interface Recalculada extends Proyeccion {
  readonly version: number;
  readonly seq: number;
  readonly colaDesde: number | null;
}

/**
 * The fold of the facts of one acta, in the order of their versions.
 *
 * @throws when a version is missing: the log is not whole
 */
export function recalculate(eventos: readonly Evento[], ajustes: AjustesDeProyeccion): Recalculada {
  let avance = SIN_HECHOS;
  let version = 0;
  let seq = 0;
  for (const evento of eventos) {
    version += 1;
    if (evento.version !== version) throw new Error(`the log lacks version ${version} of ${evento.acta}`);
    seq = evento.seq;
    const hecho = toEventoActa(evento);
    if (hecho !== null) avance = advance(avance, hecho, evento.momento, seq);
  }
  return { ...proyectar(avance.estado, ajustes), version, seq, colaDesde: avance.desde };
}
