/**
 * Who gets which acta (docs/decisiones/0011-reparto.md). One acta at a time: what the coordinator put first goes
 * three times of each four; otherwise one take gives the acta that has waited longest of all, and the next one the
 * oldest of the territory that was served longest ago. Nothing is left waiting by a burst of somewhere else.
 */

import type { PoolClient } from 'pg';
import type { EstadoActa, EventoActa } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { Refusal, Result } from '../dominio/result.ts';
import {
  type ActaCargada,
  decideAndWrite,
  done,
  type FallaDeMandato,
  type FilaActa,
  type FilaPrevia,
  type Intento,
  type OrdenConRespuesta,
  type Registro,
  race,
  toCargada,
  toPrevia,
  toRepetition,
  unknownActa,
} from './comandos.ts';
import { type Entorno, transaction } from './entorno.ts';
import type { Autoria } from './escritura.ts';
import type { Cola } from './proyeccion.ts';

/** `actor` is who takes it. */
export interface Toma<C extends string> extends Autoria, OrdenConRespuesta {
  readonly cola: Cola;
  /** a given acta instead of the next one */
  readonly acta?: IdActa | undefined;
  /** @param tiene live assignments that `actor` has in that queue: nobody takes two at once, so it is exact */
  readonly decide: (estado: EstadoActa, tiene: number) => Result<readonly EventoActa[], Refusal<C>>;
}

/**
 * Gives `actor` the next acta of a queue that they may take, or the one that they name, and appends what `decide`
 * says (its assignment). Null when none waits for them. Two people who ask at once get two actas, or the two places
 * of one.
 */
export async function takeNext<C extends string>(
  entorno: Entorno,
  toma: Toma<C>,
): Promise<Result<Registro | null, Refusal<C> | FallaDeMandato>> {
  const { decide, ...orden } = toma;
  return race<Registro | null, Refusal<C> | FallaDeMandato>(entorno, async () =>
    transaction<Intento<Registro | null>, Refusal<C> | FallaDeMandato>(entorno.pool, async (client) => {
      await takeTurn(client, toma);
      const { previa, ...situacion } = await look(client, toma);
      if (previa !== null) return done<Registro | null>(previa);
      const cargada =
        toma.acta === undefined ? await findNext(client, toma, situacion) : await lock(client, toma.acta);
      if (cargada === null) return toma.acta === undefined ? done(null) : unknownActa(toma.acta);
      const { tiene } = situacion;
      return decideAndWrite(entorno, client, cargada, {
        ...orden,
        decide: (estado) => decide(estado, tiene),
      });
    }),
  );
}

type Pedido = Pick<Toma<never>, 'cola' | 'actor' | 'momento' | 'idempotencia'>;

/**
 * The takes of one person take turns, or she could hold more than she may; so do those of one request sent twice at
 * once, or the second would be told that nothing waits.
 */
async function takeTurn(client: PoolClient, { cola, actor, idempotencia }: Pedido): Promise<void> {
  const turnos = [`prep.${cola}.${actor}`, ...(idempotencia === undefined ? [] : [`prep.${idempotencia}`])];
  await client.query({ name: 'reparto_turno', text: TURNO, values: [turnos] });
}

/** How things stand for who asks. */
interface Situacion {
  readonly tiene: number;
  /** somebody's time ended and their place can be taken */
  readonly vencidas: boolean;
  readonly prioridades: boolean;
  /** number of this take */
  readonly turno: number;
}

interface FilaSituacion extends FilaPrevia {
  readonly tiene: number;
  readonly vencidas: boolean;
  readonly prioridades: boolean;
  readonly turno: string;
  readonly estado: EstadoActa;
}

async function look(
  client: PoolClient,
  { cola, actor, momento, idempotencia }: Pedido,
): Promise<Situacion & { readonly previa: Registro | null }> {
  const { rows } = await client.query<FilaSituacion>({
    name: 'reparto_situacion',
    text: SITUACION,
    values: [cola, momento, actor, idempotencia ?? null],
  });
  const [fila] = rows;
  if (fila === undefined) throw new Error('a question without from always has a row');
  const previa = toPrevia(fila);
  const { tiene, vencidas, prioridades, turno, estado } = fila;
  return {
    ...{ tiene, vencidas, prioridades, turno: Number(turno) },
    previa: previa === null ? null : toRepetition(previa, estado),
  };
}

type Regla = 'prioridad' | 'antiguedad' | 'territorio';

/** In which order the rules are tried. With priorities, one take of each four is of everybody: nothing starves. */
function rulesFor(cola: Cola, { prioridades, turno }: Situacion): readonly Regla[] {
  if (cola !== 'captura') return ['antiguedad'];
  if (!prioridades) return turno % 2 === 0 ? ['antiguedad'] : ['territorio', 'antiguedad'];
  if (turno % 4 !== 0) return ['prioridad', 'antiguedad'];
  return turno % 8 === 0 ? ['antiguedad'] : ['territorio', 'antiguedad'];
}

/**
 * The first acta that nobody is taking at this very moment; when there is none, the first that is free once they
 * have finished: an acta with two places is not denied to the second person because the first was quicker.
 */
async function findNext(
  client: PoolClient,
  { cola, momento, actor }: Pedido,
  situacion: Situacion,
): Promise<ActaCargada | null> {
  const find = async (name: string, text: string, values: readonly unknown[]) => {
    const { rows } = await client.query<FilaActa>({ name, text, values: [...values] });
    return rows[0] === undefined ? null : toCargada(rows[0]);
  };
  for (const regla of rulesFor(cola, situacion)) {
    const oldest = situacion.vencidas ? 'vencidas' : 'antiguedad';
    const pregunta = regla === 'antiguedad' ? oldest : regla;
    const values = pregunta === 'vencidas' ? [cola, actor, momento] : [cola, actor];
    const found = await find(
      `reparto_${pregunta}`,
      `${PREGUNTAS[pregunta]} for update of acta skip locked`,
      values,
    );
    if (found !== null) return found;
  }
  return find('reparto_esperando', `${PREGUNTAS.vencidas} for update of acta`, [cola, actor, momento]);
}

async function lock(client: PoolClient, acta: IdActa): Promise<ActaCargada | null> {
  const { rows } = await client.query<FilaActa>({
    name: 'reparto_esta',
    text: 'select id, eleccion, version, estado from prep.acta where id = $1 for update',
    values: [acta],
  });
  return rows[0] === undefined ? null : toCargada(rows[0]);
}

const TURNO = 'select pg_advisory_xact_lock(hashtextextended(turno, 0)) from unnest($1::text[]) as turno';

const SITUACION = `
select (select count(*) from prep.asignacion where persona = $3 and cola = $1 and vence > $2)::int as tiene,
       exists (select from prep.asignacion where cola = $1 and vence <= $2) as vencidas,
       exists (select from prep.prioridad) as prioridades, nextval('prep.turno') as turno,
       previa.acta as previa_acta, previa.version as previa_version, previa.seq as previa_seq, previa.respuesta,
       acta.estado
  from (values ($4::text)) as pedido(clave)
  left join prep.idempotencia as previa on previa.clave = pedido.clave
  left join prep.acta on acta.id = previa.acta`;

/** As many as the takes that can be in course at once: each one holds a connection of the pool. */
const CANDIDATAS = 32;

const LIBRE = 'cola = $1 and lugares > 0 and not personas @> array[$2::text]';

/** The oldest free actas of each territory of `linea`: as many takes may meet in it before they go to another. */
const oldestOfLine = (cuantas: number) => `
  cross join lateral (
    select id, cola_desde from prep.acta
     where eleccion = linea.eleccion and territorio = linea.territorio and ${LIBRE}
     order by cola_desde limit ${cuantas}) as primera`;

/** The rows are looked at again once they are locked: somebody may have taken them meanwhile. */
export const PREGUNTAS = {
  antiguedad: `
select id, eleccion, version, estado from prep.acta where ${LIBRE} order by cola_desde limit 1`,

  vencidas: `
with candidata as (
  (select id from prep.acta where ${LIBRE} order by cola_desde limit ${CANDIDATAS})
  union
  (select id from prep.acta where cola = $1 and vence <= $3 and not personas @> array[$2::text]
    order by cola_desde limit ${CANDIDATAS})
)
select acta.id, eleccion, version, estado from prep.acta
 where id in (select id from candidata) and cola = $1 and (lugares > 0 or vence <= $3)
   and not personas @> array[$2::text]
 order by cola_desde limit 1`,

  // The territories are looked at one by one, in their order, until there are candidates enough.
  territorio: `
with candidata as materialized (
  select primera.id, linea.servido
    from (select eleccion, territorio, servido from prep.territorio order by servido, eleccion, territorio) as linea
         ${oldestOfLine(8)}
   limit ${CANDIDATAS}
)
select acta.id, eleccion, version, estado from candidata join prep.acta on acta.id = candidata.id
 where ${LIBRE} order by candidata.servido, eleccion, territorio, cola_desde limit 1`,

  prioridad: `
with candidata as materialized (
  select primera.id from prep.territorio as linea ${oldestOfLine(2)}
   where exists (select from prep.prioridad
                  where coalesce(prioridad.eleccion, linea.eleccion) = linea.eleccion
                    and coalesce(prioridad.territorio, linea.territorio) = linea.territorio)
   order by primera.cola_desde limit ${CANDIDATAS}
)
select acta.id, eleccion, version, estado from candidata join prep.acta on acta.id = candidata.id
 where ${LIBRE} order by cola_desde limit 1`,
} as const;
