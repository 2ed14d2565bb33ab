/** What the station and its page say to each other. Types only: `web/estacion` takes nothing else from here. */

import type { EquipoEnServidor } from '../acopio/contrato-de-equipo.ts';
import type { EstadoDeEntrega } from '../digitalizacion/contrato.ts';
import type { Instante, TipoDocumento } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { DocumentoQueSeDice } from '../dominio/documento.ts';
import type { PersonaDelCentro } from '../dominio/persona-en-equipo.ts';

export type ActaEsperada = EquipoEnServidor['actas'][number];
export type Titulo = ActaEsperada['titulo'];
export type ProcesoDeEstacion = EquipoEnServidor['proceso'];

/** What has become of a page that the scanner gave. */
export type SituacionDeImagen =
  /** somebody has to say what to do with it */
  | 'por_decidir'
  /** there is a delivery of it */
  | 'entregada'
  /** it is kept here and is not sent */
  | 'no_enviada';

/** Why a page waits for somebody. */
export const RAZONES_DE_ESPERA = [
  'CALIDAD',
  'SIN_CODIGO',
  'CODIGO_DANADO',
  'CODIGO_AJENO',
  'OTRO_PROCESO',
  'OTRO_CATD',
] as const;
export type RazonDeEspera = (typeof RAZONES_DE_ESPERA)[number];

export interface ImagenEnEstacion {
  readonly id: number;
  /** as the scanner named its file */
  readonly archivo: string;
  readonly pagina: number;
  readonly paginas: number;
  /** by the clock of the server, as it was known */
  readonly momento: Instante;
  readonly acta: IdActa | null;
  /** null when it is not of this CATD, or nobody knows yet */
  readonly titulo: Titulo | null;
  readonly ancho: number;
  readonly alto: number;
  readonly sha256: string;
  readonly situacion: SituacionDeImagen;
  readonly razon: RazonDeEspera | null;
  /** which paper somebody said that it is, if somebody did */
  readonly documento: DocumentoQueSeDice;
  /** in words: what was seen and what to do; empty when all is well */
  readonly mensajes: readonly string[];
  /** of its delivery */
  readonly entrega: { readonly secuencia: number; readonly envio: EnvioEnEstacion } | null;
  /** what is missing for it to be captured, that can be done here; null when nothing is */
  readonly falta: string | null;
}

/** How far a delivery has gone. */
export type EnvioEnEstacion =
  | { readonly tipo: 'por_enviar' }
  | { readonly tipo: 'enviando'; readonly bytes: number; readonly de: number }
  | { readonly tipo: 'en_servidor'; readonly estado: Exclude<EstadoDeEntrega, 'incompleta' | 'rechazada'> }
  | { readonly tipo: 'rechazada'; readonly codigo: string; readonly mensaje: string };

export interface EntregaEnEstacion {
  readonly secuencia: number;
  readonly tipo: 'acopio' | 'imagen';
  readonly momento: Instante;
  readonly acta: IdActa | null;
  readonly titulo: Titulo | null;
  readonly envio: EnvioEnEstacion;
  /** name of who was at the station; null when nobody had said it */
  readonly quien: string | null;
  /** which paper its image is of; null in an envelope */
  readonly documento: TipoDocumento | null;
  /** what the scanner gave: null when there is none */
  readonly original: 'por_enviar' | 'enviado' | null;
}

export type Enlace =
  | { readonly tipo: 'empezando' }
  | { readonly tipo: 'en_linea'; readonly desde: Instante }
  /** the network, or the server, does not answer */
  | { readonly tipo: 'sin_red'; readonly desde: Instante; readonly mensaje: string }
  /** it answers, and does not let this station in */
  | {
      readonly tipo: 'no_autorizada';
      readonly desde: Instante;
      readonly codigo: string;
      readonly mensaje: string;
    };

/** `GET /api/estado`, and each `estado` of `GET /api/vivo`. */
export interface EstadoDeEstacion {
  /** clock of the server, as far as the station knows */
  readonly ahora: Instante;
  readonly estacion: { readonly clave: string; readonly nombre: string; readonly cotejo: string };
  readonly centro: { readonly clave: string; readonly nombre: string };
  readonly proceso: ProcesoDeEstacion;
  /** who is at the station, in each delivery from then on; null when nobody has said it */
  readonly turno: TurnoEnEstacion | null;
  /** who may be, as the server said last */
  readonly personas: readonly PersonaDelCentro[];
  readonly servidor: string;
  readonly enlace: Enlace;
  readonly reloj: { readonly desfase: number | null; readonly medido: Instante | null };
  readonly disco: {
    readonly libres: number;
    readonly total: number;
    readonly nivel: 'bien' | 'poco' | 'lleno';
    readonly mensaje: string | null;
  };
  readonly escaner: {
    /** null when this station has none */
    readonly carpeta: string | null;
    /** name of the file that is being read */
    readonly leyendo: string | null;
    readonly problema: string | null;
    /** files that could not be read, with their reasons */
    readonly noLeidos: readonly { readonly archivo: string; readonly mensaje: string }[];
  };
  readonly cuenta: {
    readonly esperadas: number;
    readonly sobres: number;
    /** actas with an image sent or on its way */
    readonly conImagen: number;
    readonly porEnviar: { readonly acopios: number; readonly imagenes: number; readonly originales: number };
    readonly bytesPorEnviar: number;
    readonly enServidor: number;
    readonly registradas: number;
    readonly rechazadas: number;
  };
  readonly ultima: ImagenEnEstacion | null;
  /** oldest first, at most fifty */
  readonly porDecidir: readonly ImagenEnEstacion[];
  readonly porDecidirEnTotal: number;
  /** what the server said that somebody at the CATD must do */
  readonly pendientes: readonly {
    readonly acta: IdActa;
    readonly titulo: Titulo;
    readonly mensaje: string;
  }[];
  /** newest first: jumps of the clock, disk full, restarts */
  readonly avisos: readonly { readonly momento: Instante; readonly mensaje: string }[];
}

/** `POST /api/turno { quien }`: a key, a name, or null when who was there leaves → `{ turno: TurnoEnEstacion | null }`. */
export interface TurnoEnEstacion {
  /** null when it is a name that was typed */
  readonly clave: string | null;
  readonly nombre: string;
  readonly desde: Instante;
}

/** `GET /api/actas` → `{ actas: ActaEnEstacion[] }`, by clave: what the server said last, and what was done here since. */
export interface ActaEnEstacion {
  readonly acta: IdActa;
  readonly titulo: Titulo;
  readonly situacion: ActaEsperada['situacion'];
  readonly sobre: 'no' | 'aqui' | 'registrado';
  readonly imagen: 'no' | 'aqui' | 'registrada';
  readonly rescanear: string | null;
}

/**
 * `POST /api/lectura { texto }`: of what acta is what a reader or a keyboard gave; nothing changes.
 * `POST /api/acopio { texto, otra, como, horaManuscrita }` → `AcopioHecho`. `otra`: the clave typed again, when it
 * was typed.
 */
export interface Leida {
  readonly acta: IdActa;
  readonly titulo: Titulo;
  /** when its envelope was registered here, or `antes` when the server already had it; null when it was not */
  readonly sobre: Instante | 'antes' | null;
}
export interface AcopioHecho extends Leida {
  readonly secuencia: number | null;
  readonly avisos: readonly { readonly codigo: string; readonly mensaje: string }[];
}

/**
 * `POST /api/imagenes/:id/envio { declarada, documento }`, `POST /api/imagenes/:id/descarte { razon }` → `ImagenEnEstacion`.
 * `GET /api/imagenes/:id` and `/miniatura`: JPEG.
 * `GET /api/entregas` → `{ entregas: EntregaEnEstacion[] }`, newest first.
 * `GET /api/memorias` → `{ memorias: Memoria[] }`; `POST /api/paquete { carpeta }` → `PaqueteHecho`.
 */
export interface Memoria {
  readonly carpeta: string;
  readonly nombre: string;
  readonly libres: number;
}
export interface PaqueteHecho {
  readonly ruta: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly acopios: number;
  readonly imagenes: number;
  readonly originales: number;
  /** in words, when not all the originals went in */
  readonly nota: string | null;
}
