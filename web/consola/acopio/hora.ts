/** The hour that somebody wrote by hand on an envelope: how it is typed, and of which day it is taken to be. */

import { fail, ok, type Result } from '../../../src/dominio/result.ts';

/** Of which day it says that it is: that of the election, the next one, or another that somebody types. */
export type Dia = 'jornada' | 'siguiente' | 'otro';

const FORMA = /^(\d{1,2})[:. ]?(\d{2})\s*(?:h|hrs?\.?|horas|([ap])\.?\s?m\.?)?$/i;
const NO_ES_HORA = fail('Escriba la hora con cuatro cifras, como 21:40, o deje el cuadro vacío.');

/**
 * As people write it on an envelope: `21:40`, `2140`, `9.40`, `21:40 hrs`, `9:40 p. m.` as `21:40`, `09:40`. What is no
 * hour of a clock is said.
 *
 * @returns null when nothing was typed
 */
export function parseHora(texto: string): Result<string | null, string> {
  const typed = texto.trim();
  if (typed === '') return ok(null);
  const [, hours, minutes, half] = FORMA.exec(typed) ?? [];
  if (hours === undefined || minutes === undefined || Number(minutes) > 59) return NO_ES_HORA;
  const hour = half === undefined ? Number(hours) : from12(Number(hours), half.toLowerCase());
  return hour > 23 ? NO_ES_HORA : ok(`${String(hour).padStart(2, '0')}:${minutes}`);
}

/** The hour of 24 of one of 12; beyond the clock when it is of none. @param half `a` or `p` */
function from12(hour: number, half: string): number {
  if (hour < 1 || hour > 12) return Number.POSITIVE_INFINITY;
  return (hour % 12) + (half === 'p' ? 12 : 0);
}

/** The day that is meant while nobody says another: before noon, after midnight, it is the next one. */
export function diaProbable(hora: string | null, hoy: string, jornada: string): Dia {
  return hora !== null && hora < '12:00' && hoy > jornada ? 'siguiente' : 'jornada';
}

/** `2027-06-07`, the day after. */
export function siguienteDe(dia: string): string {
  return new Date(Date.parse(`${dia}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** `domingo 6 de junio` */
export function nombreDelDia(dia: string): string {
  return new Intl.DateTimeFormat('es-MX', {
    ...({ weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' } as const),
  })
    .format(new Date(`${dia}T12:00:00Z`))
    .replace(',', '');
}

/** `2027-06-06T20:41`, the hour of a clock in the time zone of the process. */
export function horaLocal(instante: Date, huso: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    ...({ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const),
    ...{ hourCycle: 'h23', timeZone: huso },
  }).formatToParts(instante);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}`;
}
