import { expect, test } from 'vitest';
import { loadMinimo } from '../../../pruebas/apoyo/minimo.ts';
import type { ActaEsperada } from '../../dominio/eleccion.ts';
import { createDibujante } from '../../papel/dibujo.ts';
import type { Trazo } from '../../papel/trazo.ts';
import { encodePublicada, shrink } from './codificar.ts';
import { openRaster } from './decodificar-raster.ts';
import { ANCHO_PUBLICADO } from './enderezar.ts';
import { countBits, huellaDe, huellasParecidas } from './huella.ts';
import type { Lienzo } from './lienzo.ts';

const proceso = await loadMinimo();
const dibujante = createDibujante(proceso);
const [primera, segunda] = proceso.actas as [ActaEsperada, ActaEsperada];
const PPP = (ANCHO_PUBLICADO / 215.9) * 25.4;

async function hojaOf(acta: ActaEsperada, palabras: readonly string[] = []): Promise<Lienzo> {
  const pluma = Array.from({ length: palabras.length === 0 ? 0 : 17 }, (_, i) => {
    const texto = `${palabras[i % palabras.length]} ${palabras[(3 * i + 1) % palabras.length]}`;
    const base = { tipo: 'texto', y: 64 + 9 * i, giro: 0, letra: 'Kalam', cuerpo: 15 } as const;
    return [
      { ...base, x: 84 + (i % 3), texto },
      { ...base, x: 172, texto: String((texto.length * (i + 7) * 31) % 457) },
    ];
  }).flat() satisfies Trazo[];
  return dibujante.gris(acta, PPP, pluma);
}

async function recompress(lienzo: Lienzo): Promise<Lienzo> {
  const opened = await openRaster('jpeg', await encodePublicada(lienzo));
  if (!opened.ok) throw new Error(opened.error.mensaje);
  const page = await opened.value.page(0, 'trabajo');
  if (!page.ok) throw new Error(page.error.mensaje);
  return page.value.lienzo;
}

/** The picture with everything some dots to the right and down: a sheet that was not flat. */
function shift(lienzo: Lienzo, dots: number): Lienzo {
  const puntos = new Uint8Array(lienzo.puntos.length).fill(255);
  puntos.set(lienzo.puntos.subarray(0, puntos.length - dots * (lienzo.ancho + 1)), dots * (lienzo.ancho + 1));
  return { ...lienzo, puntos };
}

const hoja = (lienzo: Lienzo) => huellaDe(lienzo, 'hoja_entera');
const UNAS = ['trescientos doce', 'cuarenta y uno', 'siete', 'ochenta', 'veintidós', 'seis', 'ciento dos'];
const OTRAS = ['doscientos nueve', 'trece', 'noventa y cuatro', 'uno', 'cincuenta', 'ocho', 'cero'];

test('the same paper is the same after being compressed again and moved a little', async () => {
  const lienzo = await hojaOf(primera, UNAS);
  expect(huellasParecidas(hoja(lienzo), hoja(await recompress(lienzo)))).toBe('mismo_papel');
  expect(huellasParecidas(hoja(lienzo), hoja(shift(lienzo, 2)))).toBe('mismo_papel');
});

test('the same form filled otherwise is another paper, also with the same code', async () => {
  const lienzo = hoja(await hojaOf(primera, UNAS));
  expect(huellasParecidas(lienzo, hoja(await hojaOf(segunda, UNAS.toReversed())))).toBe('distintas');
  expect(huellasParecidas(lienzo, hoja(await hojaOf(primera, OTRAS)))).toBe('distintas');
});

test('what is written with another code is the same writing: a code stuck over another is seen', async () => {
  const own = await hojaOf(primera, UNAS);
  const other = await hojaOf(segunda, UNAS);
  // The header and the code of another acta over the same body.
  const puntos = Uint8Array.from(own.puntos);
  puntos.set(other.puntos.subarray(0, own.ancho * 330));
  expect(huellasParecidas(hoja(own), hoja({ ...own, puntos }))).toBe('mismo_papel');
});

test('two blank actas are told apart by their code', async () => {
  const blank = await hojaOf(primera);
  expect(huellasParecidas(hoja(blank), hoja(await recompress(blank)))).toBe('mismo_papel');
  expect(huellasParecidas(hoja(blank), hoja(await hojaOf(segunda)))).toBe('distintas');
});

test('a page in which there is nothing is not the same as any other, not even as itself', () => {
  const nothing = hoja({ ancho: 1300, alto: 1682, puntos: new Uint8Array(1300 * 1682).fill(240) });
  expect(huellasParecidas(nothing, nothing)).toBe('distintas');
});

test('a picture that was not straightened is compared only with others that were not', async () => {
  const lienzo = await hojaOf(primera, UNAS);
  const crooked = huellaDe(lienzo, 'sin_enderezar');
  expect(huellasParecidas(crooked, hoja(lienzo))).toBe('distintas');
  const smaller = await shrink(lienzo, 1200);
  expect(huellasParecidas(crooked, huellaDe(smaller, 'sin_enderezar'))).toBe('mismo_papel');
});

test('bits are counted', () => {
  expect([0, 1, 0xff, 0x80000000, 0xffffffff].map(countBits)).toEqual([0, 1, 8, 1, 32]);
});
