import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRuta, locateJson } from './lugar-json.ts';

describe('locateJson', () => {
  it('gives the line of every path, whatever the line endings', () => {
    for (const eol of ['\n', '\r\n', '\r']) {
      const { lineas, lineaDelError } = locateJson(
        ['{', '"a": 1,', '"b": [', '{ "c": "x\\"y" },', '[2]', ']', '}'].join(eol),
      );
      expect(lineaDelError).toBeNull();
      expect(Object.fromEntries(lineas)).toEqual({
        '': 1,
        a: 2,
        b: 3,
        'b[0]': 4,
        'b[0].c': 4,
        'b[1]': 5,
        'b[1][0]': 5,
      });
    }
  });

  it('finds keys written twice in the same object, not in two', () => {
    expect(locateJson('{"a": 1,\n"b": {"a": 2},\n"a": 3}').repetidas).toEqual([{ ruta: 'a', linea: 3 }]);
  });

  it.each([
    ['{\n"a": 1,\n}', 3],
    ['{\n"a" 1}', 2],
    ['[1,\n2', 2],
    ["{\n'a': 1}", 2],
    ['[1]\n[2]', 2],
    ['[1,\n"x\ny"]', 2],
    ['', 1],
    ['[tru]', 1],
  ])('finds where %j stops being JSON', (texto, linea) => {
    expect(locateJson(texto).lineaDelError).toBe(linea);
  });

  it('accepts every JSON text', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
        expect(locateJson(JSON.stringify(value, null, indent)).lineaDelError).toBeNull();
      }),
    );
  });

  it('refuses what JSON.parse refuses because a piece is missing', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(), (value, at) => {
        const text = JSON.stringify(value);
        const cut = text.slice(0, at % text.length);
        expect(locateJson(cut).lineaDelError).not.toBeNull();
      }),
    );
  });
});

describe('formatRuta', () => {
  it('writes a path as people read it', () => {
    expect(formatRuta(['elecciones', 0, 'tiposActa', 2, 'clave'])).toBe('elecciones[0].tiposActa[2].clave');
    expect(formatRuta([])).toBe('');
  });
});
