/**
 * The rest of what is computed from the log: whose turn it is, what the coordinator put first and who is on a pause.
 */

import type { Client } from 'pg';
import { canonicalJson } from '../comun/canonico.ts';
import type { Instante } from '../dominio/acta.ts';
import type { Evento } from './evento.ts';
import { foldJornada, type HechoDeJornada, insertPrioridades, readPrioridades } from './jornada.ts';

/** A column of a row that does not say what the facts say. Values are canonical JSON. */
export interface Diferencia {
  /** or what the row is of, in the tables of the reparto: `DIP_LOC 016`, a person */
  readonly acta: string;
  /** or `fila`, when the whole row is missing or has no reason to be */
  readonly columna: string;
  readonly guardado: string;
  readonly recalculado: string;
}

/** When each territory was last served, as the facts of its actas say. */
export interface Turnos {
  note(acta: { readonly eleccion: string; readonly territorio: string }, hechos: readonly Evento[]): void;
  readonly servidos: ReadonlyMap<string, Servido>;
}

interface Servido {
  readonly eleccion: string;
  readonly territorio: string;
  readonly servido: number;
}

export function createTurnos(): Turnos {
  const servidos = new Map<string, Servido>();
  return {
    servidos,
    note({ eleccion, territorio }, hechos) {
      const last = hechos.findLast(({ tipo }) => tipo === 'captura_asignada')?.seq ?? 0;
      const key = keyOf({ eleccion, territorio });
      if (last > (servidos.get(key)?.servido ?? 0))
        servidos.set(key, { eleccion, territorio, servido: last });
    },
  };
}

function keyOf({ eleccion, territorio }: Pick<Servido, 'eleccion' | 'territorio'>): string {
  return `${eleccion} ${territorio}`;
}

/** @param writer corrects what differs; null to compare only */
export async function compareTurnos(
  reader: Client,
  { servidos }: Turnos,
  writer: Client | null,
): Promise<readonly Diferencia[]> {
  const diferencias: Diferencia[] = [];
  const { rows } = await reader.query<{ eleccion: string; territorio: string; servido: string }>(
    'select eleccion, territorio, servido from prep.territorio order by eleccion, territorio',
  );
  for (const { eleccion, territorio, servido } of rows) {
    const key = keyOf({ eleccion, territorio });
    const recalculado = servidos.get(key)?.servido ?? 0;
    if (Number(servido) === recalculado) continue;
    diferencias.push({ acta: key, columna: 'servido', guardado: servido, recalculado: String(recalculado) });
    await writer?.query('update prep.territorio set servido = $3 where eleccion = $1 and territorio = $2', [
      ...[eleccion, territorio, recalculado],
    ]);
  }
  return diferencias;
}

/** @param writer corrects what differs; null to compare only */
export async function compareJornada(reader: Client, writer: Client | null): Promise<readonly Diferencia[]> {
  const hechos = await reader.query<{ tipo: string; datos: string; momento: Date }>(
    `select tipo, datos, momento from prep.evento where acta = 'JORNADA' order by version`,
  );
  const esperado = foldJornada(
    hechos.rows.map(
      ({ tipo, datos, momento }) =>
        ({ tipo, datos: JSON.parse(datos), momento: momento.toISOString() }) as HechoDeJornada,
    ),
  );
  const guardadas = await readPrioridades(reader);
  const pausas = await reader.query<{ persona: string; desde: Date }>(
    'select persona, desde from prep.pausa',
  );
  const enPausa = new Map(pausas.rows.map(({ persona, desde }) => [persona, desde.toISOString()]));
  const diferencias = [
    ...differ('prioridades', 'lista', guardadas, esperado.prioridades),
    ...[...new Set([...enPausa.keys(), ...esperado.pausas.keys()])]
      .sort()
      .flatMap((persona) =>
        differ(persona, 'pausa', enPausa.get(persona) ?? null, esperado.pausas.get(persona) ?? null),
      ),
  ];
  if (writer !== null && diferencias.length > 0) {
    await writer.query('delete from prep.prioridad');
    await insertPrioridades(writer, esperado.prioridades);
    await replacePausas(writer, esperado.pausas);
  }
  return diferencias;
}

function differ(acta: string, columna: string, stored: unknown, expected: unknown): readonly Diferencia[] {
  const guardado = canonicalJson(stored);
  const recalculado = canonicalJson(expected);
  return guardado === recalculado ? [] : [{ acta, columna, guardado, recalculado }];
}

async function replacePausas(writer: Client, pausas: ReadonlyMap<string, Instante>): Promise<void> {
  await writer.query('delete from prep.pausa');
  for (const [persona, desde] of pausas) {
    await writer.query('insert into prep.pausa values ($1, $2)', [persona, desde]);
  }
}
