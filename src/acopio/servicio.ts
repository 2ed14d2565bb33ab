/**
 * Acopio: the envelope with the acta arrives at a CATD. Also what is said when it does not arrive: sin acta.
 */

import type { Bitacora, Registro } from '../bitacora/bitacora.ts';
import { commandOf, createMandar, type Peticion } from '../bitacora/peticion.ts';
import type { Instante, Origen } from '../dominio/acta.ts';
import type { MotivoSinActa } from '../dominio/contabilizacion.ts';
import { type AvisoDeHora, checkHoraManuscrita } from '../dominio/hora-manuscrita.ts';
import { decideAcopio, decideAnularSinActa, decideSinActa } from '../dominio/mandatos.ts';
import { ok, type Refusal, type Result } from '../dominio/result.ts';
import { formatHoraLocal } from '../proceso/hora.ts';
import type { Proceso } from '../proceso/proceso.ts';

export interface Acopio {
  /**
   * Registers the arrival of an envelope. The machine's time is the record; the hand-written one is optional
   * (`aaaa-mm-ddThh:mm`, local) and is kept with what looks wrong about it.
   */
  registrar(
    peticion: Peticion & { readonly via: Origen; readonly horaManuscrita: string | null },
  ): Promise<Result<Registro & { readonly avisos: readonly AvisoDeHora[] }, Refusal>>;
  /** Declares that no acta arrived, confirmed by a second person. */
  declararSinActa(
    peticion: Peticion & { readonly motivo: MotivoSinActa; readonly confirma: string },
  ): Promise<Result<Registro, Refusal>>;
  /** The acta appeared: takes the declaration back, with its reason. */
  anularSinActa(peticion: Peticion & { readonly razon: string }): Promise<Result<Registro, Refusal>>;
}

/** @param now clock of the machine */
export function createAcopio(bitacora: Bitacora, proceso: Proceso, now: () => Instante): Acopio {
  const mandar = createMandar(bitacora, now);

  return {
    async registrar({ via, horaManuscrita, ...peticion }) {
      const momento = now();
      const maquina = formatHoraLocal(new Date(momento), proceso.huso);
      const avisos =
        horaManuscrita === null ? [] : checkHoraManuscrita(horaManuscrita, maquina, proceso.jornada);
      const done = await bitacora.execute({
        ...commandOf(peticion, momento),
        acta: peticion.acta,
        decide: (estado) => decideAcopio(estado, { via, horaManuscrita, avisos }),
        // A retry comes later, when the same hand-written time may look better or worse.
        respuesta: () => JSON.stringify(avisos),
      });
      if (!done.ok) return done;
      return ok({ ...done.value, avisos: JSON.parse(done.value.respuesta) as readonly AvisoDeHora[] });
    },

    declararSinActa: ({ motivo, confirma, ...peticion }) =>
      mandar(peticion, (estado, { persona }) =>
        decideSinActa(estado, { motivo, declara: persona, confirma }),
      ),

    anularSinActa: ({ razon, ...peticion }) =>
      mandar(peticion, (estado, { persona }) => decideAnularSinActa(estado, { persona, razon })),
  };
}
