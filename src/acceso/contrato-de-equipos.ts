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

/** The same, as the handler of a route of equipos has it in `request.equipo`. */
export interface EquipoQueFirma extends EquipoQuePide {
  readonly nombre: string;
  /** `por_confirmar` only in the routes that say `porConfirmar: 'permitido'` */
  readonly estado: EstadoDeEquipo;
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
  /** who carries the phone; null in a station */
  readonly persona: string | null;
  /** of that person, as who is called on the telephone */
  readonly nombreDePersona: string | null;
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

/** What is shown once: the code is kept nowhere. */
export interface CodigoDeEquipo {
  /** `KQ4M-7T2D` */
  readonly codigo: string;
  /** what the QR says: `https://prep.ejemplo.mx/casilla/#codigo=KQ4M-7T2D` */
  readonly direccion: string;
  /** SVG of the QR */
  readonly qr: string;
  /** the code does not serve afterwards */
  readonly vence: Instante;
}

/**
 * `POST /api/equipos { tipo, nombre, centro, persona, casillas }` → `{ equipo: EquipoEnLista } & CodigoDeEquipo`.
 * `POST /api/equipos/:clave/confirmacion`, `/revocacion { razon }` → `{ equipo }`; `/codigo`, while it has not been
 * confirmed (another code: the equipo has to make another key) → `{ equipo } & CodigoDeEquipo`. What was confirmed is
 * not given another key: what it signed would no longer verify. It is revoked, and another takes its place.
 *
 * `POST /api/equipos/carga { csv, modo: 'revisar' | 'cargar' }` (tipo,nombre,centro,persona,casillas, these separated
 * by spaces) → `CargaDeEquipos`; with errors nothing is loaded.
 */
export interface CargaDeEquipos {
  readonly equipos: number;
  readonly nuevos: number;
  readonly errores: readonly { readonly linea: number; readonly columna: string; readonly mensaje: string }[];
  /** PDF of the slips, base 64, once; null when only checking */
  readonly talones: string | null;
}
