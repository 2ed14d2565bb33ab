/** Greys of a picture, and the sums by which any rectangle of it is measured at once. Pure. */

/** One byte for each point, by rows: 0 black, 255 white. */
export interface Gris {
  readonly ancho: number;
  readonly alto: number;
  readonly puntos: Uint8ClampedArray;
}

/** From the four bytes of each point that a canvas gives. */
export function grisDe({ width, height, data }: Pick<ImageData, 'width' | 'height' | 'data'>): Gris {
  const puntos = new Uint8ClampedArray(width * height);
  for (let i = 0, j = 0; i < puntos.length; i += 1, j += 4) {
    // Luma of ITU-R BT.601, in integers.
    puntos[i] = ((data[j] ?? 0) * 77 + (data[j + 1] ?? 0) * 150 + (data[j + 2] ?? 0) * 29) >> 8;
  }
  return { ancho: width, alto: height, puntos };
}

export interface Sumas {
  /** mean grey of a rectangle, cut at the edges of the picture */
  media(x: number, y: number, ancho: number, alto: number): number;
  /** standard deviation of it */
  desviacion(x: number, y: number, ancho: number, alto: number): number;
}

/** Sums of everything above and to the left of each point. */
export function sumasDe({ ancho, alto, puntos }: Gris): Sumas {
  const w = ancho + 1;
  const sum = new Float64Array(w * (alto + 1));
  const squares = new Float64Array(w * (alto + 1));
  for (let y = 0; y < alto; y += 1) {
    let row = 0;
    let rowOfSquares = 0;
    for (let x = 0; x < ancho; x += 1) {
      const value = puntos[y * ancho + x] ?? 0;
      row += value;
      rowOfSquares += value * value;
      const at = (y + 1) * w + x + 1;
      sum[at] = (sum[at - w] ?? 0) + row;
      squares[at] = (squares[at - w] ?? 0) + rowOfSquares;
    }
  }
  const total = (of: Float64Array, x: number, y: number, x2: number, y2: number) =>
    (of[y2 * w + x2] ?? 0) - (of[y * w + x2] ?? 0) - (of[y2 * w + x] ?? 0) + (of[y * w + x] ?? 0);
  const clip = (x: number, y: number, width: number, height: number) => {
    const x1 = Math.min(Math.max(Math.round(x), 0), ancho - 1);
    const y1 = Math.min(Math.max(Math.round(y), 0), alto - 1);
    const x2 = Math.min(Math.max(Math.round(x + width), x1 + 1), ancho);
    const y2 = Math.min(Math.max(Math.round(y + height), y1 + 1), alto);
    return { x1, y1, x2, y2, n: (x2 - x1) * (y2 - y1) };
  };
  return {
    media(x, y, width, height) {
      const { x1, y1, x2, y2, n } = clip(x, y, width, height);
      return total(sum, x1, y1, x2, y2) / n;
    },
    desviacion(x, y, width, height) {
      const { x1, y1, x2, y2, n } = clip(x, y, width, height);
      const mean = total(sum, x1, y1, x2, y2) / n;
      return Math.sqrt(Math.max(0, total(squares, x1, y1, x2, y2) / n - mean * mean));
    },
  };
}

/** Grey below which lies that share of the points of a rectangle, given as shares of the picture. */
export function percentiles(
  { ancho, alto, puntos }: Gris,
  zona: { readonly x: number; readonly y: number; readonly ancho: number; readonly alto: number },
  shares: readonly number[],
): readonly number[] {
  const histogram = new Uint32Array(256);
  const [x1, x2] = [Math.floor(zona.x * ancho), Math.ceil((zona.x + zona.ancho) * ancho)];
  const [y1, y2] = [Math.floor(zona.y * alto), Math.ceil((zona.y + zona.alto) * alto)];
  let n = 0;
  for (let y = y1; y < y2; y += 2) {
    for (let x = x1; x < x2; x += 2) {
      const value = puntos[y * ancho + x] ?? 0;
      histogram[value] = (histogram[value] ?? 0) + 1;
      n += 1;
    }
  }
  return shares.map((share) => {
    let below = 0;
    for (let value = 0; value < 256; value += 1) {
      below += histogram[value] ?? 0;
      if (below >= share * n) return value;
    }
    return 255;
  });
}

/** How much two pictures of the same size differ, in mean greys; 255 when they are not of the same size. */
export function diferencia(a: Gris, b: Gris): number {
  if (a.ancho !== b.ancho || a.alto !== b.alto) return 255;
  let sum = 0;
  for (let i = 0; i < a.puntos.length; i += 1) sum += Math.abs((a.puntos[i] ?? 0) - (b.puntos[i] ?? 0));
  return sum / a.puntos.length;
}
