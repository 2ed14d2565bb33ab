import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BaseDePrueba, idDePrueba, MOMENTO, withBase } from '../../pruebas/apoyo/base.ts';
import { createDado, imagen, stepAtRandom } from '../../pruebas/bitacora/noche.ts';
import type { EventoActa } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import { decideImagen } from '../dominio/dos-rutas.ts';
import { decideAcopio, decideFueraDeCatalogo } from '../dominio/mandatos.ts';
import { decideAsignarCaptura } from '../dominio/mandatos-captura.ts';
import { ok, refuse } from '../dominio/result.ts';

const AUTORIA = { actor: 'ana', lugar: 'CATD-001', momento: MOMENTO };
const ACOPIADA: EventoActa = {
  tipo: 'acta_acopiada',
  datos: { via: 'CATD', horaManuscrita: null, avisos: [] },
};
const acopiar = (estado: Parameters<typeof decideAcopio>[0]) => decideAcopio(estado, ACOPIADA.datos as never);

let base: BaseDePrueba;
let siguiente = 0;
/** An acta that no other test touches. */
const otra = (): IdActa => idDePrueba(siguiente++);

beforeAll(async () => {
  base = await withBase({ actas: 200 });
});
afterAll(() => base.stop());

async function count(text: string, ...values: unknown[]): Promise<number> {
  const { rows } = await base.pool.query<{ n: number }>(`select count(*)::int as n from ${text}`, values);
  return rows[0]!.n;
}

describe('the log only grows', () => {
  test.each(['update prep.evento set actor = actor', 'delete from prep.evento', 'truncate prep.evento'])(
    'the application may not «%s»',
    async (sql) => {
      await expect(base.pool.query(sql)).rejects.toThrow(/permission denied/);
    },
  );

  test.each([
    'update prep.evento set actor = actor',
    'delete from prep.evento where false',
    'truncate prep.evento',
    'update prep.proceso set nombre = nombre',
  ])('not even the owner of the database may «%s», a replica’s session included', async (sql) => {
    const owner = await base.connectAsOwner();
    await expect(owner.query(sql)).rejects.toThrow(/La bitácora solo admite altas/);
    await owner.query('set session_replication_role = replica');
    await expect(owner.query(sql)).rejects.toThrow(/La bitácora solo admite altas/);
    await owner.end();
  });

  test('the application works without powers over the server', async () => {
    const { rows } = await base.pool.query('select current_user as papel');
    expect(rows).toEqual([{ papel: 'prep_aplicacion' }]);
    await expect(base.pool.query('drop table prep.evento')).rejects.toThrow(/must be owner/);
    await expect(base.pool.query('set session_replication_role = replica')).rejects.toThrow(
      /permission denied/,
    );
  });
});

describe('a command', () => {
  test('moves the state and writes its facts at once', async () => {
    const acta = otra();
    const done = await base.bitacora.execute({ ...AUTORIA, acta, decide: acopiar });
    expect(done).toMatchObject({ ok: true, value: { acta, version: 1, entrega: 'primera' } });
    expect(await base.bitacora.load(acta)).toMatchObject({
      ok: true,
      value: { version: 1, eleccion: 'GUB', estado: { fase: 'acopiada', acopio: { momento: MOMENTO } } },
    });
    const history = await base.bitacora.history(acta);
    expect(history).toMatchObject({
      ok: true,
      value: [{ ...AUTORIA, acta, version: 1, tipo: 'acta_acopiada', datos: ACOPIADA.datos }],
    });
  });

  test('that the rule refuses writes nothing', async () => {
    const acta = otra();
    const done = await base.bitacora.execute({
      ...AUTORIA,
      acta,
      idempotencia: 'rechazada',
      decide: () => refuse('FASE_NO_LO_PERMITE', 'No se puede.'),
    });
    expect(done).toEqual({ ok: false, error: { codigo: 'FASE_NO_LO_PERMITE', mensaje: 'No se puede.' } });
    expect(await count('prep.evento where acta = $1', acta)).toBe(0);
    expect(await count(`prep.idempotencia where clave = 'rechazada'`)).toBe(0);
  });

  test('that has nothing to add is answered without a fact', async () => {
    const acta = otra();
    const done = await base.bitacora.execute({ ...AUTORIA, acta, decide: () => ok([]) });
    expect(done).toMatchObject({ ok: true, value: { version: 0, seq: 0 } });
  });

  test('on an acta that is not in the catalogue is refused by its name', async () => {
    const done = await base.bitacora.execute({ ...AUTORIA, acta: 'NADIE' as IdActa, decide: acopiar });
    expect(done).toMatchObject({ ok: false, error: { codigo: 'ACTA_DESCONOCIDA' } });
  });

  test('decides again over the new state when somebody else wrote first: both have their effect', async () => {
    const acta = otra();
    await base.bitacora.execute({ ...AUTORIA, acta, decide: acopiar });
    const dado = createDado(7);
    await base.bitacora.execute({ ...AUTORIA, acta, decide: (e) => decideImagen(e, imagen(dado), ['PAN']) });
    const images = await Promise.all(
      Array.from({ length: 6 }, () =>
        base.bitacora.execute({ ...AUTORIA, acta, decide: (e) => decideImagen(e, imagen(dado), ['PAN']) }),
      ),
    );
    expect(images.every(({ ok }) => ok)).toBe(true);
    const loaded = await base.bitacora.load(acta);
    expect(loaded).toMatchObject({ ok: true, value: { version: 8, estado: { imagenes: { length: 7 } } } });
  });
});

describe('appending over a version', () => {
  test('of two writers one wins and the other is told', async () => {
    const acta = otra();
    const agregado = { ...AUTORIA, acta, versionEsperada: 0, eventos: [ACOPIADA] };
    const both = await Promise.all([base.bitacora.append(agregado), base.bitacora.append(agregado)]);
    expect(both.map((r) => (r.ok ? 'ganó' : r.error.codigo)).sort()).toEqual([
      'CONFLICTO_DE_VERSION',
      'ganó',
    ]);
    expect(await count('prep.evento where acta = $1', acta)).toBe(1);
  });

  test('that is no longer the current one is refused', async () => {
    const acta = otra();
    await base.bitacora.append({ ...AUTORIA, acta, versionEsperada: 0, eventos: [ACOPIADA] });
    const late = await base.bitacora.append({ ...AUTORIA, acta, versionEsperada: 0, eventos: [ACOPIADA] });
    expect(late).toMatchObject({ ok: false, error: { codigo: 'CONFLICTO_DE_VERSION' } });
  });
});

describe('a command that is sent again', () => {
  test('twenty times at once has one effect and the same answer', async () => {
    const acta = otra();
    const retries = await Promise.all(
      Array.from({ length: 20 }, () =>
        base.bitacora.execute({
          ...AUTORIA,
          acta,
          idempotencia: 'veinte',
          respuesta: (estado) => JSON.stringify({ fase: estado.fase }),
          decide: acopiar,
        }),
      ),
    );
    const answers = retries.map((r) =>
      r.ok ? `${r.value.version} ${r.value.seq} ${r.value.respuesta}` : r.error,
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^1 \d+ {"fase":"acopiada"}$/);
    expect(retries.filter((r) => r.ok && r.value.entrega === 'primera')).toHaveLength(1);
    expect(await count('prep.evento where acta = $1', acta)).toBe(1);
  });

  test('gets the first answer although the acta went on', async () => {
    const acta = otra();
    const ask = () => base.bitacora.execute({ ...AUTORIA, acta, idempotencia: 'tarde', decide: acopiar });
    const first = await ask();
    await base.bitacora.execute({
      ...AUTORIA,
      acta,
      decide: (e) => decideImagen(e, imagen(Math.random), []),
    });
    const again = await ask();
    expect(again).toMatchObject({
      ok: true,
      value: { version: 1, entrega: 'repetida', estado: { fase: 'en_captura' } },
    });
    expect(first.ok && again.ok && first.value.seq === again.value.seq).toBe(true);
  });

  test('on another acta is refused: the key belongs to the first', async () => {
    const [una, dos] = [otra(), otra()];
    const ask = (acta: IdActa) =>
      base.bitacora.execute({ ...AUTORIA, acta, idempotencia: 'cruzada', decide: acopiar });
    const both = await Promise.all([ask(una), ask(dos)]);
    expect(both.map((r) => (r.ok ? 'hecha' : r.error.codigo)).sort()).toEqual(['CLAVE_REUTILIZADA', 'hecha']);
    expect(await count('prep.evento where acta = any($1)', [una, dos])).toBe(1);
  });
});

describe('the queue', () => {
  const DIEZ_MINUTOS = 600_000;
  const take = (
    actor: string,
    { plazo = DIEZ_MINUTOS, ...options }: { idempotencia?: string; momento?: string; plazo?: number } = {},
  ) => {
    const momento = options.momento ?? MOMENTO;
    const vence = new Date(Date.parse(momento) + plazo).toISOString();
    return base.bitacora.takeNext({
      ...AUTORIA,
      ...options,
      momento,
      cola: 'captura',
      actor,
      decide: (estado) => decideAsignarCaptura(estado, { persona: actor, vence, ahora: momento }),
    });
  };
  const ids = (taken: Awaited<ReturnType<typeof take>>[]) =>
    taken.map((r) => (r.ok ? r.value?.acta : r.error.codigo));
  let cola: IdActa[];

  beforeAll(async () => {
    // Whatever other tests left in the queue is taken by two people who appear in no test.
    for (const actor of ['nadie-1', 'nadie-2', 'nadie-3']) {
      const plazo = 1000 * DIEZ_MINUTOS;
      for (let r = await take(actor, { plazo }); r.ok && r.value !== null; r = await take(actor, { plazo }));
    }
    cola = [otra(), otra(), otra()];
    for (const acta of cola) {
      await base.bitacora.execute({ ...AUTORIA, acta, decide: acopiar });
      await base.bitacora.execute({
        ...AUTORIA,
        acta,
        decide: (e) => decideImagen(e, imagen(Math.random), ['PAN']),
      });
    }
  });

  test('gives the oldest first, each acta to two people, never twice to one, and then nothing', async () => {
    expect(ids([await take('bea'), await take('bea'), await take('bea'), await take('bea')])).toEqual([
      ...cola,
      undefined,
    ]);
    expect(ids([await take('ceci')])).toEqual([cola[0]]);
    expect(ids([await take('dora')])).toEqual([cola[1]]);
  });

  test('gives people who ask at once different actas, or the two places of one', async () => {
    const taken = ids(await Promise.all(['e1', 'e2', 'e3', 'e4', 'e5'].map((persona) => take(persona))));
    // Only the third acta has one place left.
    expect(taken.filter((acta) => acta !== undefined)).toEqual([cola[2]]);
  });

  test('gives both places of the only acta that waits to two people who ask at once', async () => {
    const plazo = 1000 * DIEZ_MINUTOS;
    for (let i = 0; i < 10; i += 1) {
      const acta = otra();
      await base.bitacora.execute({ ...AUTORIA, acta, decide: acopiar });
      await base.bitacora.execute({
        ...AUTORIA,
        acta,
        decide: (e) => decideImagen(e, imagen(Math.random), ['PAN']),
      });
      const three = ids(
        await Promise.all(['h1', 'h2', 'h3'].map((persona) => take(`${persona}-${i}`, { plazo }))),
      );
      expect(three.filter((taken) => taken === acta)).toHaveLength(2);
    }
  });

  test('gives back the place of who let the time pass', async () => {
    const later = new Date(Date.parse(MOMENTO) + DIEZ_MINUTOS).toISOString();
    expect(ids([await take('fabi', { momento: later })])).toEqual([cola[0]]);
  });

  test('asked again with the same key gives the same acta', async () => {
    const later = new Date(Date.parse(MOMENTO) + DIEZ_MINUTOS).toISOString();
    const both = await Promise.all(
      [1, 2].map(() => take('gabi', { idempotencia: 'gabi-1', momento: later })),
    );
    expect(ids(both)[0]).toBeDefined();
    expect(ids(both)[0]).toBe(ids(both)[1]);
    const { rows } = await base.pool.query(
      `select 1 from prep.evento where tipo = 'captura_asignada' and actor = 'gabi'`,
    );
    expect(rows).toHaveLength(1);
  });
});

describe('an acta out of the catalogue', () => {
  const hecho = { actor: 'ana', lugar: 'CATD-001', momento: MOMENTO, eleccion: 'GUB' };
  const fuera = {
    enCatalogo: null,
    ...{ identificacion: 'sección 9999', razon: 'no existe', declara: 'ana', confirma: 'luz' },
    acopio: { via: 'CATD' as const, momento: MOMENTO, horaManuscrita: null },
    imagen: { ...imagen(() => 0.5), momento: MOMENTO },
  };

  test('is numbered in its election and comes after the catalogue, also when several arrive at once', async () => {
    const registered = await Promise.all(
      Array.from({ length: 4 }, () =>
        base.bitacora.register({
          ...hecho,
          nombre: (n) => `GUB-FC-${String(n).padStart(4, '0')}` as IdActa,
          decide: (estado) => decideFueraDeCatalogo(estado, fuera),
        }),
      ),
    );
    expect(registered.map((r) => (r.ok ? r.value.acta : r.error.codigo)).sort()).toEqual([
      'GUB-FC-0001',
      'GUB-FC-0002',
      'GUB-FC-0003',
      'GUB-FC-0004',
    ]);
    const { rows } = await base.pool.query(
      `select orden from prep.acta where origen = 'alta' order by orden`,
    );
    expect(rows.map(({ orden }) => orden)).toEqual([200, 201, 202, 203]);
    const history = await base.bitacora.history('GUB-FC-0001' as IdActa);
    expect(history.ok && history.value.map(({ tipo }) => tipo)).toEqual([
      'acta_dada_de_alta',
      'fuera_de_catalogo_registrada',
    ]);
  });

  test('sent again with the same key is one acta', async () => {
    const ask = () =>
      base.bitacora.register({
        ...hecho,
        idempotencia: 'fuera-1',
        nombre: (n) => `GUB-FC-${String(n).padStart(4, '0')}` as IdActa,
        decide: (estado) => decideFueraDeCatalogo(estado, fuera),
      });
    const [first, ...others] = await Promise.all([ask(), ask(), ask()]);
    expect(first.ok).toBe(true);
    for (const other of others) expect(other.ok && other.value.acta).toBe(first.ok && first.value.acta);
  });
});

describe('facts that belong to no acta', () => {
  test('are numbered within their flujo and sent again are one', async () => {
    const nota = {
      ...AUTORIA,
      flujo: 'JORNADA',
      tipo: 'publicacion_abierta',
      datos: { acto: 'ceros' },
    } as const;
    const all = await Promise.all([
      base.bitacora.note({ ...nota, idempotencia: 'abrir' }),
      base.bitacora.note({ ...nota, idempotencia: 'abrir' }),
      base.bitacora.note({ ...nota, tipo: 'aviso' }),
    ]);
    const [first, again, other] = all.map((r) => r.ok && r.value.version);
    expect(again).toBe(first);
    expect([first, other].sort()).toEqual([1, 2]);
    const history = await base.bitacora.history('JORNADA');
    expect(history.ok && history.value.map(({ version }) => version)).toEqual([1, 2]);
  });

  test('rows of another room and the facts that say so are written together or not at all', async () => {
    const nombreDe = async () =>
      (await base.pool.query(`select nombre from prep.persona where clave = 'una'`)).rows[0]?.nombre;
    await base.pool.query(
      `insert into prep.persona (clave, nombre, rol, centro, cargada, estado)
       values ('una', 'Una', 'capturista', 'CCV', $1, 'por_activar')`,
      [MOMENTO],
    );
    const rename = (nombre: string, result: 'bien' | 'mal') =>
      base.bitacora.noteWith('ACCESO', async (client, anotar) => {
        await client.query(`update prep.persona set nombre = $1 where clave = 'una'`, [nombre]);
        await anotar({ ...AUTORIA, tipo: 'prueba', datos: { nombre } });
        return result === 'bien' ? ok(nombre) : refuse('NO', 'no se pudo');
      });
    expect(await rename('Dos', 'mal')).toMatchObject({ ok: false, error: { codigo: 'NO' } });
    expect(await nombreDe()).toBe('Una');
    const both = await Promise.all([rename('Tres', 'bien'), rename('Cuatro', 'bien')]);
    expect(both.every((r) => r.ok)).toBe(true);
    const history = await base.bitacora.history('ACCESO');
    expect(history.ok && history.value.map(({ version }) => version)).toEqual([1, 2]);
    expect(history.ok && history.value.at(-1)?.datos).toEqual({ nombre: await nombreDe() });
  });
});

describe('the process', () => {
  const proceso = {
    nombre: 'prueba',
    sha256: '0'.repeat(64),
    actas: Array.from({ length: 200 }, (_, orden) => ({
      ...{ id: idDePrueba(orden), eleccion: 'GUB', territorio: '001', orden },
    })),
  };

  test('loaded again changes nothing; another is refused', async () => {
    expect(await base.bitacora.registerActas(proceso, AUTORIA)).toEqual(ok('ya_estaba'));
    const other = await base.bitacora.registerActas({ ...proceso, sha256: 'f'.repeat(64) }, AUTORIA);
    expect(other).toMatchObject({ ok: false, error: { codigo: 'PROCESO_DISTINTO' } });
    expect(await base.bitacora.proceso()).toMatchObject({
      ok: true,
      value: { nombre: 'prueba', actas: 200 },
    });
  });
});

describe('the rows are the fold of the facts', () => {
  beforeAll(async () => {
    const dado = createDado(2027);
    await Promise.all(
      Array.from({ length: 8 }, async (_, i) => {
        for (let paso = 0; paso < 150; paso += 1) {
          const acta = idDePrueba(100 + Math.floor(dado() * 60));
          const persona = `p${Math.floor(dado() * 12)}`;
          await base.bitacora.execute({
            ...AUTORIA,
            acta,
            actor: persona,
            idempotencia: `noche-${i}-${paso}`,
            decide: (estado) => stepAtRandom(estado, { dado, persona, ahora: MOMENTO }),
          });
        }
      }),
    );
  });

  test('after a night at random, row by row', async () => {
    const compared = await base.bitacora.rebuild('comparar');
    expect(compared).toMatchObject({ ok: true, value: { total: 0, diferencias: [] } });
    expect(compared.ok && compared.value.eventos).toBeGreaterThan(500);
  });

  test('and a row that was touched is found by acta and column, and put right on request', async () => {
    const acta = idDePrueba(100);
    const [lost] = (
      await base.pool.query<{ id: string }>(`select id from prep.acta where origen = 'alta' limit 1`)
    ).rows;
    const owner = await base.connectAsOwner();
    await owner.query(`update prep.acta set fase = 'perdida', lugares = 9 where id = $1`, [acta]);
    await owner.query('delete from prep.acta where id = $1', [lost!.id]);
    await owner.end();

    const found = await base.bitacora.rebuild('comparar');
    expect(found.ok && found.value.total).toBe(3);
    expect(found.ok && found.value.diferencias).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ acta, columna: 'lugares', guardado: '9' }),
        expect.objectContaining({ acta, columna: 'fase', guardado: '"perdida"' }),
        expect.objectContaining({ acta: lost!.id, columna: 'fila', guardado: 'no existe' }),
      ]),
    );
    expect(await base.bitacora.rebuild('reemplazar')).toMatchObject({ ok: true, value: { total: 3 } });
    expect(await base.bitacora.rebuild('comparar')).toMatchObject({ ok: true, value: { total: 0 } });
  });

  test('every fact has the hash of its envelope, and one that was changed is found', async () => {
    const whole = await base.bitacora.verifyHashes();
    expect(whole).toMatchObject({ ok: true, value: { primeroDistinto: null } });

    const owner = await base.connectAsOwner();
    const [victim] = (
      await owner.query<{ seq: string }>('select seq from prep.evento order by seq offset 40 limit 1')
    ).rows;
    // Only who owns the table can take the guard away; the hash tells all the same.
    await owner.query('begin');
    await owner.query('alter table prep.evento disable trigger evento_solo_altas');
    await owner.query(`update prep.evento set actor = 'otra persona' where seq = $1`, [victim!.seq]);
    await owner.query('alter table prep.evento enable always trigger evento_solo_altas');
    await owner.query('commit');
    await owner.end();
    const broken = await base.bitacora.verifyHashes();
    expect(broken).toMatchObject({
      ok: true,
      value: { primeroDistinto: { seq: Number(victim!.seq), actor: 'otra persona' } },
    });
  });
});
