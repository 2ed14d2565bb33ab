/**
 * The list of errors of a process being checked, and where its data came from. The checks speak of tables,
 * rows and columns; the `Origen` knows the file and the line, so the same checks serve data read from files
 * and data put together in memory.
 */

import {
  type CodigoDeCarga,
  type Encontrado,
  type ErrorDeCarga,
  errorDeCarga,
  type Lugar,
} from './error-de-carga.ts';

export const TABLAS = ['proceso', 'partidos', 'territorios', 'catd', 'casillas', 'candidaturas'] as const;
export type NombreTabla = (typeof TABLAS)[number];

/** Where the data came from. */
export interface Origen {
  lugar(tabla: NombreTabla, indice: number | null, columna: string | null): Lugar;
  /** a cell as it was written, where it could not be read as a number */
  escrito(tabla: NombreTabla, indice: number, columna: string): string | undefined;
  /** rows whose form is wrong: it has been said already, and the rest of what they say is not to be trusted */
  isDefectuosa(tabla: NombreTabla, indice: number): boolean;
  /** tables that could not be read whole */
  readonly ausentes: ReadonlySet<NombreTabla>;
}

/** Data with no file behind: rows are counted from 1, as if each table were a list. */
export const ORIGEN_EN_MEMORIA: Origen = {
  lugar: (tabla, indice, columna) => ({
    archivo: tabla,
    linea: indice === null ? null : indice + 1,
    columna,
  }),
  escrito: () => undefined,
  isDefectuosa: () => false,
  ausentes: new Set(),
};

/**
 * The tables without which a check means nothing: with a broken partidos.csv every coalition would have
 * unknown parties, and the one error that matters would drown. The same when a key is wrong there.
 */
const SE_COMPARA_CON: { readonly [C in CodigoDeCarga]?: readonly NombreTabla[] } = {
  PARTIDO_DESCONOCIDO: ['partidos'],
  TERRITORIO_DESCONOCIDO: ['proceso', 'territorios'],
  CATD_DESCONOCIDO: ['catd'],
  ELECCION_DESCONOCIDA: ['proceso'],
  CASILLA_SIN_ELECCION: ['proceso', 'territorios'],
  CASILLA_SIN_TIPO_DE_ACTA: ['proceso'],
  CASILLA_SIN_TERRITORIO: ['proceso', 'candidaturas'],
  ELECCION_SIN_CANDIDATURAS: ['proceso', 'territorios', 'candidaturas'],
  TERRITORIO_SIN_CASILLAS: ['proceso', 'territorios', 'casillas'],
  NUMERACION_CON_HUECO: ['casillas'],
  OPCIONES: ['partidos', 'candidaturas'],
};

/** Matches no column: no other table names the rows of that one. */
const NINGUNA = /^(?!)/;

/** The columns by which other tables name the rows of this one. */
const IDENTIFICAN: Readonly<Record<NombreTabla, RegExp>> = {
  proceso: /^elecciones\[\d+\]\.(clave|ambito|agrupacion)$/,
  partidos: /^clave$/,
  territorios: /^(tipo|id)$/,
  catd: /^clave$/,
  casillas: NINGUNA,
  candidaturas: NINGUNA,
};

export class Informe {
  readonly errores: ErrorDeCarga[] = [];
  readonly #origen: Origen;
  /** tables that others cannot be compared with */
  readonly #dudosas: Set<NombreTabla>;

  constructor(origen: Origen) {
    this.#origen = origen;
    this.#dudosas = new Set(origen.ausentes);
  }

  /**
   * Adds an error at a row.
   *
   * @param indice of the row in its table, from 0; null for the table as a whole
   * @param columna of the CSV, or path inside proceso.json
   */
  add(
    codigo: CodigoDeCarga,
    tabla: NombreTabla,
    indice: number | null,
    columna: string | null,
    encontrado: Encontrado,
    esperado: string,
  ): void {
    if (tabla === 'proceso' && this.#origen.ausentes.has('proceso')) return;
    if (SE_COMPARA_CON[codigo]?.some((other) => this.#dudosas.has(other))) return;
    if (indice !== null && this.#origen.isDefectuosa(tabla, indice)) return;
    if (columna !== null && IDENTIFICAN[tabla].test(columna)) this.#dudosas.add(tabla);
    this.errores.push(errorDeCarga(codigo, this.#origen.lugar(tabla, indice, columna), encontrado, esperado));
  }

  /** The same, for a number: shows what was written if it could not be read. */
  addNumero(tabla: NombreTabla, indice: number, columna: string, valor: number, esperado: string): void {
    const written = this.#origen.escrito(tabla, indice, columna) ?? String(valor);
    this.add('NUMERO_MAL_ESCRITO', tabla, indice, columna, written, esperado);
  }

  /** Line of a row, to name it from another: «también en la línea 12». */
  lineaDe(tabla: NombreTabla, indice: number): number {
    return this.#origen.lugar(tabla, indice, null).linea ?? indice + 1;
  }

  isDefectuosa(tabla: NombreTabla, indice: number): boolean {
    return this.#origen.isDefectuosa(tabla, indice);
  }
}
