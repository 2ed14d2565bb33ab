/** The hour that somebody wrote by hand on an envelope: how it is typed, and of which day it is taken to be. */

import { fail, ok, type Result } from '../../../src/dominio/result.ts';

/** Of which day it says that it is: that of the election, the next one, or another that somebody types. */
export type Dia = 'jornada' | 'siguiente' | 'otro';

/**
 * `21:40`, `2140`, `9.40`, `940` as `21:40`, `09:40`; what is no hour of a clock is said.
 *
 * @returns null when nothing was typed
 */
export function parseHora(texto: string): Result<string | null, string> {
  const typed = texto.trim();
  if (typed === '') return ok(null);
  const [, hours, minutes] = /^(\d{1,2})[:. ]?(\d{2})$/.exec(typed) ?? [];
  if (hours === undefined || minutes === undefined || Number(hours) > 23 || Number(minutes) > 59) {
    return fail('Escriba la hora con cuatro cifras, como 21:40, o deje el cuadro vacío.');
  }
  return ok(`${hours.padStart(2, '0')}:${minutes}`);
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
