import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentInTenThousandths, truncatedPercent } from './porcentaje.ts';

/** Largest numerator whose product by a million is still an exact integer. */
const MAXIMO = 9_007_199_254;

describe('percentages: four decimals, truncated and never rounded (LEEME 7, 9, 10, 15)', () => {
  it.each([
    ['nothing of nothing expected', 0, 0, '0.0000'],
    ['something of nothing expected', 5, 0, '0.0000'],
    ['nothing', 0, 7, '0.0000'],
    ['one of one', 1, 1, '100.0000'],
    ['all', 2136, 2136, '100.0000'],
    ['all but one of a million does not round up to 100', 999_999, 1_000_000, '99.9999'],
    ['all but one of ten million does not round up to 100', 9_999_999, 10_000_000, '99.9999'],
    ['exact', 1, 8, '12.5000'],
    ['exact to the last decimal', 1, 10_000, '0.0100'],
    ['the smallest that shows', 1, 1_000_000, '0.0001'],
    ['just below the smallest that shows', 1, 1_000_001, '0.0000'],
    ['two thirds', 2, 3, '66.6666'],
    ['one third', 1, 3, '33.3333'],
    ['fifth decimal 9', 99_999, 1_000_000, '9.9999'],
    ['0.00005 would round up', 1, 2_000_000, '0.0000'],
    ['more voted than the list has (especiales)', 6, 5, '120.0000'],
    ['zeros after the point are kept', 100_001, 1_000_000, '10.0001'],
    ['largest numerator', MAXIMO, MAXIMO, '100.0000'],
  ])('%s: %i of %i is %s', (_name, numerador, denominador, expected) => {
    expect(truncatedPercent(numerador, denominador)).toBe(expected);
  });

  it.each([
    ['Quintana Roo 2019, PAN in distrito 1', 4470, 24_910, '17.9446'],
    ['Quintana Roo 2019, contabilizadas', 2031, 2136, '95.0842'],
    ['Quintana Roo 2019, inconsistencias (rounding gives 23.0338)', 492, 2136, '23.0337'],
    ['Quintana Roo 2019, participation in the last corte', 263_005, 1_187_254, '22.1523'],
    ['Quintana Roo 2019, participation without especiales', 262_598, 1_187_254, '22.1180'],
    ['Quintana Roo 2019, contabilizadas of distrito 3 (rounding gives 89.2308)', 116, 130, '89.2307'],
    ['Campeche 2021, contabilizadas', 1092, 1190, '91.7647'],
  ])('published: %s', (_name, numerador, denominador, expected) => {
    expect(truncatedPercent(numerador, denominador)).toBe(expected);
  });

  it('as an integer, it counts ten-thousandths of a point', () => {
    expect(percentInTenThousandths(4470, 24_910)).toBe(179_446);
    expect(percentInTenThousandths(3, 0)).toBe(0);
  });

  it.each([
    [-1, 5],
    [5, -1],
    [0.5, 5],
    [5, 0.5],
    [Number.NaN, 5],
    [5, Number.NaN],
    [Number.POSITIVE_INFINITY, 5],
    [2 ** 53, 5],
    [5, 2 ** 53],
  ])('what is not a pair of counts is a bug: %d / %d', (numerador, denominador) => {
    expect(() => truncatedPercent(numerador, denominador)).toThrow(
      `not a pair of counts: ${numerador} / ${denominador}`,
    );
  });

  it('a numerator whose product would lose precision is a bug', () => {
    expect(() => truncatedPercent(MAXIMO + 1, 1)).toThrow('numerator too large: 9007199255');
    expect(truncatedPercent(MAXIMO + 1, 0)).toBe('0.0000');
  });

  const cuenta = fc.oneof(fc.nat({ max: 1000 }), fc.integer({ min: 0, max: MAXIMO }));
  const divisor = fc.oneof(
    fc.integer({ min: 1, max: 1000 }),
    fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  );

  it('is the floor of the exact quotient: equal in integers of any size', () => {
    fc.assert(
      fc.property(cuenta, divisor, (numerador, denominador) => {
        const exact = (BigInt(numerador) * 1_000_000n) / BigInt(denominador);
        expect(BigInt(percentInTenThousandths(numerador, denominador))).toBe(exact);
        const digits = exact.toString().padStart(5, '0');
        expect(truncatedPercent(numerador, denominador)).toBe(`${digits.slice(0, -4)}.${digits.slice(-4)}`);
      }),
      { numRuns: 2000 },
    );
  });

  it('truncated ≤ exact < truncated + 0.0001', () => {
    fc.assert(
      fc.property(cuenta, divisor, (numerador, denominador) => {
        const truncated = BigInt(truncatedPercent(numerador, denominador).replace('.', ''));
        const [n, d] = [BigInt(numerador) * 1_000_000n, BigInt(denominador)];
        expect(truncated * d <= n).toBe(true);
        expect(n < (truncated + 1n) * d).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('parts of a whole never add up to more than 100, and miss it by less than one ten-thousandth each', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 100_000 }), { minLength: 1, maxLength: 60 }), (votos) => {
        const total = votos.reduce((a, b) => a + b, 0);
        fc.pre(total > 0);
        const sum = votos.reduce((a, voto) => a + percentInTenThousandths(voto, total), 0);
        expect(sum).toBeLessThanOrEqual(1_000_000);
        expect(sum).toBeGreaterThan(1_000_000 - votos.length);
      }),
    );
  });
});
