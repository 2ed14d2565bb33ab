import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { seal, toEventoActa } from './evento.ts';

const SOBRE = {
  acta: 'GUB-160806C08001',
  version: 3,
  tipo: 'acta_verificada',
  datos: { persona: 'ñ', b: 1, a: [2] },
  actor: 'ana',
  lugar: 'CCV',
  momento: '2027-06-07T01:30:00.000Z',
};

test('the hash is that of this text, which anybody can write by hand', () => {
  const text =
    '{"acta":"GUB-160806C08001","actor":"ana","datos":{"a":[2],"b":1,"persona":"ñ"},"lugar":"CCV",' +
    '"momento":"2027-06-07T01:30:00.000Z","tipo":"acta_verificada","version":3}';
  const sealed = seal(SOBRE);
  expect(sealed.sha256.toString('hex')).toBe(createHash('sha256').update(text).digest('hex'));
  expect(sealed.datos).toBe('{"a":[2],"b":1,"persona":"ñ"}');
});

test('every part of the envelope is sealed, and nothing that is not of it', () => {
  const hash = (sobre: typeof SOBRE) => seal(sobre).sha256.toString('hex');
  const changed = [
    { ...SOBRE, acta: 'otra' },
    { ...SOBRE, version: 4 },
    { ...SOBRE, tipo: 'otro' },
    { ...SOBRE, datos: { ...SOBRE.datos, b: 2 } },
    { ...SOBRE, actor: 'eva' },
    { ...SOBRE, lugar: 'CATD' },
    { ...SOBRE, momento: '2027-06-07T01:30:00.001Z' },
  ];
  expect(new Set([SOBRE, ...changed].map(hash)).size).toBe(8);
  expect(hash({ ...SOBRE, seq: 9 } as typeof SOBRE)).toBe(hash(SOBRE));
});

test.each(['2027-06-07T01:30:00Z', '2027-06-07T01:30:00.000-06:00', '2027-06-07'])(
  'an instant written as «%s» is a bug: it would not hash the same when read back',
  (momento) => {
    expect(() => seal({ ...SOBRE, momento })).toThrow(/instant/);
  },
);

test('the registration of an acta is of the machinery; the rest are facts of the acta', () => {
  expect(toEventoActa({ tipo: 'acta_dada_de_alta', datos: {} })).toBeNull();
  expect(toEventoActa(SOBRE)).toEqual({ tipo: SOBRE.tipo, datos: SOBRE.datos });
});
