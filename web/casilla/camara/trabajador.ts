/** Looks at the frames and the photographs, off the thread that draws: codes, corners, light, sharpness and movement. */

import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import direccionDelLector from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { diferencia, type Gris, grisDe } from './gris.ts';
import type { Contestacion, Pedido, VistaDeCuadro, VistaDeFoto } from './mensajes.ts';
import { medir, motivosDe } from './veredicto.ts';

prepareZXingModule({
  overrides: {
    locateFile: (path: string, prefix: string) =>
      path.endsWith('.wasm') ? direccionDelLector : `${prefix}${path}`,
  },
});

/** Widths to which a picture is reduced: to look for marks, to measure edges, to read a code. */
const CHICA = 480;
const GRANDE = 1600;
const PARA_LEER = 1100;
const PARA_MOVIMIENTO = 64;
const MINIATURA = 150;

let before: Gris | null = null;
let turn = 0;
let untilRead = 0;
/** Frames that are not read after one that was: reading is what costs most, and the paper is still there. */
const DESCANSO = 3;

self.onmessage = async ({ data }: MessageEvent<Pedido>) => {
  try {
    self.postMessage(await answer(data));
  } catch (error) {
    // Whoever holds the phone goes on without being guided; the fault is not hidden.
    self.postMessage({ tipo: 'falla', n: data.n } satisfies Contestacion);
    reportError(error);
  }
};

async function answer(pedido: Pedido): Promise<Contestacion> {
  const { tipo, n } = pedido;
  if (tipo === 'foto') return { tipo, n, vista: await lookAtFoto(pedido.foto) };
  const { cuadro } = pedido;
  try {
    if (tipo === 'talon') return { tipo, n, codigo: await readCode(cuadro, ENTERA, PARA_LEER) };
    return { tipo, n, vista: await lookAtCuadro(cuadro) };
  } finally {
    cuadro.close();
  }
}

async function lookAtCuadro(cuadro: ImageBitmap): Promise<VistaDeCuadro> {
  const medidas = medir(grey(cuadro, CHICA), grey(cuadro, Math.min(GRANDE, cuadro.width)));
  const small = grey(cuadro, PARA_MOVIMIENTO);
  const movimiento = before === null ? 255 : diferencia(before, small);
  before = small;
  return {
    motivos: motivosDe(medidas),
    marcas: medidas.marcas.filter((marca) => marca !== null).length,
    movimiento,
    codigo: await readNow(cuadro),
  };
}

/** The corner and the whole sheet in turns: an acta may be upside down. */
async function readNow(cuadro: ImageBitmap): Promise<string | null> {
  untilRead -= 1;
  if (untilRead > 0) return null;
  turn += 1;
  const codigo = await readCode(cuadro, turn % 2 === 1 ? ESQUINA : ENTERA, PARA_LEER);
  if (codigo !== null) untilRead = DESCANSO + 1;
  return codigo;
}

async function lookAtFoto(foto: Blob): Promise<VistaDeFoto> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(foto, { imageOrientation: 'from-image' });
  } catch {
    // HEIC in most browsers: the server reads it, the phone does not.
    return { motivos: ['sin_revisar'], codigo: null, miniatura: null };
  }
  try {
    const motivos = motivosDe(medir(grey(picture, CHICA), grey(picture, Math.min(GRANDE, picture.width))));
    const codigo =
      (await readCode(picture, ESQUINA, PARA_LEER)) ??
      (await readCode(picture, ENTERA, GRANDE)) ??
      (await readCode(picture, ENTERA, picture.width));
    const miniatura = await draw(picture, ENTERA, MINIATURA).canvas.convertToBlob({
      type: 'image/jpeg',
      quality: 0.7,
    });
    return { motivos, codigo, miniatura };
  } finally {
    picture.close();
  }
}

interface Zona {
  readonly x: number;
  readonly y: number;
  readonly ancho: number;
  readonly alto: number;
}
const ENTERA: Zona = { x: 0, y: 0, ancho: 1, alto: 1 };
/** Where the code of an upright acta lies. */
const ESQUINA: Zona = { x: 0.58, y: 0, ancho: 0.42, alto: 0.36 };

async function readCode(picture: ImageBitmap, zona: Zona, width: number): Promise<string | null> {
  const { context, canvas } = draw(picture, zona, Math.min(width, Math.round(picture.width * zona.ancho)));
  const read = await readBarcodes(context.getImageData(0, 0, canvas.width, canvas.height), {
    formats: ['QRCode'],
    tryHarder: true,
    maxNumberOfSymbols: 1,
  });
  return read[0]?.text ?? null;
}

function grey(picture: ImageBitmap, width: number): Gris {
  const { context, canvas } = draw(picture, ENTERA, width);
  return grisDe(context.getImageData(0, 0, canvas.width, canvas.height));
}

function draw(picture: ImageBitmap, { x, y, ancho, alto }: Zona, width: number) {
  const from = { w: picture.width * ancho, h: picture.height * alto };
  const canvas = new OffscreenCanvas(width, Math.max(1, Math.round((from.h * width) / from.w)));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('a canvas without two dimensions');
  context.imageSmoothingQuality = 'medium';
  context.drawImage(
    picture,
    ...([picture.width * x, picture.height * y, from.w, from.h] as const),
    ...([0, 0, canvas.width, canvas.height] as const),
  );
  return { canvas, context };
}
