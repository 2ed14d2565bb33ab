/**
 * Where the embedded server lives on disk.
 *
 *   datos/
 *     pg/            the cluster, of the user of the server only
 *     socket/        its Unix socket, or a short folder under the temporary one when this path is too long
 *     postgres.log   what the server says
 *     programas/     a copy of its programs, where the installed ones cannot be used
 *     hogar          when the server's user cannot enter `datos`: a link to the folder that has all of the above
 */

import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, chownSync, lstatSync, mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { canEnter, type Identidad, identidadDelServidor } from './identidad.ts';

export interface Hogar {
  /** the folder that has everything: `datos`, or where it had to be */
  readonly raiz: string;
  readonly cluster: string;
  readonly socket: string;
  readonly registro: string;
  readonly programas: string;
  readonly servidor: Identidad;
}

/** Longest path of a Unix socket that Linux accepts, in bytes, without the closing zero. */
export const LARGO_SOCKET = 107;
/** The server has no TCP port; this number only names its socket. */
export const PUERTO = 5432;

/** Where root keeps what the server must reach when the program is installed in a folder of its own. */
export const ALMACEN_DE_ROOT = '/var/lib/prep-abierto';

/**
 * Prepares the folders of the server.
 *
 * @param datos folder that the person chose; it is created
 * @param propia user that runs this program
 * @param almacen folder used instead when the server's user cannot enter `datos`
 */
export function prepareHogar(
  datos: string,
  propia: Identidad,
  almacen: string = ALMACEN_DE_ROOT,
): Result<Hogar, Refusal<'DATOS_SIN_PERMISO'>> {
  try {
    mkdirSync(datos, { recursive: true });
    const raiz = resolveRaiz(realpathSync(datos), propia, almacen);
    const cluster = join(raiz, 'pg');
    const servidor = identidadDelServidor(propia, cluster);
    const socket = shortSocket(raiz);
    for (const carpeta of [cluster, socket]) makePrivate(carpeta, servidor, propia);
    return ok({
      raiz,
      cluster,
      socket,
      registro: join(raiz, 'postgres.log'),
      programas: join(raiz, 'programas'),
      servidor,
    });
  } catch (error) {
    if (isDenied(error)) {
      return refuse(
        'DATOS_SIN_PERMISO',
        `No se puede usar la carpeta de datos ${datos} (${error.message}). ` +
          'Dé permiso a este usuario o elija otra carpeta con PREP_DATOS.',
      );
    }
    throw error;
  }
}

function resolveRaiz(datos: string, propia: Identidad, almacen: string): string {
  const enlace = join(datos, 'hogar');
  if (lstatSync(enlace, { throwIfNoEntry: false }) !== undefined) return realpathSync(enlace);
  const servidor = identidadDelServidor(propia, join(datos, 'pg'));
  if (canEnter(servidor, datos)) return datos;
  // A new name each time: another folder at this same path, some day, must not find this one's data.
  const raiz = join(almacen, randomBytes(6).toString('hex'));
  mkdirSync(raiz, { recursive: true, mode: 0o755 });
  chmodSync(almacen, 0o755);
  symlinkSync(raiz, enlace);
  return realpathSync(raiz);
}

/** The folder of the socket: in `raiz` if its path fits, else a short one of which only the name is derived. */
function shortSocket(raiz: string): string {
  const near = join(raiz, 'socket');
  if (Buffer.byteLength(join(near, `.s.PGSQL.${PUERTO}`)) <= LARGO_SOCKET) return near;
  const name = createHash('sha256').update(raiz).digest('hex').slice(0, 12);
  return join(tmpdir(), `prep-${name}`);
}

function makePrivate(carpeta: string, servidor: Identidad, propia: Identidad): void {
  const found = lstatSync(carpeta, { throwIfNoEntry: false });
  if (found === undefined) {
    mkdirSync(carpeta, { mode: 0o700 });
  } else if (!found.isDirectory() || (found.uid !== servidor.uid && found.uid !== propia.uid)) {
    // In a temporary folder somebody else may have put something under that name.
    throw Object.assign(new Error(`${carpeta} pertenece al usuario ${found.uid}`), { code: 'EACCES' });
  }
  if (propia.uid === 0) chownSync(carpeta, servidor.uid, servidor.gid);
  chmodSync(carpeta, 0o700);
}

function isDenied(error: unknown): error is Error {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return error.code === 'EACCES' || error.code === 'EPERM' || error.code === 'EROFS';
}
