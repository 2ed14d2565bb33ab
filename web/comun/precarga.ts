/** Images already received and decoded, so that the next acta appears at once. The last few are kept. */

import type { Medida } from './visor.ts';

const CUANTAS = 4;
const images = new Map<string, HTMLImageElement>();

/** Asks for an image and decodes it. One that fails is not kept: whoever shows it will ask again. */
export async function precargarImagen(direccion: string): Promise<void> {
  if (images.has(direccion)) return;
  const image = new Image();
  image.src = direccion;
  images.set(direccion, image);
  for (const oldest of [...images.keys()].slice(0, -CUANTAS)) images.delete(oldest);
  try {
    await image.decode();
  } catch {
    images.delete(direccion);
  }
}

/** Its size, if it is here; null when it is still to come. */
export function medidaPrecargada(direccion: string): Medida | null {
  const image = images.get(direccion);
  if (image === undefined || !image.complete || image.naturalWidth === 0) return null;
  return { ancho: image.naturalWidth, alto: image.naturalHeight };
}
