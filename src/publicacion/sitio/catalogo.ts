/**
 * The sections of the process as the pages that search list them: made once, they do not change during the night.
 */

import type { Proceso } from '../../proceso/proceso.ts';

export interface Catalogo {
  /** `160806`, in order, without those that group actas with no section */
  readonly secciones: readonly string[];
  /** `160000`: actas of A, P, V and M, if the process has any */
  readonly sinSeccion: readonly string[];
  /** sections of each municipio, in order; a section may be in two */
  readonly porMunicipio: ReadonlyMap<string, readonly string[]>;
  /** by entidad, what exists: `16:1-24,26-2678` */
  readonly rangos: string;
}

const known = new WeakMap<Proceso, Catalogo>();

export function catalogoDe(proceso: Proceso): Catalogo {
  const before = known.get(proceso);
  if (before !== undefined) return before;
  const made = makeCatalogo(proceso);
  known.set(proceso, made);
  return made;
}

function makeCatalogo({ casillas }: Proceso): Catalogo {
  const all = new Set<string>();
  const byMunicipio = new Map<string, Set<string>>();
  for (const { entidad, seccion, municipio } of casillas) {
    const key = `${entidad}${seccion}`;
    all.add(key);
    if (municipio === null || seccion === '0000') continue;
    const own = byMunicipio.get(municipio) ?? new Set();
    own.add(key);
    byMunicipio.set(municipio, own);
  }
  const sorted = [...all].sort();
  const secciones = sorted.filter((key) => !key.endsWith('0000'));
  return {
    secciones,
    sinSeccion: sorted.filter((key) => key.endsWith('0000')),
    porMunicipio: new Map([...byMunicipio].map(([id, keys]) => [id, [...keys].sort()])),
    rangos: rangosDe(secciones),
  };
}

function rangosDe(secciones: readonly string[]): string {
  const byEntidad = Map.groupBy(secciones, (key) => key.slice(0, 2));
  return [...byEntidad]
    .map(([entidad, keys]) => `${entidad}:${joinRanges(keys.map((key) => Number(key.slice(2))))}`)
    .join(';');
}

/** `1-24,26,28-30`, of numbers in order. */
export function joinRanges(numbers: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const value of numbers) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] + 1 === value) last[1] = value;
    else ranges.push([value, value]);
  }
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(',');
}

/** The hundreds that have some section: `1608`. */
export function centenasDe(secciones: readonly string[]): ReadonlyMap<string, readonly string[]> {
  return Map.groupBy(secciones, (key) => key.slice(0, 4));
}
