/**
 * Names of the files of a database (Anexo 18.5): the same in a drill and on the night, because a drill exercises
 * what reads them.
 */

import type { EspecificacionDeBase } from './escribir-especificacion.ts';

type Nombrada = Pick<EspecificacionDeBase, 'entidad' | 'eleccion' | 'proceso' | 'sello'>;

/** `20270606_2000_PREP_GUB_MICH.zip` */
export function nombreZip({ sello, eleccion, entidad }: Nombrada): string {
  return `${sello}_PREP_${eleccion.clave}_${entidad.abreviatura}.zip`;
}

/** `MICH_GUB_2027.csv` */
export function nombreCsv({ eleccion, entidad, proceso }: Nombrada): string {
  return `${entidad.abreviatura}_${eleccion.clave}_${proceso.anio}.csv`;
}

/** `MICH_GUB_CANDIDATURAS_2027.csv` */
export function nombreCandidaturas({ eleccion, entidad, proceso }: Nombrada): string {
  return `${entidad.abreviatura}_${eleccion.clave}_CANDIDATURAS_${proceso.anio}.csv`;
}

export const NOMBRE_LEEME = 'LEEME.txt';
