/**
 * The embedded PostgreSQL: a real server, started, watched and stopped by this program.
 *
 * - It listens on a Unix socket in a folder of its own user; it has no TCP port.
 * - If it dies it is started again, waiting longer each time it fails; what it had committed is on disk.
 * - If this program dies, the next one finds the server that was left and stops it before starting its own.
 * - One launcher per folder: the second is refused with a sentence.
 *
 * Measured on two cores: 0.8 s the first time, 0.3 s later.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import type { Avisar } from './aviso.ts';
import { type Binarios, prepareBinarios } from './binarios.ts';
import { type Cerrojo, takeCerrojo } from './cerrojo.ts';
import { ALMACEN_DE_ROOT, type Hogar, PUERTO, prepareHogar } from './hogar.ts';
import { identidadPropia } from './identidad.ts';
import { endOrphans, readPostmaster } from './postmaster.ts';

export type FallaDeArranque =
  | 'BASE_EN_USO'
  | 'BASE_NO_ARRANCA'
  | 'DATOS_SIN_PERMISO'
  | 'DISCO_LLENO'
  | 'PLATAFORMA_SIN_BASE';

export interface OpcionesPostgres {
  /** folder of the data; it is created */
  readonly datos: string;
  readonly avisar: Avisar;
  /** settings of the server over `AJUSTES_SERVIDOR` */
  readonly ajustes?: Readonly<Record<string, string>>;
  /** folder for root, when the server's user cannot enter `datos` */
  readonly almacen?: string;
}

export interface PostgresEmbebido {
  /** for `pg`: the host is the folder of the socket */
  readonly conexion: {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly database: string;
  };
  /** the process of the server, or null while it is being started again */
  pid(): number | null;
  /** whether the folder of the data has run out of room */
  disco(): Promise<'lleno' | 'con_espacio'>;
  stop(): Promise<void>;
}

/** Safety is not adjustable here: fsync, synchronous commit and full pages keep their values. */
const AJUSTES_SERVIDOR: Readonly<Record<string, string>> = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '100',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  max_wal_size: '2GB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  // A corte must not take the cores from the people who capture; and /dev/shm is small in containers.
  max_parallel_workers_per_gather: '0',
  // Half of the actas change several times a night: their dead versions are removed soon.
  autovacuum_naptime: '15s',
};

/** Name of the owner of the database inside the server; not a user of the operating system. */
const DUENO = 'prep';

/** Waits between starts of a server that keeps dying. */
const ESPERAS_MS = [50, 100, 200, 500, 1000, 2000, 5000] as const;
/** A server that served for this long died of something new. */
const ESTABLE_MS = 10_000;
/** A stop in order waits this long for the server to write what it has; after it, its log is enough. */
const PACIENCIA_MS = 30_000;
/** Below this there is no room for a segment of its log. */
const RESERVA_BYTES = 17 * 1024 * 1024;
const REGISTRO_MAXIMO = 10 * 1024 * 1024;

/** Starts the server of a folder and waits until it accepts connections. */
export async function startPostgres(
  opciones: OpcionesPostgres,
): Promise<Result<PostgresEmbebido, Refusal<FallaDeArranque>>> {
  try {
    return await start(opciones);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return fullDisk(opciones.datos);
    throw error;
  }
}

async function start(
  opciones: OpcionesPostgres,
): Promise<Result<PostgresEmbebido, Refusal<FallaDeArranque>>> {
  const hogar = prepareHogar(opciones.datos, identidadPropia(), opciones.almacen ?? ALMACEN_DE_ROOT);
  if (!hogar.ok) return hogar;
  const { raiz, cluster, programas, servidor } = hogar.value;

  const cerrojo = await takeCerrojo(raiz);
  if (!cerrojo.ok) {
    const who = cerrojo.error.pid === null ? 'Otro programa' : `El proceso ${cerrojo.error.pid}`;
    return refuse(
      'BASE_EN_USO',
      `${who} ya usa la carpeta de datos ${opciones.datos}. Deténgalo, o elija otra carpeta con PREP_DATOS.`,
    );
  }
  const giveUp = async <T>(result: T): Promise<T> => {
    await cerrojo.value.release();
    return result;
  };

  const binarios = prepareBinarios(servidor, programas);
  if (!binarios.ok) return giveUp(binarios);

  const orphans = await endOrphans(cluster);
  if (orphans.length > 0) {
    opciones.avisar({
      codigo: 'SERVIDOR_HUERFANO',
      mensaje:
        `Quedaba en marcha la base de datos de una ejecución anterior (proceso ${orphans[0]}); ` +
        'se detuvo en orden y se conserva todo lo confirmado.',
    });
  }

  if (!existsSync(join(cluster, 'PG_VERSION'))) {
    const creado = await createCluster(hogar.value, binarios.value);
    if (!creado.ok) return giveUp(await explain(creado.error, raiz));
  }
  const supervisor = new Supervisor(hogar.value, binarios.value, cerrojo.value, opciones);
  const started = await supervisor.startFirst();
  if (!started.ok) return giveUp(await explain(started.error, raiz));
  return ok(supervisor);
}

/** Creates the cluster beside its place and moves it there whole: a half-made one is never taken for good. */
async function createCluster(hogar: Hogar, binarios: Binarios): Promise<Result<null, string>> {
  const parcial = `${hogar.cluster}.nuevo`;
  rmSync(parcial, { recursive: true, force: true });
  mkdirSync(parcial, { mode: 0o700 });
  if (identidadPropia().uid === 0) chownSync(parcial, hogar.servidor.uid, hogar.servidor.gid);
  const args = [
    ...['--pgdata', parcial, '--username', DUENO, '--auth', 'trust', '--encoding', 'UTF8'],
    // The same order of texts on every machine, without the libraries of the system.
    ...['--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--no-instructions'],
  ];
  const log = openLog(hogar);
  const child = launch(binarios.initdb, args, hogar, log.fd);
  const exit = await exitOf(child);
  closeSync(log.fd);
  if (exit !== 0) return { ok: false, error: readFrom(hogar.registro, log.desde) };
  renameSync(parcial, hogar.cluster);
  return ok(null);
}

type Situacion = 'arrancando' | 'en_servicio' | 'deteniendo';

class Supervisor implements PostgresEmbebido {
  readonly conexion: PostgresEmbebido['conexion'];
  readonly #hogar: Hogar;
  readonly #binarios: Binarios;
  readonly #cerrojo: Cerrojo;
  readonly #opciones: OpcionesPostgres;
  readonly #stopping = new AbortController();
  #situacion: Situacion = 'arrancando';
  #child: ChildProcess | null = null;
  #watch: Promise<void> = Promise.resolve();
  readonly #onExit = () => this.#child?.kill('SIGINT');

  constructor(hogar: Hogar, binarios: Binarios, cerrojo: Cerrojo, opciones: OpcionesPostgres) {
    this.#hogar = hogar;
    this.#binarios = binarios;
    this.#cerrojo = cerrojo;
    this.#opciones = opciones;
    this.conexion = { host: hogar.socket, port: PUERTO, user: DUENO, database: 'postgres' };
  }

  /** Starts it for the first time; the error is what the server said. */
  async startFirst(): Promise<Result<null, string>> {
    const ready = await this.#launchServer();
    if (!ready.ok) return ready;
    process.once('exit', this.#onExit);
    this.#watch = this.#watchOver(ready.value);
    return ok(null);
  }

  pid(): number | null {
    return this.#situacion === 'en_servicio' ? (this.#child?.pid ?? null) : null;
  }

  async disco(): Promise<'lleno' | 'con_espacio'> {
    return freeBytes(this.#hogar.raiz);
  }

  async stop(): Promise<void> {
    this.#situacion = 'deteniendo';
    this.#stopping.abort();
    this.#child?.kill('SIGINT');
    const firmly = setTimeout(() => this.#child?.kill('SIGQUIT'), PACIENCIA_MS);
    await this.#watch;
    clearTimeout(firmly);
    process.removeListener('exit', this.#onExit);
    await this.#cerrojo.release();
  }

  /** Waits for each death and starts the server again, until it is told to stop. */
  async #watchOver(first: ChildProcess): Promise<void> {
    let failures = 0;
    let child: ChildProcess | null = first;
    let since = performance.now();
    while (true) {
      if (child !== null) {
        const exit = await exitOf(child);
        this.#child = null;
        if (this.#situacion === 'deteniendo') return;
        if (performance.now() - since > ESTABLE_MS) failures = 0;
        this.#situacion = 'arrancando';
        this.#opciones.avisar({
          codigo: 'BASE_CAIDA',
          mensaje: `La base de datos se detuvo sola (${exit}); se está volviendo a arrancar.`,
        });
      }
      await sleep(ESPERAS_MS[Math.min(failures, ESPERAS_MS.length - 1)], undefined, {
        signal: this.#stopping.signal,
      }).catch(ignoreAbort);
      if (this.#isStopping()) return;

      await endOrphans(this.#hogar.cluster);
      if (this.#isStopping()) return;
      const ready = await this.#launchServer();
      if (this.#isStopping() && !ready.ok) return;
      failures += 1;
      since = performance.now();
      child = ready.ok ? ready.value : null;
      if (ready.ok) {
        this.#opciones.avisar({ codigo: 'BASE_RECUPERADA', mensaje: 'La base de datos volvió a funcionar.' });
      } else {
        const { error } = await explain(ready.error, this.#hogar.raiz);
        this.#opciones.avisar(error);
      }
    }
  }

  /** The compiler takes the situation for what it was before the wait. */
  #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  async #launchServer(): Promise<Result<ChildProcess, string>> {
    const { cluster, socket, registro } = this.#hogar;
    for (const name of [`.s.PGSQL.${PUERTO}`, `.s.PGSQL.${PUERTO}.lock`])
      rmSync(join(socket, name), { force: true });
    const settings = { ...AJUSTES_SERVIDOR, ...this.#opciones.ajustes };
    const args = ['-D', cluster, '-k', socket, '-p', String(PUERTO)];
    for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`);

    const log = openLog(this.#hogar);
    const child = launch(this.#binarios.postgres, args, this.#hogar, log.fd);
    closeSync(log.fd);
    this.#child = child;
    let exited = false;
    const exit = exitOf(child).then((how) => {
      exited = true;
      return how;
    });
    // Recovery after a crash may take minutes: it is waited for as long as the process lives.
    while (!exited) {
      const postmaster = readPostmaster(cluster);
      if (postmaster?.pid === child.pid && postmaster?.fase === 'listo') {
        if (this.#situacion !== 'deteniendo') this.#situacion = 'en_servicio';
        return ok(child);
      }
      await Promise.race([exit, sleep(10)]);
    }
    this.#child = null;
    return { ok: false, error: readFrom(registro, log.desde) };
  }
}

/**
 * Detached: Ctrl-C in a terminal reaches this program only, which stops the server after its own work.
 * The log is a file: a pipe to a launcher that stopped reading would stop the server.
 */
function launch(program: string, args: readonly string[], hogar: Hogar, log: number): ChildProcess {
  const { servidor, raiz } = hogar;
  return spawn(program, args, {
    cwd: raiz,
    env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', log, log],
    detached: true,
    ...(identidadPropia().uid === 0 ? servidor : {}),
  });
}

/** Code or signal with which a process ended, once, however late it is asked. */
function exitOf(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve, reject) => {
    if (child.exitCode !== null) return resolve(child.exitCode);
    if (child.signalCode !== null) return resolve(child.signalCode);
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'desconocido'));
  });
}

function openLog({ registro }: Hogar): { readonly fd: number; readonly desde: number } {
  const size = statSync(registro, { throwIfNoEntry: false })?.size ?? 0;
  if (size > REGISTRO_MAXIMO) renameSync(registro, `${registro}.1`);
  const fd = openSync(registro, 'a', 0o600);
  return { fd, desde: size > REGISTRO_MAXIMO ? 0 : size };
}

function readFrom(path: string, desde: number): string {
  return readFileSync(path).subarray(desde).toString('utf8');
}

/** A refusal from what the server wrote before it gave up. */
async function explain(log: string, raiz: string): Promise<{ ok: false; error: Refusal<FallaDeArranque> }> {
  if (log.includes('No space left on device') || (await freeBytes(raiz)) === 'lleno') return fullDisk(raiz);
  const lines = log.split('\n').filter((line) => /FATAL|PANIC|error:/.test(line));
  return refuse(
    'BASE_NO_ARRANCA',
    `La base de datos no arranca: ${lines.at(-1) ?? log.trim().split('\n').at(-1)}. ` +
      `El registro completo está en ${join(raiz, 'postgres.log')}.`,
  );
}

function fullDisk(carpeta: string): { ok: false; error: Refusal<'DISCO_LLENO'> } {
  return refuse(
    'DISCO_LLENO',
    `No queda espacio en el disco de ${carpeta}. Libere espacio: lo confirmado está a salvo y el sistema sigue solo en cuanto haya lugar.`,
  );
}

async function freeBytes(carpeta: string): Promise<'lleno' | 'con_espacio'> {
  try {
    const { bavail, bsize } = await statfs(carpeta);
    return bavail * bsize < RESERVA_BYTES ? 'lleno' : 'con_espacio';
  } catch (error) {
    // A disk that is gone (unmounted, removed) is a database that does not answer, not one that is full.
    if (error instanceof Error && 'syscall' in error) return 'con_espacio';
    throw error;
  }
}

function ignoreAbort(error: unknown): void {
  if (!(error instanceof Error && error.name === 'AbortError')) throw error;
}
