import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type BaseDePrueba, MOMENTO, withBase } from '../../pruebas/apoyo/base.ts';
import { collect } from '../../pruebas/bitacora/noche.ts';
import { openBase } from './base.ts';
import { ErrorDeBase } from './bitacora.ts';

const AUTORIA = { actor: 'ana', lugar: 'CATD-001', momento: MOMENTO };

let base: BaseDePrueba;
beforeAll(async () => {
  base = await withBase({ actas: 5000, disco: 'seguro' });
});
afterAll(() => base.stop());

const until = <T>(check: () => Promise<T>) => vi.waitFor(check, { timeout: 20_000, interval: 5 });

const note = () => base.bitacora.note({ ...AUTORIA, flujo: 'JORNADA', tipo: 'aviso', datos: null });

test('without its database every command is refused with a sentence, and works again by itself', async () => {
  for (let i = 0; i < 3; i += 1) {
    process.kill(base.pid()!, 'SIGKILL');
    // What was already connected may still be served: the server's processes end one by one.
    const refused = await until(async () => {
      const done = await note();
      if (done.ok) throw new Error('still served');
      return done;
    });
    expect(refused.error).toMatchObject({
      codigo: 'BASE_NO_DISPONIBLE',
      mensaje: expect.stringContaining('no responde'),
    });
    await until(async () => expect(await note()).toMatchObject({ ok: true }));
  }
});

test('a corte whose database is lost while it is read stops with the reason, and the next one is whole', async () => {
  const corte = await base.bitacora.readSnapshot({ ...AUTORIA, datos: null });
  if (!corte.ok) throw new Error(corte.error.mensaje);
  const read = async () => {
    let rows = 0;
    for await (const _ of corte.value.resultados()) {
      if (rows === 0) process.kill(base.pid()!, 'SIGKILL');
      rows += 1;
    }
  };
  await expect(read()).rejects.toThrow(ErrorDeBase);
  await corte.value.close();

  const next = await until(async () => {
    const again = await base.bitacora.readSnapshot({ ...AUTORIA, datos: null });
    if (!again.ok) throw new Error(again.error.mensaje);
    return again.value;
  });
  expect(await collect(next.resultados())).toHaveLength(5000);
  await next.close();
});

test('a second program on the same data is refused and disturbs nobody', async () => {
  const second = await openBase({
    datos: base.datos,
    ajustes: { publicaDesde: 'verificada' },
    avisar: () => {},
    now: () => MOMENTO,
  });
  expect(second).toMatchObject({ ok: false, error: { codigo: 'BASE_EN_USO' } });
  expect((await note()).ok).toBe(true);
});
