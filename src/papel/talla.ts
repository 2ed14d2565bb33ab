/** The size at which a text fits its place: names of coalitions are as long as their parties want. */

const MM_POR_PUNTO = 0.3528;
/** Widths of Atkinson Hyperlegible in bold, in parts of its size, with some to spare. */
const ANCHOS = { mayuscula: 0.71, minuscula: 0.58, angosta: 0.34 } as const;
/** Of a line and of the space under it, in parts of the size. */
const ALTO = 0.67;
const INTERLINEA = 0.4;
/** Of each line, what is lost because words are not cut. */
const PERDIDA = 0.16;

export interface TextoAjustado {
  readonly texto: string;
  /** in points */
  readonly talla: number;
  /** height of its lines, in millimetres */
  readonly alto: number;
}

/**
 * @param ancho and alto of its place, in millimetres
 * @param tallas in points, from the largest; the last one is used when none fits
 */
export function ajustar(
  texto: string,
  { ancho, alto }: { readonly ancho: number; readonly alto: number },
  tallas: readonly [number, ...number[]],
): TextoAjustado {
  const length = widthOf(texto);
  const sizes = tallas.map((talla) => {
    const width = length * talla * MM_POR_PUNTO;
    const lines = width <= ancho ? 1 : Math.ceil(width / (ancho * (1 - PERDIDA)));
    return { texto, talla, alto: talla * MM_POR_PUNTO * (lines * ALTO + (lines - 1) * INTERLINEA) };
  });
  const smallest = sizes.at(-1);
  if (smallest === undefined) throw new Error('no sizes to choose from');
  return sizes.find((one) => one.alto <= alto) ?? smallest;
}

/** In parts of the size. */
function widthOf(texto: string): number {
  let width = 0;
  for (const letter of texto) {
    if (/[ \u00a0.,·:;|()ijlftI1'-]/.test(letter)) width += ANCHOS.angosta;
    else width += letter === letter.toLowerCase() ? ANCHOS.minuscula : ANCHOS.mayuscula;
  }
  return width;
}
