import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TIPOS_CASILLA } from './casilla.ts';
import {
  buildClaveActa,
  buildClaveCasilla,
  buildIdActa,
  buildIdFueraDeCatalogo,
  parseClaveActa,
  parseClaveCasilla,
} from './clave.ts';

const PARTES = { entidad: '16', seccion: '0806', tipo: 'C', numero: '08', extContigua: '00' } as const;

describe('CLAVE_CASILLA: eleven positions (LEEME 1)', () => {
  it('joins entidad, sección, tipo, número and ext. contigua', () => {
    expect(buildClaveCasilla(PARTES)).toBe('160806C0800');
  });

  it('reads back its parts', () => {
    expect(parseClaveCasilla('160806C0800')).toEqual({ ok: true, value: PARTES });
  });

  it.each([
    ['', 'empty'],
    ['160806C080', 'ten positions'],
    ['160806C08003', 'twelve positions'],
    ['160806c0800', 'lower case'],
    ['160806X0800', 'unknown type'],
    ['16O806C0800', 'letter O for zero'],
    ["'160806C0800", 'the guard of a spreadsheet'],
    [' 160806C0800', 'a space before'],
    ['160806C0800 ', 'a space after'],
    ['160806C0800\n', 'a line feed after'],
    ['1160806C0800', 'a digit more before'],
    ['160806C080O', 'a letter at the end'],
  ])('«%s» is refused: %s', (texto) => {
    expect(parseClaveCasilla(texto)).toEqual({
      ok: false,
      error: {
        codigo: 'CLAVE_MAL_FORMADA',
        mensaje: `«${texto}» no es una clave de casilla: se esperan 11 posiciones, por ejemplo 160806C0800.`,
      },
    });
  });
});

describe('CLAVE_ACTA: the casilla and the type of acta as printed (LEEME 2)', () => {
  it.each([
    ['160806C08003', '3'],
    ['210132S01004E', '4E'],
    ['160806S01003EMR', '3EMR'],
    ['160806S0100ABCDEF', 'ABCDEF'],
  ])('%s has type %s', (texto, tipoActa) => {
    const read = parseClaveActa(texto);
    expect(read.ok && read.value.tipoActa).toBe(tipoActa);
    expect(read.ok && buildClaveActa(buildClaveCasilla(read.value.casilla), tipoActa)).toBe(texto);
  });

  it.each([
    ['160806C0800', 'no type of acta'],
    ['160806C0800-3', 'a hyphen'],
    ['160806C08003e', 'lower case'],
    ['160806C0800ABCDEFG', 'a type of seven positions'],
    ['160806X08003', 'unknown type of casilla'],
    ['160806C0800 3', 'a space'],
    ['160806C08003\n', 'a line feed'],
  ])('«%s» is refused: %s', (texto) => {
    expect(parseClaveActa(texto)).toEqual({
      ok: false,
      error: {
        codigo: 'CLAVE_MAL_FORMADA',
        mensaje: `«${texto}» no es una clave de acta: se espera la clave de casilla y el tipo de acta, por ejemplo 160806C08003.`,
      },
    });
  });

  it('building and reading are inverse for every casilla', () => {
    const digits = (n: number) => fc.nat({ max: 10 ** n - 1 }).map((value) => String(value).padStart(n, '0'));
    const partes = fc.record({
      entidad: digits(2),
      seccion: digits(4),
      tipo: fc.constantFrom(...TIPOS_CASILLA),
      numero: digits(2),
      extContigua: digits(2),
    });
    fc.assert(
      fc.property(partes, fc.stringMatching(/^[0-9A-Z]{1,6}$/), (clave, tipoActa) => {
        const casilla = buildClaveCasilla(clave);
        expect(casilla).toHaveLength(11);
        expect(parseClaveCasilla(casilla)).toEqual({ ok: true, value: clave });
        expect(parseClaveActa(buildClaveActa(casilla, tipoActa))).toEqual({
          ok: true,
          value: { casilla: clave, tipoActa },
        });
      }),
    );
  });

  it('reading never throws', () => {
    fc.assert(
      fc.property(fc.string(), (texto) => {
        expect(parseClaveCasilla(texto).ok && parseClaveActa(texto).ok).toBe(false);
      }),
    );
  });
});

describe('name of an acta inside the system: its key may repeat, its name may not', () => {
  const clave = buildClaveActa(buildClaveCasilla({ ...PARTES, numero: '01', tipo: 'B' }), '3');

  it('election and key; and what tells it apart, where the key repeats', () => {
    expect(buildIdActa('GUB', clave, '')).toBe('GUB-160806B01003');
    expect(buildIdActa('AYUN', clave, '013')).toBe('AYUN-160806B01003-013');
  });

  it('fuera de catálogo: numbered in the order they were registered', () => {
    expect(buildIdFueraDeCatalogo('GUB', 7)).toBe('GUB-FC-0007');
    expect(buildIdFueraDeCatalogo('GUB', 12_345)).toBe('GUB-FC-12345');
  });
});
