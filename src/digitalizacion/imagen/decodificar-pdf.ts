/** The PDF of a multifunction printer: a picture on each page, drawn by pdfium in WebAssembly. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium';
import { ok, type Refusal, type Result } from '../../dominio/result.ts';
import { type Archivo, LARGO_DE_TRABAJO } from './archivo.ts';
import type { ImagenErrorCode } from './contrato.ts';
import { refuseDanado } from './limites.ts';

/** Of the longest side, when all that a page has is asked for: a letter sheet at 300 dpi. */
const LARGO_MAXIMO = 3300;

/** @returns the pages of a PDF, with at most `LARGO_MAXIMO` dots on a side whatever they say to measure */
export async function openPdf(bytes: Uint8Array): Promise<Result<Archivo, Refusal<ImagenErrorCode>>> {
  let document: PDFiumDocument;
  let paginas: number;
  try {
    document = await (await library()).loadDocument(bytes);
    paginas = document.getPageCount();
  } catch (error) {
    return refuseDanado(error);
  }
  return ok({
    paginas,
    async page(i, detalle) {
      try {
        const page = document.getPage(i);
        const { originalWidth, originalHeight } = page.getOriginalSize();
        const longest = Math.max(originalWidth, originalHeight);
        if (!(longest > 0)) return refuseDanado(new Error('página sin medidas'));
        const asked = detalle === 'trabajo' ? LARGO_DE_TRABAJO : LARGO_MAXIMO;
        const drawn = await page.render({ render: 'bitmap', colorSpace: 'Gray', scale: asked / longest });
        return ok({
          lienzo: { ancho: drawn.width, alto: drawn.height, puntos: drawn.data },
          escala: LARGO_MAXIMO / asked,
          orientacion: 1,
        });
      } catch (error) {
        return refuseDanado(error);
      }
    },
    close: () => document.destroy(),
  });
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
