/** The time that is written by hand on an envelope, from what somebody copies of it. */

import type { HoraLocal } from '../../src/dominio/hora-manuscrita.ts';

/**
 * `20:15`, `2015` or `8:15` as a local time: after noon it is of the election day, before noon of the next one. What
 * has a date (`6/6 20:15`, `07/06/2027 1:05`) is of that date. What is no time is left as it is, for the rule to say.
 *
 * @param jornada election day, `aaaa-mm-dd`
 */
export function completarHora(texto: string, jornada: string): HoraLocal {
  const clean = texto.trim().toLowerCase();
  const [, day, month, year, rest = clean] =
    /^(\d{1,2})[/-](\d{1,2})(?:[/-](\d{2,4}))?\s+(.+)$/.exec(clean) ?? [];
  const [, hours, minutes] = /^(\d{1,2})[:.h ]?(\d{2})$/.exec(rest) ?? [];
  if (hours === undefined || minutes === undefined) return texto.trim();
  const hora = `${hours.padStart(2, '0')}:${minutes}`;
  if (day === undefined || month === undefined) {
    return `${Number(hours) >= 12 ? jornada : dayAfter(jornada)}T${hora}`;
  }
  const anio = year === undefined ? jornada.slice(0, 4) : year.length === 2 ? `20${year}` : year;
  return `${anio}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${hora}`;
}

/** `aaaa-mm-ddThh:mm` in a time zone. */
export function horaLocal(instante: Date, huso: string): HoraLocal {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: huso, dateStyle: 'short', timeStyle: 'short' })
    .format(instante)
    .replace(' ', 'T');
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
