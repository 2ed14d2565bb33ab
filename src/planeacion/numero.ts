/**
 * The number of an activity: `11`, `11.1`, `11.10`. They are ordered part by part, as people read them, not as text
 * (11.10 comes after 11.9) nor as decimals.
 */

const NUMERO = /^\d{1,5}(\.\d{1,5})*$/;

/** The number as it is kept, or null when it is none: the final dot of `11.` is left out, `07` is 7. */
export function parseNumero(texto: string): string | null {
  const bare = texto.trim().replace(/\.$/, '');
  if (!NUMERO.test(bare)) return null;
  return bare.split('.').map(Number).join('.');
}

/** Negative when `a` goes before `b`: a parent goes before its children, and these before the next parent. */
export function compareNumeros(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i += 1) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
