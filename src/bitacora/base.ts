/**
 * The database of the program: the embedded one, or the PostgreSQL of DATABASE_URL; its migrations, its
 * connections and the bitácora over them.
 */

import { Client, type ClientConfig, Pool } from 'pg';
import type { Instante } from '../dominio/acta.ts';
import { ok, type Refusal, type Result } from '../dominio/result.ts';
import type { Avisar } from './aviso.ts';
import { type Bitacora, createBitacora } from './bitacora.ts';
import { disconnect, guard } from './entorno.ts';
import type { FallaBase } from './fallas.ts';
import { type FallaMigracion, migrate } from './migrar.ts';
import { type FallaDeArranque, startPostgres } from './postgres.ts';
import type { AjustesDeProyeccion } from './proyeccion.ts';

export interface OpcionesBase {
  /** folder of the embedded database (PREP_DATOS, or `./datos`) */
  readonly datos: string;
  /** DATABASE_URL: a PostgreSQL of the institute, which is used instead */
  readonly url?: string | undefined;
  readonly ajustes: AjustesDeProyeccion;
  readonly avisar: Avisar;
  readonly now: () => Instante;
  /** connections for short work; a few more are opened for cortes and notices */
  readonly conexiones?: number;
  /** settings of the embedded server, for tests */
  readonly servidor?: Readonly<Record<string, string>>;
}

export interface Base {
  readonly bitacora: Bitacora;
  /** for the tables of other rooms; those of the bitácora are written only by it */
  readonly pool: Pool;
  /** process of the embedded server; null while it is started again, or when there is none */
  pid(): number | null;
  stop(): Promise<void>;
}

export type FallaDeBase = FallaBase | Refusal<FallaDeArranque | FallaMigracion>;

/** Opens the database and leaves it ready. */
export async function openBase(opciones: OpcionesBase): Promise<Result<Base, FallaDeBase>> {
  const servidor = await findServidor(opciones);
  if (!servidor.ok) return servidor;
  const { propietario, disco, pid, stop: stopServidor } = servidor.value;

  const prepared = await guard<ClientConfig, FallaDeBase>({ disco }, () =>
    prepare(propietario, opciones.now()),
  );
  if (!prepared.ok) {
    await stopServidor();
    return prepared;
  }
  const config = { ...prepared.value, ...LIMITES };
  const pool = new Pool({
    ...config,
    max: opciones.conexiones ?? CONEXIONES,
    idleTimeoutMillis: SIN_DESPEDIDA,
  });
  // A connection that is lost while it is idle: the pool drops it and opens another when it is needed.
  pool.on('error', ignoreLoss);
  // One that is lost between two statements of a transaction: the next statement fails and says so.
  pool.on('connect', (client) => client.on('error', ignoreLoss));
  const connect = () => openConnection({ ...config, ...SIN_PRISA });
  const bitacora = createBitacora({ pool, connect, disco, ajustes: opciones.ajustes });
  return ok({
    bitacora,
    pool,
    pid,
    async stop() {
      await bitacora.stop();
      await pool.end();
      await stopServidor();
    },
  });
}

/** Half of what the server admits: a program that starts while another ends finds room. */
const CONEXIONES = 32;

/**
 * A connection that is open stays open. Opening one, and planning again every statement in it, costs most when many
 * are needed at once: when everybody is already waiting.
 */
const SIN_DESPEDIDA = 0;

/** Role of src/bitacora/migraciones/0002_papel.sql. */
const PAPEL = 'prep_aplicacion';

/** A server that stopped answering is a lost server, not a screen that waits for ever. */
const LIMITES = {
  connectionTimeoutMillis: 5_000,
  statement_timeout: 30_000,
  query_timeout: 35_000,
  // A program that froze in the middle of a transaction does not keep its locks.
  idle_in_transaction_session_timeout: 30_000,
  keepAlive: true,
} as const satisfies ClientConfig;

/** Cortes and rebuilds read for as long as they need. */
const SIN_PRISA = {
  statement_timeout: 0,
  query_timeout: 0,
  idle_in_transaction_session_timeout: 0,
} as const satisfies ClientConfig;

interface Servidor {
  /** connection of the owner of the database, who applies migrations */
  readonly propietario: ClientConfig;
  readonly disco: () => Promise<'lleno' | 'con_espacio'>;
  pid(): number | null;
  stop(): Promise<void>;
}

async function findServidor(opciones: OpcionesBase): Promise<Result<Servidor, FallaDeBase>> {
  const { url, datos, avisar, servidor } = opciones;
  if (url !== undefined) {
    return ok({
      propietario: { connectionString: url, application_name: 'prep' },
      disco: async () => 'con_espacio',
      pid: () => null,
      stop: async () => {},
    });
  }
  const started = await startPostgres({ datos, avisar, ...(servidor && { ajustes: servidor }) });
  if (!started.ok) return started;
  const { conexion } = started.value;
  return ok({
    propietario: { ...conexion, application_name: 'prep' },
    disco: () => started.value.disco(),
    pid: () => started.value.pid(),
    stop: () => started.value.stop(),
  });
}

/** Applies the migrations and says how the application connects: as its role, where it can. */
async function prepare(
  propietario: ClientConfig,
  momento: Instante,
): Promise<Result<ClientConfig, Refusal<FallaMigracion>>> {
  const client = await openConnection({
    ...propietario,
    connectionTimeoutMillis: LIMITES.connectionTimeoutMillis,
  });
  try {
    const migrated = await migrate(client, momento);
    if (!migrated.ok) return migrated;
    const { rows } = await client.query<{ puede: boolean }>(
      `select coalesce((select pg_has_role(current_user, oid, 'member') from pg_roles where rolname = $1), false) as puede`,
      [PAPEL],
    );
    if (rows[0]?.puede !== true) return ok(propietario);
    return ok({ ...propietario, options: `-c role=${PAPEL}` });
  } finally {
    await disconnect(client);
  }
}

async function openConnection(config: ClientConfig): Promise<Client> {
  const client = new Client(config);
  client.on('error', ignoreLoss);
  await client.connect();
  return client;
}

/** The statements fail and say so; without a listener, the loss itself would end the program. */
function ignoreLoss(): void {}
