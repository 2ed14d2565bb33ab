/** How large a picture may say to be; it is asked before decoding it, because a bomb is a few bytes that say a lot. */

import { BYTES_DE_ARCHIVO } from '../../dominio/entrega.ts';
import { type Fail, type Refusal, refuse } from '../../dominio/result.ts';
import type { FormatoDeArchivo, ImagenErrorCode } from './contrato.ts';

/** A JPEG is decoded at the size that is needed; the rest, whole. A letter sheet at 600 dpi has 34 million dots. */
const PUNTOS_MAXIMOS: Readonly<Record<FormatoDeArchivo, number>> = {
  jpeg: 120_000_000,
  png: 64_000_000,
  tiff: 64_000_000,
  heic: 50_000_000,
  pdf: 64_000_000,
};
/** Fewer on a side cannot show an acta, and a strip a dot tall is not one. */
const LADO_MINIMO = 200;

/** Why a file is not opened, by its size alone; null when it may be. */
export function refuseBytes(bytes: Uint8Array): Fail<Refusal<ImagenErrorCode>> | null {
  if (bytes.length === 0)
    return refuse('ARCHIVO_VACIO', 'El archivo está vacío. Escanee o fotografíe el acta otra vez.');
  if (bytes.length <= BYTES_DE_ARCHIVO) return null;
  const [size, most] = [bytes.length, BYTES_DE_ARCHIVO].map((each) => Math.ceil(each / 1024 / 1024));
  return refuse(
    'ARCHIVO_EXCESIVO',
    `El archivo pesa ${size} MB y el máximo es ${most}. Escanee en grises, a 200 puntos por pulgada.`,
  );
}

/** Why a picture of these measures is not opened; null when it may be. */
export function refuseMedidas(
  formato: FormatoDeArchivo,
  ancho: number,
  alto: number,
): Fail<Refusal<ImagenErrorCode>> | null {
  const most = PUNTOS_MAXIMOS[formato];
  if (ancho * alto > most) {
    return refuse(
      'IMAGEN_DESMESURADA',
      `La imagen dice medir ${ancho} × ${alto} puntos, más de los ${most / 1e6} millones que se abren. Escanee a 200 puntos por pulgada.`,
    );
  }
  if (Math.min(ancho, alto) < LADO_MINIMO) {
    return refuse(
      'IMAGEN_DIMINUTA',
      `La imagen mide ${ancho} × ${alto} puntos: no puede mostrar un acta. Envíe la fotografía completa, no su miniatura.`,
    );
  }
  return null;
}

/** What is wrong inside a file: what to do, and at the end what the library that tried said, for who gives support. */
export function refuseDanado(error: unknown): Fail<Refusal<ImagenErrorCode>> {
  const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
  return refuse(
    'ARCHIVO_DANADO',
    `El archivo está dañado o incompleto. Escanee o fotografíe el acta otra vez. (Detalle técnico: ${why})`,
  );
}
