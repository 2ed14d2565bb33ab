import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { MOMENTO } from '../../pruebas/apoyo/base.ts';
import { capturarDosVeces, must, type Noche, verificar, withFases } from '../../pruebas/apoyo/fases.ts';
import { loadMinimo } from '../../pruebas/apoyo/minimo.ts';
import { runPrep } from '../../pruebas/apoyo/prep.ts';
import { openBase } from '../bitacora/base.ts';
import type { IdActa } from '../dominio/clave.ts';
import { bitacora } from './bitacora.ts';

afterEach(() => vi.unstubAllEnvs());

/** The verb, with the environment in which it would be called. */
async function run(args: readonly string[], entorno: Readonly<Record<string, string>> = {}) {
  for (const name of ['PREP_DATOS', 'DATABASE_URL']) vi.stubEnv(name, entorno[name] ?? '');
  const out: string[] = [];
  const err: string[] = [];
  const codigo = await bitacora(args, {
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
  });
  return { codigo, out: out.join(''), err: err.join('') };
}

describe('over a system that is running', () => {
  let noche: Noche;
  let acta: IdActa;
  beforeAll(async () => {
    noche = await withFases();
    acta = noche.otra();
    await capturarDosVeces(noche, acta);
    await verificar(noche, acta);
  });
  afterAll(() => noche.stop());

  const prep = (...args: string[]) => run(args, { PREP_DATOS: noche.base.datos });

  test('the hash of every fact is recomputed, and 0', async () => {
    const PREP_DATOS = noche.base.datos;
    expect(await runPrep(['bitacora', 'verificar'], { PREP_DATOS })).toEqual({
      ...{ codigo: 0, err: '' },
      out: 'Hechos cuya huella se recalculó: 10. Todas coinciden.\n',
    });
  });

  test('every row is computed again from its facts, and 0', async () => {
    const { codigo, out, err } = await prep('reconstruir', '--comparar');
    expect({ codigo, err }).toEqual({ codigo: 0, err: '' });
    expect(out).toBe('Se recalcularon 38 actas a partir de 9 hechos de la bitácora. Todas coinciden.\n');
  });

  test('a row that was touched is named with what it said, and 1; put right only when it is asked', async () => {
    const owner = await noche.base.connectAsOwner();
    await owner.query(`update prep.acta set fase = 'capturada' where id = $1`, [acta]);
    await owner.end();
    const reconstruir = (...args: string[]) => prep('reconstruir', ...args);
    for (let i = 0; i < 2; i += 1) {
      const compared = await reconstruir();
      expect(compared.codigo).toBe(1);
      expect(compared.out).toContain(`${acta} · fase: decía "capturada"; según los hechos, "verificada"`);
    }
    expect((await reconstruir('--reemplazar')).codigo).toBe(1);
    expect((await reconstruir()).codigo).toBe(0);
  });

  test('a fact that was changed is named, and 1', async () => {
    const owner = await noche.base.connectAsOwner();
    await owner.query('alter table prep.evento disable trigger all');
    await owner.query(`update prep.evento set actor = 'otra' where acta = $1 and version = 2`, [acta]);
    await owner.query('alter table prep.evento enable always trigger evento_solo_altas');
    await owner.end();
    const { codigo, out } = await prep('verificar');
    expect(codigo).toBe(1);
    expect(out).toMatch(
      new RegExp(`^El hecho \\d+ \\(${acta}, versión 2, imagen_digitalizada, de otra a las .+su huella`),
    );
  });
});

describe('over a system that is stopped', () => {
  const datos = mkdtempSync(join(tmpdir(), 'prep-bitacora-'));
  beforeAll(async () => {
    chmodSync(datos, 0o755);
    const base = must(
      await openBase({
        ...{ datos, ajustes: { publicaDesde: 'verificada' }, avisar: () => {}, now: () => MOMENTO },
        servidor: { shared_buffers: '32MB' },
      }),
    );
    const autoria = { actor: 'prueba', lugar: 'prueba', momento: MOMENTO };
    must(await base.bitacora.registerActas(await loadMinimo(), autoria));
    await base.stop();
  });
  afterAll(() => rmSync(datos, { recursive: true }));

  test('its server is started, asked and stopped', async () => {
    const env = { PREP_DATOS: datos };
    expect(await runPrep(['bitacora', 'verificar'], env)).toEqual({
      ...{ codigo: 0, err: '' },
      out: 'Hechos cuya huella se recalculó: 1. Todas coinciden.\n',
    });
    expect(existsSync(join(datos, 'pg', 'postmaster.pid'))).toBe(false);
  });

  test('where there is no database none is made', async () => {
    const vacia = join(datos, 'vacia');
    const { codigo, out, err } = await run(['verificar'], { PREP_DATOS: vacia });
    expect({ codigo, out }).toEqual({ codigo: 2, out: '' });
    expect(err).toBe(
      `En ${vacia} no hay una base de datos. Indique su carpeta con PREP_DATOS, o su dirección con DATABASE_URL.\n`,
    );
    expect(existsSync(vacia)).toBe(false);
  });

  test('an address where nobody answers is said in a sentence', async () => {
    const { codigo, err } = await run(['verificar'], {
      DATABASE_URL: 'postgresql://nadie@127.0.0.1:1/nada',
    });
    expect(codigo).toBe(2);
    expect(err).toMatch(/^La base de datos no responde.+\n$/);
  });
});

test.each([
  [[], 'Indique qué hacer'],
  [['borrar'], 'Indique qué hacer'],
  [['verificar', 'algo'], 'No entiendo «algo»'],
  [['reconstruir', '--comparar', '--reemplazar'], 'se contradicen'],
])('prep bitacora %j is refused in one line, and 2', async (args, text) => {
  const { codigo, out, err } = await run(args);
  expect({ codigo, out }).toEqual({ codigo: 2, out: '' });
  expect(err.trimEnd().split('\n')).toHaveLength(1);
  expect(err).toContain(text);
});
