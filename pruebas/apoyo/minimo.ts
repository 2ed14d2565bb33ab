/** The process of a few casillas with which tests run a whole night. */

import { join } from 'node:path';
import { loadProceso } from '../../src/proceso/cargar.ts';
import type { Proceso } from '../../src/proceso/proceso.ts';
import { RAIZ } from './disponible.ts';

export const CARPETA_MINIMA = join(RAIZ, 'pruebas', 'apoyo', 'proceso-minimo');

export async function loadMinimo(): Promise<Proceso> {
  const proceso = await loadProceso(CARPETA_MINIMA);
  if (!proceso.ok) throw new Error(proceso.error.map(({ mensaje }) => mensaje).join('\n'));
  return proceso.value;
}
