/** The picture of one filled acta: drawn, and then as a scanner or a telephone would give it. */

import type { ActaEsperada } from '../dominio/eleccion.ts';
import type { Dibujante } from '../papel/dibujo.ts';
import { formatoDe } from '../papel/formato.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { createAzar } from './azar.ts';
import type { Degradacion, FormatoDeArchivo } from './degradacion/degradacion.ts';
import { degradar } from './degradacion/degradar.ts';
import { type Nivel, sortearDegradacion } from './degradacion/niveles.ts';
import { llenar } from './llenado.ts';
import type { CampoEscrito } from './verdad.ts';

export interface PorRetratar {
  readonly acta: ActaEsperada;
  readonly campos: readonly CampoEscrito[];
  readonly nivel: Nivel;
  /** from 0, in its collection */
  readonly numero: number;
  /** dots per inch, between both; null, those of the level */
  readonly ppp: readonly [de: number, a: number] | null;
}

export interface Retrato {
  /** `0007-telefono_moderado-GUB-160806C08002.jpg` */
  readonly nombre: string;
  readonly degradacion: Degradacion;
}

const EXTENSION: Readonly<Record<FormatoDeArchivo, string>> = {
  jpeg: 'jpg',
  png: 'png',
  tiff: 'tif',
  pdf: 'pdf',
};

/** What will be done to it, without drawing it. */
export function planRetrato(
  proceso: Proceso,
  { acta, nivel, numero, ppp }: Omit<PorRetratar, 'campos'>,
  semilla: number,
): Retrato {
  const azar = createAzar(semilla, 'degradacion', String(numero));
  const drawn = sortearDegradacion(nivel, azar, formatoDe(proceso, acta).qr);
  const degradacion = ppp === null ? drawn : { ...drawn, ppp: azar.integer(...ppp) };
  const extension = EXTENSION[degradacion.formato];
  return {
    nombre: `${String(numero + 1).padStart(4, '0')}-${nivel}-${acta.id}.${extension}`,
    degradacion,
  };
}

/** Draws it. The same acta, plan and seed give the same bytes. */
export async function retratar(
  dibujante: Dibujante,
  proceso: Proceso,
  { acta, campos, numero }: Pick<PorRetratar, 'acta' | 'campos' | 'numero'>,
  { degradacion }: Retrato,
  semilla: number,
): Promise<Buffer> {
  const hoja = await dibujante.gris(acta, degradacion.ppp, llenar(proceso, acta, campos, semilla));
  const azar = createAzar(semilla, 'grano', String(numero));
  return degradar(hoja, formatoDe(proceso, acta), degradacion, azar);
}
