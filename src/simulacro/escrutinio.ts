/**
 * The count of one casilla as it really was: what an acta without a single mistake would say. Everyone who came
 * in voted in every election, so the three actas of a casilla almost agree in how many.
 */

import type { Casilla } from '../dominio/casilla.ts';
import {
  type ActaEsperada,
  camposDeVotos,
  type Eleccion,
  NO_REGISTRADAS,
  NULOS,
  TOTAL_ASENTADO,
} from '../dominio/eleccion.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { type Azar, createAzar } from './azar.ts';
import { createElectorado } from './preferencias.ts';

/** The honest value of every field of an acta, by name. */
export type Escrutinio = ReadonlyMap<string, number>;

const PARTICIPACION = { media: 0.535, territorio: 0.035, casilla: 0.04, minima: 0.4, maxima: 0.65 } as const;
/** Of the ballots of an especial, those used. */
const USO_EN_ESPECIALES = { minimo: 0.35, maximo: 0.95 } as const;
const NULOS_POR_VOTO = { minimo: 0.02, maximo: 0.04 } as const;
const NO_REGISTRADAS_POR_VOTO = 0.0006;
/** Actas in which somebody took a ballot away, or put one in the box of another election. */
const ACTAS_CON_BOLETAS_DE_DIFERENCIA = 0.15;

/** The count of every casilla of a process, the same for the same seed. */
export function createEscrutinios(proceso: Proceso, semilla: number): (acta: ActaEsperada) => Escrutinio {
  const electorado = createElectorado(proceso, semilla);

  return (acta) => {
    const { casilla } = acta;
    const eleccion = proceso.eleccionPorClave.get(acta.eleccion);
    if (eleccion === undefined) throw new Error(`acta of an election that the process lacks: ${acta.id}`);
    const azar = createAzar(semilla, 'escrutinio', acta.id);
    const asistencia = asistenciaDe(casilla, semilla, proceso);
    const difference = azar.chance(ACTAS_CON_BOLETAS_DE_DIFERENCIA) ? azar.integer(1, 3) : 0;
    const votos = Math.max(0, asistencia.personas + asistencia.representantes - difference);
    return new Map([
      ['TOTAL_BOLETAS_SOBRANTES', Math.max(0, asistencia.boletas - votos)],
      ['TOTAL_PERSONAS_VOTARON', asistencia.personas],
      ['TOTAL_REP_PARTIDO_CI_VOTARON', asistencia.representantes],
      ['TOTAL_VOTOS_SACADOS', votos],
      ...distribute(votos, weights(acta, eleccion, electorado.preferencias(acta), azar)),
      [TOTAL_ASENTADO, votos],
    ]);
  };
}

interface Asistencia {
  /** who voted with the ballots of the casilla, representatives aside */
  readonly personas: number;
  readonly representantes: number;
  readonly boletas: number;
}

/** Who came to a casilla: the same people for its three elections. */
function asistenciaDe(casilla: Casilla, semilla: number, proceso: Proceso): Asistencia {
  const azar = createAzar(semilla, 'asistencia', casilla.clave, casilla.catd);
  const acreditados = casilla.representantes ?? proceso.ajustes.representantesSupuestos;
  const representantes = azar.integer(0, Math.min(acreditados, 7));
  if (casilla.tipo === 'S') {
    const boletas = casilla.boletas ?? proceso.ajustes.boletasEspecialSupuestas;
    const { minimo, maximo } = USO_EN_ESPECIALES;
    return {
      personas: Math.floor(boletas * (minimo + azar.next() * (maximo - minimo))),
      representantes,
      boletas,
    };
  }
  const territorio = createAzar(semilla, 'participacion', casilla.municipio ?? '').normal();
  const { media, minima, maxima } = PARTICIPACION;
  const share = media + PARTICIPACION.territorio * territorio + PARTICIPACION.casilla * azar.normal();
  const personas = Math.floor(casilla.listaNominal * Math.min(maxima, Math.max(minima, share)));
  return { personas, representantes, boletas: casilla.listaNominal + acreditados };
}

function weights(
  acta: ActaEsperada,
  eleccion: Eleccion,
  preferencias: ReadonlyMap<string, number>,
  azar: Azar,
): readonly (readonly [campo: string, weight: number])[] {
  const total = [...preferencias.values()].reduce((sum, weight) => sum + weight, 0);
  const { minimo, maximo } = NULOS_POR_VOTO;
  const nulos = minimo + azar.next() * (maximo - minimo);
  return camposDeVotos(eleccion, acta.territorio).map((campo) => {
    if (campo === NULOS) return [campo, nulos];
    if (campo === NO_REGISTRADAS) return [campo, azar.exponential(NO_REGISTRADAS_POR_VOTO)];
    return [campo, ((preferencias.get(campo) ?? 0) / total) * (1 - nulos)];
  });
}

/** Deals `votos` in proportion to the weights, whole votes; the largest remainders get what is left. */
function distribute(
  votos: number,
  weights: readonly (readonly [campo: string, weight: number])[],
): readonly (readonly [campo: string, votos: number])[] {
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  const exact = weights.map(([campo, weight], i) => ({ campo, i, parte: (votos * weight) / total }));
  const dealt = exact.reduce((sum, { parte }) => sum + Math.floor(parte), 0);
  const lucky = new Set(
    exact
      .toSorted((a, b) => (b.parte % 1) - (a.parte % 1) || a.i - b.i)
      .slice(0, votos - dealt)
      .map(({ i }) => i),
  );
  return exact.map(({ campo, i, parte }) => [campo, Math.floor(parte) + (lucky.has(i) ? 1 : 0)]);
}
