import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type BaseDePrueba, idDePrueba, MOMENTO, withBase } from '../../pruebas/apoyo/base.ts';
import { decideAcopio } from '../dominio/mandatos.ts';

let base: BaseDePrueba;
let siguiente = 0;

beforeAll(async () => {
  base = await withBase({ actas: 100 });
});
afterAll(() => base.stop());

async function writeOne(): Promise<number> {
  const acta = idDePrueba(siguiente++);
  const done = await base.bitacora.execute({
    ...{ acta, actor: 'ana', lugar: 'CATD-001', momento: MOMENTO },
    decide: (estado) => decideAcopio(estado, { via: 'CATD', horaManuscrita: null, avisos: [] }),
  });
  if (!done.ok) throw new Error(done.error.mensaje);
  return done.value.seq;
}

async function lastPosition(): Promise<number> {
  const position = await base.bitacora.position();
  if (!position.ok) throw new Error(position.error.mensaje);
  return position.value;
}

function follow(despuesDe?: number) {
  const told: number[] = [];
  const suscripcion = base.bitacora.subscribe((posicion) => {
    told.push(posicion);
  }, despuesDe);
  return { told, suscripcion };
}

const until = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 20_000, interval: 10 });

test('who subscribes is told where the log is, and then each advance', async () => {
  const before = await lastPosition();
  const { told, suscripcion } = follow();
  await until(() => expect(told).toEqual([before]));
  const seq = await writeOne();
  await until(() => expect(told).toEqual([before, seq]));
  await suscripcion.stop();
});

test('who says after which position begins is told only what is newer', async () => {
  const before = await lastPosition();
  const { told, suscripcion } = follow(before);
  const seq = await writeOne();
  await until(() => expect(told).toEqual([seq]));
  await suscripcion.stop();
});

test('a follower that is slow is told the last position, not each one', async () => {
  const told: number[] = [];
  let finish = () => {};
  const busy = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const suscripcion = base.bitacora.subscribe(async (posicion) => {
    told.push(posicion);
    if (told.length === 1) await busy;
  });
  await until(() => expect(told).toHaveLength(1));
  const other = follow();
  let seq = 0;
  for (let i = 0; i < 5; i += 1) seq = await writeOne();
  await until(() => expect(other.told.at(-1)).toBe(seq));
  finish();
  await until(() => expect(told.at(-1)).toBe(seq));
  expect(told.length).toBeLessThan(5);
  await suscripcion.stop();
  await other.suscripcion.stop();
});

test('what another program writes is heard', async () => {
  const { told, suscripcion } = follow();
  await until(() => expect(told).toHaveLength(1));
  const owner = await base.connectAsOwner();
  const { rows } = await owner.query<{ seq: string }>(
    `with nuevo as (
       insert into prep.evento (acta, version, tipo, datos, sha256, actor, lugar, momento)
       values ('ACCESO', 1, 'entrada', '{}', sha256(''), 'otro', 'otro', $1) returning seq
     ) select seq, pg_notify('prep_bitacora', '') from nuevo`,
    [MOMENTO],
  );
  await owner.end();
  await until(() => expect(told.at(-1)).toBe(Number(rows[0]!.seq)));
  await suscripcion.stop();
});

test('after every connection is lost it catches up: nothing is missed', async () => {
  const { told, suscripcion } = follow();
  await until(() => expect(told).toHaveLength(1));
  const owner = await base.connectAsOwner();
  const kill =
    'select pg_terminate_backend(pid) from pg_stat_activity where datname is not null and pid <> pg_backend_pid()';
  let seq = 0;
  for (let i = 0; i < 5; i += 1) {
    await owner.query(kill);
    // The first tries may find connections that are already dead.
    seq = await until(writeOne);
    await until(() => expect(told.at(-1)).toBe(seq));
  }
  await owner.end();
  expect(told).toEqual([...told].sort((a, b) => a - b));
  await suscripcion.stop();
});

test('a fact that is still on its way holds the position back until it is written', async () => {
  const { told, suscripcion } = follow();
  await until(() => expect(told).toHaveLength(1));
  const before = await lastPosition();
  const owner = await base.connectAsOwner();
  await owner.query('begin');
  await owner.query(
    `insert into prep.evento (acta, version, tipo, datos, sha256, actor, lugar, momento)
     values ('ACCESO', 2, 'entrada', '{}', sha256(''), 'otro', 'otro', $1)`,
    [MOMENTO],
  );
  // Others go on writing after it; each of them makes the watcher look.
  let seq = 0;
  for (let i = 0; i < 30; i += 1) seq = await writeOne();
  expect(seq).toBe(before + 31);
  expect(told.at(-1)).toBe(before);
  await owner.query('commit');
  await until(() => expect(told.at(-1)).toBe(seq));
  await owner.end();
  await suscripcion.stop();
});

test('a fact that was undone leaves a gap that is passed over', async () => {
  const { told, suscripcion } = follow();
  const owner = await base.connectAsOwner();
  await owner.query('begin');
  await owner.query(
    `insert into prep.evento (acta, version, tipo, datos, sha256, actor, lugar, momento)
     values ('ACCESO', 3, 'entrada', '{}', sha256(''), 'otro', 'otro', $1)`,
    [MOMENTO],
  );
  await owner.query('rollback');
  await owner.end();
  const seq = await writeOne();
  await until(() => expect(told.at(-1)).toBe(seq));
  await suscripcion.stop();
});
