/** A picture as what follows works on it: one channel of grey, row after row. */

export interface Lienzo {
  readonly ancho: number;
  readonly alto: number;
  /** 0 (black) to 255, `ancho × alto` of them */
  readonly puntos: Uint8Array;
}

export function largoDe({ ancho, alto }: Lienzo): number {
  return Math.max(ancho, alto);
}

/** What each colour weighs in the light that is seen, in parts of 256 (ITU-R BT.601). */
const PESOS = { rojo: 77, verde: 150, azul: 29 } as const;

/** @param canales of each dot: red, green and blue, and what may come after them */
export function toGrey(colores: Uint8Array, canales: 3 | 4): Uint8Array {
  const grey = new Uint8Array(colores.length / canales);
  for (let i = 0, from = 0; i < grey.length; i += 1, from += canales) {
    const light =
      PESOS.rojo * at(colores, from) +
      PESOS.verde * at(colores, from + 1) +
      PESOS.azul * at(colores, from + 2);
    grey[i] = light >> 8;
  }
  return grey;
}

/** Half as wide and half as tall: each dot is the mean of four. */
export function halve({ ancho, alto, puntos }: Lienzo): Lienzo {
  const width = ancho >> 1;
  const height = alto >> 1;
  const half = new Uint8Array(width * height);
  for (let y = 0, to = 0; y < height; y += 1) {
    let from = 2 * y * ancho;
    for (let x = 0; x < width; x += 1, to += 1, from += 2) {
      half[to] =
        (at(puntos, from) +
          at(puntos, from + 1) +
          at(puntos, from + ancho) +
          at(puntos, from + ancho + 1) +
          2) >>
        2;
    }
  }
  return { ancho: width, alto: height, puntos: half };
}

/** Side of the squares whose means are the surroundings, as part of theirs. */
const PARTES = 5;

/**
 * Black or white by what surrounds each dot, so that a shadow across the paper does not matter.
 *
 * @param entorno side of the surroundings, in dots
 * @param parte of their mean, below which a dot is ink
 * @returns 0 where there is ink, 255 where there is not
 */
export function binarize(lienzo: Lienzo, entorno: number, parte: number): Lienzo {
  const { ancho, alto, puntos } = lienzo;
  const side = Math.max(2, Math.round(entorno / PARTES));
  const across = Math.ceil(ancho / side);
  const down = Math.ceil(alto / side);
  const sums = new Float64Array(across * down);
  for (let y = 0, from = 0; y < alto; y += 1) {
    const square = Math.floor(y / side) * across;
    for (let i = 0; i < across; i += 1) {
      const end = Math.min(from + side, (y + 1) * ancho);
      let sum = 0;
      for (; from < end; from += 1) sum += at(puntos, from);
      sums[square + i] = at(sums, square + i) + sum;
    }
  }
  const limits = limitsOf(sums, { ancho, alto, side, across, down }, parte);
  const out = new Uint8Array(puntos.length);
  for (let y = 0, from = 0; y < alto; y += 1) {
    const square = Math.floor(y / side) * across;
    for (let i = 0; i < across; i += 1) {
      const end = Math.min(from + side, (y + 1) * ancho);
      const limit = at(limits, square + i);
      for (; from < end; from += 1) out[from] = at(puntos, from) < limit ? 0 : 255;
    }
  }
  return { ...lienzo, puntos: out };
}

/** The grey of each square below which a dot is ink. */
function limitsOf(
  sums: Float64Array,
  cuadros: {
    readonly ancho: number;
    readonly alto: number;
    readonly side: number;
    readonly across: number;
    readonly down: number;
  },
  parte: number,
): Float64Array {
  const { ancho, alto, side, across, down } = cuadros;
  const reach = (PARTES - 1) / 2;
  return sums.map((_, index) => {
    const i = index % across;
    const j = (index - i) / across;
    const [left, right] = [Math.max(0, i - reach), Math.min(across - 1, i + reach)];
    const [top, bottom] = [Math.max(0, j - reach), Math.min(down - 1, j + reach)];
    let sum = 0;
    for (let y = top; y <= bottom; y += 1) {
      for (let x = left; x <= right; x += 1) sum += at(sums, y * across + x);
    }
    const width = Math.min(ancho, (right + 1) * side) - left * side;
    const height = Math.min(alto, (bottom + 1) * side) - top * side;
    return (parte * sum) / (width * height);
  });
}

/** What is inside by construction: the indices are computed from the measures of the same picture. */
export function at(values: Uint8Array | Uint32Array | Float64Array, index: number): number {
  return values[index] as number;
}
