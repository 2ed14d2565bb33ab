import { expect, test } from 'vitest';
import { PLANTILLA } from '../../../src/papel/formato.ts';
import { HOJA, MARCA, ORILLA, QR } from './hoja.ts';

test('the measures of the phone are those of the printed acta', () => {
  const { hoja, marcas, qr } = PLANTILLA;
  expect({ ancho: hoja.ancho, alto: hoja.alto }).toEqual(HOJA);
  expect(marcas[0]).toEqual({ x: ORILLA, y: ORILLA, ancho: MARCA, alto: MARCA });
  expect(marcas[3].x + MARCA).toBeCloseTo(HOJA.ancho - ORILLA);
  expect(qr.x).toBeCloseTo(QR.x);
  expect([qr.y, qr.ancho, qr.alto]).toEqual([QR.y, QR.lado, QR.lado]);
});
