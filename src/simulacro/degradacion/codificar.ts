/** The picture as a file: what a scanner, a multifunction printer or a telephone leaves. */

import sharp from 'sharp';
import type { Gris } from '../../papel/raster.ts';
import type { Degradacion } from './degradacion.ts';

/** Warm light of a bulb, as the red, green and blue of a grey. */
const TINTE = { escaner: null, telefono: [1, 0.96, 0.88] } as const;

export async function codificar(
  { ancho: width, alto: height, puntos }: Gris,
  { fuente, formato, ppp, umbral, calidad, exif }: Degradacion,
): Promise<Buffer> {
  const grey = sharp(puntos, { raw: { width, height, channels: 1 } });
  const density = ppp;
  switch (formato) {
    case 'tiff': {
      const resolution = { xres: ppp / MM_POR_PULGADA, yres: ppp / MM_POR_PULGADA } as const;
      return umbral === null
        ? grey
            .toColourspace('b-w')
            .tiff({ compression: 'lzw', ...resolution })
            .toBuffer()
        : grey
            .threshold(umbral)
            .toColourspace('b-w')
            .tiff({ compression: 'ccittfax4', bitdepth: 1, ...resolution })
            .toBuffer();
    }
    case 'png':
      return grey.toColourspace('b-w').withMetadata({ density }).png({ compressionLevel: 4 }).toBuffer();
    case 'pdf': {
      const jpeg = await grey.toColourspace('b-w').jpeg({ quality: calidad }).toBuffer();
      return pdfOf(jpeg, { width, height, ppp });
    }
    case 'jpeg': {
      const tinte = TINTE[fuente];
      const coloured =
        tinte === null
          ? grey.toColourspace('b-w')
          : sharp(tint(puntos, tinte), { raw: { width, height, channels: 3 } });
      return coloured.withMetadata({ density, orientation: exif }).jpeg({ quality: calidad }).toBuffer();
    }
  }
}

const MM_POR_PULGADA = 25.4;

function tint(puntos: Uint8Array, tinte: readonly [number, number, number]): Uint8Array {
  const [red, green, blue] = tinte.map((share) =>
    Uint8Array.from({ length: 256 }, (_, grey) => grey * share),
  );
  if (red === undefined || green === undefined || blue === undefined) throw new Error('a tint of three');
  const coloured = new Uint8Array(puntos.length * 3);
  for (let i = 0, j = 0; i < puntos.length; i += 1, j += 3) {
    const grey = puntos[i] ?? 0;
    coloured[j] = red[grey] ?? 0;
    coloured[j + 1] = green[grey] ?? 0;
    coloured[j + 2] = blue[grey] ?? 0;
  }
  return coloured;
}

/** A page that is only its picture, as multifunction printers write it (ISO 32000, DCTDecode). */
function pdfOf(
  jpeg: Buffer,
  { width, height, ppp }: { readonly width: number; readonly height: number; readonly ppp: number },
): Buffer {
  const [w, h] = [((width * 72) / ppp).toFixed(2), ((height * 72) / ppp).toFixed(2)];
  const draw = `q ${w} 0 0 ${h} 0 0 cm /I Do Q`;
  const objects = [
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from('<< /Type /Pages /Kids [3 0 R] /Count 1 >>'),
    Buffer.from(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${w} ${h}] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>`,
    ),
    Buffer.from(`<< /Length ${draw.length} >>\nstream\n${draw}\nendstream`),
    Buffer.concat([
      Buffer.from(
        `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceGray ` +
          `/BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>\nstream\n`,
      ),
      jpeg,
      Buffer.from('\nendstream'),
    ]),
  ];
  const parts = [Buffer.from('%PDF-1.4\n')];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  for (const [i, object] of objects.entries()) {
    const whole = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
    offsets.push(length);
    parts.push(whole);
    length += whole.length;
  }
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}` +
        `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}
