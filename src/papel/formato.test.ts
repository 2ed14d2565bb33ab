import { expect, test } from 'vitest';
import { loadMinimo } from '../../pruebas/apoyo/minimo.ts';
import { type Caja, formatoDe, geometriaDelPapel } from './formato.ts';

const proceso = await loadMinimo();

const isInside = (inner: Caja, outer: Caja) =>
  inner.x >= outer.x - 1e-9 &&
  inner.y >= outer.y - 1e-9 &&
  inner.x + inner.ancho <= outer.x + outer.ancho + 1e-9 &&
  inner.y + inner.alto <= outer.y + outer.alto + 1e-9;
const overlap = (a: Caja, b: Caja) =>
  Math.min(a.x + a.ancho, b.x + b.ancho) - Math.max(a.x, b.x) > 1e-6 &&
  Math.min(a.y + a.alto, b.y + b.alto) - Math.max(a.y, b.y) > 1e-6;

test.each(proceso.actas.map((acta) => [acta.id, acta] as const))(
  'everything of %s is on the sheet and nothing is on anything else',
  (_id, acta) => {
    const { hoja, marcas, qr, encabezado, rotulos, renglones, pie } = formatoDe(proceso, acta);
    const cajas = [
      ...[...marcas, qr, encabezado, pie.hora, pie.incidentes],
      ...renglones.map(({ renglon }) => renglon),
      ...[...rotulos, ...pie.rotulos, ...pie.funcionarios, ...pie.representaciones].map(({ caja }) => caja),
      ...(pie.descripcion === null ? [] : [pie.descripcion]),
    ];
    for (const caja of cajas) expect(isInside(caja, hoja)).toBe(true);
    for (const [i, caja] of cajas.entries()) {
      for (const other of cajas.slice(i + 1)) expect(overlap(caja, other)).toBe(false);
    }
    for (const { renglon, letra, cifra } of renglones) {
      expect(isInside(letra, renglon) && isInside(cifra, renglon) && !overlap(letra, cifra)).toBe(true);
    }
  },
);

test('the QR is at least 22 mm wide', () => {
  expect(formatoDe(proceso, proceso.actas[0]!).qr.ancho).toBeGreaterThanOrEqual(22);
});

test('the geometry of the screen is the rows of the paper, as fractions of the sheet, in printed order', () => {
  for (const acta of proceso.actas) {
    const { hoja, renglones } = formatoDe(proceso, acta);
    const geometria = geometriaDelPapel(proceso)(acta)!;
    expect([...geometria.keys()]).toEqual(renglones.map(({ campo }) => campo.clave));
    for (const { campo, renglon } of renglones) {
      const { x, y, ancho, alto } = geometria.get(campo.clave)!;
      expect([x * hoja.ancho, y * hoja.alto, ancho * hoja.ancho, alto * hoja.alto]).toEqual([
        expect.closeTo(renglon.x),
        expect.closeTo(renglon.y),
        expect.closeTo(renglon.ancho),
        expect.closeTo(renglon.alto),
      ]);
    }
  }
});
