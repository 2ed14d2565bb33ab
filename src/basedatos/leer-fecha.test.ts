import { describe, expect, it } from 'vitest';
import { formatLocal, parseCorte, parseFechaHora, readMarca } from './leer-fecha.ts';

const OCHO_DE_LA_NOCHE = Date.UTC(2024, 5, 3, 20, 0, 5) / 1000;

describe('dates', () => {
  it.each([
    ['03/06/2024 20:00:05', 'dd/mm/aaaa'],
    ['3/6/2024 20:00:05', 'dd/mm/aaaa'],
    ['2024/06/03 20:00:05', 'aaaa/mm/dd'],
    ['2024-06-03 20:00:05', 'aaaa-mm-dd'],
    ['2024-06-03T20:00:05', 'aaaa-mm-dd'],
    ['2024-06-03 20:00:05.000000', 'aaaa-mm-dd'],
    ['03-06-2024 20:00:05', 'dd-mm-aaaa'],
    ['03/06/2024 08:00:05 p.m.', 'dd/mm/aaaa'],
    ['03/06/2024 08:00:05 PM', 'dd/mm/aaaa'],
    ['3 de junio de 2024, 20:00:05', 'dd de mes de aaaa'],
  ])('reads %s', (text, formato) =>
    expect(parseFechaHora(text)).toEqual({ local: OCHO_DE_LA_NOCHE, formato }),
  );

  it.each([
    '31/11/2026 10:00:00',
    '29/02/2023 10:00:00',
    '2024-13-01 10:00',
    '03/06/2024 24:00:00',
    '03/06/2024',
    'ayer',
  ])('%s is not a time', (text) => {
    expect(parseFechaHora(text)).toBeNull();
    expect(readMarca(text)).toBe('rara');
  });

  it('tells midnight and noon of twelve hours', () => {
    expect(formatLocal(parseFechaHora('03/06/2024 12:00 a.m.')!.local)).toBe('03/06/2024 00:00:00');
    expect(formatLocal(parseFechaHora('03/06/2024 12:00 p.m.')!.local)).toBe('03/06/2024 12:00:00');
  });

  it('tells an empty cell, a hyphen and N/A from a wrong one', () => {
    expect(['', '-', 'N/A', 'x'].map(readMarca)).toEqual(['vacia', 'vacia', 'no_aplica', 'rara']);
  });

  it.each([
    ['03/06/2024 20:00 (UTC-6)', -360],
    ['2019/06/03 05:47 (UTC-5)', -300],
    ['03/06/2024 20:00 (UTC -06:30)', -390],
    ['03/06/2024 20:00', null],
  ])('reads the offset of %s', (text, desfase) => expect(parseCorte(text)?.desfase).toBe(desfase));
});
