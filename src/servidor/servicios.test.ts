import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadMinimo } from '../../pruebas/apoyo/minimo.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { openDisco } from '../publicacion/disco.ts';
import { readActual } from '../publicacion/puntero.ts';
import { type OpcionesDeSistema, openSistema, readProceso, SISTEMA } from './servicios.ts';

const RAPIDO = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', shared_buffers: '32MB' };
const MOMENTO = '2027-06-07T02:40:00.000Z';
let datos: string;
let proceso: Proceso;

beforeAll(async () => {
  datos = mkdtempSync(join(tmpdir(), 'prep-sistema-'));
  // The server of the database is another user when the tests run as root.
  chmodSync(datos, 0o755);
  proceso = await loadMinimo();
});
afterAll(() => rmSync(datos, { recursive: true, force: true }));

const options = (): OpcionesDeSistema => ({
  datos,
  proceso,
  now: () => MOMENTO,
  avisar: () => {},
  servidor: RAPIDO,
});

test('it opens empty, publishes from a thread of its own, closes, and opens again as it was', async () => {
  const opened = await openSistema(options());
  if (!opened.ok) throw new Error(opened.error.mensaje);
  const { publicador, carpetas, close } = opened.value;
  const order: string[] = [];
  const { tomado, terminado } = publicador.take({ momento: MOMENTO, tipo: 'intermedio', ...SISTEMA });
  const noted = tomado.then(() => order.push('tomado'));
  const done = await terminado;
  order.push('terminado');
  await noted;
  expect(order).toEqual(['tomado', 'terminado']);
  expect(done).toMatchObject({ ok: true, value: { numero: 1 } });
  expect(readActual(openDisco(), carpetas.publicacion)).toMatchObject({
    ok: true,
    value: { corte: { numero: 1 }, proceso: { sha256: proceso.sha256 } },
  });
  await close();

  const again = await openSistema(options());
  if (!again.ok) throw new Error(again.error.mensaje);
  const next = await again.value.publicador.take({ momento: MOMENTO, tipo: 'ultimo', ...SISTEMA }).terminado;
  expect(next).toMatchObject({ ok: true, value: { numero: 2 } });
  await again.value.close();
});

test('a process that is not the one that was loaded is refused, and everything is closed again', async () => {
  const other = { ...proceso, nombre: 'otro', sha256: 'f'.repeat(64) };
  for (let i = 0; i < 2; i += 1) {
    const refused = await openSistema({ ...options(), proceso: other });
    expect(refused).toMatchObject({ ok: false, error: { codigo: 'PROCESO_DISTINTO' } });
  }
});

test('a folder that another program uses is refused', async () => {
  const opened = await openSistema(options());
  if (!opened.ok) throw new Error(opened.error.mensaje);
  expect(await openSistema(options())).toMatchObject({ ok: false, error: { codigo: 'BASE_EN_USO' } });
  await opened.value.close();
});

test('what is wrong with the files of a process is said all at once', async () => {
  const refused = await readProceso(join(datos, 'no-hay'));
  expect(refused).toMatchObject({ ok: false, error: { codigo: 'PROCESO_CON_ERRORES' } });
  expect(refused.ok ? '' : refused.error.mensaje).toContain('casillas.csv');
});
