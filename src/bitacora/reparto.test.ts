/** Who gets which acta: fair between territories, with priorities, and nobody left waiting for ever. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BaseDePrueba, MOMENTO, withBase } from '../../pruebas/apoyo/base.ts';
import { createDado, imagen } from '../../pruebas/bitacora/noche.ts';
import type { IdActa } from '../dominio/clave.ts';
import { decideImagen } from '../dominio/dos-rutas.ts';
import { decideAcopio } from '../dominio/mandatos.ts';
import { decideAsignarCaptura, decideCaptura } from '../dominio/mandatos-captura.ts';
import { ok } from '../dominio/result.ts';
import { PREGUNTAS } from './reparto.ts';

const AUTORIA = { actor: 'prueba', lugar: 'prueba', momento: MOMENTO };
const VENCE = '2027-06-07T02:00:00.000Z';
const TERRITORIOS = ['001', '002', '003', '004'];
const ACTAS = Array.from({ length: 160 }, (_, orden) => ({
  id: `ACTA-${String(orden).padStart(4, '0')}` as IdActa,
  eleccion: orden % 2 === 0 ? 'GUB' : 'DIP_LOC',
  territorio: TERRITORIOS[Math.floor(orden / 2) % 4]!,
  orden,
}));

let base: BaseDePrueba;
let gente = 0;
const libres = [...ACTAS];
beforeAll(async () => {
  base = await withBase();
  const loaded = await base.bitacora.registerActas(
    { nombre: 'reparto', sha256: '0'.repeat(64), actas: ACTAS },
    AUTORIA,
  );
  expect(loaded.ok).toBe(true);
});
afterAll(() => base.stop());

/** Puts an unused acta of that territory in the queue of capture. */
async function arrive(territorio: string, eleccion = 'GUB'): Promise<IdActa> {
  const i = libres.findIndex((acta) => acta.territorio === territorio && acta.eleccion === eleccion);
  const [acta] = libres.splice(i, 1);
  if (i === -1 || acta === undefined) throw new Error(`no more actas of ${eleccion} ${territorio}`);
  const dado = createDado(acta.orden + 1);
  for (const decide of [
    (e: Parameters<typeof decideAcopio>[0]) =>
      decideAcopio(e, { via: 'CATD', horaManuscrita: null, avisos: [] }),
    (e: Parameters<typeof decideAcopio>[0]) => decideImagen(e, imagen(dado), ['PAN', 'NULOS']),
  ]) {
    const done = await base.bitacora.execute({ ...AUTORIA, acta: acta.id, decide });
    expect(done.ok).toBe(true);
  }
  return acta.id;
}

/** Somebody new takes the next one. */
async function take(persona = `p${gente++}`, momento = MOMENTO, vence = VENCE): Promise<IdActa | null> {
  const taken = await base.bitacora.takeNext({
    ...{ actor: persona, lugar: 'CCV', momento, cola: 'captura' },
    decide: (estado) => decideAsignarCaptura(estado, { persona, vence, ahora: momento }),
  });
  if (!taken.ok) throw new Error(taken.error.mensaje);
  return taken.value?.acta ?? null;
}

/** Both places of every acta that waits are taken. */
async function empty(): Promise<void> {
  while ((await take()) !== null);
}

const territorioDe = (acta: IdActa | null) => ACTAS.find(({ id }) => id === acta)?.territorio;

describe('without priorities', () => {
  test('a burst of one district does not make the others wait', async () => {
    for (let i = 0; i < 12; i += 1) await arrive('001');
    const [una, otra] = [await arrive('002'), await arrive('003')];
    const given = [await take(), await take(), await take(), await take(), await take()];
    expect(given).toEqual(expect.arrayContaining([una, otra]));
    // And the oldest is not forgotten: one take of each two.
    expect(given.filter((acta) => territorioDe(acta) === '001').length).toBeGreaterThanOrEqual(2);
    await empty();
  });

  test('nobody waits more than twice as long as in plain order', async () => {
    const dado = createDado(27);
    const arrived: IdActa[] = [];
    for (let i = 0; i < 24; i += 1) {
      // Two of each three come from one territory.
      const territorio = dado() < 0.66 ? '001' : TERRITORIOS[1 + Math.floor(dado() * 3)]!;
      arrived.push(await arrive(territorio, 'DIP_LOC').catch(() => arrive('004', 'DIP_LOC')));
    }
    const last = new Map<IdActa, number>();
    for (let turn = 1; turn <= 48; turn += 1) {
      const acta = await take();
      if (acta !== null) last.set(acta, turn);
    }
    for (const [lugar, acta] of arrived.entries()) {
      const inPlainOrder = 2 * (lugar + 1);
      expect(last.get(acta)).toBeLessThanOrEqual(2 * inPlainOrder + 1);
    }
    expect(await take()).toBeNull();
  });

  test('an acta whose time ran out is given again, at the next turn of the oldest', async () => {
    const [vieja, nueva] = [await arrive('002'), await arrive('002')];
    const pronto = '2027-06-07T01:40:00.000Z';
    const breves = [await take('ana', MOMENTO, pronto), await take('bea', MOMENTO, pronto)];
    expect(breves).toEqual([vieja, vieja]);
    const given = [await take('ceci', pronto), await take('dora', pronto)];
    expect(given.toSorted()).toEqual([vieja, nueva].toSorted());
    expect(await take('elsa', pronto)).toBe(vieja);
    await empty();
  });

  test('nobody is given what they captured, though it is the oldest', async () => {
    const [vieja, nueva] = [await arrive('003'), await arrive('003')];
    expect(await take('ana')).toBe(vieja);
    const captured = await base.bitacora.execute({
      ...{ ...AUTORIA, actor: 'ana', acta: vieja },
      decide: (estado) =>
        decideCaptura(estado, {
          ...{ persona: 'ana', lecturas: { PAN: 1, NULOS: 0 }, ahora: MOMENTO, valorMaximo: 9999 },
        }),
    });
    expect(captured.ok).toBe(true);
    expect(await take('ana')).toBe(nueva);
    await empty();
  });
});

describe('with priorities', () => {
  const put = async (...prioridades: readonly { eleccion: string | null; territorio: string | null }[]) => {
    const done = await base.bitacora.setPrioridades(AUTORIA, prioridades);
    expect(done.ok).toBe(true);
  };

  test('three of each four takes are of them, and the rest does not starve', async () => {
    const demas = [await arrive('001', 'GUB'), await arrive('002', 'GUB')];
    for (let i = 0; i < 8; i += 1) await arrive('004', i % 2 === 0 ? 'GUB' : 'DIP_LOC');
    await put({ eleccion: null, territorio: '004' });
    const given: (IdActa | null)[] = [];
    for (let i = 0; i < 16; i += 1) given.push(await take());
    expect(given.filter((acta) => territorioDe(acta) === '004')).toHaveLength(12);
    expect(given.slice(0, 4)).toContain(demas[0]);
    await put();
    await empty();
  });

  test('an election and a territory together are only where both meet; several are all of them', async () => {
    const vieja = await arrive('003', 'DIP_LOC');
    const cruzada = await arrive('002', 'GUB');
    const puesta = await arrive('002', 'DIP_LOC');
    await put({ eleccion: 'DIP_LOC', territorio: '002' }, { eleccion: 'NADA', territorio: null });
    const given = [await take(), await take(), await take()];
    expect(given.filter((acta) => acta === puesta)).toHaveLength(2);
    expect(given.filter((acta) => acta === vieja || acta === cruzada)).toHaveLength(1);
    await put();
    await empty();
  });

  test('when none of them waits the others are given', async () => {
    const acta = await arrive('003', 'GUB');
    await put({ eleccion: 'DIP_LOC', territorio: null });
    expect([await take(), await take()]).toEqual([acta, acta]);
    await put();
  });
});

describe('what is computed from the log', () => {
  test('is what a rebuild computes, and it puts right what is not', async () => {
    await arrive('001', 'GUB');
    await take('ana');
    await base.bitacora.setPausa({ ...AUTORIA, actor: 'bea' }, 'en_pausa');
    await base.bitacora.setPrioridades(AUTORIA, [{ eleccion: 'GUB', territorio: null }]);
    const compare = async () => {
      const done = await base.bitacora.rebuild('comparar');
      return done.ok ? done.value.diferencias : [];
    };
    expect(await compare()).toEqual([]);
    await base.pool.query('delete from prep.asignacion');
    await base.pool.query('update prep.territorio set servido = 1');
    await base.pool.query('delete from prep.prioridad');
    await base.pool.query(`insert into prep.pausa values ('ceci', $1)`, [MOMENTO]);
    await base.pool.query(`update prep.pausa set desde = desde + interval '1 minute' where persona = 'bea'`);
    const found = await compare();
    expect(new Set(found.map(({ columna }) => columna))).toEqual(
      new Set(['asignadas', 'servido', 'lista', 'pausa']),
    );
    expect(found.map(({ acta }) => acta)).toEqual(
      expect.arrayContaining(['GUB 001', 'prioridades', 'bea', 'ceci']),
    );
    expect((await base.bitacora.rebuild('reemplazar')).ok).toBe(true);
    expect(await compare()).toEqual([]);
    const work = await base.bitacora.workOf({
      ...{ persona: 'ana', cola: 'captura', hecho: 'captura_registrada' },
      ...{ ahora: MOMENTO, desde: MOMENTO },
    });
    expect(work).toMatchObject({ ok: true, value: { presencia: 'presente', hechas: { total: 1 } } });
    expect(await base.bitacora.setPrioridades(AUTORIA, [])).toEqual(ok([]));
  });
});

describe('with twenty thousand actas waiting', () => {
  test('no question reads the table from end to end', async () => {
    const owner = await base.connectAsOwner();
    await owner.query(
      `insert into prep.acta (id, eleccion, orden, origen, version, seq, fase, estado, cola, cola_desde, lugares, territorio)
       select 'LLENA-' || n, 'AYUN', n, 'catalogo', 2, 1000000 + n, 'en_captura',
              '{"fase": "en_captura"}', 'captura', 1000000 + n, 2, lpad((n % 113)::text, 3, '0')
         from generate_series(1, 20000) as n`,
    );
    await owner.query(
      `insert into prep.territorio (eleccion, territorio) select 'AYUN', lpad(n::text, 3, '0') from generate_series(0, 112) as n`,
    );
    await owner.query('analyze prep.acta, prep.territorio');
    for (const [nombre, text] of Object.entries(PREGUNTAS)) {
      const values = nombre === 'vencidas' ? ['captura', 'ana', MOMENTO] : ['captura', 'ana'];
      const { rows } = await owner.query(`explain ${text} for update of acta skip locked`, values);
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(plan, nombre).not.toMatch(/Seq Scan on acta|Bitmap Heap Scan on acta/);
    }
    await owner.query(`delete from prep.acta where id like 'LLENA-%'`);
    await owner.query(`delete from prep.territorio where eleccion = 'AYUN'`);
    await owner.end();
  });
});
