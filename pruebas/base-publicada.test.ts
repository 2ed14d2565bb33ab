/** The databases that a corte publishes, looked at with the same program with which anybody audits them. */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type PublicacionDePrueba,
  published,
  withPublicacion,
} from '../src/publicacion/pruebas/publicacion-de-prueba.ts';
import { runPrep } from './apoyo/prep.ts';

let publicacion: PublicacionDePrueba;
beforeAll(async () => {
  publicacion = await withPublicacion();
});
afterAll(() => publicacion.remove());

test('prep revisar accepts the ZIP of every corte, in zeros and with actas', async () => {
  const { filas, raiz } = publicacion;
  const enCeros = filas
    .filter(({ resultado }) => resultado?.tipo !== 'fuera_de_catalogo')
    .map((fila) => ({ ...fila, resultado: null }));
  for (const [i, rows] of [enCeros, filas].entries()) {
    const numero = i + 1;
    const { carpeta } = published(await publicacion.publish({ filas: rows, numero, posicion: 100 + i }));
    const zips = readdirSync(join(raiz, carpeta)).filter((name) => name.endsWith('.zip'));
    expect(zips).toHaveLength(3);
    // In zeros one says what the three would: nothing has been written in any.
    for (const zip of i === 0 ? zips.slice(0, 1) : zips) {
      const { codigo, out, err } = await runPrep(['revisar', join(raiz, carpeta, zip)]);
      expect(codigo, `${zip}: ${out}${err}`).toBe(0);
    }
  }
});
