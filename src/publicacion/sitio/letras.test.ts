import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { readLetras } from './letras.ts';

const FUENTE = '@expo-google-fonts/atkinson-hyperlegible/400Regular/AtkinsonHyperlegible_400Regular.ttf';
const letras = readLetras(readFileSync(fileURLToPath(import.meta.resolve(FUENTE))));

/** How much of the picture a text blackens. */
async function inkOf(texto: string): Promise<number> {
  const path = letras.draw(texto, { x: 10, y: 60, cuerpo: 50 });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="80"><rect width="400" height="80" fill="#fff"/>${path}</svg>`;
  const { channels } = await sharp(Buffer.from(svg)).greyscale().stats();
  return 255 - (channels[0]?.mean ?? 255);
}

test('a text is as wide as its letters, and more ink than nothing', async () => {
  expect(letras.width('', 50)).toBe(0);
  expect(letras.width('mm', 50)).toBeCloseTo(2 * letras.width('m', 50));
  expect(letras.width('m', 50)).toBeGreaterThan(letras.width('i', 50));
  expect(await inkOf(' ')).toBe(0);
  expect(await inkOf('8')).toBeGreaterThan(await inkOf('1'));
});

test('what a name of Mexico may have is drawn with its mark: ñ, accents, ü', async () => {
  for (const [marked, plain] of ['ñn', 'áa', 'ée', 'íı', 'óo', 'úu', 'üu', 'ÁA', 'ÑN'] as readonly string[]) {
    expect(await inkOf(marked ?? ''), marked).toBeGreaterThan(await inkOf(plain ?? ''));
  }
});

test('a thin space is a space, and a letter that the font has not is its base or an empty box', async () => {
  expect(letras.width('\u202f', 50)).toBe(letras.width(' ', 50));
  expect(letras.draw('ḁ', { x: 0, y: 0, cuerpo: 50 })).toBe(letras.draw('a', { x: 0, y: 0, cuerpo: 50 }));
  expect(await inkOf('中')).toBeGreaterThan(0);
});

test('the end and the middle of a text may be where it is anchored', () => {
  const at = (ancla: 'inicio' | 'medio' | 'fin') =>
    Number(/translate\(([-\d.]+)/.exec(letras.draw('casilla', { x: 500, y: 0, cuerpo: 40, ancla }))?.[1]);
  const width = letras.width('casilla', 40);
  expect(at('inicio')).toBe(500);
  expect(at('medio')).toBeCloseTo(500 - width / 2, 1);
  expect(at('fin')).toBeCloseTo(500 - width, 1);
});

test('what is no font is refused', () => {
  expect(() => readLetras(new Uint8Array(64))).toThrow('a font without');
});
