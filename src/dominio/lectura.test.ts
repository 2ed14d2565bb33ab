import { describe, expect, it } from 'vitest';
import { checkLectura, type Escrito, isLegible, resolveLectura, votosDe } from './lectura.ts';

const valor = (n: number): Escrito => ({ tipo: 'valor', valor: n });
const ILEGIBLE: Escrito = { tipo: 'ilegible' };
const VACIO: Escrito = { tipo: 'vacio' };

describe('a field written in number and in letters (Anexo 13, capture criteria)', () => {
  it.each([
    ['number and letters agree: that value', valor(85), valor(85), 85],
    ['they differ: the letters prevail', valor(85), valor(58), 58],
    ['the letters prevail when they say zero', valor(85), valor(0), 0],
    ['only the number is legible: the number', valor(85), ILEGIBLE, 85],
    ['only the number is written: the number', valor(85), VACIO, 85],
    ['a zero in number alone is a zero', valor(0), VACIO, 0],
    ['only the letters are legible: the letters', ILEGIBLE, valor(58), 58],
    ['only the letters are written: the letters', VACIO, valor(58), 58],
    ['neither is legible: ILEGIBLE', ILEGIBLE, ILEGIBLE, 'ILEGIBLE'],
    ['the number is illegible and no letters: ILEGIBLE', ILEGIBLE, VACIO, 'ILEGIBLE'],
    ['no number and the letters are illegible: ILEGIBLE', VACIO, ILEGIBLE, 'ILEGIBLE'],
    ['neither is written: SIN DATO', VACIO, VACIO, 'SIN DATO'],
  ] as const)('%s', (_name, numero, letra, expected) => {
    expect(resolveLectura(numero, letra)).toBe(expected);
  });
});

describe('ILEGIBLE and SIN DATO count as zero votes but are not zero (LEEME 33, 36)', () => {
  it.each([
    [0, 0, true],
    [17, 17, true],
    ['ILEGIBLE', 0, false],
    ['SIN DATO', 0, false],
  ] as const)('%s gives %i votes; legible: %s', (lectura, votos, legible) => {
    expect(votosDe(lectura)).toBe(votos);
    expect(isLegible(lectura)).toBe(legible);
  });
});

describe('what a field accepts', () => {
  it.each([0, 1, 749, 750, 'ILEGIBLE', 'SIN DATO'] as const)('%s is accepted up to 750', (lectura) => {
    expect(checkLectura('PAN', lectura, 750)).toEqual({ ok: true, value: lectura });
  });

  it.each([
    [
      'one above the maximum',
      751,
      'LECTURA_EXCESIVA',
      'El campo PAN dice 751 y el máximo es 750. Revise los dígitos en la imagen.',
    ],
    ['negative', -1, 'LECTURA_NEGATIVA', 'El campo PAN es negativo (-1). Escriba la cantidad sin signo.'],
    [
      'with decimals',
      7.5,
      'LECTURA_NO_ENTERA',
      'El campo PAN tiene «7.5», que no es un número entero. Escriba solo dígitos, o marque ilegible o sin dato.',
    ],
    [
      'not a number',
      Number.NaN,
      'LECTURA_NO_ENTERA',
      'El campo PAN tiene «NaN», que no es un número entero. Escriba solo dígitos, o marque ilegible o sin dato.',
    ],
    [
      'infinite',
      Number.POSITIVE_INFINITY,
      'LECTURA_NO_ENTERA',
      'El campo PAN tiene «Infinity», que no es un número entero. Escriba solo dígitos, o marque ilegible o sin dato.',
    ],
    [
      'a text from outside the types',
      'ilegible' as 'ILEGIBLE',
      'LECTURA_NO_ENTERA',
      'El campo PAN tiene «ilegible», que no es un número entero. Escriba solo dígitos, o marque ilegible o sin dato.',
    ],
  ] as const)('%s is refused', (_name, lectura, codigo, mensaje) => {
    expect(checkLectura('PAN', lectura, 750)).toEqual({ ok: false, error: { codigo, mensaje } });
  });
});
