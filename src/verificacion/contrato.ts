/**
 * What the screens of verification, conflicts and identification and the server say to each other. A verificador
 * sees values and marks, never who typed what, and edits nothing in place.
 */

import type { Instante, MotivoRechazo } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { Lecturas } from '../dominio/consolidacion.ts';
import type { Lectura } from '../dominio/lectura.ts';
import type { CampoEnPantalla, ImagenEnPantalla, TituloDeActa } from '../proceso/en-pantalla.ts';

/** Why a field deserves a second look. */
export type Marca = 'tercera_persona' | 'resuelto' | 'ilegible' | 'sin_dato' | 'recapturado';

export interface CampoPorVerificar extends CampoEnPantalla {
  readonly lectura: Lectura;
  readonly marcas: readonly Marca[];
}

/** A warning about the whole acta: code of `dominio/advertencias.ts`, and its sentence. */
export interface AdvertenciaEnPantalla {
  readonly codigo: string;
  readonly mensaje: string;
  /** the fields it is about */
  readonly campos: readonly string[];
}

export interface TareaDeVerificacion {
  readonly acta: IdActa;
  readonly titulo: TituloDeActa;
  readonly imagen: ImagenEnPantalla;
  readonly campos: readonly CampoPorVerificar[];
  readonly advertencias: readonly AdvertenciaEnPantalla[];
  readonly vence: Instante;
}

/**
 * `POST /api/verificacion/siguiente` → `TareaDeVerificacionONada` (the one that is assigned already, or the oldest)
 * `POST /api/verificacion/actas/:acta/aceptacion`
 * `POST /api/verificacion/actas/:acta/recaptura` `{ campos: string[], razon }`
 * `POST /api/verificacion/actas/:acta/imagen` `{ motivo: MotivoRechazo, razon }`: back to digitalización
 * `POST /api/verificacion/actas/:acta/devolucion`: a pause; nothing is given until it is asked for
 * `POST /api/verificacion/actas/:acta/identificacion` `PropuestaDeIdentificacion`
 * all → the next `TareaDeVerificacionONada`.
 */
export interface TareaDeVerificacionONada {
  readonly tarea: TareaDeVerificacion | null;
  readonly enEspera: number;
  /** actas that this person verified in the last sixty minutes, and in all */
  readonly enEstaHora: number;
  readonly enTotal: number;
}

/** What the image really is; nothing changes until a second person confirms it. */
export type PropuestaDeIdentificacion =
  | { readonly tipo: 'fuera_de_catalogo'; readonly identificacion: string; readonly razon: string }
  | { readonly tipo: 'otra_acta'; readonly acta: IdActa; readonly razon: string };

/** `GET /api/identificaciones` → `{ pendientes: IdentificacionPendiente[] }` (identificacion:confirmar, oldest first). */
export interface IdentificacionPendiente {
  readonly acta: IdActa;
  readonly titulo: TituloDeActa;
  readonly imagen: ImagenEnPantalla;
  readonly propone: string;
  readonly desde: Instante;
  readonly propuesta: PropuestaDeIdentificacion;
  /** of the acta that the image would go to, when it is another of the catalogue */
  readonly destino: TituloDeActa | null;
}
/** `POST /api/identificaciones/:acta/confirmacion` and `/rechazo { razon }`. */

/** `GET /api/conflictos` → `{ conflictos: ConflictoEnLista[] }`, oldest first. */
export interface ConflictoEnLista {
  readonly acta: IdActa;
  readonly titulo: TituloDeActa;
  readonly campos: number;
  readonly desde: Instante;
  readonly etapa: 'por_proponer' | 'por_confirmar';
}

/** `GET /api/conflictos/:acta`. */
export interface ConflictoEnPantalla {
  readonly acta: IdActa;
  readonly titulo: TituloDeActa;
  readonly imagen: ImagenEnPantalla;
  /** every field of the acta: those in dispute and, for context, those agreed */
  readonly campos: readonly (CampoEnPantalla & {
    readonly acordada: Lectura | null;
    /** what each of the three people read, without saying who; empty when it is agreed */
    readonly lecturas: readonly Lectura[];
  })[];
  readonly propuesta: {
    readonly lecturas: Lecturas;
    readonly propone: string;
    readonly razon: string;
    readonly desde: Instante;
  } | null;
}
/**
 * `POST /api/conflictos/:acta/propuesta { lecturas, razon }` (conflicto:proponer)
 * `POST /api/conflictos/:acta/confirmacion` and `/rechazo { razon }` (conflicto:confirmar, another person)
 * `POST /api/conflictos/:acta/imagen { motivo, razon }` (conflicto:proponer): back to digitalización
 */
export interface ResolucionPropuesta {
  readonly lecturas: Lecturas;
  readonly razon: string;
}

export interface ImagenRechazada {
  readonly motivo: MotivoRechazo;
  readonly razon: string;
}
