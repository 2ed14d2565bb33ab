import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compararRelojes, createReloj, desfaseDe, espera, type Relojes } from './reloj.ts';

const AHORA = Date.parse('2027-06-07T02:00:00.000Z');

function relojDePrueba() {
  const state = { pared: AHORA, monotono: 5_000, arranque: 'uno' as string | null };
  const relojes: Relojes = {
    pared: () => state.pared,
    monotono: () => state.monotono,
    get arranque() {
      return state.arranque;
    },
  };
  const pass = (ms: number) => {
    state.pared += ms;
    state.monotono += ms;
  };
  return { state, relojes, pass };
}

test('the offset is wrong by at most half of the quickest round trip, whatever the network does', () => {
  const trip = fc.record({
    va: fc.integer({ min: 0, max: 5_000 }),
    viene: fc.integer({ min: 0, max: 5_000 }),
  });
  fc.assert(
    fc.property(
      fc.integer({ min: -86_400_000, max: 86_400_000 }),
      fc.array(trip, { minLength: 1, maxLength: 6 }),
      (real, trips) => {
        const muestras = trips.map(({ va, viene }, i) => {
          const asked = AHORA + i * 20_000;
          return { pared: asked + va + viene, ida: va + viene, servidor: asked + va + real };
        });
        const { desfase, error } = desfaseDe(muestras);
        expect(Math.abs(desfase - real)).toBeLessThanOrEqual(error + 1);
        expect(error).toBe(Math.ceil(Math.min(...muestras.map(({ ida }) => ida)) / 2));
      },
    ),
  );
});

test('moving the clock does not move the hour of the server', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2_000, max: 90_000_000 }),
      fc.boolean(),
      fc.integer({ min: 0, max: 60_000 }),
      (size, forward, elapsed) => {
        const { state, relojes, pass } = relojDePrueba();
        const reloj = createReloj(relojes, null);
        reloj.ponerDesfase(-7_000);
        const before = Date.parse(reloj.servidor());
        pass(elapsed);
        state.pared += forward ? size : -size;
        expect(reloj.mirar()).toEqual({
          salto: forward ? size : -size,
          desfase: -7_000 - (forward ? size : -size),
        });
        expect(Date.parse(reloj.servidor()) - before).toBe(elapsed);
        expect(reloj.mirar()).toBeNull();
      },
    ),
  );
});

test('a clock that passes at its pace, or is adjusted a little, has not jumped', () => {
  const { state, relojes, pass } = relojDePrueba();
  const reloj = createReloj(relojes, null);
  pass(3_600_000);
  state.pared += 900;
  expect(reloj.mirar()).toBeNull();
});

test('a jump is noticed also between one program and the next, while the machine did not stop', () => {
  const { state, relojes, pass } = relojDePrueba();
  const first = createReloj(relojes, null);
  first.ponerDesfase(100);
  pass(60_000);
  state.pared -= 3_600_000;
  const next = createReloj(relojes, first.recuerdo());
  expect(next.mirar()).toEqual({ salto: -3_600_000, desfase: 3_600_100 });
});

test('after the machine was off, a clock that went back is not believed, and one that went on is', () => {
  const antes = { pared: AHORA, monotono: 9_000_000, arranque: 'uno', desfase: 40 };
  expect(compararRelojes(antes, { pared: AHORA - 60_000, monotono: 10, arranque: 'dos' })).toEqual({
    ...{ salto: null, desfase: null },
  });
  expect(compararRelojes(antes, { pared: AHORA + 60_000, monotono: 10, arranque: 'dos' })).toBeNull();
});

test('a wait grows up to its limit, and leaves half of itself to chance', () => {
  const limits = { base: 1_000, tope: 60_000 };
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 100 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (fallas, azar) => {
        const ms = espera(fallas, { ...limits, azar });
        const longest = Math.min(60_000, 1_000 * 2 ** Math.min(fallas, 16));
        expect(ms).toBeGreaterThanOrEqual(Math.floor(longest / 2));
        expect(ms).toBeLessThanOrEqual(longest);
      },
    ),
  );
});
