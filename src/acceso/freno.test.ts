import { expect, test } from 'vitest';
import { AJUSTES_DE_ACCESO } from './ajustes.ts';
import { createCuota, createFrenoDeDirecciones, frenoTras } from './freno.ts';

test('two failures cost nothing, then the wait doubles up to a minute, and the tenth locks', () => {
  const waits = Array.from({ length: 11 }, (_, i) => frenoTras(i + 1, AJUSTES_DE_ACCESO));
  expect(waits.map(({ segundos }) => segundos)).toEqual([0, 0, 2, 4, 8, 16, 32, 60, 60, 900, 900]);
  expect(waits.map(({ tipo }) => tipo)).toEqual([...Array(9).fill('espera'), 'bloqueo', 'bloqueo']);
});

test('a quota lets so many through in each window, and then says how many it left out', () => {
  const cuota = createCuota(2, 1000);
  expect([0, 1, 2, 3].map((ms) => cuota.pass('ana', ms))).toEqual([0, 0, null, null]);
  expect(cuota.pass('bea', 3)).toBe(0);
  expect(cuota.pass('ana', 1000)).toBe(2);
  expect(cuota.pass('ana', 1001)).toBe(0);
});

test('a clock that goes back opens a new window instead of closing it for ever', () => {
  const cuota = createCuota(1, 1000);
  expect(cuota.pass('ana', 1_000_000)).toBe(0);
  expect(cuota.pass('ana', 5)).toBe(0);
});

test('an address that fails too much may try once each second, and no other one pays for it', () => {
  const freno = createFrenoDeDirecciones(2);
  for (const ms of [0, 1, 2]) freno.fail('10.0.0.1', ms);
  expect(freno.espera('10.0.0.1', 2)).toBe(1);
  expect(freno.espera('10.0.0.1', 1002)).toBe(0);
  expect(freno.espera('10.0.0.2', 2)).toBe(0);
  freno.fail('10.0.0.1', 600_001);
  expect(freno.espera('10.0.0.1', 600_001)).toBe(0);
});
