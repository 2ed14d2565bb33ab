/**
 * Migrations: numbered files of plain SQL, each applied once and never changed after.
 *
 * The SHA-256 of each applied file is kept: a file that is no longer what was applied is refused by its name,
 * because what runs would not be what was audited. Programs that start at once take turns.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientBase } from 'pg';
import { sha256 } from '../comun/canonico.ts';
import type { Instante } from '../dominio/acta.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { classifyError } from './fallas.ts';

export type FallaMigracion =
  | 'MIGRACION_ALTERADA'
  | 'MIGRACION_DESCONOCIDA'
  | 'VERSION_NO_ADMITIDA'
  | 'CODIFICACION_NO_ADMITIDA';

interface Migracion {
  readonly numero: number;
  readonly nombre: string;
  readonly sql: string;
  readonly sha256: string;
}

export const CARPETA_MIGRACIONES = join(import.meta.dirname, 'migraciones');

/** Oldest server on which the migrations are tested. */
const VERSION_MINIMA = 15;
/** «PREP» in ASCII: the turn of who migrates. */
const TURNO = 0x50524550;

/**
 * Brings a database to the version of this program.
 *
 * @param client connected as the owner of the database; if this throws, end it: it still has the turn
 * @returns names of the files that were applied now
 */
export async function migrate(
  client: ClientBase,
  momento: Instante,
  carpeta: string = CARPETA_MIGRACIONES,
): Promise<Result<readonly string[], Refusal<FallaMigracion>>> {
  const admitted = await checkServer(client);
  if (!admitted.ok) return admitted;
  const migraciones = readMigraciones(carpeta);

  await client.query('select pg_advisory_lock($1)', [TURNO]);
  await client.query('create schema if not exists prep');
  await client.query(`create table if not exists prep.migracion (
    numero integer primary key, nombre text not null, sha256 text not null, aplicada timestamptz not null)`);
  const pending = await findPending(client, migraciones);
  if (pending.ok) for (const migracion of pending.value) await apply(client, migracion, momento);
  await client.query('select pg_advisory_unlock($1)', [TURNO]);
  return pending.ok ? ok(pending.value.map(({ nombre }) => nombre)) : pending;
}

async function checkServer(client: ClientBase): Promise<Result<null, Refusal<FallaMigracion>>> {
  const { rows } = await client.query<{ version: string; codificacion: string }>(
    `select current_setting('server_version') as version, current_setting('server_encoding') as codificacion`,
  );
  const { version = '', codificacion = '' } = rows[0] ?? {};
  if (Number.parseInt(version, 10) < VERSION_MINIMA) {
    return refuse(
      'VERSION_NO_ADMITIDA',
      `La base de datos es PostgreSQL ${version} y se necesita la ${VERSION_MINIMA} o posterior. ` +
        'Actualice el servidor, o quite DATABASE_URL para usar la base embebida.',
    );
  }
  if (codificacion !== 'UTF8') {
    return refuse(
      'CODIFICACION_NO_ADMITIDA',
      `La base de datos usa la codificación ${codificacion} y se necesita UTF8. Cree la base con: createdb -E UTF8 -T template0 …`,
    );
  }
  return ok(null);
}

const NOMBRE = /^(\d{4})_[a-z0-9_]+\.sql$/;

function readMigraciones(carpeta: string): readonly Migracion[] {
  return readdirSync(carpeta)
    .filter((nombre) => nombre.endsWith('.sql'))
    .sort()
    .map((nombre, index) => {
      const numero = Number(NOMBRE.exec(nombre)?.[1]);
      if (numero !== index + 1) throw new Error(`migrations are numbered 0001, 0002 …: ${nombre}`);
      const sql = readFileSync(join(carpeta, nombre), 'utf8');
      return { numero, nombre, sql, sha256: sha256(sql).toString('hex') };
    });
}

async function findPending(
  client: ClientBase,
  migraciones: readonly Migracion[],
): Promise<Result<readonly Migracion[], Refusal<FallaMigracion>>> {
  const { rows } = await client.query<{ numero: number; nombre: string; sha256: string }>(
    'select numero, nombre, sha256 from prep.migracion order by numero',
  );
  for (const aplicada of rows) {
    const file = migraciones[aplicada.numero - 1];
    if (file === undefined) {
      return refuse(
        'MIGRACION_DESCONOCIDA',
        `La base de datos tiene aplicada ${aplicada.nombre}, que este programa no trae: la preparó una versión más nueva. Instale esa versión.`,
      );
    }
    if (file.sha256 !== aplicada.sha256 || file.nombre !== aplicada.nombre) {
      return refuse(
        'MIGRACION_ALTERADA',
        `El archivo ${file.nombre} ya no es el que se aplicó a la base de datos (${aplicada.nombre}, SHA-256 ${aplicada.sha256}). ` +
          'Recupere el original; un cambio se hace con un archivo nuevo.',
      );
    }
  }
  return ok(migraciones.slice(rows.length));
}

async function apply(client: ClientBase, migracion: Migracion, momento: Instante): Promise<void> {
  const { numero, nombre, sql, sha256 } = migracion;
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query('insert into prep.migracion values ($1, $2, $3, $4)', [
      numero,
      nombre,
      sha256,
      momento,
    ]);
    await client.query('commit');
  } catch (error) {
    if (classifyError(error) !== null) throw error;
    throw new Error(`the migration ${nombre} failed`, { cause: error });
  }
}
