/**
 * What the screens of acopio and the server say to each other. Types only: the shapes of the requests are checked by
 * the Zod schemas of the routes.
 */

import type { Fase, Instante } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { MotivoSinActa } from '../dominio/contabilizacion.ts';
import type { AvisoDeHora } from '../dominio/hora-manuscrita.ts';
import type { TituloDeActa } from '../proceso/en-pantalla.ts';

/**
 * `GET /api/acopio/actas` → `{ actas: ActaEnAcopio[] }`: every acta that the CATD of who asks expects, by clave.
 * For a coordination of CCV, `?catd=`.
 */
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

/**
 * `POST /api/acopio/actas/:acta { horaManuscrita, como: 'qr' | 'tecleada' }` → `{ acta: ActaEnAcopio, avisos: {codigo, mensaje}[] }`.
 * `POST /api/acopio/lectura { texto }`: what a reader or a keyboard gave → `ActaEnAcopio`, or why not; nothing changes.
 *
 * Sin acta, by two people: `POST /api/acopio/sin-acta { actas, motivo }` proposes (acopiador, coordinador_catd);
 * `POST /api/acopio/sin-acta/confirmacion { actas }` and `/rechazo { actas, razon }` by another (coordinador_catd,
 * coordinador_ccv) → `{ hechas: IdActa[], rechazadas: { acta, codigo, mensaje }[] }`: one that is refused does not stop
 * the others. `POST /api/acopio/actas/:acta/anulacion { razon }`: it appeared after all.
 */
