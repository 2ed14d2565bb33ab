/**
 * The content of a process before it is validated: what the files say, or what a program puts together in
 * memory (for instance from a published database). Values are typed but nothing is checked yet; a number that
 * could not be read is `NaN`.
 */

import type { Ajustes } from '../dominio/ajustes.ts';
import type { Ambito, TipoActa } from '../dominio/eleccion.ts';
import type { PuntoDeArribos } from './arribos.ts';
import type { DatosGeometria } from './geometria.ts';
import type { DatosIdentidad } from './identidad.ts';
import type { Entidad, Instituto, TipoProceso } from './proceso.ts';

/** The content of `proceso.json`. */
export interface Configuracion {
  readonly nombre: string;
  readonly nombreLargo: string;
  readonly tipo: TipoProceso;
  readonly instituto: Instituto;
  readonly entidad: Entidad;
  readonly anio: number;
  /** `aaaa-mm-dd` */
  readonly jornada: string;
  /** IANA zone: `America/Mexico_City` */
  readonly husoHorario: string;
  /** hours from UTC that win over the zone, or absent */
  readonly utc?: number | undefined;
  /** local times, `aaaa-mm-dd hh:mm` */
  readonly publicacion: { readonly apertura: string; readonly cierre: string };
  readonly elecciones: readonly DatosEleccion[];
  /** how the institute looks on its public site; absent, in the common way */
  readonly identidad?: DatosIdentidad | undefined;
  /** what differs from the defaults of `AJUSTES` */
  readonly ajustes: { readonly [K in keyof Ajustes]?: Ajustes[K] | undefined };
}

export interface DatosEleccion {
  readonly clave: string;
  readonly nombre: string;
  readonly ambito: Ambito;
  readonly agrupacion: 'distrito' | 'municipio';
  readonly tiposActa: readonly TipoActa[];
  /**
   * Every column of votes in printed order. Without it: parties in the order of partidos.csv, independents,
   * combinations (Puebla 2024).
   */
  readonly opciones?: readonly string[] | undefined;
}

export interface DatosPartido {
  readonly clave: string;
  readonly nombre: string;
  readonly color: string;
}

export interface DatosTerritorio {
  readonly tipo: string;
  /** three digits, or `N/A` */
  readonly id: string;
  readonly nombre: string;
  /** keys of the elections it takes part in; empty means every one of its type */
  readonly elecciones: readonly string[];
}

export interface DatosCatd {
  readonly clave: string;
  readonly nombre: string;
  readonly municipio: string | null;
}

export interface DatosCasilla {
  /** four digits; `0000` for voto anticipado, prisión preventiva and extranjero */
  readonly seccion: string;
  readonly tipo: string;
  /** ID_CASILLA, two digits */
  readonly numero: string;
  /** EXT_CONTIGUA, two digits */
  readonly extContigua: string;
  /** null where the catalogue says `N/A` */
  readonly distrito: string | null;
  readonly municipio: string | null;
  readonly listaNominal: number;
  /** null where the institute does not publish them */
  readonly representantes: number | null;
  readonly boletas: number | null;
  readonly ubicacion: string;
  readonly catd: string;
  readonly mecanismo: string;
  /** keys of the elections it takes part in; empty means every one that has a type of acta for it */
  readonly elecciones: readonly string[];
  /** tells apart casillas whose clave repeats in the source; otherwise empty */
  readonly distintivo: string;
}

export interface DatosCandidatura {
  readonly eleccion: string;
  /** id of the territory, or `*` when the ámbito of the election is the entidad */
  readonly territorio: string;
  readonly clave: string;
  readonly figura: string;
  readonly partidos: readonly string[];
  /** which combinations of its parties have a column of their own */
  readonly combinaciones: 'todas' | readonly (readonly string[])[];
  readonly propietaria: string;
  readonly suplente: string;
}

export interface DatosDeProceso {
  readonly configuracion: Configuracion;
  /** in printed order */
  readonly partidos: readonly DatosPartido[];
  readonly territorios: readonly DatosTerritorio[];
  readonly catd: readonly DatosCatd[];
  readonly casillas: readonly DatosCasilla[];
  readonly candidaturas: readonly DatosCandidatura[];
  /**
   * An institute's own catalogue has whole sections, numbered with no gap and each in one territory. What is
   * rebuilt from a published database is what was published: some have gaps, and sections in two municipios.
   */
  readonly secciones?: 'enteras' | 'como_se_publicaron';
  /** polygons of territories, where the process has them */
  readonly geometria?: readonly DatosGeometria[];
  /** the SVG of the logo, already with only what draws */
  readonly logo?: string;
  /** the arrivals of other nights, where the process has its own */
  readonly arribos?: readonly PuntoDeArribos[];
}

/** Who registers a candidatura; coalitions and candidaturas comunes join two or more parties. */
export const FIGURAS = ['partido', 'coalicion', 'candidatura_comun', 'independiente'] as const;

/** Territory of what belongs to none: voto en el extranjero, some voto anticipado. */
export const SIN_TERRITORIO = 'N/A';
