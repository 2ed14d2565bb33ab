/**
 * The thirteen figures of the header, recomputed from the rows and compared with the published ones.
 *
 * They are recomputed from the CONTABILIZADA, OBSERVACIONES and TOTAL_VOTOS_CALCULADO that the institute published
 * in each row: whether those follow from the cells is another question (`renglones.ts`).
 */

import type { BaseDatos } from '../basedatos/leer.ts';
import { type CifraLeida, isPorcentaje } from '../basedatos/leer-encabezado.ts';
import { type Fila, isInconsistente } from '../basedatos/leer-fila.ts';
import { isTipoCasilla } from '../dominio/casilla.ts';
import type { Contabilizacion } from '../dominio/contabilizacion.ts';
import { type Avance, addActa, type Cifra, computeEncabezado, type Momento } from '../dominio/corte.ts';
import { votosDe } from '../dominio/lectura.ts';
import { percentInTenThousandths } from '../dominio/porcentaje.ts';

/**
 * Local readings of the rules that institutes have published, each seen in a file named in docs/conformidad.md.
 * A reading that nobody documented is not here: it is a difference.
 */
export const VARIANTES = {
  participacion_con_especiales: 'participación con los votos de las especiales, como en el último corte',
  participacion_sin_especiales: 'participación sin los votos de las especiales, como antes del último corte',
  inconsistencias_solo_no_contabilizadas: 'solo cuenta las inconsistencias de actas no contabilizadas',
  cero_vacio: 'el cero se publica como celda vacía',
} as const;
export type Variante = keyof typeof VARIANTES;

export type Veredicto = 'igual' | 'igual_con_variante' | 'difiere' | 'no_publicada';

export interface CifraRevisada {
  readonly cifra: Cifra;
  /** as published; null when the file has no such column */
  readonly publicada: string | null;
  /** under the official rule; with four truncated decimals for percentages */
  readonly recalculada: string;
  readonly veredicto: Veredicto;
  /** the readings under which it is the published one */
  readonly variantes: readonly Variante[];
  /** what explains the verdict, in Spanish; may be empty */
  readonly nota: string;
}

/** Whether the corte is the last; `desconocido` accepts either rule of participation. */
export type UltimoCorte = 'si' | 'no' | 'desconocido';

/** Adds a row to the sums of the header. */
export function addFila(avance: Avance, fila: Fila): void {
  addActa(avance, {
    tipoCasilla: isTipoCasilla(fila.tipoCasilla) ? fila.tipoCasilla : null,
    listaNominal: fila.listaNominal ?? 0,
    contabilizacion: publishedContabilizacion(fila),
  });
}

function publishedContabilizacion(fila: Fila): Contabilizacion | null {
  if (fila.estado === 'no_capturada') return null;
  const observacion = fila.observacion === 'otra' ? 'ninguna' : fila.observacion;
  const { calculado } = fila;
  return {
    // What is captured and says neither 0 nor 1 does not count, and is reported on its own (R12).
    contabilizada: fila.estado === 'fuera_de_catalogo' ? 2 : fila.contabilizada === 1 ? 1 : 0,
    observacion,
    inconsistente: isInconsistente(fila.observacion),
    totalCalculado: typeof calculado === 'object' ? votosDe(calculado.valor) : 0,
  };
}

/** Compares the published figures with those of the rows. */
export function checkCifras(
  base: Pick<BaseDatos, 'cifras'>,
  avance: Avance,
  ultimoCorte: UltimoCorte,
): readonly CifraRevisada[] {
  const oficial = computeEncabezado(avance, ultimoCorte === 'si' ? 'ultimo' : 'intermedio', {
    participacion: 'sin_especiales_hasta_el_ultimo',
    inconsistencias: 'todas',
  });
  return base.cifras.map((leida) => {
    const { cifra } = leida;
    const recalculada = String(oficial[cifra]);
    const shown = { cifra, publicada: leida.texto, recalculada };
    if (leida.texto === null) return { ...shown, veredicto: 'no_publicada', variantes: [], nota: '' };
    if (leida.texto === '' && Number(recalculada) === 0) {
      return { ...shown, ...named('cero_vacio') };
    }
    // Nothing that is not a number can be equal to one.
    if (leida.valor === null) return { ...shown, veredicto: 'difiere', variantes: [], nota: '' };
    if (hasMoreDecimals(leida)) {
      return { ...shown, veredicto: 'difiere', variantes: [], nota: 'lleva más de cuatro decimales' };
    }
    if (cifra === 'PORCENTAJE_PARTICIPACION_CIUDADANA') {
      const read = checkParticipacion(leida.valor, avance, ultimoCorte);
      return { ...shown, ...(read ?? differs(leida, base.cifras, avance, recalculada)) };
    }
    if (leida.valor === scaled(cifra, recalculada)) {
      return { ...shown, veredicto: 'igual', variantes: [], nota: '' };
    }
    if (cifra === 'PORCENTAJE_ACTAS_INCONSISTENCIAS' && leida.valor === soloNoContabilizadas(avance)) {
      return { ...shown, ...named('inconsistencias_solo_no_contabilizadas') };
    }
    return { ...shown, ...differs(leida, base.cifras, avance, recalculada) };
  });
}

type Lectura = Pick<CifraRevisada, 'veredicto' | 'variantes' | 'nota'> & { readonly recalculada?: string };

function named(variante: Variante): Lectura {
  return { veredicto: 'igual_con_variante', variantes: [variante], nota: VARIANTES[variante] };
}

/** A published value and a recomputed text in the same unit: counts, or ten-thousandths of a point. */
function scaled(cifra: Cifra, texto: string): number {
  return isPorcentaje(cifra) ? Math.round(Number(texto) * 10_000) : Number(texto);
}

/** More than four decimals that are not zero: no truncation to four gives that. */
function hasMoreDecimals({ cifra, texto, decimales }: CifraLeida): boolean {
  if (!isPorcentaje(cifra) || decimales === null || decimales <= 4) return false;
  return !/\.\d{4}0*$/.test((texto ?? '').replace(/[^\d.]/g, ''));
}

function soloNoContabilizadas(avance: Avance): number {
  return percentInTenThousandths(avance.inconsistentesNoContabilizadas, avance.esperadas);
}

/** Participation without especiales in every corte but the last (LEEME 15). */
function checkParticipacion(valor: number, avance: Avance, ultimoCorte: UltimoCorte): Lectura | null {
  const sin = participacion(avance, 'intermedio');
  const con = participacion(avance, 'ultimo');
  const equalTo = (momento: Momento) => valor === scaledPercent(momento === 'ultimo' ? con : sin);
  if (sin === con && equalTo('intermedio')) return { veredicto: 'igual', variantes: [], nota: '' };
  if (ultimoCorte === 'desconocido') {
    if (equalTo('intermedio')) {
      return {
        veredicto: 'igual',
        variantes: [],
        nota: 'sin especiales: regla de los cortes previos al último',
      };
    }
    if (equalTo('ultimo')) {
      const nota = 'con especiales: regla del último corte';
      return { veredicto: 'igual', variantes: [], nota, recalculada: con };
    }
    return null;
  }
  const momento = ultimoCorte === 'si' ? 'ultimo' : 'intermedio';
  if (equalTo(momento)) return { veredicto: 'igual', variantes: [], nota: '' };
  if (!equalTo(momento === 'ultimo' ? 'intermedio' : 'ultimo')) return null;
  return named(momento === 'ultimo' ? 'participacion_sin_especiales' : 'participacion_con_especiales');
}

function participacion(avance: Avance, momento: Momento): string {
  return computeEncabezado(avance, momento, {
    participacion: 'sin_especiales_hasta_el_ultimo',
    inconsistencias: 'todas',
  }).PORCENTAJE_PARTICIPACION_CIUDADANA;
}

function scaledPercent(texto: string): number {
  return scaled('PORCENTAJE_PARTICIPACION_CIUDADANA', texto);
}

/** A difference, with what explains it: rounding, or counts of the same header that differ too. */
function differs(
  leida: CifraLeida,
  cifras: readonly CifraLeida[],
  avance: Avance,
  recalculada: string,
): Lectura {
  const base = { veredicto: 'difiere', variantes: [] } as const;
  if (!isPorcentaje(leida.cifra)) {
    const extra = (leida.valor ?? 0) - Number(recalculada);
    const count = Math.abs(extra).toLocaleString('es-MX');
    return { ...base, nota: extra > 0 ? `publica ${count} de más` : `publica ${count} de menos` };
  }
  if (isRounded(leida, avance)) return { ...base, nota: 'está redondeado, no truncado' };
  const fromHeader =
    leida.cifra === 'PORCENTAJE_ACTAS_INCONSISTENCIAS'
      ? explainInconsistencias(leida, cifras, avance)
      : explainByHeader(leida, cifras);
  return { ...base, nota: fromHeader === null ? '' : `sale de sus propios conteos (${fromHeader})` };
}

/** Whether a percentage is the one of the rows, rounded. */
export function isRounded({ cifra, valor }: CifraLeida, avance: Avance): boolean {
  const { esperadas, contabilizadas, noContabilizadas, listaNominal, votos, votosEspeciales } = avance;
  const pairs: Partial<Record<Cifra, readonly (readonly [number, number])[]>> = {
    PORCENTAJE_ACTAS_CAPTURADAS: [[contabilizadas + noContabilizadas, esperadas]],
    PORCENTAJE_ACTAS_CONTABILIZADAS: [[contabilizadas, esperadas]],
    PORCENTAJE_ACTAS_INCONSISTENCIAS: [[avance.inconsistentes, esperadas]],
    PORCENTAJE_PARTICIPACION_CIUDADANA: [
      [votos - votosEspeciales, listaNominal],
      [votos, listaNominal],
    ],
  };
  return (pairs[cifra] ?? []).some(
    ([a, b]) => valor === roundedTenThousandths(a, b) && valor !== percentInTenThousandths(a, b),
  );
}

/** Counts of the header from which each percentage is computed; participation with either of two. */
const FORMULAS: Partial<Record<Cifra, readonly (readonly [Cifra, Cifra])[]>> = {
  PORCENTAJE_ACTAS_CAPTURADAS: [['ACTAS_CAPTURADAS', 'ACTAS_ESPERADAS']],
  PORCENTAJE_ACTAS_CONTABILIZADAS: [['ACTAS_CONTABILIZADAS', 'ACTAS_ESPERADAS']],
  PORCENTAJE_PARTICIPACION_CIUDADANA: [
    ['TOTAL_VOTOS_S_CS', 'LISTA_NOMINAL_ACTAS_CONTABILIZADAS'],
    ['TOTAL_VOTOS_C_CS', 'LISTA_NOMINAL_ACTAS_CONTABILIZADAS'],
  ],
};

/** How a percentage relates to the counts of its own header. */
export type ContraEncabezado = 'truncado' | 'redondeado' | 'otro' | 'no_se_puede';

/** Whether a percentage comes from the counts of its own header, truncated, rounded or not at all (LEEME 7, 9, 15). */
export function againstHeader(leida: CifraLeida, cifras: readonly CifraLeida[]): ContraEncabezado {
  const formulas = FORMULAS[leida.cifra];
  if (formulas === undefined || leida.valor === null || hasMoreDecimals(leida)) return 'no_se_puede';
  const counts = formulas.map(([a, b]) => [countOf(cifras, a), countOf(cifras, b)] as const);
  const usable = counts.filter((pair): pair is readonly [number, number] => !pair.includes(null));
  if (usable.length === 0) return 'no_se_puede';
  // With fewer decimals (reported on its own, E01) only those can be compared.
  const unit = 10 ** Math.max(0, 4 - (leida.decimales ?? 4));
  const truncated = usable.map(([a, b]) => percentInTenThousandths(a, b));
  if (truncated.some((value) => value - (value % unit) === leida.valor)) return 'truncado';
  const rounded = usable.map(([a, b]) => roundedTenThousandths(a, b));
  if (rounded.some((value) => Math.round(value / unit) * unit === leida.valor)) return 'redondeado';
  // With one of two formulas missing, it may come from the other.
  return usable.length < formulas.length ? 'no_se_puede' : 'otro';
}

function explainByHeader(leida: CifraLeida, cifras: readonly CifraLeida[]): string | null {
  for (const [a, b] of FORMULAS[leida.cifra] ?? []) {
    const numerador = countOf(cifras, a);
    const denominador = countOf(cifras, b);
    if (numerador === null || denominador === null) continue;
    if (percentInTenThousandths(numerador, denominador) === leida.valor) {
      return `${numerador.toLocaleString('es-MX')} ÷ ${denominador.toLocaleString('es-MX')}`;
    }
  }
  return null;
}

/** The inconsistencies of the rows over the ACTAS_ESPERADAS of the header, under either way of counting them. */
function explainInconsistencias(
  leida: CifraLeida,
  cifras: readonly CifraLeida[],
  avance: Avance,
): string | null {
  const esperadas = countOf(cifras, 'ACTAS_ESPERADAS');
  if (esperadas === null) return null;
  const counts = [avance.inconsistentes, avance.inconsistentesNoContabilizadas];
  const found = counts.find((count) => percentInTenThousandths(count, esperadas) === leida.valor);
  return found === undefined
    ? null
    : `${found.toLocaleString('es-MX')} inconsistentes ÷ ${esperadas.toLocaleString('es-MX')}`;
}

function countOf(cifras: readonly CifraLeida[], cifra: Cifra): number | null {
  return cifras.find((leida) => leida.cifra === cifra)?.valor ?? null;
}

/** Half up, in integers: the mistake that the rule forbids. */
function roundedTenThousandths(numerador: number, denominador: number): number {
  if (denominador === 0) return 0;
  const twice = numerador * 2_000_000 + denominador;
  return (twice - (twice % (2 * denominador))) / (2 * denominador);
}
