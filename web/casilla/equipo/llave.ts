/** The key of the phone and the hashes of what it sends, with the cryptography of the browser. */

import { cotejoDeHuella } from '../../../src/dominio/peticion-de-equipo.ts';
import type { Identidad } from './almacen.ts';

const PAR = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const FIRMA = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** A new identity for a code: the key is born here and stays here. */
export async function crearIdentidad(codigo: string): Promise<Identidad> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(PAR, false, ['sign', 'verify']);
  const spki = await crypto.subtle.exportKey('spki', publicKey);
  const huella = new Uint8Array(await crypto.subtle.digest('SHA-256', spki));
  const publica = toBase64Url(new Uint8Array(spki));
  return { codigo, llave: privateKey, publica, cotejo: cotejoDeHuella(huella), clave: null };
}

/** ES256, `r ‖ s`, base64url. */
export async function firmar(llave: CryptoKey, texto: string): Promise<string> {
  return toBase64Url(new Uint8Array(await crypto.subtle.sign(FIRMA, llave, new TextEncoder().encode(texto))));
}

/** Lower-case hexadecimal. */
export async function sha256De(bytes: BufferSource | string): Promise<string> {
  const data = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', data));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
