/**
 * Percentages of a PREP: exactly four decimals, **truncated, never rounded** (LEEME 7, 9, 10, 15), in integer
 * arithmetic. `4,470 of 24,910` is `17.9446`.
 */

const DECIMALES = 4;
const ESCALA = 100 * 10 ** DECIMALES;

/**
 * `numerador × 100 ÷ denominador` as text with four truncated decimals.
 * A denominator of zero gives `0.0000`: with nothing expected, nothing is captured.
 *
 * @param numerador non-negative integer, at most 9 007 199 254 (product must stay an exact integer)
 * @param denominador non-negative integer
 */
export function truncatedPercent(numerador: number, denominador: number): string {
  return formatDiezmilesimas(percentInTenThousandths(numerador, denominador));
}

/** The same percentage as an integer count of ten-thousandths of a point: `17.9446` is `179446`. */
export function percentInTenThousandths(numerador: number, denominador: number): number {
  if (!isCount(numerador) || !isCount(denominador)) {
    throw new RangeError(`not a pair of counts: ${numerador} / ${denominador}`);
  }
  if (denominador === 0) return 0;
  const scaled = numerador * ESCALA;
  if (!Number.isSafeInteger(scaled)) throw new RangeError(`numerator too large: ${numerador}`);
  // Subtracting the remainder first leaves an exact multiple: the division has no fraction to round.
  return (scaled - (scaled % denominador)) / denominador;
}

function formatDiezmilesimas(value: number): string {
  const unit = 10 ** DECIMALES;
  const fraction = value % unit;
  return `${(value - fraction) / unit}.${String(fraction).padStart(DECIMALES, '0')}`;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
