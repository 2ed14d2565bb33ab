import { expect, test } from 'vitest';
import { camposDistintos, type Lecturas } from '../dominio/consolidacion.ts';
import { checkLectura } from '../dominio/lectura.ts';
import { createAzar } from './azar.ts';
import { typeLecturas } from './tecleo.ts';

const LIMPIA: Lecturas = Object.fromEntries(
  Array.from({ length: 20 }, (_, i) => [`CAMPO_${i}`, (i * 37) % 260]),
);
const DIFICIL: Lecturas = { ...LIMPIA, CAMPO_3: 'ILEGIBLE', CAMPO_8: 'SIN DATO' };

const type = (verdad: Lecturas, persona: string, tasaDeError: number, campos = Object.keys(verdad)) =>
  typeLecturas({
    verdad,
    campos,
    tasaDeError,
    valorMaximo: 999,
    azar: createAzar(1, 'captura', persona),
    acta: persona,
    semilla: 1,
  });

/** Share of captures, of many people, with some field wrong. */
function wrong(verdad: Lecturas, tasaDeError: number): number {
  const tries = 4000;
  let failed = 0;
  for (let i = 0; i < tries; i += 1) {
    const typed = type(verdad, `p${i}`, tasaDeError);
    if (camposDistintos(Object.keys(verdad), verdad, typed).length > 0) failed += 1;
  }
  return failed / tries;
}

test('a person types the same thing if asked twice', () => {
  expect(type(DIFICIL, 'CAP-001', 0.5)).toEqual(type(DIFICIL, 'CAP-001', 0.5));
});

test('one or two of a hundred captures of a clean acta have a wrong field', () => {
  expect(wrong(LIMPIA, 0.013)).toBeGreaterThan(0.01);
  expect(wrong(LIMPIA, 0.013)).toBeLessThan(0.025);
});

test('what cannot be read is judged differently more often', () => {
  expect(wrong(DIFICIL, 0.013)).toBeGreaterThan(0.08);
  expect(wrong(DIFICIL, 0.013)).toBeLessThan(0.2);
});

test('only what was asked is typed, and always something that capture accepts', () => {
  for (let i = 0; i < 2000; i += 1) {
    const campos = ['CAMPO_3', 'CAMPO_7', 'CAMPO_0'];
    const typed = type(DIFICIL, `q${i}`, 10, campos);
    expect(Object.keys(typed)).toEqual(campos);
    for (const [campo, lectura] of Object.entries(typed)) {
      expect(checkLectura(campo, lectura, 999).ok).toBe(true);
    }
  }
});

test('with a rate of twenty every number is wrong: a slip is never the right value', () => {
  const typed = type(LIMPIA, 'CAP-009', 20);
  expect(camposDistintos(Object.keys(LIMPIA), LIMPIA, typed)).toHaveLength(20);
});
