/**
 * One corte from scratch, by whoever has all its rows: the tests, an audit that makes again a corte of the log.
 */

import type { Refusal, Result } from '../dominio/result.ts';
import type { FilaDeInstantanea } from './eleccion-en-corte.ts';
import {
  type CortePorPublicar,
  type CortePublicado,
  createMotor,
  type OpcionesDeMotor,
  type PublicarErrorCode,
} from './motor.ts';

export interface PeticionDeCorte extends OpcionesDeMotor, Omit<CortePorPublicar, 'rows'> {
  /** all of them: by election, each in catalogue order */
  readonly rows: AsyncIterable<FilaDeInstantanea>;
}

/**
 * Publishes a corte with a publisher that remembers nothing.
 *
 * What the iteration of `rows` throws passes through, once what was written has been removed.
 */
export function publishCorte({
  rows,
  ...peticion
}: PeticionDeCorte): Promise<Result<CortePublicado, Refusal<PublicarErrorCode>>> {
  return createMotor(peticion).publish({ ...peticion, rows: () => rows });
}
