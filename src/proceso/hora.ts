/**
 * Local time of a process. Instants are kept in UTC everywhere; only what people read and file names are local.
 *
 * The zone comes from the system's IANA data, which knows that Mexico left daylight saving time in October
 * 2022. A fixed offset (`utc`) wins over the zone: Campeche published the night of June 2021 as UTC-5.
 */

import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';

/** Where the process keeps its clock. */
export interface Huso {
  /** IANA zone: `America/Mexico_City` */
  readonly zona: string;
  /** hours from UTC that win over the zone (`-5`), or null */
  readonly utc: number | null;
}

/** Wall-clock parts, as read on a clock of the zone. Months from 1. */
interface HoraLocal {
  readonly anio: number;
  readonly mes: number;
  readonly dia: number;
  readonly hora: number;
  readonly minuto: number;
  readonly segundo: number;
}

const HORA_MS = 3_600_000;

/** `06/06/2027 20:00 (UTC-6)`: line 2 of the database and every legend of a corte. */
export function formatCorte(instante: Date, huso: Huso): string {
  return `${formatFechaHora(instante, huso).slice(0, 16)} (${formatUtc(instante, huso)})`;
}

/** `06/06/2027 20:00:59`: columns FECHA_HORA_… of the database. */
export function formatFechaHora(instante: Date, huso: Huso): string {
  const local = localOf(instante, huso);
  return `${pad(local.dia)}/${pad(local.mes)}/${local.anio} ${pad(local.hora)}:${pad(local.minuto)}:${pad(local.segundo)}`;
}

/** `20270606_2000`: the stamp in names of files and folders. */
export function formatSello(instante: Date, huso: Huso): string {
  const local = localOf(instante, huso);
  return `${local.anio}${pad(local.mes)}${pad(local.dia)}_${pad(local.hora)}${pad(local.minuto)}`;
}

/** `2027-06-06`: the local date of an instant. */
export function formatFecha(instante: Date, huso: Huso): string {
  const local = localOf(instante, huso);
  return `${local.anio}-${pad(local.mes)}-${pad(local.dia)}`;
}

/** `2027-06-06T21:10`: the local time of an instant, comparable as text. */
export function formatHoraLocal(instante: Date, huso: Huso): string {
  const local = localOf(instante, huso);
  return `${formatFecha(instante, huso)}T${pad(local.hora)}:${pad(local.minuto)}`;
}

/** `UTC-6`: the offset in force at that instant. */
export function formatUtc(instante: Date, huso: Huso): string {
  const minutes = offsetMs(instante.getTime(), huso) / 60_000;
  const hours = Math.trunc(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  const sign = minutes < 0 ? '-' : '+';
  return `UTC${sign}${hours}${rest === 0 ? '' : `:${pad(rest)}`}`;
}

export type HoraErrorCode = 'HORA_MAL_ESCRITA' | 'FECHA_IMPOSIBLE' | 'HORA_INEXISTENTE';

const ANIO_PRIMERO = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?$/;
const DIA_PRIMERO = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?$/;

/**
 * Reads a local time, `aaaa-mm-dd hh:mm[:ss]` or `dd/mm/aaaa hh:mm[:ss]`, as an instant.
 *
 * Where the clock went back and the same hour happened twice, the first one is meant.
 */
export function parseHoraLocal(texto: string, huso: Huso): Result<Date, Refusal<HoraErrorCode>> {
  const local = readLocal(texto.trim());
  if (local === null) {
    return refuse(
      'HORA_MAL_ESCRITA',
      `«${texto}» no es una fecha y hora: se espera aaaa-mm-dd hh:mm, por ejemplo 2027-06-06 20:00.`,
    );
  }
  if (!exists(local)) {
    return refuse(
      'FECHA_IMPOSIBLE',
      `«${texto}» no existe en el calendario. Revise el día, el mes y la hora.`,
    );
  }
  const instant = instantOf(local, huso);
  if (instant === null) {
    return refuse(
      'HORA_INEXISTENTE',
      `«${texto}» no existió en ${huso.zona}: ese día se adelantó el reloj. Escriba una hora antes o después del cambio.`,
    );
  }
  return ok(instant);
}

/** Whether `aaaa-mm-dd` is a day of the calendar. */
export function isFecha(texto: string): boolean {
  const local = readLocal(`${texto} 00:00`);
  return /^\d{4}-\d{2}-\d{2}$/.test(texto) && local !== null && exists(local);
}

/** Whether the system knows the IANA zone. */
export function isZona(zona: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zona });
    return true;
  } catch (error) {
    // The only way that Intl has to say that it does not know a zone.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function readLocal(texto: string): HoraLocal | null {
  const first = ANIO_PRIMERO.exec(texto);
  const found = first ?? DIA_PRIMERO.exec(texto);
  if (found === null) return null;
  const [a = 0, b = 0, c = 0, hora = 0, minuto = 0, segundo = 0] = found
    .slice(1)
    .map((part) => (part === undefined ? 0 : Number(part)));
  return first === null
    ? { anio: c, mes: b, dia: a, hora, minuto, segundo }
    : { anio: a, mes: b, dia: c, hora, minuto, segundo };
}

function exists(local: HoraLocal): boolean {
  if (local.anio < 1900 || local.hora > 23 || local.minuto > 59 || local.segundo > 59) return false;
  const date = new Date(Date.UTC(local.anio, local.mes - 1, local.dia));
  return date.getUTCMonth() === local.mes - 1 && date.getUTCDate() === local.dia;
}

function localOf(instante: Date, huso: Huso): HoraLocal {
  const shifted = new Date(instante.getTime() + offsetMs(instante.getTime(), huso));
  return {
    anio: shifted.getUTCFullYear(),
    mes: shifted.getUTCMonth() + 1,
    dia: shifted.getUTCDate(),
    hora: shifted.getUTCHours(),
    minuto: shifted.getUTCMinutes(),
    segundo: shifted.getUTCSeconds(),
  };
}

function instantOf(local: HoraLocal, huso: Huso): Date | null {
  const asUtc = Date.UTC(local.anio, local.mes - 1, local.dia, local.hora, local.minuto, local.segundo);
  // The offset of the answer is one of those in force a day before and a day after.
  const candidates = [asUtc - 24 * HORA_MS, asUtc + 24 * HORA_MS]
    .map((around) => asUtc - offsetMs(around, huso))
    .filter((time) => time + offsetMs(time, huso) === asUtc);
  return candidates.length === 0 ? null : new Date(Math.min(...candidates));
}

/** Zones change their offset only at a quarter of an hour, so one answer serves a whole quarter. */
const CUARTO_MS = 900_000;
const CUARTOS_RECORDADOS = 10_000;

interface Reloj {
  readonly formatter: Intl.DateTimeFormat;
  readonly offsets: Map<number, number>;
}

// A corte of a national election formats a million and a half times, and Intl takes 5 µs for each.
const relojes = new Map<string, Reloj>();

/** Local minus UTC at that instant, in milliseconds. */
function offsetMs(time: number, huso: Huso): number {
  if (huso.utc !== null) return huso.utc * HORA_MS;
  const reloj = relojOf(huso.zona);
  const cuarto = Math.floor(time / CUARTO_MS);
  const known = reloj.offsets.get(cuarto);
  if (known !== undefined) return known;
  if (reloj.offsets.size >= CUARTOS_RECORDADOS) reloj.offsets.clear();
  const offset = askOffset(cuarto * CUARTO_MS, reloj.formatter);
  reloj.offsets.set(cuarto, offset);
  return offset;
}

function askOffset(time: number, formatter: Intl.DateTimeFormat): number {
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of formatter.formatToParts(time)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - time;
}

function relojOf(zona: string): Reloj {
  const known = relojes.get(zona);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat('en-US', {
    timeZone: zona,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const made = { formatter, offsets: new Map<number, number>() };
  relojes.set(zona, made);
  return made;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
