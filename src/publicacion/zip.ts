/**
 * A ZIP from what is already compressed, with the same bytes every time: fixed order, dates and permissions.
 *
 * A member is a raw deflate stream that may be made of stretches compressed at different times: each one ends at a
 * byte and does not look back (`Z_FULL_FLUSH`), so one after another they are a stream, which an empty last block
 * closes. Compression is that of the zlib inside Node (docs/decisiones/0005-corte.md).
 */

import { crc32 } from 'node:zlib';
import { type Compresor, compress } from './compresion.ts';
import { combineCrc32 } from './crc32.ts';

/** A stretch of a member, compressed. */
export interface Tramo {
  readonly comprimido: Uint8Array;
  /** of the text */
  readonly crc: number;
  readonly bytes: number;
}

export interface MiembroDeZip {
  readonly nombre: string;
  readonly tramos: readonly Tramo[];
}

const PERMISOS = 0o100644;
const CIERRE = Buffer.from([3, 0]);
const DEFLATE = 8;
const NOMBRE_EN_UTF8 = 0x0800;
const VERSION = 20;
const UNIX = 3;

/** Compresses a stretch, in the thread of the compresor while it has room. */
export function compressTramo(texto: string, compresor: Compresor): Promise<Tramo> | Tramo {
  const bytes = Buffer.from(texto);
  const known = { crc: crc32(bytes), bytes: bytes.length };
  const tramo = ([comprimido]: readonly Uint8Array[]): Tramo => {
    if (comprimido === undefined) throw new Error('a stretch that was not compressed');
    return { comprimido, ...known };
  };
  return compresor.offer('tramo', bytes)?.then(tramo) ?? tramo(compress('tramo', bytes));
}

/**
 * @param hora local date and time of the corte, written as the date of each member: `06/06/2027 20:00:00`
 * @returns the file in pieces, in order
 */
export function buildZip(miembros: readonly MiembroDeZip[], hora: string): readonly Uint8Array[] {
  const fecha = dosDate(hora);
  const piezas: Uint8Array[] = [];
  const directorio: Buffer[] = [];
  let offset = 0;
  const push = (...buffers: readonly Uint8Array[]) => {
    for (const buffer of buffers) {
      piezas.push(buffer);
      offset += buffer.length;
    }
  };
  for (const { nombre, tramos } of miembros) {
    const name = Buffer.from(nombre);
    const header = commonHeader(tramos, fecha, name);
    directorio.push(directoryEntry(header, name, offset));
    push(Buffer.concat([signature(0x04034b50), header, name]));
    push(...tramos.map(({ comprimido }) => comprimido), CIERRE);
  }
  const start = offset;
  push(...directorio);
  push(endOfDirectory(miembros.length, offset - start, start));
  if (offset > 0xffffffff) throw new RangeError('a ZIP of more than 4 GiB');
  return piezas;
}

/** What the local header and the directory say alike: version needed to length of the extra field. */
function commonHeader(tramos: readonly Tramo[], fecha: number, name: Buffer): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(VERSION, 0);
  header.writeUInt16LE(NOMBRE_EN_UTF8, 2);
  header.writeUInt16LE(DEFLATE, 4);
  header.writeUInt32LE(fecha, 6);
  header.writeUInt32LE(
    tramos.reduce((crc, tramo) => combineCrc32(crc, tramo.crc, tramo.bytes), 0),
    10,
  );
  header.writeUInt32LE(
    tramos.reduce((sum, { comprimido }) => sum + comprimido.length, CIERRE.length),
    14,
  );
  header.writeUInt32LE(
    tramos.reduce((sum, { bytes }) => sum + bytes, 0),
    18,
  );
  header.writeUInt16LE(name.length, 22);
  return header;
}

function directoryEntry(header: Buffer, name: Buffer, offset: number): Buffer {
  const madeBy = Buffer.from([VERSION, UNIX]);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE((PERMISOS << 16) >>> 0, 6);
  rest.writeUInt32LE(offset, 10);
  return Buffer.concat([signature(0x02014b50), madeBy, header, rest, name]);
}

function endOfDirectory(miembros: number, bytes: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(miembros, 8);
  end.writeUInt16LE(miembros, 10);
  end.writeUInt32LE(bytes, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

function signature(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}

const HORA = /^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}):(\d{2}):(\d{2})$/;

/** What a clock on the wall shows, as DOS kept it: to two seconds. Time in the low half, date in the high one. */
function dosDate(hora: string): number {
  const found = HORA.exec(hora);
  if (found === null) throw new RangeError(`not a local time: ${hora}`);
  const [dia = 0, mes = 0, anio = 0, h = 0, m = 0, s = 0] = found.slice(1).map(Number);
  const date = (((anio - 1980) << 9) | (mes << 5) | dia) >>> 0;
  return ((date << 16) | (h << 11) | (m << 5) | (s >> 1)) >>> 0;
}
