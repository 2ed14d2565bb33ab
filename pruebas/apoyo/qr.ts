/** Reads the QR of a picture in grey, for tests: what it says, its level and where it is. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { Gris } from '../../src/papel/raster.ts';

// The library would fetch it from the network.
const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
prepareZXingModule({
  overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) },
});

/** The first QR of the picture, or undefined. */
export async function readQr({ ancho, alto, puntos }: Gris) {
  const pixels = new Uint8ClampedArray(ancho * alto * 4);
  for (let i = 0; i < ancho * alto; i += 1) pixels.fill(puntos[i] ?? 0, 4 * i, 4 * i + 3);
  for (let i = 3; i < pixels.length; i += 4) pixels[i] = 255;
  const found = await readBarcodes(
    { data: pixels, width: ancho, height: alto, colorSpace: 'srgb' },
    { formats: ['QRCode'], tryHarder: true },
  );
  return found[0];
}
