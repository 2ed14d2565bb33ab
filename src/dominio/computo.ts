/**
 * Cómputo: votes added up at every level (acta, casilla, sección, distrito or municipio, entidad) by option, by
 * candidatura and by party.
 *
 * - Only contabilizadas add votes; `ILEGIBLE` and `SIN DATO` add 0.
 * - A candidatura receives the votes of its parties plus all their combinations.
 * - By party, the votes of each combination are added up **over the distrito or municipio** and divided equally
 *   among its members; the remainder goes one vote each to the members with most own votes there (Quintana Roo
 *   2019: 150 of 150 exact; dividing per acta or section is wrong). Ties go in the order of the acta.
 * - RP actas of especiales count as actas and in totals; their votes are kept apart from the candidaturas of the
 *   territory.
 */

import { type ActaEnCorte, type Avance, addActa, addAvance, emptyAvance } from './corte.ts';
import {
  type Candidatura,
  candidaturasDe,
  type Eleccion,
  NO_REGISTRADAS,
  NULOS,
  opcionesDe,
} from './eleccion.ts';
import { type Lectura, votosDe } from './lectura.ts';

/** Votes by position: the options of the election in printed order, then no registradas, then nulos. */
export type Votos = number[];

/** Sum of a set of actas. Sums add up: any level equals the sum of its parts, in whatever order. */
export interface Suma {
  readonly avance: Avance;
  /** votes of contabilizadas of MR actas */
  readonly votos: Votos;
  /** votes of contabilizadas of RP actas (especiales) */
  readonly votosRp: Votos;
}

export function columnasDeVotos(eleccion: Eleccion): readonly string[] {
  return [...eleccion.opciones.map((opcion) => opcion.clave), NO_REGISTRADAS, NULOS];
}

export function emptySuma(columnas: number): Suma {
  return {
    avance: emptyAvance(),
    votos: new Array<number>(columnas).fill(0),
    votosRp: new Array<number>(columnas).fill(0),
  };
}

/**
 * Adds an acta, in place.
 *
 * @param votos one reading per column of `columnasDeVotos`; `null` where the option does not run
 */
export function addActaToSuma(
  suma: Suma,
  acta: ActaEnCorte & { readonly principio: 'MR' | 'RP'; readonly votos: readonly (Lectura | null)[] },
): void {
  addActa(suma.avance, acta);
  if (acta.contabilizacion?.contabilizada !== 1) return;
  const target = acta.principio === 'RP' ? suma.votosRp : suma.votos;
  for (let i = 0; i < target.length; i += 1) {
    const lectura = acta.votos[i];
    if (lectura != null) target[i] = (target[i] ?? 0) + votosDe(lectura);
  }
}

/** Adds `other` to `suma`, in place. */
export function addSuma(suma: Suma, other: Suma): void {
  addAvance(suma.avance, other.avance);
  addVotos(suma.votos, other.votos);
  addVotos(suma.votosRp, other.votosRp);
}

export interface VotosDeCandidatura {
  readonly candidatura: Candidatura;
  readonly votos: number;
}

/** Votes of each candidatura registered in a territory, in registered order. */
export function votosPorCandidatura(
  eleccion: Eleccion,
  territorio: string,
  votos: Readonly<Votos>,
): readonly VotosDeCandidatura[] {
  const columna = columnIndex(eleccion);
  return candidaturasDe(eleccion, territorio).map((candidatura) => ({
    candidatura,
    votos: candidatura.opciones.reduce((sum, clave) => sum + votosAt(votos, columna, clave), 0),
  }));
}

/** Votes of one party or independent: own, and its part of the combinations. */
export interface VotosDePartido {
  readonly clave: string;
  readonly propios: number;
  readonly coalicion: number;
}

/**
 * Votes by party and independent in one distrito or municipio, coalition votes divided there.
 *
 * @param votos sum over that whole territory: the division is not additive over smaller parts
 */
export function votosPorPartido(
  eleccion: Eleccion,
  territorio: string,
  votos: Readonly<Votos>,
): readonly VotosDePartido[] {
  const columna = columnIndex(eleccion);
  const opciones = opcionesDe(eleccion, territorio);
  const propios = new Map<string, number>();
  const coalicion = new Map<string, number>();
  for (const opcion of opciones) {
    if (opcion.tipo === 'combinacion') continue;
    propios.set(opcion.clave, votosAt(votos, columna, opcion.clave));
  }
  for (const opcion of opciones) {
    if (opcion.tipo !== 'combinacion') continue;
    // A member without a box of its own there (candidatura común under one emblem) has no own votes.
    for (const clave of opcion.partidos) if (!propios.has(clave)) propios.set(clave, 0);
    const parts = divideCombinacion(
      votosAt(votos, columna, opcion.clave),
      opcion.partidos.map((clave) => propios.get(clave) ?? 0),
    );
    for (const [i, clave] of opcion.partidos.entries()) {
      coalicion.set(clave, (coalicion.get(clave) ?? 0) + (parts[i] ?? 0));
    }
  }
  return [...propios].map(([clave, own]) => ({ clave, propios: own, coalicion: coalicion.get(clave) ?? 0 }));
}

/** Adds up the votes by party of several territories, in the order of the election's options. */
export function addVotosPorPartido(
  eleccion: Eleccion,
  territorios: Iterable<readonly VotosDePartido[]>,
): readonly VotosDePartido[] {
  const total = new Map<string, { propios: number; coalicion: number }>();
  for (const opcion of eleccion.opciones) {
    if (opcion.tipo !== 'combinacion') total.set(opcion.clave, { propios: 0, coalicion: 0 });
  }
  for (const partidos of territorios) {
    for (const { clave, propios, coalicion } of partidos) {
      const sum = total.get(clave);
      if (sum === undefined) throw new Error(`party that the election does not have: ${clave}`);
      sum.propios += propios;
      sum.coalicion += coalicion;
    }
  }
  return [...total].map(([clave, sum]) => ({ clave, ...sum }));
}

/**
 * Divides the votes of a combination among its members: equal parts, and the remainder one vote each to the
 * members with most own votes.
 *
 * @param propios own votes of each member, in the order of the acta
 * @returns the part of each member, same order; adds up to `votos`
 */
export function divideCombinacion(votos: number, propios: readonly number[]): readonly number[] {
  const miembros = propios.length;
  if (miembros === 0) throw new RangeError('a combination without members');
  const resto = votos % miembros;
  const parte = (votos - resto) / miembros;
  // Sorting is stable: members with the same own votes stay in the order of the acta.
  const first = propios
    .map((own, i) => ({ own, i }))
    .sort((a, b) => b.own - a.own)
    .slice(0, resto)
    .map(({ i }) => i);
  return propios.map((_, i) => (first.includes(i) ? parte + 1 : parte));
}

const indices = new WeakMap<Eleccion, ReadonlyMap<string, number>>();

function columnIndex(eleccion: Eleccion): ReadonlyMap<string, number> {
  let index = indices.get(eleccion);
  if (index === undefined) {
    index = new Map(columnasDeVotos(eleccion).map((clave, i) => [clave, i]));
    indices.set(eleccion, index);
  }
  return index;
}

function votosAt(votos: Readonly<Votos>, columna: ReadonlyMap<string, number>, clave: string): number {
  const i = columna.get(clave);
  if (i === undefined) throw new Error(`option that the election does not have: ${clave}`);
  return votos[i] ?? 0;
}

function addVotos(target: Votos, other: Readonly<Votos>): void {
  for (let i = 0; i < target.length; i += 1) target[i] = (target[i] ?? 0) + (other[i] ?? 0);
}
