/** The rows of the equipos: how they are read, how a list shows them, and over which ones somebody may act. */

import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { type Algoritmo, cotejoDeLlave } from '../comun/firma.ts';
import type { EquipoEnLista, EquipoQuePide, EstadoDeEquipo, TipoDeEquipo } from './contrato-de-equipos.ts';
import type { Rol } from './permisos.ts';
import type { Db } from './personas.ts';
import type { PersonaEnSesion } from './ruta.ts';

/** A row of prep.equipo. */
export interface Equipo {
  readonly clave: string;
  readonly tipo: TipoDeEquipo;
  readonly nombre: string;
  readonly centro: string;
  readonly persona: string | null;
  readonly casillas: readonly string[];
  readonly estado: EstadoDeEquipo;
  readonly codigo: Buffer | null;
  readonly codigo_vence: Date | null;
  /** SPKI */
  readonly llave: Buffer | null;
  readonly algoritmo: Algoritmo | null;
  readonly ultima: Date | null;
  readonly desfase: string | null;
}

/** As it is shown to people. Who asks as an equipo, several times for each image, needs no name. */
export interface EquipoConNombre extends Equipo {
  readonly nombre_de_persona: string | null;
}

const COLUMNAS =
  'clave, tipo, nombre, centro, persona, casillas, estado, codigo, codigo_vence, llave, algoritmo, ultima, desfase';
const CON_NOMBRE = `${COLUMNAS}, (select p.nombre from prep.persona p where p.clave = equipo.persona) as nombre_de_persona`;

export async function findEquipo(db: Db, clave: string): Promise<Equipo | null> {
  const { rows } = await db.query<Equipo>({
    name: 'acceso_equipo',
    text: `select ${COLUMNAS} from prep.equipo where clave = $1`,
    values: [clave],
  });
  return rows[0] ?? null;
}

/** The same, and nobody else changes the row until the transaction ends. */
export async function lockEquipo(db: Db, clave: string): Promise<EquipoConNombre | null> {
  const { rows } = await db.query<EquipoConNombre>({
    name: 'acceso_equipo_para_cambiar',
    text: `select ${CON_NOMBRE} from prep.equipo where clave = $1 for update`,
    values: [clave],
  });
  return rows[0] ?? null;
}

/** The one to which a code was given, locked; @param huella of the code */
export async function lockEquipoDeCodigo(db: Db, huella: Buffer): Promise<Equipo | null> {
  const { rows } = await db.query<Equipo>({
    name: 'acceso_equipo_de_codigo',
    text: `select ${COLUMNAS} from prep.equipo where codigo = $1 for update`,
    values: [huella],
  });
  return rows[0] ?? null;
}

/** Those of a centre, by clave; @param centro null is all */
export async function listEquipos(db: Db, centro: string | null): Promise<readonly EquipoEnLista[]> {
  const { rows } = await db.query<EquipoConNombre>(
    `select ${CON_NOMBRE} from prep.equipo where $1::text is null or centro = $1 order by clave`,
    [centro],
  );
  return rows.map(toEquipoEnLista);
}

export function toEquipoEnLista(equipo: EquipoConNombre): EquipoEnLista {
  const { llave, estado, ultima, desfase } = equipo;
  return {
    ...identidadDe(equipo),
    nombre: equipo.nombre,
    nombreDePersona: equipo.nombre_de_persona,
    estado,
    cotejo: estado === 'por_confirmar' && llave !== null ? cotejoDeLlave(llave.toString('base64url')) : null,
    huella: llave === null ? null : huellaDeLlave(llave),
    ultima: ultima === null ? null : ultima.toISOString(),
    desfase: desfase === null ? null : Number(desfase),
  };
}

/** SHA-256 of a public key, hexadecimal: what names it in the facts. */
export function huellaDeLlave(spki: Buffer): string {
  return createHash('sha256').update(spki).digest('hex');
}

export function identidadDe({ clave, tipo, centro, persona, casillas }: EquipoQuePide): EquipoQuePide {
  return { clave, tipo, centro, persona, casillas };
}

/** The key with which what an equipo says is verified; null while it has none. */
export function llaveDe({ llave }: Pick<Equipo, 'llave'>): KeyObject | null {
  return llave === null ? null : createPublicKey({ key: llave, format: 'der', type: 'spki' });
}

const VEN_TODOS: readonly Rol[] = ['coordinador_ccv', 'administrador', 'auditor'];

/** The centre whose equipos one sees, and on which one acts where the table of permissions lets; null is all. */
export function centroDeEquipos({ rol, centro }: Pick<PersonaEnSesion, 'rol' | 'centro'>): string | null {
  return VEN_TODOS.includes(rol) ? null : centro;
}
