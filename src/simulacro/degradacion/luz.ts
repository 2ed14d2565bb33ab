/** Light, blur and noise over a picture that is already framed. */

import sharp from 'sharp';
import type { Gris } from '../../papel/raster.ts';
import type { Azar } from '../azar.ts';
import type { Foco, Luz } from './degradacion.ts';

/** Pixels between two places where the light is computed; between them it is a straight line. */
const PASO = 16;

/**
 * Puts that light on the picture, in place: what the sheet reflects of it, between the black and the white of the
 * camera.
 */
export function alumbrar({ ancho, alto, puntos }: Gris, luz: Luz): void {
  const columns = Math.ceil(ancho / PASO) + 2;
  const range = (luz.blanco - luz.negro) / 255;
  let over = lightRow(luz, columns, 0, ancho, alto);
  let under = over;
  for (let y = 0; y < alto; y += 1) {
    if (y % PASO === 0) {
      over = y === 0 ? over : under;
      under = lightRow(luz, columns, y + PASO, ancho, alto);
    }
    const down = (y % PASO) / PASO;
    const from = y * ancho;
    for (let block = 0; block * PASO < ancho; block += 1) {
      const start = mixRows(over, under, block, down);
      const slope = scaleOf(mixRows(over, under, block + 1, down), start);
      const end = Math.min(ancho, (block + 1) * PASO);
      let { factor, brillo } = start;
      for (let at = from + block * PASO; at < from + end; at += 1) {
        const value = ((luz.negro + (puntos[at] ?? 0) * range) * factor + brillo) | 0;
        puntos[at] = value > 255 ? 255 : value;
        factor += slope.factor;
        brillo += slope.brillo;
      }
    }
  }
}

/** Light at one place: how much of it arrives, and what a lamp adds. */
interface Sitio {
  readonly factor: number;
  readonly brillo: number;
}

function mixRows(over: readonly Sitio[], under: readonly Sitio[], column: number, down: number): Sitio {
  const [a, b] = [over[column] ?? OSCURO, under[column] ?? OSCURO];
  return {
    factor: a.factor + (b.factor - a.factor) * down,
    brillo: a.brillo + (b.brillo - a.brillo) * down,
  };
}

const OSCURO: Sitio = { factor: 0, brillo: 0 };

function scaleOf(end: Sitio, start: Sitio): Sitio {
  return { factor: (end.factor - start.factor) / PASO, brillo: (end.brillo - start.brillo) / PASO };
}

function lightRow(luz: Luz, columns: number, y: number, ancho: number, alto: number): readonly Sitio[] {
  const { caida, sombra, reflejo } = luz;
  const side = Math.max(ancho, alto);
  return Array.from({ length: columns }, (_, i) => {
    // From −1 to 1 across the longer side.
    const [u, v] = [(2 * i * PASO - ancho) / side, (2 * y - alto) / side];
    const lost = caida.parte * (0.5 + 0.5 * along(caida.angulo, u, v));
    const shade =
      sombra === null
        ? 0
        : sombra.parte /
          (1 + Math.exp((sombra.posicion - along(sombra.angulo, u, v)) / (sombra.suavidad / 2)));
    return {
      factor: (1 - lost) * (1 - shade),
      brillo: reflejo === null ? 0 : shineOf(reflejo, (i * PASO) / ancho, y / alto),
    };
  });
}

function along(angulo: number, u: number, v: number): number {
  const radians = (angulo * Math.PI) / 180;
  return Math.max(-1, Math.min(1, u * Math.cos(radians) + v * Math.sin(radians)));
}

function shineOf({ x, y, radio, fuerza }: NonNullable<Luz['reflejo']>, u: number, v: number): number {
  return fuerza * Math.exp(-((u - x) ** 2 + (v - y) ** 2) / (2 * radio ** 2));
}

/** Out of focus, or moved. */
export async function desenfocar(imagen: Gris, { desenfoque, movimiento }: Foco): Promise<Gris> {
  // Below this, sharp refuses: it would change nothing.
  const blurs = desenfoque >= 0.3;
  if (!blurs && movimiento === null) return imagen;
  const { ancho: width, alto: height } = imagen;
  let pipeline = sharp(imagen.puntos, { raw: { width, height, channels: 1 } });
  if (movimiento !== null) pipeline = pipeline.convolve(kernelOf(movimiento));
  if (blurs) pipeline = pipeline.blur({ sigma: desenfoque, precision: 'integer' });
  return { ...imagen, puntos: await pipeline.toColourspace('b-w').raw().toBuffer() };
}

/** A line through the middle of the kernel. */
function kernelOf({ largo, angulo }: NonNullable<Foco['movimiento']>) {
  const side = 2 * Math.ceil(largo / 2) + 1;
  const kernel = new Array<number>(side * side).fill(0);
  const radians = (angulo * Math.PI) / 180;
  const samples = 8 * side;
  for (let i = 0; i < samples; i += 1) {
    const along = ((i + 0.5) / samples - 0.5) * largo;
    const x = Math.round((side - 1) / 2 + along * Math.cos(radians));
    const y = Math.round((side - 1) / 2 + along * Math.sin(radians));
    kernel[y * side + x] = (kernel[y * side + x] ?? 0) + 1;
  }
  return { width: side, height: side, kernel, scale: samples };
}

const MUESTRAS = 1 << 13;

/** The noise of the sensor, in place: the picture is nobody else's by then. */
export function ensuciar({ ancho, alto, puntos }: Gris, desviacion: number, azar: Azar): void {
  const samples = Int16Array.from({ length: MUESTRAS }, () => Math.round(desviacion * azar.normal()));
  for (let y = 0; y < alto; y += 1) {
    const start = azar.integer(0, MUESTRAS - 1);
    const from = y * ancho;
    for (let x = 0; x < ancho; x += 1) {
      const value = (puntos[from + x] ?? 0) + (samples[(start + x) & (MUESTRAS - 1)] ?? 0);
      puntos[from + x] = value < 0 ? 0 : value > 255 ? 255 : value;
    }
  }
}
