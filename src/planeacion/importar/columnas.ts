/**
 * Which column of a plan is which. Institutes put titles above, repeat the header on each page and split it in two
 * rows («Periodo» over «Inicio» and «Término»); the names vary.
 */

import { fail, ok, type Result } from '../../dominio/result.ts';
import { flatten } from '../fecha.ts';
import type { Fila, Hoja } from './hoja.ts';

export type Columna = 'numero' | 'descripcion' | 'entregable' | 'inicio' | 'termino' | 'area';

/** What each is called in a message, and the beginnings of the names with which it may come, without accents. */
export const COLUMNAS: Readonly<
  Record<Columna, { readonly nombre: string; readonly como: readonly string[] }>
> = {
  numero: { nombre: 'número', como: ['num', 'numero', 'no', 'no.', 'nº', 'n°', '#', 'cvo', 'id'] },
  descripcion: { nombre: 'actividad', como: ['actividad', 'descripcion', 'tarea', 'accion'] },
  entregable: { nombre: 'entregable', como: ['entregable', 'producto', 'documento'] },
  inicio: {
    nombre: 'inicio',
    como: ['inicio', 'fecha de inicio', 'fecha inicio', 'comienza', 'desde', 'del'],
  },
  termino: {
    nombre: 'término',
    como: [
      'termino',
      'fecha de termino',
      'fecha termino',
      'fin',
      'fecha fin',
      'fecha de fin',
      'conclu',
      'hasta',
      'al',
    ],
  },
  area: { nombre: 'área responsable', como: ['area', 'responsable', 'organo', 'unidad'] },
};

export interface ErrorDePlan {
  /** of the spreadsheet, from 1; null when it is of the whole file */
  readonly renglon: number | null;
  /** as it is written; null when it has none */
  readonly actividad: string | null;
  readonly columna: Columna | null;
  readonly mensaje: string;
}

const NOMBRES = Object.keys(COLUMNAS) as readonly Columna[];
const REQUERIDAS: readonly Columna[] = ['numero', 'descripcion', 'inicio', 'termino', 'area'];
/** Rows of titles that may be above the header. */
const TITULOS = 30;

export interface Columnas {
  readonly filas: readonly Fila[];
  /** index of the last row of the header */
  readonly encabezado: number;
  readonly posiciones: ReadonlyMap<Columna, number>;
  cellOf(fila: Fila, columna: Columna): string;
  /** whether a row below is the header again */
  isEncabezado(fila: Fila): boolean;
}

/** Finds the header, or says which columns are missing in the row that is most like one. */
export function readColumnas({ filas }: Hoja): Result<Columnas, readonly ErrorDePlan[]> {
  let best: { readonly encabezado: number; readonly posiciones: ReadonlyMap<Columna, number> } | null = null;
  for (const [i, fila] of filas.slice(0, TITULOS).entries()) {
    const own = positionsOf(fila);
    if (own.size < 2) continue;
    const second = filas[i + 1];
    const below = second === undefined ? new Map<Columna, number>() : positionsOf(second);
    const both = new Map([...below, ...own]);
    const found =
      both.size > own.size ? { encabezado: i + 1, posiciones: both } : { encabezado: i, posiciones: own };
    if (best === null || found.posiciones.size > best.posiciones.size) best = found;
  }
  if (best === null) {
    return fail([
      ofFile(
        `No se encontró el encabezado del plan. Debe haber un renglón con las columnas ${REQUERIDAS.map((each) => COLUMNAS[each].nombre).join(', ')}.`,
      ),
    ]);
  }
  const { encabezado, posiciones } = best;
  const header = filas[encabezado];
  const missing = REQUERIDAS.filter((columna) => !posiciones.has(columna));
  if (missing.length > 0) {
    return fail(
      missing.map((columna) =>
        ofFile(
          `Falta la columna «${COLUMNAS[columna].nombre}» en el encabezado del renglón ${header?.renglon ?? 1}: agréguela, o corrija su nombre.`,
        ),
      ),
    );
  }
  return ok({
    filas,
    encabezado,
    posiciones,
    cellOf: (fila, columna) => fila.celdas[posiciones.get(columna) ?? -1] ?? '',
    isEncabezado: (fila) =>
      positionsOf(fila).size >= 2 && !/\d/.test(fila.celdas[posiciones.get('numero') ?? -1] ?? ''),
  });
}

/** The first column of each name in a row. */
function positionsOf({ celdas }: Fila): Map<Columna, number> {
  const positions = new Map<Columna, number>();
  for (const [i, celda] of celdas.entries()) {
    const flat = flatten(celda);
    // A header is short: a description that begins with «Informe» is not one.
    if (flat === '' || flat.length > 40) continue;
    const columna = NOMBRES.find((nombre) => isNameOf(nombre, flat));
    if (columna !== undefined && !positions.has(columna)) positions.set(columna, i);
  }
  return positions;
}

function isNameOf(columna: Columna, flat: string): boolean {
  return COLUMNAS[columna].como.some((name) =>
    // Short ones only whole: «al», «del», «id».
    name.length <= 3 ? flat === name || flat === `${name}.` : flat.startsWith(name),
  );
}

function ofFile(mensaje: string): ErrorDePlan {
  return { renglon: null, actividad: null, columna: null, mensaje };
}
