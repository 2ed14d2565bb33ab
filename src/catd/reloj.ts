/**
 * What time it is at the station and for the server. The clock of a computer in a CATD may be hours off, and somebody
 * may set it in the middle of the night: the station measures how far it is from that of the server, and notices when
 * it jumps by comparing it with one that nobody can set (the time since the machine started).
 */

import type { Instante } from '../dominio/acta.ts';

/** Clocks of the machine, passed in. Milliseconds. */
export interface Relojes {
  /** since 1970, as the machine believes */
  readonly pared: () => number;
  /** since the machine started: it never jumps */
  readonly monotono: () => number;
  /** which start of the machine it is; null where it cannot be known */
  readonly arranque: string | null;
}

/** What is kept of the clocks between one program and the next. */
export interface RecuerdoDeReloj {
  readonly pared: number;
  readonly monotono: number;
  readonly arranque: string | null;
  readonly desfase: number | null;
}

export interface Salto {
  /** milliseconds that the clock moved; null when it went back by an unknown amount while the machine was off */
  readonly salto: number | null;
  readonly desfase: number | null;
}

/** Less than this is the clock being adjusted little by little, or the machine being slow. */
const SALTO_MS = 2_000;

/**
 * What is believed of the offset after looking at the clocks again. A clock that moves does not move the hour of the
 * server, so the offset moves the other way; after a night with the machine off nobody knows, and it is measured anew.
 */
export function compararRelojes(
  antes: RecuerdoDeReloj,
  ahora: Omit<RecuerdoDeReloj, 'desfase'>,
): Salto | null {
  const sameStart = antes.arranque !== null && antes.arranque === ahora.arranque;
  if (!sameStart) return ahora.pared + SALTO_MS < antes.pared ? { salto: null, desfase: null } : null;
  const salto = Math.round(ahora.pared - antes.pared - (ahora.monotono - antes.monotono));
  if (Math.abs(salto) < SALTO_MS) return null;
  return { salto, desfase: antes.desfase === null ? null : antes.desfase - salto };
}

/** One question to the server about the hour: when it was asked, what it said, how long it took. */
export interface Muestra {
  /** clock of the station when the answer came */
  readonly pared: number;
  /** of the round trip */
  readonly ida: number;
  readonly servidor: number;
}

/**
 * The offset, of the question that took least: half of its round trip is the most that it can be wrong.
 *
 * @param muestras at least one
 */
export function desfaseDe(muestras: readonly Muestra[]): {
  readonly desfase: number;
  readonly error: number;
} {
  const best = muestras.reduce((least, each) => (each.ida < least.ida ? each : least));
  return {
    desfase: Math.round(best.servidor - (best.pared - best.ida / 2)),
    error: Math.ceil(best.ida / 2),
  };
}

export interface Reloj {
  /** clock of the station */
  now(): Instante;
  /** milliseconds to add to it to have that of the server; null when it was never measured */
  desfase(): number | null;
  /** that of the server, as far as is known */
  servidor(): Instante;
  /** the monotonic one, for waits */
  monotono(): number;
  /** Looks at the clocks: if they jumped, says so and is right from then on. */
  mirar(): Salto | null;
  ponerDesfase(desfase: number): void;
  recuerdo(): RecuerdoDeReloj;
}

export function createReloj(relojes: Relojes, antes: RecuerdoDeReloj | null): Reloj {
  const look = () => ({
    pared: relojes.pared(),
    monotono: relojes.monotono(),
    arranque: relojes.arranque,
  });
  let last: RecuerdoDeReloj = antes ?? { ...look(), desfase: null };

  return {
    now: () => new Date(relojes.pared()).toISOString(),
    desfase: () => last.desfase,
    servidor: () => new Date(relojes.pared() + (last.desfase ?? 0)).toISOString(),
    monotono: relojes.monotono,
    mirar() {
      const now = look();
      const salto = compararRelojes(last, now);
      last = { ...now, desfase: salto === null ? last.desfase : salto.desfase };
      return salto;
    },
    ponerDesfase(desfase) {
      last = { ...look(), desfase };
    },
    recuerdo: () => last,
  };
}

/**
 * Milliseconds of a wait that grows with each failure. Half of it is left to chance, so that 116 stations that lost
 * the network together do not come back together.
 *
 * @param azar from 0 to 1
 */
export function espera(
  fallas: number,
  { base, tope, azar }: { readonly base: number; readonly tope: number; readonly azar: number },
): number {
  const longest = Math.min(tope, base * 2 ** Math.min(fallas, 16));
  return Math.round((longest * (1 + azar)) / 2);
}

/** `va 3 min 20 s adelantado`, from what must be added to it. */
export function inWords(desfase: number): string {
  const seconds = Math.round(Math.abs(desfase) / 1000);
  if (seconds < 2) return 'está en hora';
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const parts = [h > 0 ? `${h} h` : '', m > 0 ? `${m} min` : '', s > 0 ? `${s} s` : ''].filter(Boolean);
  return `va ${parts.join(' ')} ${desfase < 0 ? 'adelantado' : 'atrasado'}`;
}
