/**
 * What is wrong with the files of a process, said to the person who made them: what happened, in which file,
 * line and column, what was found and what was expected.
 */

import type { Refusal } from '../dominio/result.ts';

export type CodigoDeCarga =
  // the file as such
  | 'ARCHIVO_FALTA'
  | 'ARCHIVO_VACIO'
  | 'CODIFICACION'
  | 'JSON_MAL_FORMADO'
  | 'CSV_MAL_FORMADO'
  | 'COLUMNA_FALTA'
  | 'COLUMNA_REPETIDA'
  | 'COLUMNA_DESCONOCIDA'
  | 'CELDAS_DE_MAS_O_DE_MENOS'
  // one value
  | 'CONFIGURACION'
  | 'FECHA_IMPOSIBLE'
  | 'PERIODO_IMPOSIBLE'
  | 'HUSO_DESCONOCIDO'
  | 'VALOR_VACIO'
  | 'VALOR_MAL_FORMADO'
  | 'NUMERO_MAL_ESCRITO'
  | 'TIPO_DE_CASILLA'
  | 'SECCION_FUERA_DE_RANGO'
  | 'NUMERACION'
  | 'ESPECIAL_CON_LISTA_NOMINAL'
  // between rows and files
  | 'CLAVE_REPETIDA'
  | 'CLAVE_RESERVADA'
  | 'NUMERACION_CON_HUECO'
  | 'TERRITORIO_DESCONOCIDO'
  | 'TERRITORIO_SIN_CASILLAS'
  | 'CASILLA_SIN_TERRITORIO'
  | 'SECCION_EN_DOS_TERRITORIOS'
  | 'CASILLA_SIN_ELECCION'
  | 'CASILLA_SIN_TIPO_DE_ACTA'
  | 'CATD_DESCONOCIDO'
  | 'PARTIDO_DESCONOCIDO'
  | 'PARTIDO_COMPARTIDO'
  | 'ELECCION_DESCONOCIDA'
  | 'ELECCION_SIN_CANDIDATURAS'
  | 'FIGURA'
  | 'COMBINACION'
  | 'OPCIONES'
  // how it looks
  | 'COLOR'
  | 'LOGO'
  | 'GEOMETRIA'
  | 'ARRIBOS';

export interface ErrorDeCarga extends Refusal<CodigoDeCarga> {
  /** name of the file inside the folder of the process: `casillas.csv` */
  readonly archivo: string;
  /** from 1, as editors and spreadsheets count them; null when the error is of the file as a whole */
  readonly linea: number | null;
  /** name of the column of a CSV or path inside a JSON: `lista_nominal`, `elecciones[0].clave` */
  readonly columna: string | null;
  /** as it is in the file */
  readonly encontrado: string;
  readonly esperado: string;
}

/** Where an error is. */
export type Lugar = Pick<ErrorDeCarga, 'archivo' | 'linea' | 'columna'>;

/** What was found: a text copied from the file, or a fact about it («3 celdas»). */
export type Encontrado = string | { readonly hecho: string };

/** The most characters of a file that an error shows. */
const MUESTRA = 60;

/**
 * Writes an error.
 *
 * @param esperado continues the words «se esperaba»
 */
export function errorDeCarga(
  codigo: CodigoDeCarga,
  lugar: Lugar,
  encontrado: Encontrado,
  esperado: string,
): ErrorDeCarga {
  const shown = sample(typeof encontrado === 'string' ? encontrado : encontrado.hecho);
  const sentence = typeof encontrado !== 'string' ? shown : shown === '' ? 'está vacío' : `dice «${shown}»`;
  return {
    codigo,
    ...lugar,
    encontrado: shown,
    esperado,
    mensaje: `${formatLugar(lugar)}: ${sentence}; se esperaba ${esperado}.`,
  };
}

function sample(text: string): string {
  return text.length > MUESTRA ? `${text.slice(0, MUESTRA)}…` : text;
}

/** `casillas.csv, línea 12, columna lista_nominal`. */
export function formatLugar({ archivo, linea, columna }: Lugar): string {
  const parts = [archivo];
  if (linea !== null) parts.push(`línea ${linea}`);
  if (columna !== null) parts.push(`columna ${columna}`);
  return parts.join(', ');
}

/** By file and line, as the person will go through them; errors of a whole file first. */
export function sortErrores(errores: readonly ErrorDeCarga[]): readonly ErrorDeCarga[] {
  return errores.toSorted((a, b) => compare(a.archivo, b.archivo) || (a.linea ?? 0) - (b.linea ?? 0));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
