/**
 * A corte needs every acta as it was at one position of the log: with every fact before it and none after.
 *
 * `readSnapshot` takes that position now. One transaction waits for the writers in course and holds the new ones
 * (milliseconds), writes the fact `corte_tomado`, and hands over its view of the database before it commits;
 * a second transaction reads from that view, for as long as it needs, while everybody writes again.
 *
 * `readAt` gives the same rows for a position that is past, from the facts alone.
 */

import type { Client } from 'pg';
import type { EstadoActa, Instante } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { Publicable } from '../dominio/publicable.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { scan } from './cursor.ts';
import { disconnect, type Entorno, guard } from './entorno.ts';
import type { Autoria } from './escritura.ts';
import { type Evento, type FilaEvento, readEvento } from './evento.ts';
import type { FallaBase } from './fallas.ts';
import { writeHecho } from './flujo.ts';
import { inJsonbOrder } from './orden-jsonb.ts';
import { type Recalculada, recalculate } from './proyeccion.ts';

/** An acta at the position. */
export interface FilaActa {
  readonly id: IdActa;
  readonly eleccion: string;
  /** position in the published database; an acta out of the catalogue comes after those of its election */
  readonly orden: number;
  readonly origen: 'catalogo' | 'alta';
  readonly version: number;
  /** of its last fact; 0 when it has none */
  readonly seq: number;
  readonly fase: EstadoActa['fase'];
}

export interface FilaResultado extends FilaActa {
  /** null while there is nothing to show */
  readonly resultado: Publicable | null;
}

export interface FilaEstado extends FilaActa {
  readonly estado: EstadoActa;
}

export interface Filtro {
  /** only the actas with a fact after this position: those that changed since another corte */
  readonly cambiadasDesde?: number;
}

/** Every acta at a position, in order of election and place. Close it: it holds a connection. */
export interface Instantanea {
  /** seq of the fact `corte_tomado`: the rows say what every fact before it says */
  readonly posicion: number;
  /** number of the corte, from 1 */
  readonly corte: number;
  /** machine time of the corte, from its fact */
  readonly momento: Instante;
  /**
   * What is published, a page at a time.
   *
   * @throws {ErrorDeBase} when the database is lost on the way
   */
  resultados(filtro?: Filtro): AsyncGenerator<FilaResultado, void>;
  /** The whole states: larger, for evidence and comparison. */
  estados(filtro?: Filtro): AsyncGenerator<FilaEstado, void>;
  close(): Promise<void>;
}

export interface Corte extends Autoria {
  /** what is to be remembered of the corte, any JSON */
  readonly datos: unknown;
}

/** Longest that a corte waits for the writers in course, which holds the new ones: after it, the next corte tries. */
const ESPERA_MAXIMA = '2s';

/** Takes a corte: a fact in the log and the rows at its position. */
export async function readSnapshot(
  entorno: Entorno,
  { datos, actor, lugar, momento }: Corte,
): Promise<Result<Instantanea, FallaBase>> {
  const result = await guard<Instantanea, FallaBase>(entorno, async () => {
    // Both connections before anything is held: a corte never waits for a connection while writers wait for it.
    const reader = await entorno.connect();
    try {
      const writer = await entorno.connect();
      try {
        await writer.query('begin');
        await writer.query(`set local lock_timeout = '${ESPERA_MAXIMA}'`);
        await writer.query('select prep.detener_escrituras()');
        const hecho = { flujo: 'CORTE', tipo: 'corte_tomado', datos, actor, lugar, momento } as const;
        const { version, seq } = await writeHecho(writer, hecho);
        const { rows } = await writer.query<{ vista: string }>('select pg_export_snapshot() as vista');
        await reader.query('begin transaction isolation level repeatable read, read only');
        await reader.query(`set transaction snapshot '${rows[0]?.vista}'`);
        await writer.query('commit');
        return ok(fromRows(reader, { posicion: seq, corte: version, momento }));
      } finally {
        await disconnect(writer);
      }
    } catch (error) {
      await disconnect(reader);
      throw error;
    }
  });
  if (result.ok) entorno.announce();
  return result;
}

/** The rows of a corte that was taken before, computed again from the facts. */
export async function readAt(
  entorno: Entorno,
  posicion: number,
): Promise<Result<Instantanea, FallaBase | Refusal<'POSICION_DESCONOCIDA'>>> {
  return guard<Instantanea, Refusal<'POSICION_DESCONOCIDA'>>(entorno, async () => {
    const reader = await entorno.connect();
    try {
      await reader.query('begin transaction isolation level repeatable read, read only');
      const { rows } = await reader.query<{ version: number; momento: Date }>(
        `select version, momento from prep.evento where seq = $1 and acta = 'CORTE'`,
        [posicion],
      );
      const [corte] = rows;
      if (corte === undefined) {
        await disconnect(reader);
        return refuse(
          'POSICION_DESCONOCIDA',
          `En la posición ${posicion} de la bitácora no hay un corte. Revise el número: está en los datos del corte.`,
        );
      }
      const momento = corte.momento.toISOString();
      return ok(fromEventos(reader, { posicion, corte: corte.version, momento }, entorno));
    } catch (error) {
      await disconnect(reader);
      throw error;
    }
  });
}

type Cabeza = Pick<Instantanea, 'posicion' | 'corte' | 'momento'>;

const LUGAR = 'id, eleccion, orden, origen, version, seq, fase';
const EN_ORDEN = 'order by eleccion, orden, id';

function fromRows(client: Client, cabeza: Cabeza): Instantanea {
  async function* rows<Fila extends FilaActa>(columna: string, filtro?: Filtro): AsyncGenerator<Fila, void> {
    const text = `select ${LUGAR}, ${columna} from prep.acta where seq > $1 or $1 is null ${EN_ORDEN}`;
    for await (const fila of scan<Fila>(client, text, [filtro?.cambiadasDesde ?? null])) {
      yield { ...fila, seq: Number(fila.seq) };
    }
  }
  return {
    ...cabeza,
    resultados: (filtro) => rows<FilaResultado>('resultado', filtro),
    estados: (filtro) => rows<FilaEstado>('estado', filtro),
    close: () => disconnect(client),
  };
}

/** Facts of each acta at or before a position. An acta registered after it did not exist yet. */
const HECHOS = `
select acta.id, acta.eleccion, acta.orden, acta.origen, evento.seq, evento.acta, evento.version, evento.tipo,
       evento.datos, evento.actor, evento.lugar, evento.momento, evento.sha256
  from prep.acta left join prep.evento on evento.acta = acta.id and evento.seq <= $1
 where acta.origen = 'catalogo' or evento.seq is not null
 order by acta.eleccion, acta.orden, acta.id, evento.version`;

type Sitio = Pick<FilaActa, 'id' | 'eleccion' | 'orden' | 'origen'>;

function fromEventos(client: Client, cabeza: Cabeza, { ajustes }: Pick<Entorno, 'ajustes'>): Instantanea {
  async function* recalculated(filtro?: Filtro): AsyncGenerator<[Sitio, Recalculada], void> {
    for await (const [sitio, eventos] of byActa(scan<FilaHecho>(client, HECHOS, [cabeza.posicion]))) {
      const fila = recalculate(eventos, ajustes);
      if (fila.seq > (filtro?.cambiadasDesde ?? -1)) yield [sitio, fila];
    }
  }
  return {
    ...cabeza,
    async *resultados(filtro) {
      for await (const [sitio, { version, seq, fase, resultado }] of recalculated(filtro)) {
        yield { ...sitio, version, seq, fase, resultado: inJsonbOrder(resultado) };
      }
    },
    async *estados(filtro) {
      for await (const [sitio, { version, seq, fase, estado }] of recalculated(filtro)) {
        yield { ...sitio, version, seq, fase, estado: inJsonbOrder(estado) };
      }
    },
    close: () => disconnect(client),
  };
}

type FilaHecho = Sitio & { readonly [columna in keyof FilaEvento]: FilaEvento[columna] | null };

/** Gathers the facts of each acta, which come together. */
async function* byActa(filas: AsyncIterable<FilaHecho>): AsyncGenerator<[Sitio, readonly Evento[]], void> {
  let current: { readonly sitio: Sitio; readonly eventos: Evento[] } | undefined;
  for await (const fila of filas) {
    if (current?.sitio.id !== fila.id) {
      if (current !== undefined) yield [current.sitio, current.eventos];
      const { id, eleccion, orden, origen } = fila;
      current = { sitio: { id, eleccion, orden, origen }, eventos: [] };
    }
    if (fila.seq !== null) current.eventos.push(readEvento(fila as FilaEvento));
  }
  if (current !== undefined) yield [current.sitio, current.eventos];
}
