/**
 * Numbers and dates as people read them in Mexico, without the locale of the machine.
 */

const MESES = [
  'enero',
  'febrero',
  'marzo',
  'abril',
  'mayo',
  'junio',
  'julio',
  'agosto',
  'septiembre',
  'octubre',
  'noviembre',
  'diciembre',
] as const;

const ESPACIO_FINO = '\u202f';

/** `12,345` */
export function formatEntero(valor: number): string {
  return String(valor).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `34.1273 %`, with a thin space that does not break. */
export function formatPorcentaje(porcentaje: string): string {
  return `${porcentaje}${ESPACIO_FINO}%`;
}

/** `1 acta`, `2,000 actas` */
export function formatCuantas(cuantas: number, singular: string, plural: string): string {
  return `${formatEntero(cuantas)} ${cuantas === 1 ? singular : plural}`;
}

/** From `06/06/2027 20:40 (UTC-6)`: the day in words, the hour and the offset. */
export function splitCorte(local: string): {
  readonly dia: string;
  readonly hora: string;
  readonly utc: string;
} {
  const found = /^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}:\d{2}) \((UTC[^)]+)\)$/.exec(local);
  if (found === null) throw new RangeError(`not the local time of a corte: ${local}`);
  const [, dia = '', mes = '', anio = '', hora = '', utc = ''] = found;
  return { dia: `${Number(dia)} de ${MESES[Number(mes) - 1] ?? ''} de ${anio}`, hora, utc };
}
