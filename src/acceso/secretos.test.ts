import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCodigo, createToken, csrfDe, parseCodigo, seal, unseal } from './secretos.ts';

const SIMBOLOS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const bytes = fc.uint8Array({ minLength: 15, maxLength: 15 });
const codigo = bytes.map((given) => createCodigo(() => Buffer.from(given)));

test('a code has no symbol that is mistaken for another, and is read however it is typed', () => {
  fc.assert(
    fc.property(codigo, (printed) => {
      expect(printed).toMatch(/^([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}$/);
      for (const typed of [
        printed,
        printed.toLowerCase(),
        printed.replaceAll('-', ''),
        ` ${printed.replaceAll('-', ' ')} `,
      ]) {
        expect(parseCodigo(typed)).toEqual({ ok: true, value: printed });
      }
    }),
  );
});

test('one symbol that is wrong is noticed, always', () => {
  fc.assert(
    fc.property(codigo, fc.nat(15), fc.constantFrom(...SIMBOLOS), (printed, place, other) => {
      const symbols = [...printed.replaceAll('-', '')];
      fc.pre(symbols[place] !== other);
      expect(parseCodigo(symbols.with(place, other).join('')).ok).toBe(false);
    }),
  );
});

test('two neighbours that are exchanged are noticed, but for one pair of each thousand', () => {
  let noticed = 0;
  let pairs = 0;
  for (const a of SIMBOLOS) {
    for (const b of SIMBOLOS) {
      if (a === b) continue;
      const body = [...'2'.repeat(15)].with(6, a).with(7, b);
      const check = [...SIMBOLOS].find((last) => parseCodigo([...body, last].join('')).ok)!;
      pairs += 1;
      noticed += Number(!parseCodigo([...body.with(6, b).with(7, a), check].join('')).ok);
    }
  }
  expect(pairs - noticed).toBeLessThanOrEqual(2);
});

test.each(['', 'AAAA', 'AAAA-AAAA-AAAA-AAA0', 'ÑAAA-AAAA-AAAA-AAAA', 'A'.repeat(17), '__proto__'])(
  '«%s» is no code',
  (typed) => expect(parseCodigo(typed)).toMatchObject({ ok: false, error: { codigo: 'CODIGO_MAL_ESCRITO' } }),
);

test('the token of a session gives its CSRF token, and the other way round nothing', () => {
  const [one, other] = [createToken(randomBytes), createToken(randomBytes)];
  expect(csrfDe(one)).toBe(csrfDe(one));
  expect(csrfDe(one)).not.toBe(csrfDe(other));
  expect(csrfDe(one)).not.toContain(one);
});

test('what is sealed for somebody opens only for them, with the same key and as it was', () => {
  const llave = randomBytes(32);
  const sealed = seal('SECRETO', 'ana', llave, randomBytes);
  expect(unseal(sealed, 'ana', llave)).toBe('SECRETO');
  expect(sealed.includes('SECRETO')).toBe(false);
  expect(() => unseal(sealed, 'bea', llave)).toThrow();
  expect(() => unseal(sealed, 'ana', randomBytes(32))).toThrow();
  const touched = Buffer.from(sealed);
  touched[touched.length - 1]! ^= 1;
  expect(() => unseal(touched, 'ana', llave)).toThrow();
});
