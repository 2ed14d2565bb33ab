/**
 * What somebody has to look at: the same picture for two actas, a number of an equipo used twice, a signature that is
 * not its own, a clock that is off. Each alert is a fact, and so is who attended it and how. The same thing seen again
 * is the same alert.
 */

import type { PoolClient } from 'pg';
import type { Anotar, Bitacora, FallaBase } from '../../bitacora/bitacora.ts';
import type { Instante } from '../../dominio/acta.ts';
import type { IdActa } from '../../dominio/clave.ts';
import { ok, type Refusal, type Result, refuse } from '../../dominio/result.ts';
import type { Alerta } from '../contrato.ts';
import type { Db } from './tabla.ts';

/** Who writes what nobody in particular did. */
export const SERVIDOR = { actor: 'SISTEMA', lugar: 'SERVIDOR' } as const;

export interface AlertaNueva {
  readonly tipo: Alerta['tipo'];
  /** what makes it the same alert when it is seen again */
  readonly clave: string;
  readonly mensaje: string;
  readonly centro: string;
  readonly equipo: string | null;
  readonly actas: readonly IdActa[];
}

/** Adds an alert and its fact in the transaction of who calls; nothing when it is already there. */
export async function raise(
  client: PoolClient,
  anotar: Anotar,
  alerta: AlertaNueva,
  momento: Instante,
): Promise<void> {
  const { tipo, clave, mensaje, centro, equipo, actas } = alerta;
  const { rows } = await client.query<{ id: string }>(
    `insert into prep.alerta (tipo, clave, mensaje, momento, centro, equipo, actas)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (clave) do nothing returning id`,
    [tipo, clave, mensaje, momento, centro, equipo, actas],
  );
  const id = rows[0]?.id;
  if (id === undefined) return;
  const datos = { alerta: Number(id), tipo, mensaje, centro, equipo, actas };
  await anotar({ ...SERVIDOR, momento, tipo: 'alerta_levantada', datos });
}

interface FilaDeAlerta {
  readonly id: string;
  readonly tipo: Alerta['tipo'];
  readonly mensaje: string;
  readonly momento: Date;
  readonly centro: string;
  readonly actas: readonly IdActa[];
  readonly equipo: string | null;
  readonly atendida: Date | null;
  readonly persona: string | null;
  readonly razon: string | null;
}

/** More than anybody reads: the newest. */
const A_LA_VISTA = 500;

/** @param centro null is all */
export async function listAlertas(db: Db, centro: string | null): Promise<readonly Alerta[]> {
  const { rows } = await db.query<FilaDeAlerta>(
    `select id, tipo, mensaje, momento, centro, actas, equipo, atendida, persona, razon from prep.alerta
      where $1::text is null or centro = $1 order by (atendida is null) desc, momento desc, id desc limit $2`,
    [centro, A_LA_VISTA],
  );
  return rows.map(({ id, tipo, mensaje, momento, actas, equipo, atendida, persona, razon }) => ({
    ...{ id: Number(id), tipo, mensaje, momento: momento.toISOString(), actas, equipo },
    atendida:
      atendida === null
        ? null
        : { persona: persona ?? '', razon: razon ?? '', momento: atendida.toISOString() },
  }));
}

export interface Atencion {
  readonly id: number;
  readonly persona: string;
  readonly lugar: string;
  readonly razon: string;
  /** null: of any CATD */
  readonly centro: string | null;
  readonly momento: Instante;
}

/** Somebody says how an alert was attended; once. */
export async function attend(
  bitacora: Pick<Bitacora, 'noteWith'>,
  { id, persona, lugar, razon, centro, momento }: Atencion,
): Promise<Result<null, Refusal<'NO_EXISTE' | 'FALTA_RAZON' | 'YA_ATENDIDA'> | FallaBase>> {
  if (razon.trim() === '') return refuse('FALTA_RAZON', 'Escriba qué se revisó y qué se encontró.');
  return bitacora.noteWith<null, Refusal<'NO_EXISTE' | 'YA_ATENDIDA'>>(
    'DIGITALIZACION',
    async (client, anotar) => {
      const { rows } = await client.query<{ atendida: Date | null; centro: string }>(
        'select atendida, centro from prep.alerta where id = $1 for update',
        [id],
      );
      const [fila] = rows;
      if (fila === undefined || (centro !== null && fila.centro !== centro)) {
        return refuse('NO_EXISTE', 'No hay una alerta con ese número. Actualice la página.');
      }
      if (fila.atendida !== null) {
        return refuse('YA_ATENDIDA', 'Otra persona ya atendió esta alerta. Actualice la página.');
      }
      await client.query('update prep.alerta set atendida = $2, persona = $3, razon = $4 where id = $1', [
        ...[id, momento, persona, razon],
      ]);
      await anotar({ actor: persona, lugar, momento, tipo: 'alerta_atendida', datos: { alerta: id, razon } });
      return ok(null);
    },
  );
}
