import { describe, expect, test, vi } from 'vitest';
import { type Bitacora, ErrorDeBase, type Evento } from '../bitacora/bitacora.ts';
import { fail, ok } from '../dominio/result.ts';
import { createProyeccion, type Proyeccion } from './proyeccion.ts';
import { catalogoDePrueba, nocheDePrueba } from './pruebas/log-de-prueba.ts';

const PERDIDA = { codigo: 'BASE_NO_DISPONIBLE', mensaje: 'La base de datos no responde.' } as const;
const RITMO = { reintento: 5, pulso: 5 };

/** A log in memory, whose database the test takes away. */
function createLog(eventos: readonly Evento[]) {
  let base: 'esta' | 'se_fue' = 'esta';
  /** facts that are told before the database goes away by itself */
  let faltan = Number.POSITIVE_INFINITY;
  let onSeq: (posicion: number) => void | Promise<void> = () => {};
  const bitacora: Pick<Bitacora, 'events' | 'subscribe' | 'position'> = {
    async *events({ despuesDe, hasta = 0 }) {
      for (const evento of eventos) {
        if (evento.seq <= despuesDe || evento.seq > hasta) continue;
        if (faltan === 0) base = 'se_fue';
        if (base === 'se_fue') throw new ErrorDeBase(PERDIDA, null);
        faltan -= 1;
        yield evento;
      }
    },
    position: async () => (base === 'esta' ? ok(eventos.length) : fail(PERDIDA)),
    subscribe(follower) {
      onSeq = follower;
      return { stop: async () => {} };
    },
  };
  return {
    bitacora,
    tell: (posicion: number) => onSeq(posicion),
    loseAfter: (cuantos: number) => {
      faltan = cuantos;
    },
    recover() {
      base = 'esta';
      faltan = Number.POSITIVE_INFINITY;
    },
  };
}

function follow(log: ReturnType<typeof createLog>): { proyeccion: Proyeccion; fallas: unknown[] } {
  const fallas: unknown[] = [];
  const proyeccion = createProyeccion({
    bitacora: log.bitacora,
    catalogo: catalogoDePrueba(),
    now: () => '2027-06-07T02:00:00.000Z',
    alFallar: (error) => fallas.push(error),
    ritmo: RITMO,
  });
  return { proyeccion, fallas };
}

const { eventos } = nocheDePrueba(11, 60);
const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 2 });

describe('the fold kept up to date', () => {
  test('is not shown until the log has been read once', async () => {
    const log = createLog(eventos);
    const { proyeccion } = follow(log);
    expect(proyeccion.estado()).toBe('preparandose');
    await log.tell(eventos.length);
    expect([proyeccion.estado(), proyeccion.pliegue.posicion()]).toEqual(['al_dia', eventos.length]);
    await proyeccion.stop();
  });

  test('waits for a database that goes away in the middle of a stretch, says since when, and misses nothing', async () => {
    const log = createLog(eventos);
    const { proyeccion, fallas } = follow(log);
    await log.tell(10);
    log.loseAfter(7);
    const reading = log.tell(eventos.length);
    await until(() => expect(proyeccion.sinBaseDesde()).toBe('2027-06-07T02:00:00.000Z'));
    expect([proyeccion.pliegue.posicion(), proyeccion.estado()]).toEqual([17, 'al_dia']);
    log.recover();
    await reading;
    await until(() => expect(proyeccion.sinBaseDesde()).toBeNull());
    const whole = follow(createLog([]));
    whole.proyeccion.pliegue.fold(eventos);
    expect(proyeccion.pliegue.elecciones).toEqual(whole.proyeccion.pliegue.elecciones);
    expect([...proyeccion.pliegue.fichas]).toEqual([...whole.proyeccion.pliegue.fichas]);
    expect(fallas).toEqual([]);
    await Promise.all([proyeccion.stop(), whole.proyeccion.stop()]);
  });

  test('a bug in it stops the boards, is told once, and stops nothing else', async () => {
    const impossible = { ...eventos[0]!, acta: 'DIP_LOC-NO-EXISTE' };
    const log = createLog([impossible, ...eventos.slice(1)]);
    const { proyeccion, fallas } = follow(log);
    await log.tell(eventos.length);
    await log.tell(eventos.length);
    expect(proyeccion.estado()).toBe('averiada');
    expect(fallas).toHaveLength(1);
    await proyeccion.stop();
  });

  test('whoever has just written waits until it is folded, and no longer', async () => {
    const log = createLog(eventos);
    const { proyeccion } = follow(log);
    let seen = false;
    const reaching = proyeccion.reach(20).then(() => {
      seen = true;
    });
    await log.tell(19);
    expect(seen).toBe(false);
    await log.tell(20);
    await reaching;
    await proyeccion.reach(5);
    await proyeccion.stop();
  });
});
