import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BaseDePrueba, idDePrueba, MOMENTO, withBase } from '../../pruebas/apoyo/base.ts';
import { collect, createDado, imagen, stepAtRandom } from '../../pruebas/bitacora/noche.ts';
import type { IdActa } from '../dominio/clave.ts';
import { decideFueraDeCatalogo } from '../dominio/mandatos.ts';
import type { Result } from '../dominio/result.ts';
import type { Evento } from './bitacora.ts';
import { inJsonbOrder } from './orden-jsonb.ts';
import { recalculate } from './proyeccion.ts';

const ACTAS = 40;
const CORTES = 60;
const AUTORIA = { actor: 'ana', lugar: 'CATD-001', momento: MOMENTO };

let base: BaseDePrueba;
beforeAll(async () => {
  base = await withBase({ actas: ACTAS });
});
afterAll(() => base.stop());

function value<T>(result: Result<T, { mensaje: string }>): T {
  if (!result.ok) throw new Error(result.error.mensaje);
  return result.value;
}

/** Writers that do not rest until they are told. */
function startWriters(howMany: number): { stop(): Promise<number> } {
  let writing = true;
  let written = 0;
  const writers = Array.from({ length: howMany }, async (_, i) => {
    const dado = createDado(i);
    while (writing) {
      const persona = `p${Math.floor(dado() * 12)}`;
      const common = { ...AUTORIA, actor: persona };
      if (dado() < 0.01) {
        value(
          await base.bitacora.register({
            ...common,
            eleccion: 'GUB',
            nombre: (n) => `GUB-FC-${String(n).padStart(4, '0')}` as IdActa,
            decide: (estado) =>
              decideFueraDeCatalogo(estado, {
                ...{ identificacion: 'ilegible', razon: 'sin sección', declara: persona, confirma: 'luz' },
                acopio: { via: 'CATD', momento: MOMENTO, horaManuscrita: null },
                imagen: { ...imagen(dado), momento: MOMENTO },
                enCatalogo: null,
              }),
          }),
        );
      }
      const done = await base.bitacora.execute({
        ...common,
        acta: idDePrueba(Math.floor(dado() * ACTAS)),
        decide: (estado) => stepAtRandom(estado, { dado, persona, ahora: MOMENTO }),
      });
      if (done.ok) written += 1;
    }
  });
  return {
    async stop() {
      writing = false;
      await Promise.all(writers);
      return written;
    },
  };
}

test(`${CORTES} cortes under load: each one is the fold of the facts before it, and of no other`, async () => {
  const writers = startWriters(8);
  const cortes = [];
  for (let i = 0; i < CORTES; i += 1) {
    const corte = value(await base.bitacora.readSnapshot({ ...AUTORIA, datos: { i } }));
    cortes.push({
      posicion: corte.posicion,
      estados: await collect(corte.estados()),
      resultados: await collect(corte.resultados()),
    });
    await corte.close();
  }
  const written = await writers.stop();
  expect(written).toBeGreaterThan(CORTES);

  const eventos = await collect(base.bitacora.events({ despuesDe: 0 }));
  for (const { posicion, estados, resultados } of cortes) {
    const byActa = new Map<string, Evento[]>();
    for (const evento of eventos) {
      if (evento.seq < posicion) byActa.set(evento.acta, [...(byActa.get(evento.acta) ?? []), evento]);
    }
    for (const [i, fila] of estados.entries()) {
      const expected = recalculate(byActa.get(fila.id) ?? [], { publicaDesde: 'verificada' });
      expect(fila).toEqual({
        ...{ id: fila.id, eleccion: 'GUB', orden: i, origen: i < ACTAS ? 'catalogo' : 'alta' },
        ...{ version: expected.version, seq: expected.seq, fase: expected.fase, estado: expected.estado },
      });
      expect(resultados[i]).toMatchObject({ id: fila.id, resultado: inJsonbOrder(expected.resultado) });
      byActa.delete(fila.id);
    }
    expect([...byActa.keys()].filter((id) => id !== 'CORTE' && id !== 'PROCESO')).toEqual([]);
  }

  // The same position, later: the same bytes, from the facts alone.
  for (const { posicion, estados, resultados } of cortes.slice(-5)) {
    const again = value(await base.bitacora.readAt(posicion));
    expect(JSON.stringify(await collect(again.estados()))).toBe(JSON.stringify(estados));
    expect(JSON.stringify(await collect(again.resultados()))).toBe(JSON.stringify(resultados));
    await again.close();
  }
});

test('cortes are numbered and carry what was said of them', async () => {
  const corte = value(await base.bitacora.readSnapshot({ ...AUTORIA, datos: { ultimo: 'si' } }));
  await corte.close();
  const history = value(await base.bitacora.history('CORTE'));
  expect(history.at(-1)).toMatchObject({
    ...{ version: corte.corte, seq: corte.posicion, tipo: 'corte_tomado', datos: { ultimo: 'si' } },
  });
  expect(history.map(({ version }) => version)).toEqual(history.map((_, i) => i + 1));
});

test('what changed since another corte is what has a fact after it', async () => {
  const before = value(await base.bitacora.readSnapshot({ ...AUTORIA, datos: null }));
  await before.close();
  const writers = startWriters(1);
  await new Promise<void>((resolve) => {
    const suscripcion = base.bitacora.subscribe(async (posicion) => {
      if (posicion < before.posicion + 3) return;
      resolve();
      void suscripcion.stop();
    }, before.posicion);
  });
  await writers.stop();
  const after = value(await base.bitacora.readSnapshot({ ...AUTORIA, datos: null }));
  const changed = await collect(after.resultados({ cambiadasDesde: before.posicion }));
  const everything = await collect(after.resultados());
  await after.close();
  expect(changed).toEqual(everything.filter(({ seq }) => seq > before.posicion));
  expect(changed.length).toBeGreaterThan(0);

  const again = value(await base.bitacora.readAt(after.posicion));
  expect(await collect(again.resultados({ cambiadasDesde: before.posicion }))).toEqual(changed);
  await again.close();
});

test('a position where no corte was taken is refused', async () => {
  expect(await base.bitacora.readAt(1)).toMatchObject({
    ok: false,
    error: { codigo: 'POSICION_DESCONOCIDA' },
  });
});

test('a corte that cannot stop the writers gives up, and they go on', async () => {
  const stuck = await base.connectAsOwner();
  await stuck.query('begin');
  await stuck.query('lock table prep.evento in row exclusive mode');
  const corte = await base.bitacora.readSnapshot({ ...AUTORIA, datos: null });
  expect(corte).toMatchObject({ ok: false, error: { codigo: 'BASE_NO_DISPONIBLE' } });
  const note = { ...AUTORIA, flujo: 'JORNADA', tipo: 'aviso', datos: null } as const;
  expect(await base.bitacora.note(note)).toMatchObject({ ok: true });
  await stuck.end();
});
