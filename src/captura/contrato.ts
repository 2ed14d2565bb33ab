/**
 * What the capture screen and the server say to each other. Nothing here tells a person whether theirs is the
 * first capture or the second, nor whether it agreed with another.
 */

import type { Instante, MotivoRechazo } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { Lecturas } from '../dominio/consolidacion.ts';
import type { CampoEnPantalla, ImagenEnPantalla, TituloDeActa } from '../proceso/en-pantalla.ts';

export interface TareaDeCaptura {
  readonly acta: IdActa;
  readonly titulo: TituloDeActa;
  readonly imagen: ImagenEnPantalla;
  /** in printed order; in a third capture or a recapture, only those that are asked */
  readonly campos: readonly CampoEnPantalla[];
  /** every field of the acta is asked: only then can sums be compared */
  readonly alcance: 'completa' | 'algunos_campos';
  /** lista nominal plus representantes (ballots plus representantes in an especial); null when it does not apply */
  readonly limite: number | null;
  readonly valorMaximo: number;
  /** it goes to somebody else then */
  readonly vence: Instante;
}

/**
 * The acta on the screen and the next one, already assigned, so that the wait is not felt. Empty when nothing waits.
 *
 * `GET  /api/captura/tareas`: what one has assigned now, and nothing more is given.
 * `POST /api/captura/siguiente`: the same, completed up to two from the queue.
 * `POST /api/captura/actas/:acta` `CapturaTecleada` → records it and answers the next `Tareas`.
 * `POST /api/captura/actas/:acta/devolucion` → `Tareas`; `/prorroga` → `{ vence }` while one is typing;
 * `POST /api/captura/actas/:acta/retomar` → the same acta again after the session or the time ran out, if nobody else has it.
 * `POST /api/captura/actas/:acta/problema` `ProblemaConLaImagen` → `Tareas`.
 * `POST /api/captura/pausa` → gives back what one has and is not present; `/siguiente` resumes.
 * `GET  /api/captura/resumen` → `ResumenDeCaptura`.
 */
export interface Tareas {
  readonly tareas: readonly TareaDeCaptura[];
  readonly resumen: ResumenDeCaptura;
}

export interface ResumenDeCaptura {
  /** actas that this person captured: in the last sixty minutes, and in all */
  readonly enEstaHora: number;
  readonly enTotal: number;
  /** actas that wait to be captured, for anybody */
  readonly enEspera: number;
}

export interface CapturaTecleada {
  readonly lecturas: Lecturas;
  /** codes of the warnings that were on the screen when the person confirmed */
  readonly advertencias: readonly string[];
}

export interface ProblemaConLaImagen {
  readonly motivo: MotivoRechazo;
  /** in their words; may be empty when the reason says it all */
  readonly razon: string;
}

/**
 * What goes before the rest: `GET /api/captura/prioridades` → `Prioridades`; `PUT /api/captura/prioridades`
 * `{ prioridades: Prioridad[] }`, all of them → `Prioridades` (captura:repartir).
 */
export interface Prioridades {
  readonly prioridades: readonly PrioridadPuesta[];
}

export interface PrioridadPuesta extends Prioridad {
  /** key of who put it, and when */
  readonly puso: string;
  readonly desde: Instante;
}

export interface Prioridad {
  /** null: every election */
  readonly eleccion: string | null;
  /** id in the catalogue; null: everywhere */
  readonly territorio: string | null;
}
