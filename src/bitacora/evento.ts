/**
 * A fact with its envelope, as the bitácora keeps it, and the hash that seals it.
 */

import { canonicalJson, sha256 } from '../comun/canonico.ts';
import type { EventoActa, Instante } from '../dominio/acta.ts';

/** What belongs to no acta is kept in the same log under one of these words instead of an id. */
export const FLUJOS = [
  'CORTE',
  'PROCESO',
  'JORNADA',
  'ACCESO',
  'INTEGRIDAD',
  'PLANEACION',
  'DIGITALIZACION',
] as const;
export type Flujo = (typeof FLUJOS)[number];

/** First fact of an acta that is not in the catalogue: its place in the published database. */
export interface Alta {
  readonly tipo: 'acta_dada_de_alta';
  readonly datos: { readonly eleccion: string; readonly orden: number };
}

export interface Sobre {
  /** id of the acta, or a `Flujo` */
  readonly acta: string;
  /** 1, 2, 3 … within its acta */
  readonly version: number;
  readonly tipo: string;
  readonly datos: unknown;
  readonly actor: string;
  readonly lugar: string;
  /** machine time, `2027-06-07T01:30:00.000Z` */
  readonly momento: Instante;
}

export interface Evento extends Sobre {
  readonly seq: number;
  /** lower-case hexadecimal */
  readonly sha256: string;
}

export interface Sellado {
  /** canonical JSON of `datos`, as it is stored */
  readonly datos: string;
  /** of the canonical JSON of the whole envelope */
  readonly sha256: Buffer;
}

/** Seals an envelope. Exactly its seven properties are hashed, whatever else the object has. */
export function seal(sobre: Sobre): Sellado {
  const { acta, version, tipo, datos, actor, lugar, momento } = sobre;
  // The database keeps milliseconds in UTC; another spelling of the same instant would not hash the same back.
  if (new Date(momento).toISOString() !== momento) throw new Error(`not an instant in UTC: ${momento}`);
  return {
    datos: canonicalJson(datos),
    sha256: sha256(canonicalJson({ acta, version, tipo, datos, actor, lugar, momento })),
  };
}

/**
 * The fact of an acta, or null when it is of the machinery (its `Alta`) and changes nothing in its state.
 * What the log has was checked when it was written, and its hash says that it is the same.
 */
export function toEventoActa({ tipo, datos }: Pick<Evento, 'tipo' | 'datos'>): EventoActa | null {
  if (tipo === ('acta_dada_de_alta' satisfies Alta['tipo'])) return null;
  return { tipo, datos } as EventoActa;
}

/** Columns of an event in the order in which `readEvento` expects them. */
export const COLUMNAS_EVENTO = 'seq, acta, version, tipo, datos, actor, lugar, momento, sha256';

export interface FilaEvento {
  readonly seq: string;
  readonly acta: string;
  readonly version: number;
  readonly tipo: string;
  readonly datos: string;
  readonly actor: string;
  readonly lugar: string;
  readonly momento: Date;
  readonly sha256: Buffer;
}

export function readEvento(fila: FilaEvento): Evento {
  return {
    seq: Number(fila.seq),
    acta: fila.acta,
    version: fila.version,
    tipo: fila.tipo,
    datos: JSON.parse(fila.datos),
    actor: fila.actor,
    lugar: fila.lugar,
    momento: fila.momento.toISOString(),
    sha256: fila.sha256.toString('hex'),
  };
}
