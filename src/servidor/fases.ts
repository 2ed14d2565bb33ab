/** The phases of the process, wired to one bitácora, one store of images and one clock. */

import { type Acopio, createAcopio } from '../acopio/servicio.ts';
import type { Bitacora } from '../bitacora/bitacora.ts';
import { type CapturaDeActas, createCaptura } from '../captura/servicio.ts';
import { type CotejoDeActas, createCotejo } from '../cotejo/servicio.ts';
import type { Almacen } from '../digitalizacion/almacen.ts';
import { createDigitalizacion, type DigitalizacionDeActas } from '../digitalizacion/servicio.ts';
import type { Instante } from '../dominio/acta.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { type ConflictosDeActas, createConflictos } from '../verificacion/conflictos.ts';
import { createIdentificaciones, type IdentificacionesDeActas } from '../verificacion/identificaciones.ts';
import { createVerificacion, type VerificacionDeActas } from '../verificacion/servicio.ts';

export interface Fases {
  readonly acopio: Acopio;
  readonly digitalizacion: DigitalizacionDeActas;
  readonly captura: CapturaDeActas;
  readonly verificacion: VerificacionDeActas;
  readonly conflictos: ConflictosDeActas;
  readonly identificaciones: IdentificacionesDeActas;
  readonly cotejo: CotejoDeActas;
}

/** @param now clock of the machine, or that of a drill */
export function createFases(
  bitacora: Bitacora,
  proceso: Proceso,
  almacen: Almacen,
  now: () => Instante,
): Fases {
  return {
    acopio: createAcopio(bitacora, proceso, now),
    digitalizacion: createDigitalizacion(bitacora, proceso, almacen, now),
    captura: createCaptura(bitacora, proceso, now),
    verificacion: createVerificacion(bitacora, proceso, now),
    conflictos: createConflictos(bitacora, proceso, now),
    identificaciones: createIdentificaciones(bitacora, proceso, now),
    cotejo: createCotejo(bitacora, now),
  };
}
