import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { combineCrc32 } from './crc32.ts';

test('the CRC of two stretches is that of the text that they make', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 300 }), (a, b) => {
      expect(combineCrc32(crc32(a), crc32(b), b.length)).toBe(crc32(Buffer.concat([a, b])));
    }),
  );
});

test('also of a long one', () => {
  const long = Buffer.alloc(5_000_001, 'acta ');
  expect(combineCrc32(crc32('x'), crc32(long), long.length)).toBe(crc32(long, crc32('x')));
});
