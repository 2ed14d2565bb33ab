/**
 * The truth of an acta: what is written on it, field by field, in number and in letters, with the mistakes that
 * people make at two in the morning; or that it never arrived. It depends only on the seed and on the acta.
 *
 * The shares are those of published databases (Sonora, Campeche and Quintana Roo 2019–2021, Puebla 2024).
 */

import type { IdActa } from '../dominio/clave.ts';
import type { Lecturas } from '../dominio/consolidacion.ts';
import { limiteDeVotos, type MotivoSinActa } from '../dominio/contabilizacion.ts';
import {
  type ActaEsperada,
  CAMPOS_GENERALES,
  camposDe,
  camposDeVotos,
  TOTAL_ASENTADO,
} from '../dominio/eleccion.ts';
import { type Escrito, resolveLectura, votosDe } from '../dominio/lectura.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { type Azar, createAzar } from './azar.ts';
import { createEscrutinios, type Escrutinio } from './escrutinio.ts';

/** A field as it is on the paper. */
export interface CampoEscrito {
  readonly campo: string;
  readonly numero: Escrito;
  readonly letra: Escrito;
  /** what was written first in each place and is crossed out; null where nothing was */
  readonly tachado?: { readonly numero: number | null; readonly letra: number | null };
}

export type Verdad =
  | { readonly tipo: 'sin_acta'; readonly motivo: MotivoSinActa }
  | { readonly tipo: 'acta'; readonly campos: readonly CampoEscrito[] };

/** What is invented of each acta, the same for the same seed. */
export type Verdades = (acta: ActaEsperada) => Verdad;

/** Shares of the expected actas. */
export const PROPORCIONES = {
  /** the package of a casilla never arrives, and with it none of its actas */
  casillaSinPaquete: 0.005,
  /** the package arrives without the bag of one election */
  actaSinBolsa: 0.004,
  todosIlegibles: 0.004,
  excede: 0.003,
  algunCampo: 0.09,
  /** the total written is not the sum, whatever else the acta has */
  asentadoDistinto: 0.15,
  /** some field is in numbers only, or in letters only */
  soloUnaVez: 0.2,
  /** some field says one thing in number and another in letters */
  numeroYLetraDistintos: 0.03,
  /** some field of the upper part was left blank */
  generalVacio: 0.06,
} as const;

/** What the acta says of each field once the capture rule is applied. */
export function lecturasDe(campos: readonly CampoEscrito[]): Lecturas {
  return Object.fromEntries(campos.map(({ campo, numero, letra }) => [campo, resolveLectura(numero, letra)]));
}

/** Why an acta never arrives; null when it does. Cheap, unlike what it says. */
export function motivoSinActa(acta: ActaEsperada, semilla: number): MotivoSinActa | null {
  const paquete = createAzar(semilla, 'paquete', acta.casilla.clave, acta.casilla.catd);
  if (paquete.chance(PROPORCIONES.casillaSinPaquete)) {
    return paquete.chance(0.4) ? 'casilla_no_instalada' : 'paquete_no_entregado';
  }
  return createAzar(semilla, 'bolsa', acta.id).chance(PROPORCIONES.actaSinBolsa)
    ? 'paquete_sin_recipiente'
    : null;
}

/** The truth of every acta of a process. */
export function createVerdades(proceso: Proceso, semilla: number): Verdades {
  const escrutinioDe = createEscrutinios(proceso, semilla);

  return (acta) => {
    const motivo = motivoSinActa(acta, semilla);
    if (motivo !== null) return { tipo: 'sin_acta', motivo };
    const eleccion = proceso.eleccionPorClave.get(acta.eleccion);
    if (eleccion === undefined) throw new Error(`acta of an election that the process lacks: ${acta.id}`);
    const azar = createAzar(semilla, 'llenado', acta.id);
    const formato: Formato = {
      campos: camposDe(eleccion, acta.casilla.tipo, acta.territorio),
      votos: camposDeVotos(eleccion, acta.territorio),
      limite: limiteDeVotos(acta.casilla, proceso.ajustes),
      valorMaximo: proceso.ajustes.valorMaximo,
    };
    return { tipo: 'acta', campos: fill(formato, escrutinioDe(acta), azar) };
  };
}

/** What the printed form of an acta has. */
interface Formato {
  readonly campos: readonly string[];
  readonly votos: readonly string[];
  readonly limite: number | null;
  readonly valorMaximo: number;
}

const ILEGIBLE: Escrito = { tipo: 'ilegible' };
const VACIO: Escrito = { tipo: 'vacio' };

/** Fills the form: an honest count, then what goes wrong in that acta. */
function fill(formato: Formato, escrutinio: Escrutinio, azar: Azar): readonly CampoEscrito[] {
  const { campos, votos } = formato;
  const paper = new Map(campos.map((campo) => [campo, twice(escrutinio.get(campo) ?? 0)]));
  writeHastily(paper, azar);
  damageVotos(paper, formato, azar);
  if (azar.chance(PROPORCIONES.generalVacio)) {
    const present = CAMPOS_GENERALES.filter((campo) => paper.has(campo));
    for (const campo of azar.sample(present, 1)) paper.set(campo, { numero: VACIO, letra: VACIO });
  }
  if (azar.chance(PROPORCIONES.asentadoDistinto)) {
    const suma = sumOf(votos, paper);
    const written = wrongTotal(suma, escrutinio.get('TOTAL_PERSONAS_VOTARON') ?? 0, azar);
    paper.set(TOTAL_ASENTADO, twice(Math.min(written, formato.valorMaximo)));
  }
  return [...paper].map(([campo, escrito]) => ({ campo, ...escrito }));
}

type Papel = Map<string, Omit<CampoEscrito, 'campo'>>;

/** Number and letters do not always agree, nor are always both there. The reading stays: letters prevail. */
function writeHastily(paper: Papel, azar: Azar): void {
  if (azar.chance(PROPORCIONES.soloUnaVez)) {
    const missing = azar.chance(0.3) ? 'numero' : 'letra';
    const how = azar.chance(0.7) ? VACIO : ILEGIBLE;
    for (const campo of azar.sample([...paper.keys()], azar.integer(1, 5))) {
      paper.set(campo, { ...fieldOf(paper, campo), [missing]: how });
    }
  }
  if (azar.chance(PROPORCIONES.numeroYLetraDistintos)) {
    for (const campo of azar.sample([...paper.keys()], 1)) {
      const { letra } = fieldOf(paper, campo);
      if (letra.tipo === 'valor')
        paper.set(campo, { letra, numero: valor(letra.valor + azar.integer(1, 9)) });
    }
  }
}

/** The faults that decide whether the acta counts; at most one of them in each. */
function damageVotos(paper: Papel, { votos, limite, valorMaximo }: Formato, azar: Azar): void {
  const draw = azar.next();
  const { todosIlegibles, excede, algunCampo } = PROPORCIONES;
  if (draw < todosIlegibles) {
    for (const campo of votos) paper.set(campo, azar.chance(0.8) ? smudged(azar) : BLANCO);
  } else if (draw < todosIlegibles + excede) {
    if (limite === null) return;
    const campo = azar.pick(votos);
    const needed = limite - sumOf(votos, paper) + votosOf(paper, campo) + azar.integer(1, 60);
    if (needed <= valorMaximo) paper.set(campo, twice(needed));
  } else if (draw < todosIlegibles + excede + algunCampo) {
    // Never every field: that is the first case.
    const several = Math.min(votos.length - 1, azar.chance(0.6) ? 1 : azar.integer(2, 4));
    for (const campo of azar.sample(votos, several)) {
      // A candidatura without votes is what people leave blank.
      const blank = votosOf(paper, campo) === 0 || azar.chance(0.3);
      paper.set(campo, blank ? BLANCO : smudged(azar));
    }
  }
}

const BLANCO = { numero: VACIO, letra: VACIO } as const;

/** Something is there and nobody can read it. */
function smudged(azar: Azar): Omit<CampoEscrito, 'campo'> {
  return azar.pick([
    { numero: ILEGIBLE, letra: ILEGIBLE },
    { numero: ILEGIBLE, letra: VACIO },
    { numero: VACIO, letra: ILEGIBLE },
  ]);
}

/** A total that is not the sum: a slip of addition, the number of people instead, a digit that was lost. */
function wrongTotal(suma: number, personas: number, azar: Azar): number {
  const draw = azar.next();
  const candidate =
    draw < 0.4
      ? suma + azar.integer(1, 5)
      : draw < 0.6
        ? suma - azar.integer(1, 5)
        : draw < 0.8
          ? personas
          : suma + 10;
  return candidate < 0 || candidate === suma ? suma + azar.integer(1, 9) : candidate;
}

function sumOf(votos: readonly string[], paper: Papel): number {
  return votos.reduce((sum, campo) => sum + votosOf(paper, campo), 0);
}

function votosOf(paper: Papel, campo: string): number {
  const { numero, letra } = fieldOf(paper, campo);
  return votosDe(resolveLectura(numero, letra));
}

function fieldOf(paper: Papel, campo: string): Omit<CampoEscrito, 'campo'> {
  const escrito = paper.get(campo);
  if (escrito === undefined) throw new Error(`field that the acta does not have: ${campo}`);
  return escrito;
}

function twice(value: number): Omit<CampoEscrito, 'campo'> {
  return { numero: valor(value), letra: valor(value) };
}

function valor(value: number): Escrito {
  return { tipo: 'valor', valor: value };
}

/** The same truths, keeping the last ones: an acta is looked at several times in a row and each takes a while. */
export function rememberVerdades(verdades: Verdades, cuantas: number): Verdades {
  const known = new Map<IdActa, Verdad>();
  return (acta) => {
    const remembered = known.get(acta.id);
    if (remembered !== undefined) return remembered;
    const verdad = verdades(acta);
    const [oldest] = known.keys();
    if (known.size >= cuantas && oldest !== undefined) known.delete(oldest);
    known.set(acta.id, verdad);
    return verdad;
  };
}
