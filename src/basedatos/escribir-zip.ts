/**
 * The ZIP of a database, with the same bytes every time: fixed order, dates, permissions and compression level.
 *
 * Compression is that of the zlib inside Node, whose exact version npm brings. zlib may choose other (equally
 * valid) bytes on another processor architecture; see docs/decisiones/0005-corte.md.
 */

import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

export interface ArchivoDeZip {
  readonly nombre: string;
  readonly contenido: Buffer;
}

const NIVEL = 6;
const PERMISOS = 0o100644;

/**
 * Packs files in the order given.
 *
 * @param hora local date and time of the corte, written as the date of each file: `06/06/2027 20:00:00`
 */
export async function packZip(archivos: readonly ArchivoDeZip[], hora: string): Promise<Buffer> {
  const zip = new ZipFile();
  const mtime = wallClock(hora);
  for (const { nombre, contenido } of archivos) {
    // Only the wall clock is written: the other field of the format depends on the zone of this machine.
    zip.addBuffer(contenido, nombre, {
      mtime,
      mode: PERMISOS,
      compressionLevel: NIVEL,
      forceDosTimestamp: true,
    });
  }
  zip.end();
  return buffer(zip.outputStream);
}

/** ZIP keeps what a clock on the wall shows, and yazl asks the local clock of the machine: this one is fixed. */
class FixedClock extends Date {
  override getFullYear(): number {
    return this.getUTCFullYear();
  }
  override getMonth(): number {
    return this.getUTCMonth();
  }
  override getDate(): number {
    return this.getUTCDate();
  }
  override getHours(): number {
    return this.getUTCHours();
  }
  override getMinutes(): number {
    return this.getUTCMinutes();
  }
  override getSeconds(): number {
    return this.getUTCSeconds();
  }
}

const HORA = /^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}):(\d{2}):(\d{2})$/;

function wallClock(hora: string): Date {
  const found = HORA.exec(hora);
  if (found === null) throw new RangeError(`not a local time: ${hora}`);
  const [dia = 0, mes = 0, anio = 0, h = 0, m = 0, s = 0] = found.slice(1).map(Number);
  return new FixedClock(Date.UTC(anio, mes - 1, dia, h, m, s));
}
