import { expect, test } from 'vitest';
import { sinAcentos } from './texto.ts';

test.each([
  ['MARÍA Núñez', 'maria nunez'],
  ['Pingüino'.normalize('NFD'), 'pinguino'],
  ['Sección 0966 · Básica', 'seccion 0966 · basica'],
  ['', ''],
])('«%s» is compared as «%s»', (texto, plain) => {
  expect(sinAcentos(texto)).toBe(plain);
});
