import { hash } from 'node:crypto';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { loadMinimo } from '../../../pruebas/apoyo/minimo.ts';
import { formatCodigo } from '../../dominio/codigo-de-acta.ts';
import type { ActaEsperada } from '../../dominio/eleccion.ts';
import type { Caja } from '../../papel/caja.ts';
import { createDibujante } from '../../papel/dibujo.ts';
import { PLANTILLA } from '../../papel/formato.ts';
import type { ImagenProcesada } from './contrato.ts';
import { straighten } from './enderezar.ts';
import { findHomografia, type Punto } from './homografia.ts';
import type { Lienzo } from './lienzo.ts';
import { procesar } from './procesar.ts';

const proceso = await loadMinimo();
const dibujante = createDibujante(proceso);
const [acta, otra] = proceso.actas as [ActaEsperada, ActaEsperada];
const CODIGO = formatCodigo({ proceso: proceso.nombre, acta: acta.id });
const PPP = 150;
const MM = PPP / 25.4;
const hoja = await dibujante.gris(acta, PPP);
const { ancho: ANCHO, alto: ALTO } = hoja;

const image = ({ ancho, alto, puntos }: Lienzo) =>
  sharp(puntos, { raw: { width: ancho, height: alto, channels: 1 } }).toColourspace('b-w');
const jpegOf = (lienzo: Lienzo) => image(lienzo).jpeg({ quality: 80 }).toBuffer();

async function one(bytes: Uint8Array): Promise<ImagenProcesada> {
  const result = await procesar(bytes);
  if (!result.ok) throw new Error(result.error.mensaje);
  expect(result.value).toHaveLength(1);
  return result.value[0] as ImagenProcesada;
}

const motivosOf = ({ veredicto }: ImagenProcesada) => veredicto.motivos.map(({ motivo }) => motivo);

/** The sheet as a camera sees it: its corners (from the top left, clockwise) at these dots of a picture of a table. */
function photograph(lienzo: Lienzo, esquinas: readonly Punto[], ancho: number, alto: number): Lienzo {
  const own = [
    { x: 0, y: 0 },
    { x: lienzo.ancho - 1, y: 0 },
    { x: lienzo.ancho - 1, y: lienzo.alto - 1 },
    { x: 0, y: lienzo.alto - 1 },
  ];
  const back = findHomografia(esquinas.map((papel, i) => ({ papel, imagen: own[i] as Punto })));
  if (back === null) throw new Error('corners in a line');
  const seen = straighten(lienzo, back, { x: 0, y: 0, ancho, alto, puntosPorMilimetro: 1 });
  const white = { ...lienzo, puntos: new Uint8Array(lienzo.puntos.length) };
  const paper = straighten(white, back, { x: 0, y: 0, ancho, alto, puntosPorMilimetro: 1 });
  // Where the sheet is not, its blank copy is white and so is it: there is the table, and a shadow on the right half.
  const puntos = seen.puntos.map((value, i) => {
    const light = i % ancho > ancho / 2 ? 0.55 : 0.85;
    return (paper.puntos[i] === 0 ? value : 70 + (i % 7) * 4) * light;
  });
  return { ...seen, puntos };
}

const SESGADA: readonly Punto[] = [
  { x: 190, y: 120 },
  { x: 1310, y: 190 },
  { x: 1420, y: 1690 },
  { x: 60, y: 1620 },
];

/** Means of parts of a published sheet, in millimetres of paper. */
async function greysOf({ publicada }: ImagenProcesada, cajas: readonly Caja[]): Promise<readonly number[]> {
  const { data, info } = await sharp(publicada.bytes)
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const scale = info.width / PLANTILLA.hoja.ancho;
  return cajas.map(({ x, y, ancho, alto }) => {
    let [sum, count] = [0, 0];
    for (let row = Math.round(y * scale); row < (y + alto) * scale; row += 1) {
      for (let column = Math.round(x * scale); column < (x + ancho) * scale; column += 1) {
        sum += data[row * info.width + column] ?? 0;
        count += 1;
      }
    }
    return sum / count;
  });
}

/** That the marks are in their places, to a millimetre: inside black, and around them white. */
async function expectStraight(imagen: ImagenProcesada): Promise<void> {
  expect(imagen.encuadre).toBe('hoja_entera');
  const inside = PLANTILLA.marcas.map(({ x, y }) => ({ x: x + 1, y: y + 1, ancho: 4, alto: 4 }));
  const beside = PLANTILLA.marcas.flatMap(({ x, y }) => [
    { x: x - 2.5, y, ancho: 1.5, alto: 6 },
    { x: x + 7, y, ancho: 1.5, alto: 6 },
    { x, y: y - 2.5, ancho: 6, alto: 1.5 },
    { x, y: y + 7, ancho: 6, alto: 1.5 },
  ]);
  for (const grey of await greysOf(imagen, inside)) expect(grey).toBeLessThan(90);
  for (const grey of await greysOf(imagen, beside)) expect(grey).toBeGreaterThan(200);
}

test('an acta is read and straight from each format, also of one bit and upside down', async () => {
  const files = [
    await jpegOf(hoja),
    await image(hoja).rotate(180).png().toBuffer(),
    await image(hoja).threshold(128).tiff({ compression: 'ccittfax4', bitdepth: 1 }).toBuffer(),
    await image(hoja).rotate(90).jpeg().toBuffer(),
    dibujante.pdf(acta),
  ];
  for (const [i, bytes] of files.entries()) {
    const imagen = await one(bytes);
    expect(imagen).toMatchObject({
      ...{ codigo: CODIGO, como: 'qr_esquina' },
      veredicto: { aceptable: true, motivos: [], medidas: { marcas: 4 } },
      original: {
        ...{ sha256: hash('sha256', bytes, 'hex'), bytes: bytes.length },
        formato: (['jpeg', 'png', 'tiff', 'jpeg', 'pdf'] as const)[i],
      },
    });
    await expectStraight(imagen);
  }
});

test('a photograph aslant, under a shadow, becomes the sheet from edge to edge, evenly lit', async () => {
  const imagen = await one(await jpegOf(photograph(hoja, SESGADA, 1500, 1800)));
  expect(imagen).toMatchObject({ codigo: CODIGO, veredicto: { aceptable: true } });
  await expectStraight(imagen);
  const [left, right] = await greysOf(imagen, [
    { x: 2, y: 130, ancho: 5, alto: 20 },
    { x: 209, y: 130, ancho: 5, alto: 20 },
  ]);
  expect(Math.abs((left ?? 0) - (right ?? 255))).toBeLessThan(12);
});

test('what is published has no metadata, is what its SHA-256 says, and weighs what it should', async () => {
  const bytes = await image(hoja)
    .jpeg()
    .withExif({ IFD0: { ImageDescription: '<script>alert(1)</script>', Artist: 'Alguien' } })
    .toBuffer();
  expect(bytes.includes('<script>')).toBe(true);
  const { publicada, miniatura } = await one(bytes);
  expect(hash('sha256', publicada.bytes, 'hex')).toBe(publicada.sha256);
  expect(publicada.bytes.length).toBeLessThan(200_000);
  expect(miniatura.length).toBeLessThanOrEqual(12_000);
  for (const jpeg of [publicada.bytes, miniatura]) {
    expect(jpeg.includes('script') || jpeg.includes('Exif') || jpeg.includes('Alguien')).toBe(false);
    expect(await sharp(jpeg).metadata()).toMatchObject({ format: 'jpeg', channels: 1 });
  }
  const { ancho, alto } = publicada;
  expect(ancho / alto).toBeCloseTo(PLANTILLA.hoja.ancho / PLANTILLA.hoja.alto, 3);
  // The same file gives the same image.
  expect((await one(bytes)).publicada.sha256).toBe(publicada.sha256);
});

test('what is published fills its picture, and the photograph of which it was made does not', async () => {
  const photographed = await one(await jpegOf(photograph(hoja, SESGADA, 1500, 1800)));
  expect(photographed.encuadreDelArchivo).toBe('sin_enderezar');
  const { bytes } = photographed.publicada;
  expect(await one(bytes)).toMatchObject({ encuadre: 'hoja_entera', encuadreDelArchivo: 'hoja_entera' });
  const upsideDown = await sharp(bytes).rotate(180).jpeg().toBuffer();
  expect(await one(upsideDown)).toMatchObject({
    encuadre: 'hoja_entera',
    encuadreDelArchivo: 'sin_enderezar',
  });
});

test('each page of a file is an acta of its own', async () => {
  const second = await dibujante.gris(otra, PPP);
  const both = Buffer.concat([hoja.puntos, second.puntos]);
  const tiff = await sharp(both, { raw: { width: ANCHO, height: 2 * ALTO, channels: 1, pageHeight: ALTO } })
    .toColourspace('b-w')
    .tiff({ compression: 'lzw' })
    .toBuffer();
  const result = await procesar(tiff);
  expect(result.ok && result.value.map(({ codigo }) => codigo)).toEqual([
    CODIGO,
    formatCodigo({ proceso: proceso.nombre, acta: otra.id }),
  ]);
});

/** The sheet with a part painted. */
function paint(cajas: readonly Caja[], grey: number, sheet: Lienzo = hoja): Lienzo {
  const puntos = Uint8Array.from(sheet.puntos);
  for (const { x, y, ancho, alto } of cajas) {
    for (let row = Math.floor(y * MM); row < (y + alto) * MM; row += 1) {
      puntos.fill(grey, row * ANCHO + Math.floor(x * MM), row * ANCHO + Math.ceil((x + ancho) * MM));
    }
  }
  return { ...hoja, puntos };
}

test('a stain over one square of the code, and one mark under a finger, do not hide whose acta it is', async () => {
  const { qr, marcas } = PLANTILLA;
  const stained = await one(await jpegOf(paint([{ x: qr.x - 3, y: qr.y + 19, ancho: 10, alto: 10 }], 60)));
  expect(stained).toMatchObject({
    codigo: CODIGO,
    como: 'qr_esquina_mejorada',
    veredicto: { aceptable: true },
  });
  const [topLeft] = marcas;
  const covered = await one(await jpegOf(paint([{ ...topLeft, x: topLeft.x - 1, ancho: 8 }], 250)));
  expect(covered).toMatchObject({ codigo: CODIGO, veredicto: { aceptable: true, medidas: { marcas: 3 } } });
  expect(covered.encuadre).toBe('hoja_entera');
});

test('without its code but with its marks it is an acta, for two people to identify', async () => {
  const imagen = await one(await jpegOf(paint([PLANTILLA.qr], 250)));
  expect(imagen).toMatchObject({ codigo: null, como: null, encuadre: 'hoja_entera' });
  expect(imagen.veredicto.aceptable).toBe(true);
});

test('each thing that a picture may lack is told by its name', async () => {
  const photo = photograph(hoja, SESGADA, 1500, 1800);
  const dark = { ...photo, puntos: photo.puntos.map((value) => 12 + value / 12) };
  const pale = { ...hoja, puntos: hoja.puntos.map((value) => 238 + value / 15) };
  const half = Math.round(ALTO * 0.55);
  const cases: readonly (readonly [string, Buffer])[] = [
    ['borrosa', await image(photo).blur(9).jpeg().toBuffer()],
    ['oscura', await jpegOf(dark)],
    ['quemada', await jpegOf(pale)],
    ['cortada', await image(hoja).extract({ left: 0, top: 0, width: ANCHO, height: half }).jpeg().toBuffer()],
    ['baja_resolucion', await image(hoja).resize(520).jpeg().toBuffer()],
    ['sin_marcas', await jpegOf(paint(PLANTILLA.marcas, 250))],
    ['no_es_acta', await jpegOf({ ...hoja, puntos: new Uint8Array(ANCHO * ALTO).fill(235) })],
  ];
  for (const [motivo, bytes] of cases) {
    const imagen = await one(bytes);
    expect(motivosOf(imagen), motivo).toContain(motivo);
    expect(imagen.veredicto.aceptable, motivo).toBe(false);
    expect([CODIGO, null], motivo).toContain(imagen.codigo);
  }
});

test('two actas in one picture are of neither', async () => {
  const second = await dibujante.gris(otra, PPP);
  const both = await sharp({ create: { width: 2 * ANCHO, height: ALTO, channels: 3, background: '#fff' } })
    .composite([
      // Without their marks: only the codes say what they are.
      { input: await image(paint(PLANTILLA.marcas, 250)).png().toBuffer(), left: 0, top: 0 },
      {
        input: await image({
          ...second,
          puntos: second.puntos.map((v, i) => (i % ANCHO < 16 * MM ? 250 : v)),
        })
          .png()
          .toBuffer(),
        left: ANCHO,
        top: 0,
      },
    ])
    .jpeg()
    .toBuffer();
  const imagen = await one(both);
  expect(imagen.codigo).toBeNull();
  expect(motivosOf(imagen)).toContain('varias_actas');
});

test('two actas side by side, each with its marks and its code, are of neither', async () => {
  const sheets = [hoja, await dibujante.gris(otra, PPP)].map((each) => image(each).png().toBuffer());
  const [left, right] = await Promise.all(sheets);
  const both = await sharp({
    create: { width: 2 * ANCHO + 60, height: ALTO + 40, channels: 3, background: '#eee' },
  })
    .composite([
      { input: left, left: 20, top: 20 },
      { input: right, left: ANCHO + 40, top: 20 },
    ])
    .jpeg()
    .toBuffer();
  const imagen = await one(both);
  expect(imagen.codigo).toBeNull();
  expect(motivosOf(imagen)).toContain('varias_actas');
});

test('a sheet whose code was covered is published as whoever took it had it upright', async () => {
  const { qr } = PLANTILLA;
  const stroke = { x: qr.x + 4, y: qr.y + 12, ancho: 16, alto: 2 };
  const covered = paint([stroke], 20, paint([qr], 250));
  const asIs = await image(covered).jpeg().toBuffer();
  const turned = await image(covered).rotate(180).jpeg().withMetadata({ orientation: 3 }).toBuffer();
  for (const bytes of [asIs, turned]) {
    const imagen = await one(bytes);
    expect(imagen).toMatchObject({ codigo: null, encuadre: 'hoja_entera' });
    const [inside] = await greysOf(imagen, [{ ...stroke, y: stroke.y + 0.5, alto: 1 }]);
    expect(inside).toBeLessThan(120);
  }
});

test('a picture turned by its EXIF is shown upright when nothing else says how', async () => {
  const wide = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#ccc' } })
    .jpeg()
    .withMetadata({ orientation: 6 })
    .toBuffer();
  const { publicada } = await one(wide);
  expect([publicada.ancho, publicada.alto]).toEqual([600, 900]);
});
