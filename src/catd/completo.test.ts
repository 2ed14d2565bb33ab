import fc from 'fast-check';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { completitud } from './completo.ts';

const ruido = { create: { width: 40, height: 50, channels: 3, background: '#8a8' } } as const;
const ARCHIVOS: Readonly<Record<string, Buffer>> = {
  jpeg: await sharp(ruido).jpeg().toBuffer(),
  png: await sharp(ruido).png().toBuffer(),
  tiff: await sharp(ruido).tiff({ compression: 'lzw' }).toBuffer(),
  'tiff G4': await sharp(ruido)
    .toColourspace('b-w')
    .tiff({ compression: 'ccittfax4', bitdepth: 1 })
    .toBuffer(),
  pdf: Buffer.from(`%PDF-1.4\n${'x'.repeat(3_000)}\ntrailer\n%%EOF\n`),
};

test.each(Object.entries(ARCHIVOS))('a %s is complete when it is whole, and not before', (_, bytes) => {
  expect(completitud(bytes)).toBe('completo');
  // What is cut after its last byte that says something is still the same file.
  const needed = bytes.length - 12;
  fc.assert(
    fc.property(fc.integer({ min: 8, max: needed }), (length) => {
      expect(completitud(bytes.subarray(0, length))).not.toBe('completo');
    }),
  );
});

test('the zeros with which some scanners end a file are of no matter', () => {
  const jpeg = ARCHIVOS.jpeg ?? Buffer.alloc(0);
  expect(completitud(Buffer.concat([jpeg, Buffer.alloc(40)]))).toBe('completo');
});

test('of what has no known end it is not said that it is complete', () => {
  expect(completitud(Buffer.alloc(0))).toBe('incompleto');
  expect(completitud(Buffer.from('cualquier otra cosa'))).toBe('desconocido');
});

test('a TIFF whose directories point anywhere is not followed outside of it, nor for ever', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 8, maxLength: 300 }), (rest) => {
      completitud(Buffer.concat([Buffer.from('II*\0'), Buffer.from(rest)]));
    }),
  );
  const loop = Buffer.alloc(20);
  loop.write('II*\0', 'latin1');
  loop.writeUInt32LE(8, 4);
  loop.writeUInt16LE(0, 8);
  loop.writeUInt32LE(8, 10);
  expect(completitud(loop)).toBe('desconocido');
});
