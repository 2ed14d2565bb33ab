/**
 * What the writer of a database needs to know of its process and its corte.
 */

import type { Instante } from '../dominio/acta.ts';
import type { Ajustes } from '../dominio/ajustes.ts';
import type { Eleccion } from '../dominio/eleccion.ts';

/** Written on every file of what is not the real night, so that nobody takes one for the other. */
export type Marca = 'SIMULACRO' | 'DEMOSTRACIÓN';

export interface EspecificacionDeBase {
  readonly entidad: {
    /** two digits, Anexo 18.10: `16` */
    readonly id: string;
    /** as published: `MICHOACAN` */
    readonly nombre: string;
    /** as in file names: `MICH` */
    readonly abreviatura: string;
  };
  readonly proceso: { readonly nombreLargo: string; readonly instituto: string; readonly anio: number };
  readonly eleccion: Eleccion;
  /** names of the parties, for the LEEME */
  readonly partidos: ReadonlyMap<string, string>;
  /** null on the real night */
  readonly marca: Marca | null;
  readonly ajustes: Ajustes;
  /** local date and time of the corte with its offset: `06/06/2027 20:00 (UTC-6)` */
  readonly corte: string;
  /** `20270606_2000`, local */
  readonly sello: string;
  /** local time of an instant, `06/06/2027 20:00:59` */
  readonly formatHora: (instante: Instante) => string;
  /**
   * Column COTEJADA at the end. The current text (Puebla 2024) does not have it; Quintana Roo 2019 did.
   */
  readonly cotejada: 'omitir' | 'incluir';
}
