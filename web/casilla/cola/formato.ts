/** What kind of picture some bytes are, by how they begin: the name and the type that a phone gives may be wrong. */

import type { FormatoDeArchivo } from '../../../src/dominio/entrega.ts';

/** null when they are no picture that the server reads. */
export function formatoDe(bytes: Uint8Array): FormatoDeArchivo | null {
  const starts = (...wanted: readonly number[]) => wanted.every((byte, i) => bytes[i] === byte);
  if (starts(0xff, 0xd8, 0xff)) return 'jpeg';
  if (starts(0x89, 0x50, 0x4e, 0x47)) return 'png';
  const box = String.fromCharCode(...bytes.subarray(4, 12));
  return /^ftyp(heic|heix|hevc|mif1|msf1)/.test(box) ? 'heic' : null;
}
