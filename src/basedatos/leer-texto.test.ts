import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LectorTexto } from './leer-texto.ts';

/** Decodes in pieces of the given size. */
function decode(bytes: Uint8Array, size: number): { text: string; codificacion: string } {
  const lector = new LectorTexto();
  let text = '';
  for (let i = 0; i < bytes.length; i += size) text += lector.push(bytes.subarray(i, i + size));
  text += lector.end();
  return { text, codificacion: lector.codificacion };
}

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
const latin1 = (text: string) => Buffer.from(text, 'latin1');

describe('LectorTexto', () => {
  const texto = 'MICHOACÁN DE OCAMPO\r\nPEÑUELAS|ÑÚ\n';
  it.each([
    ['UTF-8', Buffer.from(texto), 'UTF-8'],
    ['UTF-8 with mark', Buffer.from(`\ufeff${texto}`), 'UTF-8 con BOM'],
    ['UTF-16 LE with mark', Buffer.from(`\ufeff${texto}`, 'utf16le'), 'UTF-16 LE'],
    ['UTF-16 BE with mark', utf16be(`\ufeff${texto}`), 'UTF-16 BE'],
    ['UTF-16 LE without mark', Buffer.from(texto, 'utf16le'), 'UTF-16 LE'],
    ['UTF-16 BE without mark', utf16be(texto), 'UTF-16 BE'],
    ['Latin-1', latin1(texto), 'Windows-1252'],
    ['Windows-1252 quotes', Buffer.concat([latin1('a'), Buffer.of(0x93), latin1('b\n')]), 'Windows-1252'],
  ])('reads %s, however the pieces are cut', (_, bytes, codificacion) => {
    const whole = decode(bytes, bytes.length);
    expect(whole.codificacion).toBe(codificacion);
    for (const size of [1, 2, 3, 5, 7]) expect(decode(bytes, size)).toEqual(whole);
  });

  it('says ASCII when nothing tells otherwise', () => {
    expect(decode(Buffer.from('PAN,PRI\n'), 3)).toEqual({ text: 'PAN,PRI\n', codificacion: 'ASCII' });
    expect(decode(new Uint8Array(0), 1)).toEqual({ text: '', codificacion: 'ASCII' });
  });

  it('becomes Windows-1252 at the first line that is not UTF-8, after megabytes of ASCII', () => {
    const bytes = Buffer.concat([Buffer.alloc(200_000, 'A\n'), latin1('PEÑA\n')]);
    const { text, codificacion } = decode(bytes, 64 * 1024);
    expect(codificacion).toBe('Windows-1252');
    expect(text.endsWith('PEÑA\n')).toBe(true);
  });

  it('reads each line in its own encoding when a file mixes them', () => {
    const bytes = Buffer.concat([Buffer.from('PEÑA\n'), latin1('NIÑO\n'), Buffer.from('AÑO')]);
    for (const size of [2, 1000]) {
      const { text, codificacion } = decode(bytes, size);
      expect(text).toBe('PEÑA\nNIÑO\nAÑO');
      expect(codificacion).toBe('UTF-8 y Windows-1252 mezclados');
    }
  });

  it('gives back any text written in UTF-8, whatever the pieces', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 9 }), (text, size) => {
        // A zero in every other byte is how UTF-16 without mark is told.
        fc.pre(!text.includes('\0') && !text.startsWith('\ufeff') && text.isWellFormed());
        expect(decode(Buffer.from(text), size).text).toBe(text);
      }),
    );
  });
});
