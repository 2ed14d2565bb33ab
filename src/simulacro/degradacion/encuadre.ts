/**
 * The sheet in front of the camera: a plane seen by a pinhole. A scanner is the same without leaning.
 */

import type { Caja } from '../../papel/formato.ts';
import type { Gris } from '../../papel/raster.ts';
import type { Azar } from '../azar.ts';
import type { Encuadre, Fondo, Orientacion } from './degradacion.ts';

const MM_POR_PULGADA = 25.4;

/** A homography: nine numbers by rows. */
export type Homografia = readonly [
  ...[a: number, b: number, c: number],
  ...[d: number, e: number, f: number],
  ...[g: number, h: number, i: number],
];

export interface Vista {
  readonly ancho: number;
  readonly alto: number;
  /** from millimetres of the sheet to pixels of the picture as it is stored */
  readonly aLaImagen: Homografia;
}

/** Quarter turn of what is stored, so that whoever obeys the EXIF sees it upright. */
const GUARDADA: Readonly<Record<Orientacion, number>> = { 1: 0, 3: 180, 6: -90, 8: 90 };

/** Where each point of the sheet falls, and how large the picture is. */
export function vistaDe(hoja: Caja, encuadre: Encuadre, ppp: number, exif: Orientacion): Vista {
  const upright = project(hoja, encuadre, ppp);
  const window = windowOf(hoja, upright, encuadre, ppp);
  const shifted = multiply(translation(-window.x, -window.y), upright);
  const ancho = Math.round(window.ancho);
  const alto = Math.round(window.alto);
  switch (GUARDADA[exif]) {
    case 180:
      return { ancho, alto, aLaImagen: multiply([-1, 0, ancho, 0, -1, alto, 0, 0, 1], shifted) };
    case 90:
      return { ancho: alto, alto: ancho, aLaImagen: multiply([0, -1, alto, 1, 0, 0, 0, 0, 1], shifted) };
    case -90:
      return { ancho: alto, alto: ancho, aLaImagen: multiply([0, 1, 0, -1, 0, ancho, 0, 0, 1], shifted) };
    default:
      return { ancho, alto, aLaImagen: shifted };
  }
}

/** A point of the sheet, in pixels of the picture. */
export function seen(
  [a, b, c, d, e, f, g, h, i]: Homografia,
  x: number,
  y: number,
): readonly [x: number, y: number] {
  const w = g * x + h * y + i;
  return [(a * x + b * y + c) / w, (d * x + e * y + f) / w];
}

/**
 * The picture: the sheet where the view says, and what is around it.
 *
 * @param ppp resolution of the pixels of the sheet
 */
export function retratar(
  hoja: Gris,
  ppp: number,
  { ancho, alto, aLaImagen }: Vista,
  fondo: Fondo,
  azar: Azar,
): Gris {
  const escala = ppp / MM_POR_PULGADA;
  const [a, b, c, d, e, f, g, h, i] = multiply(
    [escala, 0, -0.5, 0, escala, -0.5, 0, 0, 1],
    inverse(aLaImagen),
  );
  const picture = new Uint8Array(ancho * alto);
  const { puntos, ancho: width } = hoja;
  const [lastX, lastY] = [hoja.ancho - 1, hoja.alto - 1];
  const around = drawFondo(fondo, azar);
  // Where a pixel of the picture is on the sheet, in parts of 65,536 of its pixels.
  const placeOf = (x: number, y: number) => {
    const w = g * (x + 0.5) + h * (y + 0.5) + i;
    return {
      x: fixed((a * (x + 0.5) + b * (y + 0.5) + c) / w),
      y: fixed((d * (x + 0.5) + e * (y + 0.5) + f) / w),
    };
  };
  for (let y = 0; y < alto; y += 1) {
    const from = y * ancho;
    const texture = (y & (LADRILLO - 1)) * LADRILLO;
    let start = placeOf(0, y);
    for (let x = 0; x < ancho; x += PASO) {
      // Straight between two places that are this close: the error is under a hundredth of a pixel.
      const next = placeOf(x + PASO, y);
      const stepX = ((next.x - start.x) / PASO) | 0;
      const stepY = ((next.y - start.y) / PASO) | 0;
      const end = Math.min(PASO, ancho - x);
      let sx = start.x - stepX;
      let sy = start.y - stepY;
      for (let k = 0; k < end; k += 1) {
        sx = (sx + stepX) | 0;
        sy = (sy + stepY) | 0;
        const left = sx >> 16;
        const top = sy >> 16;
        if (left < 0 || top < 0 || left >= lastX || top >= lastY) {
          picture[from + x + k] = around[texture + ((x + k) & (LADRILLO - 1))] ?? 0;
          continue;
        }
        const rx = (sx >> 8) & 255;
        const ry = (sy >> 8) & 255;
        const at = (top * width + left) | 0;
        const over = (puntos[at] ?? 0) * (256 - rx) + (puntos[at + 1] ?? 0) * rx;
        const under = (puntos[at + width] ?? 0) * (256 - rx) + (puntos[at + width + 1] ?? 0) * rx;
        picture[from + x + k] = (over * (256 - ry) + under * ry + 32768) >> 16;
      }
      start = next;
    }
  }
  return { ancho, alto, puntos: picture };
}

/** Pixels between two places that are computed. */
const PASO = 16;
/** Farther than any sheet, and what 16 bits of fraction leave room for. */
const LEJOS = 30_000;

function fixed(value: number): number {
  return (Math.max(-LEJOS, Math.min(LEJOS, value)) * 65_536) | 0;
}

/** From millimetres of the sheet to pixels whose origin is the middle of the sheet. */
function project(hoja: Caja, { giro, cuarto, inclinacion, distancia }: Encuadre, ppp: number): Homografia {
  const z = radians(giro + cuarto);
  const [x, y] = [radians(inclinacion.x), radians(inclinacion.y)];
  const [cz, sz, cx, sx, cy, sy] = [
    ...[Math.cos(z), Math.sin(z), Math.cos(x)],
    ...[Math.sin(x), Math.cos(y), Math.sin(y)],
  ] as const;
  const far = distancia * hoja.alto;
  const focal = (far * ppp) / MM_POR_PULGADA;
  // Columns of Rx · Ry · Rz: what becomes of one millimetre to the right and of one millimetre down.
  const right = [cy * cz, cx * sz + sx * sy * cz, sx * sz - cx * sy * cz] as const;
  const down = [-cy * sz, cx * cz - sx * sy * sz, sx * cz + cx * sy * sz] as const;
  const plane: Homografia = [
    ...([focal * right[0], focal * down[0], 0] as const),
    ...([focal * right[1], focal * down[1], 0] as const),
    ...([right[2], down[2], far] as const),
  ];
  return multiply(plane, translation(-hoja.ancho / 2, -hoja.alto / 2));
}

/** What is in the picture: the box around the sheet, with its margins. */
function windowOf(hoja: Caja, h: Homografia, { margen }: Encuadre, ppp: number): Caja {
  const corners = [
    seen(h, 0, 0),
    seen(h, hoja.ancho, 0),
    seen(h, 0, hoja.alto),
    seen(h, hoja.ancho, hoja.alto),
  ];
  const porMm = ppp / MM_POR_PULGADA;
  const left = Math.min(...corners.map(([x]) => x)) - margen.izquierda * porMm;
  const right = Math.max(...corners.map(([x]) => x)) + margen.derecha * porMm;
  const top = Math.min(...corners.map(([, y]) => y)) - margen.arriba * porMm;
  const bottom = Math.max(...corners.map(([, y]) => y)) + margen.abajo * porMm;
  return { x: left, y: top, ancho: right - left, alto: bottom - top };
}

/** Side of the piece of texture that is repeated, in pixels: a power of two. */
const LADRILLO = 512;
const GRANO = 1024;

/** A piece of what is around the sheet. */
function drawFondo({ tipo, gris, contraste }: Fondo, azar: Azar): Uint8Array {
  const grano = Float64Array.from({ length: GRANO }, () => (2 * azar.next() - 1) * contraste);
  const at = (place: number) => grano[place & (GRANO - 1)] ?? 0;
  const piece = new Uint8Array(LADRILLO * LADRILLO);
  for (let y = 0; y < LADRILLO; y += 1) {
    const wave = Math.sin((y * 2 * Math.PI) / LADRILLO) * 14;
    for (let x = 0; x < LADRILLO; x += 1) {
      piece[y * LADRILLO + x] = clamp(gris + textureAt(x, y, wave));
    }
  }
  return piece;

  function textureAt(x: number, y: number, wave: number): number {
    switch (tipo) {
      case 'tapa':
        return 0;
      case 'mesa':
        return at(y * 7919 + x) * 0.5;
      case 'tela':
        return (((x >> 2) ^ (y >> 2)) & 1 ? contraste : -contraste) * 0.6 + at(x * 31 + y * 17) * 0.4;
      case 'madera':
        return at(((x + wave) / 5) | 0) * 0.8 + at(x * 13 + y) * 0.2;
    }
  }
}

function clamp(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

function translation(x: number, y: number): Homografia {
  return [1, 0, x, 0, 1, y, 0, 0, 1];
}

function multiply(m: Homografia, n: Homografia): Homografia {
  const [a, b, c, d, e, f, g, h, i] = m;
  const [p, q, r, s, t, u, v, w, x] = n;
  return [
    ...([a * p + b * s + c * v, a * q + b * t + c * w, a * r + b * u + c * x] as const),
    ...([d * p + e * s + f * v, d * q + e * t + f * w, d * r + e * u + f * x] as const),
    ...([g * p + h * s + i * v, g * q + h * t + i * w, g * r + h * u + i * x] as const),
  ];
}

/** Up to a factor, which a homography does not have. */
function inverse([a, b, c, d, e, f, g, h, i]: Homografia): Homografia {
  return [
    ...([e * i - f * h, c * h - b * i, b * f - c * e] as const),
    ...([f * g - d * i, a * i - c * g, c * d - a * f] as const),
    ...([d * h - e * g, b * g - a * h, a * e - b * d] as const),
  ];
}
