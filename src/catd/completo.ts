/**
 * Whether a file that a scanner is writing is already whole, by the end that its format has. A size that does not
 * change is not enough: a scanner stops between pages, and a network folder stops when it wants.
 */

/** `desconocido`: it has no end that can be looked for; whoever reads it will say. */
export type Completitud = 'completo' | 'incompleto' | 'desconocido';

export function completitud(bytes: Buffer): Completitud {
  if (bytes.length < 8) return bytes.length === 0 ? 'incompleto' : 'desconocido';
  if (bytes.readUInt16BE(0) === 0xffd8) return hasEnd(bytes, Buffer.from([0xff, 0xd9]), 64);
  if (bytes.subarray(0, 8).equals(PNG)) return hasEnd(bytes, Buffer.from('IEND'), 12);
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return hasEnd(bytes, Buffer.from('%%EOF'), 1_024);
  const order = bytes.toString('latin1', 0, 4);
  if (order === 'II*\0') return wholeTiff(bytes, 'II');
  if (order === 'MM\0*') return wholeTiff(bytes, 'MM');
  return 'desconocido';
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Some scanners add zeros or a line end after it. */
function hasEnd(bytes: Buffer, end: Buffer, margen: number): Completitud {
  return bytes.subarray(-margen - end.length).includes(end) ? 'completo' : 'incompleto';
}

/** Of each field type of TIFF 6.0, its bytes. */
const TAMANOS = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];
const PAGINAS_MAXIMAS = 10_000;
/** StripOffsets and StripByteCounts; TileOffsets and TileByteCounts */
const PARES: readonly (readonly [number, number])[] = [
  [273, 279],
  [324, 325],
];

/** Every directory, and what each one points to, lies within the file. */
function wholeTiff(bytes: Buffer, order: 'II' | 'MM'): Completitud {
  const u16 = (at: number) => (order === 'II' ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const u32 = (at: number) => (order === 'II' ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  let at = u32(4);
  for (let pages = 0; at !== 0; pages += 1) {
    if (pages > PAGINAS_MAXIMAS) return 'desconocido';
    if (at + 2 > bytes.length) return 'incompleto';
    const entries = u16(at);
    const next = at + 2 + entries * 12;
    if (next + 4 > bytes.length) return 'incompleto';
    const values = new Map<number, readonly number[]>();
    for (let i = 0; i < entries; i += 1) {
      const entry = at + 2 + i * 12;
      const kind = u16(entry + 2);
      const count = u32(entry + 4);
      const size = (TAMANOS[kind] ?? 0) * count;
      const from = size <= 4 ? entry + 8 : u32(entry + 8);
      if (from + size > bytes.length) return 'incompleto';
      if (!PARES.flat().includes(u16(entry)) || (kind !== 3 && kind !== 4)) continue;
      values.set(
        u16(entry),
        Array.from({ length: count }, (_, j) => (kind === 3 ? u16(from + j * 2) : u32(from + j * 4))),
      );
    }
    for (const [offsets, sizes] of PARES) {
      const lengths = values.get(sizes) ?? [];
      const outside = values.get(offsets)?.some((start, i) => start + (lengths[i] ?? 0) > bytes.length);
      if (outside === true) return 'incompleto';
    }
    at = u32(next);
  }
  return 'completo';
}
