/**
 * Room in the phone: bytes of what the server has in its log are let go, the oldest first, and only when they are
 * needed. What was sent of each one stays, with its small picture.
 */

import { almacen, type Foto } from '../equipo/almacen.ts';

/** The share of what the browser gives to this application, above which room is made. */
const OCUPACION_MAXIMA = 0.8;

type FotoConBytes = Pick<Foto, 'orden' | 'sha256' | 'bytes' | 'servidor'>;

/**
 * Which bytes may go so that there are at least so many fewer: all that may go when they are not enough. Pure.
 *
 * @param fotos those of the phone, in any order
 * @param guardados SHA-256 of the bytes that the phone still has
 */
export function porSoltar(
  fotos: readonly FotoConBytes[],
  guardados: ReadonlySet<string>,
  bytes: number,
): readonly string[] {
  // The same file may have been chosen for two actas, and one of them not have been sent.
  const needed = new Set(fotos.filter((foto) => !isEnElServidor(foto)).map(({ sha256 }) => sha256));
  const out = new Set<string>();
  let freed = 0;
  for (const { sha256, bytes: own } of fotos.toSorted((a, b) => a.orden - b.orden)) {
    if (freed >= bytes) break;
    if (needed.has(sha256) || !guardados.has(sha256) || out.has(sha256)) continue;
    out.add(sha256);
    freed += own;
  }
  return [...out];
}

/** Lets go as many bytes as are asked, or as many as may go. */
export async function soltar(bytes: number): Promise<void> {
  const [fotos, guardados] = await Promise.all([
    almacen.fotos.toArray(),
    almacen.archivos.toCollection().primaryKeys(),
  ]);
  await almacen.archivos.bulkDelete([...porSoltar(fotos, new Set(guardados), bytes)]);
}

/** Makes room when what the browser gives is nearly used up. */
export async function hacerEspacio(): Promise<void> {
  const { quota = 0, usage = 0 } = await navigator.storage.estimate();
  const excess = usage - quota * OCUPACION_MAXIMA;
  if (excess > 0) await soltar(excess);
}

/** Whether what was thrown, or what it was thrown for, is that the phone is full. */
export function isSinEspacio(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'QuotaExceededError' || ('inner' in error && isSinEspacio(error.inner));
}

function isEnElServidor({ servidor }: FotoConBytes): boolean {
  return servidor?.estado === 'registrada' && servidor.originalCompleto;
}
