/** How a long printing goes, in a line every few seconds: how many, how fast, how long is left. */

import type { Io } from './io.ts';

/** Milliseconds between two lines. */
const CADA = 5000;

export interface ProgresoDeActas {
  /** @param cuando what was there before does not count for the speed */
  add(cuantas: number, cuando: 'antes' | 'ahora'): void;
}

export function startProgresoDeActas(
  que: string,
  total: number,
  { stderr }: Pick<Io, 'stderr'>,
): ProgresoDeActas {
  const start = performance.now();
  let [said, there, made] = [start, 0, 0];
  return {
    add(cuantas, cuando) {
      there += cuantas;
      if (cuando === 'ahora') made += cuantas;
      const time = performance.now();
      if (time - said < CADA || there >= total) return;
      said = time;
      const speed = made / ((time - start) / 1000);
      const left = speed > 0 ? `; faltan unos ${formatDuracion((total - there) / speed)}` : '';
      stderr.write(
        `  ${there.toLocaleString('es-MX')} de ${total.toLocaleString('es-MX')} ${que}, ${speed.toFixed(speed < 10 ? 1 : 0)} por segundo${left}\n`,
      );
    },
  };
}

function formatDuracion(segundos: number): string {
  return segundos < 120
    ? `${Math.max(1, Math.round(segundos))} segundos`
    : `${Math.round(segundos / 60)} minutos`;
}
