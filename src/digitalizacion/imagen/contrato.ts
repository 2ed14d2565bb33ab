/**
 * What comes out of the file that a scanner or a phone gave: for each page, the acta it says it is, whether the picture
 * serves, and the bytes that will be published.
 */

import type { Encuadre } from '../../dominio/acta.ts';
import type { Refusal, Result } from '../../dominio/result.ts';

export type FormatoDeArchivo = 'jpeg' | 'png' | 'tiff' | 'pdf' | 'heic';

/** Why a picture does not serve. The sentence that goes with each one says what to do. */
export const MOTIVOS_DE_CALIDAD = [
  'borrosa',
  'oscura',
  'quemada',
  'cortada',
  'baja_resolucion',
  'sin_marcas',
  'varias_actas',
  'no_es_acta',
] as const;

export type MotivoDeCalidad = (typeof MOTIVOS_DE_CALIDAD)[number];

/** What was measured on the paper; null where the marks were not seen and there is nothing to measure against. */
export interface MedidasDeCalidad {
  /** dots of the picture for each millimetre of paper, where there are fewest; a scan of 150 dpi has 5.9 */
  readonly puntosPorMilimetro: number | null;
  /** millimetres of paper that a printed edge takes to go from black to white */
  readonly bordeEnMilimetros: number | null;
  /** grey of the paper where it is darkest, 0 (black) to 255 */
  readonly papel: number | null;
  /** greys between the paper and what is printed on it */
  readonly contraste: number | null;
  /** of the four marks of the corners, how many were seen */
  readonly marcas: number;
}

export interface Veredicto {
  /** whether the acta can be captured from this picture */
  readonly aceptable: boolean;
  /** empty when it is acceptable */
  readonly motivos: readonly {
    readonly motivo: MotivoDeCalidad;
    /** what happened and what to do, for whoever holds the paper */
    readonly mensaje: string;
  }[];
  readonly medidas: MedidasDeCalidad;
}

/** Which step read the QR, from the cheapest: in its corner, or on the page, as it is or after work on it. */
export type LecturaDelCodigo =
  | 'qr_esquina'
  | 'qr_esquina_mejorada'
  | 'qr_pagina_reducida'
  | 'qr_pagina'
  | 'qr_pagina_mejorada';

/** One page of a file. */
export interface ImagenProcesada {
  /** what the QR says, as it was read; whoever receives it asks `parseCodigo` of what acta it is */
  readonly codigo: string | null;
  readonly como: LecturaDelCodigo | null;
  readonly veredicto: Veredicto;
  /** upright grey JPEG of about 150 KB without metadata; straight if its geometry says so */
  readonly publicada: {
    readonly bytes: Buffer;
    /** of exactly those bytes */
    readonly sha256: string;
    readonly ancho: number;
    readonly alto: number;
  };
  /** JPEG of at most 12 KB */
  readonly miniatura: Buffer;
  /** what the paper looks like, to be compared with `huellasParecidas` */
  readonly huellaVisual: string;
  /** of the whole file, as it came; the same for all its pages */
  readonly original: {
    readonly sha256: string;
    readonly bytes: number;
    readonly formato: FormatoDeArchivo;
  };
  /** of `publicada` */
  readonly encuadre: Encuadre;
  /** of the file, which is what is published when whoever sent it had straightened it */
  readonly encuadreDelArchivo: Encuadre;
}

export type ImagenErrorCode =
  | 'ARCHIVO_VACIO'
  | 'ARCHIVO_EXCESIVO'
  | 'FORMATO_DESCONOCIDO'
  | 'ARCHIVO_DANADO'
  | 'IMAGEN_DESMESURADA'
  | 'IMAGEN_DIMINUTA'
  | 'PAGINAS_DE_MAS'
  | 'TARDO_DEMASIADO'
  | 'OCUPO_DEMASIADO'
  | 'TALLER_LLENO'
  | 'TALLER_CERRADO';

/** The pages of the file in their order, or why there are none. */
export type ResultadoDeImagen = Result<readonly ImagenProcesada[], Refusal<ImagenErrorCode>>;
