/**
 * Acopio: the envelope with the acta arrives at a CATD. Also what is said when it does not arrive: sin acta.
 */

import type { Bitacora, Registro } from '../bitacora/bitacora.ts';
import type { Instante, Origen } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { MotivoSinActa } from '../dominio/contabilizacion.ts';
import { type AvisoDeHora, checkHoraManuscrita } from '../dominio/hora-manuscrita.ts';
import { decideAcopio, decideAnularSinActa, decideSinActa } from '../dominio/mandatos.ts';
import { ok, type Refusal, type Result } from '../dominio/result.ts';
import { formatHoraLocal } from '../proceso/hora.ts';
import type { Proceso } from '../proceso/proceso.ts';

/** Who asks, from where, when, and the key that makes a retry harmless. */
export interface Peticion {
  readonly acta: IdActa;
  readonly persona: string;
  readonly lugar: string;
  readonly idempotencia?: string;
}

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
  return {
    async registrar({ acta, persona, lugar, idempotencia, via, horaManuscrita }) {
      const momento = now();
      const maquina = formatHoraLocal(new Date(momento), proceso.huso);
      const avisos =
        horaManuscrita === null ? [] : checkHoraManuscrita(horaManuscrita, maquina, proceso.jornada);
      const done = await bitacora.execute({
        acta,
        actor: persona,
        lugar,
        momento,
        idempotencia,
        decide: (estado) => decideAcopio(estado, { via, horaManuscrita, avisos }),
      });
      return done.ok ? ok({ ...done.value, avisos }) : done;
    },

    declararSinActa({ acta, persona, lugar, idempotencia, motivo, confirma }) {
      return bitacora.execute({
        acta,
        actor: persona,
        lugar,
        momento: now(),
        idempotencia,
        decide: (estado) => decideSinActa(estado, { motivo, declara: persona, confirma }),
      });
    },

    anularSinActa({ acta, persona, lugar, idempotencia, razon }) {
      return bitacora.execute({
        acta,
        actor: persona,
        lugar,
        momento: now(),
        idempotencia,
        decide: (estado) => decideAnularSinActa(estado, { persona, razon }),
      });
    },
  };
}
