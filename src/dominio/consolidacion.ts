/**
 * Blind double capture (Anexo 13; dominio, capture rules): two different people type the acta; where they agree
 * the reading stands; a third person types **only the fields that differ**; two equal of three win; what is
 * left is a conflict for people to decide with the image in view.
 */

import type { Lectura } from './lectura.ts';

/** Readings by field name. */
export type Lecturas = Readonly<Record<string, Lectura>>;

export interface Captura {
  readonly persona: string;
  readonly lecturas: Lecturas;
}

/** One pass of capture over some fields of an acta: the whole acta at first, chosen fields in a recapture. */
export interface Ronda {
  readonly motivo: 'inicial' | 'recaptura' | 'correccion';
  /** in printed order */
  readonly campos: readonly string[];
  /** at most three; the third only has the fields in which the first two differ */
  readonly capturas: readonly Captura[];
}

export type Consolidacion =
  /** the next person types these fields: all of them, or in the third capture those that differ */
  | { readonly tipo: 'falta_captura'; readonly campos: readonly string[]; readonly faltan: 1 | 2 }
  | { readonly tipo: 'consolidada'; readonly lecturas: Lecturas; readonly tercera: readonly string[] }
  | { readonly tipo: 'conflicto'; readonly lecturas: Lecturas; readonly campos: readonly string[] };

/** Fields whose readings are not the same, in the order given. `ILEGIBLE` equals only `ILEGIBLE`. */
export function camposDistintos(campos: readonly string[], a: Lecturas, b: Lecturas): readonly string[] {
  return campos.filter((campo) => a[campo] !== b[campo]);
}

/** The fields of a round that needed a third person: those in which the first two captures differ. */
export function camposDeTercera(ronda: Ronda): readonly string[] {
  const [primera, segunda] = ronda.capturas;
  if (primera === undefined || segunda === undefined) return [];
  return camposDistintos(ronda.campos, primera.lecturas, segunda.lecturas);
}

/** What a round of captures amounts to. The order of the first two captures does not matter. */
export function consolidate(ronda: Ronda): Consolidacion {
  const { campos } = ronda;
  const [primera, segunda, tercera] = ronda.capturas;
  if (primera === undefined) return { tipo: 'falta_captura', campos, faltan: 2 };
  if (segunda === undefined) return { tipo: 'falta_captura', campos, faltan: 1 };
  const distintos = camposDeTercera(ronda);
  if (distintos.length === 0) return { tipo: 'consolidada', lecturas: primera.lecturas, tercera: [] };
  if (tercera === undefined) return { tipo: 'falta_captura', campos: distintos, faltan: 1 };

  const lecturas: Record<string, Lectura> = {};
  const conflicto: string[] = [];
  for (const campo of campos) {
    const acuerdo = majority([primera.lecturas[campo], segunda.lecturas[campo], tercera.lecturas[campo]]);
    if (acuerdo === undefined) conflicto.push(campo);
    else lecturas[campo] = acuerdo;
  }
  return conflicto.length === 0
    ? { tipo: 'consolidada', lecturas, tercera: distintos }
    : { tipo: 'conflicto', lecturas, campos: conflicto };
}

function majority(votes: readonly (Lectura | undefined)[]): Lectura | undefined {
  return votes.find((vote, i) => vote !== undefined && votes.indexOf(vote) < votes.lastIndexOf(vote, i));
}
