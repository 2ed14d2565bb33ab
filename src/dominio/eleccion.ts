/**
 * An election: its vote options in the order printed on the acta, and the candidaturas registered in each
 * territory. Coalitions are often partial: an option that is not registered in a territory does not run there
 * (its column is `-`).
 */

import { type Casilla, isModalidadSinCasilla, type TipoCasilla } from './casilla.ts';
import type { ClaveActa, IdActa } from './clave.ts';

/** A column of votes: a party, a combination of the parties of a coalition, or an independent. */
export type Opcion =
  | { readonly tipo: 'partido'; readonly clave: string }
  | { readonly tipo: 'combinacion'; readonly clave: string; readonly partidos: readonly string[] }
  | { readonly tipo: 'independiente'; readonly clave: string };

export const NO_REGISTRADAS = 'NO_REGISTRADAS';
export const NULOS = 'NULOS';

/** Who is voted for. It receives the votes of all its options (its parties plus their combinations). */
export interface Candidatura {
  /** unique in its territory */
  readonly clave: string;
  readonly propietaria: string;
  readonly suplente: string;
  /** keys of `Opcion`, in printed order */
  readonly opciones: readonly string[];
}

/** Where candidaturas are registered. */
export type Ambito = 'entidad' | 'distrito' | 'municipio';

export interface Territorio {
  /** as in the catalogue, with its zeros: `001`; `N/A` for voto en el extranjero */
  readonly id: string;
  readonly nombre: string;
}

/** A kind of printed acta and the casillas that fill it: especiales carry one of MR and one of RP. */
export interface TipoActa {
  /** as printed: `3`, `3EMR`, `3ERP` */
  readonly clave: string;
  readonly casillas: readonly TipoCasilla[];
  /** RP actas count as actas and in totals, but give no votes to the candidaturas of a territory */
  readonly principio: 'MR' | 'RP';
}

export interface Eleccion {
  /** `GUB`, `DIP_LOC`, `AYUN`: part of file names */
  readonly clave: string;
  /** as on the first line of the database: `GUBERNATURA` */
  readonly nombre: string;
  readonly ambito: Ambito;
  /** the territory in which votes are added up and coalition votes divided: the columns 5 and 6 of the database */
  readonly agrupacion: 'distrito' | 'municipio';
  readonly territorios: readonly Territorio[];
  /** every option that runs somewhere, in printed order */
  readonly opciones: readonly Opcion[];
  readonly tiposActa: readonly TipoActa[];
  /** candidaturas by id of the territory where they are registered; `*` when the ámbito is the entidad */
  readonly candidaturas: ReadonlyMap<string, readonly Candidatura[]>;
}

/** An acta of the catalogue: what is expected of one casilla in one election. */
export interface ActaEsperada {
  readonly id: IdActa;
  readonly clave: ClaveActa;
  readonly eleccion: string;
  readonly tipoActa: TipoActa;
  readonly casilla: Casilla;
  /** id in `Eleccion.territorios` */
  readonly territorio: string;
  /** position in the published database, from 0 */
  readonly orden: number;
}

/** Fields of the upper part of the acta, as columns 13–16 of the database, in printed order. */
export const CAMPOS_GENERALES = [
  'TOTAL_BOLETAS_SOBRANTES',
  'TOTAL_PERSONAS_VOTARON',
  'TOTAL_REP_PARTIDO_CI_VOTARON',
  'TOTAL_VOTOS_SACADOS',
] as const;
export type CampoGeneral = (typeof CAMPOS_GENERALES)[number];

export const TOTAL_ASENTADO = 'TOTAL_VOTOS_ASENTADO';

/** The territory in whose ballots an acta's options are registered. */
export function territorioDeRegistro(eleccion: Eleccion, territorio: string): string {
  return eleccion.ambito === 'entidad' ? '*' : territorio;
}

export function candidaturasDe(eleccion: Eleccion, territorio: string): readonly Candidatura[] {
  return eleccion.candidaturas.get(territorioDeRegistro(eleccion, territorio)) ?? [];
}

/** The options that run in a territory, in printed order. */
export function opcionesDe(eleccion: Eleccion, territorio: string): readonly Opcion[] {
  const claves = new Set(candidaturasDe(eleccion, territorio).flatMap((c) => c.opciones));
  return eleccion.opciones.filter((opcion) => claves.has(opcion.clave));
}

/** The vote fields of an acta of that territory: its options, no registradas, nulos. */
export function camposDeVotos(eleccion: Eleccion, territorio: string): readonly string[] {
  return [...opcionesDe(eleccion, territorio).map((opcion) => opcion.clave), NO_REGISTRADAS, NULOS];
}

/** General fields that an acta of that type of casilla has: LEEME says which are `N/A` for A, P and M. */
export function camposGenerales(tipo: TipoCasilla): readonly CampoGeneral[] {
  if (tipo === 'M') return [];
  if (isModalidadSinCasilla(tipo)) return ['TOTAL_PERSONAS_VOTARON', 'TOTAL_VOTOS_SACADOS'];
  return CAMPOS_GENERALES;
}

/** Every field of an acta in printed order: what a capturista types, one reading each. */
export function camposDe(eleccion: Eleccion, tipo: TipoCasilla, territorio: string): readonly string[] {
  return [...camposGenerales(tipo), ...camposDeVotos(eleccion, territorio), TOTAL_ASENTADO];
}

/** Every option of size two or more of a full coalition, largest first, in the order of its parties. */
export function combinaciones(partidos: readonly string[]): readonly (readonly string[])[] {
  const subsets: string[][] = [[]];
  for (const partido of partidos) subsets.push(...subsets.map((subset) => [...subset, partido]));
  const order = (subset: readonly string[]) => subset.map((partido) => partidos.indexOf(partido));
  return subsets
    .filter((subset) => subset.length >= 2)
    .sort((a, b) => b.length - a.length || compareLists(order(a), order(b)));
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (const [i, value] of a.entries()) {
    const difference = value - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
