/** What the tests of the screens of actas share: one browser and one canned server per file, a new page per test. */

import type { Page } from 'playwright-core';
import type { Rol } from '../../../src/acceso/permisos.ts';
import { describeEnNavegador } from './en-navegador.ts';
import { expectAccesible, expectSinDesborde } from './navegador.ts';
import { levantarConActas } from './servidor-con-actas.ts';
import type { Pedido, ServidorDePrueba } from './servidor-de-prueba.ts';

export interface Escena {
  readonly page: Page;
  readonly servidor: ServidorDePrueba;
  /** Logs in with another role and opens an address. */
  abrir(rol: Rol, ruta: string): Promise<void>;
  /** Presses keys, one after the other. */
  teclas(...keys: string[]): Promise<void>;
  /** the text of what has the focus */
  enfocado(): Promise<string>;
  /** the last that was asked with POST */
  ultimo(): Pedido | undefined;
}

/** Describes a screen over the canned server; `escena()` is that of the test in course. */
export function describePantalla(nombre: string, body: (escena: () => Escena) => void): void {
  describeEnNavegador(nombre, levantarConActas, (actual) => {
    body(() => {
      const { servidor, pagina } = actual();
      const { page } = pagina;
      return {
        page,
        servidor,
        async abrir(rol, ruta) {
          servidor.entrarComo(rol);
          await page.goto(ruta);
        },
        async teclas(...keys) {
          for (const key of keys) await page.keyboard.press(key);
        },
        enfocado: () => page.evaluate(() => (document.activeElement as HTMLElement).innerText ?? ''),
        ultimo: () => servidor.pedidos.findLast(({ metodo }) => metodo === 'POST'),
      };
    });
  });
}

/** What every state of a screen must prove. */
export async function expectBienHecha(page: Page): Promise<void> {
  await expectAccesible(page);
  await expectSinDesborde(page);
}

/** Waits until the first row has the focus and the image is in sight: before that nothing can be decided. */
export async function aLaVista(page: Page, fila = 'Boletas sobrantes'): Promise<void> {
  await enfoca(page, fila);
  await page.locator('.visor-papel[style*=transform]').waitFor();
}

/** Waits until the keyboard moves the rows of a list. */
export async function enLista(page: Page): Promise<void> {
  await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'grid');
}

/** Waits until what has the focus contains a text. */
export async function enfoca(page: Page, texto: string): Promise<void> {
  await page.waitForFunction((wanted) => {
    const now = document.activeElement as HTMLElement | null;
    // The text of a region is everything that is in it.
    const isRegion = now?.matches('body, main, section, dialog, [role=grid]') ?? true;
    const said = `${isRegion ? '' : now?.innerText} ${now?.getAttribute('aria-label') ?? ''} ${now?.id ?? ''}`;
    return now !== document.body && said.includes(wanted);
  }, texto);
}
