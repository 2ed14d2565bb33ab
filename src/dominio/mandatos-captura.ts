/**
 * Blind capture: who gets an acta, for how long, and what follows from what they type.
 *
 * Whoever does not have the acta is told the same whatever its phase: that it is being verified, or in conflict,
 * would tell a capturista whether what she typed agreed with somebody else's.
 */

import type { Asignacion, Asignada, EstadoActa, EventoActa, Instante, MotivoRechazo } from './acta.ts';
import { type Captura, consolidate } from './consolidacion.ts';
import { addSeconds } from './instante.ts';
import {
  checkLecturas,
  type Decision,
  type MandatoErrorCode,
  notAssigned,
  reasonRequired,
  released,
  wrongPhase,
} from './mandato.ts';
import { ok, type Refusal, type Result, refuse } from './result.ts';

type EnCaptura = Extract<EstadoActa, { fase: 'en_captura' }>;

/** Who asks, and when. */
interface Solicitud {
  readonly persona: string;
  readonly ahora: Instante;
}

/** Whether a person who has that many live assignments may take one more. */
export function checkCarga(tiene: number, maximo: number): Result<null, Refusal<MandatoErrorCode>> {
  if (tiene < maximo) return ok(null);
  return refuse(
    'TIENE_OTRAS',
    tiene === 1
      ? 'Usted ya tiene un acta asignada. Termínela o devuélvala antes de pedir otra.'
      : `Usted ya tiene ${tiene} actas asignadas. Termine o devuelva una antes de pedir otra.`,
  );
}

/** Gives the acta to a person to capture until `vence`. Releases the assignments that have expired. */
export function decideAsignarCaptura(
  estado: EstadoActa,
  mandato: Asignacion & { readonly ahora: Instante },
): Decision {
  if (estado.fase !== 'en_captura') return wrongPhase(estado, 'capturarse');
  const { persona, vence, ahora } = mandato;
  const blind = checkBlind(estado, persona);
  if (!blind.ok) return blind;
  const vencidas = estado.asignaciones.filter((asignacion) => asignacion.vence <= ahora);
  const vigentes = estado.asignaciones.filter((asignacion) => asignacion.vence > ahora);
  if (vigentes.some((asignacion) => asignacion.persona === persona)) {
    return refuse('YA_LA_TIENE', 'Usted ya tiene esta acta asignada. Termine de capturarla.');
  }
  if (lugaresDeCaptura(estado) + vencidas.length < 1) {
    return refuse('SIN_LUGAR', 'Otras personas ya están capturando esta acta. Pida la siguiente.');
  }
  return ok([
    ...vencidas.map((asignacion): EventoActa => released('captura_liberada', asignacion.persona, 'vencida')),
    { tipo: 'captura_asignada', datos: { persona, vence } },
  ]);
}

/**
 * The same person goes on with an acta whose time ran out, if nobody has taken it since. With time left there is
 * nothing to do.
 */
export function decideRetomarCaptura(
  estado: EstadoActa,
  mandato: Asignacion & { readonly ahora: Instante },
): Decision {
  const held = assignmentOf(estado, mandato.persona);
  if (!held.ok) return held;
  if (held.value.asignacion.vence > mandato.ahora) return ok([]);
  return decideAsignarCaptura(estado, mandato);
}

/**
 * More time for whoever is typing: from now, as long as a new assignment, up to a maximum since it was given. With
 * more than half of an assignment left there is nothing to do: a person who types does not fill the bitácora.
 *
 * @param mandato.segundos what an assignment lasts
 * @param mandato.maximo seconds since it was given at which it ends whatever is asked
 */
export function decideProrrogarCaptura(
  estado: EstadoActa,
  mandato: Solicitud & { readonly segundos: number; readonly maximo: number },
): Decision {
  const held = liveAssignmentOf(estado, mandato);
  if (!held.ok) return held;
  const { persona, ahora, segundos, maximo } = mandato;
  const { desde, vence } = held.value.asignacion;
  if (vence > addSeconds(ahora, segundos / 2)) return ok([]);
  const [earliest = vence] = [addSeconds(ahora, segundos), addSeconds(desde, maximo)].sort();
  if (earliest <= vence) {
    return refuse(
      'PRORROGA_AGOTADA',
      'Esta acta ya no puede tener más tiempo. Envíela antes de que venza, o devuélvala para que la capture otra persona.',
    );
  }
  return ok([{ tipo: 'captura_prorrogada', datos: { persona, vence: earliest } }]);
}

/** A person gives back an acta without capturing it (a pause, the end of a shift). */
export function decideDevolverCaptura(estado: EstadoActa, persona: string): Decision {
  const held = assignmentOf(estado, persona);
  if (!held.ok) return held;
  return ok([released('captura_liberada', persona, 'devuelta')]);
}

/** Fields that the next capture of a round must have: in the third, only those that differ. */
export function camposPorCapturar(estado: EstadoActa): readonly string[] {
  if (estado.fase !== 'en_captura') return [];
  const next = consolidate(estado.ronda);
  return next.tipo === 'falta_captura' ? next.campos : [];
}

/**
 * Records what a person typed, and what follows from it: nothing yet, the acta consolidated, or a conflict.
 *
 * @param mandato.valorMaximo largest accepted reading (setting of the process)
 */
export function decideCaptura(
  estado: EstadoActa,
  mandato: Captura & {
    readonly ahora: Instante;
    readonly valorMaximo: number;
    /** codes of the warnings that the person saw and confirmed */
    readonly advertencias?: readonly string[] | undefined;
  },
): Decision {
  const { persona, lecturas, valorMaximo, advertencias } = mandato;
  const held = liveAssignmentOf(estado, mandato);
  if (!held.ok) return held;
  // Since it was given, an image may have come from another acta that this person captured or saw.
  const blind = checkBlind(held.value.estado, persona);
  if (!blind.ok) return blind;
  const campos = camposPorCapturar(estado);
  const checked = checkLecturas(lecturas, campos, valorMaximo);
  if (!checked.ok) return checked;

  const registrada: EventoActa = {
    tipo: 'captura_registrada',
    datos: { persona, lecturas, ...(advertencias && { advertencias }) },
  };
  const ronda = {
    ...held.value.estado.ronda,
    capturas: [...held.value.estado.ronda.capturas, { persona, lecturas }],
  };
  const next = consolidate(ronda);
  switch (next.tipo) {
    case 'falta_captura':
      return ok([registrada]);
    case 'consolidada':
      return ok([
        registrada,
        { tipo: 'acta_consolidada', datos: { lecturas: next.lecturas, tercera: next.tercera } },
      ]);
    case 'conflicto':
      return ok([
        registrada,
        { tipo: 'conflicto_abierto', datos: { campos: next.campos, acordadas: next.lecturas } },
      ]);
  }
}

/**
 * The image that a person has to capture cannot be used (illegible, cut, of another casilla, not an acta). Another
 * that had arrived takes its place; if there is none the acta must be digitized again.
 */
export function decideReportarImagen(
  estado: EstadoActa,
  mandato: Solicitud & { readonly motivo: MotivoRechazo; readonly razon: string },
): Decision {
  const held = liveAssignmentOf(estado, mandato);
  if (!held.ok) return held;
  const { persona, motivo, razon } = mandato;
  if (razon.trim() === '') return reasonRequired();
  const { imagen: sha256 } = held.value.estado;
  return ok([{ tipo: 'imagen_rechazada', datos: { sha256, persona, motivo, razon } }]);
}

/** Captures that the round still needs, less the people who are at it. */
export function lugaresDeCaptura(estado: EnCaptura): number {
  const next = consolidate(estado.ronda);
  const faltan = next.tipo === 'falta_captura' ? next.faltan : 0;
  return Math.max(0, faltan - estado.asignaciones.length);
}

interface Tenida {
  readonly estado: EnCaptura;
  readonly asignacion: Asignada;
}

/** The assignment of a person, live or expired. */
function assignmentOf(estado: EstadoActa, persona: string): Result<Tenida, Refusal<MandatoErrorCode>> {
  if (estado.fase === 'en_captura') {
    const asignacion = estado.asignaciones.find((candidate) => candidate.persona === persona);
    if (asignacion !== undefined) return ok({ estado, asignacion });
  }
  if ('capturistas' in estado && estado.capturistas.includes(persona)) return alreadyCaptured();
  return notAssigned();
}

function liveAssignmentOf(
  estado: EstadoActa,
  { persona, ahora }: Solicitud,
): Result<Tenida, Refusal<MandatoErrorCode>> {
  const held = assignmentOf(estado, persona);
  if (!held.ok || held.value.asignacion.vence > ahora) return held;
  return refuse(
    'ASIGNACION_VENCIDA',
    'Terminó el tiempo para capturar esta acta. Pida la siguiente; esta la capturará otra persona.',
  );
}

function checkBlind(
  { capturistas, verificadores }: EnCaptura,
  persona: string,
): Result<null, Refusal<MandatoErrorCode>> {
  if (capturistas.includes(persona)) return alreadyCaptured();
  if (!verificadores.includes(persona)) return ok(null);
  return refuse('YA_LA_VIO', 'Usted ya vio los datos de esta acta; debe capturarla otra persona.');
}

function alreadyCaptured() {
  return refuse(
    'YA_LA_CAPTURO',
    'Usted ya capturó esta acta; la siguiente captura debe hacerla otra persona.',
  );
}
