/**
 * Conflicts: three people read some fields in three ways. The coordinator proposes what they say, with the image in
 * view, and another person confirms it or not.
 */

import type { ActaEnEspera, Bitacora, Registro } from '../bitacora/bitacora.ts';
import { createMandar, type Peticion } from '../bitacora/peticion.ts';
import type { EstadoActa, Instante, MotivoRechazo } from '../dominio/acta.ts';
import type { Lecturas } from '../dominio/consolidacion.ts';
import {
  decideConfirmarResolucion,
  decideProponerResolucion,
  decideRechazarImagenEnConflicto,
  decideRechazarResolucion,
} from '../dominio/mandatos-dos-personas.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import type { Proceso } from '../proceso/proceso.ts';

/** An answer to a proposal. */
export type RespuestaAPropuesta = Peticion & {
  /** when the proposal that the person has in view was made */
  readonly vista?: Instante | undefined;
};

export type EnConflicto = Extract<EstadoActa, { fase: 'en_conflicto' }>;

export interface ConflictosDeActas {
  /** Those that wait, oldest first. */
  list(): Promise<Result<readonly ActaEnEspera[], Refusal>>;
  find(acta: Peticion['acta']): Promise<Result<EnConflicto, Refusal>>;
  proponer(
    peticion: Peticion & { readonly lecturas: Lecturas; readonly razon: string },
  ): Promise<Result<Registro, Refusal>>;
  confirmar(peticion: RespuestaAPropuesta): Promise<Result<Registro, Refusal>>;
  rechazar(peticion: RespuestaAPropuesta & { readonly razon: string }): Promise<Result<Registro, Refusal>>;
  /** The image on which they did not agree cannot be used. */
  rechazarImagen(
    peticion: Peticion & { readonly motivo: MotivoRechazo; readonly razon: string },
  ): Promise<Result<Registro, Refusal>>;
}

/** More than a coordinator can look at in a night; the rest come as these go. */
const A_LA_VISTA = 500;

/** @param now clock of the machine */
export function createConflictos(
  bitacora: Bitacora,
  proceso: Proceso,
  now: () => Instante,
): ConflictosDeActas {
  const { valorMaximo } = proceso.ajustes;
  const mandar = createMandar(bitacora, now);

  return {
    list: () => bitacora.waitingIn('conflicto', A_LA_VISTA),

    async find(acta) {
      const loaded = await bitacora.load(acta);
      if (!loaded.ok) return loaded;
      const { estado } = loaded.value;
      if (estado.fase === 'en_conflicto') return ok(estado);
      return refuse('NO_EXISTE', 'Esta acta ya no está en conflicto. Actualice la lista.');
    },

    proponer: ({ lecturas, razon, ...peticion }) =>
      mandar(peticion, (estado, { persona }) =>
        decideProponerResolucion(estado, { persona, lecturas, razon, valorMaximo }),
      ),

    confirmar: ({ vista, ...peticion }) =>
      mandar(peticion, (estado, { persona }) => decideConfirmarResolucion(estado, { persona, vista })),

    rechazar: ({ vista, razon, ...peticion }) =>
      mandar(peticion, (estado, { persona }) => decideRechazarResolucion(estado, { persona, vista, razon })),

    rechazarImagen: ({ motivo, razon, ...peticion }) =>
      mandar(peticion, (estado, { persona }) =>
        decideRechazarImagenEnConflicto(estado, { persona, motivo, razon }),
      ),
  };
}
