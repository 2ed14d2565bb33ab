/**
 * Who runs, as a page draws it: a letter, the colour of a party and a pattern, the same in every table, bar and
 * tile of an election. A letter and a pattern say without colour what the colour says.
 *
 * In an election of the whole entidad each candidatura has its letter. Where each territory has its own people,
 * those of the same parties share one: it is what a map of many territories can say.
 */

import type { Candidatura, Eleccion, Opcion } from '../../dominio/eleccion.ts';
import type { Partido, Proceso } from '../../proceso/proceso.ts';

export interface Fuerza {
  /** `A` */
  readonly letra: string;
  /** classes of the style sheet: colour and pattern */
  readonly clase: string;
  /** `PT · PVEM · MORENA`; `Independiente` */
  readonly siglas: string;
  readonly partidos: readonly Partido[];
}

export interface Fuerzas {
  /** in the order of their letters */
  readonly todas: readonly Fuerza[];
  /** @param territorio where the candidatura is registered; any, in an election of the whole entidad */
  de(territorio: string, candidatura: string): Fuerza;
  /** How an option (a column of the database) is called: `PT · PVEM`. */
  rotulo(opcion: string): string;
  /** Its parties; none of an independent. */
  partidosDe(opcion: string): readonly Partido[];
}

export const PATRONES = 8;
/** Class of what belongs to no party. */
export const CLASE_SIN_PARTIDO = 'p0';

/** `p3`, the third party of the process. */
export function claseDePartido({ partidos }: Pick<Proceso, 'partidos'>, clave: string): string {
  return `p${partidos.findIndex((partido) => partido.clave === clave) + 1}`;
}

const known = new WeakMap<Eleccion, Fuerzas>();

export function fuerzasDe(proceso: Proceso, eleccion: Eleccion): Fuerzas {
  const before = known.get(eleccion);
  if (before !== undefined) return before;
  const made = makeFuerzas(proceso, eleccion);
  known.set(eleccion, made);
  return made;
}

interface Grupo {
  readonly clave: string;
  readonly siglas: string;
  readonly partidos: readonly Partido[];
  /** position on the acta of its first option, then how many parties */
  readonly orden: readonly [number, number];
}

function makeFuerzas(proceso: Proceso, eleccion: Eleccion): Fuerzas {
  const opciones = new Map(eleccion.opciones.map((opcion) => [opcion.clave, opcion]));
  const partidos = new Map(proceso.partidos.map((partido) => [partido.clave, partido]));

  function partidosOf(clave: string): readonly Partido[] {
    return clavesDe(opciones.get(clave)).flatMap((one) => partidos.get(one) ?? []);
  }

  const grupos = new Map<string, Grupo>();
  for (const candidaturas of eleccion.candidaturas.values()) {
    for (const candidatura of candidaturas) {
      const grupo = grupoOf(eleccion, candidatura, partidosOf);
      if (!grupos.has(grupo.clave)) grupos.set(grupo.clave, grupo);
    }
  }
  const sorted = [...grupos.values()].sort(
    (a, b) => a.orden[0] - b.orden[0] || a.orden[1] - b.orden[1] || (a.clave < b.clave ? -1 : 1),
  );
  const fuerzas = new Map(sorted.map((grupo, i) => [grupo.clave, fuerzaOf(proceso, grupo, i)]));
  const byCandidatura = new Map<string, Fuerza>();
  for (const [registro, candidaturas] of eleccion.candidaturas) {
    for (const candidatura of candidaturas) {
      const fuerza = fuerzas.get(grupoOf(eleccion, candidatura, partidosOf).clave);
      if (fuerza !== undefined) byCandidatura.set(`${registro} ${candidatura.clave}`, fuerza);
    }
  }

  return {
    todas: [...fuerzas.values()],
    de(territorio, candidatura) {
      const registro = eleccion.ambito === 'entidad' ? '*' : territorio;
      const found = byCandidatura.get(`${registro} ${candidatura}`);
      if (found === undefined)
        throw new Error(`candidatura that does not run in ${registro}: ${candidatura}`);
      return found;
    },
    rotulo: (clave) => rotuloDe(opciones.get(clave), clave),
    partidosDe: partidosOf,
  };
}

function clavesDe(opcion: Opcion | undefined): readonly string[] {
  if (opcion === undefined || opcion.tipo === 'independiente') return [];
  return opcion.tipo === 'partido' ? [opcion.clave] : opcion.partidos;
}

function rotuloDe(opcion: Opcion | undefined, clave: string): string {
  if (opcion?.tipo === 'combinacion') return opcion.partidos.join(' · ');
  if (opcion?.tipo === 'independiente') return `Independiente ${/\d+$/.exec(clave)?.[0] ?? clave}`;
  return clave;
}

function grupoOf(
  eleccion: Eleccion,
  { clave, opciones }: Candidatura,
  partidosOf: (opcion: string) => readonly Partido[],
): Grupo {
  const members = [...new Set(opciones.flatMap((opcion) => partidosOf(opcion)))];
  const position = eleccion.opciones.findIndex((opcion) => opciones.includes(opcion.clave));
  const orden = [members.length === 0 ? Number.MAX_SAFE_INTEGER : position, members.length] as const;
  const siglas = members.length === 0 ? 'Independiente' : members.map((member) => member.clave).join(' · ');
  const own = eleccion.ambito === 'entidad' ? clave : siglas;
  return { clave: own, siglas, partidos: members, orden };
}

const LETRAS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

function fuerzaOf(proceso: Proceso, { siglas, partidos }: Grupo, i: number): Fuerza {
  const [first] = partidos;
  const color = first === undefined ? CLASE_SIN_PARTIDO : claseDePartido(proceso, first.clave);
  const letra = `${LETRAS[i % LETRAS.length] ?? ''}${i < LETRAS.length ? '' : Math.trunc(i / LETRAS.length) + 1}`;
  return { letra, clase: `${color} t${i % PATRONES}`, siglas, partidos };
}
