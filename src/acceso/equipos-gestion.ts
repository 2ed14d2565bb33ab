/** What a coordination does with equipos: gives one a code, confirms it by its four digits, revokes it. */

import type { PoolClient } from 'pg';
import type { FallaBase } from '../bitacora/bitacora.ts';
import type { Instante } from '../dominio/acta.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { after, type Contexto, change, type Escribir } from './contexto.ts';
import type { EquipoEnLista } from './contrato-de-equipos.ts';
import { centroDeEquipos, type Equipo, huellaDeLlave, lockEquipo, toEquipoEnLista } from './equipos.ts';
import { LARGO_DE_CODIGO_DE_EQUIPO } from './equipos-enrolamiento.ts';
import { checkFila, conocidoDe, type EquipoDescrito, type FilaDeEquipo } from './equipos-leer.ts';
import type { Persona } from './personas.ts';
import type { PersonaEnSesion } from './ruta.ts';
import { createCodigo, huellaDe } from './secretos.ts';

export type FallaDeEquipos =
  | FallaBase
  | Refusal<'NO_EXISTE' | 'EQUIPO_MAL_DESCRITO' | 'NO_ESTA_POR_CONFIRMAR' | 'YA_CONFIRMADO' | 'REVOCADO'>;
type Rechazada = Exclude<FallaDeEquipos, FallaBase>;

export interface EquipoConCodigo {
  readonly equipo: EquipoEnLista;
  /** to print or dictate: it is not kept */
  readonly codigo: string;
  readonly vence: Instante;
}

/** Adds one equipo, with its code. */
export async function addEquipo(
  contexto: Contexto,
  quien: PersonaEnSesion,
  fila: FilaDeEquipo,
): Promise<Result<EquipoConCodigo, FallaDeEquipos>> {
  return change<EquipoConCodigo, Rechazada>(contexto, async (client, escribir) => {
    await takeTurnOfEquipos(client);
    const conocido = conocidoDe(contexto.proceso, await personasDe(client), centroDeEquipos(quien));
    const { equipo, faltas } = checkFila(fila, conocido);
    if (equipo === null) {
      const [falta] = faltas;
      const { columna = 'tipo', encontrado = '', esperado = '' } = falta ?? {};
      const found = typeof encontrado === 'string' ? `dice «${encontrado}»` : encontrado.hecho;
      return refuse('EQUIPO_MAL_DESCRITO', `En «${columna}» ${found}; se esperaba ${esperado}.`);
    }
    const given = await insertEquipos(contexto, client, [equipo]);
    await tellAlta(escribir, quien, given, null);
    const [first] = given;
    if (first === undefined) throw new Error('an equipo that was not added');
    return seen(client, first.clave, { codigo: first.codigo, vence: first.vence });
  });
}

/** Accepts the key of an equipo: its digits are the ones that the coordination has in front. */
export function confirmEquipo(contexto: Contexto, quien: PersonaEnSesion, clave: string) {
  return act(contexto, quien, clave, async (client, escribir, equipo) => {
    const { llave } = equipo;
    if (equipo.estado !== 'por_confirmar' || llave === null) {
      return refuse(
        'NO_ESTA_POR_CONFIRMAR',
        equipo.estado === 'por_enrolar'
          ? 'Ese equipo todavía no usa su código. Actualice la lista cuando lo haya hecho.'
          : 'Ese equipo ya no espera confirmación. Actualice la lista.',
      );
    }
    await client.query(`update prep.equipo set estado = 'activo' where clave = $1`, [clave]);
    await escribir(quien, {
      tipo: 'equipo_confirmado',
      datos: { equipo: clave, huella: huellaDeLlave(llave) },
    });
    return ok(null);
  });
}

/** Nothing that it signs is heard any more, from the next request on; for good. */
export function revokeEquipo(contexto: Contexto, quien: PersonaEnSesion, clave: string, razon: string) {
  return act(contexto, quien, clave, async (client, escribir, { estado }) => {
    if (estado === 'revocado') return REVOCADO;
    await client.query(`update prep.equipo set estado = 'revocado' where clave = $1`, [clave]);
    await escribir(quien, { tipo: 'equipo_revocado', datos: { equipo: clave, razon } });
    return ok(null);
  });
}

/** Another code, while the equipo has not been confirmed; whatever key it had sent is forgotten. */
export async function giveCodigoDeEquipo(
  contexto: Contexto,
  quien: PersonaEnSesion,
  clave: string,
): Promise<Result<EquipoConCodigo, FallaDeEquipos>> {
  const nuevo = createCodigoDeEquipo(contexto);
  const given = await act(contexto, quien, clave, async (client, escribir, { estado }) => {
    if (estado === 'revocado') return REVOCADO;
    if (estado === 'activo') {
      return refuse(
        'YA_CONFIRMADO',
        'Ese equipo ya está confirmado y lo que firmó depende de su llave. Si se perdió o se cambió, revóquelo y dé de alta otro.',
      );
    }
    await client.query(
      `update prep.equipo set estado = 'por_enrolar', codigo = $2, codigo_vence = $3, llave = null, algoritmo = null
        where clave = $1`,
      [clave, huellaDe(nuevo.codigo), nuevo.vence],
    );
    await escribir(quien, { tipo: 'codigo_de_equipo_dado', datos: { equipo: clave } });
    return ok(null);
  });
  return given.ok ? ok({ equipo: given.value, ...nuevo }) : given;
}

const NO_EXISTE = refuse('NO_EXISTE', 'No hay un equipo con esa clave. Actualice la lista.');

const REVOCADO = refuse('REVOCADO', 'Ese equipo fue revocado. Para que se use otra vez, dé de alta otro.');

/** Does something to an equipo that one may see, and gives it as it is now. */
async function act(
  contexto: Contexto,
  quien: PersonaEnSesion,
  clave: string,
  body: (client: PoolClient, escribir: Escribir, equipo: Equipo) => Promise<Result<null, Rechazada>>,
): Promise<Result<EquipoEnLista, FallaDeEquipos>> {
  return change<EquipoEnLista, Rechazada>(contexto, async (client, escribir) => {
    const equipo = await lockEquipo(client, clave);
    const centro = centroDeEquipos(quien);
    // One of another centre is not even said to exist.
    if (equipo === null || (centro !== null && centro !== equipo.centro)) return NO_EXISTE;
    const done = await body(client, escribir, equipo);
    if (!done.ok) return done;
    const now = await lockEquipo(client, clave);
    return now === null ? NO_EXISTE : ok(toEquipoEnLista(now));
  });
}

async function seen(
  client: PoolClient,
  clave: string,
  codigo: Omit<EquipoConCodigo, 'equipo'>,
): Promise<Result<EquipoConCodigo, Rechazada>> {
  const equipo = await lockEquipo(client, clave);
  return equipo === null ? NO_EXISTE : ok({ equipo: toEquipoEnLista(equipo), ...codigo });
}

/** Who adds equipos takes turns: each numbers its own after those of the other. */
export async function takeTurnOfEquipos(client: PoolClient): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtext('prep.equipo'))`);
}

/** The people of the phones, and only them. */
export async function personasDe(client: PoolClient): Promise<readonly QuienLleva[]> {
  const { rows } = await client.query<QuienLleva>(
    `select clave, nombre, rol, centro, estado from prep.persona where rol = 'cae'`,
  );
  return rows;
}

type QuienLleva = Pick<Persona, 'clave' | 'nombre' | 'rol' | 'centro' | 'estado'>;

function createCodigoDeEquipo({ azar, now, ajustes }: Contexto): Omit<EquipoConCodigo, 'equipo'> {
  return {
    codigo: createCodigo(azar, LARGO_DE_CODIGO_DE_EQUIPO),
    vence: after(now(), ajustes.diasDeCodigoDeEquipo * 86_400),
  };
}

/** An equipo that was added, with what its slip says. */
export interface EquipoNuevo extends EquipoDescrito {
  readonly clave: string;
  readonly codigo: string;
  readonly vence: Instante;
}

/** Writes the rows of new equipos, whose fact has to be written. Takes the turn before. */
export async function insertEquipos(
  contexto: Contexto,
  client: PoolClient,
  equipos: readonly EquipoDescrito[],
): Promise<readonly EquipoNuevo[]> {
  const { rows } = await client.query<{ clave: string }>('select clave from prep.equipo');
  const given = new Set(rows.map(({ clave }) => clave));
  const nuevos = equipos.map((equipo): EquipoNuevo => {
    const clave = nextClave(equipo, given);
    given.add(clave);
    return { ...equipo, clave, ...createCodigoDeEquipo(contexto) };
  });
  await client.query(
    `insert into prep.equipo (clave, tipo, nombre, centro, persona, casillas, codigo, codigo_vence, alta, estado)
     select clave, tipo, nombre, centro, persona, string_to_array(casillas, ' '), codigo, $8, $9, 'por_enrolar'
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[])
         as t(clave, tipo, nombre, centro, persona, casillas, codigo)`,
    [
      nuevos.map(({ clave }) => clave),
      nuevos.map(({ tipo }) => tipo),
      nuevos.map(({ nombre }) => nombre),
      nuevos.map(({ centro }) => centro),
      nuevos.map(({ persona }) => persona),
      nuevos.map(({ casillas }) => casillas.join(' ')),
      nuevos.map(({ codigo }) => huellaDe(codigo)),
      createCodigoDeEquipo(contexto).vence,
      contexto.now(),
    ],
  );
  return nuevos;
}

export async function tellAlta(
  escribir: Escribir,
  quien: PersonaEnSesion,
  nuevos: readonly EquipoNuevo[],
  huella: string | null,
): Promise<void> {
  const equipos = nuevos.map(({ codigo: _secret, vence: _when, ...equipo }) => equipo);
  await escribir(quien, { tipo: 'equipos_dados_de_alta', datos: { equipos, sha256: huella } });
}

/** `est-c01-1`, `tel-0457`. */
function nextClave({ tipo, centro }: EquipoDescrito, given: ReadonlySet<string>): string {
  const place = centro
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 30);
  for (let i = 1; ; i += 1) {
    const clave = tipo === 'estacion' ? `est-${place}-${i}` : `tel-${String(i).padStart(4, '0')}`;
    if (!given.has(clave)) return clave;
  }
}
