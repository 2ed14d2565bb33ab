/**
 * The manifest of a corte: every file with its size and SHA-256, and what the corte is of. Its own SHA-256 is the
 * identity of the corte: whoever has it can check every byte, and two cortes with the same one are the same.
 */

import { canonicalJson } from '../comun/canonico.ts';
import type { Archivo } from './carpeta.ts';
import { type Contexto, identificacionDeCorte } from './contexto.ts';

export const ARCHIVO_MANIFIESTO = 'manifiesto.json';

/** Canonical JSON (RFC 8785), with a line feed at the end. */
export function manifiestoJson(contexto: Contexto, archivos: readonly Archivo[]): string {
  return `${canonicalJson({
    esquema: 'prep-abierto/manifiesto/1',
    ...identificacionDeCorte(contexto),
    archivos,
  })}\n`;
}
