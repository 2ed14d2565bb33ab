import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareNumeros, parseNumero } from './numero.ts';

const numeros = fc
  .array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join('.'));

describe('the number of an activity', () => {
  it('is ordered as people read it', () => {
    const plan = ['11.10', '2', '11', '14.2', '11.9', '11.1', '14', '11.1.1'];
    expect(plan.toSorted(compareNumeros)).toEqual([
      '2',
      '11',
      '11.1',
      '11.1.1',
      '11.9',
      '11.10',
      '14',
      '14.2',
    ]);
  });

  it.each([
    ['11.', '11'],
    [' 11.1 ', '11.1'],
    ['07', '7'],
    ['11.10', '11.10'],
    ['11,1', null],
    ['11..1', null],
    ['once', null],
    ['', null],
    ['11 bis', null],
  ])('%j is %j', (texto, numero) => {
    expect(parseNumero(texto)).toBe(numero);
  });

  it('keeps a total order, and a parent just before its children', () => {
    fc.assert(
      fc.property(numeros, numeros, numeros, (a, b, c) => {
        expect(Math.sign(compareNumeros(a, b))).toBe(-Math.sign(compareNumeros(b, a)) + 0);
        expect(compareNumeros(a, b) === 0).toBe(a === b);
        const [x = '', y = '', z = ''] = [a, b, c].toSorted(compareNumeros);
        expect(compareNumeros(x, y) <= 0 && compareNumeros(y, z) <= 0 && compareNumeros(x, z) <= 0).toBe(
          true,
        );
        expect(compareNumeros(a, `${a}.0`)).toBeLessThan(0);
        // Nothing that is not its child goes between a parent and its child.
        if (compareNumeros(a, b) < 0 && compareNumeros(b, `${a}.5`) < 0)
          expect(b.startsWith(`${a}.`)).toBe(true);
      }),
    );
  });

  it('is its own form once read', () => {
    fc.assert(
      fc.property(numeros, (numero) => {
        expect(parseNumero(`${numero}.`)).toBe(numero);
      }),
    );
  });
});
