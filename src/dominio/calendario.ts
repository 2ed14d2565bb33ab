/** Days of a calendar, `2027-06-06`, without hour nor place, and how they are said in Spanish. None of it knows what day it is. */

/** `2027-06-06`. */
export type Fecha = string;

const DIA_MS = 86_400_000;

export const MESES = [
  'enero',
  'febrero',
  'marzo',
  'abril',
  'mayo',
  'junio',
  'julio',
  'agosto',
  'septiembre',
  'octubre',
  'noviembre',
  'diciembre',
] as const;

/** From Monday, as a calendar of Mexico is printed. */
export const DIAS = ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado', 'domingo'] as const;

export function partsOf(fecha: Fecha): { readonly anio: number; readonly mes: number; readonly dia: number } {
  const [anio = 0, mes = 0, dia = 0] = fecha.split('-').map(Number);
  return { anio, mes, dia };
}

/** `2 de noviembre`, as the tables of a month write it. */
export function formatDia(fecha: Fecha): string {
  const { mes, dia } = partsOf(fecha);
  return `${dia} de ${MESES[mes - 1]}`;
}

/** `2 de noviembre de 2023`. */
export function formatFecha(fecha: Fecha): string {
  return `${formatDia(fecha)} de ${partsOf(fecha).anio}`;
}

/** The day so many days later, or earlier. */
export function addDays(fecha: Fecha, dias: number): Fecha {
  return new Date(Date.parse(`${fecha}T00:00:00Z`) + dias * DIA_MS).toISOString().slice(0, 10);
}

/** Days from one date to another; negative when it is before. */
export function daysBetween(desde: Fecha, hasta: Fecha): number {
  return Math.round((Date.parse(hasta) - Date.parse(desde)) / DIA_MS);
}

/** How many days a month has. */
export function daysOf(anio: number, mes: number): number {
  return new Date(Date.UTC(anio, mes, 0)).getUTCDate();
}

/** The same day of another month, or its last one when that month is shorter. */
export function addMonths(fecha: Fecha, meses: number): Fecha {
  const { anio, mes, dia } = partsOf(fecha);
  const total = anio * 12 + (mes - 1) + meses;
  const year = Math.floor(total / 12);
  const month = (total % 12) + 1;
  return `${year}-${twoDigits(month)}-${twoDigits(Math.min(dia, daysOf(year, month)))}`;
}

/** First and last day of a month, `2023-11`. */
export function rangeOf(mes: string): { readonly desde: Fecha; readonly hasta: Fecha } {
  const { anio, mes: numero } = partsOf(`${mes}-01`);
  return { desde: `${mes}-01`, hasta: `${mes}-${twoDigits(daysOf(anio, numero))}` };
}

function twoDigits(n: number): string {
  return String(n).padStart(2, '0');
}
