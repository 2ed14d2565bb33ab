import { expect, test } from 'vitest';
import { loadMinimo } from '../../pruebas/apoyo/minimo.ts';
import { ACTAS_POR_ARCHIVO, byCatd, together } from './pliegos.ts';

const { actas, catd } = await loadMinimo();
const many = Array.from({ length: 2 * ACTAS_POR_ARCHIVO + 5 }, (_, i) => ({
  ...actas[i % actas.length]!,
  orden: i,
}));

test('by CATD, every acta is in one file, that of the CATD that receives it', () => {
  const pliegos = byCatd(actas);
  expect(pliegos.map(({ archivo }) => archivo)).toEqual(
    catd
      .filter(({ clave }) => actas.some(({ casilla }) => casilla.catd === clave))
      .map(({ clave }) => `${clave}.pdf`),
  );
  for (const { archivo, actas: own } of pliegos) {
    expect(new Set(own.map(({ casilla }) => `${casilla.catd}.pdf`))).toEqual(new Set([archivo]));
  }
  const all = pliegos.flatMap(({ actas: own }) => own.map(({ id }) => id));
  expect(all.toSorted()).toEqual(actas.map(({ id }) => id).toSorted());
});

test('the actas of a casilla are together, as they are put in its package', () => {
  const [pliego] = together(actas, 'todas');
  const own = pliego!.actas;
  const casillas = own.map(({ casilla }) => `${casilla.catd} ${casilla.clave}`);
  const changes = casillas.filter((casilla, i) => casilla !== casillas[i - 1]);
  expect(changes).toHaveLength(new Set(casillas).size);
});

test('no file has more than a thousand, and none is lost between files', () => {
  const pliegos = together(many, 'actas');
  expect(pliegos.map(({ archivo }) => archivo)).toEqual(['actas-1.pdf', 'actas-2.pdf', 'actas-3.pdf']);
  expect(pliegos.map(({ actas: own }) => own.length)).toEqual([ACTAS_POR_ARCHIVO, ACTAS_POR_ARCHIVO, 5]);
  const orders = pliegos.flatMap(({ actas: own }) => own.map(({ orden }) => orden));
  expect(new Set(orders).size).toBe(many.length);
});
