/** What happened to the sheet before anybody took its picture: creases and stains, in its own millimetres. */

import type { Caja } from '../../papel/formato.ts';
import type { Gris } from '../../papel/raster.ts';
import type { Doblez, Mancha, Papel } from './degradacion.ts';

const MM_POR_PULGADA = 25.4;
/** Half of the width of a crease, in millimetres: dark on one side, light on the other. */
const MEDIO_DOBLEZ = 0.6;

/** The sheet with its creases and its stain; the same pixels when it has none. */
export function maltratar(hoja: Gris, { dobleces, mancha }: Papel, ppp: number): Gris {
  if (dobleces.length === 0 && mancha === null) return hoja;
  const hurt = { ...hoja, puntos: Uint8Array.from(hoja.puntos) };
  const porMm = ppp / MM_POR_PULGADA;
  for (const doblez of dobleces) crease(hurt, doblez, porMm);
  if (mancha !== null) stain(hurt, mancha, porMm);
  return hurt;
}

/**
 * The stain with its middle there that covers that part of the QR.
 *
 * @param parte fraction of the QR, at most 0.5
 * @param gris what it leaves on white paper
 */
export function stainOver(
  qr: Caja,
  middle: { readonly x: number; readonly y: number },
  parte: number,
  gris: number,
): Mancha {
  let [small, large] = [0, qr.ancho];
  for (let i = 0; i < 20; i += 1) {
    const radio = (small + large) / 2;
    if (coveredBy(qr, middle, radio) > parte) large = radio;
    else small = radio;
  }
  const thousandths = (value: number) => Math.round(value * 1000) / 1000;
  return {
    ...{ x: thousandths(middle.x), y: thousandths(middle.y), radio: thousandths(small), gris },
    cubierto: thousandths(coveredBy(qr, middle, small)),
  };
}

const CUADROS = 60;

function coveredBy(qr: Caja, middle: { readonly x: number; readonly y: number }, radio: number): number {
  let covered = 0;
  for (let j = 0; j < CUADROS; j += 1) {
    for (let i = 0; i < CUADROS; i += 1) {
      const x = qr.x + ((i + 0.5) / CUADROS) * qr.ancho - middle.x;
      const y = qr.y + ((j + 0.5) / CUADROS) * qr.alto - middle.y;
      if (x * x + y * y <= radio * radio) covered += 1;
    }
  }
  return covered / CUADROS ** 2;
}

function crease({ ancho, alto, puntos }: Gris, { sentido, posicion, fuerza }: Doblez, porMm: number): void {
  const half = Math.max(1, Math.round(MEDIO_DOBLEZ * porMm));
  const along = sentido === 'horizontal' ? alto : ancho;
  const middle = Math.round(posicion * along);
  for (let step = -half; step <= half; step += 1) {
    const at = middle + step;
    if (at < 0 || at >= along) continue;
    const depth = 1 - Math.abs(step) / (half + 1);
    // The paper turns towards the light on one side and away from it on the other; its ink wears off.
    const light = step < 0 ? 1 - fuerza * depth : 1;
    const worn = fuerza * depth * 90;
    const [from, count, jump] = sentido === 'horizontal' ? [at * ancho, ancho, 1] : [at, alto, ancho];
    for (let i = 0, p = from; i < count; i += 1, p += jump) {
      puntos[p] = Math.min(255, (puntos[p] ?? 0) * light + (step >= 0 ? worn : 0));
    }
  }
}

function stain({ ancho, alto, puntos }: Gris, { x, y, radio, gris }: Mancha, porMm: number): void {
  const [cx, cy, r] = [x * porMm, y * porMm, radio * porMm];
  const keep = gris / 255;
  for (let row = Math.max(0, Math.floor(cy - r)); row < Math.min(alto, cy + r); row += 1) {
    for (let column = Math.max(0, Math.floor(cx - r)); column < Math.min(ancho, cx + r); column += 1) {
      if ((column - cx) ** 2 + (row - cy) ** 2 > r * r) continue;
      const at = row * ancho + column;
      puntos[at] = (puntos[at] ?? 0) * keep;
    }
  }
}
