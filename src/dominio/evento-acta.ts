/**
 * What happens to an acta. The bitácora keeps these facts, each with who, where and when; nothing else is the
 * record. What a fact is made of (an image, an acopio, an assignment) is here too: the state keeps it as it came.
 */

import type { IdActa } from './clave.ts';
import type { Lecturas } from './consolidacion.ts';
import type { MotivoSinActa } from './contabilizacion.ts';
import type { PersonaEnEquipo } from './persona-en-equipo.ts';

/** An instant in UTC as `2027-06-07T01:30:00.000Z`: comparable as text. */
export type Instante = string;

/** ORIGEN of LEEME 43: where the image was made. */
export type Origen = 'CATD' | 'CASILLA';
/** DIGITALIZACION of LEEME 44. */
export type Digitalizacion = 'ESCANER' | 'MOVIL';
/** TIPO_DOCUMENTO of LEEME 45, and the acta of voto desde el extranjero seen in published files. */
export const TIPOS_DOCUMENTO = [
  'ACTA PREP',
  'RPP',
  'CC',
  'PPC',
  'ACTA VA',
  'ACTA VPPP',
  'ACTA VMRE',
] as const;
export type TipoDocumento = (typeof TIPOS_DOCUMENTO)[number];

export interface Acopio {
  readonly via: Origen;
  /** machine time: the record */
  readonly momento: Instante;
  /** what somebody wrote by hand on the envelope, as it was typed; never the record */
  readonly horaManuscrita: string | null;
}

/** What an equipo said of an envelope that it registered by itself. */
export interface AcopioEnEquipo {
  readonly clave: string;
  /** its place among what happened there */
  readonly secuencia: number;
  /** clock of the equipo, and milliseconds to add to it; null when it was never compared */
  readonly momento: Instante;
  readonly desfase: number | null;
  /** the record, by the rule of hora-de-equipo.ts */
  readonly acopio: Instante;
  /** who was there, as the equipo said; null when nobody had told it */
  readonly persona?: PersonaEnEquipo | null;
}

/** `hoja_entera`: the image is a printed acta of ours from edge to edge, so each field is where its format says. */
export type Encuadre = 'hoja_entera' | 'sin_enderezar';

export interface Imagen {
  /** of exactly the bytes that are published, lower-case hexadecimal */
  readonly sha256: string;
  readonly origen: Origen;
  readonly digitalizacion: Digitalizacion;
  readonly tipoDocumento: TipoDocumento;
  readonly momento: Instante;
  /** absent where nobody looked for the sheet in it */
  readonly encuadre?: Encuadre;
}

/** How an image came: what was sent, from where, and who said of which acta it is. */
export interface Procedencia {
  /** name of its delivery (docs/entregas.md) */
  readonly entrega: string;
  /** station or phone that signed it; null when it came from the screen of a CATD */
  readonly equipo: string | null;
  /** clock of the equipo when it was made, and milliseconds to add to it */
  readonly momento: Instante;
  readonly desfase: number | null;
  /** who was there, as the equipo said; null when nobody had told it */
  readonly persona?: PersonaEnEquipo | null;
  /** SHA-256 of what the scanner or the camera gave, that is kept as evidence; null when nothing else was sent */
  readonly original: string | null;
  /** its code, or the people who typed its clave */
  readonly identifica: 'qr' | readonly string[];
  /** what was seen wrong in it and was sent all the same */
  readonly motivos: readonly string[];
}

/** Who has an acta, and until when. */
export interface Asignacion {
  readonly persona: string;
  readonly vence: Instante;
}

/** What an image really is, when it is not of the acta under which it came. */
export type PropuestaDeIdentificacion =
  | {
      readonly tipo: 'fuera_de_catalogo';
      /** what can be read of it, as it is written */
      readonly identificacion: string;
      readonly razon: string;
    }
  | { readonly tipo: 'otra_acta'; readonly acta: IdActa; readonly razon: string };

/** Why an image cannot be used. */
export const MOTIVOS_RECHAZO = ['ilegible', 'cortada', 'otra_casilla', 'no_es_acta'] as const;
export type MotivoRechazo = (typeof MOTIVOS_RECHAZO)[number];

export type EventoActa =
  | {
      readonly tipo: 'acta_acopiada';
      readonly datos: {
        readonly via: Origen;
        readonly horaManuscrita: string | null;
        /** what looks wrong about the hand-written time; both are kept */
        readonly avisos: readonly string[];
        /** how the acta was named, where there was a screen */
        readonly como?: 'qr' | 'tecleada';
        /** when it was registered in an equipo, that told it later */
        readonly equipo?: AcopioEnEquipo;
      };
    }
  | {
      readonly tipo: 'imagen_digitalizada';
      readonly datos: {
        readonly sha256: string;
        readonly bytes: number;
        readonly origen: Origen;
        readonly digitalizacion: Digitalizacion;
        readonly tipoDocumento: TipoDocumento;
        readonly encuadre?: Encuadre;
        readonly uso: 'captura' | 'evidencia';
        /** the fields to capture, when this image opens a round */
        readonly campos: readonly string[];
        /** how it came, when it came in a delivery */
        readonly procedencia?: Procedencia;
      };
    }
  | {
      readonly tipo: 'imagen_sustituida';
      readonly datos: {
        /** SHA-256 of the image that was in use, and of the one that is now */
        readonly antes: string;
        readonly despues: string;
        readonly persona: string;
        readonly razon: string;
      };
    }
  | {
      readonly tipo: 'imagen_rechazada';
      readonly datos: {
        readonly sha256: string;
        readonly persona: string;
        readonly motivo: MotivoRechazo;
        readonly razon: string;
      };
    }
  | { readonly tipo: 'captura_asignada'; readonly datos: Asignacion }
  | {
      readonly tipo: 'captura_liberada';
      readonly datos: { readonly persona: string; readonly motivo: 'vencida' | 'devuelta' };
    }
  | {
      readonly tipo: 'captura_prorrogada';
      /** with the new end */
      readonly datos: Asignacion;
    }
  | {
      readonly tipo: 'captura_registrada';
      readonly datos: {
        readonly persona: string;
        readonly lecturas: Lecturas;
        /** codes of the warnings that were on the screen when it was sent, where there was a screen */
        readonly advertencias?: readonly string[];
      };
    }
  | {
      readonly tipo: 'acta_consolidada';
      readonly datos: { readonly lecturas: Lecturas; readonly tercera: readonly string[] };
    }
  | {
      readonly tipo: 'conflicto_abierto';
      readonly datos: { readonly campos: readonly string[]; readonly acordadas: Lecturas };
    }
  | {
      readonly tipo: 'resolucion_propuesta';
      readonly datos: { readonly persona: string; readonly lecturas: Lecturas; readonly razon: string };
    }
  | {
      readonly tipo: 'resolucion_rechazada';
      readonly datos: { readonly persona: string; readonly razon: string };
    }
  | {
      readonly tipo: 'conflicto_resuelto';
      readonly datos: {
        readonly lecturas: Lecturas;
        readonly coordinador: string;
        readonly verificador: string;
        readonly razon: string;
      };
    }
  | { readonly tipo: 'verificacion_asignada'; readonly datos: Asignacion }
  | {
      readonly tipo: 'verificacion_liberada';
      readonly datos: { readonly persona: string; readonly motivo: 'vencida' | 'devuelta' };
    }
  | { readonly tipo: 'acta_verificada'; readonly datos: { readonly persona: string } }
  | {
      readonly tipo: 'recaptura_pedida';
      readonly datos: {
        readonly persona: string;
        readonly campos: readonly string[];
        readonly razon: string;
      };
    }
  | {
      readonly tipo: 'identificacion_propuesta';
      readonly datos: { readonly persona: string; readonly propuesta: PropuestaDeIdentificacion };
    }
  | {
      readonly tipo: 'identificacion_rechazada';
      readonly datos: { readonly persona: string; readonly razon: string };
    }
  | {
      readonly tipo: 'identificacion_confirmada';
      readonly datos: {
        readonly propone: string;
        readonly confirma: string;
        /** the acta that has the image now: another of the catalogue, or the one registered for it */
        readonly destino: IdActa;
      };
    }
  | {
      readonly tipo: 'imagen_reasignada';
      readonly datos: {
        /** the acta under which the image had come */
        readonly de: IdActa;
        readonly imagen: Imagen;
        /** of the envelope or photograph in which it came */
        readonly acopio: Acopio;
        readonly propone: string;
        readonly confirma: string;
        readonly razon: string;
        /** who captured there what the image says, and who saw it: they are not blind here */
        readonly capturistas: readonly string[];
        readonly verificadores: readonly string[];
        readonly uso: 'captura' | 'evidencia';
        /** the fields to capture, when this image opens a round */
        readonly campos: readonly string[];
      };
    }
  | {
      readonly tipo: 'sin_acta_propuesta';
      readonly datos: { readonly persona: string; readonly motivo: MotivoSinActa };
    }
  | {
      readonly tipo: 'sin_acta_rechazada';
      readonly datos: { readonly persona: string; readonly razon: string };
    }
  | {
      readonly tipo: 'sin_acta_declarada';
      readonly datos: { readonly motivo: MotivoSinActa; readonly declara: string; readonly confirma: string };
    }
  | {
      readonly tipo: 'sin_acta_anulada';
      readonly datos: { readonly persona: string; readonly razon: string };
    }
  | {
      readonly tipo: 'fuera_de_catalogo_registrada';
      readonly datos: {
        readonly identificacion: string;
        readonly razon: string;
        readonly declara: string;
        readonly confirma: string;
        readonly acopio: Acopio;
        readonly imagen: Imagen;
      };
    }
  | { readonly tipo: 'cotejo_registrado'; readonly datos: { readonly persona: string } }
  | {
      readonly tipo: 'correccion_abierta';
      readonly datos: {
        readonly persona: string;
        readonly campos: readonly string[];
        readonly razon: string;
      };
    };
