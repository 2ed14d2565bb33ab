import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMinutos, MINUTOS } from './minutos.ts';

const INICIO = Date.parse('2027-06-07T01:30:00.000Z');
const minuto = (n: number) => INICIO + n * 60_000;

describe('the last sixty minutes', () => {
  test('end with the present one, and what is older than an hour is gone', () => {
    const minutos = createMinutos();
    minutos.add(minuto(0));
    minutos.add(minuto(0) + 59_999);
    minutos.add(minuto(3));
    expect(minutos.at(minuto(3)).slice(-5)).toEqual([0, 2, 0, 0, 1]);
    expect(minutos.sum(minuto(59))).toBe(3);
    expect(minutos.sum(minuto(60))).toBe(1);
    expect(minutos.sum(minuto(63))).toBe(0);
  });

  test('nothing has happened before the first thing that does', () => {
    expect(createMinutos().at(INICIO)).toEqual(new Array(MINUTOS).fill(0));
  });

  test('count the same whatever the order in which they are told', () => {
    // Within an hour nothing is forgotten, so the order cannot matter.
    const dichos = fc.array(fc.integer({ min: 0, max: MINUTOS - 1 }), { maxLength: 80 });
    fc.assert(
      fc.property(dichos, (lista) => {
        const first = createMinutos();
        const second = createMinutos();
        for (const m of lista) first.add(minuto(m));
        for (const m of [...lista].reverse()) second.add(minuto(m));
        const counted = Array.from({ length: MINUTOS }, (_, m) => lista.filter((x) => x === m).length);
        expect(first.at(minuto(MINUTOS - 1))).toEqual(counted);
        expect(second.at(minuto(MINUTOS - 1))).toEqual(counted);
      }),
    );
  });
});
