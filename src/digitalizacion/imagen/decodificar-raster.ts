/** JPEG, PNG and TIFF (also the one-bit ones of a fax or a scanner, of several pages), with sharp. */

import sharp, { type Metadata } from 'sharp';
import { ok, type Refusal, type Result } from '../../dominio/result.ts';
import { type Archivo, type Detalle, LARGO_DE_TRABAJO, type Pagina } from './archivo.ts';
import type { FormatoDeArchivo, ImagenErrorCode } from './contrato.ts';
import { decodeGrises } from './decodificar-jpeg.ts';
import { halve, type Lienzo, largoDe, toGrey } from './lienzo.ts';
import { refuseDanado, refuseMedidas } from './limites.ts';

/** Up to here a picture is worked on as it came: making it smaller would cost more than it saves. */
const LARGO_SIN_REDUCIR = 2800;
/** The least that halving may leave: a letter sheet at 300 dpi becomes one at 150. */
const LARGO_MINIMO = 1640;

// A truncated file and one with wrong data are refused: what could be saved of them is not what was on the paper. The
// measures are looked at before decoding, with limits of our own.
const OPCIONES = { failOn: 'error', limitInputPixels: false, sequentialRead: true } as const;

/** Reads the header and nothing else. */
export async function openRaster(
  formato: FormatoDeArchivo & ('jpeg' | 'png' | 'tiff'),
  bytes: Uint8Array,
): Promise<Result<Archivo, Refusal<ImagenErrorCode>>> {
  const first = await measure(formato, bytes, 0);
  if (!first.ok) return first;
  return ok({
    paginas: formato === 'tiff' ? (first.value.pages ?? 1) : 1,
    async page(i, detalle) {
      const measured = i === 0 ? first : await measure(formato, bytes, i);
      return measured.ok ? decode(formato, bytes, i, measured.value, detalle) : measured;
    },
    close() {},
  });
}

async function measure(
  formato: FormatoDeArchivo,
  bytes: Uint8Array,
  page: number,
): Promise<Result<Metadata, Refusal<ImagenErrorCode>>> {
  const measured = await attempt(() => sharp(bytes, { ...OPCIONES, page }).metadata());
  if (!measured.ok) return measured;
  return refuseMedidas(formato, measured.value.width, measured.value.height) ?? measured;
}

async function decode(
  formato: FormatoDeArchivo,
  bytes: Uint8Array,
  page: number,
  metadata: Metadata,
  detalle: Detalle,
): Promise<Result<Pagina, Refusal<ImagenErrorCode>>> {
  const { width, height, channels, hasAlpha, orientation = 1 } = metadata;
  const longest = Math.max(width, height);
  const most = detalle === 'completo' || longest <= LARGO_SIN_REDUCIR ? longest : LARGO_DE_TRABAJO;
  const pagina = (lienzo: Lienzo): Result<Pagina, never> => {
    const shown = detalle === 'completo' ? lienzo : halveIfLarge(lienzo);
    return ok({ lienzo: shown, escala: longest / largoDe(shown), orientacion: orientation });
  };
  const grises = formato === 'jpeg' ? await decodeGrises(bytes, metadata) : null;
  if (grises !== null) return pagina(grises);
  const decoded = await attempt(() => {
    let image = sharp(bytes, { ...OPCIONES, page });
    // Grey is halved afterwards, which costs less; colours are three times as many to keep.
    if (most < longest && (channels > 1 || formato === 'jpeg'))
      image = image.resize({ width: most, height: most, fit: 'inside', kernel: 'linear' });
    if (hasAlpha) image = image.flatten({ background: '#fff' });
    // A picture in colour is made grey here, and not by sharp, which takes a turn through linear light for it.
    if (channels < 3) image = image.toColourspace('b-w');
    return image.raw().toBuffer({ resolveWithObject: true });
  });
  if (!decoded.ok) return decoded;
  const { data, info } = decoded.value;
  const puntos = info.channels === 3 ? toGrey(data, 3) : data;
  return pagina({ ancho: info.width, alto: info.height, puntos });
}

/** Halved as many times as leave enough of it. */
function halveIfLarge(lienzo: Lienzo): Lienzo {
  const largo = largoDe(lienzo);
  return largo > LARGO_SIN_REDUCIR && largo >= 2 * LARGO_MINIMO ? halveIfLarge(halve(lienzo)) : lienzo;
}

/** What sharp throws of a file is about the file: there is nothing else that it was given. */
async function attempt<T>(run: () => Promise<T>): Promise<Result<T, Refusal<ImagenErrorCode>>> {
  try {
    return ok(await run());
  } catch (error) {
    return refuseDanado(error);
  }
}
