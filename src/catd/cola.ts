/**
 * What is sent next. Small things first, old things first: envelopes, then images, and what the scanner gave only
 * when nothing else waits. One request at a time: on the link of a village two are slower than one, and between one
 * piece and the next an envelope that has just arrived goes ahead.
 */

import type { EntregaEnServidor } from '../digitalizacion/contrato.ts';
import type { EntregaGuardada } from './almacen.ts';

/** What the queue looks at. */
export type EnCola = Pick<EntregaGuardada, 'secuencia' | 'tipo' | 'archivo' | 'original' | 'vista'>;

export type Paso =
  | { readonly tipo: 'anunciar'; readonly secuencia: number }
  | {
      readonly tipo: 'bytes' | 'original';
      readonly secuencia: number;
      readonly desde: number;
      readonly cuantos: number;
    }
  | { readonly tipo: 'nada' };

/** Longest piece that the server takes. */
export const TROZO_MAXIMO = 256 * 1024;
export const TROZO_MINIMO = 8 * 1024;

/**
 * @param entregas in order of secuencia
 * @param trozo bytes of a piece now
 * @param apartadas those that failed a moment ago, and wait
 */
export function siguientePaso(
  entregas: readonly EnCola[],
  trozo: number,
  apartadas: ReadonlySet<number> = new Set(),
): Paso {
  const free = entregas.filter(({ secuencia }) => !apartadas.has(secuencia));
  const acopio = free.find(({ tipo, vista }) => tipo === 'acopio' && vista === null);
  if (acopio !== undefined) return { tipo: 'anunciar', secuencia: acopio.secuencia };

  const imagen = free.find(faltaImagen);
  if (imagen !== undefined) {
    const { secuencia, vista, archivo } = imagen;
    if (vista === null || archivo === null) return { tipo: 'anunciar', secuencia };
    return piece('bytes', secuencia, vista.faltaDesde, archivo.bytes, trozo);
  }

  const original = free.find(faltaOriginal);
  if (original !== undefined) {
    const { secuencia, vista, original: file } = original;
    return piece('original', secuencia, vista?.originalFaltaDesde ?? 0, file?.bytes ?? 0, trozo);
  }
  return { tipo: 'nada' };
}

function piece(
  tipo: 'bytes' | 'original',
  secuencia: number,
  desde: number,
  total: number,
  trozo: number,
): Paso {
  return { tipo, secuencia, desde, cuantos: Math.min(trozo, total - desde) };
}

/** Its announcement or its bytes. */
export function faltaImagen({ tipo, archivo, vista }: EnCola): boolean {
  if (tipo !== 'imagen' || archivo === null) return false;
  if (vista === null) return true;
  return vista.estado === 'incompleta' && vista.faltaDesde < archivo.bytes;
}

export function faltaOriginal({ original, vista }: EnCola): boolean {
  if (original === null || vista === null || vista.originalCompleto) return false;
  if (vista.estado === 'rechazada' || vista.estado === 'incompleta') return false;
  return (vista.originalFaltaDesde ?? 0) < original.bytes;
}

/** Whether the server may still change its mind about it, so it is worth asking. */
export function estaEnCamino({ vista }: { readonly vista: EntregaEnServidor | null }): boolean {
  if (vista === null) return false;
  return vista.estado !== 'registrada' && vista.estado !== 'rechazada';
}

/** A piece as big as the link lets pass in a few seconds. */
export function siguienteTrozo(trozo: number, paso: { readonly ms: number } | 'falla'): number {
  if (paso === 'falla') return Math.max(TROZO_MINIMO, Math.floor(trozo / 2));
  if (paso.ms < 1_500) return Math.min(TROZO_MAXIMO, trozo * 2);
  return paso.ms > 8_000 ? Math.max(TROZO_MINIMO, Math.floor(trozo / 2)) : trozo;
}
