/**
 * What the boards, the lists and the page of an acta get from the server.
 */

import type { Cotejo, Fase, Instante } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { ImagenEnPantalla, TituloDeActa } from '../proceso/en-pantalla.ts';

export type Cola = 'digitalizacion' | 'captura' | 'conflicto' | 'identificacion' | 'verificacion';

export interface ColaEnTablero {
  readonly cola: Cola;
  readonly actas: number;
  /** when the acta that has waited longest entered the queue; null when it is empty */
  readonly masAntigua: Instante | null;
  readonly acta: IdActa | null;
  /** actas that left the queue, minute by minute, the last sixty, oldest first */
  readonly porMinuto: readonly number[];
}

/**
 * `GET /api/tablero`, and the events of `GET /api/tablero/vivo` (SSE): `tablero` each time that something changed,
 * at most once a second, with `personas` null; `personas` (`{ personas }`) at most every five seconds, for whoever
 * may see them: a country has 3,800; `latido` (`{ ahora }`) when nothing was said for a while; `fin` when the session
 * or the address ended. The display of the big screen gets the same without people:
 * `GET /api/pantalla/:llave`, `GET /api/pantalla/:llave/vivo`. Refusal: TABLERO_NO_DISPONIBLE while the log is read.
 */
export interface Tablero {
  readonly ahora: Instante;
  /** since when the database does not answer: what follows is how things were then; null when it does */
  readonly sinBaseDesde: Instante | null;
  readonly elecciones: readonly EleccionEnTablero[];
  readonly colas: readonly ColaEnTablero[];
  /** the last one that was taken */
  readonly corte: { readonly numero: number; readonly momento: Instante } | null;
  /** null for whoever may not see people */
  readonly personas: readonly PersonaEnTablero[] | null;
}

export interface EleccionEnTablero {
  readonly clave: string;
  readonly nombre: string;
  readonly esperadas: number;
  readonly porFase: Readonly<Record<Fase, number>>;
  /** what a corte taken now would say, as LEEME 6 and 8: sin acta is captured and not counted */
  readonly capturadas: number;
  readonly contabilizadas: number;
  readonly sinActa: number;
  /** actas that the last corte shows, those fuera de catálogo included */
  readonly publicadas: number;
}

export interface PersonaEnTablero {
  readonly clave: string;
  readonly nombre: string;
  readonly rol: string;
  readonly presencia: 'presente' | 'en_pausa' | 'ausente';
  readonly ultima: Instante | null;
  readonly enEstaHora: number;
  readonly enTotal: number;
  /** median seconds from being given an acta to sending it; null with fewer than three */
  readonly segundosPorActa: number | null;
  /** fields of theirs that could be compared */
  readonly comparados: number;
  /** of the fields that could be compared, those on which they agreed with what was consolidated: 0 to 1 */
  readonly acuerdo: number | null;
}

/**
 * `GET /api/actas?eleccion=&fase=&cola=&marca=&territorio=&catd=&texto=&orden=clave|espera&despuesDe=&cuantas=`.
 * `territorio` is an id of the catalogue and needs `eleccion`; `texto` is looked for in clave, sección, casilla,
 * territorio and CATD, every word of it.
 */
export interface ListaDeActas {
  readonly actas: readonly ActaEnLista[];
  readonly total: number;
  /** goes back as `despuesDe`; null at the end */
  readonly siguiente: string | null;
}

export interface ActaEnLista {
  readonly acta: IdActa;
  readonly titulo: TituloDeActa;
  readonly catd: string;
  readonly fase: Fase;
  /** since when it is in its queue; null when it is in none */
  readonly espera: Instante | null;
  readonly cotejo: Cotejo;
  readonly marcas: readonly MarcaDeActa[];
}

/**
 * What was out of the ordinary: three captures did not agree; some fields are captured again; what was published is
 * being corrected, or was; some image could not be used; somebody says that it is another acta.
 */
export const MARCAS_DE_ACTA = [
  'conflicto',
  'recaptura',
  'correccion',
  'imagen_rechazada',
  'identificacion',
] as const;
export type MarcaDeActa = (typeof MARCAS_DE_ACTA)[number];

/** `GET /api/actas/:acta`: its whole history. */
export interface PaginaDeActa extends ActaEnLista {
  /** the one in use first, then the others, as evidence */
  readonly imagenes: readonly (ImagenEnPantalla & {
    readonly origen: string;
    readonly digitalizacion: string;
    readonly momento: Instante;
    readonly uso: 'en_uso' | 'evidencia' | 'rechazada';
  })[];
  /** what a corte would show now, by field in printed order; null when there is nothing */
  readonly resultado:
    | readonly { readonly campo: string; readonly etiqueta: string; readonly lectura: string }[]
    | null;
  readonly historia: readonly HechoEnHistoria[];
  /** cortes whose figures for this acta are different from those of the corte before, oldest first */
  readonly cortes: readonly { readonly numero: number; readonly momento: Instante; readonly que: string }[];
}

export interface HechoEnHistoria {
  readonly seq: number;
  readonly momento: Instante;
  readonly tipo: string;
  /** name and key of who did it, or of the system */
  readonly quien: string;
  readonly lugar: string;
  /** a sentence in Spanish */
  readonly que: string;
  /** values typed or decided; only for whoever may see them */
  readonly lecturas: readonly { readonly etiqueta: string; readonly lectura: string }[] | null;
}

/** `POST /api/pantallas { nombre }` → `PantallaGrande` with its address, once; `GET /api/pantallas`; `DELETE /api/pantallas/:id`. */
export interface PantallaGrande {
  readonly id: string;
  readonly nombre: string;
  readonly creada: Instante;
  readonly creo: string;
  /** only when it is created */
  readonly direccion: string | null;
}

/** `GET /api/catalogo` (whoever has a session): the names of territories and CATD, for menus. */
export interface CatalogoEnPantalla {
  readonly elecciones: readonly {
    readonly clave: string;
    readonly nombre: string;
    readonly agrupacion: 'distrito' | 'municipio';
    readonly territorios: readonly { readonly id: string; readonly nombre: string }[];
  }[];
  readonly catd: readonly { readonly clave: string; readonly nombre: string }[];
}
