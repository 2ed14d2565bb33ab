import fc from 'fast-check';
import { expect, test } from 'vitest';
import { esperaTras, siguienteTrozo, TROZO_MAXIMO, TROZO_MINIMO } from './trozo.ts';

test('a piece is never larger than the server takes nor smaller than the least, whatever the link does', () => {
  const llegada = fc.oneof(fc.constant('no_llego' as const), fc.nat(120_000));
  fc.assert(
    fc.property(fc.array(llegada), (llegadas) => {
      const size = llegadas.reduce<number>(siguienteTrozo, TROZO_MAXIMO);
      expect(size).toBeGreaterThanOrEqual(TROZO_MINIMO);
      expect(size).toBeLessThanOrEqual(TROZO_MAXIMO);
    }),
  );
});

test('a link that fails gets small pieces, and one that recovers large ones again', () => {
  expect(siguienteTrozo(TROZO_MAXIMO, 'no_llego')).toBe(TROZO_MINIMO);
  expect(siguienteTrozo(TROZO_MAXIMO, 20_000)).toBe(TROZO_MINIMO);
  expect(siguienteTrozo(TROZO_MINIMO, 500)).toBe(2 * TROZO_MINIMO);
  expect(siguienteTrozo(TROZO_MINIMO, 4_000)).toBe(TROZO_MINIMO);
});

test('it tries again soon at first, and each minute at most', () => {
  expect([1, 2, 3, 4].map((fallas) => esperaTras(fallas, 0.5))).toEqual([1000, 2000, 4000, 8000]);
  fc.assert(
    fc.property(fc.nat(1000), fc.double({ min: 0, max: 1, noNaN: true }), (fallas, azar) => {
      const wait = esperaTras(fallas, azar);
      expect(wait).toBeGreaterThanOrEqual(750);
      expect(wait).toBeLessThanOrEqual(75_000);
    }),
  );
});
