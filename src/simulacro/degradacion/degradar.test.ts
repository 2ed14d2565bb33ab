import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { loadMinimo } from '../../../pruebas/apoyo/minimo.ts';
import { createDibujante } from '../../papel/dibujo.ts';
import { PLANTILLA } from '../../papel/formato.ts';
import { type Gris, rasterize } from '../../papel/raster.ts';
import { createAzar } from '../azar.ts';
import type { Degradacion } from './degradacion.ts';
import { degradar } from './degradar.ts';
import { seen, vistaDe } from './encuadre.ts';
import {
  NIVELES_DE_ESCANER,
  NIVELES_DE_TELEFONO,
  NIVELES_INSERVIBLES,
  type Nivel,
  sortearDegradacion,
} from './niveles.ts';
import { maltratar } from './papel-maltratado.ts';
import { turnosDe } from './turnos.ts';

const proceso = { ...(await loadMinimo()), tipo: 'jornada' } as const;
const dibujante = createDibujante(proceso);
const BUENOS = [...NIVELES_DE_ESCANER, ...NIVELES_DE_TELEFONO];
/** Enough for any rule here, and quick. */
const PPP = 100;
const hoja = await dibujante.gris(proceso.actas[0]!, PPP);

const draw = (nivel: Nivel, semilla: number): Degradacion => ({
  ...sortearDegradacion(nivel, createAzar(semilla, 'prueba', nivel), PLANTILLA.qr),
  ppp: PPP,
});
const apply = (degradacion: Degradacion) => degradar(hoja, PLANTILLA, degradacion, createAzar(1, 'grano'));

/** As it is stored: nobody has turned it. */
async function pixelsOf(archivo: Buffer, { formato }: Degradacion): Promise<Gris> {
  if (formato === 'pdf') return rasterize(archivo, PPP);
  const { data, info } = await sharp(archivo)
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const puntos =
    info.channels === 1
      ? data
      : Uint8Array.from({ length: info.width * info.height }, (_, i) => data[i * info.channels]!);
  return { ancho: info.width, alto: info.height, puntos };
}

const [BITS_PER_SAMPLE, COMPRESSION] = [258, 259] as const;

/** A short of the first directory of a little-endian TIFF; libvips leaves out what has its common value. */
function tagOf(tiff: Buffer, tag: number): number {
  expect(tiff.subarray(0, 4)).toEqual(Buffer.from([0x49, 0x49, 42, 0]));
  const directory = tiff.readUInt32LE(4);
  const entries = tiff.readUInt16LE(directory);
  for (let i = 0; i < entries; i += 1) {
    const at = directory + 2 + 12 * i;
    if (tiff.readUInt16LE(at) === tag) return tiff.readUInt16LE(at + 8);
  }
  return 1;
}

/** Mean of the pixels around one. */
function greyAt({ ancho, alto, puntos }: Gris, x: number, y: number, radio: number): number {
  let [sum, count] = [0, 0];
  for (let row = Math.round(y) - radio; row <= Math.round(y) + radio; row += 1) {
    for (let column = Math.round(x) - radio; column <= Math.round(x) + radio; column += 1) {
      if (row < 0 || column < 0 || row >= alto || column >= ancho) continue;
      sum += puntos[row * ancho + column]!;
      count += 1;
    }
  }
  return count === 0 ? Number.NaN : sum / count;
}

describe.each(BUENOS)('%s', (nivel) => {
  test('the marks are where its manifest says, dark, with light paper beside them', async () => {
    const degradacion = draw(nivel, 7);
    const picture = await pixelsOf(await apply(degradacion), degradacion);
    const vista = vistaDe(PLANTILLA.hoja, degradacion.encuadre, PPP, degradacion.exif);
    expect(Math.abs(picture.ancho - vista.ancho)).toBeLessThanOrEqual(2);
    expect(Math.abs(picture.alto - vista.alto)).toBeLessThanOrEqual(2);
    let compared = 0;
    for (const { x, y, ancho } of PLANTILLA.marcas) {
      const inward = x < 100 ? ancho * 1.6 : -ancho * 0.6;
      const [mark, paper] = [
        seen(vista.aLaImagen, x + ancho / 2, y + ancho / 2),
        seen(vista.aLaImagen, x + inward, y + ancho / 2),
      ];
      const [dark, light] = [greyAt(picture, ...mark, 3), greyAt(picture, ...paper, 3)];
      if (Number.isNaN(dark) || Number.isNaN(light)) continue;
      compared += 1;
      expect(dark).toBeLessThan(light * 0.75);
    }
    expect(compared).toBeGreaterThanOrEqual(2);
  });
});

test('the same degradation and seed give the same bytes; another seed, another picture', async () => {
  const degradacion = draw('telefono_moderado', 1);
  expect((await apply(degradacion)).equals(await apply(degradacion))).toBe(true);
  expect(draw('telefono_moderado', 2)).not.toEqual(degradacion);
});

test('a stain takes between 3 and 15 % of the QR, and what it says it takes', () => {
  const { qr } = PLANTILLA;
  for (const nivel of ['escaner_manchado', 'telefono_manchado'] as const) {
    for (let semilla = 0; semilla < 20; semilla += 1) {
      const { mancha } = draw(nivel, semilla).papel;
      expect(mancha!.cubierto).toBeGreaterThan(0.02);
      expect(mancha!.cubierto).toBeLessThanOrEqual(0.15);
    }
  }
  const { papel } = draw('escaner_manchado', 3);
  const white = { ...hoja, puntos: new Uint8Array(hoja.puntos.length).fill(255) };
  const stained = maltratar(white, { dobleces: [], mancha: papel.mancha }, PPP);
  const mm = PPP / 25.4;
  let [dark, all] = [0, 0];
  for (let y = qr.y * mm; y < (qr.y + qr.alto) * mm; y += 1) {
    for (let x = qr.x * mm; x < (qr.x + qr.ancho) * mm; x += 1) {
      all += 1;
      if (stained.puntos[Math.floor(y) * white.ancho + Math.floor(x)]! < 255) dark += 1;
    }
  }
  expect(Math.abs(dark / all - papel.mancha!.cubierto)).toBeLessThan(0.03);
});

test('a picture of one bit is a TIFF of group 4 with nothing but black and white', async () => {
  const degradacion = draw('escaner_1bit', 1);
  const archivo = await apply(degradacion);
  expect([tagOf(archivo, BITS_PER_SAMPLE), tagOf(archivo, COMPRESSION)]).toEqual([1, 4]);
  const { puntos } = await pixelsOf(archivo, degradacion);
  expect(new Set(puntos)).toEqual(new Set([0, 255]));
});

test('whoever obeys the EXIF sees the sheet upright, however the telephone stored it', async () => {
  const upright = { ...draw('telefono_bueno', 5), exif: 1 } as const;
  const [expected] = [await pixelsOf(await apply(upright), upright)];
  for (const exif of [3, 6, 8] as const) {
    const stored = await apply({ ...upright, exif });
    expect((await sharp(stored).metadata()).orientation).toBe(exif);
    const turned = await sharp(stored).autoOrient().toBuffer();
    const shown = await pixelsOf(turned, upright);
    expect([shown.ancho, shown.alto]).toEqual([expected.ancho, expected.alto]);
    const { aLaImagen } = vistaDe(PLANTILLA.hoja, upright.encuadre, PPP, 1);
    for (const { x, y, ancho } of PLANTILLA.marcas) {
      expect(greyAt(shown, ...seen(aLaImagen, x + ancho / 2, y + ancho / 2), 3)).toBeLessThan(120);
    }
  }
});

test('a picture that leaves out part of the sheet leaves out that part', () => {
  const cut = draw('inservible_cortado', 1);
  const vista = vistaDe(PLANTILLA.hoja, cut.encuadre, PPP, 1);
  const [, lastRow] = seen(vista.aLaImagen, PLANTILLA.hoja.ancho / 2, PLANTILLA.hoja.alto * 0.8);
  expect(lastRow).toBeGreaterThan(vista.alto);
  const [x, y] = seen(vista.aLaImagen, PLANTILLA.qr.x, PLANTILLA.qr.y);
  expect(x > 0 && y > 0 && x < vista.ancho && y < vista.alto).toBe(true);
});

test('routes have every level of theirs, none useless, and mixto one of each in turns', () => {
  expect(new Set(turnosDe('escaner'))).toEqual(new Set(NIVELES_DE_ESCANER));
  expect(new Set(turnosDe('telefono'))).toEqual(new Set(NIVELES_DE_TELEFONO));
  const mixto = turnosDe('mixto');
  expect(new Set(mixto)).toEqual(new Set(BUENOS));
  expect(mixto.filter((nivel) => NIVELES_INSERVIBLES.includes(nivel))).toEqual([]);
  for (const [i, nivel] of mixto.entries()) {
    expect(nivel.startsWith(i % 2 === 0 ? 'escaner_' : 'telefono_')).toBe(true);
  }
});
