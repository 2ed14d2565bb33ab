/**
 * Soft warnings about what was typed of an acta: sums that do not agree, votes above the limit, nothing legible.
 * People make such slips at the casilla every time, so nothing is refused nor corrected for them: whoever captures
 * looks at the image again and confirms, and whoever verifies sees them beside the values.
 *
 * They are computed from one capture alone and say nothing of another.
 */

import type { Lecturas } from './consolidacion.ts';
import { totalCalculado } from './contabilizacion.ts';
import { CAMPOS_GENERALES, TOTAL_ASENTADO } from './eleccion.ts';
import { isLegible } from './lectura.ts';

export interface Advertencia {
  /** `A01`…: stable */
  readonly codigo: string;
  /** for the person in front of it */
  readonly mensaje: string;
  /** the fields that it is about, in printed order */
  readonly campos: readonly string[];
}

export interface Captado {
  readonly lecturas: Lecturas;
  /** the fields that were asked, in printed order */
  readonly campos: readonly string[];
  /** sums can be compared only when every field of the acta was asked */
  readonly alcance: 'completa' | 'algunos_campos';
  /** from `limiteDeVotos`; null when the acta has none */
  readonly limite: number | null;
}

/** Two figures of an acta that should be the same: each is the sum of its fields. */
interface Igualdad {
  readonly codigo: string;
  readonly una: (votos: readonly string[]) => readonly string[];
  readonly otra: readonly string[];
  readonly mensaje: (una: string, otra: string) => string;
}

const IGUALDADES: readonly Igualdad[] = [
  {
    codigo: 'A01',
    una: (votos) => votos,
    otra: [TOTAL_ASENTADO],
    mensaje: (suma, total) => `Los votos suman ${suma} y el total dice ${total}.`,
  },
  {
    codigo: 'A03',
    una: (votos) => votos,
    otra: ['TOTAL_VOTOS_SACADOS'],
    mensaje: (suma, sacados) => `Los votos suman ${suma} y los sacados de la urna son ${sacados}.`,
  },
  {
    codigo: 'A04',
    una: () => ['TOTAL_PERSONAS_VOTARON', 'TOTAL_REP_PARTIDO_CI_VOTARON'],
    otra: ['TOTAL_VOTOS_SACADOS'],
    mensaje: (votaron, sacados) =>
      `Votaron ${votaron} entre personas y representantes, y los votos sacados de la urna son ${sacados}.`,
  },
];

/** Every warning about a capture or a result, in the order of their codes. */
export function advertenciasDe(captado: Captado): readonly Advertencia[] {
  const { lecturas, campos, alcance, limite } = captado;
  const votos = campos.filter(isVoto);
  const leidos = votos.flatMap((campo) => lecturas[campo] ?? []);
  const found: Advertencia[] = [];
  if (alcance === 'completa') {
    found.push(...IGUALDADES.flatMap((igualdad) => compare(igualdad, captado, votos)));
    if (leidos.length > 0 && !leidos.some(isLegible)) {
      found.push({
        codigo: 'A05',
        mensaje: 'Ningún voto quedó con número: todos están como ilegible o sin dato.',
        campos: votos,
      });
    }
  }
  if (limite === null) return sorted(found);
  const suma = totalCalculado(leidos);
  if (suma > limite) {
    found.push({
      codigo: 'A02',
      mensaje: `Los votos suman ${format(suma)} y en esta casilla no puede haber más de ${format(limite)}.`,
      campos: votos.filter((campo) => isAbove(lecturas, campo, 0)),
    });
  }
  const excesivos = campos.filter((campo) => isAbove(lecturas, campo, limite));
  if (excesivos.length > 0) {
    found.push({
      codigo: 'A06',
      mensaje: `Hay un número mayor que ${format(limite)}, lo más que puede haber en esta casilla.`,
      campos: excesivos,
    });
  }
  return sorted(found);
}

/** A comparison needs a number in each of its fields, and that the acta has all of them. */
function compare(
  { codigo, una, otra, mensaje }: Igualdad,
  { lecturas, campos }: Captado,
  votos: readonly string[],
): readonly Advertencia[] {
  const involved = [...una(votos), ...otra].filter((campo) => campos.includes(campo));
  const [suma, total] = [una(votos), otra].map((lado) =>
    sumOf(
      lecturas,
      lado.filter((campo) => campos.includes(campo)),
    ),
  );
  if (suma === null || suma === undefined || total === null || total === undefined) return [];
  if (suma === total) return [];
  return [{ codigo, mensaje: mensaje(format(suma), format(total)), campos: involved }];
}

/** The sum of those fields; null when there are none or one of them has no number. */
function sumOf(lecturas: Lecturas, campos: readonly string[]): number | null {
  let sum = campos.length === 0 ? null : 0;
  for (const campo of campos) {
    const lectura = lecturas[campo];
    if (sum === null || lectura === undefined || !isLegible(lectura)) return null;
    sum += lectura;
  }
  return sum;
}

function isVoto(campo: string): boolean {
  return campo !== TOTAL_ASENTADO && !(CAMPOS_GENERALES as readonly string[]).includes(campo);
}

function isAbove(lecturas: Lecturas, campo: string, limite: number): boolean {
  const lectura = lecturas[campo];
  return lectura !== undefined && isLegible(lectura) && lectura > limite;
}

function sorted(advertencias: readonly Advertencia[]): readonly Advertencia[] {
  return [...advertencias].sort((a, b) => (a.codigo < b.codigo ? -1 : 1));
}

/** Thousands apart, as the rest of the screens write them. */
function format(n: number): string {
  return n.toLocaleString('es-MX');
}
