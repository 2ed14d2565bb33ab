/**
 * Who watches the log and tells those who follow it how far it has come.
 *
 * A position is told only when every fact at or before it is written, so whoever reads up to it misses nothing.
 * Facts are committed in another order than their seq: the watcher advances while there are no gaps, gives the
 * transactions in course a few moments to fill one, and if it stays, waits for the very transactions that could fill
 * it to end (what took that seq was undone) and passes over it. It holds nobody back.
 *
 * News comes by itself from this program, by LISTEN from others that use the same database, and in any case is
 * looked for every second: a notice that was lost delays, and loses nothing. NOTIFY is not sent by the writing
 * transactions themselves: PostgreSQL commits those that notify one at a time (measured here with 32 clients:
 * 3,000 commits per second instead of 8,000). One notice follows each burst of writes.
 */

import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, Pool } from 'pg';
import { disconnect } from './entorno.ts';
import { classifyError } from './fallas.ts';
import { settledPosition } from './lectura-del-log.ts';

/**
 * Called with each new position (at once with the one there is, unless told after which one to begin). While it
 * works, newer positions wait and only the last is told.
 */
export type OnSeq = (posicion: number) => void | Promise<void>;

export interface Suscripcion {
  /** Stops telling; resolves when a call in course ends. */
  stop(): Promise<void>;
}

export interface Vigia {
  subscribe(onSeq: OnSeq, despuesDe?: number): Suscripcion;
  /** this program wrote something */
  announce(): void;
  stop(): Promise<void>;
}

const CANAL = 'prep_bitacora';

/** Writes this close together share one look and one notice. */
const RAFAGA_MS = 10;
/** What a transaction in course is given to fill a gap, and how many times. */
const HUECO_MS = 20;
const HUECO_VECES = 5;
/** Looks without any notice. */
const RONDA_MS = 1000;
const LOTE = 10_000;

interface Seguidor {
  readonly onSeq: OnSeq;
  told: number;
  telling: Promise<void> | null;
}

export function createVigia(pool: Pool, connect: () => Promise<Client>): Vigia {
  const seguidores = new Set<Seguidor>();
  const stopping = new AbortController();
  let posicion: number | null = null;
  let hueco = { after: -1, times: 0 };
  let looking: Promise<void> | null = null;
  let again = false;
  let started = false;
  let listener: Promise<void> = Promise.resolve();
  const timers = new Set<NodeJS.Timeout>();

  /** Runs once, later, unless one of the same purpose is already waiting. */
  function soon(purpose: { pending: boolean }, ms: number, body: () => void): void {
    if (purpose.pending || stopping.signal.aborted) return;
    purpose.pending = true;
    const timer = setTimeout(() => {
      timers.delete(timer);
      purpose.pending = false;
      body();
    }, ms);
    timer.unref();
    timers.add(timer);
  }
  const nextLook = { pending: false };
  const nextNotice = { pending: false };

  /** One look at a time; a call during one makes another follow. */
  function look(): void {
    if (stopping.signal.aborted) return;
    if (looking !== null) {
      again = true;
      return;
    }
    looking = advance()
      .catch(unlessLost)
      .then(() => {
        looking = null;
        if (again) {
          again = false;
          look();
        }
      });
  }

  async function advance(): Promise<void> {
    posicion ??= await settledPosition({ pool });
    let full = true;
    while (full) {
      const { contiguo, ultimo, filas } = await readAhead(pool, posicion);
      posicion = contiguo;
      full = filas === LOTE && contiguo === ultimo;
      if (contiguo < ultimo) {
        hueco = { after: contiguo, times: hueco.after === contiguo ? hueco.times + 1 : 1 };
        if (hueco.times > HUECO_VECES) posicion = await settledPosition({ pool });
        else soon(nextLook, HUECO_MS, look);
      }
    }
    for (const seguidor of seguidores) tell(seguidor);
  }

  function tell(seguidor: Seguidor): void {
    if (seguidor.telling !== null || posicion === null) return;
    if (seguidor.told >= posicion) return;
    const news = posicion;
    seguidor.told = news;
    // An error of the follower is a bug of the follower: it is not caught here.
    seguidor.telling = Promise.resolve(seguidor.onSeq(news)).then(() => {
      seguidor.telling = null;
      if (seguidores.has(seguidor)) tell(seguidor);
    });
  }

  /** Hears the notices of other programs; after each loss, connects again and looks for what it did not hear. */
  async function listen(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const client = await connect();
        client.on('notification', () => soon(nextLook, RAFAGA_MS, look));
        try {
          await client.query(`listen ${CANAL}`);
          look();
          await once(client, 'end', { signal: stopping.signal });
        } finally {
          await disconnect(client);
        }
      } catch (error) {
        if (!stopping.signal.aborted) unlessLost(error);
      }
      await sleep(RONDA_MS, undefined, { signal: stopping.signal, ref: false }).catch(unlessStopping);
    }
  }

  function unlessStopping(error: unknown): void {
    if (!stopping.signal.aborted) throw error;
  }

  function start(): void {
    if (started) return;
    started = true;
    listener = listen();
    const round = setInterval(look, RONDA_MS);
    round.unref();
    stopping.signal.addEventListener('abort', () => clearInterval(round), { once: true });
    look();
  }

  function notify(): void {
    pool.query(`select pg_notify('${CANAL}', '')`).catch(unlessLost);
  }

  return {
    subscribe(onSeq, despuesDe) {
      const seguidor: Seguidor = { onSeq, told: despuesDe ?? -1, telling: null };
      seguidores.add(seguidor);
      start();
      tell(seguidor);
      return {
        async stop() {
          seguidores.delete(seguidor);
          await seguidor.telling;
        },
      };
    },
    announce() {
      if (seguidores.size > 0) soon(nextLook, RAFAGA_MS, look);
      soon(nextNotice, RAFAGA_MS, notify);
    },
    async stop() {
      stopping.abort();
      for (const timer of timers) clearTimeout(timer);
      await listener;
      await looking;
    },
  };
}

/** The database is away: the next round looks again. */
function unlessLost(error: unknown): void {
  if (classifyError(error) === null) throw error;
}

/** How far the log has no gaps after a position, and how far it goes. */
async function readAhead(pool: Pool, posicion: number) {
  const { rows } = await pool.query<{ contiguo: string; ultimo: string; filas: number }>({
    name: 'bitacora_avance',
    text: `
      select coalesce(max(seq) filter (where seq - lugar = $1), $1) as contiguo, coalesce(max(seq), $1) as ultimo,
             count(*)::int as filas
        from (select seq, row_number() over (order by seq) as lugar
                from (select seq from prep.evento where seq > $1 order by seq limit ${LOTE}) as siguientes
             ) as numerados`,
    values: [posicion],
  });
  const [fila] = rows;
  if (fila === undefined) throw new Error('an aggregate always has a row');
  return { contiguo: Number(fila.contiguo), ultimo: Number(fila.ultimo), filas: fila.filas };
}
