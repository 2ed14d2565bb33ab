/**
 * Two different people type the clave of an image that its code does not identify. Nobody sees what the other typed.
 * If they differ it starts again, and then a coordination that agrees with either of those who differed decides: two
 * of three.
 */

import type { IdActa } from '../../dominio/clave.ts';
import { ok, type Refusal, type Result, refuse } from '../../dominio/result.ts';

export interface Opinion {
  readonly ronda: number;
  readonly persona: string;
  readonly acta: IdActa;
}

export interface OpinionNueva {
  readonly persona: string;
  readonly acta: IdActa;
  readonly papel: 'digitaliza' | 'coordina';
}

export type LoQueSigue =
  | { readonly tipo: 'falta_otra' }
  | { readonly tipo: 'distintas' }
  | { readonly tipo: 'acuerdo'; readonly personas: readonly [string, string] };

/** @param previas all there are, of every round; @param ronda the one in course, from 1 */
export function decideOpinion(
  previas: readonly Opinion[],
  ronda: number,
  { persona, acta, papel }: OpinionNueva,
): Result<LoQueSigue, Refusal<'MISMA_PERSONA'>> {
  const current = previas.filter((opinion) => opinion.ronda === ronda);
  if (current.some((opinion) => opinion.persona === persona)) {
    return refuse(
      'MISMA_PERSONA',
      'Usted ya tecleó la clave de esta imagen. Falta que la teclee otra persona, sin que se la digan.',
    );
  }
  const [first] = current;
  if (first !== undefined) {
    return ok(
      first.acta === acta ? { tipo: 'acuerdo', personas: [first.persona, persona] } : { tipo: 'distintas' },
    );
  }
  const before = previas.find(
    (opinion) => opinion.ronda === ronda - 1 && opinion.acta === acta && opinion.persona !== persona,
  );
  if (papel === 'coordina' && before !== undefined) {
    return ok({ tipo: 'acuerdo', personas: [before.persona, persona] });
  }
  return ok({ tipo: 'falta_otra' });
}
