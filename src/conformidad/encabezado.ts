/**
 * The header by itself: how its figures are written and whether they agree with each other and with the corte.
 */

import type { BaseDatos } from '../basedatos/leer.ts';
import { type CifraLeida, isPorcentaje } from '../basedatos/leer-encabezado.ts';
import type { Avance, Cifra } from '../dominio/corte.ts';
import { againstHeader, type CifraRevisada, isRounded } from './cifras.ts';
import type { Hallazgos, Lugar } from './defectos.ts';

/** Reports what is wrong in the header. */
export function checkEncabezado(
  base: Pick<BaseDatos, 'cifras' | 'corte'>,
  revisadas: readonly CifraRevisada[],
  avance: Avance,
  hallazgos: Hallazgos,
): void {
  checkCorte(base, hallazgos);
  for (const leida of base.cifras) checkEscritura(leida, base.cifras, avance, hallazgos);
  checkCuadre(base.cifras, hallazgos);
  for (const revisada of revisadas) {
    if (revisada.veredicto !== 'difiere') continue;
    const leida = base.cifras.find((candidate) => candidate.cifra === revisada.cifra);
    if (leida === undefined || leida.valor === null) continue;
    hallazgos.add(
      'E10',
      lugarDe(leida),
      leida.texto ?? '',
      () => `los renglones dan ${revisada.recalculada}${revisada.nota === '' ? '' : `; ${revisada.nota}`}`,
    );
  }
}

function checkCorte({ corte }: Pick<BaseDatos, 'corte'>, hallazgos: Hallazgos): void {
  const lugar = { linea: 2, columna: 0, nombre: '' };
  if (corte === null) {
    hallazgos.add('E11', lugar, '', () => 'se esperaba, por ejemplo, «03/06/2024 20:00 (UTC-6)»');
  } else if (corte.desfase === null) {
    hallazgos.add('E12', lugar, corte.texto, () => 'se esperaba, por ejemplo, «(UTC-6)» después de la hora');
  }
}

function checkEscritura(
  leida: CifraLeida,
  cifras: readonly CifraLeida[],
  avance: Avance,
  hallazgos: Hallazgos,
): void {
  const lugar = lugarDe(leida);
  if (leida.texto === null) {
    hallazgos.add('E07', lugar, '', () => `falta la columna ${leida.cifra}`);
    return;
  }
  const add = (codigo: 'E01' | 'E02' | 'E03' | 'E04' | 'E05' | 'E06' | 'E08', detalle = '') =>
    hallazgos.add(codigo, lugar, leida.texto ?? '', () => detalle);
  if (leida.texto === '') {
    add('E04');
    return;
  }
  if (leida.valor === null) {
    add('E05');
    return;
  }
  if (leida.adornos.includes('porciento')) add('E02');
  if (leida.adornos.some((adorno) => adorno !== 'porciento')) add('E06');
  if (!isPorcentaje(leida.cifra)) return;
  if (leida.decimales !== 4) {
    add('E01', leida.decimales === 0 ? 'no tiene decimales' : `tiene ${leida.decimales}`);
  }
  const relation = againstHeader(leida, cifras);
  if (relation === 'redondeado' || (relation === 'no_se_puede' && isRounded(leida, avance))) add('E03');
  if (relation === 'otro') add('E08');
}

/** Counts that are the sum or the difference of others (LEEME 4, 6, 8, 11). */
const CUADRES: readonly {
  readonly total: Cifra;
  readonly mas: readonly Cifra[];
  readonly menos: readonly Cifra[];
}[] = [
  { total: 'ACTAS_REGISTRADAS', mas: ['ACTAS_CAPTURADAS', 'ACTAS_FUERA_CATALOGO'], menos: [] },
  { total: 'ACTAS_NO_CONTABILIZADAS', mas: ['ACTAS_CAPTURADAS'], menos: ['ACTAS_CONTABILIZADAS'] },
];

function checkCuadre(cifras: readonly CifraLeida[], hallazgos: Hallazgos): void {
  const find = (cifra: Cifra) => cifras.find((leida) => leida.cifra === cifra);
  for (const { total, mas, menos } of CUADRES) {
    const published = find(total);
    const parts = [...mas, ...menos].map((cifra) => find(cifra)?.valor ?? null);
    if (published === undefined || published.valor === null || parts.includes(null)) continue;
    const expected = parts.reduce<number>((sum, part, i) => sum + (i < mas.length ? 1 : -1) * (part ?? 0), 0);
    if (expected === published.valor) continue;
    const formula = [mas.join(' + '), ...menos].join(' − ');
    hallazgos.add('E09', lugarDe(published), published.texto ?? '', () => `${formula} = ${expected}`);
  }
  const conEspeciales = find('TOTAL_VOTOS_C_CS');
  const sinEspeciales = find('TOTAL_VOTOS_S_CS');
  if (conEspeciales?.valor == null || sinEspeciales?.valor == null) return;
  if (sinEspeciales.valor > conEspeciales.valor) {
    hallazgos.add(
      'E09',
      lugarDe(sinEspeciales),
      sinEspeciales.texto ?? '',
      () => `es mayor que TOTAL_VOTOS_C_CS, ${conEspeciales.valor}`,
    );
  }
}

/** A file without header figures has them missing in its first line. */
function lugarDe({ linea, columna, cifra }: CifraLeida): Lugar {
  return { linea: Math.max(linea, 1), columna, nombre: cifra };
}
