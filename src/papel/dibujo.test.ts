import sharp from 'sharp';
import { expect, test } from 'vitest';
import { loadMinimo } from '../../pruebas/apoyo/minimo.ts';
import { createDibujante } from './dibujo.ts';
import { formatoDe } from './formato.ts';
import type { Trazo } from './trazo.ts';

const proceso = await loadMinimo();
const dibujante = createDibujante(proceso);
const acta = proceso.actas[0]!;
const PPP = 100;
const MM = PPP / 25.4;

/** Mean grey of a box of the drawn acta: 0 black, 255 white. */
async function greyOf(
  imagen: Buffer,
  { x, y, ancho, alto }: { x: number; y: number; ancho: number; alto: number },
) {
  const box = await sharp(imagen)
    .extract({
      left: Math.round(x * MM),
      top: Math.round(y * MM),
      width: Math.max(1, Math.round(ancho * MM)),
      height: Math.max(1, Math.round(alto * MM)),
    })
    .toBuffer();
  const { channels } = await sharp(box).stats();
  return channels[0]!.mean;
}

test('the image is the whole sheet in grey, with its marks where the format says', async () => {
  const imagen = await dibujante.imagen(acta, PPP);
  const { hoja, marcas } = formatoDe(proceso, acta);
  const { width, height, channels } = await sharp(imagen).metadata();
  expect(channels).toBe(1);
  expect(width).toBeCloseTo(hoja.ancho * MM, -1);
  expect(height).toBeCloseTo(hoja.alto * MM, -1);
  for (const { x, y, ancho, alto } of marcas) {
    expect(await greyOf(imagen, { x: x + 1, y: y + 1, ancho: ancho - 2, alto: alto - 2 })).toBeLessThan(30);
  }
});

test('what is written by hand is where its field is, and a blank field stays blank', async () => {
  const [first, second] = formatoDe(proceso, acta).renglones;
  const { cifra } = first!;
  const trazo: Trazo = {
    ...{ tipo: 'texto', x: cifra.x + 3, y: cifra.y + 1, giro: 0 },
    ...{ texto: '888', letra: 'Kalam', cuerpo: 14 },
  };
  const inner = (caja: typeof cifra) => ({
    ...caja,
    x: caja.x + 1,
    ancho: caja.ancho - 2,
    y: caja.y + 1,
    alto: caja.alto - 2,
  });
  const [blank, filled] = await Promise.all([
    dibujante.imagen(acta, PPP),
    dibujante.imagen(acta, PPP, [trazo]),
  ]);
  expect(await greyOf(filled, inner(cifra))).toBeLessThan((await greyOf(blank, inner(cifra))) - 3);
  expect(await greyOf(filled, inner(second!.cifra))).toBeCloseTo(
    await greyOf(blank, inner(second!.cifra)),
    0,
  );
});

test('the printed acta is a PDF', () => {
  expect(dibujante.pdf(acta).subarray(0, 5).toString()).toBe('%PDF-');
});
