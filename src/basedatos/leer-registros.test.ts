import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LectorRegistros, type Registro, splitRegistros } from './leer-registros.ts';

function split(text: string, size: number): readonly Registro[] {
  const lector = new LectorRegistros(',');
  const found: Registro[] = [];
  for (let i = 0; i < text.length; i += size) found.push(...lector.push(text.slice(i, i + size)));
  return [...found, ...lector.end()];
}

const cells = (text: string) => splitRegistros(text, ',').map(({ celdas }) => celdas);

describe('records', () => {
  it('splits by any delimiter and any end of line', () => {
    expect(splitRegistros('a|b\nc|d\n', '|').map((r) => r.celdas)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect(cells('a,b\r\nc,d')).toEqual(cells('a,b\nc,d\n'));
    expect(cells('a,b\rc,d\r')).toEqual(cells('a,b\nc,d\n'));
  });

  it('says which end of line is used', () => {
    const read = (text: string) => {
      const lector = new LectorRegistros(',');
      lector.push(text);
      lector.end();
      return lector.finDeLinea;
    };
    expect([read('a\nb\n'), read('a\r\nb\r\n'), read('a\rb\r'), read('a\nb\r\n')]).toEqual([
      'LF',
      'CRLF',
      'CR',
      'mezclado',
    ]);
  });

  it('reads quoted cells with delimiters, ends of line and doubled quotes', () => {
    expect(cells('1,"7,672","dijo ""sí""","dos\nlíneas"\n2,,,')).toEqual([
      ['1', '7,672', 'dijo "sí"', 'dos\nlíneas'],
      ['2', '', '', ''],
    ]);
  });

  it('takes a quote in the middle of a cell as it is', () => {
    expect(cells('="230085B0100",EJIDO "EL SALTO",5"\nb')).toEqual([
      ['="230085B0100"', 'EJIDO "EL SALTO"', '5"'],
      ['b'],
    ]);
  });

  it('counts lines as an editor does, quoted ends of line and blank lines included', () => {
    const lines = splitRegistros('a\n\n"b\r\nb",c\nd', ',').map(({ linea }) => linea);
    expect(lines).toEqual([1, 2, 3, 5]);
  });

  it('takes a line as it is when its quote is never closed, and goes on', () => {
    const rows = splitRegistros('a,"b\nc,d\n', ',');
    expect(rows.map(({ celdas, comillas }) => [celdas, comillas])).toEqual([
      [['a', '"b'], 'abiertas'],
      [['c', 'd'], 'bien'],
    ]);
    const long = `a,"b\n${'c,d\n'.repeat(50_000)}`;
    expect(split(long, 64 * 1024)).toHaveLength(50_001);
  });

  it('gives back what was written, whatever is in the cells and however the pieces are cut', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ñ', ',', '"', '\n', '\r', ' ', '=', "'") });
    const record = fc.array(cell, { minLength: 1, maxLength: 4 });
    const eol = fc.constantFrom('\n', '\r\n', '\r');
    fc.assert(
      fc.property(
        fc.array(record, { minLength: 1, maxLength: 6 }),
        eol,
        fc.integer({ min: 1, max: 12 }),
        (records, end, size) => {
          const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const text = records.map((celdas) => celdas.map(quote).join(',') + end).join('');
          expect(split(text, size).map(({ celdas }) => celdas)).toEqual(records);
          expect(split(text, size)).toEqual(split(text, text.length));
        },
      ),
    );
  });
});
