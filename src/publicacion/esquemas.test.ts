import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ESQUEMAS, esquemasPublicados } from './esquemas.ts';
import {
  archivosDe,
  type PublicacionDePrueba,
  published,
  withPublicacion,
} from './pruebas/publicacion-de-prueba.ts';

let publicacion: PublicacionDePrueba;
/** Every JSON of two cortes, with its text: the second has corrections and the first nothing but zeros. */
const textos: (readonly [string, string])[] = [];

beforeAll(async () => {
  publicacion = await withPublicacion();
  const { filas, raiz } = publicacion;
  const enCeros = filas
    .filter(({ resultado }) => resultado?.tipo !== 'fuera_de_catalogo')
    .map((fila) => ({ ...fila, resultado: null }));
  const corregidas = filas.map((fila) => {
    if (fila.resultado?.tipo !== 'acta') return fila;
    const cambios = [{ campo: 'NULOS', antes: 'ILEGIBLE', despues: 3 } as const];
    const correcciones = [{ momento: '2027-06-07T02:30:00.000Z', cambios }];
    return { ...fila, resultado: { ...fila.resultado, cotejo: 3 as const, correcciones } };
  });
  for (const [i, rows] of [enCeros, corregidas].entries()) {
    const numero = i + 1;
    const { carpeta } = published(await publicacion.publish({ filas: rows, numero, posicion: 100 + i }));
    const manifiesto = `${carpeta}/manifiesto.json`;
    textos.push(['actual.json', readFileSync(join(raiz, 'actual.json'), 'utf8')]);
    textos.push([manifiesto, readFileSync(join(raiz, manifiesto), 'utf8')]);
    const { partes } = JSON.parse(readFileSync(join(raiz, manifiesto), 'utf8'));
    const objetos = [
      ...[...archivosDe(raiz, manifiesto)].filter(([ruta]) => ruta.endsWith('.json')),
      ...partes.map((parte: { nombre: string; sha256: string }) => [parte.nombre, parte] as const),
    ];
    for (const [ruta, { sha256 }] of objetos) {
      if (ruta.startsWith('esquemas/')) continue;
      textos.push([ruta, readFileSync(join(raiz, 'objetos', sha256.slice(0, 2), sha256), 'utf8')]);
    }
  }
});
afterAll(() => publicacion.remove());

/** `seccion` of `prep-abierto/seccion/2`. */
function kindOf(text: string): keyof typeof ESQUEMAS {
  const [, kind = ''] = String(JSON.parse(text).esquema).split('/');
  return kind as keyof typeof ESQUEMAS;
}

describe('every JSON of a corte', () => {
  test('is valid by the schema that is published for it', () => {
    const publicados = new Map(
      esquemasPublicados().map(([ruta, text]) => [ruta, z.fromJSONSchema(JSON.parse(text))]),
    );
    expect(textos.length).toBeGreaterThan(50);
    for (const [ruta, text] of textos) {
      const schema = publicados.get(`esquemas/${kindOf(text)}.json`);
      const found = schema?.safeParse(JSON.parse(text));
      expect(found?.success, `${ruta}: ${found?.error?.message}`).toBe(true);
    }
    expect(new Set(textos.map(([, text]) => kindOf(text)))).toEqual(new Set(Object.keys(ESQUEMAS)));
  });

  test('has nothing that its schema does not describe', () => {
    // What a schema does not name is taken away when it is read.
    for (const [ruta, text] of textos) {
      expect(ESQUEMAS[kindOf(text)].parse(JSON.parse(text)), ruta).toEqual(JSON.parse(text));
    }
  });
});

test('a schema refuses what is not so', () => {
  const [, text = ''] = textos.find(([ruta]) => ruta === 'GUB/entidad.json') ?? [];
  const [, published = ''] = esquemasPublicados().find(([ruta]) => ruta === 'esquemas/entidad.json') ?? [];
  const schema = z.fromJSONSchema(JSON.parse(published));
  const entidad = JSON.parse(text);
  for (const actas of [{ ...entidad.actas, esperadas: -1 }, { ...entidad.actas, participacion: 21.46 }, {}]) {
    expect(schema.safeParse({ ...entidad, actas }).success).toBe(false);
  }
  expect(schema.safeParse({ ...entidad, nuevo: 'campo' }).success).toBe(true);
});
