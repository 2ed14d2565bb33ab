/**
 * The work that waits in the table, done one after another and a few at once, off the request path. What was in course
 * when the program ended is begun again when it starts: the table says what is left. Whatever happens with one, the
 * others go on.
 */

/** What became of one: `despues`, what it needs is not there now (the disk, the database, room in the workshop). */
export type Hecho = 'hecho' | 'despues';

export interface Cola {
  /** there may be work */
  wake(): void;
  /** Resolves when that one has been attended once from now on. */
  attended(id: string): Promise<void>;
  /** Resolves when what was waiting has been attended once. */
  idle(): Promise<void>;
  /** Ends what is in course and takes no more. */
  stop(): Promise<void>;
}

export interface PartesDeCola {
  /** ids that wait, oldest first, at most so many */
  readonly pending: (maximo: number) => Promise<readonly string[]>;
  readonly attend: (id: string) => Promise<Hecho>;
  /** what was not expected; the one that caused it is tried again later */
  readonly alFallar: (error: unknown, id: string | null) => Promise<void> | void;
  /** how many at once */
  readonly paralelo: number;
  /** milliseconds between looks without any notice */
  readonly ronda?: number;
}

/** Others of the database write in the table as well: `prep paquete importar`. */
const RONDA_MS = 2_000;
/** What could not be done now is tried again after this. */
const PAUSA_MS = 1_000;
const LOTE = 32;

export function startCola(partes: PartesDeCola): Cola {
  const { pending, attend, alFallar, paralelo, ronda = RONDA_MS } = partes;
  const inCourse = new Map<string, Promise<void>>();
  const later = new Map<string, number>();
  const heard = new Map<string, PromiseWithResolvers<void>>();
  let looking: Promise<void> | null = null;
  let again = false;
  let state: 'abierta' | 'cerrada' = 'abierta';
  const timer = setInterval(wake, ronda).unref();

  function wake(): void {
    if (state === 'cerrada') return;
    if (looking !== null) {
      again = true;
      return;
    }
    looking = look().finally(() => {
      looking = null;
      if (again) {
        again = false;
        wake();
      }
    });
  }

  async function look(): Promise<void> {
    const ahora = performance.now();
    const waiting = await pending(LOTE + inCourse.size + later.size).catch(async (error: unknown) => {
      await alFallar(error, null);
      return [];
    });
    for (const id of waiting) {
      if (inCourse.size >= paralelo) await Promise.race(inCourse.values());
      if (state === 'cerrada') return;
      if (inCourse.has(id) || (later.get(id) ?? 0) > ahora) continue;
      const course = run(id).finally(() => {
        inCourse.delete(id);
        heard.get(id)?.resolve();
        heard.delete(id);
        wake();
      });
      inCourse.set(id, course);
    }
  }

  async function run(id: string): Promise<void> {
    try {
      if ((await attend(id)) === 'hecho') later.delete(id);
      else later.set(id, performance.now() + PAUSA_MS);
    } catch (error) {
      later.set(id, performance.now() + PAUSA_MS);
      await alFallar(error, id);
    }
  }

  return {
    wake,
    attended(id) {
      const known = heard.get(id) ?? Promise.withResolvers<void>();
      heard.set(id, known);
      wake();
      return known.promise;
    },
    async idle() {
      wake();
      while (looking !== null || inCourse.size > 0) await Promise.all([looking, ...inCourse.values()]);
    },
    async stop() {
      state = 'cerrada';
      clearInterval(timer);
      await looking;
      await Promise.all(inCourse.values());
      for (const { resolve } of heard.values()) resolve();
    },
  };
}
