/**
 * Acopio: the envelope with the acta arrives at a CATD. Also what is said when it does not arrive: sin acta.
 */

import type { Bitacora, Registro } from '../bitacora/bitacora.ts';
import { commandOf, createMandar, type Peticion } from '../bitacora/peticion.ts';
import type { Instante, Origen } from '../dominio/acta.ts';
import type { MotivoSinActa } from '../dominio/contabilizacion.ts';
import type { EntregaDeAcopio } from '../dominio/entrega.ts';
import { horaDeEquipo } from '../dominio/hora-de-equipo.ts';
import { type AvisoDeHora, checkHoraManuscrita } from '../dominio/hora-manuscrita.ts';
import { decideAcopio, decideAnularSinActa, decideSinActa } from '../dominio/mandatos.ts';
import {
  decideConfirmarSinActa,
  decideProponerSinActa,
  decideRechazarSinActa,
} from '../dominio/mandatos-sin-acta.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { formatHoraLocal } from '../proceso/hora.ts';
import type { Proceso } from '../proceso/proceso.ts';

export interface Acopio {
  /**
   * Registers the arrival of an envelope. The machine's time is the record; the hand-written one is optional
   * (`aaaa-mm-ddThh:mm`, local) and is kept with what looks wrong about it.
   */
  registrar(
    peticion: Peticion & {
      readonly via: Origen;
      readonly horaManuscrita: string | null;
      readonly como?: 'qr' | 'tecleada';
    },
  ): Promise<Result<Registro & { readonly avisos: readonly AvisoDeHora[] }, Refusal>>;
  /**
   * Registers an envelope that a station registered by itself, maybe hours ago. The record is the time at which it was
   * there, corrected (dominio/hora-de-equipo.ts); the fact keeps what the station said.
   */
  registrarDeEquipo(
    acopio: AcopioDeEquipo,
  ): Promise<Result<Registro & { readonly avisos: readonly AvisoDeHora[] }, Refusal>>;
  /** Says that an acta will not arrive; nothing changes until another person confirms it. */
  proponerSinActa(
    peticion: Peticion & { readonly motivo: MotivoSinActa },
  ): Promise<Result<Registro, Refusal>>;
  /** Another person agrees. @param peticion.vista when the proposal in view was made */
  confirmarSinActa(
    peticion: Peticion & { readonly vista?: Instante | undefined },
  ): Promise<Result<Registro, Refusal>>;
  /** Another person does not agree, or who proposed it takes it back. */
  rechazarSinActa(peticion: Peticion & { readonly razon: string }): Promise<Result<Registro, Refusal>>;
  /** Both things at once, when it is known already who said each: a night that is replayed, a drill. */
  declararSinActa(
    peticion: Peticion & { readonly motivo: MotivoSinActa; readonly confirma: string },
  ): Promise<Result<Registro, Refusal>>;
  /** The acta appeared: takes the declaration back, with its reason. */
  anularSinActa(peticion: Peticion & { readonly razon: string }): Promise<Result<Registro, Refusal>>;
}

/** What a station delivers, and when the server had it. */
export interface AcopioDeEquipo {
  readonly entrega: EntregaDeAcopio;
  /** name of the delivery: the key of its retries */
  readonly id: string;
  /** CATD of the station */
  readonly centro: string;
  readonly recibida: Instante;
  /** in whose name it is written (dominio/persona-en-equipo.ts) */
  readonly actor: string;
}

/** @param now clock of the machine */
export function createAcopio(bitacora: Bitacora, proceso: Proceso, now: () => Instante): Acopio {
  const mandar = createMandar(bitacora, now);

  /** @param llegada when the envelope was there; @param sobre what the fact says besides the warnings */
  async function register(
    peticion: Peticion,
    llegada: Instante,
    sobre: Omit<Parameters<typeof decideAcopio>[1], 'avisos'>,
  ): Promise<Result<Registro & { readonly avisos: readonly AvisoDeHora[] }, Refusal>> {
    const { horaManuscrita } = sobre;
    const maquina = formatHoraLocal(new Date(llegada), proceso.huso);
    const avisos =
      horaManuscrita === null ? [] : checkHoraManuscrita(horaManuscrita, maquina, proceso.jornada);
    const done = await bitacora.execute({
      ...commandOf(peticion, now()),
      acta: peticion.acta,
      decide: (estado) => decideAcopio(estado, { ...sobre, avisos }),
      // A retry comes later, when the same hand-written time may look better or worse.
      respuesta: () => JSON.stringify(avisos),
    });
    if (!done.ok) return done;
    return ok({ ...done.value, avisos: JSON.parse(done.value.respuesta) as readonly AvisoDeHora[] });
  }

  return {
    registrar: ({ via, horaManuscrita, como, ...peticion }) =>
      register(peticion, now(), { via, horaManuscrita, ...(como !== undefined && { como }) }),

    async registrarDeEquipo({ entrega, id, centro, recibida, actor }) {
      const { acta, equipo: clave, secuencia, momento, desfase, persona, horaManuscrita } = entrega;
      const esperada = proceso.actasPorId.get(acta);
      if (esperada !== undefined && esperada.casilla.catd !== centro) {
        return anotherCatd(proceso, esperada.casilla.catd);
      }
      const anterior = await bitacora.acopioBefore(clave, secuencia);
      if (!anterior.ok) return anterior;
      const acopio = horaDeEquipo({ momento, desfase, recibida, anterior: anterior.value });
      const equipo = { clave, secuencia, momento, desfase, acopio, persona };
      const peticion = { acta, persona: actor, lugar: centro, idempotencia: id };
      return register(peticion, acopio, { via: 'CATD', horaManuscrita, equipo });
    },

    proponerSinActa: ({ motivo, ...peticion }) =>
      mandar(peticion, (estado, { persona }) => decideProponerSinActa(estado, { persona, motivo })),

    confirmarSinActa: ({ vista, ...peticion }) =>
      mandar(peticion, (estado, { persona }) => decideConfirmarSinActa(estado, { persona, vista })),

    rechazarSinActa: ({ razon, ...peticion }) =>
      mandar(peticion, (estado, { persona }) => decideRechazarSinActa(estado, { persona, razon })),

    declararSinActa: ({ motivo, confirma, ...peticion }) =>
      mandar(peticion, (estado, { persona }) =>
        decideSinActa(estado, { motivo, declara: persona, confirma }),
      ),

    anularSinActa: ({ razon, ...peticion }) =>
      mandar(peticion, (estado, { persona }) => decideAnularSinActa(estado, { persona, razon })),
  };
}

/** The envelope of another CATD: who has it in hand takes it there, and nothing is registered here. */
export function anotherCatd(
  { catd }: Pick<Proceso, 'catd'>,
  clave: string,
): Result<never, Refusal<'OTRO_CATD'>> {
  const nombre = catd.find((each) => each.clave === clave)?.nombre ?? '';
  return refuse(
    'OTRO_CATD',
    `Esta acta es del CATD ${clave} ${nombre}`.trim() +
      ': no la registre aquí. Avise a su coordinación para que el sobre llegue allá.',
  );
}
