import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkLectura } from '../../../src/dominio/lectura.ts';
import { lecturaDe, limpiarTexto, pendienteDe } from './texto.ts';

describe('the box of a field', () => {
  test('whatever is put in it, what stays is empty, a word or digits that fit', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(limpiarTexto(text, 9_999)).toMatch(/^(\d{0,4}|ILEGIBLE|SIN DATO)$/);
      }),
    );
  });

  test('what may be sent is what the rule of the server accepts', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{0,4}$/), fc.integer({ min: 1, max: 9_999 }), (text, valorMaximo) => {
        const lectura = lecturaDe(text);
        const accepted = lectura !== null && checkLectura('PAN', lectura, valorMaximo).ok;
        expect(pendienteDe(text, valorMaximo) === null).toBe(accepted);
      }),
    );
  });

  test.each([
    ['007', 7],
    ['0', 0],
    ['ILEGIBLE', 'ILEGIBLE'],
    ['SIN DATO', 'SIN DATO'],
    ['', null],
  ])('«%s» is %s', (text, lectura) => {
    expect(lecturaDe(text)).toBe(lectura);
  });

  test('to erase a letter of a word erases the word', () => {
    expect(limpiarTexto('ILEGIBL', 9_999)).toBe('');
  });
});
