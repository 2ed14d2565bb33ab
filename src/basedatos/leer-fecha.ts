/**
 * Dates and times as institutes write them: `dd/mm/aaaa`, `d/m/aaaa`, `aaaa/mm/dd`, `aaaa-mm-dd`, with or
 * without seconds, fractions, a.m./p.m. and `(UTC-6)`.
 */

/** A local time of the wall clock. */
export interface FechaHora {
  /** seconds since 1970 as if the local time were UTC: for order and differences, never an instant */
  readonly local: number;
  /** how it is written: `dd/mm/aaaa`, `aaaa-mm-dd`; leading zeros aside */
  readonly formato: string;
}

/** A cell of date and time. */
export type MarcaTiempo = ({ readonly tipo: 'fecha' } & FechaHora) | 'vacia' | 'no_aplica' | 'rara';

/** Date and time of a corte: line 2 of the database (LEEME, section a, item 2). */
export interface CorteLeido extends FechaHora {
  /** as published */
  readonly texto: string;
  /** minutes from UTC: `(UTC-6)` is -360; null when the file does not say */
  readonly desfase: number | null;
}

const DIA = 86_400;

const MESES = [
  'ENERO',
  'FEBRERO',
  'MARZO',
  'ABRIL',
  'MAYO',
  'JUNIO',
  'JULIO',
  'AGOSTO',
  'SEPTIEMBRE',
  'OCTUBRE',
  'NOVIEMBRE',
  'DICIEMBRE',
] as const;

const HORA = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap])?\.?\s*(?:m\b\.?)?`;
const CON_DIA_PRIMERO = new RegExp(String.raw`^(\d{1,2})([/-])(\d{1,2})\2(\d{4})[T\s,]+${HORA}`, 'i');
const CON_ANIO_PRIMERO = new RegExp(String.raw`^(\d{4})([/-])(\d{1,2})\2(\d{1,2})[T\s,]+${HORA}`, 'i');
const CON_MES_ESCRITO = new RegExp(
  String.raw`^(\d{1,2}) de ([a-z]+) (?:de |del )?(\d{4})[,\s]+(?:a las )?${HORA}`,
  'i',
);
const DESFASE = /(?:UTC|GMT)\s*([+-−])\s*(\d{1,2})(?::?(\d{2}))?/i;

/** Reads a date with time; null when it is none or is not on the calendar. Text after it is ignored. */
export function parseFechaHora(text: string): FechaHora | null {
  const fast = parseOfficial(text);
  if (fast !== null) return fast;

  let found = CON_DIA_PRIMERO.exec(text);
  if (found !== null) {
    const [, dia, barra = '/', mes, anio, ...hora] = found;
    return build(anio, mes, dia, hora, `dd${barra}mm${barra}aaaa`);
  }
  found = CON_ANIO_PRIMERO.exec(text);
  if (found !== null) {
    const [, anio, barra = '-', mes, dia, ...hora] = found;
    return build(anio, mes, dia, hora, `aaaa${barra}mm${barra}dd`);
  }
  found = CON_MES_ESCRITO.exec(text);
  if (found !== null) {
    const [, dia, mes = '', anio, ...hora] = found;
    const number = (MESES as readonly string[]).indexOf(mes.toUpperCase()) + 1;
    return build(anio, String(number), dia, hora, 'dd de mes de aaaa');
  }
  return null;
}

/** Reads the line of the corte: `03/06/2024 20:00 (UTC-6)`. */
export function parseCorte(text: string): CorteLeido | null {
  const fecha = parseFechaHora(text.trim());
  if (fecha === null) return null;
  const found = DESFASE.exec(text);
  const [, signo, horas = '0', minutos = '0'] = found ?? [];
  const magnitude = Number(horas) * 60 + Number(minutos);
  return {
    ...fecha,
    texto: text.trim(),
    desfase: found === null ? null : signo === '+' ? magnitude : -magnitude,
  };
}

/** Reads a cell of date and time of a row. The text must be clean. */
export function readMarca(text: string): MarcaTiempo {
  if (text === '' || text === '-') return 'vacia';
  const fecha = parseFechaHora(text);
  if (fecha !== null) return { tipo: 'fecha', local: fecha.local, formato: fecha.formato };
  return /^(n\/?a|no aplica)$/i.test(text) ? 'no_aplica' : 'rara';
}

/** `03/06/2024 20:00:05`. */
export function formatLocal(local: number): string {
  const date = new Date(local * 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${two(date.getUTCDate())}/${two(date.getUTCMonth() + 1)}/${date.getUTCFullYear()}`;
  return `${day} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
}

/** Seconds of a local date and time as if it were UTC; null when it is not on the calendar. */
export function localSeconds(
  anio: number,
  mes: number,
  dia: number,
  horas: number,
  minutos: number,
  segundos: number,
): number | null {
  if (mes < 1 || mes > 12 || dia < 1 || horas > 23 || minutos > 59 || segundos > 59) return null;
  const day = Date.UTC(anio, mes - 1, dia) / 1000;
  if (dia > 28 && new Date(day * 1000).getUTCDate() !== dia) return null;
  return day + horas * 3600 + minutos * 60 + segundos;
}

function build(
  anio: string | undefined,
  mes: string | undefined,
  dia: string | undefined,
  hora: readonly (string | undefined)[],
  formato: string,
): FechaHora | null {
  const [horas = '0', minutos = '0', segundos, meridiano] = hora;
  const local = localSeconds(
    Number(anio),
    Number(mes),
    Number(dia),
    on24Hours(Number(horas), meridiano),
    Number(minutos),
    Number(segundos ?? '0'),
  );
  return local === null ? null : { local, formato };
}

/** 12 a.m. is 0 and 12 p.m. is 12; an hour that needs no meridian keeps its value. */
function on24Hours(horas: number, meridiano: string | undefined): number {
  if (meridiano === undefined || horas > 12) return horas;
  return (horas % 12) + (meridiano.toLowerCase() === 'p' ? 12 : 0);
}

const OFICIAL = 'dd/mm/aaaa';
/** Days of the last dates read: a night has two. */
const dias = new Map<number, number | null>();

/** `dd/mm/aaaa hh:mm:ss` exactly, half a million times per national file. */
function parseOfficial(text: string): FechaHora | null {
  if (text.length !== 19 || text[2] !== '/' || text[5] !== '/' || text[10] !== ' ') return null;
  if (text[13] !== ':' || text[16] !== ':') return null;
  const dia = twoDigits(text, 0);
  const mes = twoDigits(text, 3);
  const siglo = twoDigits(text, 6);
  const anio = twoDigits(text, 8);
  const horas = twoDigits(text, 11);
  const minutos = twoDigits(text, 14);
  const segundos = twoDigits(text, 17);
  if (dia < 0 || mes < 0 || siglo < 0 || anio < 0) return null;
  if (horas < 0 || horas > 23 || minutos < 0 || minutos > 59 || segundos < 0 || segundos > 59) return null;
  const key = ((siglo * 100 + anio) * 100 + mes) * 100 + dia;
  let day = dias.get(key);
  if (day === undefined) {
    day = localSeconds(siglo * 100 + anio, mes, dia, 0, 0, 0);
    if (dias.size > 1000) dias.clear();
    dias.set(key, day);
  }
  return day === null ? null : { local: day + horas * 3600 + minutos * 60 + segundos, formato: OFICIAL };
}

/** -1 when they are not digits. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const units = text.charCodeAt(at + 1) - 48;
  return tens < 0 || tens > 9 || units < 0 || units > 9 ? -1 : tens * 10 + units;
}

/** Midnight that begins the day of a local time. */
export function startOfDay(local: number): number {
  return Math.floor(local / DIA) * DIA;
}
