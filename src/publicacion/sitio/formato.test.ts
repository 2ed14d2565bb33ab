import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatBytes,
  formatCuantas,
  formatEntero,
  formatInstante,
  formatNombre,
  formatPorcentaje,
  splitCorte,
} from './formato.ts';

describe('numbers', () => {
  test.each([
    [0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [1_234_567, '1,234,567'],
    [-1234, '-1,234'],
  ])('%i is %s', (valor, texto) => expect(formatEntero(valor)).toBe(texto));

  test('have a comma every three digits, and nothing else changes', () => {
    fc.assert(
      fc.property(fc.nat(), (valor) => {
        expect(formatEntero(valor).replaceAll(',', '')).toBe(String(valor));
        expect(formatEntero(valor)).toMatch(/^\d{1,3}(,\d{3})*$/);
      }),
    );
  });

  test('percentages keep their four decimals', () =>
    expect(formatPorcentaje('34.1270')).toBe('34.1270\u202f%'));

  test('one is singular', () => {
    expect(formatCuantas(1, 'acta', 'actas')).toBe('1 acta');
    expect(formatCuantas(2000, 'acta', 'actas')).toBe('2,000 actas');
  });

  test('sizes are truncated', () => {
    expect(formatBytes(999)).toBe('999 bytes');
    expect(formatBytes(61_299)).toBe('61.2 KB');
    expect(formatBytes(1_499_999)).toBe('1.4 MB');
  });
});

describe('dates', () => {
  test('a corte in words, with a true minus in its offset', () =>
    expect(splitCorte('06/06/2027 20:40 (UTC-6)')).toEqual({
      dia: '6 de junio de 2027',
      hora: '20:40',
      utc: 'UTC−6',
    }));

  test('an instant is the local one that is written', () =>
    expect(formatInstante('2027-06-06T20:40:07-06:00')).toBe('6 de junio, 20:40:07'));

  test('what is not the time of a corte is not dated', () =>
    expect(() => splitCorte('ayer')).toThrow(RangeError));
});

test('names of elections lose their capitals', () =>
  expect(formatNombre('DIPUTACIONES LOCALES')).toBe('Diputaciones locales'));
