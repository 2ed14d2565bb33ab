import { expect, test } from 'vitest';
import { leerCodigoDeTalon } from './activacion.ts';

test.each([
  ['KQ4M-7T2D', 'KQ4M-7T2D'],
  ['  kq4m 7t2d ', 'KQ4M-7T2D'],
  ['kq4m.7t2d', 'KQ4M-7T2D'],
  ['https://prep.example/casilla/#codigo=KQ4M-7T2D', 'KQ4M-7T2D'],
  ['#codigo=kq4m-7t2d', 'KQ4M-7T2D'],
  ['', null],
  ['KQ4M', null],
  ['KQ4M-7T2', null],
  ['#/acta/GUB-160806C08002', null],
  ['PREP1/michoacan-2027/GUB-160806C08002/47', null],
  ['<script>', null],
])('the code in «%s» is %s', (texto, codigo) => {
  expect(leerCodigoDeTalon(texto)).toBe(codigo);
});
