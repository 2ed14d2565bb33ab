/**
 * What the equipos, the screens of digitalización and the server say to each other (docs/entregas.md). Types only:
 * the shapes of the requests are checked by the Zod schemas of the routes.
 */

import type { Instante, TipoDocumento } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { ImagenEnPantalla, TituloDeActa } from '../proceso/en-pantalla.ts';

export const ESTADOS_DE_ENTREGA = [
  'incompleta',
  'en_proceso',
  'espera_acopio',
  'por_identificar',
  'registrada',
  'rechazada',
] as const;
export type EstadoDeEntrega = (typeof ESTADOS_DE_ENTREGA)[number];

/** What an equipo is told of one of its deliveries. */
export interface EntregaEnServidor {
  /** SHA-256 of its text */
  readonly id: string;
  readonly secuencia: number;
  readonly estado: EstadoDeEntrega;
  /** next byte of the file that the server lacks; its size when it lacks none */
  readonly faltaDesde: number;
  /** the same for the original that follows; null when there is none */
  readonly originalFaltaDesde: number | null;
  readonly originalCompleto: boolean;
  /** the acta in which it was registered */
  readonly acta: IdActa | null;
  /** `captura`: it is the image that is captured; `evidencia`: another came first, and this one is kept */
  readonly uso: 'captura' | 'evidencia' | null;
  /** SHA-256 of what is published */
  readonly publicada: string | null;
  /** why it waits or was refused, and what to do; null when all is well */
  readonly codigo: string | null;
  readonly mensaje: string | null;
}

/** Why an image waits for people. */
export const RAZONES_DE_CASO = [
  'sin_codigo',
  'codigo_desconocido',
  'contradice',
  'claves_distintas',
  'misma_imagen',
  'de_otro_proceso',
  'no_parece_acta',
] as const;
export type RazonDeCaso = (typeof RAZONES_DE_CASO)[number];

/**
 * `GET /api/digitalizacion/casos` → `{ casos: CasoDeImagen[] }`: images that nobody knows yet of which acta they are,
 * oldest first, of one's CATD (all, for a CCV).
 *
 * `POST /api/digitalizacion/casos/:id/clave { clave }`: the first person types it, another one confirms by typing it.
 * `POST /api/digitalizacion/casos/:id/descarte { razon }`: it is no image of an acta; with its reason.
 * `POST /api/digitalizacion/casos/:id/fuera-de-catalogo { eleccion, identificacion, razon }`: proposed by one, confirmed
 * by another with the same request.
 */
export interface CasoDeImagen {
  /** id of the delivery */
  readonly id: string;
  readonly razon: RazonDeCaso;
  /** in words: what was seen, with both claims when they contradict */
  readonly mensaje: string;
  readonly imagen: ImagenEnPantalla;
  readonly equipo: string;
  readonly catd: string;
  readonly desde: Instante;
  readonly declarada: { readonly acta: IdActa; readonly titulo: TituloDeActa } | null;
  readonly leida: { readonly acta: IdActa; readonly titulo: TituloDeActa } | null;
  /** somebody else has already given their opinion; what they typed is not shown */
  readonly opinaron: number;
  /** this person already did */
  readonly opine: boolean;
  /** somebody says that it is fuera de catálogo; another person has to say it too */
  readonly propuesta: {
    readonly persona: string;
    readonly eleccion: string;
    readonly identificacion: string;
    readonly razon: string;
  } | null;
}

/** Answer to what somebody typed: it was registered, another person is waited for, or two people do not agree. */
export interface ClaveTecleadaEnServidor {
  readonly que: 'registrada' | 'espera_acopio' | 'falta_otra' | 'distintas';
  readonly acta: IdActa | null;
  readonly mensaje: string;
}

/**
 * `GET /api/digitalizacion/actas/:acta` → `ImagenesDeActa`.
 * `POST /api/digitalizacion/actas/:acta/uso { sha256, razon }`: captures from another of its images, before it is
 * verified; afterwards only through cotejo.
 * `POST /api/digitalizacion/imagenes?declarada=&digitalizacion=&tipoDocumento=` with the bytes of a file, for a CATD
 * without a station → `{ entregas: EntregaEnServidor[] }`, one for each page.
 */
export interface ImagenesDeActa {
  readonly acta: IdActa;
  readonly titulo: TituloDeActa;
  readonly imagenes: readonly {
    readonly imagen: ImagenEnPantalla;
    readonly momento: Instante;
    readonly origen: 'CATD' | 'CASILLA';
    readonly digitalizacion: 'ESCANER' | 'MOVIL';
    readonly tipoDocumento: TipoDocumento;
    readonly situacion: 'en_uso' | 'evidencia' | 'rechazada';
    readonly motivos: readonly string[];
  }[];
  /** what may be done now, and if nothing, why */
  readonly puedeCambiar: boolean;
  readonly porque: string | null;
}

/** `GET /api/digitalizacion/alertas` → `{ alertas: Alerta[] }`, newest first; `POST …/alertas/:id/atencion { razon }`. */
export interface Alerta {
  readonly id: number;
  readonly tipo: 'misma_imagen' | 'secuencia_repetida' | 'firma_falsa' | 'reloj';
  readonly mensaje: string;
  readonly momento: Instante;
  readonly actas: readonly IdActa[];
  readonly equipo: string | null;
  readonly atendida: { readonly persona: string; readonly razon: string; readonly momento: Instante } | null;
}

/**
 * `POST /api/paquetes` with the bytes of a `.prep` file → `PaqueteRevisado`, and nothing changes;
 * `POST /api/paquetes/:id/importacion` → the same once imported. Also `prep paquete revisar|importar ARCHIVO`.
 */
export interface PaqueteRevisado {
  readonly id: string;
  readonly equipo: string;
  readonly catd: string;
  readonly momento: Instante;
  readonly entregas: readonly {
    readonly id: string;
    readonly secuencia: number;
    readonly tipo: 'acopio' | 'imagen';
    readonly momento: Instante;
    readonly acta: IdActa | null;
    readonly titulo: TituloDeActa | null;
    readonly que: 'entra' | 'se_omite' | 'se_rechaza' | 'entro';
    readonly porque: string;
  }[];
}
