/**
 * Captura: the oldest acta that waits goes to the next person who may take it; what they type is recorded blind.
 * Nothing here tells a person whether theirs is the first capture or whether it differed.
 */

import type { Bitacora, Registro } from '../bitacora/bitacora.ts';
import { commandOf, type Peticion, type PeticionDeTrabajo } from '../bitacora/peticion.ts';
import type { Instante, MotivoRechazo } from '../dominio/acta.ts';
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

  return {
    async siguiente({ persona, lugar }) {
      const ahora = now();
      const vence = new Date(Date.parse(ahora) + segundosAsignacion * 1000).toISOString();
      const taken = await bitacora.takeNext({
        cola: 'captura',
        actor: persona,
        lugar,
        momento: ahora,
        decide: (estado) => decideAsignarCaptura(estado, { persona, vence, ahora }),
      });
      if (!taken.ok || taken.value === null) return taken.ok ? ok(null) : taken;
      const { acta, estado } = taken.value;
      if (estado.fase !== 'en_captura')
        throw new Error(`capture queue gave an acta that is ${estado.fase}: ${acta}`);
      return ok({ acta, imagen: estado.imagen, campos: camposPorCapturar(estado), vence });
    },

    registrar({ lecturas, ...peticion }) {
      const { persona } = peticion;
      const ahora = now();
      return bitacora.execute({
        ...commandOf(peticion, ahora),
        decide: (estado) => decideCaptura(estado, { persona, lecturas, ahora, valorMaximo }),
      });
    },

    devolver(peticion) {
      return bitacora.execute({
        ...commandOf(peticion, now()),
        decide: (estado) => decideDevolverCaptura(estado, peticion.persona),
      });
    },

    reportarImagen({ motivo, razon, ...peticion }) {
      const { persona } = peticion;
      const ahora = now();
      return bitacora.execute({
        ...commandOf(peticion, ahora),
        decide: (estado) => decideRechazarImagen(estado, { persona, ahora, motivo, razon }),
      });
    },
  };
}
