/**
 * The light of a JPEG without its colours, by libjpeg-turbo: a JPEG keeps them apart, and most of the time of opening
 * one goes to mixing what nobody looks at.
 */

import jpegTurbo from '@julusian/jpeg-turbo';
import type { Metadata } from 'sharp';
import type { Lienzo } from './lienzo.ts';

/** Decoded at once; a larger one is made smaller while it is decoded, by whoever opens pictures in general. */
const PUNTOS_DE_UNA_VEZ = 64_000_000;

/**
 * A JPEG as it is stored, in greys (ITU-R BT.601).
 *
 * @returns null when it is not one of those that cameras and scanners make, or has something wrong: whoever opens
 *   pictures in general says then what it is
 */
export async function decodeGrises(bytes: Uint8Array, metadata: Metadata): Promise<Lienzo | null> {
  const { space, width, height } = metadata;
  if ((space !== 'srgb' && space !== 'b-w') || width * height > PUNTOS_DE_UNA_VEZ) return null;
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  try {
    const decoded = await jpegTurbo.decompress(whole, { format: jpegTurbo.FORMAT_GRAY });
    return { ancho: decoded.width, alto: decoded.height, puntos: decoded.data };
  } catch {
    return null;
  }
}
