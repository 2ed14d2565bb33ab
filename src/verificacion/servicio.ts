/**
 * Verificación: somebody who did not capture the acta compares the captured data with the image. Nobody edits a
 * field in place: what is wrong is captured again, by others. Conflicts are decided here too, by two people.
 */

import type { Bitacora, Registro } from '../bitacora/bitacora.ts';
import {
  commandOf,
  createMandar,
  expiryOf,
  type Peticion,
  type PeticionDeTrabajo,
} from '../bitacora/peticion.ts';
import type { EstadoActa, Instante, MotivoRechazo, Resultado } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { Lecturas } from '../dominio/consolidacion.ts';
import {
  decideAsignarVerificacion,
  decideDevolverVerificacion,
  decideRecaptura,
  decideRechazarImagen,
  decideResolverConflicto,
  decideVerificar,
} from '../dominio/mandatos.ts';
import { ok, type Refusal, type Result } from '../dominio/result.ts';
import type { Proceso } from '../proceso/proceso.ts';

/** What a verificador gets: the consolidated values with their marks, to compare with the image. */
export interface Tarea {
  readonly acta: IdActa;
  readonly resultado: Resultado;
  readonly vence: Instante;
}

export interface VerificacionDeActas {
  /** The next acta that this person may verify, or null. */
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
  /** Decides the fields in which three captures did not agree: `persona` is the coordinator. */
  resolverConflicto(
    peticion: Peticion & {
      readonly verificador: string;
      readonly lecturas: Lecturas;
      readonly razon: string;
    },
  ): Promise<Result<Registro, Refusal>>;
}

/** @param now clock of the machine */
export function createVerificacion(
  bitacora: Bitacora,
  proceso: Proceso,
  now: () => Instante,
): VerificacionDeActas {
  const { valorMaximo, segundosAsignacion } = proceso.ajustes;
  const mandar = createMandar(bitacora, now);

  /** The command that gives an acta to whoever asks. */
  const assignmentOf = (peticion: PeticionDeTrabajo) => {
    const { persona } = peticion;
    const ahora = now();
    const vence = expiryOf(ahora, segundosAsignacion);
    return {
      ...commandOf(peticion, ahora),
      decide: (estado: EstadoActa) => decideAsignarVerificacion(estado, { persona, vence, ahora }),
      // A retry gets the task as it was given: by then the acta may be in another phase.
      respuesta: (estado: EstadoActa) => JSON.stringify(taskOf(estado, vence)),
    };
  };
  const toTarea = ({ acta, respuesta }: Registro): Tarea => ({
    acta,
    ...(JSON.parse(respuesta) as Omit<Tarea, 'acta'>),
  });

  return {
    async siguiente(peticion) {
      const taken = await bitacora.takeNext({ ...assignmentOf(peticion), cola: 'verificacion' });
      return taken.ok ? ok(taken.value === null ? null : toTarea(taken.value)) : taken;
    },

    async tomar(peticion) {
      const taken = await bitacora.execute({ ...assignmentOf(peticion), acta: peticion.acta });
      return taken.ok ? ok(toTarea(taken.value)) : taken;
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

    resolverConflicto: ({ verificador, lecturas, razon, ...peticion }) =>
      mandar(peticion, (estado, { persona: coordinador }) =>
        decideResolverConflicto(estado, { lecturas, coordinador, verificador, razon, valorMaximo }),
      ),
  };
}

function taskOf(estado: EstadoActa, vence: Instante): Omit<Tarea, 'acta'> {
  if (estado.fase !== 'capturada') throw new Error(`assigned to verify an acta that is ${estado.fase}`);
  return { resultado: estado.resultado, vence };
}
