/**
 * The hour that somebody wrote by hand on an envelope: a few minutes before it was registered, and sometimes
 * what tired people write (the morning for the night, the day before, another year, midnight as 00:00).
 */

import type { HoraLocal } from '../dominio/hora-manuscrita.ts';
import { formatHoraLocal, type Huso } from '../proceso/hora.ts';
import type { Tiempo } from './arribo.ts';
import type { Azar } from './azar.ts';

const MINUTO = 60_000;
const HORA = 60 * MINUTO;
const DIA = 24 * HORA;
/** Envelopes on which nobody wrote an hour. */
const SIN_HORA = 0.05;
/** Of the written ones, those that cannot be. */
const IMPOSIBLES = 0.06;

/** What the envelope says, as local time, or null. */
export function writeHora(acopio: Tiempo, huso: Huso, azar: Azar): HoraLocal | null {
  if (azar.chance(SIN_HORA)) return null;
  const written = acopio - azar.integer(0, 12) * MINUTO;
  if (!azar.chance(IMPOSIBLES)) return formatHoraLocal(new Date(written), huso);
  const slip = azar.pick(['medio dia', 'dia', 'anio', 'apertura', 'texto'] as const);
  const local = (time: Tiempo) => formatHoraLocal(new Date(time), huso);
  switch (slip) {
    case 'medio dia':
      return local(written - 12 * HORA);
    case 'dia':
      return local(written - DIA);
    case 'anio':
      return `${Number(local(written).slice(0, 4)) - 1}${local(written).slice(4)}`;
    case 'apertura':
      return local(written - 5 * HORA);
    case 'texto':
      return '25 y cuarto';
  }
}
