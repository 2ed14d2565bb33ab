/** What happens on each day of a month: deadlines and sessions. */

import { addDays, type Fecha, rangeOf } from '../../../src/dominio/calendario.ts';
import type { Coleccion } from '../../../src/planeacion/colecciones.ts';
import type { FichaEnPantalla } from '../../../src/planeacion/contrato.ts';
import type { Situacion } from '../../../src/planeacion/derivados.ts';
import { weekdayOf } from './fechas.ts';

export interface Suceso {
  readonly coleccion: Coleccion;
  readonly id: string;
  readonly titulo: string;
  /** empty for what lasts the whole day */
  readonly hora: string;
  readonly situacion: Situacion | null;
}

export interface DiaDelMes {
  readonly fecha: Fecha;
  /** of the weeks that a month begins and ends with */
  readonly esDelMes: boolean;
  readonly sucesos: readonly Suceso[];
}

/** Whole weeks, from Monday; sessions first, by their hour. */
export function diasDelMes(mes: string, fichas: readonly FichaEnPantalla[]): readonly DiaDelMes[] {
  const byDay = Map.groupBy(
    fichas.filter(({ derivado }) => derivado.limite !== null),
    ({ derivado }) => derivado.limite ?? '',
  );
  const { desde, hasta } = rangeOf(mes);
  const first = addDays(desde, -weekdayOf(desde));
  const last = addDays(hasta, 6 - weekdayOf(hasta));
  const days: DiaDelMes[] = [];
  for (let fecha = first; fecha <= last; fecha = addDays(fecha, 1)) {
    const sucesos = (byDay.get(fecha) ?? []).map(toSuceso).toSorted(compare);
    days.push({ fecha, esDelMes: fecha >= desde && fecha <= hasta, sucesos });
  }
  return days;
}

function toSuceso({ coleccion, id, valores, derivado }: FichaEnPantalla): Suceso {
  const hora = coleccion === 'sesiones' ? (valores as { readonly hora: string }).hora : '';
  return { coleccion, id, titulo: derivado.titulo, hora, situacion: derivado.situacion };
}

function compare(a: Suceso, b: Suceso): number {
  if ((a.hora === '') !== (b.hora === '')) return a.hora === '' ? 1 : -1;
  return a.hora.localeCompare(b.hora);
}
