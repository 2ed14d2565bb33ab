/**
 * A real database for a test file: embedded, empty, in a temporary folder, gone at the end.
 *
 *   let base: BaseDePrueba;
 *   beforeAll(async () => { base = await withBase({ actas: 20 }); });
 *   afterAll(() => base.stop());
 *
 * It starts in under a second. It does not wait for the disk (`fsync` off): a test of durability asks for
 * `disco: 'seguro'`. Each test that needs to begin from nothing can open another one.
 */

import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { type Base, openBase } from '../../src/bitacora/base.ts';
import { endOrphans } from '../../src/bitacora/postmaster.ts';
import { AJUSTES } from '../../src/dominio/ajustes.ts';
import type { IdActa } from '../../src/dominio/clave.ts';

export interface BaseDePrueba extends Base {
  /** ids of the actas that were registered: `ACTA-0000`, `ACTA-0001` … */
  readonly actas: readonly IdActa[];
  /** folder of its data */
  readonly datos: string;
  /** codes of what the server had to say */
  readonly avisos: readonly string[];
  /** a connection with every power, for tests that do what nobody should; end it */
  connectAsOwner(): Promise<Client>;
}

export interface OpcionesDePrueba {
  /** how many expected actas to register, all of one election; none by default */
  readonly actas?: number;
  readonly disco?: 'seguro' | 'rapido';
  readonly publicaDesde?: 'capturada' | 'verificada';
  readonly conexiones?: number;
  /** DATABASE_URL of another server, instead of an embedded one */
  readonly url?: string;
}

const PREFIJO = 'prep-prueba-';

const RAPIDO = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };
const PEQUENO = { shared_buffers: '32MB', max_wal_size: '256MB' };

/** Opens a database of its own. Call `stop` when done. */
export async function withBase(opciones: OpcionesDePrueba = {}): Promise<BaseDePrueba> {
  await removeAbandoned();
  const datos = mkdtempSync(join(tmpdir(), `${PREFIJO}${process.pid}-`));
  // As root the server runs as another user, who has to be able to enter.
  chmodSync(datos, 0o755);
  const avisos: string[] = [];
  const opened = await openBase({
    datos,
    url: opciones.url,
    ajustes: { publicaDesde: opciones.publicaDesde ?? AJUSTES.publicaDesde },
    avisar: ({ codigo }) => avisos.push(codigo),
    now: () => MOMENTO,
    conexiones: opciones.conexiones ?? 16,
    servidor: { ...PEQUENO, ...(opciones.disco === 'seguro' ? {} : RAPIDO) },
  });
  if (!opened.ok) throw new Error(opened.error.mensaje);
  const base = opened.value;

  const actas = Array.from({ length: opciones.actas ?? 0 }, (_, i) => idDePrueba(i));
  if (actas.length > 0) {
    const registered = await base.bitacora.registerActas(
      {
        nombre: 'prueba',
        sha256: '0'.repeat(64),
        actas: actas.map((id, orden) => ({ id, eleccion: 'GUB', territorio: '001', orden })),
      },
      { actor: 'prueba', lugar: 'prueba', momento: MOMENTO },
    );
    if (!registered.ok) throw new Error(registered.error.mensaje);
  }
  return {
    ...base,
    actas,
    datos,
    avisos,
    async connectAsOwner() {
      const { host, port, connectionString } = base.pool.options;
      const client = new Client(
        connectionString ? { connectionString } : { host, port, user: 'prep', database: 'postgres' },
      );
      await client.connect();
      return client;
    },
    async stop() {
      await base.stop();
      rmSync(datos, { recursive: true, force: true });
    },
  };
}

/** The time at which tests happen, unless they say another. */
export const MOMENTO = '2027-06-07T01:30:00.000Z';

export function idDePrueba(numero: number): IdActa {
  return `ACTA-${String(numero).padStart(4, '0')}` as IdActa;
}

/** What a run that was killed left: its server still works, and nobody is going to stop it. */
async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(PREFIJO)) continue;
    const pid = Number.parseInt(name.slice(PREFIJO.length), 10);
    if (isAlive(pid)) continue;
    const datos = join(tmpdir(), name);
    await endOrphans(join(datos, 'pg'));
    rmSync(datos, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
