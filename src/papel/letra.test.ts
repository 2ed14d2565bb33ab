import { expect, test } from 'vitest';
import { enLetra } from './letra.ts';

test.each([
  [0, 'cero'],
  [16, 'dieciséis'],
  [21, 'veintiuno'],
  [30, 'treinta'],
  [31, 'treinta y uno'],
  [99, 'noventa y nueve'],
  [100, 'cien'],
  [101, 'ciento uno'],
  [207, 'doscientos siete'],
  [555, 'quinientos cincuenta y cinco'],
  [1000, 'mil'],
  [1001, 'mil uno'],
  [2100, 'dos mil cien'],
  [9999, 'nueve mil novecientos noventa y nueve'],
  [21_000, 'veintiún mil'],
  [31_531, 'treinta y un mil quinientos treinta y uno'],
])('%i is written %s', (cantidad, letra) => {
  expect(enLetra(cantidad)).toBe(letra);
});

test('no two amounts are written alike', () => {
  const written = new Set(Array.from({ length: 12_000 }, (_, i) => enLetra(i)));
  expect(written.size).toBe(12_000);
});

test.each([-1, 1.5, 1_000_000, Number.NaN])('%d is no amount of an acta', (cantidad) => {
  expect(() => enLetra(cantidad)).toThrow('no acta has');
});
