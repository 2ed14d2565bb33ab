import { createHash, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Algoritmo, cotejoDeLlave, firmar, leerLlave, textoDePeticion, verifica } from './firma.ts';

const spkiOf = (key: ReturnType<typeof pair>['publicKey']) =>
  key.export({ format: 'der', type: 'spki' }).toString('base64url');

function pair(algoritmo: Algoritmo) {
  return algoritmo === 'Ed25519'
    ? generateKeyPairSync('ed25519')
    : generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
}

describe.each(['Ed25519', 'ES256'] as const)('a key %s', (algoritmo) => {
  const { publicKey, privateKey } = pair(algoritmo);
  const llave = leerLlave(spkiOf(publicKey), algoritmo)!;

  test('verifies what it signed, and nothing else', () => {
    const firma = firmar(privateKey, 'un sobre');
    expect(verifica(llave, 'un sobre', firma)).toBe(true);
    expect(verifica(llave, 'otro sobre', firma)).toBe(false);
    expect(verifica(leerLlave(spkiOf(pair(algoritmo).publicKey), algoritmo)!, 'un sobre', firma)).toBe(false);
  });

  test.each(['', 'no es una firma', 'AAAA'])('does not verify «%s»', (firma) => {
    expect(verifica(llave, 'un sobre', firma)).toBe(false);
  });

  test('is not read as one of another algorithm', () => {
    expect(leerLlave(spkiOf(publicKey), algoritmo === 'ES256' ? 'Ed25519' : 'ES256')).toBeNull();
  });
});

test.each(['', 'AAAA', spkiOf(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey)])(
  'what is no key of a station is not read as one (%#)',
  (spki) => {
    expect(leerLlave(spki, 'Ed25519')).toBeNull();
    expect(leerLlave(spki, 'ES256')).toBeNull();
  },
);

test('a signature for one request is not good for another', () => {
  const sha256 = createHash('sha256').update('').digest('hex');
  const asked = { metodo: 'GET', ruta: '/api/equipo', momento: '2027-06-07T01:30:00.000Z', sha256 };
  const texts = [
    asked,
    { ...asked, metodo: 'PUT' },
    { ...asked, ruta: '/api/equipo?todo' },
    { ...asked, momento: '2027-06-07T01:30:00.001Z' },
    { ...asked, sha256: createHash('sha256').update('x').digest('hex') },
  ].map(textoDePeticion);
  expect(new Set(texts).size).toBe(texts.length);
});

test('the digits that two people compare are four, and of the key', () => {
  const spki = spkiOf(pair('Ed25519').publicKey);
  expect(cotejoDeLlave(spki)).toMatch(/^\d{4}$/);
  expect(cotejoDeLlave(spki)).toBe(cotejoDeLlave(spki));
});
