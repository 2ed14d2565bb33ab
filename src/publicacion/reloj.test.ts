import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatFechaHora } from '../proceso/hora.ts';
import { createReloj } from './reloj.ts';

const MICHOACAN = { zona: 'America/Mexico_City', utc: null };

test('an instant is written for people and for programs, in local time', () => {
  const reloj = createReloj(MICHOACAN);
  expect(reloj.local('2027-06-07T02:40:07.999Z')).toBe('06/06/2027 20:40:07');
  expect(reloj.iso('2027-06-07T02:40:07.999Z')).toBe('2027-06-06T20:40:07-06:00');
});

test('a fixed offset wins over the zone, and offsets may have minutes', () => {
  expect(createReloj({ zona: 'America/Mexico_City', utc: -5 }).iso('2021-06-07T03:00:00.000Z')).toBe(
    '2021-06-06T22:00:00-05:00',
  );
  expect(createReloj({ zona: 'Asia/Kathmandu', utc: null }).iso('2027-06-07T02:40:00.000Z')).toBe(
    '2027-06-07T08:25:00+05:45',
  );
});

test('is the local time of the process, remembered or not, and the same instant', () => {
  const zones = ['America/Mexico_City', 'America/Tijuana', 'America/Cancun', 'Asia/Kathmandu', 'UTC'];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.array(fc.date({ min: new Date('2015-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }), {
        minLength: 1,
      }),
      (zona, dates) => {
        const huso = { zona, utc: null };
        const reloj = createReloj(huso);
        for (const date of dates) {
          expect(reloj.local(date.toISOString())).toBe(formatFechaHora(date, huso));
          const seconds = Math.floor(date.getTime() / 1000) * 1000;
          expect(new Date(reloj.iso(date.toISOString())).getTime()).toBe(seconds);
        }
      },
    ),
  );
});
