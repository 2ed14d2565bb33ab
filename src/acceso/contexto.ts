/** What every part of access works with, and the one way in which it changes something. */

import type { Pool, PoolClient } from 'pg';
import type { Bitacora, FallaBase } from '../bitacora/bitacora.ts';
import type { Instante } from '../dominio/acta.ts';
import { ok, type Refusal, type Result } from '../dominio/result.ts';
import type { Proceso } from '../proceso/proceso.ts';
import type { AjustesDeAcceso } from './ajustes.ts';
import type { Contrasenas } from './contrasena.ts';
import { CONSOLA, DESCONOCIDA, type HechoDeAcceso } from './hechos.ts';
import type { Azar } from './secretos.ts';

export interface Contexto {
  readonly pool: Pool;
  readonly bitacora: Pick<Bitacora, 'noteWith'>;
  readonly proceso: Proceso;
  readonly now: () => Instante;
  readonly azar: Azar;
  /** that of llave.ts */
  readonly llave: Buffer;
  readonly ajustes: AjustesDeAcceso;
  readonly contrasenas: Contrasenas;
}

/** Who does something, and from which centre. */
export interface Autor {
  readonly clave: string;
  readonly centro: string;
}

/** Who tries to log in: nobody yet. */
export const NADIE: Autor = { clave: DESCONOCIDA, centro: CONSOLA };

export type Escribir = (autor: Autor, hecho: HechoDeAcceso) => Promise<void>;

/**
 * Changes rows and writes the facts that say so, all or nothing. What is refused is kept too: the count and the fact
 * of a failed attempt have to stay, and what was refused without touching anything leaves nothing.
 *
 * @param body changes rows first and writes facts last (`Bitacora.noteWith`)
 */
export async function change<T, E extends Refusal>(
  { bitacora, now }: Pick<Contexto, 'bitacora' | 'now'>,
  body: (client: PoolClient, escribir: Escribir) => Promise<Result<T, E>>,
): Promise<Result<T, E | FallaBase>> {
  const momento = now();
  const done = await bitacora.noteWith<Result<T, E>, never>('ACCESO', async (client, anotar) =>
    ok(
      await body(client, async ({ clave, centro }, { tipo, datos }) => {
        await anotar({ actor: clave, lugar: centro, momento, tipo, datos });
      }),
    ),
  );
  return done.ok ? done.value : done;
}

/** So many seconds after an instant. */
export function after(momento: Instante, segundos: number): Instante {
  return new Date(Date.parse(momento) + segundos * 1000).toISOString();
}
