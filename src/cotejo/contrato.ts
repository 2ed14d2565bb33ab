/**
 * What the screens of cotejo and the server say to each other: the paper acta in hand against what is published.
 */

import type { Cotejo, Instante } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { Lectura } from '../dominio/lectura.ts';
import type { CampoEnPantalla, ImagenEnPantalla, TituloDeActa } from '../proceso/en-pantalla.ts';

/**
 * `GET /api/cotejo/actas?cotejo=&texto=&despuesDe=`: the verified actas of the CATD of who asks (of every CATD for
 * a coordinator of CCV), by clave. → `{ actas: ActaPorCotejar[], total: number, siguiente: string | null }`
 */
export interface ActaPorCotejar {
  readonly acta: IdActa;
  readonly titulo: TituloDeActa;
  readonly catd: string;
  readonly cotejo: Cotejo;
  readonly verificada: Instante;
  /** first corte in which it was published; null until the next one */
  readonly corte: number | null;
}

/** `GET /api/cotejo/actas/:acta`. */
export interface ActaEnCotejo extends ActaPorCotejar {
  readonly imagen: ImagenEnPantalla;
  readonly campos: readonly (CampoEnPantalla & { readonly lectura: Lectura })[];
}
/**
 * `POST /api/cotejo/actas/:acta/confirmacion`
 * `POST /api/cotejo/actas/:acta/correccion { campos: string[], razon }`
 * `POST /api/cotejo/actas/:acta/imagen { motivo, razon }`: to be digitized again; what is published stays meanwhile
 * all → the acta as it is now (`ActaPorCotejar`).
 */
