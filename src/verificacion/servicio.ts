/**
 * Verificación: somebody who did not capture the acta compares the captured data with the image. Nobody edits a
 * field in place: what is wrong is captured again, by others. Conflicts are decided here too, by two people.
 */

import type { Bitacora, Registro } from '../bitacora/bitacora.ts';
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

interface Peticion {
  readonly acta: IdActa;
  readonly persona: string;
  readonly lugar: string;
  readonly idempotencia?: string;
}

export interface VerificacionDeActas {
  /** The next acta that this person may verify, or null. */
  siguiente(peticion: Omit<Peticion, 'acta'>): Promise<Result<Tarea | null, Refusal>>;
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

  return {
    async siguiente({ persona, lugar }) {
      const ahora = now();
      const vence = new Date(Date.parse(ahora) + segundosAsignacion * 1000).toISOString();
      const taken = await bitacora.takeNext({
        cola: 'verificacion',
        actor: persona,
        lugar,
        momento: ahora,
        decide: (estado) => decideAsignarVerificacion(estado, { persona, vence, ahora }),
      });
      if (!taken.ok || taken.value === null) return taken.ok ? ok(null) : taken;
      const { acta, estado } = taken.value;
      if (estado.fase !== 'capturada')
        throw new Error(`verification queue gave an acta that is ${estado.fase}: ${acta}`);
      return ok({ acta, resultado: estado.resultado, vence });
    },

    verificar({ acta, persona, lugar, idempotencia }) {
      const ahora = now();
      return bitacora.execute({
        acta,
        actor: persona,
        lugar,
        momento: ahora,
        idempotencia,
        decide: (estado) => decideVerificar(estado, { persona, ahora }),
      });
    },

    devolver({ acta, persona, lugar, idempotencia }) {
      return bitacora.execute({
        acta,
        actor: persona,
        lugar,
        momento: now(),
        idempotencia,
        decide: (estado) => decideDevolverVerificacion(estado, persona),
      });
    },

    pedirRecaptura({ acta, persona, lugar, idempotencia, campos, razon }) {
      const ahora = now();
      return bitacora.execute({
        acta,
        actor: persona,
        lugar,
        momento: ahora,
        idempotencia,
        decide: (estado) => decideRecaptura(estado, { persona, ahora, campos, razon }),
      });
    },

    rechazarImagen({ acta, persona, lugar, idempotencia, motivo, razon }) {
      const ahora = now();
      return bitacora.execute({
        acta,
        actor: persona,
        lugar,
        momento: ahora,
        idempotencia,
        decide: (estado) => decideRechazarImagen(estado, { persona, ahora, motivo, razon }),
      });
    },

    resolverConflicto({ acta, persona, lugar, idempotencia, verificador, lecturas, razon }) {
      return bitacora.execute({
        acta,
        actor: persona,
        lugar,
        momento: now(),
        idempotencia,
        decide: (estado) =>
          decideResolverConflicto(estado, {
            lecturas,
            coordinador: persona,
            verificador,
            razon,
            valorMaximo,
          }),
      });
    },
  };
}
