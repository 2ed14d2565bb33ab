/**
 * Files that somebody sends by mistake, or to do harm. What each road by which an acta arrives does with them is in
 * the tests of the server (`entregas/mala-entrada.test.ts`) and of the station (`pruebas/catd/mala-entrada.test.ts`).
 */

import { gzipSync } from 'node:zlib';
import sharp from 'sharp';

export const MARCADO = '<script>alert(1)</script>';

/** A JPEG of a few bytes that says to measure 65,000 by 65,000: four thousand million dots. */
export async function bombaDeImagen(): Promise<Buffer> {
  const bytes = await sharp({ create: { width: 400, height: 400, channels: 3, background: 'white' } })
    .toColourspace('b-w')
    .jpeg()
    .toBuffer();
  // Where its frame begins (ITU-T T.81, B.2.2): length, precision, lines, dots of each.
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  bytes.writeUInt16BE(65_000, frame + 5);
  bytes.writeUInt16BE(65_000, frame + 7);
  return bytes;
}

/** Fifty megabytes of nothing in fifty thousand bytes. */
export function bombaComprimida(): Buffer {
  return gzipSync(Buffer.alloc(50_000_000));
}

/** A TIFF that begins well, and whose picture is half of what it says. */
export async function tiffRoto(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  const bytes = await sharp({
    create: { width: 800, height: 1_000, channels: 3, background: '#888', noise },
  })
    .toColourspace('b-w')
    .tiff({ compression: 'lzw' })
    .toBuffer();
  // Its directory is at the end: what it points to stays inside the file, and is not what was written.
  return bytes.fill(0xa5, 2_000, bytes.length - 2_000);
}

/** The same picture, with a page of a browser where a camera writes its name. */
export async function conMarcado(imagen: Buffer): Promise<Buffer> {
  return sharp(imagen)
    .withExif({ IFD0: { ImageDescription: MARCADO, Artist: MARCADO } })
    .jpeg({ quality: 80 })
    .toBuffer();
}

/** A landscape: a picture that can be seen perfectly, and is no acta. */
export async function paisaje(): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="1600">
    <rect width="1200" height="800" fill="#9cc4e8"/><rect y="800" width="1200" height="800" fill="#5d8a3a"/>
    <circle cx="900" cy="250" r="90" fill="#fff3b0"/><path d="M0 800 L350 380 L600 800 Z" fill="#6b5a4a"/>
    <path d="M400 800 L820 450 L1200 800 Z" fill="#7d6c5a"/></svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 85 }).toBuffer();
}
