/** A rectangle of a sheet, in millimetres from its top left corner. */
export interface Caja {
  readonly x: number;
  readonly y: number;
  readonly ancho: number;
  readonly alto: number;
}
