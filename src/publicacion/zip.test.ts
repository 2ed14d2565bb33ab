import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPromise } from 'yauzl';
import { SIN_HILO } from './compresion.ts';
import { buildZip, compressTramo } from './zip.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'prep-zip-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HORA = '06/06/2027 20:40:07';

async function unpack(bytes: Buffer): Promise<Readonly<Record<string, string>>> {
  const path = join(folder, 'base.zip');
  writeFileSync(path, bytes);
  const zip = await openPromise(path);
  const found: Record<string, string> = {};
  for await (const entry of zip.eachEntry()) {
    found[entry.fileName] = (await buffer(await zip.openReadStreamPromise(entry))).toString('utf8');
    expect(entry.getLastModDate({ timezone: 'UTC', forceDosFormat: true }).toISOString()).toBe(
      '2027-06-06T20:40:06.000Z',
    );
  }
  return found;
}

test('any texts in any stretches are read back whole, with their CRC, by another program', async () => {
  const textos = fc.array(fc.array(fc.string({ maxLength: 200 }), { maxLength: 4 }), {
    minLength: 1,
    maxLength: 3,
  });
  await fc.assert(
    fc.asyncProperty(textos, async (all) => {
      const miembros = await Promise.all(
        all.map(async (tramos, i) => ({
          nombre: `año ${i}.csv`,
          tramos: await Promise.all(tramos.map((tramo) => compressTramo(tramo, SIN_HILO))),
        })),
      );
      const found = await unpack(Buffer.concat(buildZip(miembros, HORA)));
      expect(found).toEqual(Object.fromEntries(all.map((tramos, i) => [`año ${i}.csv`, textOf(tramos)])));
    }),
    { numRuns: 30 },
  );
});

/** As UTF-8 can carry it: half a surrogate pair becomes a replacement character. */
function textOf(tramos: readonly string[]): string {
  return tramos.map((tramo) => Buffer.from(tramo).toString('utf8')).join('');
}

test('a time that is not one is refused', () => {
  expect(() => buildZip([], '2027-06-06')).toThrow(RangeError);
});
