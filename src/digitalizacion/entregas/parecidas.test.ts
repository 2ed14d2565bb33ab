import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { IdActa } from '../../dominio/clave.ts';
import { huellasParecidas } from '../imagen/huella.ts';
import { createParecidas } from './parecidas.ts';

const huella = fc
  .tuple(
    fc.constantFrom('a', 'b'),
    fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 192, maxLength: 192 }),
  )
  .map(([clase, hex]) => clase + hex);

/** Fingerprints near each other, so that some are of the same paper and some are not. */
const juntas = fc
  .tuple(huella, fc.array(fc.tuple(fc.nat(191), fc.nat(15)), { maxLength: 60 }))
  .map(([base, cambios]) => [
    base,
    cambios.reduce((text, [i, digit]) => text.slice(0, i + 1) + digit.toString(16) + text.slice(i + 2), base),
  ]);

const imagen = (acta: string, huella: string, sha256 = `${acta} ${huella}`) => ({
  ...{ acta: acta as IdActa, sha256, archivo: sha256, huella },
});

test('finds a picture that differs in a few bits, under another acta, and none that is farther', () => {
  fc.assert(
    fc.property(fc.array(huella, { maxLength: 6 }), juntas, (otras, [una = '', dos = '']) => {
      const known = [...otras.map((each, i) => imagen(`otra ${i}`, each)), imagen('una', una)];
      const near = known.find((each) => each.huella[0] === dos[0] && bitsBetween(each.huella, dos) <= 48);
      expect(createParecidas(known).findOtra(imagen('dos', dos))).toBe(near?.acta ?? null);
      // Stricter than what tells two photographs of one paper.
      if (near !== undefined) expect(huellasParecidas(near.huella, dos)).toBe('mismo_papel');
      expect(createParecidas([imagen('una', una)]).findOtra(imagen('una', dos))).toBeNull();
    }),
  );
});

function bitsBetween(a: string, b: string): number {
  const nibbles = [...a].map((digit, i) => (i === 0 ? 0 : Number(`0x${digit}`) ^ Number(`0x${b[i]}`)));
  return nibbles.reduce((sum, nibble) => sum + nibble.toString(2).replaceAll('0', '').length, 0);
}

test('finds the same bytes, whatever they look like, and nothing in a picture where nothing is seen', () => {
  const parecidas = createParecidas();
  parecidas.add({ ...imagen('una', '0'), sha256: 'publicada', archivo: 'fotografía' });
  expect(parecidas.findOtra({ ...imagen('dos', '0'), sha256: 'publicada' })).toBe('una');
  expect(parecidas.findOtra({ ...imagen('dos', '0'), archivo: 'fotografía' })).toBe('una');
  expect(parecidas.findOtra(imagen('dos', '0'))).toBeNull();
  expect(parecidas.findOtra({ ...imagen('una', '0'), sha256: 'publicada' })).toBeNull();
});

test('grows as the night does', () => {
  const parecidas = createParecidas();
  const of = (n: number) => `a${n.toString(16).padStart(8, '0').repeat(24)}`;
  for (let n = 0; n < 3_000; n += 1) parecidas.add(imagen(`acta ${n}`, of(n * 2_654_435 + 1)));
  expect(parecidas.findOtra(imagen('nueva', of(2_999 * 2_654_435 + 1)))).not.toBeNull();
});
