import { posix } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findChoque, isDescargaDe, isRutaDelSitio, isRutaDeSeccion } from './rutas.ts';

const CARPETA = 'cortes/20270606_204007-12';
/** Names that somebody would try, and names that are good, put together in any way. */
const pieza = fc.constantFrom(
  '..',
  '.',
  '',
  'GUB',
  'a.html',
  '.tmp-x',
  'objetos',
  'vigente',
  'actual.json',
  '%2e',
  'a\\b',
  'C:',
  'é',
  'a b',
  'a\0',
  '~',
  'x.br',
  'x.gz',
);
const ruta = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.array(pieza, { minLength: 1, maxLength: 6 }).map((piezas) => piezas.join('/')),
);

describe('the path of a manifest', () => {
  test('that is taken stays inside the tree, is the same once normalized, and hides nothing', () => {
    fc.assert(
      fc.property(ruta, (text) => {
        if (!isRutaDelSitio(text)) return;
        expect(posix.normalize(text)).toBe(text);
        expect(posix.resolve('/espejo/arbol', text)).toBe(`/espejo/arbol/${text}`);
        expect(text).toMatch(/^[A-Za-z0-9_./-]+$/);
        for (const nombre of text.split('/')) expect(nombre).not.toMatch(/^\.|^$/);
      }),
      { numRuns: 2000 },
    );
  });

  test('as a download stays in the folder of its corte', () => {
    const download = fc.oneof(
      ruta,
      ruta.map((text) => `${CARPETA}/${text}`),
    );
    fc.assert(
      fc.property(download, (text) => {
        if (!isDescargaDe(CARPETA, text)) return;
        expect(posix.dirname(posix.resolve('/', text))).toBe(`/${CARPETA}`);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    'index.html',
    '404.html',
    'GUB/distritos/012/index.html',
    'recursos/0a1b/estilo.css',
    'MICH_GUB_CANDIDATURAS_2027.csv',
  ])('%s, which the format has, is taken', (text) => expect(isRutaDelSitio(text)).toBe(true));

  test.each([
    '../actual.json',
    '/etc/passwd',
    'GUB//entidad.json',
    'GUB/../../x',
    'GUB/./x',
    'GUB/',
    '.ssh/x',
    'a/.htaccess',
    'actual.json',
    'difusor.json',
    'vigente/index.html',
    'arboles/a/index.html',
    'objetos/ab/cd',
    'imagenes/ab/x.jpg',
    'cortes/x',
    'index.html.br',
    'index.html.gz',
    'GUB\\x',
    'a%2fb',
    'a\0b',
    'a\nb',
    `${'a'.repeat(201)}`,
    `${'a/'.repeat(201)}a`,
  ])('%j is not taken', (text) => expect(isRutaDelSitio(text)).toBe(false));

  test('of a part is one of the two files of a section', () => {
    expect(isRutaDeSeccion('secciones/160806.json')).toBe(true);
    expect(isRutaDeSeccion('secciones/160806/index.html')).toBe(true);
    for (const text of [
      'secciones/16080.json',
      'secciones/160806/../x',
      'index.html',
      'secciones/160806/x.html',
      'secciones/160806.json\n',
    ]) {
      expect(isRutaDeSeccion(text), text).toBe(false);
    }
  });

  test('has a place of its own: neither twice, nor file and folder', () => {
    expect(findChoque(['a', 'b/c', 'b/d', 'b/e/f'])).toBe(null);
    expect(findChoque(['a', 'b', 'a'])).toBe('a');
    expect(findChoque(['a', 'a/b'])).toBe('a');
    expect(findChoque(['a/b/c', 'a/b'])).toBe('a/b');
    const names = fc.array(fc.array(fc.constantFrom('a', 'b'), { minLength: 1, maxLength: 3 }), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(names, (lists) => {
        const rutas = lists.map((list) => list.join('/'));
        const clash = rutas.some((one, i) =>
          rutas.some((other, j) => i !== j && `${other}/`.startsWith(`${one}/`)),
        );
        expect(findChoque(rutas) !== null).toBe(clash);
      }),
    );
  });
});
