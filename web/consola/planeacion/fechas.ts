/** Days of a calendar, `2027-06-06`, as the screens of planeación count and write them. None of it knows what day it is. */

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

export const DIAS = ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado', 'domingo'] as const;

export function partsOf(fecha: Fecha): { readonly anio: number; readonly mes: number; readonly dia: number } {
  const [anio = 0, mes = 1, dia = 1] = fecha.split('-').map(Number);
  return { anio, mes, dia };
}

/** `6 de junio de 2027` */
export function formatFecha(fecha: Fecha): string {
  const { anio, mes, dia } = partsOf(fecha);
  return `${dia} de ${MESES[mes - 1]} de ${anio}`;
}

/** `6 jun 2027`, for a narrow column. */
export function formatFechaCorta(fecha: Fecha): string {
  const { anio, mes, dia } = partsOf(fecha);
  return `${dia} ${MESES[mes - 1]?.slice(0, 3)} ${anio}`;
}

/** `del 2 al 7 de noviembre de 2026`, saying once what both share. */
export function formatPeriodo(desde: Fecha, hasta: Fecha): string {
  if (desde === hasta) return `el ${formatFecha(desde)}`;
  const from = partsOf(desde);
  const to = partsOf(hasta);
  if (from.anio !== to.anio) return `del ${formatFecha(desde)} al ${formatFecha(hasta)}`;
  const month = from.mes === to.mes ? '' : ` de ${MESES[from.mes - 1]}`;
  return `del ${from.dia}${month} al ${formatFecha(hasta)}`;
}

/** `noviembre de 2026`, of `2026-11`. */
export function formatMes(mes: string): string {
  const { anio, mes: numero } = partsOf(`${mes}-01`);
  return `${MESES[numero - 1]} de ${anio}`;
}

export function addDays(fecha: Fecha, dias: number): Fecha {
  return new Date(Date.parse(`${fecha}T00:00:00Z`) + dias * DIA_MS).toISOString().slice(0, 10);
}

/** Days from one date to another; negative when it is before. */
export function daysBetween(desde: Fecha, hasta: Fecha): number {
  return Math.round((Date.parse(hasta) - Date.parse(desde)) / DIA_MS);
}

/** `2026-12` is the month after `2026-11`. */
export function addToMonth(mes: string, cuantos: number): string {
  const { anio, mes: numero } = partsOf(`${mes}-01`);
  const total = anio * 12 + numero - 1 + cuantos;
  return `${Math.floor(total / 12)}-${String((total % 12) + 1).padStart(2, '0')}`;
}

/** First and last day of a month. */
export function rangeOf(mes: string): { readonly desde: Fecha; readonly hasta: Fecha } {
  return { desde: `${mes}-01`, hasta: addDays(`${addToMonth(mes, 1)}-01`, -1) };
}

/** 0 is Monday. */
export function weekdayOf(fecha: Fecha): number {
  return (new Date(`${fecha}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** Months from one to another, both included. */
export function monthsFrom(desde: string, hasta: string): readonly string[] {
  const months: string[] = [];
  for (let mes = desde; mes <= hasta; mes = addToMonth(mes, 1)) months.push(mes);
  return months;
}

/** `hoy`, `faltan 3 días`, `hace 12 días`. */
export function formatDistancia(fecha: Fecha, hoy: Fecha): string {
  const days = daysBetween(hoy, fecha);
  if (days === 0) return 'hoy';
  const many = Math.abs(days) === 1 ? '1 día' : `${Math.abs(days)} días`;
  if (days < 0) return `hace ${many}`;
  return days === 1 ? 'falta 1 día' : `faltan ${many}`;
}
