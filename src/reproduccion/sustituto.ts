/**
 * What two people would have typed from an acta of which only the published row remains. Where the source lost
 * the cells, a stand-in that leads to the same observation, and the reason, which the output states.
 */

import type { Celda, Fila } from '../basedatos/leer-fila.ts';
import type { Lecturas } from '../dominio/consolidacion.ts';
import { CAMPOS_GENERALES, TOTAL_ASENTADO } from '../dominio/eleccion.ts';
import type { Lectura } from '../dominio/lectura.ts';

/** Why a reading that was fed is not the published one. */
export type Sustitucion =
  /** published as 0: fed a sum one above the limit */
  | 'excede_sin_celdas'
  /** published as 0 or empty: fed SIN DATO in every vote field */
  | 'todos_sin_celdas'
  /** no cell says ILEGIBLE or SIN DATO: fed SIN DATO in a field published as 0 or, lacking one, empty */
  | 'algun_campo_sin_celda'
  /** a cell of a field that the acta has is empty: fed SIN DATO */
  | 'celda_vacia';

export interface Tecleado {
  readonly lecturas: Lecturas;
  /** fields whose reading is a stand-in */
  readonly sustituidos: ReadonlyMap<string, Sustitucion>;
}

/**
 * @param campos every field of the acta, from `camposDe`
 * @param votos its vote fields, from `camposDeVotos`
 * @param posicion column of each vote field among `Fila.votos`
 * @param limite most votes that it may have, or null
 */
export function typeFila(
  fila: Fila,
  campos: readonly string[],
  votos: readonly string[],
  posicion: ReadonlyMap<string, number>,
  limite: number | null,
): Tecleado {
  const lecturas: Record<string, Lectura> = {};
  const sustituidos = new Map<string, Sustitucion>();
  const substitute = (campo: string, lectura: Lectura, why: Sustitucion) => {
    lecturas[campo] = lectura;
    sustituidos.set(campo, why);
  };
  for (const campo of campos) {
    const celda = celdaOf(fila, campo, posicion);
    if (typeof celda === 'object') lecturas[campo] = celda.valor;
    else substitute(campo, 'SIN DATO', 'celda_vacia');
  }

  const legibles = votos.filter((campo) => typeof lecturas[campo] === 'number');
  const total = legibles.reduce((sum, campo) => sum + Number(lecturas[campo]), 0);
  if (fila.observacion === 'todos' && legibles.length > 0) {
    for (const campo of votos) substitute(campo, 'SIN DATO', 'todos_sin_celdas');
  }
  if (fila.observacion === 'excede' && limite !== null && total <= limite) {
    const [first = ''] = votos;
    substitute(first, limite + 1 - (total - Number(lecturas[first])), 'excede_sin_celdas');
  }
  if (fila.observacion === 'algun_campo' && legibles.length === votos.length) {
    const zero = votos.findLast((campo) => lecturas[campo] === 0);
    if (zero !== undefined) substitute(zero, 'SIN DATO', 'algun_campo_sin_celda');
  }
  return { lecturas, sustituidos };
}

/** The cell of a field, wherever it lies in the row. */
function celdaOf(fila: Fila, campo: string, posicion: ReadonlyMap<string, number>): Celda {
  if (campo === TOTAL_ASENTADO) return fila.asentado;
  const general = (CAMPOS_GENERALES as readonly string[]).indexOf(campo);
  if (general !== -1) return fila.generales[general] ?? 'vacia';
  const i = posicion.get(campo);
  if (i === undefined) throw new Error(`vote field without a column in the file: ${campo}`);
  return fila.votos[i] ?? 'vacia';
}
