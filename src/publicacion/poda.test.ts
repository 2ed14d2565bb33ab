/** Nothing is removed but what only old cortes name, and only when the publication ended. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asRows } from '../../pruebas/apoyo/corte-minimo.ts';
import { createMotor } from './motor.ts';
import { prune } from './poda.ts';
import {
  archivosDe,
  checkedActual,
  PAGINAS_MINIMAS,
  type PublicacionDePrueba,
  published,
  withPublicacion,
} from './pruebas/publicacion-de-prueba.ts';

let publicacion: PublicacionDePrueba;
beforeEach(async () => {
  publicacion = await withPublicacion();
});
afterEach(() => publicacion.remove());

/** Four cortes, with fewer actas the earlier. @returns their folders */
async function publishNoche(ultimo: 'intermedio' | 'ultimo'): Promise<readonly string[]> {
  const { proceso, raiz, almacen, filas } = publicacion;
  const motor = createMotor({ proceso, carpeta: raiz, imagenes: almacen, paginas: PAGINAS_MINIMAS });
  const carpetas: string[] = [];
  for (let numero = 1; numero <= 4; numero += 1) {
    const missing = 4 - numero;
    const rows = filas.map((fila, i) =>
      i % 4 < missing && fila.resultado?.tipo !== 'fuera_de_catalogo' ? { ...fila, resultado: null } : fila,
    );
    const done = await motor.publish({
      rows: () => asRows(rows),
      posicion: numero,
      momento: new Date(Date.UTC(2027, 5, 7, 2, numero)),
      numero,
      tipo: numero === 4 ? ultimo : 'intermedio',
    });
    carpetas.push(published(done).carpeta);
  }
  return carpetas;
}

function isWhole(carpeta: string): boolean {
  const { raiz } = publicacion;
  return [...archivosDe(raiz, `${carpeta}/manifiesto.json`).values()].every(({ sha256, bytes }) => {
    const path = join(raiz, 'objetos', sha256.slice(0, 2), sha256);
    return existsSync(path) && readFileSync(path).length === bytes;
  });
}

test('the cortes that are kept stay whole, and so do what is served and every ZIP and manifest', async () => {
  const carpetas = await publishNoche('ultimo');
  const counted = prune(publicacion.raiz, 2, 'contar');
  expect(counted).toMatchObject({ ok: true, value: { conservados: [3, 4] } });
  expect(carpetas.map(isWhole)).toEqual([true, true, true, true]);

  const removed = prune(publicacion.raiz, 2, 'quitar');
  expect(removed).toEqual(counted);
  expect(removed.ok && removed.value.archivos).toBeGreaterThan(0);
  expect(carpetas.slice(2).map(isWhole)).toEqual([true, true]);
  expect(checkedActual(publicacion.raiz)?.corte.numero).toBe(4);
  for (const carpeta of carpetas) {
    const { descargas } = JSON.parse(
      readFileSync(join(publicacion.raiz, carpeta, 'manifiesto.json'), 'utf8'),
    ) as { descargas: readonly { ruta: string }[] };
    expect(descargas.length).toBeGreaterThan(0);
    for (const { ruta } of descargas) expect(existsSync(join(publicacion.raiz, ruta))).toBe(true);
  }
  // There is nothing left to remove.
  expect(prune(publicacion.raiz, 2, 'quitar')).toMatchObject({ ok: true, value: { archivos: 0, bytes: 0 } });
});

test('while the publication is open nothing is removed, and where there is none it is said', async () => {
  expect(prune(publicacion.raiz, 1, 'quitar')).toMatchObject({
    ok: false,
    error: { codigo: 'NADA_PUBLICADO' },
  });
  const carpetas = await publishNoche('intermedio');
  expect(prune(publicacion.raiz, 1, 'quitar')).toMatchObject({
    ok: false,
    error: { codigo: 'PUBLICACION_ABIERTA' },
  });
  expect(carpetas.map(isWhole)).toEqual([true, true, true, true]);
});
