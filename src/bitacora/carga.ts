/**
 * The process is loaded once: its row, its fact in the log and one row for each expected acta, all or nothing.
 */

import type { ClientBase } from 'pg';
import { INICIAL } from '../dominio/acta.ts';
import type { ActaEsperada } from '../dominio/eleccion.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { type Entorno, guard, transaction } from './entorno.ts';
import type { Autoria } from './escritura.ts';
import type { FallaBase } from './fallas.ts';
import { writeHecho } from './flujo.ts';
import { proyectar } from './proyeccion.ts';

/** What the bitácora needs of a process: `src/proceso` gives more. */
export interface ProcesoPorCargar {
  readonly nombre: string;
  /** of its files, lower-case hexadecimal */
  readonly sha256: string;
  readonly actas: readonly Pick<ActaEsperada, 'id' | 'eleccion' | 'territorio' | 'orden'>[];
}

export interface ProcesoCargado {
  readonly nombre: string;
  readonly sha256: string;
  /** number of expected actas */
  readonly actas: number;
  readonly cargado: Date;
}

/** Rows of a statement: enough that the round trip is nothing, few enough that its text is small. */
const LOTE = 10_000;

/**
 * Loads a process into an empty database. The same process again changes nothing; another one is refused.
 *
 * @returns `cargado` the first time, `ya_estaba` after
 */
export async function registerActas(
  entorno: Entorno,
  proceso: ProcesoPorCargar,
  autoria: Autoria,
): Promise<Result<'cargado' | 'ya_estaba', FallaBase | Refusal<'PROCESO_DISTINTO'>>> {
  const result = await guard<'cargado' | 'ya_estaba', Refusal<'PROCESO_DISTINTO'>>(entorno, () =>
    transaction(entorno.pool, async (client) => {
      const { nombre, sha256, actas } = proceso;
      // Two programs that start at once take turns here: the key of this row is always the same.
      const inserted = await client.query(
        'insert into prep.proceso (nombre, sha256, actas, cargado) values ($1, $2, $3, $4) on conflict do nothing',
        [nombre, sha256, actas.length, autoria.momento],
      );
      if (inserted.rowCount === 0) return compare(await find(client), proceso);
      await writeHecho(client, {
        ...autoria,
        flujo: 'PROCESO',
        tipo: 'proceso_cargado',
        // What a row publishes depends on it: the log alone must be enough to compute every row again.
        datos: { nombre, sha256, actas: actas.length, publicaDesde: entorno.ajustes.publicaDesde },
      });
      for (let i = 0; i < actas.length; i += LOTE) await insertActas(client, actas.slice(i, i + LOTE));
      return ok('cargado');
    }),
  );
  if (result.ok) entorno.announce();
  return result;
}

/** The process that the database has, or null when it is empty. */
export async function loadedProceso(entorno: Entorno): Promise<Result<ProcesoCargado | null, FallaBase>> {
  return guard(entorno, async () => ok(await find(entorno.pool)));
}

async function find(db: Pick<ClientBase, 'query'>): Promise<ProcesoCargado | null> {
  const { rows } = await db.query<ProcesoCargado>('select nombre, sha256, actas, cargado from prep.proceso');
  return rows[0] ?? null;
}

function compare(
  cargado: ProcesoCargado | null,
  { nombre, sha256 }: ProcesoPorCargar,
): Result<'ya_estaba', Refusal<'PROCESO_DISTINTO'>> {
  if (cargado?.sha256 === sha256) return ok('ya_estaba');
  return refuse(
    'PROCESO_DISTINTO',
    `Esta base de datos ya tiene cargado el proceso ${cargado?.nombre} (SHA-256 ${cargado?.sha256}) y no puede cambiarse por ` +
      `${nombre} (SHA-256 ${sha256}). Use una base de datos vacía, u otra carpeta con PREP_DATOS.`,
  );
}

async function insertActas(client: ClientBase, actas: ProcesoPorCargar['actas']): Promise<void> {
  // An acta of which nothing is known has nothing to show and waits in no queue.
  const { fase, estado } = proyectar(INICIAL, { publicaDesde: 'verificada' });
  await client.query(
    `with linea as (
       insert into prep.territorio (eleccion, territorio)
       select distinct eleccion, territorio from unnest($2::text[], $6::text[]) as esperada(eleccion, territorio)
       on conflict do nothing
     )
     insert into prep.acta (id, eleccion, orden, origen, fase, estado, territorio)
     select id, eleccion, orden, 'catalogo', $4, $5::jsonb, territorio
       from unnest($1::text[], $2::text[], $3::int[], $6::text[]) as esperada(id, eleccion, orden, territorio)`,
    [
      actas.map(({ id }) => id),
      actas.map(({ eleccion }) => eleccion),
      actas.map(({ orden }) => orden),
      fase,
      JSON.stringify(estado),
      actas.map(({ territorio }) => territorio),
    ],
  );
}
