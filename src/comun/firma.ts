/**
 * Signatures of stations (Ed25519) and phones (ES256: what every browser signs with, and keeps where nobody can copy
 * it): of each delivery, which is evidence, and of each request, which says who asks.
 */

import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { cotejoDeHuella } from '../dominio/peticion-de-equipo.ts';

export { type PeticionFirmada, textoDePeticion } from '../dominio/peticion-de-equipo.ts';

export const ALGORITMOS = ['Ed25519', 'ES256'] as const;
export type Algoritmo = (typeof ALGORITMOS)[number];

/** Header of a request of an equipo: `clave;momento;firma`, the signature in base64url. */
export const CABECERA_EQUIPO = 'x-equipo';

/** Signs with a private key of this machine; base64url. */
export function firmar(llave: KeyObject, texto: string): string {
  const bytes = Buffer.from(texto, 'utf8');
  const algoritmo = llave.asymmetricKeyType === 'ed25519' ? null : 'sha256';
  return sign(algoritmo, bytes, { key: llave, dsaEncoding: 'ieee-p1363' }).toString('base64url');
}

/** Whether a signature is of that text by that key. */
export function verifica(llave: KeyObject, texto: string, firma: string): boolean {
  const algoritmo = llave.asymmetricKeyType === 'ed25519' ? null : 'sha256';
  const key = { key: llave, dsaEncoding: 'ieee-p1363' } as const;
  return verify(algoritmo, Buffer.from(texto, 'utf8'), key, Buffer.from(firma, 'base64url'));
}

/** The public key in those bytes (SPKI, base64url), when it is one of that algorithm; null, when it is not. */
export function leerLlave(spki: string, algoritmo: Algoritmo): KeyObject | null {
  try {
    const llave = createPublicKey({ key: Buffer.from(spki, 'base64url'), format: 'der', type: 'spki' });
    const { asymmetricKeyType: tipo, asymmetricKeyDetails: detalles } = llave;
    if (algoritmo === 'Ed25519') return tipo === 'ed25519' ? llave : null;
    return tipo === 'ec' && detalles?.namedCurve === 'prime256v1' ? llave : null;
  } catch {
    // What is no key has no other way of saying so.
    return null;
  }
}

/** Four digits that two people compare aloud: they come from the key, so another key has others. */
export function cotejoDeLlave(spki: string): string {
  return cotejoDeHuella(createHash('sha256').update(Buffer.from(spki, 'base64url')).digest());
}
