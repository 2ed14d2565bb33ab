import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatCorte,
  formatFecha,
  formatFechaHora,
  formatSello,
  type Huso,
  isFecha,
  isZona,
  parseHoraLocal,
} from './hora.ts';

const MICHOACAN: Huso = { zona: 'America/Mexico_City', utc: null };
const CAMPECHE_2021: Huso = { zona: 'America/Merida', utc: -5 };

describe('formats', () => {
  it('are those of the database', () => {
    const opening = new Date('2027-06-07T02:00:09.999Z');
    expect(formatCorte(opening, MICHOACAN)).toBe('06/06/2027 20:00 (UTC-6)');
    expect(formatFechaHora(opening, MICHOACAN)).toBe('06/06/2027 20:00:09');
    expect(formatSello(opening, MICHOACAN)).toBe('20270606_2000');
    expect(formatFecha(opening, MICHOACAN)).toBe('2027-06-06');
  });

  it('midnight is 00:00 of the new day', () => {
    expect(formatCorte(new Date('2027-06-07T06:00:00Z'), MICHOACAN)).toBe('07/06/2027 00:00 (UTC-6)');
  });

  it('follow daylight saving time as it was, until October 2022', () => {
    expect(formatCorte(new Date('2021-06-07T01:00:00Z'), MICHOACAN)).toBe('06/06/2021 20:00 (UTC-5)');
    expect(formatCorte(new Date('2024-06-03T02:00:00Z'), MICHOACAN)).toBe('02/06/2024 20:00 (UTC-6)');
  });

  it.each([
    ['America/Cancun', '06/06/2027 21:00 (UTC-5)'],
    ['America/Hermosillo', '06/06/2027 19:00 (UTC-7)'],
    ['America/Tijuana', '06/06/2027 19:00 (UTC-7)'],
    ['America/Chihuahua', '06/06/2027 20:00 (UTC-6)'],
    ['Asia/Kolkata', '07/06/2027 07:30 (UTC+5:30)'],
  ])('know the zone %s', (zona, expected) => {
    expect(formatCorte(new Date('2027-06-07T02:00:00Z'), { zona, utc: null })).toBe(expected);
  });

  it('a fixed offset wins over the zone', () => {
    const closing = new Date('2021-06-08T01:00:00Z');
    expect(formatCorte(closing, CAMPECHE_2021)).toBe('07/06/2021 20:00 (UTC-5)');
    expect(formatCorte(new Date('2027-06-07T02:00:00Z'), { zona: 'America/Cancun', utc: -6 })).toBe(
      '06/06/2027 20:00 (UTC-6)',
    );
  });
});

describe('parseHoraLocal', () => {
  it.each([
    ['2027-06-06 20:00', '2027-06-07T02:00:00.000Z'],
    ['2027-06-06T20:00:01', '2027-06-07T02:00:01.000Z'],
    ['06/06/2027 20:00', '2027-06-07T02:00:00.000Z'],
    ['6/6/2027 8:05:09', '2027-06-06T14:05:09.000Z'],
    ['2021/06/06 20:00', '2021-06-07T01:00:00.000Z'],
  ])('reads %s', (texto, expected) => {
    expect(parseHoraLocal(texto, MICHOACAN)).toEqual({ ok: true, value: new Date(expected) });
  });

  it.each([
    ['mañana', 'HORA_MAL_ESCRITA'],
    ['2027-06-06', 'HORA_MAL_ESCRITA'],
    ['31/11/2026 20:00', 'FECHA_IMPOSIBLE'],
    ['2027-02-29 20:00', 'FECHA_IMPOSIBLE'],
    ['2027-13-01 20:00', 'FECHA_IMPOSIBLE'],
    ['2027-06-06 24:00', 'FECHA_IMPOSIBLE'],
    ['2021-04-04 02:30', 'HORA_INEXISTENTE'],
  ])('refuses %s', (texto, codigo) => {
    expect(parseHoraLocal(texto, MICHOACAN)).toMatchObject({ ok: false, error: { codigo } });
  });

  it('an hour that happened twice is the first of them', () => {
    expect(parseHoraLocal('2021-10-31 01:30', MICHOACAN)).toEqual({
      ok: true,
      value: new Date('2021-10-31T06:30:00Z'),
    });
  });

  it('reads back what is written, in every Mexican zone and year', () => {
    const zonas = [
      'America/Mexico_City',
      'America/Cancun',
      'America/Tijuana',
      'America/Hermosillo',
      'America/Merida',
    ];
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2015, 0) / 1000, max: Date.UTC(2040, 0) / 1000 }),
        fc.constantFrom(...zonas),
        (seconds, zona) => {
          const huso = { zona, utc: null };
          const instant = new Date(seconds * 1000);
          const read = parseHoraLocal(formatFechaHora(instant, huso), huso);
          if (!read.ok) throw new Error(read.error.mensaje);
          // Where the clock went back, the text says two instants: one hour apart, the first is read.
          expect([0, 3_600_000]).toContain(instant.getTime() - read.value.getTime());
          expect(formatFechaHora(read.value, huso)).toBe(formatFechaHora(instant, huso));
        },
      ),
    );
  });
});

describe('isFecha, isZona', () => {
  it('know the calendar and the zones', () => {
    expect(['2027-06-06', '2028-02-29'].every(isFecha)).toBe(true);
    expect(['2027-06-31', '2027-02-29', '06/06/2027', '2027-6-6', ''].some(isFecha)).toBe(false);
    expect(isZona('America/Mexico_City')).toBe(true);
    expect(isZona('America/Morelia')).toBe(false);
    expect(isZona('')).toBe(false);
  });
});
