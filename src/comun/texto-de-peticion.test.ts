import { expect, test } from 'vitest';
import { texto } from './texto-de-peticion.ts';

test('a text is accepted up to its maximum, and composed', () => {
  expect(texto(5).parse('Peña')).toBe('Peña');
  expect(texto(5).parse('Pen\u0303a')).toBe('Peña');
  expect(texto(5).safeParse('123456').success).toBe(false);
});

test('what neither the database nor the bitácora can keep is refused', () => {
  expect(texto(10).safeParse('a\u0000b').success).toBe(false);
  expect(texto(10).safeParse('a\ud800b').success).toBe(false);
  expect(texto(10).safeParse('😀').success).toBe(true);
});
