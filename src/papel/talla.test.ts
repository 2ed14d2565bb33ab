import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ajustar } from './talla.ts';

const TALLAS = [9, 8, 7, 6, 5] as const;

test('a short name has the largest size, and one that fits nowhere the smallest', () => {
  expect(ajustar('PAN', { ancho: 54, alto: 4 }, TALLAS)).toMatchObject({ talla: 9 });
  expect(ajustar('M'.repeat(500), { ancho: 54, alto: 4 }, TALLAS)).toMatchObject({ talla: 5 });
});

test('what is chosen fits, unless nothing does; a longer text is never larger', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, maxLength: 120 }),
      fc.string({ maxLength: 40 }),
      fc.integer({ min: 20, max: 80 }),
      fc.integer({ min: 2, max: 9 }),
      (texto, more, ancho, alto) => {
        const chosen = ajustar(texto, { ancho, alto }, TALLAS);
        expect(chosen.alto <= alto || chosen.talla === 5).toBe(true);
        expect(ajustar(texto + more, { ancho, alto }, TALLAS).talla).toBeLessThanOrEqual(chosen.talla);
      },
    ),
  );
});
