/**
 * The states of an acta: each variant carries exactly the data that is valid in it.
 */

import type { Lecturas, Ronda } from './consolidacion.ts';
import type { MotivoSinActa } from './contabilizacion.ts';
import type { Acopio, Asignacion, Imagen, Instante, PropuestaDeIdentificacion } from './evento-acta.ts';
import type { Lectura } from './lectura.ts';

/** An assignment, and since when. */
export interface Asignada extends Asignacion {
  readonly desde: Instante;
}

/** How the coordinator would decide a conflict; nothing changes until another person confirms it. */
export interface ResolucionPropuesta {
  readonly lecturas: Lecturas;
  readonly razon: string;
  readonly propone: string;
  readonly desde: Instante;
}

/** What a verificador says that the image is; nothing changes until another person confirms it. */
export interface IdentificacionPropuesta {
  readonly propuesta: PropuestaDeIdentificacion;
  readonly propone: string;
  readonly desde: Instante;
}

/** Readings that two people agreed on (or others resolved), and when. */
export interface Resultado {
  readonly lecturas: Lecturas;
  /** fields that needed a third person */
  readonly tercera: readonly string[];
  /** fields decided by coordinator and verificador */
  readonly resueltos: readonly string[];
  /** fields that were captured again, in a recapture or a correction of some fields */
  readonly recapturados: readonly string[];
  readonly imagen: string;
  /** of the route by which that image came */
  readonly acopio: Acopio;
  readonly capturada: Instante;
  readonly verificada: Instante | null;
}

/** COTEJADA: 0 not compared with the paper, 1 compared and equal, 2 being corrected, 3 corrected. */
export type Cotejo = 0 | 1 | 2 | 3;

/** A correction that was verified: what stopped being published, and what took its place. */
export interface Correccion {
  /** when it was verified */
  readonly momento: Instante;
  /** in printed order; empty when the acta was captured again and says the same */
  readonly cambios: readonly { readonly campo: string; readonly antes: Lectura; readonly despues: Lectura }[];
}

/** What an acta with an image keeps whatever its phase. */
export interface ConImagen {
  readonly acopio: Acopio;
  /** the envelope, when it reaches its CATD after the photograph */
  readonly sobre: Acopio | null;
  /** every field of the acta, in printed order */
  readonly camposDelActa: readonly string[];
  /** every image that arrived, in order; the ones not in use stay as evidence */
  readonly imagenes: readonly Imagen[];
  /** SHA-256 of the images that could not be used */
  readonly rechazadas: readonly string[];
  /** SHA-256 of the image in use */
  readonly imagen: string;
  /** everyone who has captured it in any round: they may not capture it again nor verify it */
  readonly capturistas: readonly string[];
  /** everyone who has seen its values (to verify, resolve or correct it): they are no longer blind */
  readonly verificadores: readonly string[];
  /** everyone who decided a conflict of it: they may not verify it */
  readonly resolutores: readonly string[];
  /** the last verified result: what stays published while a correction is in course */
  readonly anterior: Resultado | null;
  /** the last consolidated result, which the round in course completes or replaces field by field */
  readonly borrador: Resultado | null;
  readonly cotejo: Cotejo;
  /** those that were verified, oldest first */
  readonly correcciones: readonly Correccion[];
}

/** What an acta whose images could not be used keeps while it waits for another. */
export type Previo = Omit<ConImagen, 'imagen' | 'acopio' | 'sobre'>;

/** Somebody says that the acta will not arrive; nothing changes until another person confirms it. */
export interface SinActaPropuesta {
  readonly motivo: MotivoSinActa;
  readonly propone: string;
  readonly desde: Instante;
}

export type EstadoActa =
  | {
      readonly fase: 'esperada';
      /** until it is answered, or the acta arrives */
      readonly sinActa?: SinActaPropuesta;
    }
  | {
      readonly fase: 'acopiada';
      readonly acopio: Acopio;
      /** rejected images, and what else remains of an acta that must be digitized again */
      readonly previo: Previo | null;
      readonly sinActa?: SinActaPropuesta;
    }
  | (ConImagen & {
      readonly fase: 'en_captura';
      readonly ronda: Ronda;
      readonly asignaciones: readonly Asignada[];
    })
  | (ConImagen & {
      readonly fase: 'en_conflicto';
      readonly ronda: Ronda;
      /** what the round agreed on */
      readonly acordadas: Lecturas;
      readonly campos: readonly string[];
      readonly propuesta: ResolucionPropuesta | null;
    })
  | (ConImagen & {
      readonly fase: 'capturada';
      readonly resultado: Resultado;
      readonly asignacion: Asignada | null;
      /** while there is one, nobody verifies it */
      readonly propuesta: IdentificacionPropuesta | null;
    })
  | (ConImagen & { readonly fase: 'verificada'; readonly resultado: Resultado })
  | {
      readonly fase: 'sin_acta';
      readonly motivo: MotivoSinActa;
      readonly momento: Instante;
      readonly acopio: Acopio | null;
      /** what its rejected images left, should the declaration be annulled */
      readonly previo: Previo | null;
    }
  | {
      readonly fase: 'fuera_de_catalogo';
      readonly acopio: Acopio;
      readonly imagen: Imagen;
      /** what could be read of its identification, as it is written */
      readonly identificacion: string;
    };

export type Fase = EstadoActa['fase'];

export const INICIAL: EstadoActa = { fase: 'esperada' };

/**
 * Whether an acta photographed at its casilla still waits for its envelope. Each image is published with the
 * acopio of its own route (LEEME 40), so a CATD registers the envelope before it scans.
 */
export function awaitsSobre(estado: EstadoActa): estado is Extract<EstadoActa, { acopio: Acopio }> {
  if (estado.fase === 'esperada' || estado.fase === 'sin_acta' || estado.fase === 'fuera_de_catalogo') {
    return false;
  }
  return estado.acopio.via === 'CASILLA' && (estado.fase === 'acopiada' || estado.sobre === null);
}
