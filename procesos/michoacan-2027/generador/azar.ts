/**
 * Numbers that look random and are always the same: each one is the hash of what it is for, so that changing
 * the rule of one section moves no other.
 */

import { createHash } from 'node:crypto';

/** The seed of this process. Another seed gives another plausible Michoacán. */
const SEMILLA = 'michoacan-2027';

/** In [0, 1), for a purpose: `fraction('extraordinaria', 806)`. */
export function fraction(...proposito: readonly (string | number)[]): number {
  const digest = createHash('sha256')
    .update([SEMILLA, ...proposito].join('|'))
    .digest();
  return digest.readUIntBE(0, 6) / 2 ** 48;
}

/** An integer from `least` to `most`, both included. */
export function integer(least: number, most: number, ...proposito: readonly (string | number)[]): number {
  return least + Math.floor(fraction(...proposito) * (most - least + 1));
}

/** The element in that place of a list. */
export function pick<T>(options: readonly T[], ...proposito: readonly (string | number)[]): T {
  const chosen = options[integer(0, options.length - 1, ...proposito)];
  if (chosen === undefined) throw new Error('nothing to pick from');
  return chosen;
}

/** The list in an order of its own. */
export function shuffle<T>(
  list: readonly T[],
  key: (element: T) => string | number,
  proposito: string,
): readonly T[] {
  return list
    .map((element) => ({ element, place: fraction(proposito, key(element)) }))
    .sort((a, b) => a.place - b.place)
    .map(({ element }) => element);
}
