/**
 * What a capturista has on the desk: the acta on the screen and the next one, already given, so that the wait is
 * not felt. Each answer carries both, with what the person has done and what waits for anybody.
 */

import type { Bitacora, Trabajo } from '../bitacora/bitacora.ts';
import { commandOf, type Peticion, type PeticionDeTrabajo } from '../bitacora/peticion.ts';
import type { EstadoActa, Instante } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import { limiteDeVotos } from '../dominio/contabilizacion.ts';
import { addSeconds } from '../dominio/instante.ts';
import { ok, type Refusal, type Result } from '../dominio/result.ts';
import {
  camposEnPantalla,
  type GeometriaDeActas,
  geometriaEn,
  imagenEnPantalla,
  tituloDe,
} from '../proceso/en-pantalla.ts';
import type { Proceso } from '../proceso/proceso.ts';
import type { TareaDeCaptura, Tareas } from './contrato.ts';
import { type CapturaDeActas, taskOf } from './servicio.ts';

export interface PartesDeCaptura {
  readonly servicio: CapturaDeActas;
  readonly bitacora: Bitacora;
  readonly proceso: Proceso;
  readonly geometria: GeometriaDeActas;
  /** clock of the machine */
  readonly now: () => Instante;
}

export interface Mesa {
  /** What the person has; nothing more is given. */
  look(peticion: PeticionDeTrabajo): Promise<Result<Tareas, Refusal>>;
  /** The same, completed from the queue; who was on a pause is back. */
  fill(peticion: PeticionDeTrabajo): Promise<Result<Tareas, Refusal>>;
  /** The same when one place has just been left free: one question less. */
  refill(peticion: PeticionDeTrabajo): Promise<Result<Tareas, Refusal>>;
  /** An acta as its capturista sees it. */
  show(tarea: { readonly acta: IdActa } & ReturnType<typeof taskOf>): TareaDeCaptura;
  /** Gives back what the person has and notes that they stop for a while. */
  pause(peticion: PeticionDeTrabajo): Promise<Result<Tareas, Refusal>>;
}

const HORA = 3600;
/** What waits is counted at most once in so many seconds, for everybody. */
const FRESCURA = 2;

export function createMesa(partes: PartesDeCaptura): Mesa {
  const { servicio, bitacora, proceso, geometria, now } = partes;
  const { actasPorPersona } = proceso.ajustes;
  let counted: { readonly hasta: Instante; readonly free: Promise<Result<number, Refusal>> } | null = null;

  async function countWaiting(): Promise<Result<number, Refusal>> {
    // Kept as it is asked, not as it is answered: whoever comes meanwhile waits for the same count.
    if (counted === null || now() >= counted.hasta)
      counted = { hasta: addSeconds(now(), FRESCURA), free: bitacora.countFree('captura') };
    const free = await counted.free;
    if (!free.ok) counted = null;
    return free;
  }

  function workOf(persona: string): Promise<Result<Trabajo, Refusal>> {
    const ahora = now();
    return bitacora.workOf({
      ...{ persona, cola: 'captura', hecho: 'captura_registrada' },
      ...{ ahora, desde: addSeconds(ahora, -HORA) },
    });
  }

  function show(tarea: Parameters<Mesa['show']>[0]): TareaDeCaptura {
    const { acta, imagen, campos: asked, vence } = tarea;
    const esperada = proceso.actasPorId.get(acta);
    if (esperada === undefined)
      throw new Error(`an acta to capture that the catalogue does not have: ${acta}`);
    const all = camposEnPantalla(proceso, esperada, geometriaEn(tarea.encuadre, geometria));
    const campos = all.filter(({ clave }) => asked.includes(clave));
    return {
      acta,
      titulo: tituloDe(proceso, esperada),
      imagen: imagenEnPantalla(imagen),
      campos,
      alcance: campos.length === all.length ? 'completa' : 'algunos_campos',
      limite: limiteDeVotos(esperada.casilla, proceso.ajustes),
      valorMaximo: proceso.ajustes.valorMaximo,
      vence,
    };
  }

  async function present(persona: string, { asignadas, hechas }: Trabajo): Promise<Result<Tareas, Refusal>> {
    const waiting = await countWaiting();
    if (!waiting.ok) return waiting;
    return ok({
      tareas: asignadas.map(({ acta, estado }: { readonly acta: IdActa; readonly estado: EstadoActa }) =>
        show({ acta, ...taskOf(estado, persona) }),
      ),
      resumen: { enEstaHora: hechas.recientes, enTotal: hechas.total, enEspera: waiting.value },
    });
  }

  async function look({ persona }: PeticionDeTrabajo): Promise<Result<Tareas, Refusal>> {
    const work = await workOf(persona);
    return work.ok ? present(persona, work.value) : work;
  }

  /** Takes so many, or until nothing is left for this person. */
  async function take(peticion: PeticionDeTrabajo, cuantas: number): Promise<Result<null, Refusal>> {
    for (let i = 1; i <= cuantas; i += 1) {
      const taken = await servicio.siguiente(stepOf(peticion, `siguiente ${i}`));
      // Another window of the same person was quicker: she has what she may have.
      if (!taken.ok) return taken.error.codigo === 'TIENE_OTRAS' ? ok(null) : taken;
      if (taken.value === null) return ok(null);
    }
    return ok(null);
  }

  return {
    look,
    show,

    async fill(peticion) {
      const { persona } = peticion;
      const work = await workOf(persona);
      if (!work.ok) return work;
      const { asignadas, vencidas, presencia } = work.value;
      if (presencia === 'en_pausa') {
        const back = await bitacora.setPausa(commandOf(peticion, now()), 'presente');
        if (!back.ok) return back;
      }
      let missing = actasPorPersona - asignadas.length;
      if (missing <= 0) return present(persona, work.value);
      // What was half typed when its time ran out goes before anything new.
      for (const acta of vencidas) {
        if (missing === 0) break;
        const again = await servicio.retomar({ ...stepOf(peticion, `retomar ${acta}`), acta });
        if (again.ok) missing -= 1;
        else if (!PERDIDA.has(again.error.codigo)) return again;
      }
      const taken = await take(peticion, missing);
      return taken.ok ? look(peticion) : taken;
    },

    async refill(peticion) {
      const taken = await take(peticion, 1);
      return taken.ok ? look(peticion) : taken;
    },

    async pause(peticion) {
      const { persona } = peticion;
      const work = await workOf(persona);
      if (!work.ok) return work;
      const { asignadas, vencidas } = work.value;
      for (const acta of [...asignadas.map((held) => held.acta), ...vencidas]) {
        const given = await servicio.devolver({ ...stepOf(peticion, `devolver ${acta}`), acta });
        if (!given.ok && !PERDIDA.has(given.error.codigo)) return given;
      }
      const paused = await bitacora.setPausa(commandOf(peticion, now()), 'en_pausa');
      return paused.ok ? look(peticion) : paused;
    },
  };
}

/** It is not hers any more: somebody else took it, or its image was sent back. */
const PERDIDA = new Set(['SIN_ASIGNACION', 'YA_LA_CAPTURO', 'YA_LA_VIO', 'SIN_LUGAR', 'TIENE_OTRAS']);

/** Each thing that one request does has a key of its own, so that the request can be sent again. */
function stepOf<T extends PeticionDeTrabajo | Peticion>(peticion: T, paso: string): T {
  const { idempotencia } = peticion;
  return idempotencia === undefined ? peticion : { ...peticion, idempotencia: `${idempotencia} ${paso}` };
}
