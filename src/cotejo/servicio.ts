/**
 * Cotejo: the paper acta in hand against what was published. Equal, it is noted; different, those fields are
 * captured again and the history stays (COTEJADA 1, 2 and 3).
 */

import type { Bitacora, Registro } from '../bitacora/bitacora.ts';
import type { Instante } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import { decideCorreccion, decideCotejo } from '../dominio/mandatos.ts';
import type { Refusal, Result } from '../dominio/result.ts';

interface Peticion {
  readonly acta: IdActa;
  readonly persona: string;
  readonly lugar: string;
  readonly idempotencia?: string;
}

export interface CotejoDeActas {
  /** The paper says what was published. */
  confirmar(peticion: Peticion): Promise<Result<Registro, Refusal>>;
  /** The paper says something else in these fields: they are captured again; what is published stays meanwhile. */
  corregir(
    peticion: Peticion & { readonly campos: readonly string[]; readonly razon: string },
  ): Promise<Result<Registro, Refusal>>;
}

/** @param now clock of the machine */
export function createCotejo(bitacora: Bitacora, now: () => Instante): CotejoDeActas {
  return {
    confirmar({ acta, persona, lugar, idempotencia }) {
      return bitacora.execute({
        acta,
        actor: persona,
        lugar,
        momento: now(),
        idempotencia,
        decide: (estado) => decideCotejo(estado, { persona }),
      });
    },

    corregir({ acta, persona, lugar, idempotencia, campos, razon }) {
      return bitacora.execute({
        acta,
        actor: persona,
        lugar,
        momento: now(),
        idempotencia,
        decide: (estado) => decideCorreccion(estado, { persona, campos, razon }),
      });
    },
  };
}
