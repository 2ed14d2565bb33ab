import fc from 'fast-check';
import { expect, test } from 'vitest';
import { horaDeEquipo } from './hora-de-equipo.ts';
import { addSeconds } from './instante.ts';
import { instante } from './pruebas/ejemplos.ts';

const segundos = fc.integer({ min: 0, max: 86_000 }).map(instante);

test('the clock of the equipo, corrected', () => {
  const de = (desfase: number | null) =>
    horaDeEquipo({ momento: instante(60), desfase, recibida: instante(7200), anterior: null });
  expect(de(0)).toBe(instante(60));
  expect(de(30_000)).toBe(instante(90));
  expect(de(-30_000)).toBe(instante(30));
  expect(de(null)).toBe(instante(60));
});

test('never after its reception, never before what came before in the same equipo', () => {
  fc.assert(
    fc.property(
      segundos,
      fc.integer({ min: -90_000_000, max: 90_000_000 }),
      segundos,
      fc.option(segundos),
      (momento, desfase, recibida, otra) => {
        const anterior = otra !== null && otra <= recibida ? otra : null;
        const hora = horaDeEquipo({ momento, desfase, recibida, anterior });
        expect(hora <= recibida).toBe(true);
        if (anterior !== null) expect(hora >= anterior).toBe(true);
      },
    ),
  );
});

test.each([
  ['1970-01-01T00:00:00.000Z', 'reset'],
  [addSeconds(instante(7200), -86_401), 'more than a day behind'],
])('a clock that was %s (%s) is not believed: it arrived when it was received', (momento) => {
  const recibida = instante(7200);
  expect(horaDeEquipo({ momento, desfase: null, recibida, anterior: null })).toBe(recibida);
});

test('a clock that is ahead gives the reception', () => {
  const recibida = instante(7200);
  expect(horaDeEquipo({ momento: instante(99_999), desfase: 0, recibida, anterior: null })).toBe(recibida);
});
