/** A file that came from outside, opened: its pages, one at a time. */

import type { Refusal, Result } from '../../dominio/result.ts';
import type { ImagenErrorCode } from './contrato.ts';
import type { Lienzo } from './lienzo.ts';

/** `trabajo`: what is needed to find and read the sheet. `completo`: all that the file has. */
export type Detalle = 'trabajo' | 'completo';

/** Dots of the longest side of a picture to work on: a letter sheet at 200 dpi. */
export const LARGO_DE_TRABAJO = 2200;

export interface Pagina {
  readonly lienzo: Lienzo;
  /** dots that the file has for each one of `lienzo` */
  readonly escala: number;
  /** what a viewer must do to show it upright, as EXIF numbers it (1: nothing); `lienzo` is as it was stored */
  readonly orientacion: number;
}

export interface Archivo {
  readonly paginas: number;
  /** Decodes a page, counted from 0. */
  page(i: number, detalle: Detalle): Promise<Result<Pagina, Refusal<ImagenErrorCode>>>;
  /**
   * The page to work on as whoever prints it sees it, when `page` gave the picture that is inside, which may lie in it
   * another way; null when it gave that already. Without it, a page is only its picture.
   */
  draw?(i: number): Promise<Result<Pagina, Refusal<ImagenErrorCode>> | null>;
  close(): void;
}
