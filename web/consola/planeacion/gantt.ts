/** Where each thing of the Gantt goes. Pure: days to pixels. */

import { addDays, daysBetween, type Fecha, MESES, partsOf } from '../../../src/dominio/calendario.ts';
import type { FichaEnPantalla } from '../../../src/planeacion/contrato.ts';
import { addToMonth, monthsFrom, weekdayOf } from './fechas.ts';

export type Actividad = FichaEnPantalla<'actividades'>;

export interface Periodo {
  readonly desde: Fecha;
  readonly hasta: Fecha;
}

export interface Escala extends Periodo {
  readonly dias: number;
  readonly pixelesPorDia: number;
  readonly ancho: number;
}

/** A bar thinner than this is not seen. */
const BARRA_MINIMA = 6;

/** Activities of which some day is in a period. */
export function within(actividades: readonly Actividad[], periodo: Periodo | null): readonly Actividad[] {
  if (periodo === null) return actividades;
  return actividades.filter(
    ({ valores: { inicio, termino } }) => inicio <= periodo.hasta && termino >= periodo.desde,
  );
}

/** From the first day of the first month with something to the last day of the last one; null when there is nothing. */
export function periodoDe(actividades: readonly Actividad[]): Periodo | null {
  const inicios = actividades.map(({ valores }) => valores.inicio).toSorted();
  const terminos = actividades.map(({ valores }) => valores.termino).toSorted();
  const [first] = inicios;
  const last = terminos.at(-1);
  if (first === undefined || last === undefined) return null;
  return { desde: `${first.slice(0, 7)}-01`, hasta: addDays(`${addToMonth(last.slice(0, 7), 1)}-01`, -1) };
}

export function createEscala({ desde, hasta }: Periodo, ancho: number): Escala {
  const dias = daysBetween(desde, hasta) + 1;
  return { desde, hasta, dias, ancho, pixelesPorDia: ancho / dias };
}

/** Left edge of a day. */
export function xDe(escala: Escala, fecha: Fecha): number {
  return daysBetween(escala.desde, fecha) * escala.pixelesPorDia;
}

export interface Barra {
  readonly x: number;
  readonly ancho: number;
}

/** The bar of an activity, cut at the edges of the period. */
export function barraDe(escala: Escala, { valores: { inicio, termino } }: Actividad): Barra {
  const from = Math.max(0, xDe(escala, inicio));
  const to = Math.min(escala.ancho, xDe(escala, addDays(termino, 1)));
  const ancho = Math.max(BARRA_MINIMA, to - from);
  return { x: Math.min(from, escala.ancho - ancho), ancho };
}

export interface Marca {
  readonly x: number;
  readonly texto: string;
  /** the name that is not repeated in each: `noviembre de 2026` */
  readonly clase: 'mes' | 'dia';
}

const PIXELES_POR_ROTULO = 56;

/** The lines of time: months, and days when they fit (Mondays, or every one). */
export function marcasDe(escala: Escala): readonly Marca[] {
  const months = monthsFrom(escala.desde.slice(0, 7), escala.hasta.slice(0, 7));
  const perMonth = escala.ancho / months.length;
  const deMes = months.map((mes): Marca => {
    const { anio, mes: numero } = partsOf(`${mes}-01`);
    const name = MESES[numero - 1] ?? '';
    const texto =
      perMonth > 150
        ? `${name} de ${anio}`
        : perMonth > 64
          ? `${name.slice(0, 3)} ${anio}`
          : name.slice(0, 3);
    return { x: Math.max(0, xDe(escala, `${mes}-01`)), texto, clase: 'mes' };
  });
  if (escala.pixelesPorDia * 7 < PIXELES_POR_ROTULO / 2) return deMes;
  const every = escala.pixelesPorDia >= 20 ? 1 : 7;
  const days = Array.from({ length: escala.dias }, (_, i) => addDays(escala.desde, i));
  const deDia = days
    .filter((dia) => every === 1 || weekdayOf(dia) === 0)
    .map((dia): Marca => ({ x: xDe(escala, dia), texto: String(partsOf(dia).dia), clase: 'dia' }));
  return [...deMes, ...deDia];
}

export interface Flecha {
  readonly clave: string;
  readonly trazo: string;
}

const CODO = 8;

/**
 * An arrow for each dependency of which both ends are shown: from the end of what is waited for to the start of what
 * waits.
 *
 * @param alto of a row, in pixels
 * @param desde, hasta rows in sight: an arrow that does not cross them is left out
 */
export function flechasDe(
  escala: Escala,
  filas: readonly Actividad[],
  alto: number,
  { desde, hasta }: { readonly desde: number; readonly hasta: number },
): readonly Flecha[] {
  const places = new Map(filas.map(({ id }, i) => [id, i]));
  return filas.flatMap((fila, to) =>
    fila.valores.dependencias.flatMap((id) => {
      const from = places.get(id);
      const waited = from === undefined ? undefined : filas[from];
      if (from === undefined || waited === undefined) return [];
      if (Math.max(from, to) < desde || Math.min(from, to) > hasta) return [];
      const start = barraDe(escala, waited);
      const end = barraDe(escala, fila);
      const x1 = start.x + start.ancho;
      const y1 = (from + 0.5) * alto;
      const y2 = (to + 0.5) * alto;
      const out = x1 + CODO;
      const into = end.x - CODO;
      // When it starts before the other ends, the arrow goes round between the two rows.
      const middle = y1 + (y2 > y1 ? 0.5 : -0.5) * alto;
      const trazo =
        into >= out
          ? `M${x1} ${y1}H${out}V${y2}H${end.x - 1}`
          : `M${x1} ${y1}H${out}V${middle}H${into}V${y2}H${end.x - 1}`;
      return [{ clave: `${id} ${fila.id}`, trazo }];
    }),
  );
}
