/**
 * What a package says of itself (docs/entregas.md): from which equipo it is, when it was made, and which deliveries it
 * has. Only the one text that `formatPaquete` gives is accepted, as with deliveries.
 */

import type { Instante } from '../../dominio/acta.ts';
import { ok, type Refusal, type Result, refuse } from '../../dominio/result.ts';

export interface Paquete {
  readonly proceso: string;
  readonly equipo: string;
  /** clock of the equipo */
  readonly momento: Instante;
  /** ids of its deliveries, in order of `secuencia` */
  readonly entregas: readonly string[];
}

const CABEZA = 'PREP-PAQUETE-1';
/** More deliveries than a CATD makes in a night. */
export const ENTREGAS_MAXIMAS = 10_000;

/** The text that the equipo signs. */
export function formatPaquete({ proceso, equipo, momento, entregas }: Paquete): string {
  return `${CABEZA}\n${JSON.stringify({ proceso, equipo, momento, entregas })}`;
}

export function parsePaquete(texto: string): Result<Paquete, Refusal<'PAQUETE_ILEGIBLE'>> {
  const read = texto.startsWith(`${CABEZA}\n`) ? readJson(texto.slice(CABEZA.length + 1)) : null;
  if (typeof read !== 'object' || read === null) return unreadable();
  const { proceso, equipo, momento, entregas } = read as Readonly<Record<string, unknown>>;
  if (!isNombre(proceso) || !isNombre(equipo) || typeof momento !== 'string' || !isIds(entregas)) {
    return unreadable();
  }
  const paquete = { proceso, equipo, momento, entregas };
  const canonical = formatPaquete(paquete) === texto && !Number.isNaN(Date.parse(momento));
  return canonical ? ok(paquete) : unreadable();
}

function readJson(texto: string): unknown {
  try {
    return JSON.parse(texto);
  } catch {
    // What is no JSON has no other way of saying so.
    return null;
  }
}

function isNombre(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_.-]{1,80}$/.test(value);
}

function isIds(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length <= ENTREGAS_MAXIMAS &&
    new Set(value).size === value.length &&
    value.every((id) => typeof id === 'string' && /^[0-9a-f]{64}$/.test(id))
  );
}

function unreadable() {
  return refuse(
    'PAQUETE_ILEGIBLE',
    'El archivo no es un paquete de una estación, o está dañado. Hágalo otra vez en la estación y cópielo de nuevo.',
  );
}
