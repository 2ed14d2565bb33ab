/** Images of invented actas for the tests of the screens: rows, letters, numbers, and where each row lies. */

import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { enLetra } from '../../../src/papel/letra.ts';
import type { Renglon } from '../../../src/proceso/en-pantalla.ts';

/** A4 at 120 dots per inch. */
const ANCHO = 992;
const ALTO = 1403;
const MARGEN = 60;
const PRIMERO = 210;

export interface ActaDibujada {
  readonly jpeg: Buffer;
  readonly sha256: string;
}

export interface RenglonPorDibujar {
  readonly etiqueta: string;
  /** null: nothing is written in that row */
  readonly cantidad: number | null;
}

/** Where the row `i` of `total` lies, as fractions of the image. */
export function renglonEn(i: number, total: number): Renglon {
  const alto = altoDe(total);
  return {
    x: MARGEN / ANCHO,
    y: (PRIMERO + i * alto) / ALTO,
    ancho: (ANCHO - 2 * MARGEN) / ANCHO,
    alto: alto / ALTO,
  };
}

export async function dibujarActa(
  titulo: string,
  renglones: readonly RenglonPorDibujar[],
): Promise<ActaDibujada> {
  const alto = altoDe(renglones.length);
  const rows = renglones.map(({ etiqueta, cantidad }, i) => {
    const y = PRIMERO + i * alto;
    const base = y + alto * 0.68;
    const wrote = cantidad === null ? ['', ''] : [enLetra(cantidad), String(cantidad)];
    return `
      <rect x="${MARGEN}" y="${y}" width="${ANCHO - 2 * MARGEN}" height="${alto}" fill="none" stroke="#333"/>
      <line x1="340" y1="${y}" x2="340" y2="${y + alto}" stroke="#333"/>
      <line x1="800" y1="${y}" x2="800" y2="${y + alto}" stroke="#333"/>
      <text x="${MARGEN + 10}" y="${base}" font-size="${Math.min(17, alto * 0.5)}" font-family="DejaVu Serif">${escaped(etiqueta.slice(0, 26))}</text>
      <text x="355" y="${base}" font-size="${Math.min(26, alto * 0.6)}" font-style="italic" font-family="DejaVu Sans" fill="#1d2f7a">${escaped(wrote[0] ?? '')}</text>
      <text x="866" y="${base}" font-size="${Math.min(28, alto * 0.65)}" font-style="italic" font-family="DejaVu Sans" fill="#1d2f7a" text-anchor="middle">${wrote[1]}</text>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${ANCHO}" height="${ALTO}">
    <rect width="100%" height="100%" fill="#fdfcf8"/>
    <text x="${ANCHO / 2}" y="90" font-size="26" font-weight="700" font-family="DejaVu Serif" text-anchor="middle">ACTA DE ESCRUTINIO Y CÓMPUTO · COPIA PREP</text>
    <text x="${ANCHO / 2}" y="135" font-size="20" font-family="DejaVu Serif" text-anchor="middle">${escaped(titulo)}</text>
    ${rows.join('')}</svg>`;
  const jpeg = await sharp(Buffer.from(svg)).jpeg({ quality: 80 }).toBuffer();
  return { jpeg, sha256: createHash('sha256').update(jpeg).digest('hex') };
}

function altoDe(total: number): number {
  return Math.min(62, (ALTO - PRIMERO - MARGEN) / total);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
