import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  acercar,
  type Giro,
  girar,
  type Medidas,
  mover,
  type Vista,
  verAncho,
  verRenglon,
  verTodo,
} from './visor.ts';

const medida = (min: number, max: number) =>
  fc.record({ ancho: fc.integer({ min, max }), alto: fc.integer({ min, max }) });
const medidas: fc.Arbitrary<Medidas> = fc.record({ imagen: medida(400, 4000), ventana: medida(200, 1600) });
const giro = fc.constantFrom<Giro>(0, 90, 180, 270);
const renglon = fc.record({
  x: fc.double({ min: 0, max: 0.4, noNaN: true }),
  y: fc.double({ min: 0, max: 0.9, noNaN: true }),
  ancho: fc.double({ min: 0.2, max: 0.6, noNaN: true }),
  alto: fc.double({ min: 0.01, max: 0.1, noNaN: true }),
});
const gesto = fc.oneof(
  fc.record({ dx: fc.integer({ min: -900, max: 900 }), dy: fc.integer({ min: -900, max: 900 }) }),
  fc.record({ factor: fc.double({ min: 0.3, max: 3, noNaN: true }) }),
  fc.constant('girar' as const),
);

describe('the view of an image', () => {
  test('whatever is done, the window shows no more ground than it must', () => {
    fc.assert(
      fc.property(medidas, giro, fc.array(gesto, { maxLength: 12 }), (medidas, giro, gestos) => {
        const vista = gestos.reduce<Vista>(
          (now, gesto) => {
            if (gesto === 'girar') return girar(medidas, now);
            return 'factor' in gesto
              ? acercar(medidas, now, gesto.factor)
              : mover(medidas, now, gesto.dx, gesto.dy);
          },
          verAncho(medidas, giro),
        );
        for (const { size, window, middle } of axesOf(medidas, vista)) {
          const spare = (size - window) / 2;
          if (spare <= 0) expect(middle).toBeCloseTo(0);
          else expect(Math.abs(middle)).toBeLessThanOrEqual(spare + 1e-6);
        }
      }),
    );
  });

  test('the row of a field is in the window, whole or its right end, and never smaller than in the whole image', () => {
    fc.assert(
      fc.property(medidas, giro, renglon, (medidas, giro, renglon) => {
        const vista = verRenglon(medidas, giro, renglon);
        expect(vista.escala).toBeGreaterThanOrEqual(verTodo(medidas, giro).escala);
        const { ventana } = medidas;
        const start = onScreen(medidas, vista, renglon.x, renglon.y);
        const end = onScreen(medidas, vista, renglon.x + renglon.ancho, renglon.y + renglon.alto);
        const { alto } = medidas.imagen;
        // Upright and very low, only its right end fits at a size that can be read.
        const partial = giro === 0 && vista.escala * renglon.alto * alto <= 16 + 1e-6;
        for (const { x, y } of partial ? [end] : [start, end]) {
          expect(x).toBeGreaterThanOrEqual(-1e-6);
          expect(x).toBeLessThanOrEqual(ventana.ancho + 1e-6);
          expect(y).toBeGreaterThanOrEqual(-1e-6);
          expect(y).toBeLessThanOrEqual(ventana.alto + 1e-6);
        }
      }),
    );
  });

  test('turning four times leaves what was', () => {
    fc.assert(
      fc.property(medidas, giro, (medidas, giro) => {
        const start = verTodo(medidas, giro);
        const end = [1, 2, 3, 4].reduce<Vista>((now) => girar(medidas, now), start);
        expect(end.giro).toBe(start.giro);
      }),
    );
  });

  test('coming closer keeps the point under the pointer', () => {
    const medidas: Medidas = { imagen: { ancho: 1000, alto: 1400 }, ventana: { ancho: 900, alto: 600 } };
    const before = verAncho(medidas, 0);
    const after = acercar(medidas, before, 2, { x: 100, y: -50 });
    // The point that was at (100, -50) of the middle of the window is still there.
    expect((100 - after.x) / after.escala).toBeCloseTo((100 - before.x) / before.escala);
    expect((-50 - after.y) / after.escala).toBeCloseTo((-50 - before.y) / before.escala);
  });
});

function axesOf({ imagen, ventana }: Medidas, { escala, giro, x, y }: Vista) {
  const lying = giro % 180 !== 0;
  return [
    { size: (lying ? imagen.alto : imagen.ancho) * escala, window: ventana.ancho, middle: x },
    { size: (lying ? imagen.ancho : imagen.alto) * escala, window: ventana.alto, middle: y },
  ];
}

/** Where a point of the image, in fractions, falls in the window. */
function onScreen({ imagen, ventana }: Medidas, { escala, giro, x, y }: Vista, fx: number, fy: number) {
  const angle = (giro * Math.PI) / 180;
  const px = (fx - 0.5) * imagen.ancho * escala;
  const py = (fy - 0.5) * imagen.alto * escala;
  return {
    x: ventana.ancho / 2 + x + px * Math.cos(angle) - py * Math.sin(angle),
    y: ventana.alto / 2 + y + px * Math.sin(angle) + py * Math.cos(angle),
  };
}
