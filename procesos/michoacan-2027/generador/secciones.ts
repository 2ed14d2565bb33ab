/**
 * Where each section in force is and how many people it has in this process.
 *
 * Sections newer than the ranges have neither municipio nor distrito. They were cut from others of the same
 * federal distrito: from those that no longer exist, in proportion to their size in 2015, or where none
 * disappeared, from the largest one.
 */

import { fraction, integer } from './azar.ts';
import type { Fuentes, Lugar, Seccion2015 } from './fuentes.ts';

export interface Seccion extends Lugar {
  readonly numero: number;
  readonly tipo: Seccion2015['tipo'];
  /** people: all the ordinary casillas of the section together */
  readonly personas: number;
}

/** How much a section grew from 2015 to 2027, before its own variation. */
const CRECIMIENTO: Readonly<Record<Seccion2015['tipo'], number>> = { URBANA: 1.13, MIXTA: 1.16, RURAL: 1.07 };
/** A section is that much larger or smaller than the rule says. */
const VARIACION = 0.08;
const PERSONAS_MINIMO = 100;
const PERSONAS_MAXIMO = 15_000;

/** Every section in force, by number. */
export function buildSecciones(fuentes: Fuentes): readonly Seccion[] {
  const origins = findOrigins(fuentes);
  return [...fuentes.vigentes.keys()]
    .sort((a, b) => a - b)
    .map((numero) => {
      const origin = origins.get(numero) ?? numero;
      const place = required(fuentes.rangos.get(origin), `range of section ${origin}`);
      const before = fuentes.secciones2015.get(origin) ?? withoutCasillas2015(numero);
      const parts = sharersOf(origin, origins, fuentes);
      return { numero, ...place, tipo: before.tipo, personas: personasDe(numero, before, parts) };
    });
}

/** From which section each new one was cut. */
function findOrigins(fuentes: Fuentes): ReadonlyMap<number, number> {
  const nuevas = [...fuentes.vigentes.keys()]
    .filter((section) => !fuentes.rangos.has(section))
    .sort((a, b) => a - b);
  const byFederal = Map.groupBy(nuevas, (section) =>
    required(fuentes.vigentes.get(section), 'federal distrito'),
  );
  const origins = new Map<number, number>();
  for (const [federal, own] of byFederal) {
    for (const [i, origin] of shareOut(own.length, candidatesOf(federal, fuentes)).entries()) {
      origins.set(required(own[i], 'new section'), origin);
    }
  }
  return origins;
}

interface Candidata {
  readonly seccion: number;
  readonly listaNominal: number;
}

/** The sections of a federal distrito that were cut up: those that disappeared or, without any, the largest. */
function candidatesOf(federal: string, fuentes: Fuentes): readonly Candidata[] {
  const own = [...fuentes.secciones2015]
    .filter(([seccion]) => federalOf(seccion, fuentes) === federal)
    .map(([seccion, { listaNominal }]) => ({ seccion, listaNominal }));
  const gone = own.filter(({ seccion }) => !fuentes.vigentes.has(seccion));
  if (gone.length > 0) return gone.sort((a, b) => a.seccion - b.seccion);
  return own.sort((a, b) => b.listaNominal - a.listaNominal).slice(0, 1);
}

/** Federal distrito of a section: its own or, if it disappeared, that of the closest one before it. */
function federalOf(seccion: number, fuentes: Fuentes): string | undefined {
  for (let near = seccion; near > 0; near--) {
    const federal = fuentes.vigentes.get(near);
    if (federal !== undefined) return federal;
  }
  return undefined;
}

/** `total` places for the candidates, in order, in proportion to their size (largest remainders). */
function shareOut(total: number, candidates: readonly Candidata[]): readonly number[] {
  const people = candidates.reduce((sum, { listaNominal }) => sum + listaNominal, 0);
  const shares = candidates.map((candidate) => {
    const exact = (total * candidate.listaNominal) / people;
    return { candidate, places: Math.floor(exact), rest: exact - Math.floor(exact) };
  });
  const missing = total - shares.reduce((sum, { places }) => sum + places, 0);
  for (const share of shares.toSorted((a, b) => b.rest - a.rest).slice(0, missing)) share.places += 1;
  return shares.flatMap(({ candidate, places }) => Array<number>(places).fill(candidate.seccion));
}

/** Among how many sections in force the people of one are divided today. */
function sharersOf(origin: number, origins: ReadonlyMap<number, number>, fuentes: Fuentes): number {
  const cut = [...origins.values()].filter((other) => other === origin).length;
  return cut + (fuentes.vigentes.has(origin) ? 1 : 0);
}

/** Some sections had no casillas in 2015: a rural section of common size. */
function withoutCasillas2015(numero: number): Seccion2015 {
  return { listaNominal: integer(500, 1400, 'sin casillas en 2015', numero), tipo: 'RURAL' };
}

function personasDe(numero: number, before: Seccion2015, parts: number): number {
  const variation = 1 + VARIACION * (2 * fraction('variación', numero) - 1);
  const people = Math.round((before.listaNominal / parts) * CRECIMIENTO[before.tipo] * variation);
  return Math.min(Math.max(people, PERSONAS_MINIMO), PERSONAS_MAXIMO);
}

function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`missing ${what}`);
  return value;
}
