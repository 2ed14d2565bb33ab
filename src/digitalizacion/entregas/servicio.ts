/** Deliveries put together: what comes in, the queue that attends it, the people who are asked, and the alerts. */

import type { KeyObject } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Bitacora } from '../../bitacora/bitacora.ts';
import type { Instante } from '../../dominio/acta.ts';
import type { Refusal, Result } from '../../dominio/result.ts';
import type { Proceso } from '../../proceso/proceso.ts';
import type { Almacen } from '../almacen.ts';
import type { DigitalizacionDeActas } from '../servicio.ts';
import { type AcopioDeEquipo, createAtencion, type Taller } from './atencion.ts';
import { type Casos, createCasos } from './casos.ts';
import { type Cola, startCola } from './cola.ts';
import { type Deposito, openDeposito } from './deposito.ts';
import { createParecidas, loadRegistradas } from './parecidas.ts';
import { createRecepcion, type Recepcion } from './recepcion.ts';
import { createSubir, type Subir } from './subida.ts';

export interface PartesDeEntregas {
  readonly pool: Pool;
  readonly bitacora: Bitacora;
  readonly proceso: Proceso;
  readonly almacen: Almacen;
  readonly carpetas: { readonly entregas: string; readonly evidencias: string };
  readonly taller: Taller;
  readonly digitalizacion: DigitalizacionDeActas;
  /** public key of an equipo that may deliver; null when there is none */
  readonly llaveDe: (equipo: string) => Promise<KeyObject | null>;
  readonly registrarAcopio: (acopio: AcopioDeEquipo) => Promise<Result<unknown, Refusal>>;
  /** where the person with that key works; null when there is none */
  readonly centroDePersona: (clave: string) => Promise<string | null>;
  readonly now: () => Instante;
  /** what was not expected while nobody was asking */
  readonly alFallar: (error: unknown) => void;
  /** deliveries attended at once */
  readonly paralelo: number;
}

export interface ServicioDeEntregas extends Recepcion {
  readonly casos: Casos;
  readonly subir: Subir;
  readonly deposito: Deposito;
  readonly cola: Cola;
  stop(): Promise<void>;
}

/** After each burst of facts, how long until those that wait for one are looked at. */
const RAFAGA_MS = 200;

/** Opens the service; what was in course when the program ended goes on. */
export async function openEntregas(partes: PartesDeEntregas): Promise<ServicioDeEntregas> {
  const { pool, bitacora, proceso, almacen, digitalizacion, now, alFallar, paralelo } = partes;
  const deposito = openDeposito(partes.carpetas);
  const parecidas = createParecidas(await loadRegistradas(pool));
  const atencion = createAtencion({ ...partes, deposito, parecidas });
  const cola = startCola({
    paralelo,
    pending: (maximo) => readPending(pool, maximo),
    attend: atencion.attend,
    async alFallar(error, id) {
      alFallar(error);
      if (id !== null) await atencion.giveUp(id).catch(alFallar);
    },
  });
  const recepcion = createRecepcion({
    ...{ pool, bitacora, deposito, now, proceso: proceso.nombre, llaveDe: partes.llaveDe },
    avisar: cola.wake,
  });
  const casos = createCasos({ pool, bitacora, proceso, almacen, atencion, digitalizacion, now });
  const subir = createSubir({ pool, proceso, deposito, cola, now });

  const stopping = new AbortController();
  // What waits for its envelope is tried again when something happens to its acta.
  const suscripcion = bitacora.subscribe(async () => {
    await sleep(RAFAGA_MS, null, { signal: stopping.signal }).catch(() => null);
    if (stopping.signal.aborted) return;
    await pool.query(DESPIERTAN).then(cola.wake, alFallar);
  });
  cola.wake();
  return {
    ...{ ...recepcion, casos, subir, deposito, cola },
    async stop() {
      stopping.abort();
      await suscripcion.stop();
      await cola.stop();
    },
  };
}

/** Envelopes first, in the order in which each station wrote them: an image of the same acta may come right behind. */
async function readPending(pool: Pool, maximo: number): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>({
    name: 'entregas_en_proceso',
    text: `select id from prep.entrega where estado = 'en_proceso'
            order by bytes is not null, case when bytes is null then secuencia end, orden limit $1`,
    values: [maximo],
  });
  return rows.map(({ id }) => id);
}

const DESPIERTAN = `
update prep.entrega set estado = 'en_proceso'
  from prep.acta
 where entrega.estado = 'espera_acopio' and acta.id = entrega.acta
   and acta.version is distinct from entrega.espera_version`;
