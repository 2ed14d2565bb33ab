import { expect, test } from 'vitest';
import { coincide } from './buscar.ts';

test.each([
  ['nuñez maria', 'María Núñez Ávila'],
  ['MARÍA', 'maria'],
  ['0966  bas', 'Sección 0966 · Básica'],
  ['', 'lo que sea'],
  ['contigua ', 'Contigua 2'],
])('«%s» finds «%s»', (buscado, texto) => expect(coincide(texto, buscado)).toBe(true));

test.each([
  ['maria pérez', 'María Núñez'],
  ['09667', 'Sección 0966'],
])('«%s» does not find «%s»', (buscado, texto) => expect(coincide(texto, buscado)).toBe(false));
