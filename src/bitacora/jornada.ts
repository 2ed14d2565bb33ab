/**
 * What is decided about the work of the night and belongs to no acta: what goes before the rest, and who is on a
 * pause. Facts of the flujo JORNADA, and rows that say how things stand after them.
 */

import type { ClientBase } from 'pg';
import type { Instante } from '../dominio/acta.ts';
import { ok, type Result } from '../dominio/result.ts';
import { type Entorno, guard } from './entorno.ts';
import type { Autoria } from './escritura.ts';
import type { FallaBase } from './fallas.ts';
import { noteWith } from './flujo.ts';

/** What goes before the rest; null: every election, or everywhere. */
export interface Prioridad {
  readonly eleccion: string | null;
  readonly territorio: string | null;
}

export interface PrioridadPuesta extends Prioridad {
  /** who put it, and when */
  readonly puso: string;
  readonly desde: Instante;
}

export type HechoDeJornada = { readonly momento: Instante } & (
  | {
      readonly tipo: 'prioridades_puestas';
      /** all of them, in place of those there were */
      readonly datos: { readonly prioridades: readonly PrioridadPuesta[] };
    }
  | { readonly tipo: 'pausa_iniciada' | 'pausa_terminada'; readonly datos: { readonly persona: string } }
);

/** How things stand after the facts of the flujo; others that it may have do not change them. */
export function foldJornada(hechos: readonly HechoDeJornada[]): {
  readonly prioridades: readonly PrioridadPuesta[];
  readonly pausas: ReadonlyMap<string, Instante>;
} {
  let prioridades: readonly PrioridadPuesta[] = [];
  const pausas = new Map<string, Instante>();
  for (const hecho of hechos) {
    if (hecho.tipo === 'prioridades_puestas') prioridades = hecho.datos.prioridades;
    if (hecho.tipo === 'pausa_iniciada') pausas.set(hecho.datos.persona, hecho.momento);
    if (hecho.tipo === 'pausa_terminada') pausas.delete(hecho.datos.persona);
  }
  return { prioridades, pausas };
}

export async function prioridades(entorno: Entorno): Promise<Result<readonly PrioridadPuesta[], FallaBase>> {
  return guard(entorno, async () => ok(await readPrioridades(entorno.pool)));
}

/** Puts those first, in place of the ones there were; one that stays is still of who put it. */
export async function setPrioridades(
  entorno: Entorno,
  autoria: Autoria,
  nuevas: readonly Prioridad[],
): Promise<Result<readonly PrioridadPuesta[], FallaBase>> {
  return noteWith(entorno, 'JORNADA', async (client, anotar) => {
    // Two coordinators at once: the second waits and replaces what the first one put.
    await client.query(`select pg_advisory_xact_lock(hashtext('prep.prioridades'))`);
    const before = await readPrioridades(client);
    const after = nuevas.map(
      ({ eleccion, territorio }) =>
        before.find((known) => known.eleccion === eleccion && known.territorio === territorio) ?? {
          ...{ eleccion, territorio, puso: autoria.actor, desde: autoria.momento },
        },
    );
    if (JSON.stringify(before) === JSON.stringify(after)) return ok(after);
    await client.query('delete from prep.prioridad');
    await insertPrioridades(client, after);
    await anotar({ ...autoria, tipo: 'prioridades_puestas', datos: { prioridades: after } });
    return ok(after);
  });
}

export async function insertPrioridades(
  client: ClientBase,
  lista: readonly PrioridadPuesta[],
): Promise<void> {
  await client.query(
    `insert into prep.prioridad (orden, eleccion, territorio, puso, desde)
     select (orden - 1)::int, eleccion, territorio, puso, desde
       from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[])
            with ordinality as nueva(eleccion, territorio, puso, desde, orden)`,
    [
      lista.map(({ eleccion }) => eleccion),
      lista.map(({ territorio }) => territorio),
      lista.map(({ puso }) => puso),
      lista.map(({ desde }) => desde),
    ],
  );
}

export async function readPrioridades(db: Pick<ClientBase, 'query'>): Promise<readonly PrioridadPuesta[]> {
  const { rows } = await db.query<Omit<PrioridadPuesta, 'desde'> & { desde: Date }>(
    'select eleccion, territorio, puso, desde from prep.prioridad order by orden',
  );
  return rows.map(({ eleccion, territorio, puso, desde }) => ({
    ...{ eleccion, territorio, puso, desde: desde.toISOString() },
  }));
}

/** Notes that a person stops for a while, or comes back. Asked again, it changes nothing. */
export async function setPausa(
  entorno: Entorno,
  autoria: Autoria,
  estado: 'en_pausa' | 'presente',
): Promise<Result<null, FallaBase>> {
  const { actor: persona, momento } = autoria;
  return noteWith(entorno, 'JORNADA', async (client, anotar) => {
    const { rowCount } =
      estado === 'en_pausa'
        ? await client.query('insert into prep.pausa values ($1, $2) on conflict do nothing', [
            persona,
            momento,
          ])
        : await client.query('delete from prep.pausa where persona = $1', [persona]);
    if (rowCount === 0) return ok(null);
    const tipo = estado === 'en_pausa' ? 'pausa_iniciada' : 'pausa_terminada';
    await anotar({ ...autoria, tipo, datos: { persona } });
    return ok(null);
  });
}
