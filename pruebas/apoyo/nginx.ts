/**
 * nginx with the configuration of despliegue/nginx over a publication folder, on a free port of this machine.
 */

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const DESPLIEGUE = join(import.meta.dirname, '..', '..', 'despliegue', 'nginx');
const BROTLI = '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so';

/** Program of nginx, or null where there is none. */
export function nginx(): string | null {
  for (const program of ['nginx', '/usr/sbin/nginx']) {
    if (spawnSync(program, ['-v'], { stdio: 'ignore' }).status === 0) return program;
  }
  return null;
}

export interface Nginx {
  readonly puerto: number;
  /** of its first process */
  readonly pid: number;
  /** What `nginx -t` says of the configuration. */
  readonly revision: { readonly codigo: number | null; readonly salida: string };
  stop(): Promise<void>;
}

/**
 * @param sitio lines of the server; by default those of despliegue/nginx
 * @param procesos workers; one, inside the only process, for the tests
 */
export async function startNginx(
  program: string,
  publicacion: string,
  { sitio = readFileSync(join(DESPLIEGUE, 'sitio.conf'), 'utf8'), procesos = 0 } = {},
): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), 'prep-nginx-'));
  const puerto = await freePort();
  const conf = join(folder, 'nginx.conf');
  const modulo = hasBrotli(program) ? `load_module ${BROTLI};` : '';
  const own = modulo === '' ? sitio.replace('brotli_static on;', '') : sitio;
  writeFileSync(
    conf,
    `${modulo}
${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
pcre_jit on;
master_process ${procesos > 0 ? 'on' : 'off'};
worker_processes ${Math.max(procesos, 1)};
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { worker_connections 1024; }
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join('\n  ')}
  include ${DESPLIEGUE}/mapas.conf;
  server {
    listen 127.0.0.1:${puerto};
    set $prep_publicacion ${publicacion};
    ${own}
  }
}
`,
  );
  const test = spawnSync(program, ['-t', '-p', folder, '-c', conf], { encoding: 'utf8' });
  const revision = { codigo: test.status, salida: test.stderr };
  const child = spawn(program, ['-p', folder, '-c', conf, '-e', `${folder}/error.log`], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await listening(puerto, child.exitCode);
  return {
    puerto,
    pid: child.pid ?? 0,
    revision,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function hasBrotli(program: string): boolean {
  // An empty configuration is refused for its missing «events»; with a module that is not there, before that.
  const { stderr } = spawnSync(program, ['-t', '-g', `load_module ${BROTLI};`, '-c', '/dev/null'], {
    encoding: 'utf8',
  });
  return !stderr.includes('dlopen');
}

async function freePort(): Promise<number> {
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
  const { port } = holder.address() as AddressInfo;
  await new Promise((resolve) => holder.close(resolve));
  return port;
}

async function listening(puerto: number, exitCode: number | null): Promise<void> {
  for (let i = 0; i < 500; i += 1) {
    if (exitCode !== null) throw new Error(`nginx ended with ${exitCode}`);
    if (await canConnect(puerto)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('nginx does not listen');
}

function canConnect(puerto: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(puerto, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
