/**
 * Sin acta, by two people: one proposes that the acta will not arrive and why, another confirms or rejects. Whatever
 * arrives meanwhile (its envelope, its image) ends the proposal: there is an acta after all.
 */

import type { EstadoActa, Instante } from './acta.ts';
import type { MotivoSinActa } from './contabilizacion.ts';
import { type Decision, pendingProposal, reasonRequired, wrongPhase } from './mandato.ts';
import { decideSinActa } from './mandatos.ts';
import { ok, refuse } from './result.ts';

/** Somebody of the CATD says that the acta will not arrive. */
export function decideProponerSinActa(
  estado: EstadoActa,
  mandato: { readonly persona: string; readonly motivo: MotivoSinActa },
): Decision {
  // Whoever confirms is not known yet: that it may be declared is asked with a name that is nobody's.
  const possible = decideSinActa(estado, {
    motivo: mandato.motivo,
    declara: mandato.persona,
    confirma: '',
  });
  if (!possible.ok) return possible;
  if ('sinActa' in estado) return pendingProposal();
  return ok([{ tipo: 'sin_acta_propuesta', datos: mandato }]);
}

/**
 * Another person agrees.
 *
 * @param mandato.vista when the proposal that they have in view was made; another one is not confirmed by mistake
 */
export function decideConfirmarSinActa(
  estado: EstadoActa,
  mandato: { readonly persona: string; readonly vista?: Instante | undefined },
): Decision {
  const propuesta = 'sinActa' in estado ? estado.sinActa : undefined;
  if (propuesta === undefined) return noProposal(estado);
  if (mandato.vista !== undefined && mandato.vista !== propuesta.desde) {
    return refuse(
      'PROPUESTA_DISTINTA',
      'La propuesta cambió desde que la vio. Actualice la lista y lea la nueva antes de confirmarla.',
    );
  }
  const { motivo, propone: declara } = propuesta;
  return decideSinActa(estado, { motivo, declara, confirma: mandato.persona });
}

/** Somebody does not agree, or whoever proposed it takes it back. */
export function decideRechazarSinActa(
  estado: EstadoActa,
  mandato: { readonly persona: string; readonly razon: string },
): Decision {
  if (!('sinActa' in estado)) return noProposal(estado);
  if (mandato.razon.trim() === '') return reasonRequired();
  return ok([{ tipo: 'sin_acta_rechazada', datos: mandato }]);
}

function noProposal(estado: EstadoActa) {
  if (estado.fase !== 'esperada' && estado.fase !== 'acopiada') {
    return wrongPhase(estado, 'declararse sin acta');
  }
  return refuse(
    'SIN_PROPUESTA',
    'Nadie propone ahora que esta acta se declare sin acta. Actualice la lista.',
  );
}
