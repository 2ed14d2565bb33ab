/** JPEG, PNG and TIFF (also the one-bit ones of a fax or a scanner, of several pages), with sharp. */

import sharp from 'sharp';
import { ok, type Refusal, type Result } from '../../dominio/result.ts';
import type { FormatoDeArchivo, ImagenErrorCode } from './contrato.ts';
import { type Archivo, type Detalle, LARGO_DE_TRABAJO, type Pagina } from './decodificar.ts';
import { refuseDanado, refuseMedidas } from './limites.ts';

/** Reads the header and nothing else. */
export async function openRaster(
  formato: FormatoDeArchivo & ('jpeg' | 'png' | 'tiff'),
  bytes: Uint8Array,
): Promise<Result<Archivo, Refusal<ImagenErrorCode>>> {
  // A truncated file and one with wrong data are refused: what could be saved of them is not what was on the paper.
  const options = { failOn: 'error', limitInputPixels: false, sequentialRead: true } as const;
  const measured = await attempt(() => sharp(bytes, options).metadata());
  if (!measured.ok) return measured;
  const { width, height, pages = 1 } = measured.value;
  const refused = refuseMedidas(formato, width, height);
  if (refused !== null) return refused;
  return ok({
    paginas: formato === 'tiff' ? pages : 1,
    page: async (i, detalle): Promise<Result<Pagina, Refusal<ImagenErrorCode>>> => {
      const own = i === 0 ? measured : await attempt(() => sharp(bytes, { ...options, page: i }).metadata());
      if (!own.ok) return own;
      const { width, height } = own.value;
      const refused = refuseMedidas(formato, width, height);
      if (refused !== null) return refused;
      const largo = largoFor(detalle, Math.max(width, height));
      const decoded = await attempt(() =>
        sharp(bytes, { ...options, page: i })
          .autoOrient()
          .resize({ width: largo, height: largo, fit: 'inside', withoutEnlargement: true, kernel: 'linear' })
          .flatten({ background: '#fff' })
          .toColourspace('b-w')
          .raw()
          .toBuffer({ resolveWithObject: true }),
      );
      if (!decoded.ok) return decoded;
      const { data, info } = decoded.value;
      return ok({
        lienzo: { ancho: info.width, alto: info.height, puntos: data },
        escala: Math.max(width, height) / Math.max(info.width, info.height),
      });
    },
    close() {},
  });
}

/** Halves of halves are nearly free in a JPEG, so one that comes close is taken instead of the exact size. */
function largoFor(detalle: Detalle, largo: number): number {
  if (detalle === 'completo') return largo;
  const near = [2, 4, 8].map((times) => Math.round(largo / times));
  return (
    near.find((each) => each > LARGO_DE_TRABAJO * 0.85 && each < LARGO_DE_TRABAJO * 1.2) ?? LARGO_DE_TRABAJO
  );
}

/** What sharp throws of a file is about the file: there is nothing else that it was given. */
async function attempt<T>(run: () => Promise<T>): Promise<Result<T, Refusal<ImagenErrorCode>>> {
  try {
    return ok(await run());
  } catch (error) {
    return refuseDanado(error);
  }
}
