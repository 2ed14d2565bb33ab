import { crc32, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { openArchivo } from './decodificar.ts';
import { procesar } from './procesar.ts';

/** A white page of 208 × 272 as a phone of those that write HEIC would have it. */
const HEIC = Buffer.from(
  [
    'AAAAGGZ0eXBoZWljAAAAAG1pZjFoZWljAAABKG1ldGEAAAAAAAAAIWhkbHIAAAAAAAAAAHBpY3QAAAAAAAAAAAAAAAAAAAAADnBp',
    'dG0AAAAAAAEAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAB5pbG9jAAAAAEQAAAEAAQAAAAEAAAFIAAAAMgAA',
    'AKxpcHJwAAAAj2lwY28AAABzaHZjQwEECAAAAJ+oAAAAADzwAPz9+PgAAA8DoAABABdAAQwB//8ECAAAAwCfqAAAAwAAPLoCQKEA',
    'AQAnQgEBBAgAAAMAn6gAAAMAADygGiARFlupJMrmgIAAAAMAgAAAAwCEogABAAdEAcFysGJAAAAAFGlzcGUAAAAAAAAA0AAAARAA',
    'AAAVaXBtYQAAAAAAAAABAAECgQIAAAA6bWRhdAAAAC4oAa8LSk1lWPpRW5zpxW5WXEfRWcKiqtTcFILmmpMV6zAQsIcAAAMD9gAA',
    'AwPi',
  ].join(''),
  'base64',
);

const pixels = sharp({ create: { width: 300, height: 400, channels: 3, background: '#eee' } });
const jpeg = await pixels.clone().jpeg().toBuffer();
const png = await pixels.clone().png().toBuffer();
const fax = { compression: 'ccittfax4', bitdepth: 1 } as const;
const tiff = await pixels.clone().toColourspace('b-w').tiff(fax).toBuffer();

/** What a file gives: its pages if they can be decoded, or why not. */
async function tell(bytes: Uint8Array): Promise<string> {
  const opened = await openArchivo(bytes);
  if (!opened.ok) return opened.error.codigo;
  const { formato, paginas, page, close } = opened.value;
  try {
    const sizes: string[] = [];
    for (let i = 0; i < paginas; i += 1) {
      const decoded = await page(i, 'trabajo');
      if (!decoded.ok) return decoded.error.codigo;
      const { ancho, alto, puntos } = decoded.value.lienzo;
      expect(puntos).toHaveLength(ancho * alto);
      sizes.push(`${ancho}×${alto}`);
    }
    return `${formato} ${sizes.join(' ')}`;
  } finally {
    close();
  }
}

/** A PDF with pages of these points, and what is drawn on each. */
function pdf(
  cuantas: number,
  puntos = '612 792',
  dibujo = '',
  recursos = '',
  mas: readonly Buffer[] = [],
): Buffer {
  const kids = Array.from({ length: cuantas }, (_, i) => `${3 + i} 0 R`).join(' ');
  const page = `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${puntos}]/Contents 90 0 R/Resources<<${recursos}>>>>`;
  const objects: (readonly [number, string | Buffer])[] = [
    [1, '<</Type/Catalog/Pages 2 0 R>>'],
    [2, `<</Type/Pages/Count ${cuantas}/Kids[${kids}]>>`],
    ...Array.from({ length: cuantas }, (_, i) => [3 + i, page] as const),
    [90, `<</Length ${dibujo.length}>>stream\n${dibujo}\nendstream`],
    ...mas.map((object, i) => [91 + i, object] as const),
  ];
  const parts = objects.map(([n, body]) =>
    Buffer.concat([Buffer.from(`${n} 0 obj\n`), Buffer.from(body), Buffer.from('\nendobj\n')]),
  );
  return Buffer.concat([Buffer.from('%PDF-1.4\n'), ...parts, Buffer.from('trailer<</Root 1 0 R>>\n%%EOF')]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** A PNG of a few bytes that says to be as large as this. */
function pngBomb(ancho: number, alto: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(ancho, 0);
  header.writeUInt32BE(alto, 4);
  header.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000_000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

test('a file is what its bytes say', async () => {
  expect(await tell(jpeg)).toBe('jpeg 300×400');
  expect(await tell(png)).toBe('png 300×400');
  expect(await tell(tiff)).toBe('tiff 300×400');
  expect(await tell(HEIC)).toBe('heic 208×272');
  expect(await tell(pdf(2))).toBe('pdf 1700×2200 1700×2200');
});

test('what is not a picture is refused, and told what it is', async () => {
  const others: readonly (readonly [Buffer, string])[] = [
    [Buffer.concat([Buffer.from('PK\x03\x04'), deflateRawSync(Buffer.alloc(1_000_000))]), 'un ZIP'],
    [gzipSync(Buffer.alloc(1_000_000)), 'un comprimido'],
    [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'texto'],
    [Buffer.from('\x7fELF…'), 'un programa'],
    [Buffer.from('....ftypisom....'), 'un video'],
    [Buffer.from('cualquier cosa'), 'no es una imagen'],
  ];
  for (const [bytes, what] of others) {
    const opened = await openArchivo(bytes);
    expect(opened).toMatchObject({
      ok: false,
      error: { codigo: 'FORMATO_DESCONOCIDO', mensaje: expect.stringContaining(what) },
    });
  }
  expect(await tell(Buffer.alloc(0))).toBe('ARCHIVO_VACIO');
  expect(await tell(Buffer.alloc(33 * 1024 * 1024, jpeg))).toBe('ARCHIVO_EXCESIVO');
});

test('a picture that says to be enormous is refused by its header, without decoding it', async () => {
  expect(await tell(pngBomb(30_000, 30_000))).toBe('IMAGEN_DESMESURADA');
  expect(await tell(pngBomb(9_000, 9_000))).toBe('IMAGEN_DESMESURADA');
  const start = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  const bomb = Buffer.from(jpeg);
  bomb.writeUInt16BE(65_000, start + 5);
  bomb.writeUInt16BE(65_000, start + 7);
  expect(await tell(bomb)).toBe('IMAGEN_DESMESURADA');
  // Forty million dots in a thousand bytes: not too large to say so, and there is nothing behind.
  expect(await tell(pngBomb(8_000, 5_000))).toBe('ARCHIVO_DANADO');
});

test('a strip or a thumbnail cannot show an acta', async () => {
  const small = await pixels.clone().resize(160, 120).jpeg().toBuffer();
  expect(await tell(small)).toBe('IMAGEN_DIMINUTA');
});

test('what is damaged or incomplete is refused, in each format', async () => {
  // Grain, so that half of the bytes are half of the picture.
  const noisy = sharp({
    create: {
      ...{ width: 400, height: 500, channels: 3, background: '#888' },
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  });
  const half = (bytes: Buffer) => bytes.subarray(0, bytes.length / 2);
  expect(await tell(half(await noisy.clone().jpeg().toBuffer()))).toBe('ARCHIVO_DANADO');
  expect(await tell(half(await noisy.clone().png().toBuffer()))).toBe('ARCHIVO_DANADO');
  expect(await tell(half(await noisy.clone().toColourspace('b-w').tiff(fax).toBuffer()))).toBe(
    'ARCHIVO_DANADO',
  );
  expect(await tell(half(HEIC))).toBe('ARCHIVO_DANADO');
  expect(await tell(Buffer.from('%PDF-1.7\nnada'))).toBe('ARCHIVO_DANADO');
  expect(await tell(Buffer.from('II*\0nada', 'latin1'))).toBe('ARCHIVO_DANADO');
});

test('a TIFF of several pages gives them all, and one of too many none', async () => {
  const pages = (cuantas: number) =>
    sharp(Buffer.alloc(300 * 300 * cuantas, 200), {
      raw: { width: 300, height: 300 * cuantas, channels: 1, pageHeight: 300 },
    })
      .toColourspace('b-w')
      .tiff({ compression: 'lzw' })
      .toBuffer();
  expect(await tell(await pages(3))).toBe('tiff 300×300 300×300 300×300');
  expect(await tell(await pages(21))).toBe('PAGINAS_DE_MAS');
});

test('a PDF is drawn at the size of a sheet, whatever it says to measure', async () => {
  expect(await tell(pdf(1, '14400 14400'))).toBe('pdf 2200×2200');
  expect(await tell(pdf(1, '3 4'))).toBe('pdf 1650×2200');
  expect(await tell(pdf(21))).toBe('PAGINAS_DE_MAS');
});

/** A page with a JPEG of 850 × 1100, black above and white below. */
async function scanned(dibujo: string): Promise<Buffer> {
  const bytes = await sharp({ create: { width: 850, height: 1100, channels: 3, background: '#fff' } })
    .composite([
      {
        input: { create: { width: 850, height: 550, channels: 3, background: '#111' } },
        left: 0,
        top: 0,
      },
    ])
    .jpeg()
    .toBuffer();
  const head = `<</Type/XObject/Subtype/Image/Width 850/Height 1100/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/DCTDecode/Length ${bytes.length}>>stream\n`;
  const inside = Buffer.concat([Buffer.from(head), bytes, Buffer.from('\nendstream')]);
  return pdf(1, '612 792', dibujo, '/XObject<</I 91 0 R>>', [inside]);
}

test('the page of a scanner is the JPEG that it has, and is drawn when it has something else', async () => {
  expect(await tell(await scanned('q 612 0 0 792 0 0 cm /I Do Q'))).toBe('pdf 850×1100');
  expect(await tell(await scanned('q 612 0 0 792 0 0 cm /I Do Q 0 0 m 90 90 l S'))).toBe('pdf 1700×2200');
  expect(await tell(await scanned('q 300 0 0 388 0 0 cm /I Do Q q 300 0 0 388 300 0 cm /I Do Q'))).toBe(
    'pdf 1700×2200',
  );
});

test('where no sheet is found, a page is published as it is printed and not as its JPEG was stored', async () => {
  for (const [dibujo, above, below] of [
    ['q 612 0 0 792 0 0 cm /I Do Q', 0, 255],
    ['q -612 0 0 -792 612 792 cm /I Do Q', 255, 0],
  ] as const) {
    const result = await procesar(await scanned(dibujo));
    const [imagen] = result.ok ? result.value : [];
    const { data, info } = await sharp(imagen?.publicada.bytes)
      .toColourspace('b-w')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const grey = (part: number) => data[Math.round(info.height * part) * info.width + info.width / 2] ?? -1;
    expect(Math.abs(grey(0.25) - above)).toBeLessThan(30);
    expect(Math.abs(grey(0.75) - below)).toBeLessThan(30);
  }
});

test('a PDF with a bomb inside is drawn without it or refused, and the next file is read', async () => {
  const bytes = deflateSync(deflateSync(Buffer.alloc(50_000_000)));
  const head = `<</Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 8/ColorSpace/DeviceGray/Filter[/FlateDecode/FlateDecode]/Length ${bytes.length}>>stream\n`;
  const bomb = Buffer.concat([Buffer.from(head), bytes, Buffer.from('\nendstream')]);
  const drawn = await tell(
    pdf(1, '612 792', 'q 612 0 0 792 0 0 cm /I Do Q', '/XObject<</I 91 0 R>>', [bomb]),
  );
  expect(['pdf 1700×2200', 'ARCHIVO_DANADO']).toContain(drawn);
  expect(await tell(pdf(1))).toBe('pdf 1700×2200');
});

/** A picture of every colour, each one in a square so large that no neighbour changes it. */
const colours = Uint8Array.from({ length: 320 * 320 * 3 }, (_, i) => {
  const [dot, channel] = [Math.floor(i / 3), i % 3];
  const square = Math.floor((dot % 320) / 40) + 8 * Math.floor(dot / 320 / 40);
  return [(square % 4) * 85, (Math.floor(square / 4) % 4) * 85, Math.floor(square / 16) * 85][channel] ?? 0;
});
const painted = sharp(colours, { raw: { width: 320, height: 320, channels: 3 } });

/** The grey of the middle of each square. */
async function greysOf(bytes: Uint8Array): Promise<readonly number[]> {
  const opened = await openArchivo(bytes);
  const decoded = opened.ok ? await opened.value.page(0, 'trabajo') : opened;
  if (!decoded.ok) throw new Error(decoded.error.mensaje);
  const { ancho, puntos } = decoded.value.lienzo;
  return Array.from({ length: 64 }, (_, i) => {
    const [x, y] = [(i % 8) * 40 + 20, Math.floor(i / 8) * 40 + 20];
    return puntos[y * ancho + x] ?? Number.NaN;
  });
}

test('a colour has the same grey in every format, and in a JPEG of those that printers make', async () => {
  const expected = await greysOf(await painted.clone().png().toBuffer());
  const files = {
    jpeg: await painted.clone().jpeg({ quality: 95 }).toBuffer(),
    progressive: await painted.clone().jpeg({ quality: 95, progressive: true }).toBuffer(),
    'four samples': await painted.clone().jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer(),
    tiff: await painted.clone().tiff({ compression: 'lzw' }).toBuffer(),
  };
  for (const [name, file] of Object.entries(files)) {
    const far = (await greysOf(file)).map((grey, i) => Math.abs(grey - (expected[i] ?? Number.NaN)));
    expect(Math.max(...far), name).toBeLessThanOrEqual(4);
  }
  const inks = await painted.clone().toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer();
  expect(await tell(inks)).toBe('jpeg 320×320');
});

test('what has more than enough detail is halved, in greys and in colour, and says so', async () => {
  const sheet = sharp({ create: { width: 2550, height: 3300, channels: 3, background: '#ddd' } });
  const files = [
    await sheet.clone().jpeg().toBuffer(),
    await sheet.clone().toColourspace('b-w').tiff(fax).toBuffer(),
    await sheet.clone().toColourspace('b-w').png().toBuffer(),
  ];
  for (const file of files) {
    const opened = await openArchivo(file);
    const pagina = opened.ok ? await opened.value.page(0, 'trabajo') : opened;
    expect(pagina).toMatchObject({ ok: true, value: { escala: 2, lienzo: { ancho: 1275, alto: 1650 } } });
    const whole = opened.ok ? await opened.value.page(0, 'completo') : opened;
    expect(whole).toMatchObject({ ok: true, value: { escala: 1, lienzo: { ancho: 2550, alto: 3300 } } });
  }
});
