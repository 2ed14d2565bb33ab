/** The PDF of a multifunction printer: a picture on each page, drawn by pdfium in WebAssembly. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium';
import { ok, type Refusal, type Result } from '../../dominio/result.ts';
import { type Archivo, LARGO_DE_TRABAJO, type Pagina } from './archivo.ts';
import type { ImagenErrorCode } from './contrato.ts';
import { openRaster } from './decodificar-raster.ts';
import { refuseDanado } from './limites.ts';

/** Of the longest side, when all that a page has is asked for: a letter sheet at 300 dpi. */
const LARGO_MAXIMO = 3300;

/** How unlike the shape of its page may be that of a picture that fills it. */
const OTRA_FORMA = 0.02;

/**
 * The pages of a PDF, with at most `LARGO_MAXIMO` dots on a side whatever they say to measure. The one that a scanner
 * made is a JPEG and nothing else: it is taken as it is, which costs a third of drawing it and blurs nothing.
 */
export async function openPdf(bytes: Uint8Array): Promise<Result<Archivo, Refusal<ImagenErrorCode>>> {
  let document: PDFiumDocument;
  let paginas: number;
  try {
    document = await (await library()).loadDocument(bytes);
    paginas = document.getPageCount();
  } catch (error) {
    return refuseDanado(error);
  }
  const taken = new Set<number>();

  async function draw(i: number, largo: number): Promise<Result<Pagina, Refusal<ImagenErrorCode>>> {
    try {
      const page = document.getPage(i);
      const { originalWidth, originalHeight } = page.getOriginalSize();
      const longest = Math.max(originalWidth, originalHeight);
      if (!(longest > 0)) return refuseDanado(new Error('página sin medidas'));
      const drawn = await page.render({ render: 'bitmap', colorSpace: 'Gray', scale: largo / longest });
      return ok({
        lienzo: { ancho: drawn.width, alto: drawn.height, puntos: drawn.data },
        escala: LARGO_MAXIMO / largo,
        orientacion: 1,
      });
    } catch (error) {
      return refuseDanado(error);
    }
  }

  return ok({
    paginas,
    async page(i, detalle) {
      if (detalle === 'completo') return draw(i, LARGO_MAXIMO);
      const inside = await takeJpeg(document, i);
      if (inside === null) return draw(i, LARGO_DE_TRABAJO);
      taken.add(i);
      return ok(inside);
    },
    draw: async (i) => (taken.has(i) ? draw(i, LARGO_DE_TRABAJO) : null),
    close: () => document.destroy(),
  });
}

/** The JPEG of a page that has nothing else; null when there is more, or it cannot be opened by itself. */
async function takeJpeg(document: PDFiumDocument, i: number): Promise<Pagina | null> {
  let bytes: Uint8Array;
  try {
    const page = document.getPage(i);
    if (page.getObjectCount() !== 1) return null;
    const object = page.getObject(0);
    if (object.type !== 'image') return null;
    const { data, width, height, filters } = await object.getImageDataRaw();
    const { originalWidth, originalHeight } = page.getOriginalSize();
    const shape = (originalWidth * height) / (originalHeight * width);
    if (filters.join() !== 'DCTDecode' || !(Math.abs(shape - 1) < OTRA_FORMA)) return null;
    bytes = data;
  } catch {
    // Whoever draws the page says what is wrong with it.
    return null;
  }
  const opened = await openRaster('jpeg', bytes);
  if (!opened.ok) return null;
  const pagina = await opened.value.page(0, 'trabajo');
  return pagina.ok ? { ...pagina.value, orientacion: 1 } : null;
}

let loaded: Promise<PDFiumLibrary> | null = null;

/** Loaded by the first PDF: most stations send none. */
function library(): Promise<PDFiumLibrary> {
  loaded ??= (() => {
    const wasm = readFileSync(createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm'));
    return PDFiumLibrary.init({
      wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength),
    });
  })();
  return loaded;
}
