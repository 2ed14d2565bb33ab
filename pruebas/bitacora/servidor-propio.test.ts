/**
 * The PostgreSQL of an institute, by DATABASE_URL: the oldest version that is admitted, as superuser and as a user
 * who may not create roles.
 */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openBase } from '../../src/bitacora/base.ts';
import { type BaseDePrueba, MOMENTO, withBase } from '../apoyo/base.ts';
import { describeSiHay } from '../apoyo/disponible.ts';
import { collect, createDado, stepAtRandom } from './noche.ts';

const AUTORIA = { actor: 'ana', lugar: 'CATD-001', momento: MOMENTO };

/** Folder of the programs of an installed PostgreSQL 15 or later, the oldest, or null. */
function installedPostgres(): string | null {
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : [];
  const found = versions
    .map(Number)
    .filter((version) => version >= 15)
    .sort((a, b) => a - b)
    .map((version) => `/usr/lib/postgresql/${version}/bin`)
    .find((folder) => existsSync(join(folder, 'initdb')));
  return found ?? null;
}

describeSiHay('DATABASE_URL', installedPostgres(), 'PostgreSQL ≥ 15 instalado', (programas) => {
  let carpeta: string;
  let servidor: ChildProcess;
  let direccion: (usuario: string, base: string) => string;

  beforeAll(async () => {
    carpeta = mkdtempSync(join(tmpdir(), 'prep-servidor-propio-'));
    chmodSync(carpeta, 0o755);
    const datos = join(carpeta, 'datos');
    mkdirSync(datos);
    const identidad = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    if (identidad.uid !== undefined) chownSync(datos, identidad.uid, identidad.gid);
    execFileSync(
      join(programas, 'initdb'),
      ['-D', datos, '-U', 'prep', '-A', 'trust', '-E', 'UTF8', '--locale=C'],
      {
        ...identidad,
        cwd: carpeta,
        stdio: 'ignore',
      },
    );
    const port = await freePort();
    direccion = (usuario, base) => `postgres://${usuario}@127.0.0.1:${port}/${base}`;
    servidor = spawn(
      join(programas, 'postgres'),
      ['-D', datos, '-p', String(port), '-k', datos, '-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off'],
      { ...identidad, cwd: carpeta, stdio: 'ignore' },
    );
    const owner = await vi.waitFor(() => connect('prep', 'postgres'), { timeout: 30_000 });
    await owner.query('create role limitada login');
    await owner.query('create database limitada owner limitada');
    await owner.query('create database completa');
    await owner.end();
  });
  afterAll(async () => {
    const ended = once(servidor, 'exit');
    servidor.kill('SIGINT');
    await ended;
    rmSync(carpeta, { recursive: true, force: true });
  });

  async function connect(usuario: string, base: string): Promise<Client> {
    const client = new Client(direccion(usuario, base));
    await client.connect();
    return client;
  }

  async function night(base: BaseDePrueba): Promise<void> {
    const dado = createDado(3);
    for (let i = 0; i < 300; i += 1) {
      const persona = `p${i % 30}`;
      await base.bitacora.execute({
        ...AUTORIA,
        acta: base.actas[Math.floor(dado() * base.actas.length)]!,
        idempotencia: `n-${i}`,
        decide: (estado) => stepAtRandom(estado, { dado, persona, ahora: MOMENTO }),
      });
    }
    const corte = await base.bitacora.readSnapshot({ ...AUTORIA, datos: null });
    if (!corte.ok) throw new Error(corte.error.mensaje);
    const again = await base.bitacora.readAt(corte.value.posicion);
    if (!again.ok) throw new Error(again.error.mensaje);
    const rows = await collect(corte.value.resultados());
    expect(JSON.stringify(await collect(again.value.resultados()))).toBe(JSON.stringify(rows));
    await corte.value.close();
    await again.value.close();
    expect(await base.bitacora.rebuild('comparar')).toMatchObject({ ok: true, value: { total: 0 } });
    expect(await base.bitacora.verifyHashes()).toMatchObject({ ok: true, value: { primeroDistinto: null } });
  }

  test('with a user who may not create roles, the triggers alone protect the log', async () => {
    const base = await withBase({ actas: 10, url: direccion('limitada', 'limitada') });
    await night(base);
    const { rows } = await base.pool.query('select current_user as papel');
    expect(rows).toEqual([{ papel: 'limitada' }]);
    for (const sql of [
      'update prep.evento set actor = actor',
      'delete from prep.evento',
      'truncate prep.evento',
    ]) {
      await expect(base.pool.query(sql)).rejects.toThrow(/La bitácora solo admite altas/);
    }
    await base.stop();
  });

  test('with a user who may, the application works with its own role', async () => {
    const base = await withBase({ actas: 10, url: direccion('prep', 'completa') });
    await night(base);
    const { rows } = await base.pool.query('select current_user as papel');
    expect(rows).toEqual([{ papel: 'prep_aplicacion' }]);
    await expect(base.pool.query('delete from prep.evento')).rejects.toThrow(/permission denied/);
    await base.stop();
  });

  test('with an address where nobody answers, the start is refused with a sentence', async () => {
    const opened = await openBase({
      datos: carpeta,
      url: `postgres://prep@127.0.0.1:${await freePort()}/postgres`,
      ajustes: { publicaDesde: 'verificada' },
      avisar: () => {},
      now: () => MOMENTO,
    });
    expect(opened).toMatchObject({ ok: false, error: { codigo: 'BASE_NO_DISPONIBLE' } });
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  server.close();
  await once(server, 'close');
  return address.port;
}
