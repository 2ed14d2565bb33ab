/**
 * CRC-32 of a text of which only the CRC of each stretch is known: what lets a ZIP be put together from stretches
 * that were compressed before.
 *
 * A CRC is linear over GF(2): appending zeros multiplies it by a matrix, and the CRC of the whole is that of the
 * first stretch moved by the length of the second, plus that of the second (as `crc32_combine` of zlib does).
 */

const POLINOMIO = 0xedb88320;

/** Thirty-two rows: what each bit becomes. */
type Matriz = Uint32Array;

/** Matrices that append 1, 2, 4, 8 … zero bytes. */
const POTENCIAS: readonly Matriz[] = makePotencias();

/**
 * CRC-32 of two stretches, one after the other.
 *
 * @param bytes length of the second
 */
export function combineCrc32(primero: number, segundo: number, bytes: number): number {
  let moved = primero;
  for (let left = bytes, i = 0; left > 0; left = Math.floor(left / 2), i += 1) {
    const potencia = POTENCIAS[i];
    if (potencia === undefined) throw new RangeError(`a stretch of ${bytes} bytes`);
    if (left % 2 === 1) moved = multiply(potencia, moved);
  }
  return (moved ^ segundo) >>> 0;
}

function multiply(matriz: Matriz, vector: number): number {
  let sum = 0;
  for (let left = vector >>> 0, i = 0; left !== 0; left >>>= 1, i += 1) {
    if ((left & 1) === 1) sum ^= matriz[i] ?? 0;
  }
  return sum >>> 0;
}

function makePotencias(): readonly Matriz[] {
  // Appending one zero bit shifts, and what falls out brings the polynomial.
  let current: Matriz = Uint32Array.from({ length: 32 }, (_, i) => (i === 0 ? POLINOMIO : 2 ** (i - 1)));
  for (let bits = 1; bits < 8; bits *= 2) current = square(current);
  const made: Matriz[] = [];
  // 2^32 bytes is more than a ZIP of this format can hold.
  for (let i = 0; i < 32; i += 1) {
    made.push(current);
    current = square(current);
  }
  return made;
}

function square(matriz: Matriz): Matriz {
  return Uint32Array.from(matriz, (row) => multiply(matriz, row));
}
