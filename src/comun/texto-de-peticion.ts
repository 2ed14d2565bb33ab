/**
 * Text that comes in a request: it has a maximum length, it is Unicode, and it can be kept by the database and
 * hashed by the bitácora (no U+0000, no half of a surrogate pair).
 */

import { z } from 'zod';

/** Whether a text can be kept: PostgreSQL refuses U+0000 and canonical JSON refuses lone surrogates. */
export function isGuardable(texto: string): boolean {
  return !texto.includes('\u0000') && texto.isWellFormed();
}

/**
 * The Zod type of a text of a request. What it gives is in composed form (NFC), so that the same words are always
 * the same bytes; it is not trimmed.
 *
 * @param max most UTF-16 units
 */
export function texto(max: number) {
  return z
    .string()
    .max(max)
    .refine(isGuardable, { error: 'lleva caracteres que no se pueden guardar' })
    .transform((value) => value.normalize('NFC'));
}
