import { expect, test } from 'vitest';
import { createRelojSimulado } from './reloj.ts';
import { createRitmo } from './ritmo.ts';

const INICIO = Date.parse('2027-06-07T00:00:00.000Z');
const MINUTO = 60_000;

test('at sixty times, a simulated minute is a real second', () => {
  let real = 1000;
  const ritmo = createRitmo(60, INICIO, () => real);
  expect(ritmo.msUntil(INICIO + MINUTO)).toBe(1000);
  real += 400;
  expect(ritmo.msUntil(INICIO + MINUTO)).toBe(600);
  real += 700;
  expect(ritmo.msUntil(INICIO + MINUTO)).toBe(-100);
});

test('a short delay is recovered; a long one is given up and the night goes on at its pace', () => {
  let real = 0;
  const ritmo = createRitmo(60, INICIO, () => real);
  real = 1300;
  ritmo.reach(INICIO + MINUTO);
  expect(ritmo.msUntil(INICIO + 2 * MINUTO)).toBe(700);
  real = 61_000;
  ritmo.reach(INICIO + 2 * MINUTO);
  // Two seconds late at most, instead of a minute.
  expect(ritmo.msUntil(INICIO + 3 * MINUTO)).toBe(-1000);
});

test('the speed can change at a moment that has not come', () => {
  let real = 0;
  const ritmo = createRitmo(600, INICIO, () => real);
  real = 100;
  ritmo.setVelocidad(60, INICIO + 2 * MINUTO);
  expect(ritmo.msUntil(INICIO + 2 * MINUTO)).toBe(100);
  expect(ritmo.msUntil(INICIO + 3 * MINUTO)).toBe(1100);
});

test('without a limit of speed nothing is waited for', () => {
  const ritmo = createRitmo(Number.POSITIVE_INFINITY, INICIO, () => 0);
  expect(ritmo.msUntil(INICIO + 1000 * MINUTO)).toBe(0);
  ritmo.reach(INICIO + 1000 * MINUTO);
  expect(ritmo.msUntil(INICIO + 2000 * MINUTO)).toBe(0);
});

test('the simulated clock is read as an instant and never goes back', () => {
  const reloj = createRelojSimulado(INICIO);
  expect(reloj.now()).toBe('2027-06-07T00:00:00.000Z');
  reloj.advance(INICIO + MINUTO);
  reloj.advance(INICIO);
  expect(reloj.now()).toBe('2027-06-07T00:01:00.000Z');
});
