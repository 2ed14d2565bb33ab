/** Opens what the verbs of planeación need over the database of PREP_DATOS or DATABASE_URL, and closes it. */

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { AJUSTES } from '../dominio/ajustes.ts';
import { type Refusal, type Result, refuse } from '../dominio/result.ts';
import { type AlmacenDeArchivos, openArchivos } from '../planeacion/archivos.ts';
import { createPlaneacion, type ServicioDePlaneacion } from '../planeacion/servicio.ts';
import { findHogar, lugarDe, withBaseAbierta } from './base-abierta.ts';
import type { Io } from './io.ts';

/** Who does what is done from the command line. */
export const CLI = { persona: 'SISTEMA', lugar: 'CONSOLA' } as const;

export interface PlaneacionAbierta {
  readonly planeacion: ServicioDePlaneacion;
  readonly archivos: AlmacenDeArchivos;
}

/**
 * @param base `crear`: the work of an institute begins months before there is a process to load, so its first plan
 *   makes the database
 */
export async function withPlaneacion<T>(
  io: Io,
  base: 'existente' | 'crear',
  body: (abierta: PlaneacionAbierta) => Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal>> {
  const lugar = lugarDe(process.env);
  if (base === 'existente' && lugar.url === undefined && findHogar(lugar.datos) === null) {
    return refuse(
      'SIN_BASE',
      `En ${lugar.datos} no hay una base de datos. Indique su carpeta con PREP_DATOS, o su dirección con DATABASE_URL.`,
    );
  }
  return withBaseAbierta(lugar, AJUSTES, io, ({ bitacora, pool }) =>
    body({
      planeacion: createPlaneacion({
        ...{ bitacora, pool },
        now: () => new Date().toISOString(),
        azar: randomBytes,
      }),
      archivos: openArchivos(join(lugar.datos, 'planeacion')),
    }),
  );
}
