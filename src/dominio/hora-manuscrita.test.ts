import { describe, expect, it } from 'vitest';
import { checkHoraManuscrita, TEXTO_AVISO } from './hora-manuscrita.ts';

const JORNADA = '2027-06-06';

describe('hand-written time of acopio: both times are kept, what looks wrong is said', () => {
  it.each([
    ['plausible the same night', '2027-06-06T21:10', '2027-06-06T21:12', []],
    ['exactly 18:00', '2027-06-06T18:00', '2027-06-06T21:12', []],
    ['one minute before 18:00', '2027-06-06T17:59', '2027-06-06T21:12', ['ANTES_DE_LA_APERTURA']],
    ['five minutes ahead of the machine', '2027-06-06T21:17', '2027-06-06T21:12', []],
    ['six minutes ahead of the machine', '2027-06-06T21:18', '2027-06-06T21:12', ['EN_EL_FUTURO']],
    [
      'nine in the morning for nine at night',
      '2027-06-06T09:10',
      '2027-06-06T21:12',
      ['ANTES_DE_LA_APERTURA', 'POSIBLE_DESFASE_DE_12_HORAS'],
    ],
    [
      'two in the afternoon for two in the morning',
      '2027-06-07T14:10',
      '2027-06-07T02:12',
      ['EN_EL_FUTURO', 'POSIBLE_DESFASE_DE_12_HORAS'],
    ],
    ['the next day', '2027-06-07T23:59', '2027-06-08T00:10', []],
    ['two days after', '2027-06-08T18:00', '2027-06-08T18:10', ['OTRO_DIA']],
    [
      'midnight for noon',
      '2027-06-08T00:00',
      '2027-06-08T00:10',
      ['OTRO_DIA', 'POSIBLE_DESFASE_DE_12_HORAS'],
    ],
    ['the day before at night', '2027-06-05T22:00', '2027-06-06T22:02', ['OTRO_DIA']],
    ['another year', '2026-06-06T21:10', '2027-06-06T21:12', ['OTRO_ANIO']],
    [
      'another year, in the future: one reason is enough',
      '2028-06-06T21:10',
      '2027-06-06T21:12',
      ['OTRO_ANIO'],
    ],
    ['midnight of the election day', '2027-06-06T00:00', '2027-06-06T21:12', ['ANTES_DE_LA_APERTURA']],
    ['a minute before that', '2027-06-05T23:59', '2027-06-06T21:12', ['OTRO_DIA']],
    [
      'six in the morning for 18:00',
      '2027-06-06T06:00',
      '2027-06-06T21:12',
      ['ANTES_DE_LA_APERTURA', 'POSIBLE_DESFASE_DE_12_HORAS'],
    ],
    [
      'in the morning, for five minutes ahead of the machine',
      '2027-06-06T09:17',
      '2027-06-06T21:12',
      ['ANTES_DE_LA_APERTURA', 'POSIBLE_DESFASE_DE_12_HORAS'],
    ],
    [
      'in the morning, for six minutes ahead of the machine',
      '2027-06-06T09:18',
      '2027-06-06T21:12',
      ['ANTES_DE_LA_APERTURA'],
    ],
    ['noon of the third day, not for its midnight', '2027-06-08T12:00', '2027-06-08T13:00', ['OTRO_DIA']],
    ['with seconds', '2027-06-06T21:10:30', '2027-06-06T21:12', ['NO_ES_UNA_HORA']],
    ['with something before', 'x2027-06-06T21:10', '2027-06-06T21:12', ['NO_ES_UNA_HORA']],
    ['31 de junio', '2027-06-31T21:10', '2027-06-06T21:12', ['NO_ES_UNA_HORA']],
    ['words', 'como a las nueve', '2027-06-06T21:12', ['NO_ES_UNA_HORA']],
  ] as const)('%s', (_name, escrita, maquina, expected) => {
    expect(checkHoraManuscrita(escrita, maquina, JORNADA)).toEqual(expected);
  });

  it('every warning has its sentence', () => {
    expect(Object.keys(TEXTO_AVISO)).toHaveLength(6);
    for (const texto of Object.values(TEXTO_AVISO)) expect(texto.length).toBeGreaterThan(10);
  });

  it('a machine time that is not a time is a bug', () => {
    expect(() => checkHoraManuscrita('2027-06-06T21:10', 'ahora', JORNADA)).toThrow(
      new RangeError('not a local time: ahora / 2027-06-06'),
    );
    expect(() => checkHoraManuscrita('2027-06-06T21:10', '2027-06-06T21:12', 'hoy')).toThrow(
      new RangeError('not a local time: 2027-06-06T21:12 / hoy'),
    );
  });
});
