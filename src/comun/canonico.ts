/**
 * Canonical JSON (RFC 8785) and its SHA-256: one text for one value, so that anybody can recompute a hash
 * with a tool of their own.
 */

import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/**
 * The canonical JSON of a value. Properties that are `undefined` are left out.
 *
 * @throws when the value has no JSON (NaN, a lone surrogate, `undefined` itself): such data never left a check
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('a value without JSON has no canonical form');
  return text;
}

/** SHA-256 of a text in UTF-8. */
export function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
