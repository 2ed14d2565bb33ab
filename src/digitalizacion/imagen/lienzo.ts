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

/**
 * Black or white by what surrounds each dot, so that a shadow across the paper does not matter.
 *
 * @param radio of the surroundings, in dots
 * @param parte of their mean, below which a dot is ink
 * @returns 0 where there is ink, 255 where there is not
 */
export function binarize(lienzo: Lienzo, radio: number, parte: number): Lienzo {
  const { ancho, alto, puntos } = lienzo;
  const sums = sumArea(lienzo);
  const stride = ancho + 1;
  const out = new Uint8Array(puntos.length);
  for (let y = 0; y < alto; y += 1) {
    const top = Math.max(0, y - radio);
    const bottom = Math.min(alto, y + radio + 1);
    const above = top * stride;
    const below = bottom * stride;
    for (let x = 0; x < ancho; x += 1) {
      const left = x < radio ? 0 : x - radio;
      const right = x + radio >= ancho ? ancho : x + radio + 1;
      const sum =
        at(sums, below + right) - at(sums, below + left) - at(sums, above + right) + at(sums, above + left);
      const limit = (parte * sum) / ((right - left) * (bottom - top));
      out[y * ancho + x] = at(puntos, y * ancho + x) < limit ? 0 : 255;
    }
  }
  return { ...lienzo, puntos: out };
}

/** Sum of all that is above and to the left of each dot; one row and one column more than the picture. */
function sumArea({ ancho, alto, puntos }: Lienzo): Uint32Array {
  const stride = ancho + 1;
  const sums = new Uint32Array(stride * (alto + 1));
  for (let y = 0; y < alto; y += 1) {
    let row = 0;
    const to = (y + 1) * stride;
    for (let x = 0; x < ancho; x += 1) {
      row += at(puntos, y * ancho + x);
      sums[to + x + 1] = at(sums, to + x + 1 - stride) + row;
    }
  }
  return sums;
}

export function clamp(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : Math.round(value);
}

/** What is inside by construction: the indices are computed from the measures of the same picture. */
export function at(values: Uint8Array | Uint32Array | Int32Array | Float64Array, index: number): number {
  return values[index] as number;
}
