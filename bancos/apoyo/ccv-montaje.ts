/** What there is before a load on a CCV begins: actas whose image waits to be captured, and people who have logged in. */

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Client, type Pool } from 'pg';
import type { HechoDeAcceso } from '../../src/acceso/hechos.ts';
import { openLlave } from '../../src/acceso/llave.ts';
import { ROLES_CON_SEGUNDO_FACTOR, type Rol } from '../../src/acceso/permisos.ts';
import { createToken, huellaDe, seal } from '../../src/acceso/secretos.ts';
import { type Base, openBase } from '../../src/bitacora/base.ts';
import { openAlmacen } from '../../src/digitalizacion/almacen.ts';
import type { IdActa } from '../../src/dominio/clave.ts';
import type { Proceso } from '../../src/proceso/proceso.ts';
import { createFases, type Fases } from '../../src/servidor/fases.ts';
import { carpetasDe } from '../../src/servidor/servicios.ts';
import { createAzar } from '../../src/simulacro/azar.ts';
import { must, tell } from './banco.ts';

/** Somebody with a session open: `token` is that of their cookie. */
export interface PersonaConSesion {
  readonly clave: string;
  readonly token: string;
}

export interface Montaje {
  readonly capturistas: readonly PersonaConSesion[];
  readonly coordinadores: readonly PersonaConSesion[];
}

export interface Medidas {
  readonly actas: number;
  readonly capturistas: number;
  readonly coordinadores: number;
}

const A_LA_VEZ = 16;
const CCV = 'CCV';

/** Opens the database of that address, for as long as `run` takes. */
export async function withBase<T>(
  { ajustes }: Proceso,
  url: string,
  datos: string,
  run: (base: Base) => Promise<T>,
): Promise<T> {
  const avisar = ({ mensaje }: { readonly mensaje: string }) => tell(mensaje);
  const base = must(await openBase({ datos, url, ajustes, avisar, now, conexiones: A_LA_VEZ }));
  try {
    return await run(base);
  } finally {
    await base.stop();
  }
}

/** Loads the process, receives and scans so many of its actas through the services, and logs everybody in. */
export async function mount(
  proceso: Proceso,
  url: string,
  datos: string,
  { actas, ...gente }: Medidas,
): Promise<Montaje> {
  return withBase(proceso, url, datos, async ({ bitacora, pool }) => {
    must(await bitacora.registerActas(proceso, { actor: 'banco', lugar: 'banco', momento: now() }));
    const almacen = openAlmacen(carpetasDe(datos).imagenes);
    await digitize(arriving(proceso).slice(0, actas), createFases(bitacora, proceso, almacen, now));
    const llave = must(await openLlave(datos, pool));
    const logIn = async (rol: Rol, prefijo: string, cuantas: number) => {
      const personas = makePersonas(prefijo, cuantas);
      const hechos = await insertPersonas(pool, personas, rol, llave);
      for (const hecho of hechos)
        must(await bitacora.note({ flujo: 'ACCESO', ...hecho, actor: 'banco', lugar: CCV, momento: now() }));
      return personas;
    };
    const montaje = {
      capturistas: await logIn('capturista', 'cap', gente.capturistas),
      coordinadores: await logIn('coordinador_ccv', 'cor', gente.coordinadores),
    };
    await checkpoint(url);
    return montaje;
  });
}

/** What was left to be written before is not of what is measured. */
async function checkpoint(url: string): Promise<void> {
  const owner = new Client({ connectionString: url });
  await owner.connect();
  await owner.query('vacuum analyze');
  await owner.query('checkpoint');
  await owner.end();
}

/** All actas, from everywhere at once, as on a night: always the same order. */
function arriving({ actas }: Proceso): readonly IdActa[] {
  const azar = createAzar(2027, 'llegada');
  return actas
    .map(({ id }) => ({ id, lugar: azar.next() }))
    .sort((a, b) => a.lugar - b.lugar)
    .map(({ id }) => id);
}

async function digitize(actas: readonly IdActa[], { acopio, digitalizacion }: Fases): Promise<void> {
  const pending = [...actas].reverse();
  const work = async () => {
    for (let acta = pending.pop(); acta !== undefined; acta = pending.pop()) {
      const en = { acta, persona: 'aco-001', lugar: 'C01' };
      must(await acopio.registrar({ ...en, via: 'CATD', horaManuscrita: null }));
      const bytes = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(acta)]);
      const como = { digitalizacion: 'ESCANER', tipoDocumento: 'ACTA PREP' } as const;
      must(await digitalizacion.recibir({ ...en, bytes, origen: 'CATD', ...como }));
    }
  };
  await Promise.all(Array.from({ length: A_LA_VEZ }, work));
}

function makePersonas(prefijo: string, cuantas: number): readonly PersonaConSesion[] {
  return Array.from({ length: cuantas }, (_, i) => ({
    clave: `${prefijo}-${String(i + 1).padStart(3, '0')}`,
    token: createToken(randomBytes),
  }));
}

/**
 * The rows that there are after each one has logged in with their password and their second factor.
 *
 * @returns the facts that go with them
 */
async function insertPersonas(
  pool: Pool,
  personas: readonly PersonaConSesion[],
  rol: Rol,
  llave: Buffer,
): Promise<readonly HechoDeAcceso[]> {
  const cargadas = personas.map(({ clave }) => ({ clave, nombre: `Persona ${clave}`, rol, centro: CCV }));
  const claves = personas.map(({ clave }) => clave);
  const sealed = (clave: string) => seal('nadie lo usa', clave, llave, randomBytes);
  const conFactor = ROLES_CON_SEGUNDO_FACTOR.includes(rol);
  await pool.query(
    `insert into prep.persona (clave, nombre, rol, centro, cargada, estado, factor)
     select clave, nombre, $3, $4, $5, 'activa', factor
       from unnest($1::text[], $2::text[], $6::bytea[]) as persona(clave, nombre, factor)`,
    [
      ...[claves, cargadas.map(({ nombre }) => nombre), rol, CCV, now()],
      claves.map((clave) => (conFactor ? sealed(clave) : null)),
    ],
  );
  const { rows } = await pool.query<{ id: string; persona: string }>(
    `insert into prep.sesion (huella, persona, abierta, ultima, direccion)
     select huella, persona, $3, $3, '127.0.0.1' from unnest($1::bytea[], $2::text[]) as abierta(huella, persona)
     returning id, persona`,
    [personas.map(({ token }) => huellaDe(token)), claves, now()],
  );
  return [
    { tipo: 'personas_cargadas', datos: { personas: cargadas, sha256: null } },
    ...rows.map(({ id, persona }): HechoDeAcceso => {
      const factor = conFactor ? 'totp' : 'ninguno';
      const sesion = { persona, sesion: Number(id), direccion: '127.0.0.1', factor } as const;
      return { tipo: 'sesion_abierta', datos: sesion };
    }),
  ];
}

/** The folder of the process that is loaded. */
export const PROCESO = join(import.meta.dirname, '..', '..', 'procesos', 'michoacan-2027');

function now(): string {
  return new Date().toISOString();
}
