/**
 * A process: everything that is known before the first vote and does not change during the night. It is loaded
 * from `procesos/<nombre>/`, validated whole and frozen; its `sha256` is what is witnessed and signed.
 */

import type { Ajustes } from '../dominio/ajustes.ts';
import type { Casilla } from '../dominio/casilla.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { ActaEsperada, Eleccion, Territorio } from '../dominio/eleccion.ts';
import type { Arribos } from './arribos.ts';
import type { Geometria } from './geometria.ts';
import type { Huso } from './hora.ts';
import type { Identidad } from './identidad.ts';

/** What the process is for. Every screen and every publication says which; only `jornada` is the real night. */
export const TIPOS_PROCESO = ['demostracion', 'simulacro', 'jornada'] as const;
export type TipoProceso = (typeof TIPOS_PROCESO)[number];

export interface Instituto {
  readonly nombre: string;
  readonly siglas: string;
}

export interface Entidad {
  /** two digits, Anexo 18.10: `16` */
  readonly id: string;
  /** as published, capitals without accents: `MICHOACAN` */
  readonly nombre: string;
  /** as in file names: `MICH` */
  readonly abreviatura: string;
}

export interface Partido {
  /** as in the columns of the database: `PVEM` */
  readonly clave: string;
  readonly nombre: string;
  /** `#RRGGBB` */
  readonly color: string;
}

/** Centro de Acopio y Transmisión de Datos. */
export interface Catd {
  readonly clave: string;
  readonly nombre: string;
  /** id of the municipio where it stands, or null where the catalogue gives none */
  readonly municipio: string | null;
}

/** When publication opens and closes, as instants. */
export interface PeriodoDePublicacion {
  readonly apertura: Date;
  readonly cierre: Date;
}

export interface Proceso {
  /** name of its folder: `michoacan-2027` */
  readonly nombre: string;
  readonly nombreLargo: string;
  readonly tipo: TipoProceso;
  readonly instituto: Instituto;
  readonly entidad: Entidad;
  readonly anio: number;
  /** election day, `aaaa-mm-dd`, local */
  readonly jornada: string;
  readonly huso: Huso;
  readonly publicacion: PeriodoDePublicacion;
  /** in the order of proceso.json, which is the order of every menu and report */
  readonly elecciones: readonly Eleccion[];
  readonly eleccionPorClave: ReadonlyMap<string, Eleccion>;
  /** sorted by clave (and distintivo where it repeats) */
  readonly casillas: readonly Casilla[];
  /** every expected acta, election by election, each election in the order of its published database */
  readonly actas: readonly ActaEsperada[];
  readonly actasPorEleccion: ReadonlyMap<string, readonly ActaEsperada[]>;
  readonly actasPorId: ReadonlyMap<IdActa, ActaEsperada>;
  /** sorted by id */
  readonly distritos: readonly Territorio[];
  /** sorted by id */
  readonly municipios: readonly Territorio[];
  /** sorted by clave */
  readonly catd: readonly Catd[];
  /** in printed order */
  readonly partidos: readonly Partido[];
  readonly ajustes: Ajustes;
  readonly identidad: Identidad;
  readonly geometria: Geometria;
  readonly arribos: Arribos;
  /** of the canonical content (see `huella.ts`), 64 lower-case hexadecimal digits */
  readonly sha256: string;
}
