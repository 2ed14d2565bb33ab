import { describe, expect, test } from 'vitest';
import type { IdActa } from './clave.ts';
import { formatCodigo } from './codigo-de-acta.ts';
import { looksLikeCodigo, readCodigo } from './lectura-de-codigo.ts';

const CODIGO = { proceso: 'michoacan-2027', acta: 'DIP_LOC-160806C080012' as IdActa };
const TEXTO = formatCodigo(CODIGO);
/** As a US reader types it in a computer in Spanish. */
const enEspanol = (texto: string) =>
  texto.replace(/[-/_]/g, (sign) => ({ '-': "'", '/': '-', _: '?' })[sign] ?? sign);
const alReves = (texto: string) =>
  [...texto].map((c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase())).join('');

describe('a code is understood', () => {
  test.each([
    ['as it is', TEXTO, 'mismo'],
    ['with spaces around', ` ${TEXTO}\r`, 'mismo'],
    ['from a reader of another keyboard', enEspanol(TEXTO), 'otro'],
    ['with the capitals locked', alReves(TEXTO), 'otro'],
    ['with both', alReves(enEspanol(TEXTO)), 'otro'],
  ])('%s', (_how, texto, teclado) => {
    expect(readCodigo(texto)).toEqual({ ok: true, value: { codigo: CODIGO, teclado } });
    expect(looksLikeCodigo(texto)).toBe(true);
  });
});

test('a code that lost a character is damaged, whatever the keyboard', () => {
  const cut = TEXTO.replace('0806', '0906');
  for (const texto of [cut, enEspanol(cut), alReves(cut)]) {
    expect(readCodigo(texto)).toMatchObject({ ok: false, error: { codigo: 'CODIGO_DANADO' } });
  }
});

test.each(['', '160806C08002', 'https://prep.mx/x', '7501055300075'])(
  '«%s» is of another system',
  (texto) => {
    expect(readCodigo(texto)).toMatchObject({ ok: false, error: { codigo: 'CODIGO_AJENO' } });
    expect(looksLikeCodigo(texto)).toBe(false);
  },
);
