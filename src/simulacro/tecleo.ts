/**
 * How a person types what an image says: nearly always well. A digit is repeated, lost or swapped, the value of
 * the next row is typed, a blank is taken for a zero, one person can read what another cannot; and there are
 * actas with a figure that almost everybody reads wrong.
 */

import type { Lecturas } from '../dominio/consolidacion.ts';
import type { Lectura } from '../dominio/lectura.ts';
import { type Azar, createAzar } from './azar.ts';

/** Fields of the acta for which `tasaDeError` of a person is given. */
const CAMPOS_DE_REFERENCIA = 20;
/** Of the fields that cannot be read or are blank, those that a person takes for something else. */
const JUICIO_DISTINTO = 0.06;
/** Actas with a figure written so that it looks like another. */
const ACTAS_CON_TRAMPA = 0.006;
/** Of the people who read that figure, those who fall. With a few fields in front one looks twice. */
const CAEN = { actaEntera: 0.6, pocosCampos: 0.15 } as const;
const POCOS = 4;

export interface Tecleo {
  /** what the acta says */
  readonly verdad: Lecturas;
  /** what she is asked to type */
  readonly campos: readonly string[];
  readonly tasaDeError: number;
  readonly valorMaximo: number;
  /** chance of this person on this acta */
  readonly azar: Azar;
  /** key of the acta, for what everybody reads wrong in it */
  readonly acta: string;
  readonly semilla: number;
}

/** What a person types. */
export function typeLecturas({
  verdad,
  campos,
  tasaDeError,
  valorMaximo,
  azar,
  acta,
  semilla,
}: Tecleo): Lecturas {
  const trap = trapOf(verdad, createAzar(semilla, 'trampa', acta));
  const falls = campos.length <= POCOS ? CAEN.pocosCampos : CAEN.actaEntera;
  const typed: Record<string, Lectura> = {};
  for (const [i, campo] of campos.entries()) {
    const right = readingOf(verdad, campo);
    // Drawn for every field, so that what happens in one does not change the others.
    const [slips, judges, fooled] = [azar.next(), azar.next(), azar.next()];
    if (typeof right !== 'number') {
      typed[campo] = judges < JUICIO_DISTINTO ? misjudge(right, azar) : right;
    } else if (trap?.campo === campo && fooled < falls) {
      typed[campo] = Math.min(trap.parece, valorMaximo);
    } else if (slips < tasaDeError / CAMPOS_DE_REFERENCIA) {
      typed[campo] = Math.min(slip(right, readingOf(verdad, campos[i + 1] ?? campo), azar), valorMaximo);
    } else {
      typed[campo] = right;
    }
  }
  return typed;
}

function readingOf(verdad: Lecturas, campo: string): Lectura {
  const lectura = verdad[campo];
  if (lectura === undefined) throw new Error(`field that the acta does not have: ${campo}`);
  return lectura;
}

/** A 1 that looks like a 7, a 0 like a 6. */
function trapOf(verdad: Lecturas, azar: Azar): { readonly campo: string; readonly parece: number } | null {
  if (!azar.chance(ACTAS_CON_TRAMPA)) return null;
  const candidates = Object.entries(verdad).flatMap(([campo, lectura]) => {
    if (typeof lectura !== 'number') return [];
    const parece = Number(String(lectura).replace('1', '7').replace('0', '6'));
    return parece === lectura ? [] : [{ campo, parece }];
  });
  return candidates.length === 0 ? null : azar.pick(candidates);
}

function misjudge(right: 'ILEGIBLE' | 'SIN DATO', azar: Azar): Lectura {
  if (right === 'SIN DATO') return azar.chance(0.8) ? 0 : 'ILEGIBLE';
  return azar.chance(0.6) ? 'SIN DATO' : azar.integer(0, 99);
}

/** A slip of the hand; always another number. */
function slip(right: number, next: Lectura, azar: Azar): number {
  const digits = String(right);
  const at = azar.integer(0, digits.length - 1);
  const candidates = [
    Number(digits.slice(0, at) + digits.slice(at, at + 1) + digits.slice(at)),
    Number(digits.slice(0, at) + digits.slice(at + 1)),
    Number(digits.slice(0, at) + [...digits.slice(at, at + 2)].reverse().join('') + digits.slice(at + 2)),
    typeof next === 'number' ? next : right,
  ].filter((value) => value !== right);
  return candidates.length === 0 ? right + 1 : azar.pick(candidates);
}
