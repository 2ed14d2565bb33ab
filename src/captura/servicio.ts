/**
 * Captura: each person gets the next acta that they may take; what they type is recorded blind. Nothing in a `Tarea`
 * tells a person whether theirs is the first capture or the second. A `Registro` does: it is for the system, and
 * whoever captured is told only that it was recorded.
 */

import type { Bitacora, Registro } from '../bitacora/bitacora.ts';
import { commandOf, createMandar, type Peticion, type PeticionDeTrabajo } from '../bitacora/peticion.ts';
import type { Encuadre, EstadoActa, Instante, MotivoRechazo } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { Lecturas } from '../dominio/consolidacion.ts';
import { imagenDe } from '../dominio/imagen-en-acta.ts';
import { addSeconds } from '../dominio/instante.ts';
import {
  camposPorCapturar,
  checkCarga,
  decideAsignarCaptura,
  decideCaptura,
  decideDevolverCaptura,
  decideProrrogarCaptura,
  decideReportarImagen,
  decideRetomarCaptura,
} from '../dominio/mandatos-captura.ts';
import { ok, type Refusal, type Result } from '../dominio/result.ts';
import type { Proceso } from '../proceso/proceso.ts';

/** What a capturista gets: the image and the fields to type, in printed order. */
export interface Tarea {
  readonly acta: IdActa;
  readonly imagen: string;
  /** of the image */
  readonly encuadre?: Encuadre | undefined;
  readonly campos: readonly string[];
  readonly vence: Instante;
}

export interface CapturaDeActas {
  /** The next acta for a person, or null when nothing waits that they may take. */
  siguiente(peticion: PeticionDeTrabajo): Promise<Result<Tarea | null, Refusal>>;
  registrar(
    peticion: Peticion & {
      readonly lecturas: Lecturas;
      /** codes of the warnings that the person saw and confirmed */
      readonly advertencias?: readonly string[] | undefined;
    },
  ): Promise<Result<Registro, Refusal>>;
  /** Gives an acta back without capturing it. */
  devolver(peticion: Peticion): Promise<Result<Registro, Refusal>>;
  /** The same acta again, when its time ran out and nobody else has taken it. */
  retomar(peticion: Peticion): Promise<Result<Tarea, Refusal>>;
  /** More time for an acta that somebody is typing. */
  prorrogar(peticion: Peticion): Promise<Result<Pick<Tarea, 'acta' | 'vence'>, Refusal>>;
  /** The image cannot be captured: it goes back to digitalización. */
  reportarImagen(
    peticion: Peticion & { readonly motivo: MotivoRechazo; readonly razon: string },
  ): Promise<Result<Registro, Refusal>>;
}

/** @param now clock of the machine */
export function createCaptura(bitacora: Bitacora, proceso: Proceso, now: () => Instante): CapturaDeActas {
  const { valorMaximo, segundosAsignacion, segundosMaximos, actasPorPersona } = proceso.ajustes;
  const mandar = createMandar(bitacora, now);

  return {
    async siguiente(peticion) {
      const { persona } = peticion;
      const ahora = now();
      const vence = addSeconds(ahora, segundosAsignacion);
      const taken = await bitacora.takeNext({
        ...commandOf(peticion, ahora),
        cola: 'captura',
        decide: (estado, tiene) => {
          const free = checkCarga(tiene, actasPorPersona);
          return free.ok ? decideAsignarCaptura(estado, { persona, vence, ahora }) : free;
        },
        // A retry gets the task as it was given: by then the acta may be in another phase.
        respuesta: (estado) => JSON.stringify(taskOf(estado, persona)),
      });
      if (!taken.ok) return taken;
      return ok(taken.value === null ? null : toTarea(taken.value));
    },

    async retomar(peticion) {
      const { acta, persona } = peticion;
      const ahora = now();
      const vence = addSeconds(ahora, segundosAsignacion);
      const taken = await bitacora.takeNext({
        ...commandOf(peticion, ahora),
        ...{ cola: 'captura', acta },
        decide: (estado, tiene) => {
          const decided = decideRetomarCaptura(estado, { persona, vence, ahora });
          if (!decided.ok || decided.value.length === 0) return decided;
          const free = checkCarga(tiene, actasPorPersona);
          return free.ok ? decided : free;
        },
        respuesta: (estado) => JSON.stringify(taskOf(estado, persona)),
      });
      if (!taken.ok) return taken;
      if (taken.value === null) throw new Error(`a given acta is taken or refused: ${acta}`);
      return ok(toTarea(taken.value));
    },

    async prorrogar(peticion) {
      const { acta, persona } = peticion;
      const ahora = now();
      const limits = { segundos: segundosAsignacion, maximo: segundosMaximos };
      const extended = await bitacora.execute({
        ...commandOf(peticion, ahora),
        acta,
        decide: (estado) => decideProrrogarCaptura(estado, { persona, ahora, ...limits }),
        respuesta: (estado) => taskOf(estado, persona).vence,
      });
      return extended.ok ? ok({ acta, vence: extended.value.respuesta }) : extended;
    },

    registrar: ({ lecturas, advertencias, ...peticion }) =>
      mandar(peticion, (estado, { persona, ahora }) =>
        decideCaptura(estado, { persona, lecturas, advertencias, ahora, valorMaximo }),
      ),

    devolver: (peticion) => mandar(peticion, (estado, { persona }) => decideDevolverCaptura(estado, persona)),

    reportarImagen: ({ motivo, razon, ...peticion }) =>
      mandar(peticion, (estado, { persona, ahora }) =>
        decideReportarImagen(estado, { persona, ahora, motivo, razon }),
      ),
  };
}

function toTarea({ acta, respuesta }: Registro): Tarea {
  return { acta, ...(JSON.parse(respuesta) as Omit<Tarea, 'acta'>) };
}

/** What a person who has the acta is given of it. */
export function taskOf(estado: EstadoActa, persona: string): Omit<Tarea, 'acta'> {
  if (estado.fase !== 'en_captura') throw new Error(`the capture queue gave an acta that is ${estado.fase}`);
  const asignacion = estado.asignaciones.find((candidate) => candidate.persona === persona);
  if (asignacion === undefined) throw new Error(`given to ${persona}, who does not have it`);
  const { imagen } = estado;
  const { encuadre } = imagenDe(estado, imagen);
  return { imagen, encuadre, campos: camposPorCapturar(estado), vence: asignacion.vence };
}
