/**
 * What the screens of acopio and the server say to each other. The shapes of the requests are checked by the Zod
 * schemas of the routes.
 */

import type { Fase, Instante } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { MotivoSinActa } from '../dominio/contabilizacion.ts';
import type { AvisoDeHora } from '../dominio/hora-manuscrita.ts';
import type { TituloDeActa } from '../proceso/en-pantalla.ts';

/**
 * `GET /api/acopio/actas` → `ActasDeCatd`: every acta that the CATD of who asks expects, by clave. For a coordination
 * of CCV, `?catd=` (the first, if it is not said). It has an `ETag`.
 */
export interface ActasDeCatd {
  readonly catd: { readonly clave: string; readonly nombre: string };
  /** those that who asks may look at */
  readonly catds: readonly { readonly clave: string; readonly nombre: string }[];
  /** local day of the election, `aaaa-mm-dd`: what a hand-written hour is compared with */
  readonly jornada: string;
  readonly actas: readonly ActaEnAcopio[];
}

export interface ActaEnAcopio {
  readonly acta: IdActa;
  readonly titulo: TituloDeActa;
  /** text of its QR */
  readonly codigo: string;
  readonly fase: Fase;
  /** the envelope at the CATD; null while it has not arrived */
  readonly sobre: {
    readonly momento: Instante;
    readonly horaManuscrita: string | null;
    readonly avisos: readonly AvisoDeHora[];
  } | null;
  /** images that have arrived by each route */
  readonly imagenes: { readonly CATD: number; readonly CASILLA: number };
  readonly sinActa: {
    readonly motivo: MotivoSinActa;
    readonly estado: 'propuesta' | 'declarada';
    readonly propone: string;
    /** of the proposal, or of its confirmation */
    readonly desde: Instante;
  } | null;
  /** what somebody wrote when an image was sent back, and must be made again */
  readonly rescanear: string | null;
  readonly situacion: SituacionEnEquipo;
}

/** What has become of an acta, as a station or a phone shows it. */
export const SITUACIONES = [
  'esperada',
  'acopiada',
  'en_captura',
  'por_verificar',
  'verificada',
  'publicada',
  'sin_acta',
] as const;
export type SituacionEnEquipo = (typeof SITUACIONES)[number];

/** `POST /api/acopio/actas/:acta { horaManuscrita, como: 'qr' | 'tecleada' }` → what was registered. */
export interface SobreRegistrado {
  readonly acta: ActaEnAcopio;
  readonly avisos: readonly { readonly codigo: AvisoDeHora; readonly mensaje: string }[];
}

/**
 * `POST /api/acopio/lectura { texto }`: what a reader or a keyboard gave → `LecturaDeSobre`, or why not: CODIGO_AJENO,
 * CODIGO_DANADO, OTRO_PROCESO, OTRO_CATD, CLAVE_DESCONOCIDA, CLAVE_AMBIGUA. Nothing changes.
 */
export interface LecturaDeSobre {
  readonly acta: ActaEnAcopio;
  /** `otro`: the reader supposes another keyboard; it was understood, and somebody should set it right */
  readonly teclado: 'mismo' | 'otro';
}

/**
 * Sin acta, by two people: `POST /api/acopio/sin-acta { actas: IdActa[], motivo }` proposes (acopiador,
 * coordinador_catd); `POST /api/acopio/sin-acta/confirmacion { actas: { acta, desde }[] }` (`desde`: of the proposal in
 * view) and `/rechazo { actas: IdActa[], razon }` by another (coordinador_catd, coordinador_ccv) → `HechasUnaPorUna`:
 * at most 2,000 in one request, and one that is refused does not stop the others. `POST /api/acopio/actas/:acta/anulacion { razon }`: it appeared after
 * all → `{ acta: ActaEnAcopio }`.
 */
export interface HechasUnaPorUna {
  readonly hechas: readonly IdActa[];
  readonly rechazadas: readonly {
    readonly acta: IdActa;
    readonly codigo: string;
    readonly mensaje: string;
  }[];
}
