/** Figures in words, as the lines of a mirror say them. */

const CUENTA = new Intl.NumberFormat('es-MX');
const UNIDADES = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;
const MIL = 1000;

export function formatCuenta(cuantos: number): string {
  return CUENTA.format(cuantos);
}

export function formatBytes(bytes: number): string {
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), UNIDADES.length - 1);
  const value = bytes / MIL ** step;
  return `${step === 0 ? value : value.toFixed(1)} ${UNIDADES[step]}`;
}
