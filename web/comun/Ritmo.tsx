import { formatCuantas } from './formato.ts';
import './ritmo.css';

const ALTO = 28;
const PASO = 3;

/**
 * Sixty minutes, a bar each, the present one at the right. What it says is also in words beside it and for who
 * does not see it.
 */
export function Ritmo({ porMinuto }: { readonly porMinuto: readonly number[] }) {
  const top = Math.max(1, ...porMinuto);
  const total = porMinuto.reduce((sum, n) => sum + n, 0);
  return (
    <svg
      className="ritmo"
      viewBox={`0 0 ${porMinuto.length * PASO} ${ALTO}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`Salidas por minuto en la última hora: ${formatCuantas(total, 'acta', 'actas')}; el minuto con más, ${Math.max(0, ...porMinuto)}.`}
    >
      <line className="ritmo-suelo" x1="0" x2={porMinuto.length * PASO} y1={ALTO - 0.5} y2={ALTO - 0.5} />
      {porMinuto.map((n, minuto) => {
        const height = (n / top) * (ALTO - 2);
        return n === 0 ? null : (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
            key={minuto}
            x={minuto * PASO}
            y={ALTO - 1 - height}
            width={PASO - 0.8}
            height={height}
          />
        );
      })}
    </svg>
  );
}

/** Actas per minute, of the last ten whole minutes: one minute says nothing. */
export function porMinutoAhora(porMinuto: readonly number[]): number {
  const last = porMinuto.slice(-11, -1);
  return last.reduce((sum, n) => sum + n, 0) / Math.max(1, last.length);
}

/** `18.4`, `0` */
export function formatRitmo(ritmo: number): string {
  return ritmo === 0 || ritmo >= 100 ? String(Math.round(ritmo)) : ritmo.toFixed(1);
}
