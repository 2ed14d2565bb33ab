/** When a mirror does not take what the origin shows, and what a failure of its own disk means. */

import { type Fail, ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { type DiscoErrorCode, refusalOfDisk } from '../publicacion/disco.ts';
import type { Actual } from './formato.ts';
import { formatBytes } from './palabras.ts';

/** A mirror only advances, and within one process. */
export function checkFollows(
  vigente: Actual | null,
  { proceso, corte, manifiesto }: Actual,
): Result<null, Refusal<'OTRO_PROCESO' | 'CORTE_ATRASADO' | 'CORTE_DISTINTO'>> {
  if (vigente === null) return ok(null);
  if (proceso.sha256 !== vigente.proceso.sha256) {
    return refuse(
      'OTRO_PROCESO',
      `El origen publica «${proceso.nombre}» y este espejo es de «${vigente.proceso.nombre}» (o de otra versión de sus archivos). No se tomó: use una carpeta para cada proceso.`,
    );
  }
  if (corte.numero < vigente.corte.numero || corte.posicion < vigente.corte.posicion) {
    return refuse(
      'CORTE_ATRASADO',
      `El origen muestra el corte ${corte.numero} y aquí ya está el ${vigente.corte.numero}: un espejo no va hacia atrás. Sigue a la vista el ${vigente.corte.numero}; avise al instituto.`,
    );
  }
  if (corte.numero === vigente.corte.numero && manifiesto.sha256 !== vigente.manifiesto.sha256) {
    return refuse(
      'CORTE_DISTINTO',
      `El origen muestra otro corte ${corte.numero} que el que ya se comprobó aquí. No se tomó; avise al instituto.`,
    );
  }
  return ok(null);
}

/** What the file system needs beside the bytes: names, blocks that are not full, compressed forms. */
const HOLGURA = 1.5;

/** @param bytes that would be written; @param free that may be */
export function checkRoom(bytes: number, free: number): Result<null, Refusal<'DISCO_LLENO'>> {
  if (bytes * HOLGURA < free) return ok(null);
  return refuse(
    'DISCO_LLENO',
    `Faltan por traer ${formatBytes(bytes)} y en el disco quedan ${formatBytes(free)}. Libere espacio: se intenta otra vez y sigue a la vista lo último que se comprobó.`,
  );
}

/** What an error of the disk means to a mirror; null when it is a bug. */
export function failureOfDisk(error: unknown): Fail<Refusal<DiscoErrorCode>> | null {
  const refusal = refusalOfDisk(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (refusal?.codigo === 'DISCO_LLENO') {
    return refuse(
      refusal.codigo,
      'No queda espacio en el disco del espejo. Libere espacio: se intenta otra vez, sin traer de nuevo lo que ya llegó, y sigue a la vista lo último que se comprobó.',
    );
  }
  // Somebody removed the folder, or a part of it, while it was being written.
  if (refusal === null && code !== 'ENOENT') return null;
  return refuse(
    'DISCO_NO_DISPONIBLE',
    `El disco del espejo no responde o no permite escribir (${code}). Revise el disco y los permisos de la carpeta; se intenta otra vez.`,
  );
}
