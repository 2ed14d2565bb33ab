/** A printed page as pixels: what is on the paper before any scanner or camera sees it. */

import { PDFiumLibrary } from '@hyzyla/pdfium';

/** One byte per pixel, 0 black to 255 white, rows from the top. */
export interface Gris {
  readonly ancho: number;
  readonly alto: number;
  readonly puntos: Uint8Array;
}

const PUNTOS_POR_PULGADA = 72;

let opened: Promise<PDFiumLibrary> | undefined;

/**
 * The first page of a PDF.
 *
 * @param ppp dots per inch
 */
export async function rasterize(pdf: Uint8Array, ppp: number): Promise<Gris> {
  opened ??= PDFiumLibrary.init();
  const document = await (await opened).loadDocument(pdf);
  try {
    const { width, height, data } = await document
      .getPage(0)
      .render({ scale: ppp / PUNTOS_POR_PULGADA, render: 'bitmap', colorSpace: 'Gray' });
    return { ancho: width, alto: height, puntos: data };
  } finally {
    document.destroy();
  }
}
