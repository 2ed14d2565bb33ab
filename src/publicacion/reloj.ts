/**
 * Local times of a corte, for people (`06/06/2027 20:00:59`) and for programs (`2027-06-06T20:00:59-06:00`).
 *
 * A corte writes a million and a half of them and they share a few thousand minutes, so each minute is formatted
 * once.
 */

import type { Instante } from '../dominio/acta.ts';
import { formatFechaHora, type Huso } from '../proceso/hora.ts';

export interface Reloj {
  /** `06/06/2027 20:00:59` */
  local(instante: Instante): string;
  /** `2027-06-06T20:00:59-06:00` */
  iso(instante: Instante): string;
}

interface Minuto {
  readonly local: string;
  readonly iso: string;
  readonly diferencia: string;
}

const MINUTO_MS = 60_000;

export function createReloj(huso: Huso): Reloj {
  const minutos = new Map<string, Minuto>();

  function minutoOf(instante: Instante): Minuto {
    const key = instante.slice(0, 16);
    const known = minutos.get(key);
    if (known !== undefined) return known;
    const made = formatMinuto(new Date(`${key}:00.000Z`), huso);
    minutos.set(key, made);
    return made;
  }

  // Offsets are whole minutes, so the seconds of an instant are the same everywhere.
  return {
    local: (instante) => `${minutoOf(instante).local}${instante.slice(16, 19)}`,
    iso: (instante) => {
      const { iso, diferencia } = minutoOf(instante);
      return `${iso}${instante.slice(16, 19)}${diferencia}`;
    },
  };
}

function formatMinuto(instante: Date, huso: Huso): Minuto {
  const local = formatFechaHora(instante, huso).slice(0, 16);
  const iso = `${local.slice(6, 10)}-${local.slice(3, 5)}-${local.slice(0, 2)}T${local.slice(11, 16)}`;
  const minutes = (Date.parse(`${iso}:00.000Z`) - instante.getTime()) / MINUTO_MS;
  return { local, iso, diferencia: formatDiferencia(minutes) };
}

/** `-06:00` */
function formatDiferencia(minutes: number): string {
  const size = Math.abs(minutes);
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${pad(Math.trunc(size / 60))}:${pad(size % 60)}`;
}
