/**
 * Verificación: somebody who did not capture the acta compares the captured data with the image. Nobody edits a
 * field in place: what is wrong is captured again, by others.
 */

import type { Bitacora, Registro } from '../bitacora/bitacora.ts';
import { commandOf, createMandar, type Peticion, type PeticionDeTrabajo } from '../bitacora/peticion.ts';
import type { Encuadre, EstadoActa, Instante, MotivoRechazo, Resultado } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import { imagenDe } from '../dominio/imagen-en-acta.ts';
import { addSeconds } from '../dominio/instante.ts';
import { checkCarga } from '../dominio/mandatos-captura.ts';
import {
  decideAsignarVerificacion,
  decideDevolverVerificacion,
  decideRecaptura,
  decideRechazarImagen,
  decideVerificar,
} from '../dominio/mandatos-verificacion.ts';
import { ok, type Refusal, type Result } from '../dominio/result.ts';
import type { Proceso } from '../proceso/proceso.ts';

/** What a verificador gets: the consolidated values with their marks, to compare with the image. */
export interface Tarea {
  readonly acta: IdActa;
  readonly resultado: Resultado;
  /** of the image of the result */
  readonly encuadre?: Encuadre | undefined;
  readonly vence: Instante;
}

export interface VerificacionDeActas {
  /** The acta that this person has, or the next one that they may verify, or null. */
  siguiente(peticion: PeticionDeTrabajo): Promise<Result<Tarea | null, Refusal>>;
  /**
   * Takes one given acta instead of the oldest (a coordinator gives it priority); the same rules say who may.
   */
  tomar(peticion: Peticion): Promise<Result<Tarea, Refusal>>;
  verificar(peticion: Peticion): Promise<Result<Registro, Refusal>>;
  devolver(peticion: Peticion): Promise<Result<Registro, Refusal>>;
  /** Sends chosen fields to be captured again, with the reason. */
  pedirRecaptura(
    peticion: Peticion & { readonly campos: readonly string[]; readonly razon: string },
  ): Promise<Result<Registro, Refusal>>;
  /** The image is not good enough to verify against. */
  rechazarImagen(
    peticion: Peticion & { readonly motivo: MotivoRechazo; readonly razon: string },
  ): Promise<Result<Registro, Refusal>>;
}

/** A verificador looks at one acta at a time. */
const ACTAS_POR_VERIFICADOR = 1;

/** @param now clock of the machine */
export function createVerificacion(
  bitacora: Bitacora,
  proceso: Proceso,
  now: () => Instante,
): VerificacionDeActas {
  const { segundosAsignacion } = proceso.ajustes;
  const mandar = createMandar(bitacora, now);

  /** The command that gives an acta to whoever asks. */
  const assignmentOf = (peticion: PeticionDeTrabajo) => {
    const { persona } = peticion;
    const ahora = now();
    const vence = addSeconds(ahora, segundosAsignacion);
    return {
      ...commandOf(peticion, ahora),
      cola: 'verificacion' as const,
      decide: (estado: EstadoActa, tiene: number) => {
        const decided = decideAsignarVerificacion(estado, { persona, vence, ahora });
        if (!decided.ok) return decided;
        const free = checkCarga(tiene, ACTAS_POR_VERIFICADOR);
        return free.ok ? decided : free;
      },
      // A retry gets the task as it was given: by then the acta may be in another phase.
      respuesta: (estado: EstadoActa) => JSON.stringify(taskOf(estado)),
    };
  };
  const toTarea = ({ acta, respuesta }: Registro): Tarea => ({
    acta,
    ...(JSON.parse(respuesta) as Omit<Tarea, 'acta'>),
  });

  async function findHeld({ persona }: PeticionDeTrabajo): Promise<Result<Tarea | null, Refusal>> {
    const ahora = now();
    const work = await bitacora.workOf({
      ...{ persona, cola: 'verificacion', hecho: 'acta_verificada', ahora, desde: ahora },
    });
    if (!work.ok) return work;
    const [held] = work.value.asignadas;
    return ok(held === undefined ? null : { acta: held.acta, ...taskOf(held.estado) });
  }

  return {
    async siguiente(peticion) {
      const taken = await bitacora.takeNext(assignmentOf(peticion));
      if (taken.ok) return ok(taken.value === null ? null : toTarea(taken.value));
      return taken.error.codigo === 'TIENE_OTRAS' ? findHeld(peticion) : taken;
    },

    async tomar(peticion) {
      const { acta } = peticion;
      const taken = await bitacora.takeNext({ ...assignmentOf(peticion), acta });
      if (!taken.ok) return taken;
      if (taken.value === null) throw new Error(`a given acta is taken or refused: ${acta}`);
      return ok(toTarea(taken.value));
    },

    verificar: (peticion) => mandar(peticion, decideVerificar),

    devolver: (peticion) =>
      mandar(peticion, (estado, { persona }) => decideDevolverVerificacion(estado, persona)),

    pedirRecaptura: ({ campos, razon, ...peticion }) =>
      mandar(peticion, (estado, { persona, ahora }) =>
        decideRecaptura(estado, { persona, ahora, campos, razon }),
      ),

    rechazarImagen: ({ motivo, razon, ...peticion }) =>
      mandar(peticion, (estado, { persona, ahora }) =>
        decideRechazarImagen(estado, { persona, ahora, motivo, razon }),
      ),
  };
}

/** What somebody who verifies an acta is given of it. */
export function taskOf(estado: EstadoActa): Omit<Tarea, 'acta'> {
  if (estado.fase !== 'capturada' || estado.asignacion === null) {
    throw new Error(`assigned to verify an acta that is ${estado.fase}`);
  }
  const { resultado, asignacion } = estado;
  const { encuadre } = imagenDe(estado, resultado.imagen);
  return { resultado, encuadre, vence: asignacion.vence };
}
