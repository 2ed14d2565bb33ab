import { expect, test } from 'vitest';
import { formatCuantas, formatEntero, formatPorcentaje, splitCorte } from './formato.ts';

test('numbers are grouped by thousands', () => {
  expect([0, 12, 999, 1000, 12345, 1234567].map(formatEntero)).toEqual([
    '0',
    '12',
    '999',
    '1,000',
    '12,345',
    '1,234,567',
  ]);
  expect(formatCuantas(1, 'acta', 'actas')).toBe('1 acta');
  expect(formatCuantas(2000, 'acta', 'actas')).toBe('2,000 actas');
});

test('a percentage keeps its decimals and does not break', () => {
  expect(formatPorcentaje('34.1270')).toBe('34.1270\u202f%');
});

test('the local time of a corte is said in words', () => {
  expect(splitCorte('06/06/2027 20:40 (UTC-6)')).toEqual({
    dia: '6 de junio de 2027',
    hora: '20:40',
    utc: 'UTC-6',
  });
  expect(() => splitCorte('2027-06-06 20:40')).toThrow(RangeError);
});
