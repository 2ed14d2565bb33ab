import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyCell, nombreDeTerritorio, quoteCell, textCell } from './escribir-celda.ts';

describe('a cell', () => {
  test('is quoted only where RFC 4180 asks for it', () => {
    expect(quoteCell('LA LOMA')).toBe('LA LOMA');
    expect(quoteCell('LOMA, LA')).toBe('"LOMA, LA"');
    expect(quoteCell('EL "CHATO"')).toBe('"EL ""CHATO"""');
    expect(quoteCell('dos\nlíneas')).toBe('"dos\nlíneas"');
  });

  test('with a key keeps its zeros behind an apostrophe', () => {
    expect(keyCell('0806')).toBe("'0806");
  });

  test.each(['=1+1', '+52 443', '-2+3', '@SUM(A1)', '=HYPERLINK("http://x","y")', '\t=1+1', '\r\n@x'])(
    'with the name %j is never run as a formula',
    (name) => {
      const [[read]] = parse(`${textCell(name)}\n`) as [[string]];
      expect(read.startsWith("'")).toBe(true);
    },
  );

  test('with an ordinary name is that name', () => {
    expect(textCell('María José Núñez-Peña')).toBe('María José Núñez-Peña');
    expect(textCell('  Ana  ')).toBe('Ana');
    expect(textCell('')).toBe('');
  });

  test('is one cell of one row, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const rows = parse(`${textCell(name)},fin\n`) as string[][];
        expect(rows).toHaveLength(1);
        expect(rows[0]).toHaveLength(2);
        expect(rows[0]?.[1]).toBe('fin');
      }),
    );
  });

  test('with a place has capitals and no accents, but keeps the Ñ (LEEME 6)', () => {
    expect(nombreDeTerritorio('Peñablanca')).toBe('PEÑABLANCA');
    expect(nombreDeTerritorio('Cañada Morelos')).toBe('CAÑADA MORELOS');
    expect(nombreDeTerritorio('Tingüindín')).toBe('TINGUINDIN');
    expect(nombreDeTerritorio('San Martín Texmelucan de Labastida')).toBe(
      'SAN MARTIN TEXMELUCAN DE LABASTIDA',
    );
    // The same name typed with combining accents.
    expect(nombreDeTerritorio('Pen\u0303ablanca')).toBe('PEÑABLANCA');
  });
});
