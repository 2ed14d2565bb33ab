/**
 * Casillas: types and what each type changes in the rules (LEEME 9, 34–36; dominio: catalogue).
 */

import type { ClaveCasilla } from './marca.ts';

/**
 * B básica, C contigua, E extraordinaria, S especial, A voto anticipado, P (V in some files) prisión
 * preventiva, M voto desde el extranjero.
 */
export const TIPOS_CASILLA = ['B', 'C', 'E', 'S', 'A', 'P', 'V', 'M'] as const;
export type TipoCasilla = (typeof TIPOS_CASILLA)[number];

export function isTipoCasilla(texto: string): texto is TipoCasilla {
  return (TIPOS_CASILLA as readonly string[]).includes(texto);
}

/** Modalities without a place of their own: their section and casilla columns carry `N/A`. */
export function isModalidadSinCasilla(tipo: TipoCasilla): boolean {
  return tipo === 'A' || tipo === 'P' || tipo === 'V' || tipo === 'M';
}

/** UBICACION_CASILLA of LEEME 11 (3 is for fuera de catálogo, which has no casilla). */
export type Ubicacion = 'urbana' | 'no_urbana';

/** MECANISMOS_TRASLADO of LEEME 38; empty when the acta does not travel by one of them. */
export const MECANISMOS_TRASLADO = ['', 'D', 'F', 'I'] as const;
export type MecanismoTraslado = (typeof MECANISMOS_TRASLADO)[number];

export interface Casilla {
  readonly clave: ClaveCasilla;
  /** two digits */
  readonly entidad: string;
  /** four digits */
  readonly seccion: string;
  readonly tipo: TipoCasilla;
  /** ID_CASILLA, two digits */
  readonly numero: string;
  /** EXT_CONTIGUA, two digits */
  readonly extContigua: string;
  /** id of its distrito, or null where the catalogue gives none */
  readonly distrito: string | null;
  /** id of its municipio, or null where the catalogue gives none */
  readonly municipio: string | null;
  /** people; 0 for especiales */
  readonly listaNominal: number;
  /** accredited representatives, maximum; null where the institute does not publish them */
  readonly representantes: number | null;
  /** approved ballots; only especiales have a limit of their own */
  readonly boletas: number | null;
  readonly ubicacion: Ubicacion;
  /** key of the CATD that receives it */
  readonly catd: string;
  readonly mecanismo: MecanismoTraslado;
}
