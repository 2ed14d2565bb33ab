/**
 * The database of a verb that is not the server: it is opened, or joined when the program that has it open is
 * running on this machine, and closed in order also when somebody interrupts.
 */

import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Base, type OpcionesBase, openBase } from '../bitacora/base.ts';
import type { Refusal, Result } from '../dominio/result.ts';
import type { Io } from './io.ts';

/** Where the data are: PREP_DATOS and DATABASE_URL. */
export interface Lugar {
  readonly datos: string;
  readonly url: string | undefined;
}

export function lugarDe(env: NodeJS.ProcessEnv): Lugar {
  return { datos: resolve(env.PREP_DATOS || 'datos'), url: env.DATABASE_URL || undefined };
}

/** Opens the database, does something with it and closes it. */
export async function withBaseAbierta<T>(
  lugar: Lugar,
  ajustes: OpcionesBase['ajustes'],
  io: Io,
  body: (base: Base) => Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal>> {
  const opened = await openOrJoin({
    ...lugar,
    ajustes,
    conexiones: 4,
    avisar: ({ mensaje }) => io.stderr.write(`${mensaje}\n`),
    now: () => new Date().toISOString(),
  });
  if (!opened.ok) return opened;
  // Ending the program stops the embedded server in order; a signal alone would leave it running.
  const onSignal = () => process.exit(130);
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    return await body(opened.value);
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    await opened.value.stop();
  }
}

/** Opens the database of a folder, or joins the server of the program that has it open. */
async function openOrJoin(opciones: OpcionesBase): Promise<Result<Base, Refusal>> {
  const opened = await openBase(opciones);
  if (opened.ok || opened.error.codigo !== 'BASE_EN_USO') return opened;
  const running = urlOfRunning(opciones.datos);
  return running === null ? opened : openBase({ ...opciones, url: running });
}

/** The folder that has the cluster: `datos`, or the one to which it leads. Null when there is none. */
export function findHogar(datos: string): string | null {
  const enlace = join(datos, 'hogar');
  const raiz = existsSync(enlace) ? realpathSync(enlace) : datos;
  return existsSync(join(raiz, 'pg')) ? raiz : null;
}

/**
 * Address of the server that is running on a folder, from its `postmaster.pid`: port on its fourth line, folder of
 * its socket on the fifth (https://www.postgresql.org/docs/current/storage-file-layout.html).
 */
function urlOfRunning(datos: string): string | null {
  const raiz = findHogar(datos);
  const pidFile = join(raiz ?? '', 'pg', 'postmaster.pid');
  if (raiz === null || !existsSync(pidFile)) return null;
  const [, , , port = '', host = ''] = readFileSync(pidFile, 'utf8').split('\n');
  return `postgresql://prep@localhost:${port}/postgres?${new URLSearchParams({ host })}`;
}
