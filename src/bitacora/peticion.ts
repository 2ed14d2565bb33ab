/**
 * What every request to a phase carries: about which acta, who asks, from where, and the key that makes a retry
 * harmless.
 */

import type { Instante } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';

export interface Peticion {
  readonly acta: IdActa;
  /** key of the person who asks; becomes the actor of the facts */
  readonly persona: string;
  /** key of the place (CATD, CCV) from which they ask */
  readonly lugar: string;
  /** the same key, sent again, gives the first answer and has no second effect */
  readonly idempotencia?: string;
}

/** A request about whatever acta comes next. */
export type PeticionDeTrabajo = Omit<Peticion, 'acta' | 'idempotencia'>;

/** The part of a command that comes from its request and the clock. */
export function commandOf({ acta, persona, lugar, idempotencia }: Peticion, momento: Instante) {
  return { acta, actor: persona, lugar, momento, idempotencia };
}
