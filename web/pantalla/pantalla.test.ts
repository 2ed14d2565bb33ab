import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type ConsolaDePrueba, withConsola } from '../../pruebas/apoyo/consola.ts';
import { chromium, describeSiHay } from '../../pruebas/apoyo/disponible.ts';
import { digitalizar } from '../../pruebas/apoyo/fases.ts';
import { consolaConstruida } from '../consola/pruebas/construida.ts';
import { abrirNavegador, expectAccesible } from '../consola/pruebas/navegador.ts';
import {
  levantarServidorDePrueba,
  rechazo,
  type ServidorDePrueba,
} from '../consola/pruebas/servidor-de-prueba.ts';
import { tableroInventado } from '../consola/pruebas/tablero-inventado.ts';

const MUROS = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
] as const;

/** Nothing scrolls, and no word is cut by what contains it. */
async function expectEntera(page: Page): Promise<void> {
  const cut = await page.evaluate(() => {
    const root = document.documentElement;
    const outside = [...document.querySelectorAll('h1,h2,p,b,td,th,span,time,strong')].filter((element) => {
      const { right, bottom } = element.getBoundingClientRect();
      return right > root.clientWidth + 1 || bottom > root.clientHeight + 1;
    });
    const overflows = root.scrollHeight > root.clientHeight || root.scrollWidth > root.clientWidth;
    return [...outside.map(({ textContent }) => textContent), ...(overflows ? ['the page scrolls'] : [])];
  });
  expect(cut).toEqual([]);
}

describeSiHay('the big display', chromium(), 'un Chromium', (executablePath) => {
  let browser: Browser;
  let servidor: ServidorDePrueba;

  beforeAll(async () => {
    [browser, servidor] = await Promise.all([abrirNavegador(executablePath), levantarServidorDePrueba()]);
  });
  afterAll(async () => {
    await browser?.close();
    await servidor?.cerrar();
  });

  async function hang(
    viewport: (typeof MUROS)[number] = MUROS[1],
    direccion = servidor.direccion,
  ): Promise<Page> {
    const context = await browser.newContext({ baseURL: direccion, viewport, locale: 'es-MX' });
    return context.newPage();
  }

  function answer(cambios: Parameters<typeof tableroInventado>[0] = {}): void {
    servidor.olvidar();
    const tablero = tableroInventado(cambios);
    servidor.contestar('GET /api/pantalla/:llave', () => ({ cuerpo: tablero }));
    servidor.contestar('GET /api/pantalla/:llave/vivo', () => ({
      corriente: (salida) => void salida.write(`event: tablero\ndata: ${JSON.stringify(tablero)}\n\n`),
    }));
  }

  test.each(MUROS)(
    'fills $width × $height without scroll, and its words are read from far away',
    async (muro) => {
      answer();
      const page = await hang(muro);
      await page.goto('/pantalla/llave');
      await page.getByText('En vivo').waitFor();
      await expectEntera(page);
      const smallest = await page.evaluate(() =>
        Math.min(
          ...[...document.querySelectorAll('.pantalla-grande :is(h1,h2,p,b,td,th,span,time)')].map(
            (element) => Number.parseFloat(getComputedStyle(element).fontSize),
          ),
        ),
      );
      // A twenty-eighth of the height: 24 mm on a wall of 55 inches.
      expect(smallest).toBeGreaterThanOrEqual(muro.height / 30);
      await page.context().close();
    },
  );

  test('says SIMULACRO above and below, and nothing that axe objects to', async () => {
    answer();
    const page = await hang();
    await page.goto('/pantalla/llave');
    await page.getByText('En vivo').waitFor();
    expect(await page.getByRole('note', { name: /^SIMULACRO: nada de esto/ }).count()).toBe(2);
    await expectAccesible(page);
    await page.context().close();
  });

  test('with six elections and long figures it still fits', async () => {
    const [one] = tableroInventado().elecciones;
    const long = { ...one!, nombre: 'PRESIDENCIAS DE COMUNIDAD', esperadas: 170_648, capturadas: 168_112 };
    answer({
      elecciones: [1, 2, 3, 4, 5, 6].map((n) => ({ ...long, clave: `E${n}`, contabilizadas: 150_001 })),
    });
    const page = await hang();
    await page.goto('/pantalla/llave');
    await page.getByText('En vivo').waitFor();
    await expectEntera(page);
    await page.context().close();
  });

  test('data that are old are said to be, with their hour', async () => {
    answer({ sinBaseDesde: '2027-06-07T02:30:00.000Z' });
    const page = await hang();
    await page.goto('/pantalla/llave');
    await page.getByText('Datos de las 20:30. La base de datos no responde').waitFor();
    await expectEntera(page);
    await expectAccesible(page);
    await page.context().close();
  });

  test('an address that was revoked says so, and shows no figure', async () => {
    servidor.olvidar();
    servidor.contestar('GET /api/pantalla/:llave', () =>
      rechazo(404, 'NO_EXISTE', 'Esta dirección no existe o se revocó. Pida otra a la coordinación del CCV.'),
    );
    const page = await hang();
    await page.goto('/pantalla/llave');
    await page.getByText('Esta dirección no existe o se revocó.').waitFor();
    expect(await page.getByRole('table').count()).toBe(0);
    await page.context().close();
  });

  test('loads nothing of the operators', async () => {
    answer();
    const page = await hang();
    let bytes = 0;
    page.on('response', async (response) => {
      if (response.url().endsWith('.js')) bytes += (await response.body()).length;
    });
    await page.goto('/pantalla/llave');
    await page.getByText('En vivo').waitFor();
    const scripts = await page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => name),
    );
    expect(scripts.filter((name) => /captura|Consola|index-/.test(name))).toEqual([]);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(300_000);
    await page.context().close();
  });
});

describeSiHay(
  'from its creation to its end, over the real server',
  chromium(),
  'un Chromium',
  (executablePath) => {
    let browser: Browser;
    let consola: ConsolaDePrueba;

    beforeAll(async () => {
      const construida = await consolaConstruida();
      [browser, consola] = await Promise.all([abrirNavegador(executablePath), withConsola({ construida })]);
    });
    afterAll(async () => {
      await browser?.close();
      await consola?.stop();
    });

    test('the coordinator creates it, the wall shows each acta by itself, and revoked it goes dark', async () => {
      const coordinadora = await consola.entrar('coordinador_ccv');
      const context = await browser.newContext({ baseURL: consola.direccion, locale: 'es-MX' });
      await context.addCookies(coordinadora.cookies);
      const page = await context.newPage();
      await page.goto('/tablero');
      await page.getByText('En vivo').waitFor();
      await page.getByRole('link', { name: 'Pantalla grande' }).click();
      await page.getByLabel('Dónde está la pantalla').fill('Muro norte');
      await page.keyboard.press('Enter');
      const direccion = await page.getByRole('textbox', { name: 'Dirección', exact: true }).inputValue();
      await expectAccesible(page);

      const wall = await (await browser.newContext({ locale: 'es-MX', viewport: MUROS[1] })).newPage();
      await wall.goto(direccion);
      await wall.getByText('En vivo').waitFor();
      const capturar = wall.getByRole('listitem').filter({ hasText: 'Por capturar' });
      expect(await capturar.innerText()).toMatch(/\b0\b/);
      await digitalizar(consola.noche, consola.noche.otra('GUB'));
      await vi.waitFor(async () => expect(await capturar.innerText()).toMatch(/\b1\b/), { timeout: 15_000 });

      await page.getByRole('button', { name: 'Revocar Muro norte' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Revocar' }).click();
      await page.getByText('No hay direcciones abiertas').waitFor();
      await wall.getByText('no existe o se revocó').waitFor();
      expect(await wall.getByRole('listitem').count()).toBe(0);
      await wall.context().close();
      await context.close();
    });
  },
);
