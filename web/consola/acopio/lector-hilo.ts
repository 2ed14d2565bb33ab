/** Reads the code of a picture of the camera, off the thread that draws. */

import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import direccionDelLector from 'zxing-wasm/reader/zxing_reader.wasm?url';

prepareZXingModule({
  overrides: {
    locateFile: (path: string, prefix: string) =>
      path.endsWith('.wasm') ? direccionDelLector : `${prefix}${path}`,
  },
});

/** Width to which a picture is reduced: a code of 22 mm at a hand's distance has pixels to spare. */
const ANCHO = 1100;

self.onmessage = async ({ data: cuadro }: MessageEvent<ImageBitmap>) => {
  self.postMessage(await readCode(cuadro));
};

async function readCode(cuadro: ImageBitmap): Promise<string | null> {
  const scale = Math.min(1, ANCHO / cuadro.width);
  const canvas = new OffscreenCanvas(Math.round(cuadro.width * scale), Math.round(cuadro.height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('a canvas without two dimensions');
  context.drawImage(cuadro, 0, 0, canvas.width, canvas.height);
  cuadro.close();
  const read = await readBarcodes(context.getImageData(0, 0, canvas.width, canvas.height), {
    formats: ['QRCode'],
    tryHarder: true,
    maxNumberOfSymbols: 1,
  });
  return read[0]?.text ?? null;
}
