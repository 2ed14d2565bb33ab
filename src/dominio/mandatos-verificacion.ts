/**
 * Verification: somebody who did not capture the acta compares what was captured with the image. No field is edited
 * in place: what is wrong is captured again, by others.
 */

import type { Asignacion, EstadoActa, EventoActa, Instante, MotivoRechazo } from './acta.ts';
import {
  captured,
  chosenCampos,
  type Decision,
  type MandatoErrorCode,
  notAssigned,
  pendingProposal,
  reasonRequired,
  released,
  wrongPhase,
} from './mandato.ts';
import { ok, type Refusal, type Result, refuse } from './result.ts';

/** Gives a captured acta to a person to verify. */
export function decideAsignarVerificacion(
  estado: EstadoActa,
  mandato: Asignacion & { readonly ahora: Instante },
): Decision {
  if (estado.fase !== 'capturada') return wrongPhase(estado, 'verificarse');
  const { persona, vence, ahora } = mandato;
  if (estado.capturistas.includes(persona)) return captured();
  if (estado.resolutores.includes(persona)) {
    return refuse(
      'RESOLVIO_NO_VERIFICA',
      'Quien decidió un conflicto de un acta no puede verificarla. Debe hacerlo otra persona.',
    );
  }
  if (estado.propuesta !== null) return pendingProposal();
  const { asignacion } = estado;
  const libera: EventoActa[] = [];
  if (asignacion !== null) {
    if (asignacion.vence > ahora) {
      return asignacion.persona === persona
        ? refuse('YA_LA_TIENE', 'Usted ya tiene esta acta asignada. Termine de verificarla.')
        : refuse('SIN_LUGAR', 'Otra persona ya está verificando esta acta. Pida la siguiente.');
    }
    libera.push(released('verificacion_liberada', asignacion.persona, 'vencida'));
  }
  return ok([...libera, { tipo: 'verificacion_asignada', datos: { persona, vence } }]);
}

/** Gives back an acta without verifying it. */
export function decideDevolverVerificacion(estado: EstadoActa, persona: string): Decision {
  if (estado.fase !== 'capturada') return wrongPhase(estado, 'devolverse');
  if (estado.asignacion?.persona !== persona) return notAssigned();
  return ok([released('verificacion_liberada', persona, 'devuelta')]);
}

/** The captured data are what the image says. */
export function decideVerificar(
  estado: EstadoActa,
  mandato: { readonly persona: string; readonly ahora: Instante },
): Decision {
  const held = checkVerificador(estado, mandato);
  if (!held.ok) return held;
  return ok([{ tipo: 'acta_verificada', datos: { persona: mandato.persona } }]);
}

/** Some fields are not what the image says: they are captured again, by others. No field is edited in place. */
export function decideRecaptura(
  estado: EstadoActa,
  mandato: {
    readonly persona: string;
    readonly ahora: Instante;
    readonly campos: readonly string[];
    readonly razon: string;
  },
): Decision {
  const held = checkVerificador(estado, mandato);
  if (!held.ok) return held;
  const { persona, razon } = mandato;
  const campos = chosenCampos(mandato.campos, held.value.camposDelActa);
  if (!campos.ok) return campos;
  if (razon.trim() === '') return reasonRequired();
  return ok([{ tipo: 'recaptura_pedida', datos: { persona, campos: campos.value, razon } }]);
}

/**
 * The image cannot be verified against (illegible, cut, of another casilla, not an acta). Another that had arrived
 * takes its place; if there is none the acta must be digitized again.
 */
export function decideRechazarImagen(
  estado: EstadoActa,
  mandato: {
    readonly persona: string;
    readonly ahora: Instante;
    readonly motivo: MotivoRechazo;
    readonly razon: string;
  },
): Decision {
  const held = checkVerificador(estado, mandato);
  if (!held.ok) return held;
  const { persona, motivo, razon } = mandato;
  if (razon.trim() === '') return reasonRequired();
  return ok([{ tipo: 'imagen_rechazada', datos: { sha256: held.value.imagen, persona, motivo, razon } }]);
}

/** The acta, if that person has it to verify. */
export function checkVerificador(
  estado: EstadoActa,
  mandato: { readonly persona: string; readonly ahora: Instante },
): Result<Extract<EstadoActa, { fase: 'capturada' }>, Refusal<MandatoErrorCode>> {
  if (estado.fase !== 'capturada') return wrongPhase(estado, 'verificarse');
  if (estado.capturistas.includes(mandato.persona)) return captured();
  if (estado.asignacion?.persona !== mandato.persona) return notAssigned();
  if (estado.asignacion.vence <= mandato.ahora) {
    return refuse('ASIGNACION_VENCIDA', 'Terminó el tiempo para verificar esta acta. Pida la siguiente.');
  }
  return ok(estado);
}
