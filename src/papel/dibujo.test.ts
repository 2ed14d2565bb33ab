import { PDFiumLibrary } from '@hyzyla/pdfium';
import { expect, test } from 'vitest';
import { widen } from '../../pruebas/apoyo/acta-ancha.ts';
import { loadMinimo } from '../../pruebas/apoyo/minimo.ts';
import { readQr } from '../../pruebas/apoyo/qr.ts';
import { formatCodigo } from '../dominio/codigo-de-acta.ts';
import type { Caja } from './caja.ts';
import { createDibujante } from './dibujo.ts';
import { formatoDe, PLANTILLA } from './formato.ts';
import type { Gris } from './raster.ts';
import type { Trazo } from './trazo.ts';

// Of the real night: without the notice that crosses the sheet of the others.
const proceso = { ...(await loadMinimo()), tipo: 'jornada' } as const;
const dibujante = createDibujante(proceso);
const acta = proceso.actas[0]!;
const PPP = 150;
const MM = PPP / 25.4;
const hoja = await dibujante.gris(acta, PPP);

/** Darkest mean of a line of pixels of a box, by rows or by columns: a printed line is one of them. */
function darkestLine({ ancho, puntos }: Gris, { x, y, ancho: width, alto }: Caja, by: 'filas' | 'columnas') {
  const [left, right] = [Math.round(x * MM), Math.round((x + width) * MM)];
  const [top, bottom] = [Math.round(y * MM), Math.round((y + alto) * MM)];
  const means: number[] = [];
  if (by === 'filas') {
    for (let row = top; row <= bottom; row += 1) {
      let sum = 0;
      for (let column = left; column <= right; column += 1) sum += puntos[row * ancho + column]!;
      means.push(sum / (right - left + 1));
    }
  } else {
    for (let column = left; column <= right; column += 1) {
      let sum = 0;
      for (let row = top; row <= bottom; row += 1) sum += puntos[row * ancho + column]!;
      means.push(sum / (bottom - top + 1));
    }
  }
  return Math.min(...means);
}

const inside = ({ x, y, ancho, alto }: Caja): Caja => ({
  ...{ x: x + 0.6, y: y + 0.6 },
  ...{ ancho: ancho - 1.2, alto: alto - 1.2 },
});
/** Around a line that should be there, by 0.35 mm. */
const above = ({ x, y, ancho }: Caja): Caja => ({ x: x + 1, y: y - 0.35, ancho: ancho - 2, alto: 0.7 });
const before = ({ x, y, alto }: Caja): Caja => ({ x: x - 0.35, y: y + 1, ancho: 0.7, alto: alto - 2 });

test('the pixels are the whole sheet, with its marks where the format says', () => {
  expect([hoja.ancho, hoja.alto]).toEqual([
    Math.round(PLANTILLA.hoja.ancho * MM),
    Math.round(PLANTILLA.hoja.alto * MM),
  ]);
  for (const marca of PLANTILLA.marcas) {
    const { x, y, ancho, alto } = inside(marca);
    for (let row = Math.round(y * MM); row < (y + alto) * MM; row += 1) {
      for (let column = Math.round(x * MM); column < (x + ancho) * MM; column += 1) {
        expect(hoja.puntos[row * hoja.ancho + column]).toBeLessThan(40);
      }
    }
  }
});

test('the lines of every row are drawn where the geometry of the capture screen has them', () => {
  const { renglones } = formatoDe(proceso, acta);
  for (const { campo, renglon, letra, cifra } of renglones) {
    const blank = campo.grupo === 'total' ? 225 : 250;
    for (const caja of [letra, cifra]) {
      expect(darkestLine(hoja, above(caja), 'filas')).toBeLessThan(150);
      expect(darkestLine(hoja, before(caja), 'columnas')).toBeLessThan(150);
      expect(darkestLine(hoja, inside(caja), 'filas')).toBeGreaterThan(blank);
      expect(darkestLine(hoja, inside(caja), 'columnas')).toBeGreaterThan(blank);
    }
    // Its number and its name are in what is left of the row.
    const label = inside({ ...renglon, ancho: letra.x - renglon.x });
    expect(darkestLine(hoja, label, 'filas')).toBeLessThan(blank);
  }
});

test('every acta has its fields printed in order, each with its number, and says which acta it is', async () => {
  const pdfium = await PDFiumLibrary.init();
  const kinds = new Map(
    proceso.actas.map((one) => [
      `${one.eleccion} ${one.territorio} ${one.casilla.tipo} ${one.tipoActa.clave}`,
      one,
    ]),
  );
  for (const one of kinds.values()) {
    const document = await pdfium.loadDocument(dibujante.pdf(one));
    const texto = document.getPage(0).getText().replace(/\s+/g, ' ');
    document.destroy();
    let at = texto.indexOf('CON NÚMERO');
    expect(at).toBeGreaterThan(0);
    for (const { campo } of formatoDe(proceso, one).renglones) {
      const found = texto.indexOf(`${campo.numero} ${campo.etiqueta}`, at);
      expect(found, `${one.id} ${campo.etiqueta}`).toBeGreaterThanOrEqual(at);
      at = found + 1;
    }
    for (const identity of [
      one.clave,
      one.casilla.seccion,
      proceso.eleccionPorClave.get(one.eleccion)!.nombre,
    ]) {
      expect(texto).toContain(identity);
    }
  }
});

test('the QR is at least 22 mm wide, of level H, where the format says, and names the acta', async () => {
  const { qr } = PLANTILLA;
  expect(qr.ancho).toBeGreaterThanOrEqual(22);
  const read = (await readQr(hoja))!;
  expect(read.text).toBe(formatCodigo({ proceso: proceso.nombre, acta: acta.id }));
  expect(read.ecLevel).toBe('H');
  const { topLeft, bottomRight } = read.position;
  for (const [found, expected] of [
    [topLeft.x / MM, qr.x],
    [topLeft.y / MM, qr.y],
    [bottomRight.x / MM, qr.x + qr.ancho],
    [bottomRight.y / MM, qr.y + qr.alto],
  ] as const) {
    expect(Math.abs(found - expected)).toBeLessThan(0.6);
  }
});

test.each([
  [9, 16],
  [19, 26],
  [25, 32],
])(
  '%i options, the longest coalitions and the longest names stay in their own rows',
  async (options, fields) => {
    const wide = widen(proceso, options);
    const { renglones } = formatoDe(wide.proceso, wide.acta);
    expect(renglones).toHaveLength(fields);
    const page = await createDibujante(wide.proceso).gris(wide.acta, PPP);
    for (const { campo, letra, cifra } of renglones) {
      const blank = campo.grupo === 'total' ? 225 : 250;
      for (const caja of [letra, cifra]) {
        expect(darkestLine(page, inside(caja), 'columnas')).toBeGreaterThan(blank);
        expect(darkestLine(page, above(caja), 'filas')).toBeLessThan(150);
      }
    }
  },
);

test('what is written by hand is where its field is, and a blank field stays blank', async () => {
  const [first, second] = formatoDe(proceso, acta).renglones;
  const { cifra } = first!;
  const trazo: Trazo = {
    ...{ tipo: 'texto', x: cifra.x + 3, y: cifra.y + 1, giro: 0 },
    ...{ texto: '888', letra: 'Kalam', cuerpo: 14 },
  };
  const filled = await dibujante.gris(acta, PPP, [trazo]);
  expect(darkestLine(filled, inside(cifra), 'filas')).toBeLessThan(
    darkestLine(hoja, inside(cifra), 'filas') - 20,
  );
  expect(darkestLine(filled, inside(second!.cifra), 'filas')).toBe(
    darkestLine(hoja, inside(second!.cifra), 'filas'),
  );
});

test('only a drill says on its sheets that they are worth nothing', async () => {
  const drill = await createDibujante({ ...proceso, tipo: 'simulacro' }).gris(acta, PPP);
  const strip: Caja = { x: 60, y: 8.5, ancho: 96, alto: 5 };
  expect(darkestLine(drill, strip, 'filas')).toBeLessThan(235);
  expect(darkestLine(hoja, strip, 'filas')).toBe(255);
});
