import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contrast, seenOn, textOn, tint } from './color.ts';

const color = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('a colour that somebody else chose', () => {
  test('contrast is that of WCAG: 21 for black and white, 1 for the same', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#777777')).toBe(1);
  });

  test('has letters on it that can be read: 4.5 or more, whatever it is', () => {
    fc.assert(
      fc.property(color, (one) => {
        expect(contrast(one, textOn(one))).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  test.each(['#fbfaf7', '#15141a', '#ffffff', '#000000'])('moves until it is seen on %s', (fondo) => {
    fc.assert(
      fc.property(color, (one) => {
        expect(contrast(seenOn(one, fondo, 7), fondo)).toBeGreaterThanOrEqual(7);
      }),
    );
  });

  test('that is already seen is not touched', () =>
    expect(seenOn('#6b1f4e', '#fbfaf7', 5.5)).toBe('#6b1f4e'));

  test('as a tint is between the paper and itself', () => {
    expect(tint('#000000', '#ffffff', 0)).toBe('#ffffff');
    expect(tint('#000000', '#ffffff', 1)).toBe('#000000');
  });

  test('is #RRGGBB or an error', () => expect(() => textOn('red')).toThrow(RangeError));
});
