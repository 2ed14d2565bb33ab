/**
 * What every request to a phase carries (about which acta, who asks, from where, and the key that makes a retry
 * harmless) and how it becomes a command.
 */

import type { EstadoActa, EventoActa, Instante } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { Refusal, Result } from '../dominio/result.ts';
import type { Bitacora, FallaDeMandato, Registro } from './bitacora.ts';

export interface Peticion {
  readonly acta: IdActa;
  /** key of the person who asks; becomes the actor of the facts */
  readonly persona: string;
  /** key of the place (CATD, CCV) from which they ask */
  readonly lugar: string;
  /** the same key, sent again, gives the first answer and has no second effect */
  readonly idempotencia?: string | undefined;
}

/** A request about whatever acta comes next. */
export type PeticionDeTrabajo = Omit<Peticion, 'acta'>;

/** The part of a command that comes from its request and the clock. */
export function commandOf({ persona, lugar, idempotencia }: PeticionDeTrabajo, momento: Instante) {
  return { actor: persona, lugar, momento, idempotencia };
}

/** Who asks and when: what a rule needs of a request besides its own data. */
export interface Solicitud {
  readonly persona: string;
  readonly ahora: Instante;
}

/** Runs a rule on the acta of a request. */
export type Mandar = <C extends string>(
  peticion: Peticion,
  decide: (estado: EstadoActa, solicitud: Solicitud) => Result<readonly EventoActa[], Refusal<C>>,
) => Promise<Result<Registro, Refusal<C> | FallaDeMandato>>;

/** @param now clock of the machine */
export function createMandar(bitacora: Pick<Bitacora, 'execute'>, now: () => Instante): Mandar {
  return (peticion, decide) => {
    const { acta, persona } = peticion;
    const ahora = now();
    return bitacora.execute({
      ...commandOf(peticion, ahora),
      acta,
      decide: (estado) => decide(estado, { persona, ahora }),
    });
  };
}
