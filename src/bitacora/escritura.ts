/**
 * The statements that write facts. Each is atomic by itself and needs one round trip: the facts, the new row of
 * the acta and the key of the command are written together or not at all.
 */

import type { Pool, PoolClient } from 'pg';
import type { EstadoActa, EventoActa, Instante } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import { colaDe } from '../dominio/mandatos.ts';
import { type Alta, seal, toEventoActa } from './evento.ts';
import { type AjustesDeProyeccion, type Avance, advance, proyectar, SIN_HECHOS } from './proyeccion.ts';

/** Who did it, where and when: the same for every fact of a command. */
export interface Autoria {
  readonly actor: string;
  readonly lugar: string;
  /** machine time, from the clock of the caller */
  readonly momento: Instante;
}

export interface Escritura extends Autoria {
  readonly acta: IdActa;
  readonly eventos: readonly EventoActa[];
  /** key of the command, or null when a repetition is no harm */
  readonly idempotencia: string | null;
  /** what the command is answered, given the state that follows */
  readonly respuesta: (estado: EstadoActa) => string;
}

/** The state that the facts follow. */
export interface Base {
  readonly version: number;
  readonly estado: EstadoActa;
}

/** Place of an acta that is not in the catalogue. */
export interface Sitio {
  readonly eleccion: string;
  readonly orden: number;
}

export interface Escrito extends Base {
  /** of the last fact */
  readonly seq: number;
  readonly respuesta: string;
}

type Db = Pool | PoolClient;

/** Mark of an acta that stays in the queue where it was: versions start at 1. */
const DONDE_ESTABA = 0;

/**
 * Appends facts to an acta that exists; null when it is no longer at that version.
 * Two writers of one acta meet at the lock of its row: the second finds another version and writes nothing.
 */
export async function writeEventos(
  db: Db,
  escritura: Escritura,
  { version, estado }: Base,
  ajustes: AjustesDeProyeccion,
): Promise<Escrito | null> {
  const cola = colaDe(estado)?.cola ?? null;
  const before: Avance = { estado, cola, desde: cola === null ? null : DONDE_ESTABA };
  const { escrito, values } = compose(escritura, escritura.eventos, before, version, ajustes);
  const { rows } = await db.query<{ seq: string | null }>({
    name: 'bitacora_agregar',
    text: AGREGAR,
    values: [...values, version],
  });
  const seq = rows[0]?.seq ?? null;
  return seq === null ? null : { ...escrito, seq: Number(seq) };
}

/**
 * Appends the first facts of an acta that does not exist.
 *
 * @throws a broken uniqueness when it exists already, or its place is taken
 */
export async function writeAlta(
  db: Db,
  escritura: Escritura,
  sitio: Sitio,
  ajustes: AjustesDeProyeccion,
): Promise<Escrito> {
  const alta: Alta = { tipo: 'acta_dada_de_alta', datos: sitio };
  const { escrito, values } = compose(escritura, [alta, ...escritura.eventos], SIN_HECHOS, 0, ajustes);
  const { rows } = await db.query<{ seq: string }>({
    name: 'bitacora_dar_de_alta',
    text: DAR_DE_ALTA,
    values: [...values, sitio.eleccion, sitio.orden],
  });
  return { ...escrito, seq: Number(rows[0]?.seq) };
}

/** Folds and seals the facts, and puts in order the values that both statements take. */
function compose(
  escritura: Escritura,
  hechos: readonly (EventoActa | Alta)[],
  before: Avance,
  version: number,
  ajustes: AjustesDeProyeccion,
): { readonly escrito: Omit<Escrito, 'seq'>; readonly values: readonly unknown[] } {
  const { acta, actor, lugar, momento, idempotencia } = escritura;
  const versiones: number[] = [];
  const datos: string[] = [];
  const sha256: Buffer[] = [];
  let avance = before;
  let last = version;
  for (const hecho of hechos) {
    last += 1;
    const sellado = seal({ acta, version: last, ...hecho, actor, lugar, momento });
    versiones.push(last);
    datos.push(sellado.datos);
    sha256.push(sellado.sha256);
    const evento = toEventoActa(hecho);
    if (evento !== null) avance = advance(avance, evento, momento, last);
  }
  const { estado } = avance;
  const fila = proyectar(estado, ajustes);
  const respuesta = escritura.respuesta(estado);
  const { asignadas } = fila;
  const asignada = hechos.findLastIndex(({ tipo }) => tipo === 'captura_asignada');
  return {
    escrito: { version: last, estado, respuesta },
    values: [
      ...[acta, versiones, hechos.map(({ tipo }) => tipo), datos, sha256, actor, lugar, momento],
      ...[last, fila.fase, JSON.stringify(estado), fila.resultado && JSON.stringify(fila.resultado)],
      ...[fila.cola, avance.desde, fila.lugares, fila.personas, fila.vence, idempotencia, respuesta],
      ...[asignadas.map(({ persona }) => persona), asignadas.map(({ desde }) => desde)],
      ...[asignadas.map(({ vence }) => vence), asignada === -1 ? null : version + asignada + 1],
    ],
  };
}

const EVENTOS = `
  select $1, hecho.version, hecho.tipo, hecho.datos, hecho.sha256, $6, $7, $8::timestamptz
    from unnest($2::int[], $3::text[], $4::text[], $5::bytea[]) as hecho(version, tipo, datos, sha256)`;

/** The answer to the command, if it has a key and the facts were written. */
const CLAVE = `
  insert into prep.idempotencia (clave, acta, version, seq, respuesta)
  select $18, $1, $9, max(nuevo.seq), $19 from nuevo where $18::text is not null having count(*) > 0`;

/** Who has the acta, by person: $20, $21 and $22. */
const ASIGNACIONES = `
  insert into prep.asignacion as fila (acta, persona, cola, desde, vence)
  select $1, tiene.persona, $13, tiene.desde, tiene.vence
    from actual, unnest($20::text[], $21::timestamptz[], $22::timestamptz[]) as tiene(persona, desde, vence)
  on conflict (acta, persona) do update set cola = excluded.cola, desde = excluded.desde, vence = excluded.vence
   where (fila.cola, fila.desde, fila.vence) is distinct from (excluded.cola, excluded.desde, excluded.vence)`;

/** Its territory has just been served, if one of the facts ($23 is its version) gave it to be captured. */
const SERVIDO = `
  update prep.territorio as linea set servido = nuevo.seq
    from actual, nuevo
   where nuevo.version = $23 and linea.eleccion = actual.eleccion and linea.territorio = actual.territorio
     and linea.servido < nuevo.seq`;

/**
 * The place in the queue is the seq of the fact that put it there ($14 is its version), and a seq is not known
 * until it is written; so first the lock of the row, then the facts, then the row.
 */
const AGREGAR = `
with actual as (
  select id, cola_desde, eleccion, territorio from prep.acta where id = $1 and version = $24 for update
), nuevo as (
  insert into prep.evento (acta, version, tipo, datos, sha256, actor, lugar, momento)
  ${EVENTOS} where exists (select from actual) order by hecho.version
  returning seq, version
), fila as (
  update prep.acta
     set version = $9, seq = (select max(seq) from nuevo), fase = $10, estado = $11, resultado = $12, cola = $13,
         cola_desde = case when $14 = ${DONDE_ESTABA} then actual.cola_desde
                           else (select seq from nuevo where version = $14) end,
         lugares = $15, personas = $16, vence = $17
    from actual where acta.id = actual.id
), suelta as (
  delete from prep.asignacion using actual where acta = actual.id and persona <> all ($20::text[])
), tiene as (${ASIGNACIONES}
), servido as (${SERVIDO}
), clave as (${CLAVE}
)
select max(seq) as seq from nuevo`;

/** Nobody has it and it waits in no queue of captures: what it is given of that ($20 to $23) is empty. */
const DAR_DE_ALTA = `
with vacio as (
  select $20::text[], $21::timestamptz[], $22::timestamptz[], $23::int
), nuevo as (
  insert into prep.evento (acta, version, tipo, datos, sha256, actor, lugar, momento)
  ${EVENTOS} order by hecho.version
  returning seq, version
), fila as (
  insert into prep.acta (id, eleccion, orden, origen, version, seq, fase, estado, resultado,
                         cola, cola_desde, lugares, personas, vence)
  select $1, $24, $25, 'alta', $9, (select max(seq) from nuevo), $10, $11::jsonb, $12::jsonb,
         $13, (select seq from nuevo where version = $14), $15, $16::text[], $17::timestamptz
), clave as (${CLAVE}
)
select max(seq) as seq from nuevo`;
