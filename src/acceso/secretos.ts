/**
 * Secrets: how they are made, what is kept of them, and the codes that people type from paper. What is random comes
 * from `azar`, which is `randomBytes` outside tests.
 */

import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';
import { sha256 } from '../comun/canonico.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';

/** Gives so many unpredictable bytes. */
export type Azar = (bytes: number) => Buffer;

/** A token of 256 bits, as it travels in a cookie. */
export function createToken(azar: Azar): string {
  return azar(32).toString('base64url');
}

/** What is kept of a token or of a code: enough to recognize it, useless to present it. */
export function huellaDe(secreto: string): Buffer {
  return sha256(secreto);
}

/** The CSRF token of a session: whoever has the cookie's token can compute it, and nothing else has to be kept. */
export function csrfDe(token: string): string {
  return createHmac('sha256', token).update('x-csrf').digest('base64url');
}

/** Compares in a time that does not depend on where they differ. */
export function isSame(a: Buffer | string, b: Buffer | string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** 32 symbols that are not mistaken for each other on paper: no 0, O, 1 or I. */
const ALFABETO = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const GRUPO = 4;
/** 15 symbols of 5 bits, and the one that checks them. */
const LARGO_DE_CODIGO = 16;

/** A code to print and type: 75 bits and a check character, `7KQ2-M9XA-PD4W-E3HT`. */
export function createCodigo(azar: Azar, largo = LARGO_DE_CODIGO): string {
  const body = [...azar(largo - 1)].map((byte) => ALFABETO.charAt(byte % ALFABETO.length)).join('');
  return group(body + checkOf(body));
}

/**
 * Reads a code as people type it: any case, with or without dashes.
 *
 * @returns the code as it was printed; refused when the check character says that it is mistyped
 */
export function parseCodigo(
  texto: string,
  largo = LARGO_DE_CODIGO,
): Result<string, Refusal<'CODIGO_MAL_ESCRITO'>> {
  const symbols = texto.toUpperCase().replace(/[\s.-]/g, '');
  const body = symbols.slice(0, -1);
  const wellWritten =
    symbols.length === largo &&
    [...symbols].every((symbol) => ALFABETO.includes(symbol)) &&
    checkOf(body) === symbols.at(-1);
  if (wellWritten) return ok(group(symbols));
  return refuse(
    'CODIGO_MAL_ESCRITO',
    `El código no está bien escrito: son ${largo} letras y números en grupos de cuatro, sin ceros, unos ni las letras O e I. Cópielo otra vez de su talón.`,
  );
}

/** Luhn modulo 32: one wrong symbol, or two neighbours exchanged, give another. */
function checkOf(body: string): string {
  const n = ALFABETO.length;
  let sum = 0;
  for (const [i, symbol] of [...body].reverse().entries()) {
    const weighted = ALFABETO.indexOf(symbol) * (i % 2 === 0 ? 2 : 1);
    sum += Math.floor(weighted / n) + (weighted % n);
  }
  return ALFABETO.charAt((n - (sum % n)) % n);
}

function group(symbols: string): string {
  return symbols.match(new RegExp(`.{1,${GRUPO}}`, 'g'))?.join('-') ?? '';
}

/** Four digits that two people compare aloud. */
export function createCotejo(azar: Azar): string {
  return String(azar(4).readUInt32BE() % 10_000).padStart(4, '0');
}

const LARGO_IV = 12;
const LARGO_SELLO = 16;

/** Seals a text with AES-256-GCM for one owner: what is sealed for another does not open. */
export function seal(texto: string, dueno: string, llave: Buffer, azar: Azar): Buffer {
  const iv = azar(LARGO_IV);
  const cipher = createCipheriv('aes-256-gcm', llave, iv).setAAD(Buffer.from(dueno));
  const body = Buffer.concat([cipher.update(texto, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

/** @throws when it was sealed with another key or for another owner: the database and the key do not belong together */
export function unseal(sellado: Buffer, dueno: string, llave: Buffer): string {
  const iv = sellado.subarray(0, LARGO_IV);
  const tag = sellado.subarray(LARGO_IV, LARGO_IV + LARGO_SELLO);
  const decipher = createDecipheriv('aes-256-gcm', llave, iv).setAAD(Buffer.from(dueno)).setAuthTag(tag);
  return (
    decipher.update(sellado.subarray(LARGO_IV + LARGO_SELLO), undefined, 'utf8') + decipher.final('utf8')
  );
}
