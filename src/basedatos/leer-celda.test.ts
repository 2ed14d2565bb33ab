import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanCell, foldText, parseConteo, readCelda } from './leer-celda.ts';

describe('a cell', () => {
  it.each([
    ["'160806C0800", '160806C0800'],
    ["'160806C0800'", '160806C0800'],
    ['="160806C0800"', '160806C0800'],
    ['160806C0800', '160806C0800'],
    [' - ', '-'],
    ['', ''],
    ["'", ''],
    ['"x"', 'x'],
    ["'N/A", 'N/A'],
    ['=5', '=5'],
  ])('%j is %j once its guards are off', (celda, limpia) => expect(cleanCell(celda)).toBe(limpia));

  it.each([
    ['0', 0],
    ['007', 7],
    ['7,672', 7672],
    ['2658993.0', 2658993],
    ["'45", 45],
    ['1 234', 1234],
    ['10000', 10000],
    ['ILEGIBLE', 'ILEGIBLE'],
    ['Ilegible', 'ILEGIBLE'],
    ['SIN DATO', 'SIN DATO'],
    ['sin_dato', 'SIN DATO'],
    [' Sin  Dato ', 'SIN DATO'],
  ])('%j is the reading %j', (celda, valor) => expect(readCelda(celda)).toEqual({ tipo: 'lectura', valor }));

  it.each([
    ['', 'vacia'],
    ['  ', 'vacia'],
    ['-', 'guion'],
    [' - ', 'guion'],
    ['—', 'guion'],
    ['SIN ACTA', 'sin_acta'],
    ['sin_acta', 'sin_acta'],
    ['N/A', 'no_aplica'],
    ["'N/A", 'no_aplica'],
    ['-5', 'rara'],
    ['3.5', 'rara'],
    ['12a', 'rara'],
    ['7,67', 'rara'],
    ['#¡REF!', 'rara'],
  ])('%j is %s', (celda, tipo) => expect(readCelda(celda)).toBe(tipo));

  it('reads back every count, with or without thousands', () => {
    fc.assert(
      fc.property(fc.nat(), (n) => {
        expect(parseConteo(String(n))).toBe(n);
        expect(parseConteo(n.toLocaleString('en-US'))).toBe(n);
        expect(parseConteo(`${n}.0`)).toBe(n);
        expect(readCelda(String(n))).toEqual({ tipo: 'lectura', valor: n });
      }),
    );
  });

  it('folds case, accents and underscores', () =>
    expect(foldText(' Algún_campo  ilegible ')).toBe('ALGUN CAMPO ILEGIBLE'));
});
