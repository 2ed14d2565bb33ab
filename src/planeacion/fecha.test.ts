import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysOf, formatDia, formatFecha, MESES, partsOf } from '../dominio/calendario.ts';
import { type AnioSupuesto, parseFecha } from './fecha.ts';

const EN_2023: AnioSupuesto = { tipo: 'anio', anio: 2023 };

const fechas = fc
  .date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2100-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

function read(texto: string, supuesto: AnioSupuesto = EN_2023): string {
  const fecha = parseFecha(texto, supuesto);
  return fecha.ok ? fecha.value : fecha.error.mensaje;
}

describe('a date', () => {
  it.each([
    '2 de noviembre de 2023',
    '2 de noviembre',
    '02 de Noviembre del 2023',
    'jueves 2 de noviembre de 2023',
    'Jueves, 2 de noviembre del año 2023',
    'noviembre 2, 2023',
    'Nov 2 2023',
    '2-nov-23',
    '2/nov/2023',
    '02/11/2023',
    '2-11-23',
    '2.11.2023',
    '2023-11-02',
    '2023/11/2',
    '2023-11-02T00:00:00',
    '45232',
    '45232.75',
    '  2   de  noviembre ',
  ])('is read from %j', (texto) => {
    expect(read(texto)).toBe('2023-11-02');
  });

  it('may be the first of a month', () => {
    expect(read('1º de diciembre de 2023')).toBe('2023-12-01');
    expect(read('1ro de diciembre')).toBe('2023-12-01');
    expect(read('1 de setiembre')).toBe('2023-09-01');
  });

  it.each([
    ['31 de noviembre', '31 de noviembre no existe (noviembre tiene 30 días)'],
    ['31/11/2023', '31 de noviembre no existe (noviembre tiene 30 días)'],
    ['29 de febrero', '29 de febrero de 2023 no existe (febrero de 2023 tiene 28 días)'],
    ['2023-02-30', '30 de febrero de 2023 no existe (febrero de 2023 tiene 28 días)'],
    ['0 de mayo', '0 de mayo no existe (mayo tiene 31 días)'],
    ['11/31/2023', 'no hay mes 31: las fechas con números van como día/mes/año'],
  ])('that does not exist says why: %j', (texto, mensaje) => {
    expect(read(texto)).toBe(mensaje);
  });

  it.each(['pronto', '2 de brumario', '', 'noviembre', '12', '99999', '2 de ma'])('is not %j', (texto) => {
    expect(read(texto)).toContain('no es una fecha');
  });

  it('without a year asks for it when nothing says it', () => {
    expect(read('2 de noviembre', null)).toContain('no dice el año');
    expect(read('2 de noviembre de 2023', null)).toBe('2023-11-02');
  });

  it('without a year takes that of its process: from nine months before the election to two after', () => {
    const jornada: AnioSupuesto = { tipo: 'jornada', jornada: '2027-06-06' };
    expect(
      ['11 de septiembre', '6 de diciembre', '11 de enero', '6 de junio', '6 de julio', '5 de agosto'].map(
        (texto) => read(texto, jornada),
      ),
    ).toEqual(['2026-09-11', '2026-12-06', '2027-01-11', '2027-06-06', '2027-07-06', '2027-08-05']);
  });

  it('is the same in every way of writing it', () => {
    fc.assert(
      fc.property(fechas, (fecha) => {
        const { anio, mes, dia } = partsOf(fecha);
        const nombre = MESES[mes - 1] ?? '';
        const ways = [
          fecha,
          formatFecha(fecha),
          formatFecha(fecha).toUpperCase(),
          `${nombre} ${dia}, ${anio}`,
          `${dia}/${mes}/${anio}`,
          `${dia}-${nombre.slice(0, 3)}-${anio}`,
        ];
        for (const way of ways) expect(read(way, null)).toBe(fecha);
        expect(read(formatDia(fecha), { tipo: 'anio', anio })).toBe(fecha);
      }),
    );
  });

  it('exists when and only when its month has that day', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2000, max: 2099 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 31 }),
        (anio, mes, dia) => {
          const parsed = parseFecha(`${dia} de ${MESES[mes - 1]} de ${anio}`, null);
          expect(parsed.ok).toBe(dia <= daysOf(anio, mes));
        },
      ),
    );
  });
});
