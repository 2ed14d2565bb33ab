/**
 * The header of a corte: the thirteen figures that open every published database (LEEME 3–15).
 *
 * Sums are kept in an `Avance`, which adds up (the whole equals the sum of its parts, whatever the order);
 * percentages are computed only at the end.
 */

import type { Ajustes } from './ajustes.ts';
import type { TipoCasilla } from './casilla.ts';
import type { Contabilizacion } from './contabilizacion.ts';
import { truncatedPercent } from './porcentaje.ts';

/** What an acta gives to the header: `null` while it is expected and nothing is known of it. */
export interface ActaEnCorte {
  readonly tipoCasilla: TipoCasilla | null;
  /** people; 0 in especiales and fuera de catálogo */
  readonly listaNominal: number;
  readonly contabilizacion: Contabilizacion | null;
}

/** Counts and sums from which every figure follows. All are counts of actas, people or votes. */
export interface Avance {
  esperadas: number;
  fueraDeCatalogo: number;
  contabilizadas: number;
  noContabilizadas: number;
  /** in-catalogue actas whose observation is an inconsistency */
  inconsistentes: number;
  /** of those, the ones that do not count */
  inconsistentesNoContabilizadas: number;
  /** lista nominal of the contabilizadas */
  listaNominal: number;
  /** votes of the contabilizadas, especiales included */
  votos: number;
  /** votes of the contabilizadas of casillas especiales (type S only) */
  votosEspeciales: number;
}

export function emptyAvance(): Avance {
  return {
    esperadas: 0,
    fueraDeCatalogo: 0,
    contabilizadas: 0,
    noContabilizadas: 0,
    inconsistentes: 0,
    inconsistentesNoContabilizadas: 0,
    listaNominal: 0,
    votos: 0,
    votosEspeciales: 0,
  };
}

/** Adds an acta to `avance`, in place: a corte has half a million of them. */
export function addActa(avance: Avance, acta: ActaEnCorte): void {
  const { contabilizacion } = acta;
  if (contabilizacion?.contabilizada === 2) {
    avance.fueraDeCatalogo += 1;
    return;
  }
  avance.esperadas += 1;
  if (contabilizacion === null) return;
  if (contabilizacion.inconsistente) avance.inconsistentes += 1;
  if (contabilizacion.contabilizada === 0) {
    avance.noContabilizadas += 1;
    if (contabilizacion.inconsistente) avance.inconsistentesNoContabilizadas += 1;
    return;
  }
  avance.contabilizadas += 1;
  avance.listaNominal += acta.listaNominal;
  avance.votos += contabilizacion.totalCalculado;
  if (acta.tipoCasilla === 'S') avance.votosEspeciales += contabilizacion.totalCalculado;
}

/** Adds `other` to `avance`, in place. */
export function addAvance(avance: Avance, other: Avance): void {
  for (const key of Object.keys(avance) as (keyof Avance)[]) avance[key] += other[key];
}

/** Whether this is the last corte before closing: participation then includes especiales (LEEME 15). */
export type Momento = 'intermedio' | 'ultimo';

/** The thirteen figures in their published order; percentages are text with four truncated decimals. */
export interface Encabezado {
  readonly ACTAS_ESPERADAS: number;
  readonly ACTAS_REGISTRADAS: number;
  readonly ACTAS_FUERA_CATALOGO: number;
  readonly ACTAS_CAPTURADAS: number;
  readonly PORCENTAJE_ACTAS_CAPTURADAS: string;
  readonly ACTAS_CONTABILIZADAS: number;
  readonly PORCENTAJE_ACTAS_CONTABILIZADAS: string;
  readonly PORCENTAJE_ACTAS_INCONSISTENCIAS: string;
  readonly ACTAS_NO_CONTABILIZADAS: number;
  readonly LISTA_NOMINAL_ACTAS_CONTABILIZADAS: number;
  readonly TOTAL_VOTOS_C_CS: number;
  readonly TOTAL_VOTOS_S_CS: number;
  readonly PORCENTAJE_PARTICIPACION_CIUDADANA: string;
}

export const CIFRAS = [
  'ACTAS_ESPERADAS',
  'ACTAS_REGISTRADAS',
  'ACTAS_FUERA_CATALOGO',
  'ACTAS_CAPTURADAS',
  'PORCENTAJE_ACTAS_CAPTURADAS',
  'ACTAS_CONTABILIZADAS',
  'PORCENTAJE_ACTAS_CONTABILIZADAS',
  'PORCENTAJE_ACTAS_INCONSISTENCIAS',
  'ACTAS_NO_CONTABILIZADAS',
  'LISTA_NOMINAL_ACTAS_CONTABILIZADAS',
  'TOTAL_VOTOS_C_CS',
  'TOTAL_VOTOS_S_CS',
  'PORCENTAJE_PARTICIPACION_CIUDADANA',
] as const satisfies readonly (keyof Encabezado)[];
export type Cifra = (typeof CIFRAS)[number];

export function computeEncabezado(
  avance: Avance,
  momento: Momento,
  ajustes: Pick<Ajustes, 'participacion' | 'inconsistencias'>,
): Encabezado {
  const capturadas = avance.contabilizadas + avance.noContabilizadas;
  const sinEspeciales = avance.votos - avance.votosEspeciales;
  const inconsistentes =
    ajustes.inconsistencias === 'todas' ? avance.inconsistentes : avance.inconsistentesNoContabilizadas;
  const conEspeciales = momento === 'ultimo' || ajustes.participacion === 'con_especiales_siempre';
  return {
    ACTAS_ESPERADAS: avance.esperadas,
    ACTAS_REGISTRADAS: capturadas + avance.fueraDeCatalogo,
    ACTAS_FUERA_CATALOGO: avance.fueraDeCatalogo,
    ACTAS_CAPTURADAS: capturadas,
    PORCENTAJE_ACTAS_CAPTURADAS: truncatedPercent(capturadas, avance.esperadas),
    ACTAS_CONTABILIZADAS: avance.contabilizadas,
    PORCENTAJE_ACTAS_CONTABILIZADAS: truncatedPercent(avance.contabilizadas, avance.esperadas),
    PORCENTAJE_ACTAS_INCONSISTENCIAS: truncatedPercent(inconsistentes, avance.esperadas),
    ACTAS_NO_CONTABILIZADAS: avance.noContabilizadas,
    LISTA_NOMINAL_ACTAS_CONTABILIZADAS: avance.listaNominal,
    TOTAL_VOTOS_C_CS: avance.votos,
    TOTAL_VOTOS_S_CS: sinEspeciales,
    PORCENTAJE_PARTICIPACION_CIUDADANA: truncatedPercent(
      conEspeciales ? avance.votos : sinEspeciales,
      avance.listaNominal,
    ),
  };
}
