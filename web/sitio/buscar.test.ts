import { describe, expect, test } from 'vitest';
import { find, parseRangos } from './buscar.ts';

const rangos = parseRangos('16:1-24,26-2678;21:800-900');

function seccionesDe(query: string) {
  const found = find(query, rangos);
  return found.tipo === 'secciones'
    ? found.secciones.map(({ seccion, ancla }) => (ancla === null ? seccion : `${seccion}#${ancla}`))
    : found.tipo;
}

describe('what a person means', () => {
  test.each([
    ['1', ['160001']],
    ['0024', ['160024']],
    ['sección 24', ['160024']],
    ['806', ['160806', '210806']],
    ['160806', ['160806']],
    ['160806C0800', ['160806#160806C0800']],
    ["'160806c08002", ['160806#160806C0800']],
    ['160806 C08 00', ['160806#160806C0800']],
    ['25', []],
    ['9999', []],
    ['169999B0100', []],
    ['Morelia', 'nombre'],
    ['', 'nombre'],
    ['../../etc', 'nombre'],
  ])('«%s»', (query, expected) => expect(seccionesDe(query)).toEqual(expected));
});
