/**
 * Which actas count and with which observation (LEEME 8, 10, 11, 33, 36, 37).
 *
 * The table below is the rule; `classify` only finds the row. Only vote fields matter here: a missing total or
 * number of leftover ballots raises nothing.
 */

import type { Ajustes } from './ajustes.ts';
import type { Casilla } from './casilla.ts';
import { isLegible, type Lectura, votosDe } from './lectura.ts';

/** Why no acta arrived (LEEME 36; the fourth, by Anexo 13, where there are electronic ballot boxes). */
export const MOTIVOS_SIN_ACTA = [
  'paquete_no_entregado',
  'casilla_no_instalada',
  'paquete_sin_recipiente',
  'contingencia_urna_electronica',
] as const;
export type MotivoSinActa = (typeof MOTIVOS_SIN_ACTA)[number];

export function isMotivoSinActa(texto: string): texto is MotivoSinActa {
  return (MOTIVOS_SIN_ACTA as readonly string[]).includes(texto);
}

export const OBSERVACIONES = {
  ninguna: { contabilizada: 1, inconsistente: false },
  algun_campo: { contabilizada: 1, inconsistente: true },
  excede: { contabilizada: 0, inconsistente: true },
  todos: { contabilizada: 0, inconsistente: true },
  sin_acta: { contabilizada: 0, inconsistente: false },
  fuera_de_catalogo: { contabilizada: 2, inconsistente: false },
} as const satisfies Record<string, { contabilizada: 0 | 1 | 2; inconsistente: boolean }>;

export type Observacion = keyof typeof OBSERVACIONES;

export interface Contabilizacion {
  /** CONTABILIZADA of LEEME 37: 1 counts, 0 does not, 2 fuera de catálogo */
  readonly contabilizada: 0 | 1 | 2;
  readonly observacion: Observacion;
  /** part of PORCENTAJE_ACTAS_INCONSISTENCIAS */
  readonly inconsistente: boolean;
  /** TOTAL_VOTOS_CALCULADO: sum of the legible votes, whatever the acta's fate (LEEME 33) */
  readonly totalCalculado: number;
}

/** Sum of the legible votes of all options, no registradas and nulos (LEEME 33). */
export function totalCalculado(votos: readonly Lectura[]): number {
  let total = 0;
  for (const voto of votos) total += votosDe(voto);
  return total;
}

/**
 * Most votes that a casilla can honestly have: lista nominal + representantes; ballots + representantes in an
 * especial; `null` (no limit) for voto anticipado.
 */
export function limiteDeVotos(
  casilla: Pick<Casilla, 'tipo' | 'listaNominal' | 'representantes' | 'boletas'>,
  ajustes: Ajustes,
): number | null {
  if (casilla.tipo === 'A') return null;
  const representantes = casilla.representantes ?? ajustes.representantesSupuestos;
  if (casilla.tipo === 'S') return (casilla.boletas ?? ajustes.boletasEspecialSupuestas) + representantes;
  return casilla.listaNominal + representantes;
}

/**
 * Classifies a captured acta by its vote fields.
 *
 * @param votos one reading per option that runs there, plus no registradas and nulos
 * @param limite from `limiteDeVotos`
 */
export function classify(votos: readonly Lectura[], limite: number | null): Contabilizacion {
  const total = totalCalculado(votos);
  const legibles = votos.filter(isLegible).length;
  if (limite !== null && total > limite) return contabilizacion('excede', total);
  if (legibles === 0) return contabilizacion('todos', 0);
  if (legibles < votos.length) return contabilizacion('algun_campo', total);
  return contabilizacion('ninguna', total);
}

export function contabilizacion(observacion: Observacion, total: number): Contabilizacion {
  return { ...OBSERVACIONES[observacion], observacion, totalCalculado: total };
}
