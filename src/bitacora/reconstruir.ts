/**
 * Rebuild: every row of `prep.acta` computed again from the facts, compared with the one that is there, and, if
 * asked, put in its place. It proves that the rows are nothing but the log.
 */

import type { Client } from 'pg';
import { canonicalJson } from '../comun/canonico.ts';
import type { Asignada } from '../dominio/acta.ts';
import { ok, type Refusal, type Result } from '../dominio/result.ts';
import { scan } from './cursor.ts';
import { disconnect, type Entorno, guard } from './entorno.ts';
import { type Alta, COLUMNAS_EVENTO, type Evento, type FilaEvento, FLUJOS, readEvento } from './evento.ts';
import type { FallaBase } from './fallas.ts';
import { type Recalculada, recalculate } from './proyeccion.ts';
import { compareJornada, compareTurnos, createTurnos, type Diferencia } from './reconstruir-reparto.ts';

/** `comparar` only reads; `reemplazar` stops the writers while it corrects the rows that differ. */
export type ModoDeReconstruccion = 'comparar' | 'reemplazar';

export interface Reconstruccion {
  readonly actas: number;
  readonly eventos: number;
  /** all that differ, of which `diferencias` has the first ones */
  readonly total: number;
  readonly diferencias: readonly Diferencia[];
}

const LISTADAS = 1000;

/** Recomputes every row. */
export async function rebuild(
  entorno: Entorno,
  modo: ModoDeReconstruccion,
): Promise<Result<Reconstruccion, FallaBase>> {
  return guard<Reconstruccion, FallaBase>(entorno, async () => {
    const reader = await entorno.connect();
    const writer = await entorno.connect();
    try {
      await begin(reader, writer, modo);
      const reconstruccion = await compareAll(reader, entorno, modo === 'reemplazar' ? writer : null);
      await writer.query('commit');
      return ok(reconstruccion);
    } finally {
      await disconnect(reader);
      await disconnect(writer);
    }
  });
}

/** The same, as the verb of the command line: what to print and with which code to end. */
export async function reconstruirBitacora(
  bitacora: { rebuild(modo: ModoDeReconstruccion): Promise<Result<Reconstruccion, Refusal>> },
  modo: ModoDeReconstruccion,
): Promise<{ readonly codigo: 0 | 1 | 2; readonly texto: string }> {
  const done = await bitacora.rebuild(modo);
  if (!done.ok) return { codigo: 2, texto: done.error.mensaje };
  const { actas, eventos, total, diferencias } = done.value;
  const read = `Se recalcularon ${actas} actas a partir de ${eventos} hechos de la bitácora.`;
  if (total === 0) return { codigo: 0, texto: `${read} Todas coinciden.` };
  const lines = diferencias.map(
    ({ acta, columna, guardado, recalculado }) =>
      `  ${acta} · ${columna}: decía ${guardado}; según los hechos, ${recalculado}`,
  );
  const outcome =
    modo === 'reemplazar'
      ? 'Se corrigieron con lo que dicen los hechos.'
      : 'No se cambió nada. Para corregirlas: prep bitacora reconstruir --reemplazar';
  return { codigo: 1, texto: [`${read} Hay ${total} diferencias:`, ...lines, outcome].join('\n') };
}

/** Both connections see the same rows; with `reemplazar`, nobody else writes until the end. */
async function begin(reader: Client, writer: Client, modo: ModoDeReconstruccion): Promise<void> {
  await writer.query('begin');
  if (modo === 'reemplazar') {
    // First the rows, then the log: the order in which writers take them.
    await writer.query('lock table prep.acta in exclusive mode');
    await writer.query('select prep.detener_escrituras()');
  }
  await reader.query('begin transaction isolation level repeatable read, read only');
}

interface Fila {
  readonly id: string;
  readonly eleccion: string;
  readonly orden: number;
  readonly origen: 'catalogo' | 'alta';
  readonly version: number;
  readonly seq: string;
  readonly fase: string;
  readonly estado: unknown;
  readonly resultado: unknown;
  readonly cola: string | null;
  readonly cola_desde: string | null;
  readonly lugares: number;
  readonly personas: readonly string[];
  readonly vence: Date | null;
  readonly territorio: string;
  readonly asignadas: readonly Asignada[];
}

/** A row as the facts give it: columns of `prep.acta` by name. */
type Columnas = Readonly<Record<string, unknown>>;

interface FilaRecalculada {
  readonly acta: string;
  readonly columnas: Columnas;
  readonly existe: 'si' | 'no';
}

async function compareAll(reader: Client, entorno: Entorno, writer: Client | null): Promise<Reconstruccion> {
  const onDifferent = async (fila: FilaRecalculada) => {
    if (writer !== null) await replaceRow(writer, fila);
  };
  const diferencias: Diferencia[] = [];
  const turnos = createTurnos();
  let actas = 0;
  let eventos = 0;
  let total = 0;
  const note = (diferencia: Diferencia) => {
    total += 1;
    if (diferencias.length < LISTADAS) diferencias.push(diferencia);
  };

  for await (const [fila, hechos] of mergeById(readRows(reader), readHechos(reader))) {
    actas += 1;
    eventos += hechos.length;
    const acta = fila?.id ?? hechos[0]?.acta ?? '';
    const alta = findAlta(hechos);
    const recalculada = recalculate(hechos, entorno.ajustes);
    if (fila === null) {
      note({ acta, columna: 'fila', guardado: 'no existe', recalculado: recalculada.fase });
      // Without its place in the catalogue only an acta that was registered with its own can be put back.
      if (alta !== null) await onDifferent({ acta, columnas: toColumnas(recalculada, alta), existe: 'no' });
      continue;
    }
    if (fila.origen === 'alta' && alta === null) {
      note({ acta, columna: 'fila', guardado: fila.fase, recalculado: 'ningún hecho la dio de alta' });
      continue;
    }
    turnos.note(fila, hechos);
    const expected = toColumnas(recalculada, alta ?? { eleccion: fila.eleccion, orden: fila.orden });
    const found = compareRow(fila, expected);
    for (const diferencia of found) note(diferencia);
    if (found.length > 0) await onDifferent({ acta, columnas: expected, existe: 'si' });
  }
  for (const diferencia of [
    ...(await compareTurnos(reader, turnos, writer)),
    ...(await compareJornada(reader, writer)),
  ]) {
    note(diferencia);
  }
  return { actas, eventos, total, diferencias };
}

function findAlta(hechos: readonly Evento[]): Alta['datos'] | null {
  const [first] = hechos;
  return first?.tipo === 'acta_dada_de_alta' ? (first.datos as Alta['datos']) : null;
}

function toColumnas(fila: Recalculada, { eleccion, orden }: Alta['datos']): Columnas {
  const { version, seq, fase, estado, resultado, cola, colaDesde, lugares, personas, vence, asignadas } =
    fila;
  return {
    ...{ eleccion, orden, version, seq, fase, estado, resultado },
    ...{ cola, cola_desde: colaDesde, lugares, personas, vence },
    asignadas: asignadas.toSorted((a, b) => (a.persona < b.persona ? -1 : 1)),
  };
}

function compareRow(fila: Fila, expected: Columnas): readonly Diferencia[] {
  const stored: Columnas = {
    ...fila,
    seq: Number(fila.seq),
    cola_desde: fila.cola_desde === null ? null : Number(fila.cola_desde),
    vence: fila.vence?.toISOString() ?? null,
  };
  return Object.entries(expected).flatMap(([columna, value]) => {
    const guardado = canonicalJson(stored[columna]);
    const recalculado = canonicalJson(value);
    return guardado === recalculado ? [] : [{ acta: fila.id, columna, guardado, recalculado }];
  });
}

const REEMPLAZAR = `
update prep.acta
   set eleccion = $2, orden = $3, version = $4, seq = $5, fase = $6, estado = $7, resultado = $8, cola = $9,
       cola_desde = $10, lugares = $11, personas = $12, vence = $13
 where id = $1`;

const REPONER = `
insert into prep.acta (id, eleccion, orden, origen, version, seq, fase, estado, resultado, cola, cola_desde,
                       lugares, personas, vence)
values ($1, $2, $3, 'alta', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`;

async function replaceRow(writer: Client, { acta, columnas, existe }: FilaRecalculada): Promise<void> {
  const { estado, resultado, ...others } = columnas;
  const { eleccion, orden, version, seq, fase, cola, cola_desde, lugares, personas, vence } = others;
  const asignadas = columnas.asignadas as readonly Asignada[];
  await writer.query(existe === 'si' ? REEMPLAZAR : REPONER, [
    ...[acta, eleccion, orden, version, seq, fase],
    ...[JSON.stringify(estado), resultado === null ? null : JSON.stringify(resultado)],
    ...[cola, cola_desde, lugares, personas, vence],
  ]);
  await writer.query('delete from prep.asignacion where acta = $1', [acta]);
  for (const { persona, desde, vence: hasta } of asignadas) {
    await writer.query('insert into prep.asignacion values ($1, $2, $3, $4, $5)', [
      ...[acta, persona, cola, desde, hasta],
    ]);
  }
}

function readRows(reader: Client): AsyncGenerator<Fila, void> {
  return scan<Fila & Record<string, unknown>>(reader, FILAS);
}

const INSTANTE = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

const FILAS = `
select acta.*, coalesce(tiene.asignadas, '[]') as asignadas
  from prep.acta
  left join (
    select acta, jsonb_agg(jsonb_build_object('persona', persona,
             'desde', to_char(desde at time zone 'UTC', ${INSTANTE}),
             'vence', to_char(vence at time zone 'UTC', ${INSTANTE})) order by persona) as asignadas
      from prep.asignacion group by acta) as tiene on tiene.acta = acta.id
 order by id`;

/** The facts of each acta, in order, acta by acta. */
async function* readHechos(reader: Client): AsyncGenerator<readonly Evento[], void> {
  const text = `select ${COLUMNAS_EVENTO} from prep.evento where acta <> all($1) order by acta, version`;
  let hechos: Evento[] = [];
  for await (const fila of scan<FilaEvento & Record<string, unknown>>(reader, text, [[...FLUJOS]])) {
    if (hechos.length > 0 && hechos[0]?.acta !== fila.acta) {
      yield hechos;
      hechos = [];
    }
    hechos.push(readEvento(fila));
  }
  if (hechos.length > 0) yield hechos;
}

/** Rows and facts side by side: both come in order of id. Either may lack what the other has. */
async function* mergeById(
  filas: AsyncGenerator<Fila, void>,
  grupos: AsyncGenerator<readonly Evento[], void>,
): AsyncGenerator<[Fila | null, readonly Evento[]], void> {
  let fila = await filas.next();
  let grupo = await grupos.next();
  while (!fila.done || !grupo.done) {
    const id = fila.done ? null : fila.value.id;
    const acta = grupo.done ? null : (grupo.value[0]?.acta ?? null);
    if (!fila.done && (acta === null || fila.value.id < acta)) {
      yield [fila.value, []];
      fila = await filas.next();
    } else if (!grupo.done && id !== acta) {
      yield [null, grupo.value];
      grupo = await grupos.next();
    } else if (!fila.done && !grupo.done) {
      yield [fila.value, grupo.value];
      fila = await filas.next();
      grupo = await grupos.next();
    }
  }
}
