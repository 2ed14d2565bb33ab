/**
 * What the equipos (stations of a CATD and phones), the screens that look after them and the server say to each other
 * (docs/entregas.md). Types only.
 */

import type { Algoritmo } from '../comun/firma.ts';
import type { Instante } from '../dominio/acta.ts';

export const TIPOS_DE_EQUIPO = ['estacion', 'telefono'] as const;
export type TipoDeEquipo = (typeof TIPOS_DE_EQUIPO)[number];

export type EstadoDeEquipo = 'por_enrolar' | 'por_confirmar' | 'activo' | 'revocado';

/** Who signed a request. */
export interface EquipoQuePide {
  readonly clave: string;
  readonly tipo: TipoDeEquipo;
  /** CATD to which it belongs */
  readonly centro: string;
  /** who carries the phone; null in a station */
  readonly persona: string | null;
  /** claves of the casillas of the phone; empty in a station, that has those of its CATD */
  readonly casillas: readonly string[];
}

/** `POST /api/equipo/enrolamiento { codigo, llave, algoritmo }`. Refusals: CODIGO_INVALIDO, LLAVE_INVALIDA, ESPERE. */
export interface Enrolamiento {
  /** as in the slip: `KQ4M-7T2D` */
  readonly codigo: string;
  /** SPKI, base64url */
  readonly llave: string;
  readonly algoritmo: Algoritmo;
}
export interface Enrolado {
  readonly equipo: string;
  /** four digits that come from the key */
  readonly cotejo: string;
}

/** `GET /api/equipos` → `{ equipos: EquipoEnLista[] }`, those of one's CATD (all for coordinador_ccv, administrador and auditor). */
export interface EquipoEnLista {
  readonly clave: string;
  readonly tipo: TipoDeEquipo;
  readonly nombre: string;
  readonly centro: string;
  readonly persona: string | null;
  readonly casillas: readonly string[];
  readonly estado: EstadoDeEquipo;
  /** while `por_confirmar` */
  readonly cotejo: string | null;
  /** SHA-256 of its public key */
  readonly huella: string | null;
  readonly ultima: Instante | null;
  /** milliseconds between its clock and that of the server, as it said last */
  readonly desfase: number | null;
}
/**
 * `POST /api/equipos { tipo, nombre, centro, persona, casillas }` → `{ equipo: EquipoEnLista, codigo }`: the code, once.
 * `POST /api/equipos/:clave/confirmacion`, `/revocacion { razon }`, `/codigo` (another code: the equipo has to make
 * another key) → `{ equipo, codigo? }`.
 * `POST /api/equipos/carga { csv, modo: 'revisar' | 'cargar' }` (tipo,nombre,centro,persona,casillas) → as
 * `CargaDePersonas`, with the slips in PDF.
 */
