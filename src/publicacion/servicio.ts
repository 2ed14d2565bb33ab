/**
 * Takes a corte: a position of the bitácora and its publication. Publication only reads; when anything fails, the
 * corte before stays in force and the next one tries again.
 */

import { type Bitacora, ErrorDeBase, type FallaBase } from '../bitacora/bitacora.ts';
import type { Instante } from '../dominio/acta.ts';
import type { Momento } from '../dominio/corte.ts';
import { fail, type Refusal, type Result, unreachable } from '../dominio/result.ts';
import type { CortePublicado, Motor, PublicarErrorCode } from './motor.ts';

/** Which corte is asked for, when and by whom. */
export interface SolicitudDeCorte {
  readonly tipo: Momento;
  /** machine time, from the clock of the caller */
  readonly momento: Instante;
  /** who or what asks for it, and from where */
  readonly actor: string;
  readonly lugar: string;
}

export interface PeticionDeToma extends SolicitudDeCorte {
  readonly bitacora: Pick<Bitacora, 'readSnapshot'>;
  /** the same for every corte: it remembers what it published */
  readonly motor: Motor;
  /** called when the position is taken: what happens from then on is not in the corte */
  readonly onTaken?: (posicion: number) => void;
}

export type TomarErrorCode = PublicarErrorCode | 'BASE_NO_DISPONIBLE' | 'BASE_SIN_ESPACIO';

/**
 * Takes and publishes a corte. Its number is that of its fact in the bitácora, so one that could not be published
 * leaves a gap, and the number, moment and position of a corte are those of the log.
 */
export async function takeCorte(
  peticion: PeticionDeToma,
): Promise<Result<CortePublicado, Refusal<TomarErrorCode>>> {
  const { bitacora, motor, tipo, momento, actor, lugar } = peticion;
  const snapshot = await bitacora.readSnapshot({ datos: { tipo }, actor, lugar, momento });
  if (!snapshot.ok) return fail(refusalOfBase(snapshot.error));
  const { value: instantanea } = snapshot;
  peticion.onTaken?.(instantanea.posicion);
  try {
    return await motor.publish({
      rows: (desde) => instantanea.resultados(desde === null ? undefined : { cambiadasDesde: desde }),
      posicion: instantanea.posicion,
      momento: new Date(instantanea.momento),
      numero: instantanea.corte,
      tipo,
    });
  } catch (error) {
    if (error instanceof ErrorDeBase) return fail(refusalOfBase(error.refusal));
    throw error;
  } finally {
    await instantanea.close();
  }
}

/** The database's own sentences are for who was sending an acta; nobody was sending one here. */
function refusalOfBase({ codigo }: FallaBase): Refusal<TomarErrorCode> {
  switch (codigo) {
    case 'BASE_NO_DISPONIBLE':
      return {
        codigo: 'BASE_NO_DISPONIBLE',
        mensaje:
          'La base de datos no responde: este corte no se publicó y sigue vigente el anterior. El siguiente corte lo intentará otra vez.',
      };
    case 'DISCO_LLENO':
      return {
        codigo: 'BASE_SIN_ESPACIO',
        mensaje:
          'No queda espacio en el disco de la base de datos: este corte no se tomó y sigue vigente el anterior. Libere espacio en ese disco.',
      };
    default:
      return unreachable(codigo);
  }
}
