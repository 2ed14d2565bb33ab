import { expect, test } from 'vitest';
import { diaProbable, horaLocal, nombreDelDia, parseHora, siguienteDe } from './hora.ts';

test.each([
  ['21:40', '21:40'],
  ['2140', '21:40'],
  ['9.40', '09:40'],
  [' 940 ', '09:40'],
  ['0:05', '00:05'],
  ['21:40 hrs.', '21:40'],
  ['9:40 p. m.', '21:40'],
  ['9:40pm', '21:40'],
  ['12:05 a.m.', '00:05'],
  ['12:05 PM', '12:05'],
  ['', null],
])('«%s» is the hour %s', (texto, hora) => expect(parseHora(texto)).toEqual({ ok: true, value: hora }));

test.each(['25:00', '12:60', 'ocho', '1', '12345', '21:4', '21:40 pm', '0:40 am'])(
  '«%s» is no hour',
  (texto) => expect(parseHora(texto).ok).toBe(false),
);

test('before midnight an hour is of the election day, however small; after midnight, the small ones are of the next', () => {
  expect(diaProbable('07:20', '2027-06-06', '2027-06-06')).toBe('jornada');
  expect(diaProbable('01:20', '2027-06-07', '2027-06-06')).toBe('siguiente');
  expect(diaProbable('23:50', '2027-06-07', '2027-06-06')).toBe('jornada');
});

test('days and hours are those of the process', () => {
  expect(siguienteDe('2027-12-31')).toBe('2028-01-01');
  expect(nombreDelDia('2027-06-06')).toBe('domingo 6 de junio');
  expect(horaLocal(new Date('2027-06-07T02:41:07Z'), 'America/Mexico_City')).toBe('2027-06-06T20:41');
});
