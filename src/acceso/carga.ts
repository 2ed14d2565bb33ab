/**
 * Loading people. The same file again changes nothing; a file that contradicts what is loaded is refused whole. Who
 * is new gets a key, if they bring none, and an activation code that is given once and kept only as its hash.
 */

import type { FallaBase } from '../bitacora/bitacora.ts';
import { sha256 } from '../comun/canonico.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { type ErrorDeCarga, errorDeCarga } from '../proceso/error-de-carga.ts';
import { type Autor, type Contexto, change } from './contexto.ts';
import { type PersonaLeida, readPersonas } from './leer-personas.ts';
import type { Rol } from './permisos.ts';
import type { Db, Persona } from './personas.ts';
import { createCodigo, huellaDe } from './secretos.ts';

export interface PeticionDeCarga {
  /** its name, for the errors */
  readonly archivo: string;
  readonly contenido: string;
  /**
   * What is done with the slips of who is new, or null to check only. It happens before anything is final: if it
   * throws nobody is loaded, because a code that nobody got could not be given again.
   */
  readonly entregar: ((talones: readonly Talon[]) => Promise<void>) | null;
  /** `reponer`: who is loaded and has not activated gets a slip too, with another code (the first were lost) */
  readonly pendientes?: 'dejar' | 'reponer';
}

/** What goes on the slip of somebody. */
export interface Talon {
  readonly clave: string;
  readonly nombre: string;
  readonly rol: Rol;
  readonly centro: string;
  /** to use once; it is not kept */
  readonly codigo: string;
}

export interface Carga {
  /** people of the file */
  readonly personas: number;
  /** those that were not loaded yet */
  readonly nuevas: number;
  /** those that were, and get another code */
  readonly repuestas: number;
  readonly errores: readonly ErrorDeCarga[];
}

/** Prefix of the keys that are given: `cap-001`. */
const PREFIJOS: Readonly<Record<Rol, string>> = {
  acopiador: 'aco',
  digitalizador: 'dig',
  cae: 'cae',
  capturista: 'cap',
  verificador: 'ver',
  cotejador: 'cot',
  coordinador_catd: 'coc',
  coordinador_ccv: 'cor',
  administrador: 'adm',
  auditor: 'aud',
  consejeria: 'con',
  representacion: 'rep',
  difusor: 'dif',
  instancia_interna: 'ins',
};

type Nueva = Omit<Talon, 'codigo'>;
type Conocida = Pick<Persona, keyof Nueva | 'estado'>;

/** Loads a file, or says everything that is wrong with it and loads nothing. */
export async function loadPersonas(
  contexto: Contexto,
  quien: Autor,
  { archivo, contenido, entregar, pendientes = 'dejar' }: PeticionDeCarga,
): Promise<Result<Carga, FallaBase>> {
  const leidas = readPersonas(archivo, contenido, contexto.proceso);
  return change<Carga, never>(contexto, async (client, escribir) => {
    // Two loads at once take turns: each numbers its people after those of the other.
    await client.query(`select pg_advisory_xact_lock(hashtext('prep.persona'))`);
    const { rows } = await client.query<Conocida>(
      'select clave, nombre, rol, centro, estado from prep.persona',
    );
    const plan = planOf(archivo, leidas.personas, rows);
    const errores = [...leidas.errores, ...plan.errores];
    const personas = leidas.personas.length;
    if (errores.length > 0) return ok({ personas, nuevas: 0, repuestas: 0, errores });
    const again = pendientes === 'reponer' ? plan.pendientes : [];
    const carga: Carga = { personas, nuevas: plan.nuevas.length, repuestas: again.length, errores };
    if (entregar === null || plan.nuevas.length + again.length === 0) return ok(carga);

    const withCodigo = (persona: Nueva): Talon => ({ ...persona, codigo: createCodigo(contexto.azar) });
    const nuevas = plan.nuevas.map(withCodigo);
    const repuestas = again.map(withCodigo);
    await insertPersonas(contexto, client, nuevas, 'coordinacion');
    for (const { clave, codigo } of repuestas) {
      await client.query(`update prep.persona set codigo = $2 where clave = $1 and estado = 'por_activar'`, [
        clave,
        huellaDe(codigo),
      ]);
    }
    await entregar([...nuevas, ...repuestas]);
    if (nuevas.length > 0) {
      await escribir(quien, {
        tipo: 'personas_cargadas',
        datos: { personas: plan.nuevas, sha256: sha256(contenido).toString('hex') },
      });
    }
    for (const { clave } of repuestas) {
      await escribir(quien, { tipo: 'codigo_dado', datos: { persona: clave } });
    }
    return ok(carga);
  });
}

/** Who is new, with the key that they will have, and what contradicts what is loaded. */
function planOf(
  archivo: string,
  leidas: readonly PersonaLeida[],
  conocidas: readonly Conocida[],
): {
  readonly nuevas: readonly Nueva[];
  readonly pendientes: readonly Nueva[];
  readonly errores: readonly ErrorDeCarga[];
} {
  const porClave = new Map(conocidas.map((persona) => [persona.clave, persona]));
  const porPersona = new Map(conocidas.map((persona) => [identityOf(persona), persona]));
  const given = new Set([...porClave.keys(), ...leidas.flatMap(({ clave }) => clave ?? [])]);
  const nuevas: Nueva[] = [];
  const pendientes: Nueva[] = [];
  const errores: ErrorDeCarga[] = [];
  for (const { linea, ...leida } of leidas) {
    const same = leida.clave === null ? porPersona.get(identityOf(leida)) : porClave.get(leida.clave);
    if (same !== undefined && identityOf(same) !== identityOf(leida)) {
      const found = { hecho: `la clave ${same.clave} ya es de ${same.nombre} (${same.rol}, ${same.centro})` };
      errores.push(
        errorDeCarga(
          'CLAVE_REPETIDA',
          { archivo, linea, columna: 'persona' },
          found,
          'otra clave, o esa persona',
        ),
      );
    }
    if (same !== undefined) {
      const { clave, nombre, rol, centro, estado } = same;
      if (estado === 'por_activar') pendientes.push({ clave, nombre, rol, centro });
      continue;
    }
    const clave = leida.clave ?? nextClave(PREFIJOS[leida.rol], given);
    given.add(clave);
    nuevas.push({ ...leida, clave });
  }
  return { nuevas, pendientes, errores };
}

function identityOf({ nombre, rol, centro }: Pick<Nueva, 'nombre' | 'rol' | 'centro'>): string {
  return `${centro}\n${rol}\n${nombre}`;
}

function nextClave(prefijo: string, given: ReadonlySet<string>): string {
  for (let i = 1; ; i += 1) {
    const clave = `${prefijo}-${String(i).padStart(3, '0')}`;
    if (!given.has(clave)) return clave;
  }
}

async function insertPersonas(
  { now }: Contexto,
  db: Db,
  talones: readonly Talon[],
  confirmacion: Persona['confirmacion'],
): Promise<void> {
  await db.query(
    `insert into prep.persona (clave, nombre, rol, centro, codigo, cargada, estado, confirmacion)
     select clave, nombre, rol, centro, codigo, $6, 'por_activar', $7
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bytea[]) as t(clave, nombre, rol, centro, codigo)`,
    [
      talones.map(({ clave }) => clave),
      talones.map(({ nombre }) => nombre),
      talones.map(({ rol }) => rol),
      talones.map(({ centro }) => centro),
      talones.map(({ codigo }) => huellaDe(codigo)),
      now(),
      confirmacion,
    ],
  );
}

/** The first administrador, who is confirmed by nobody: whoever has the command line of the server has everything. */
export async function createPrimera(
  contexto: Contexto,
  quien: Autor,
  nombre: string,
): Promise<Result<Talon, FallaBase | Refusal<'YA_HAY_ADMINISTRACION'>>> {
  const codigo = createCodigo(contexto.azar);
  return change<Talon, Refusal<'YA_HAY_ADMINISTRACION'>>(contexto, async (client, escribir) => {
    await client.query(`select pg_advisory_xact_lock(hashtext('prep.persona'))`);
    const { rows } = await client.query<Conocida>(
      'select clave, nombre, rol, centro, estado from prep.persona',
    );
    const there = rows.find(({ rol, estado }) => rol === 'administrador' && estado !== 'revocada');
    if (there !== undefined) {
      return refuse(
        'YA_HAY_ADMINISTRACION',
        `Ya hay una persona en la administración: ${there.clave}, ${there.nombre}. Si perdió su código o su contraseña, dele otro con «prep personas codigo ${there.clave}».`,
      );
    }
    const clave = nextClave(PREFIJOS.administrador, new Set(rows.map((row) => row.clave)));
    const persona = { clave, nombre, rol: 'administrador', centro: 'CCV' } as const;
    await insertPersonas(contexto, client, [{ ...persona, codigo }], 'ninguna');
    await escribir(quien, {
      tipo: 'personas_cargadas',
      datos: { personas: [persona], sha256: null },
    });
    return ok({ ...persona, codigo });
  });
}

/** Whether somebody of the administration can log in, or could once they activate their account. */
export async function findAdministracion({ pool }: Contexto): Promise<'activa' | 'por_activar' | 'ninguna'> {
  const { rows } = await pool.query<Pick<Persona, 'estado'>>(
    `select estado from prep.persona where rol = 'administrador' and estado <> 'revocada'`,
  );
  if (rows.length === 0) return 'ninguna';
  return rows.some(({ estado }) => estado === 'activa') ? 'activa' : 'por_activar';
}
