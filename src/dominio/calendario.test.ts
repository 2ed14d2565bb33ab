import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, daysBetween, type Fecha, formatFecha, partsOf, rangeOf } from './calendario.ts';

const DIAS_DE_UN_SIGLO = 36_524;
const fechas: fc.Arbitrary<Fecha> = fc
  .integer({ min: 0, max: DIAS_DE_UN_SIGLO })
  .map((n) => addDays('2000-01-01', n));

describe('a day of the calendar', () => {
  it('is said in Spanish', () => {
    expect(formatFecha('2027-06-06')).toBe('6 de junio de 2027');
  });

  it('moves by days and by months without leaving the calendar', () => {
    expect(addMonths('2027-06-06', -9)).toBe('2026-09-06');
    expect(addMonths('2027-01-31', 1)).toBe('2027-02-28');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(rangeOf('2024-02')).toEqual({ desde: '2024-02-01', hasta: '2024-02-29' });
    fc.assert(
      fc.property(fechas, fc.integer({ min: -40, max: 40 }), (fecha, n) => {
        expect(addDays(addDays(fecha, n), -n)).toBe(fecha);
        expect(daysBetween(fecha, addDays(fecha, n))).toBe(n);
        expect(partsOf(addMonths(fecha, n)).mes).toBe(((((partsOf(fecha).mes - 1 + n) % 12) + 12) % 12) + 1);
      }),
    );
  });
});
