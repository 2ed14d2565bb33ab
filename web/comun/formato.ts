/**
 * Numbers, hours and durations as people read them in Mexico, whatever the language of the computer. Hours are those
 * of the process (its time zone), counted by the clock of the server.
 */

import type { Instante } from '../../src/dominio/acta.ts';

const ESPACIO_FINO = '\u202f';

/** `12,345` */
export function formatEntero(valor: number): string {
  return String(valor).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 acta`, `2,000 actas` */
export function formatCuantas(cuantas: number, singular: string, plural: string): string {
  return `${formatEntero(cuantas)} ${cuantas === 1 ? singular : plural}`;
}

/** From 0 to 1, to a whole per cent, truncated as everything in a PREP: `87 %`. */
export function formatProporcion(proporcion: number): string {
  return `${Math.floor(proporcion * 100)}${ESPACIO_FINO}%`;
}

/** `GUBERNATURA` as `Gubernatura`: names that the catalogue writes in capitals. */
export function enOracion(nombre: string): string {
  return nombre === nombre.toUpperCase() && nombre.length > 4
    ? nombre.slice(0, 1) + nombre.slice(1).toLowerCase()
    : nombre;
}

/** `20:41` in the time zone of the process. */
export function formatHora(instante: Instante | Date, huso: string): string {
  return partsOf(instante, huso, { hour: '2-digit', minute: '2-digit' });
}

/** `20:41:07` */
export function formatHoraConSegundos(instante: Instante | Date, huso: string): string {
  return partsOf(instante, huso, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
}

/** `6 jun, 20:41` */
export function formatFechaHora(instante: Instante | Date, huso: string): string {
  return partsOf(instante, huso, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
}

/** How long ago: `ahora`, `hace 40 s`, `hace 3 min`, `hace 1 h 20 min`. */
export function formatHace(instante: Instante, ahora: Date): string {
  const seconds = Math.floor((ahora.getTime() - Date.parse(instante)) / 1000);
  return seconds < 5 ? 'ahora' : `hace ${formatDuracion(seconds)}`;
}

/** `40 s`, `3 min`, `1 h 20 min`, from whole seconds. */
export function formatDuracion(segundos: number): string {
  const seconds = Math.max(0, Math.floor(segundos));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  const hours = `${formatEntero(Math.floor(minutes / 60))} h`;
  return rest === 0 ? hours : `${hours} ${rest} min`;
}

/** `1:45`, what is left of a few minutes. */
export function formatCuentaRegresiva(segundos: number): string {
  const seconds = Math.max(0, Math.floor(segundos));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function partsOf(instante: Instante | Date, huso: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${huso} ${Object.keys(options).join()}`;
  let formatter = formatters.get(key);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('es-MX', { ...options, timeZone: huso, hourCycle: 'h23' });
    formatters.set(key, formatter);
  }
  return formatter.format(typeof instante === 'string' ? new Date(instante) : instante);
}
