/** What the page and the worker of the camera say to each other. */

import type { Motivo } from './veredicto.ts';

export type Pedido =
  /** a frame of the camera, to guide whoever holds the phone */
  | { readonly tipo: 'cuadro'; readonly n: number; readonly cuadro: ImageBitmap }
  /** a photograph, to be judged whole */
  | { readonly tipo: 'foto'; readonly n: number; readonly foto: Blob }
  /** a frame in which only a code is looked for: that of a slip */
  | { readonly tipo: 'talon'; readonly n: number; readonly cuadro: ImageBitmap };

export interface VistaDeCuadro {
  readonly motivos: readonly Motivo[];
  /** how many marks of the corners are seen */
  readonly marcas: number;
  /** mean greys that changed since the frame before */
  readonly movimiento: number;
  /** text of the code, when this frame has one that is read */
  readonly codigo: string | null;
}

export interface VistaDeFoto {
  readonly motivos: readonly Motivo[];
  readonly codigo: string | null;
  /** small picture for the lists; null when the phone cannot open the file */
  readonly miniatura: Blob | null;
}

/** A photograph that was taken or chosen, and what was seen in it. */
export interface Tomada {
  readonly contenido: Blob;
  readonly vista: VistaDeFoto;
}

export type Contestacion =
  | { readonly tipo: 'cuadro'; readonly n: number; readonly vista: VistaDeCuadro }
  | { readonly tipo: 'foto'; readonly n: number; readonly vista: VistaDeFoto }
  | { readonly tipo: 'talon'; readonly n: number; readonly codigo: string | null }
  /** it broke; the page is told apart of what broke */
  | { readonly tipo: 'falla'; readonly n: number };
