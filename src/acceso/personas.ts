/** The rows of people: how they are read, and what is asked of one before anything else. */

import type { ClientBase } from 'pg';
import type { Instante } from '../dominio/acta.ts';
import type { PersonaDelCentro } from '../dominio/persona-en-equipo.ts';
import type { EstadoDePersona, PersonaEnLista, Sesion } from './contrato.ts';
import { NOMBRE_DE_ROL, PERMISOS, ROLES_CON_SEGUNDO_FACTOR, type Rol } from './permisos.ts';
import type { PersonaEnSesion } from './ruta.ts';

export type Db = Pick<ClientBase, 'query'>;

/** A row of prep.persona. */
export interface Persona {
  readonly clave: string;
  readonly nombre: string;
  readonly rol: Rol;
  readonly centro: string;
  readonly estado: 'por_activar' | 'por_confirmar' | 'activa' | 'revocada';
  readonly codigo: Buffer | null;
  readonly confirmacion: 'coordinacion' | 'ninguna';
  readonly cotejo: string | null;
  readonly navegador: Buffer | null;
  readonly contrasena: string | null;
  readonly factor: Buffer | null;
  readonly factor_nuevo: Buffer | null;
  readonly paso: string;
  readonly fallas: number;
  readonly espera: Date | null;
  readonly bloqueada: boolean;
}

const COLUMNAS =
  'clave, nombre, rol, centro, estado, codigo, confirmacion, cotejo, navegador, contrasena, factor, factor_nuevo, paso, fallas, espera, bloqueada';

/** The form of a key. */
export const CLAVE_DE_PERSONA = /^[a-z0-9][a-z0-9-]{1,31}$/;

/** A key as it is kept, or null when it cannot be one: people type capitals and spaces. */
export function parseClave(texto: string): string | null {
  const clave = texto.trim().toLowerCase();
  return CLAVE_DE_PERSONA.test(clave) ? clave : null;
}

export async function findPersona(db: Db, clave: string): Promise<Persona | null> {
  const { rows } = await db.query<Persona>({
    name: 'acceso_persona',
    text: `select ${COLUMNAS} from prep.persona where clave = $1`,
    values: [clave],
  });
  return rows[0] ?? null;
}

/** The same, and nobody else changes the row until the transaction ends. */
export async function lockPersona(db: Db, clave: string): Promise<Persona | null> {
  const { rows } = await db.query<Persona>({
    name: 'acceso_persona_para_cambiar',
    text: `select ${COLUMNAS} from prep.persona where clave = $1 for update`,
    values: [clave],
  });
  return rows[0] ?? null;
}

export function enSesion({ clave, nombre, rol, centro }: Persona): PersonaEnSesion {
  return { clave, nombre, rol, centro };
}

/** Whether the person still has to set a second factor. */
export function factorDe(rol: Rol, factor: 'puesto' | 'falta'): Sesion['segundoFactor'] {
  if (factor === 'puesto') return 'listo';
  return ROLES_CON_SEGUNDO_FACTOR.includes(rol) ? 'por_enrolar' : 'sin_enrolar';
}

/** What people see of the state: a lock ends by itself. */
export function estadoDe(
  { estado, bloqueada, espera }: Pick<Persona, 'estado' | 'bloqueada' | 'espera'>,
  ahora: Instante,
): EstadoDePersona {
  const locked = bloqueada && espera !== null && espera.getTime() > Date.parse(ahora);
  return locked && estado !== 'revocada' ? 'bloqueada' : estado;
}

/** Who may receive envelopes or digitize at a CATD, by name: a station asks nobody for a password, so also who never logged in. */
export async function listDeEstacion(db: Db, centro: string): Promise<readonly PersonaDelCentro[]> {
  const roles = [...PERMISOS['acopio:registrar'].roles, ...PERMISOS['digitalizacion:enviar'].roles];
  const { rows } = await db.query<PersonaDelCentro>({
    name: 'acceso_de_estacion',
    text: `select clave, nombre from prep.persona
            where centro = $1 and rol = any($2) and estado <> 'revocada' order by nombre, clave`,
    values: [centro, roles],
  });
  return rows;
}

interface FilaEnLista extends Persona {
  readonly desde: Date | null;
  readonly ultima: Date | null;
}

const EN_LISTA = `
  select ${COLUMNAS.split(', ')
    .map((columna) => `persona.${columna}`)
    .join(', ')}, sesion.desde, sesion.ultima
    from prep.persona persona left join lateral (
      select min(abierta) as desde, max(ultima) as ultima from prep.sesion
       where persona = persona.clave and cerrada is null and abierta > $1 and ultima > $2
    ) sesion on true`;

/** From when on a session that is not closed counts as open. */
export interface Vigencia {
  readonly abiertaDespuesDe: Instante;
  readonly ultimaDespuesDe: Instante;
}

/** People as the screens list them, by key. */
export async function listPersonas(
  db: Db,
  filtro: { readonly centro: string | null; readonly clave: string | null },
  vigencia: Vigencia,
  ahora: Instante,
): Promise<readonly PersonaEnLista[]> {
  const { rows } = await db.query<FilaEnLista>(
    `${EN_LISTA} where ($3::text is null or centro = $3) and ($4::text is null or clave = $4) order by clave`,
    [vigencia.abiertaDespuesDe, vigencia.ultimaDespuesDe, filtro.centro, filtro.clave],
  );
  return rows.map((fila) => ({
    ...enSesion(fila),
    nombreDeRol: NOMBRE_DE_ROL[fila.rol],
    estado: estadoDe(fila, ahora),
    cotejo: fila.estado === 'por_confirmar' ? fila.cotejo : null,
    segundoFactor: factorDe(fila.rol, fila.factor === null ? 'falta' : 'puesto'),
    sesion:
      fila.desde === null || fila.ultima === null
        ? null
        : { desde: fila.desde.toISOString(), ultima: fila.ultima.toISOString() },
    fallas: fila.fallas,
  }));
}
