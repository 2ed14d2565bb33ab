/**
 * What the screens of work ask of the rows: what a person has and how much they have done, what waits in a queue,
 * and how some actas stand. Each is one question with its index; none reads the log from its beginning.
 */

import type { EstadoActa, EventoActa, Instante } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import { ok, type Result } from '../dominio/result.ts';
import { type Entorno, guard } from './entorno.ts';
import type { FallaBase } from './fallas.ts';
import type { Cola } from './proyeccion.ts';

export interface PreguntaDeTrabajo {
  readonly persona: string;
  readonly cola: Cola;
  /** the fact that counts as work done */
  readonly hecho: Extract<EventoActa['tipo'], 'captura_registrada' | 'acta_verificada'>;
  readonly ahora: Instante;
  /** from when it is counted apart */
  readonly desde: Instante;
}

/** An acta and its state. */
export interface ActaEnTrabajo {
  readonly acta: IdActa;
  readonly estado: EstadoActa;
}

export interface Trabajo {
  /** what the person has, with time left, in the order in which it was given */
  readonly asignadas: readonly ActaEnTrabajo[];
  /** what they had when its time ran out, and nobody has taken since */
  readonly vencidas: readonly IdActa[];
  readonly hechas: { readonly recientes: number; readonly total: number };
  readonly presencia: 'presente' | 'en_pausa';
}

interface FilaDeTrabajo {
  readonly asignadas: readonly ActaEnTrabajo[];
  readonly vencidas: readonly IdActa[];
  readonly recientes: number;
  readonly total: number;
  readonly presencia: Trabajo['presencia'];
}

export async function workOf(
  { pool, disco }: Entorno,
  { persona, cola, hecho, ahora, desde }: PreguntaDeTrabajo,
): Promise<Result<Trabajo, FallaBase>> {
  return guard({ disco }, async () => {
    const { rows } = await pool.query<FilaDeTrabajo>({
      name: 'trabajo_de',
      text: TRABAJO,
      values: [persona, cola, ahora, hecho, desde],
    });
    const [fila] = rows;
    if (fila === undefined) throw new Error('a question without from always has a row');
    const { asignadas, vencidas, recientes, total, presencia } = fila;
    return ok({ asignadas, vencidas, hechas: { recientes, total }, presencia });
  });
}

/** Actas that somebody can take now in a queue. */
export async function countFree({ pool, disco }: Entorno, cola: Cola): Promise<Result<number, FallaBase>> {
  return guard({ disco }, async () => {
    const { rows } = await pool.query<{ n: number }>({
      name: 'trabajo_libres',
      text: LIBRES,
      values: [cola],
    });
    return ok(rows[0]?.n ?? 0);
  });
}

/** An acta that waits in a queue. */
export interface ActaEnEspera extends ActaEnTrabajo {
  /** when it entered the queue */
  readonly desde: Instante;
}

/** The actas of a queue, oldest first, at most so many. */
export async function waitingIn(
  { pool, disco }: Entorno,
  cola: Cola,
  maximo: number,
): Promise<Result<readonly ActaEnEspera[], FallaBase>> {
  return guard({ disco }, async () => {
    const { rows } = await pool.query<ActaEnTrabajo & { readonly desde: Date }>(EN_ESPERA, [cola, maximo]);
    return ok(rows.map(({ acta, estado, desde }) => ({ acta, estado, desde: desde.toISOString() })));
  });
}

/** What a corte would show of an acta that has been verified, and when it could first be in one. */
export interface ActaVerificada extends ActaEnTrabajo {
  /** first corte taken after it was verified; null until the next one */
  readonly corte: number | null;
}

/** Of those actas, the ones that have a verified result (also while it is corrected), in no order. */
export async function verifiedAmong(
  { pool, disco }: Entorno,
  actas: readonly IdActa[],
): Promise<Result<readonly ActaVerificada[], FallaBase>> {
  return guard({ disco }, async () => {
    const { rows } = await pool.query<ActaVerificada>(VERIFICADAS, [actas]);
    return ok(rows);
  });
}

/** The same question without the states: of many actas, which and how they stand in their cotejo. */
export async function cotejoAmong(
  { pool, disco }: Entorno,
  actas: readonly IdActa[],
): Promise<Result<readonly { readonly acta: IdActa; readonly cotejo: number }[], FallaBase>> {
  return guard({ disco }, async () => {
    const { rows } = await pool.query<{ acta: IdActa; cotejo: number }>(COTEJOS, [actas]);
    return ok(rows);
  });
}

const TRABAJO = `
select coalesce((
         select jsonb_agg(jsonb_build_object('acta', acta.id, 'estado', acta.estado)
                          order by tiene.desde, acta.cola_desde)
           from prep.asignacion as tiene join prep.acta on acta.id = tiene.acta
          where tiene.persona = $1 and tiene.cola = $2 and tiene.vence > $3), '[]') as asignadas,
       array(select acta from prep.asignacion
              where persona = $1 and cola = $2 and vence <= $3 order by desde, acta) as vencidas,
       hechas.recientes, hechas.total,
       case when exists (select from prep.pausa where persona = $1) then 'en_pausa' else 'presente' end as presencia
  from (select count(*) filter (where momento > $5)::int as recientes, count(*)::int as total
          from prep.evento
         where actor = $1 and tipo = $4 and tipo in ('captura_registrada', 'acta_verificada')) as hechas`;

const LIBRES = 'select count(*)::int as n from prep.acta where cola = $1 and lugares > 0';

const EN_ESPERA = `
select acta.id as acta, acta.estado, evento.momento as desde
  from prep.acta join prep.evento on evento.seq = acta.cola_desde
 where acta.cola = $1 and acta.lugares > 0
 order by acta.cola_desde limit $2`;

const VERIFICADA = `id = any($1) and resultado ->> 'tipo' = 'acta' and resultado ->> 'verificada' is not null`;

const COTEJOS = `select id as acta, (resultado ->> 'cotejo')::int as cotejo from prep.acta where ${VERIFICADA}`;

const VERIFICADAS = `
select id as acta, estado,
       (select min(corte.version) from prep.evento as corte
         where corte.acta = 'CORTE' and corte.seq > (
           select min(hecho.seq) from prep.evento as hecho
            where hecho.acta = prep.acta.id and hecho.tipo = 'acta_verificada')) as corte
  from prep.acta where ${VERIFICADA}`;
