/**
 * Verificación: somebody who did not capture the acta compares the captured data with the image. Nobody edits a
 * field in place: what is wrong is captured again, by others. Conflicts are decided here too, by two people.
 */

import type { Bitacora, Registro } from '../bitacora/bitacora.ts';
import { commandOf, type Peticion, type PeticionDeTrabajo } from '../bitacora/peticion.ts';
import type { Instante, MotivoRechazo, Resultado } from '../dominio/acta.ts';
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
  const expiry = (ahora: Instante) => new Date(Date.parse(ahora) + segundosAsignacion * 1000).toISOString();

  return {
    async siguiente({ persona, lugar }) {
      const ahora = now();
      const vence = expiry(ahora);
      const taken = await bitacora.takeNext({
        cola: 'verificacion',
        actor: persona,
        lugar,
        momento: ahora,
        decide: (estado) => decideAsignarVerificacion(estado, { persona, vence, ahora }),
      });
      return taken.ok ? ok(taken.value === null ? null : tareaOf(taken.value, vence)) : taken;
    },

    async tomar(peticion) {
      const { persona } = peticion;
      const ahora = now();
      const vence = expiry(ahora);
      const taken = await bitacora.execute({
        ...commandOf(peticion, ahora),
        decide: (estado) => decideAsignarVerificacion(estado, { persona, vence, ahora }),
      });
      return taken.ok ? ok(tareaOf(taken.value, vence)) : taken;
    },

    verificar(peticion) {
      const { persona } = peticion;
      const ahora = now();
      return bitacora.execute({
        ...commandOf(peticion, ahora),
        decide: (estado) => decideVerificar(estado, { persona, ahora }),
      });
    },

    devolver(peticion) {
      return bitacora.execute({
        ...commandOf(peticion, now()),
        decide: (estado) => decideDevolverVerificacion(estado, peticion.persona),
      });
    },

    pedirRecaptura({ campos, razon, ...peticion }) {
      const { persona } = peticion;
      const ahora = now();
      return bitacora.execute({
        ...commandOf(peticion, ahora),
        decide: (estado) => decideRecaptura(estado, { persona, ahora, campos, razon }),
      });
    },

    rechazarImagen({ motivo, razon, ...peticion }) {
      const { persona } = peticion;
      const ahora = now();
      return bitacora.execute({
        ...commandOf(peticion, ahora),
        decide: (estado) => decideRechazarImagen(estado, { persona, ahora, motivo, razon }),
      });
    },

    resolverConflicto({ verificador, lecturas, razon, ...peticion }) {
      return bitacora.execute({
        ...commandOf(peticion, now()),
        decide: (estado) =>
          decideResolverConflicto(estado, {
            lecturas,
            coordinador: peticion.persona,
            verificador,
            razon,
            valorMaximo,
          }),
      });
    },
  };
}

function tareaOf({ acta, estado }: Registro, vence: Instante): Tarea {
  if (estado.fase !== 'capturada')
    throw new Error(`assigned to verify an acta that is ${estado.fase}: ${acta}`);
  return { acta, resultado: estado.resultado, vence };
}
