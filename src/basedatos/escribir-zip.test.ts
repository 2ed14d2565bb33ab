import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { packZip } from './escribir-zip.ts';
import { listZip } from './leer-zip.ts';

const HORA = '06/06/2027 20:40:07';
const ARCHIVOS = [
  { nombre: 'MICH_GUB_2027.csv', contenido: Buffer.from('uno,dos\n'.repeat(50_000)) },
  { nombre: 'LEEME.txt', contenido: Buffer.from('léeme') },
];

test('has the files, in the order given, byte for byte', async () => {
  const path = join(tmpdir(), `${randomUUID()}.zip`);
  writeFileSync(path, await packZip(ARCHIVOS, HORA));
  try {
    const listed = await listZip(path);
    if (!listed.ok) throw new Error(listed.error);
    expect(listed.value.map(({ nombre }) => nombre)).toEqual(ARCHIVOS.map(({ nombre }) => nombre));
    for (const [i, entrada] of listed.value.entries()) {
      expect(await buffer(entrada.abrir())).toEqual(ARCHIVOS[i]?.contenido);
    }
  } finally {
    rmSync(path);
  }
});

test('has the same bytes every time, and others when the corte is of another minute', async () => {
  const first = await packZip(ARCHIVOS, HORA);
  expect(await packZip(ARCHIVOS, HORA)).toEqual(first);
  expect(await packZip(ARCHIVOS, '06/06/2027 20:41:07')).not.toEqual(first);
});

test('dates its files with the wall clock of the corte, also at an hour that this machine never had', async () => {
  // The two fields of MS-DOS in the first local header: two seconds of resolution.
  const dateOf = async (hora: string) => {
    const zip = await packZip(ARCHIVOS, hora);
    const [time, date] = [zip.readUInt16LE(10), zip.readUInt16LE(12)];
    const two = (value: number) => String(value).padStart(2, '0');
    const dia = `${two(date & 31)}/${two((date >> 5) & 15)}/${(date >> 9) + 1980}`;
    return `${dia} ${two(time >> 11)}:${two((time >> 5) & 63)}:${two((time & 31) * 2)}`;
  };
  expect(await dateOf(HORA)).toBe('06/06/2027 20:40:06');
  // Clocks go forward that night in many zones: for them 02:30 does not exist.
  expect(await dateOf('14/03/2027 02:30:00')).toBe('14/03/2027 02:30:00');
  expect(await dateOf('28/03/2027 01:30:00')).toBe('28/03/2027 01:30:00');
});

test('refuses what is not a local time', async () => {
  await expect(packZip(ARCHIVOS, '2027-06-06T20:40:07Z')).rejects.toThrow(RangeError);
});
