/**
 * Numbers, dates and names as people read them in Mexico, without the locale of the machine.
 */

import { MESES } from '../../dominio/calendario.ts';

const ESPACIO_FINO = '\u202f';
const MENOS = '\u2212';

/** `12,345` */
export function formatEntero(valor: number): string {
  if (valor < 1000 && valor > -1000) return String(valor);
  return String(valor).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `34.1273 %`, with a thin space that does not break. */
export function formatPorcentaje(porcentaje: string): string {
  return `${porcentaje}${ESPACIO_FINO}%`;
}

/** `1 acta`, `2,000 actas` */
export function formatCuantas(cuantas: number, singular: string, plural: string): string {
  return `${formatEntero(cuantas)} ${cuantas === 1 ? singular : plural}`;
}

const PASO = 1000;

/** `850 bytes`, `61.2 KB`, `1.4 MB`: one decimal, truncated. */
export function formatBytes(bytes: number): string {
  if (bytes < PASO) return `${bytes} bytes`;
  const [size, unit] = bytes < PASO * PASO ? [PASO, 'KB'] : [PASO * PASO, 'MB'];
  return `${formatEntero(Math.trunc(bytes / size))}.${Math.trunc(((bytes % size) * 10) / size)} ${unit}`;
}

export interface CorteEnPalabras {
  /** `6 de junio de 2027` */
  readonly dia: string;
  /** `20:40` */
  readonly hora: string;
  /** `UTC−6` */
  readonly utc: string;
}

/** From `06/06/2027 20:40 (UTC-6)`: the day in words, the hour and the offset. */
export function splitCorte(local: string): CorteEnPalabras {
  const found = /^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}:\d{2}) \((UTC[^)]+)\)$/.exec(local);
  if (found === null) throw new RangeError(`not the local time of a corte: ${local}`);
  const [, dia = '', mes = '', anio = '', hora = '', utc = ''] = found;
  return { dia: `${Number(dia)} de ${mesDe(mes)} de ${anio}`, hora, utc: utc.replace('-', MENOS) };
}

function mesDe(mes: string): string {
  return MESES[Number(mes) - 1] ?? '';
}

/** From `2027-06-06T20:40:07-06:00`: `6 de junio`. */
export function diaDe(iso: string): string {
  return `${Number(iso.slice(8, 10))} de ${mesDe(iso.slice(5, 7))}`;
}

/** From `2027-06-06T20:40:07-06:00`: `6 de junio, 20:40:07`. */
export function formatInstante(iso: string): string {
  return `${diaDe(iso)}, ${iso.slice(11, 19)}`;
}

/** From `2027-06-06T20:40:07-06:00`: `20:40`. */
export function horaDe(iso: string): string {
  return iso.slice(11, 16);
}

/** `DIPUTACIONES LOCALES`, as the database names it, is `Diputaciones locales` on a page. */
export function formatNombre(mayusculas: string): string {
  return mayusculas.slice(0, 1).toUpperCase() + mayusculas.slice(1).toLowerCase();
}
