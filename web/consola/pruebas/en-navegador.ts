/** One browser and one canned server per file, and a new page per test that leaves no fault behind. */

import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { chromium, describeSiHay } from '../../../pruebas/apoyo/disponible.ts';
import { abrirNavegador, abrirPagina, type PaginaVigilada } from './navegador.ts';
import type { ServidorDePrueba } from './servidor-de-prueba.ts';

export interface EnNavegador {
  readonly servidor: ServidorDePrueba;
  readonly pagina: PaginaVigilada;
}

/**
 * Describes screens over a canned server; it is skipped, and said, where there is no Chromium.
 *
 * @param levantar the server, that forgets before each test
 * @param body its tests; `actual()` has what is of the test in course, also in a `beforeEach` of its own
 */
export function describeEnNavegador(
  nombre: string,
  levantar: () => Promise<ServidorDePrueba>,
  body: (actual: () => EnNavegador) => void,
): void {
  describeSiHay(nombre, chromium(), 'un Chromium', (executablePath) => {
    let browser: Browser;
    let servidor: ServidorDePrueba;
    let pagina: PaginaVigilada;

    beforeAll(async () => {
      [browser, servidor] = await Promise.all([abrirNavegador(executablePath), levantar()]);
    });
    afterAll(async () => {
      await browser?.close();
      await servidor?.cerrar();
    });
    beforeEach(async () => {
      servidor.olvidar();
      pagina = await abrirPagina(browser, servidor.direccion);
    });
    afterEach(async () => {
      await pagina.cerrar();
      expect(pagina.faltas).toEqual([]);
    });

    body(() => ({ servidor, pagina }));
  });
}
