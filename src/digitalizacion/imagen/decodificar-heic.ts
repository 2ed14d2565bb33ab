/** HEIC, what some phones keep their photographs in, with libheif in WebAssembly. */

import decodeHeic from 'heic-decode';
import sharp from 'sharp';
import { ok, type Refusal, type Result } from '../../dominio/result.ts';
import { type Archivo, LARGO_DE_TRABAJO } from './archivo.ts';
import type { ImagenErrorCode } from './contrato.ts';
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
    return ok({
      paginas: 1,
      async page(_, detalle) {
        try {
          const { width, height, data } = await first.decode();
          const largo = detalle === 'trabajo' ? LARGO_DE_TRABAJO : Math.max(width, height);
          const { data: puntos, info } = await sharp(
            new Uint8Array(data.buffer, data.byteOffset, data.length),
            {
              raw: { width, height, channels: 4 },
            },
          )
            .resize({
              width: largo,
              height: largo,
              fit: 'inside',
              withoutEnlargement: true,
              kernel: 'linear',
            })
            .flatten({ background: '#fff' })
            .toColourspace('b-w')
            .raw()
            .toBuffer({ resolveWithObject: true });
          return ok({
            lienzo: { ancho: info.width, alto: info.height, puntos },
            escala: width / info.width,
            // The library has already turned it.
            orientacion: 1,
          });
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
