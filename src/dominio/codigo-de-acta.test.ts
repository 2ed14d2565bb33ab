import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { IdActa } from './clave.ts';
import { formatCodigo, parseCodigo } from './codigo-de-acta.ts';

const CODIGO = { proceso: 'michoacan-2027', acta: 'GUB-160806C08002' as IdActa };

test('a code says its process and its acta, and reads back', () => {
  const texto = formatCodigo(CODIGO);
  expect(texto).toMatch(/^PREP1\/michoacan-2027\/GUB-160806C08002\/\d{2}$/);
  expect(parseCodigo(`  ${texto}\r\n`)).toEqual({ ok: true, value: CODIGO });
});

test('any one character changed, or two neighbours swapped, is told', () => {
  const texto = formatCodigo(CODIGO);
  const from = texto.indexOf('/') + 1;
  const position = fc.integer({ min: from, max: texto.length - 2 });
  const refusalOf = (read: string) => {
    const parsed = parseCodigo(read);
    return parsed.ok ? null : parsed.error.codigo;
  };
  fc.assert(
    fc.property(position, fc.constantFrom(...'0123456789ABCDEFGHabcdefgh-/'), (i, other) => {
      fc.pre(texto[i] !== other);
      expect(refusalOf(texto.slice(0, i) + other + texto.slice(i + 1))).toMatch(/CODIGO_/);
    }),
  );
  fc.assert(
    fc.property(position, (i) => {
      fc.pre(texto[i] !== texto[i + 1]);
      const swapped = texto.slice(0, i) + texto[i + 1] + texto[i] + texto.slice(i + 2);
      expect(refusalOf(swapped)).toMatch(/CODIGO_/);
    }),
  );
});

test.each(['', 'https://example.org', 'PREP1/michoacan-2027/GUB-1', 'PREP2/michoacan-2027/GUB-1/00'])(
  'what is not a code of this system is told: %j',
  (texto) => {
    expect(parseCodigo(texto)).toMatchObject({ ok: false, error: { codigo: 'CODIGO_AJENO' } });
  },
);
