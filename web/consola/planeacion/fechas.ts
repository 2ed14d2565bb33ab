/** Days and months of a calendar as the screens of planeación count and write them. None of it knows what day it is. */

import { daysBetween, type Fecha, formatFecha, MESES, partsOf } from '../../../src/dominio/calendario.ts';

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

/** `2026-12` is the month after `2026-11`. */
export function addToMonth(mes: string, cuantos: number): string {
  const { anio, mes: numero } = partsOf(`${mes}-01`);
  const total = anio * 12 + numero - 1 + cuantos;
  return `${Math.floor(total / 12)}-${String((total % 12) + 1).padStart(2, '0')}`;
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
