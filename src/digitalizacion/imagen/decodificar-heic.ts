/** HEIC, what some phones keep their photographs in, with libheif in WebAssembly. */

import decodeHeic, { type Encoded } from 'heic-decode';
import { ok, type Refusal, type Result } from '../../dominio/result.ts';
import { type Archivo, LARGO_DE_TRABAJO } from './archivo.ts';
import { shrink } from './codificar.ts';
import type { ImagenErrorCode } from './contrato.ts';
import { type Lienzo, toGrey } from './lienzo.ts';
import { refuseDanado, refuseMedidas } from './limites.ts';

/** Of a burst or a live photograph, the first picture. */
export async function openHeic(bytes: Uint8Array): Promise<Result<Archivo, Refusal<ImagenErrorCode>>> {
  try {
    const images = await decodeHeic.all({ buffer: bytes });
    const [first] = images;
    if (first === undefined) {
      images.dispose();
      return refuseDanado(new Error('HEIC sin imagen'));
    }
    const refused = refuseMedidas('heic', first.width, first.height);
    if (refused !== null) {
      images.dispose();
      return refused;
    }
    let whole: Lienzo | null = null;
    return ok({
      paginas: 1,
      async page(_, detalle) {
        try {
          // Once: it takes ten times what a JPEG does.
          whole ??= await decode(first);
          const lienzo = detalle === 'trabajo' ? await shrink(whole, LARGO_DE_TRABAJO) : whole;
          // The library has already turned it.
          return ok({ lienzo, escala: whole.ancho / lienzo.ancho, orientacion: 1 });
        } catch (error) {
          return refuseDanado(error);
        }
      },
      close: () => images.dispose(),
    });
  } catch (error) {
    return refuseDanado(error);
  }
}

async function decode(image: Encoded): Promise<Lienzo> {
  const { width, height, data } = await image.decode();
  return {
    ancho: width,
    alto: height,
    puntos: toGrey(new Uint8Array(data.buffer, data.byteOffset, data.length), 4),
  };
}
