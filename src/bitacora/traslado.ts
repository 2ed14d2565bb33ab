/**
 * A command on two actas: something leaves one and goes to another. Both change in one transaction, or neither:
 * an image is never of two actas, nor of none.
 */

import type { PoolClient } from 'pg';
import { type EstadoActa, INICIAL } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { Traslado } from '../dominio/mandatos-dos-personas.ts';
import type { Refusal, Result } from '../dominio/result.ts';
import {
  type ActaCargada,
  done,
  type FallaDeMandato,
  type FilaActa,
  findRepetition,
  type Intento,
  nextSitio,
  type OrdenConRespuesta,
  type Registro,
  race,
  toCargada,
  toRegistro,
  unknownActa,
} from './comandos.ts';
import { type Entorno, transaction } from './entorno.ts';
import { type Autoria, writeAlta, writeEventos } from './escritura.ts';

/** Where it goes: an acta that exists, or one that is registered for it in the election of the first. */
export type Destinataria =
  | { readonly tipo: 'acta'; readonly acta: IdActa }
  | { readonly tipo: 'alta'; readonly nombre: (eleccion: string, numero: number) => IdActa };

export interface MandatoDeTraslado<C extends string> extends Autoria, OrdenConRespuesta {
  /** the one it leaves; the command is of it, and so is its key */
  readonly acta: IdActa;
  readonly destino: Destinataria;
  readonly decide: (
    estado: EstadoActa,
    destino: { readonly acta: IdActa; readonly estado: EstadoActa },
  ) => Result<Traslado, Refusal<C>>;
}

/** Runs a command on two actas; gives what it left written in the first. */
export async function transfer<C extends string>(
  entorno: Entorno,
  mandato: MandatoDeTraslado<C>,
): Promise<Result<Registro, Refusal<C> | FallaDeMandato>> {
  const { acta, destino, idempotencia, actor, lugar, momento, decide, respuesta = () => '' } = mandato;
  return race<Registro, Refusal<C> | FallaDeMandato>(entorno, () =>
    transaction<Intento<Registro>, Refusal<C> | FallaDeMandato>(entorno.pool, async (client) => {
      const locked = await lockAll(client, destino.tipo === 'acta' ? [acta, destino.acta] : [acta]);
      // After the lock: the same command sent twice at once has waited here for the first one.
      const repeated = await findRepetition(client, idempotencia);
      if (repeated !== null) return done(repeated);
      const origen = locked.get(acta);
      if (origen === undefined) return unknownActa(acta);
      const sitio = destino.tipo === 'alta' ? await nextSitio(client, origen.eleccion) : null;
      const to =
        destino.tipo === 'alta'
          ? { acta: destino.nombre(origen.eleccion, (sitio?.altas ?? 0) + 1), estado: INICIAL, version: 0 }
          : locked.get(destino.acta);
      if (to === undefined) return unknownActa(destino.tipo === 'acta' ? destino.acta : acta);
      const decided = decide(origen.estado, to);
      if (!decided.ok) return decided;

      const autoria = { actor, lugar, momento };
      const received = {
        ...autoria,
        ...{ acta: to.acta, eventos: decided.value.destino, idempotencia: null, respuesta: () => '' },
      };
      if (sitio === null) await writeEventos(client, received, to, entorno.ajustes);
      else {
        const { orden } = sitio;
        await writeAlta(client, received, { eleccion: origen.eleccion, orden }, entorno.ajustes);
      }
      const left = { acta, eventos: decided.value.origen, idempotencia: idempotencia ?? null, respuesta };
      const escrito = await writeEventos(client, { ...autoria, ...left }, origen, entorno.ajustes);
      // Its row is locked since it was read: nobody else can have written.
      if (escrito === null) throw new Error(`an acta changed while it was locked: ${acta}`);
      return done(toRegistro(acta, escrito));
    }),
  );
}

/** Always in the same order: two commands that cross wait for each other, and do not stop each other. */
async function lockAll(
  client: PoolClient,
  actas: readonly IdActa[],
): Promise<ReadonlyMap<IdActa, ActaCargada>> {
  const { rows } = await client.query<FilaActa>(
    'select id, eleccion, version, estado from prep.acta where id = any($1) order by id for update',
    [actas],
  );
  return new Map(rows.map((fila) => [fila.id, toCargada(fila)]));
}
