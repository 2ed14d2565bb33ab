/**
 * Captura: the oldest acta that waits goes to the next person who may take it; what they type is recorded blind.
 * Nothing in a `Tarea` tells a person whether theirs is the first capture or the second. A `Registro` does: it is
 * for the system, and whoever captured is told only that it was recorded.
 */

import type { Bitacora, Registro } from '../bitacora/bitacora.ts';
import {
  commandOf,
  createMandar,
  expiryOf,
  type Peticion,
  type PeticionDeTrabajo,
} from '../bitacora/peticion.ts';
import type { EstadoActa, Instante, MotivoRechazo } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { Lecturas } from '../dominio/consolidacion.ts';
import {
  camposPorCapturar,
  decideAsignarCaptura,
  decideCaptura,
  decideDevolverCaptura,
  decideRechazarImagen,
} from '../dominio/mandatos.ts';
import { ok, type Refusal, type Result } from '../dominio/result.ts';
import type { Proceso } from '../proceso/proceso.ts';

/** What a capturista gets: the image and the fields to type, in printed order. */
export interface Tarea {
  readonly acta: IdActa;
  readonly imagen: string;
  readonly campos: readonly string[];
  readonly vence: Instante;
}

export interface CapturaDeActas {
  /** The next acta for a person, or null when nothing waits that they may take. */
  siguiente(peticion: PeticionDeTrabajo): Promise<Result<Tarea | null, Refusal>>;
  registrar(peticion: Peticion & { readonly lecturas: Lecturas }): Promise<Result<Registro, Refusal>>;
  /** Gives an acta back without capturing it. */
  devolver(peticion: Peticion): Promise<Result<Registro, Refusal>>;
  /** The image cannot be captured: it goes back to digitalización. */
  reportarImagen(
    peticion: Peticion & { readonly motivo: MotivoRechazo; readonly razon: string },
  ): Promise<Result<Registro, Refusal>>;
}

/** @param now clock of the machine */
export function createCaptura(bitacora: Bitacora, proceso: Proceso, now: () => Instante): CapturaDeActas {
  const { valorMaximo, segundosAsignacion } = proceso.ajustes;
  const mandar = createMandar(bitacora, now);

  return {
    async siguiente(peticion) {
      const { persona } = peticion;
      const ahora = now();
      const vence = expiryOf(ahora, segundosAsignacion);
      const taken = await bitacora.takeNext({
        ...commandOf(peticion, ahora),
        cola: 'captura',
        decide: (estado) => decideAsignarCaptura(estado, { persona, vence, ahora }),
        // A retry gets the task as it was given: by then the acta may be in another phase.
        respuesta: (estado) => JSON.stringify(taskOf(estado, vence)),
      });
      if (!taken.ok) return taken;
      if (taken.value === null) return ok(null);
      const { acta, respuesta } = taken.value;
      return ok({ acta, ...(JSON.parse(respuesta) as Omit<Tarea, 'acta'>) });
    },

    registrar: ({ lecturas, ...peticion }) =>
      mandar(peticion, (estado, { persona, ahora }) =>
        decideCaptura(estado, { persona, lecturas, ahora, valorMaximo }),
      ),

    devolver: (peticion) => mandar(peticion, (estado, { persona }) => decideDevolverCaptura(estado, persona)),

    reportarImagen: ({ motivo, razon, ...peticion }) =>
      mandar(peticion, (estado, { persona, ahora }) =>
        decideRechazarImagen(estado, { persona, ahora, motivo, razon }),
      ),
  };
}

function taskOf(estado: EstadoActa, vence: Instante): Omit<Tarea, 'acta'> {
  if (estado.fase !== 'en_captura') throw new Error(`the capture queue gave an acta that is ${estado.fase}`);
  return { imagen: estado.imagen, campos: camposPorCapturar(estado), vence };
}
