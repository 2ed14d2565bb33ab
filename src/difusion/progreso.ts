/** How a long download goes, in a line every few seconds. */

import { formatBytes, formatCuenta } from './palabras.ts';

export interface Progreso {
  /** One more file is here. */
  add(bytes: number): void;
}

/** Milliseconds between two lines. */
const CADA = 5000;
const MIL = 1000;
const MINUTO = 60;

/**
 * @param que what they are: `archivos`, `imágenes`
 * @param bytes of all of them, or null where nobody says
 * @param now milliseconds of any clock that only advances
 */
export function startProgreso(
  que: string,
  total: { readonly cuantos: number; readonly bytes: number | null },
  { decir, now }: { readonly decir: (linea: string) => void; readonly now: () => number },
): Progreso {
  const start = now();
  let [said, cuantos, bytes] = [start, 0, 0];
  return {
    add(own) {
      cuantos += 1;
      bytes += own;
      const time = now();
      if (time - said < CADA || cuantos === total.cuantos) return;
      said = time;
      const part = total.bytes === null || total.bytes === 0 ? cuantos / total.cuantos : bytes / total.bytes;
      const left = part > 0 ? ((time - start) * (1 - part)) / part / MIL : 0;
      const size =
        total.bytes === null ? formatBytes(bytes) : `${formatBytes(bytes)} de ${formatBytes(total.bytes)}`;
      decir(
        `  ${formatCuenta(cuantos)} de ${formatCuenta(total.cuantos)} ${que}, ${size}; faltan unos ${formatDuracion(left)}`,
      );
    },
  };
}

function formatDuracion(segundos: number): string {
  return segundos < MINUTO * 2
    ? `${Math.max(1, Math.round(segundos))} segundos`
    : `${Math.round(segundos / MINUTO)} minutos`;
}
