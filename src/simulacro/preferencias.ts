/**
 * How people vote in the invented state: which weight each option has in each acta.
 *
 * A party has a strength in the state, leans to cities or to the country, and is stronger in some municipios and
 * distritos than in others. The same leanings are behind the three elections, so the actas of one casilla look
 * alike without being equal, and what is counted first (cities) is not what is counted last.
 */

import type { Casilla } from '../dominio/casilla.ts';
import { type ActaEsperada, type Candidatura, candidaturasDe, type Opcion } from '../dominio/eleccion.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { createAzar } from './azar.ts';

/** Weight of each option that runs in the territory of an acta, by key; they do not add up to anything. */
export type Preferencias = ReadonlyMap<string, number>;

export interface Electorado {
  preferencias(acta: ActaEsperada): Preferencias;
}

/** Each party has this part of the strength of the one before it. */
const ESCALON = 0.74;
/** Votes for a combination of the parties of a coalition, of all the votes of its parties. */
const PARTE_DE_COMBINACIONES = 0.06;
/** Combinations of more and stronger parties are marked more; this is how much more. */
const EXPONENTE = 3;
const DESVIACION = {
  ubicacion: 0.2,
  municipio: 0.4,
  distrito: 0.2,
  eleccion: 0.15,
  casilla: 0.14,
  acta: 0.05,
} as const;
const FUERZA_INDEPENDIENTE = 0.09;

/** The electorate of a process, the same for the same seed. */
export function createElectorado(proceso: Proceso, semilla: number): Electorado {
  const fuerzas = fuerzasDePartidos(proceso, semilla);
  /** strength of each party or independent where it has been asked, by place */
  const places = new Map<string, Map<string, number>>();

  function placeOf({ casilla, eleccion, territorio }: ActaEsperada): Map<string, number> {
    const name = `${eleccion}/${territorio}/${casilla.distrito}/${casilla.municipio}/${casilla.ubicacion}`;
    const known = places.get(name);
    if (known !== undefined) return known;
    const made = new Map<string, number>();
    places.set(name, made);
    return made;
  }

  /** How strong it is there, before what each casilla has of its own. */
  function fuerzaEn(lugar: Map<string, number>, clave: string, acta: ActaEsperada): number {
    const known = lugar.get(clave);
    if (known !== undefined) return known;
    const { casilla, eleccion, territorio } = acta;
    const leaning = (desviacion: number, ...de: readonly string[]) =>
      desviacion * createAzar(semilla, 'preferencia', clave, ...de).normal();
    const ubicacion = leaning(DESVIACION.ubicacion, 'ubicacion');
    const fuerza =
      (fuerzas.get(clave) ?? FUERZA_INDEPENDIENTE) *
      Math.exp(
        (casilla.ubicacion === 'urbana' ? ubicacion : -ubicacion) +
          leaning(DESVIACION.municipio, 'municipio', casilla.municipio ?? '') +
          leaning(DESVIACION.distrito, 'distrito', casilla.distrito ?? '') +
          leaning(DESVIACION.eleccion, 'eleccion', eleccion, territorio),
      );
    lugar.set(clave, fuerza);
    return fuerza;
  }

  return {
    preferencias(acta) {
      const eleccion = proceso.eleccionPorClave.get(acta.eleccion);
      if (eleccion === undefined) throw new Error(`acta of an election that the process lacks: ${acta.id}`);
      const lugar = placeOf(acta);
      const propio = gustosDeCasilla(acta.casilla, proceso, semilla);
      const azar = createAzar(semilla, 'acta', acta.id);
      const fuerzaDe = (clave: string) =>
        fuerzaEn(lugar, clave, acta) *
        Math.exp(DESVIACION.casilla * (propio.get(clave) ?? 0) + DESVIACION.acta * azar.normal());
      const opciones = new Map(eleccion.opciones.map((opcion) => [opcion.clave, opcion]));
      const weights = new Map<string, number>();
      for (const candidatura of candidaturasDe(eleccion, acta.territorio)) {
        addCandidatura(weights, candidatura, opciones, fuerzaDe);
      }
      return weights;
    },
  };
}

/** What the neighbours of one casilla have of their own: the same in its three actas. */
function gustosDeCasilla(casilla: Casilla, proceso: Proceso, semilla: number): ReadonlyMap<string, number> {
  const azar = createAzar(semilla, 'casilla', casilla.clave);
  return new Map(proceso.partidos.map(({ clave }) => [clave, azar.normal()]));
}

/** Strengths in the state: a ladder, dealt to the parties by the seed. */
function fuerzasDePartidos(proceso: Proceso, semilla: number): ReadonlyMap<string, number> {
  return new Map(
    proceso.partidos
      .map(({ clave }) => ({ clave, turno: createAzar(semilla, 'partido', clave).next() }))
      .sort((a, b) => a.turno - b.turno)
      .map(({ clave }, escalon) => [clave, ESCALON ** escalon]),
  );
}

/**
 * What a candidatura gets: its parties and independents each their own, and the combinations a part of what
 * their parties have (all of it under a single emblem, where there is nothing else to mark).
 */
function addCandidatura(
  weights: Map<string, number>,
  candidatura: Candidatura,
  opciones: ReadonlyMap<string, Opcion>,
  fuerzaDe: (clave: string) => number,
): void {
  const own = candidatura.opciones.flatMap((clave) => opciones.get(clave) ?? []);
  const combinaciones = own.filter((opcion) => opcion.tipo === 'combinacion');
  const boxes = own.filter((opcion) => opcion.tipo !== 'combinacion').map(({ clave }) => clave);
  const fuerzas = new Map(
    [...new Set([...boxes, ...combinaciones.flatMap(({ partidos }) => partidos)])].map((clave) => [
      clave,
      fuerzaDe(clave),
    ]),
  );
  const sum = (claves: Iterable<string>) =>
    [...claves].reduce((total, clave) => total + (fuerzas.get(clave) ?? 0), 0);
  const combined = combinaciones.length === 0 ? 0 : boxes.length === 0 ? 1 : PARTE_DE_COMBINACIONES;

  for (const clave of boxes) weights.set(clave, (fuerzas.get(clave) ?? 0) * (1 - combined));
  const shares = combinaciones.map(({ partidos }) => sum(partidos) ** EXPONENTE * partidos.length);
  const allShares = shares.reduce((total, share) => total + share, 0);
  for (const [i, { clave }] of combinaciones.entries()) {
    weights.set(clave, (sum(fuerzas.keys()) * combined * (shares[i] ?? 0)) / allShares);
  }
}
