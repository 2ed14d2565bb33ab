/**
 * Whether the bytes that a station sends may be published as they are: a grey JPEG, small, and nothing else inside.
 * What a JPEG carries besides its picture (Exif, comments, profiles, other files after its end) is not looked at to
 * see whether it is harmless: it is refused.
 *
 * ITU-T T.81, annex B: https://www.w3.org/Graphics/JPEG/itu-t81.pdf
 */

import { ok, type Refusal, type Result, refuse } from '../../dominio/result.ts';

/** A page of 200 dpi in grey is about 150 KB. */
export const BYTES_DE_PUBLICABLE = 600 * 1024;

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const RST = { first: 0xd0, last: 0xd7 } as const;
/** Baseline, extended and progressive, in Huffman: what every browser shows. */
const SOF = [0xc0, 0xc1, 0xc2];
/** DHT, DQT, DRI, and APP0 with which every JFIF begins. */
const TABLAS = [0xc4, 0xdb, 0xdd, 0xe0];

/** Nothing when they may be published. */
export function checkPublicable(bytes: Uint8Array): Result<null, Refusal<'PUBLICABLE_INVALIDA'>> {
  if (bytes.length > BYTES_DE_PUBLICABLE) {
    return wrong(`pesa ${Math.ceil(bytes.length / 1024)} KB y el máximo es ${BYTES_DE_PUBLICABLE / 1024}`);
  }
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return wrong('no es un JPEG');
  const why = findFault(bytes);
  return why === null ? ok(null) : wrong(why);
}

/** Walks the segments; the first thing that is not of a grey picture, in words, or null. */
function findFault(bytes: Uint8Array): string | null {
  let at = 2;
  let frames = 0;
  while (at < bytes.length) {
    if (bytes[at] !== 0xff) return 'está dañada';
    const marker = bytes[at + 1] ?? 0;
    if (marker === EOI) {
      if (at + 2 !== bytes.length) return 'trae otros datos después de su final';
      return frames === 1 ? null : 'no trae una imagen';
    }
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    if (length < 2 || at + 2 + length > bytes.length) return 'está cortada';
    if (SOF.includes(marker)) {
      frames += 1;
      if (bytes[at + 9] !== 1) return 'no está en grises';
    } else if (marker === SOS) {
      at = endOfScan(bytes, at + 2 + length);
      continue;
    } else if (!TABLAS.includes(marker)) {
      return 'trae datos que no son de la imagen (Exif, perfiles o comentarios)';
    }
    at += 2 + length;
  }
  return 'está cortada';
}

/** Where the marker after a scan is. */
function endOfScan(bytes: Uint8Array, desde: number): number {
  let at = desde;
  while (at < bytes.length) {
    const next = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff || next === 0 || (next >= RST.first && next <= RST.last)) at += 1;
    else if (next === 0xff) at += 1;
    else return at;
  }
  return at;
}

function wrong(why: string) {
  return refuse(
    'PUBLICABLE_INVALIDA',
    `La imagen que preparó la estación no puede publicarse: ${why}. Actualice el programa de la estación y escanee el acta otra vez.`,
  );
}
