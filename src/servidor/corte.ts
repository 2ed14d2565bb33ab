/**
 * A corte from end to end: a position of the bitácora, and its rows published at that position.
 */

import { type Bitacora, ErrorDeBase } from '../bitacora/bitacora.ts';
import type { Instante } from '../dominio/acta.ts';
import type { Momento } from '../dominio/corte.ts';
import { fail, type Refusal, type Result } from '../dominio/result.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { type CortePublicado, publishCorte } from '../publicacion/publicar.ts';

/** What a corte is made from and where it is put. */
export interface PartesDeCorte {
  readonly bitacora: Pick<Bitacora, 'readSnapshot'>;
  readonly proceso: Proceso;
  /** root of the publication */
  readonly publicacion: string;
  /** folder of the store of images */
  readonly imagenes: string;
}

export interface PeticionDeCorte {
  readonly momento: Instante;
  readonly tipo: Momento;
  /** who asks for it, and from where */
  readonly actor: string;
  readonly lugar: string;
}

/**
 * Takes a corte and publishes it. If it cannot be published its fact stays in the log and the one before stays in
 * force.
 *
 * @param onTaken called when its position is taken: what happens from then on is not in it
 */
export async function takeCorte(
  { bitacora, proceso, publicacion, imagenes }: PartesDeCorte,
  { momento, tipo, actor, lugar }: PeticionDeCorte,
  onTaken: (posicion: number) => void,
): Promise<Result<CortePublicado, Refusal>> {
  const taken = await bitacora.readSnapshot({ datos: { tipo }, actor, lugar, momento });
  if (!taken.ok) return taken;
  const instantanea = taken.value;
  onTaken(instantanea.posicion);
  try {
    return await publishCorte({
      rows: instantanea.resultados(),
      proceso,
      posicion: instantanea.posicion,
      momento: new Date(instantanea.momento),
      numero: instantanea.corte,
      tipo,
      carpeta: publicacion,
      imagenes,
    });
  } catch (error) {
    if (error instanceof ErrorDeBase) return fail(error.refusal);
    throw error;
  } finally {
    await instantanea.close();
  }
}
