/**
 * Figures of a header that differ because the institute's own header does not follow from the rows it published.
 * A difference is put down to a defect only when the rest of the header agrees with it.
 */

import type { CifraLeida } from '../basedatos/leer-encabezado.ts';
import type { Cifra } from '../dominio/corte.ts';
import { percentInTenThousandths } from '../dominio/porcentaje.ts';

export type DefectoDeEncabezado =
  /** the header counts expected actas that the database does not list (Campeche 2021, DIP_LOC: 10 RP actas) */
  | 'cuenta_actas_no_listadas'
  /** TOTAL_VOTOS_S_CS published as 0 beside votes (Campeche 2021, JUNTAS) */
  | 'votos_sin_especiales_en_cero';

export const EXPLICACION_DE_ENCABEZADO: Readonly<Record<DefectoDeEncabezado, string>> = {
  cuenta_actas_no_listadas: 'el encabezado oficial cuenta actas esperadas que su base no lista',
  votos_sin_especiales_en_cero:
    'el encabezado oficial publica 0 votos sin especiales junto a votos contabilizados',
};

type Valores = ReadonlyMap<Cifra, number>;

const CONTEOS: readonly Cifra[] = [
  'ACTAS_ESPERADAS',
  'ACTAS_REGISTRADAS',
  'ACTAS_CAPTURADAS',
  'ACTAS_CONTABILIZADAS',
  'ACTAS_NO_CONTABILIZADAS',
];
const SUMAS: readonly Cifra[] = [
  'LISTA_NOMINAL_ACTAS_CONTABILIZADAS',
  'TOTAL_VOTOS_C_CS',
  'TOTAL_VOTOS_S_CS',
];

/** Why a published figure is not the one that its rows give, or null when nothing of the source explains it. */
export function explainCifra(
  cifra: Cifra,
  oficiales: readonly CifraLeida[],
  nuestras: readonly CifraLeida[],
): DefectoDeEncabezado | null {
  const published = valuesOf(oficiales);
  const own = valuesOf(nuestras);
  const of = (valores: Valores, wanted: Cifra) => valores.get(wanted) ?? 0;
  if (cifra === 'TOTAL_VOTOS_S_CS' && of(published, cifra) === 0 && of(published, 'TOTAL_VOTOS_C_CS') > 0) {
    return 'votos_sin_especiales_en_cero';
  }
  const sinListar = of(published, 'ACTAS_ESPERADAS') - of(own, 'ACTAS_ESPERADAS');
  if (sinListar <= 0) return null;
  const more = of(published, cifra) - of(own, cifra);
  const explained = CONTEOS.includes(cifra)
    ? more >= 0 && more <= sinListar
    : SUMAS.includes(cifra)
      ? more >= 0
      : isPercentOfPublished(cifra, published, own, sinListar);
  return explained ? 'cuenta_actas_no_listadas' : null;
}

/** Whether a percentage is the one of the published counts, over the published number of expected actas. */
function isPercentOfPublished(cifra: Cifra, published: Valores, own: Valores, sinListar: number): boolean {
  const of = (wanted: Cifra) => published.get(wanted) ?? 0;
  const esperadas = of('ACTAS_ESPERADAS');
  const is = (numerador: number, denominador: number) =>
    percentInTenThousandths(numerador, denominador) === of(cifra);
  switch (cifra) {
    case 'PORCENTAJE_ACTAS_CAPTURADAS':
      return is(of('ACTAS_CAPTURADAS'), esperadas);
    case 'PORCENTAJE_ACTAS_CONTABILIZADAS':
      return is(of('ACTAS_CONTABILIZADAS'), esperadas);
    case 'PORCENTAJE_PARTICIPACION_CIUDADANA': {
      const lista = of('LISTA_NOMINAL_ACTAS_CONTABILIZADAS');
      return is(of('TOTAL_VOTOS_C_CS'), lista) || is(of('TOTAL_VOTOS_S_CS'), lista);
    }
    case 'PORCENTAJE_ACTAS_INCONSISTENCIAS': {
      // The header does not publish how many are inconsistent: ours, or some of the unlisted ones more.
      const listed = Math.ceil(((own.get(cifra) ?? 0) * (own.get('ACTAS_ESPERADAS') ?? 0)) / 1_000_000);
      return Array.from({ length: sinListar + 1 }, (_, more) => listed + more).some((n) => is(n, esperadas));
    }
    default:
      return false;
  }
}

function valuesOf(cifras: readonly CifraLeida[]): Valores {
  return new Map(cifras.map(({ cifra, valor }) => [cifra, valor ?? 0]));
}
