/**
 * The four black squares of the corners of the sheet, looked for each in its quarter of the picture: whether the acta
 * is whole in it, how large it is, and how sharp. Pure.
 */

import { type Gris, percentiles, sumasDe } from './gris.ts';
import { HOJA, MARCA, ORILLA } from './hoja.ts';

/** A mark that was seen: its middle and its side, in points of the picture. */
export interface MarcaVista {
  readonly x: number;
  readonly y: number;
  readonly lado: number;
}

/** top left, top right, bottom left, bottom right; null where it was not seen */
export type MarcasVistas = readonly [
  MarcaVista | null,
  MarcaVista | null,
  MarcaVista | null,
  MarcaVista | null,
];

/** Shares of the width of the picture that the sheet may take. */
const ANCHO_MINIMO = 0.45;
const ANCHO_MAXIMO = 1.02;
const ENTRE_TAMANOS = 1.16;
/** Of each half of the picture, how much is looked at from its corner. */
const ALCANCE = 0.42;
/** Greys between a mark and the paper around it, at least. */
const CONTRASTE_MINIMO = 38;

/** A mark is darker than this share of the paper: what is not is passed over without measuring it. */
const OSCURO = 0.7;

/** @param gris about 500 points wide: a larger one takes longer and is not seen better */
export function buscarMarcas(gris: Gris): MarcasVistas {
  const { ancho, alto, puntos } = gris;
  const { media, desviacion } = sumasDe(gris);
  const [paper = 255] = percentiles(gris, { x: 0, y: 0, ancho: 1, alto: 1 }, [0.85]);
  const darkest = paper * OSCURO;
  const sides: number[] = [];
  const perMillimetre = Math.min(ancho, (alto * HOJA.ancho) / HOJA.alto) / HOJA.ancho;
  const largest = MARCA * perMillimetre * ANCHO_MAXIMO;
  for (let side = MARCA * perMillimetre * ANCHO_MINIMO; side <= largest; side *= ENTRE_TAMANOS) {
    if (side >= 3) sides.push(side);
  }

  /** How much a square stands out from the paper on its four sides; 0 when it is no mark. */
  function standsOut(x: number, y: number, side: number): number {
    const half = side / 2;
    const core = side * 0.7;
    const inside = media(x - core / 2, y - core / 2, core, core);
    // A strip on each side, apart from the edge, which blurs.
    const [gap, thick] = [half + side * 0.22, Math.max(1, side * 0.3)];
    const around = Math.min(
      media(x - half, y - gap - thick, side, thick),
      media(x - half, y + gap, side, thick),
      media(x - gap - thick, y - half, thick, side),
      media(x + gap, y - half, thick, side),
    );
    const contrast = around - inside;
    if (contrast < CONTRASTE_MINIMO || contrast < around * 0.35) return 0;
    // A letter, or a corner of the QR, has white in it.
    if (desviacion(x - core / 2, y - core / 2, core, core) > contrast * 0.22) return 0;
    return contrast;
  }

  function search(right: 0 | 1, bottom: 0 | 1): MarcaVista | null {
    let best: (MarcaVista & { readonly score: number }) | null = null;
    const diagonal = Math.hypot(ancho, alto);
    for (const lado of sides) {
      const step = Math.max(1, Math.floor(lado / 4));
      for (let dy = lado / 2; dy < alto * ALCANCE; dy += step) {
        for (let dx = lado / 2; dx < ancho * ALCANCE; dx += step) {
          const x = right === 1 ? ancho - 1 - dx : dx;
          const y = bottom === 1 ? alto - 1 - dy : dy;
          if ((puntos[Math.round(y) * ancho + Math.round(x)] ?? 0) > darkest) continue;
          const contrast = standsOut(x, y, lado);
          if (contrast === 0) continue;
          // Nothing black is nearer to the corner of the sheet than its mark.
          const score = contrast * (1 - (2 * Math.hypot(dx, dy)) / diagonal);
          if (best === null || score > best.score) best = { x, y, lado, score };
        }
      }
    }
    return best === null ? null : { x: best.x, y: best.y, lado: best.lado };
  }

  const found = [search(0, 0), search(1, 0), search(0, 1), search(1, 1)] as const;
  return sameSize(found);
}

/** Those of the size of most of them: the rest is something else. */
function sameSize(found: MarcasVistas): MarcasVistas {
  const sides = found.flatMap((each) => (each === null ? [] : [each.lado])).sort((a, b) => a - b);
  const middle = sides[Math.floor(sides.length / 2)] ?? 0;
  const keep = (each: MarcaVista | null) =>
    each !== null && each.lado < middle * 1.6 && each.lado > middle / 1.6 ? each : null;
  return [keep(found[0]), keep(found[1]), keep(found[2]), keep(found[3])];
}

const ENTRE_MARCAS_X = HOJA.ancho - 2 * ORILLA - MARCA;
const ENTRE_MARCAS_Y = HOJA.alto - 2 * ORILLA - MARCA;

/** Points of the picture for each millimetre of paper, where there are fewest; null without two marks of one side. */
export function puntosPorMilimetro([tl, tr, bl, br]: MarcasVistas): number | null {
  const sides = [
    [tl, tr, ENTRE_MARCAS_X],
    [bl, br, ENTRE_MARCAS_X],
    [tl, bl, ENTRE_MARCAS_Y],
    [tr, br, ENTRE_MARCAS_Y],
  ] as const;
  const all = sides.flatMap(([a, b, millimetres]) =>
    a === null || b === null ? [] : [Math.hypot(a.x - b.x, a.y - b.y) / millimetres],
  );
  return all.length === 0 ? null : Math.min(...all);
}

/**
 * Millimetres that the edges of a mark take to go from black to white, the worst of its two directions: the blur of a
 * hand that moved goes only one way.
 *
 * @param gris the picture in which it is looked at, as large as there is
 * @param marca in points of that picture
 */
export function bordeDe(gris: Gris, { x, y, lado }: MarcaVista): number | null {
  const perMillimetre = lado / MARCA;
  const across = edge(profile(gris, x, y, lado, 'x'));
  const down = edge(profile(gris, x, y, lado, 'y'));
  if (across === null || down === null) return null;
  return Math.max(across, down) / perMillimetre;
}

/** From the middle of a mark outwards, both ways joined: the mean of a band of its width. */
function profile({ ancho, alto, puntos }: Gris, x: number, y: number, lado: number, way: 'x' | 'y') {
  const reach = Math.round(lado);
  const band = Math.max(1, Math.round(lado * 0.2));
  const at = (i: number, j: number) => {
    const px = Math.round(way === 'x' ? x + i : x + j);
    const py = Math.round(way === 'x' ? y + j : y + i);
    return px < 0 || py < 0 || px >= ancho || py >= alto ? null : (puntos[py * ancho + px] ?? 0);
  };
  const side = (sign: 1 | -1) => {
    const values: number[] = [];
    for (let i = 0; i <= reach; i += 1) {
      let sum = 0;
      let n = 0;
      for (let j = -band; j <= band; j += 1) {
        const value = at(sign * i, j);
        if (value === null) continue;
        sum += value;
        n += 1;
      }
      if (n === 0) break;
      values.push(sum / n);
    }
    return values;
  };
  return [side(1), side(-1)] as const;
}

/** Points between a fifth and four fifths of the way from dark to light, stretched to the whole of it. */
function edge(sides: readonly (readonly number[])[]): number | null {
  const widths = sides.flatMap((values) => {
    const dark = Math.min(...values);
    const light = Math.max(...values);
    if (light - dark < 30) return [];
    const from = crossing(values, dark + (light - dark) * 0.2);
    const to = crossing(values, dark + (light - dark) * 0.8);
    return from === null || to === null ? [] : [Math.max(0, to - from) / 0.6];
  });
  return widths.length === 0 ? null : Math.min(...widths);
}

/** Where a profile first goes above a level, between points too. */
function crossing(values: readonly number[], level: number): number | null {
  for (let i = 1; i < values.length; i += 1) {
    const before = values[i - 1] ?? 0;
    const now = values[i] ?? 0;
    if (before < level && now >= level) return i - 1 + (level - before) / (now - before);
  }
  return null;
}
