/**
 * The site as people use it, in a minute: Chromium, with and without scripts, over a publication and a server that
 * only has files. What it must do at every width and with every server is in `pruebas/sitio`.
 */

import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filasMinimas } from '../../../pruebas/apoyo/corte-minimo.ts';
import { chromium, describeSiHay } from '../../../pruebas/apoyo/disponible.ts';
import { loadMinimo } from '../../../pruebas/apoyo/minimo.ts';
import {
  CLASES,
  launchNavegador,
  openDetails,
  overflowOf,
  withPage as withPageOf,
} from '../pruebas/sitio/navegar.ts';
import { filasLargas, procesoLargo } from '../pruebas/sitio/proceso-largo.ts';
import { type ServidorDePrueba, serveSitio } from '../pruebas/sitio/servir.ts';
import { type SitioDePrueba, withSitio } from '../pruebas/sitio/sitio-de-prueba.ts';

describeSiHay('in a browser', chromium(), 'chromium', (executablePath) => {
  let browser: Browser;
  /** hard to lay out */
  let largo: { readonly sitio: SitioDePrueba; readonly servidor: ServidorDePrueba };
  let minimo: { readonly sitio: SitioDePrueba; readonly servidor: ServidorDePrueba };

  beforeAll(async () => {
    const proceso = procesoLargo(await loadMinimo(), 'simulacro');
    const sitio = await withSitio({ proceso, filas: filasLargas(proceso) });
    largo = { sitio, servidor: await serveSitio(sitio.raiz) };
    const small = await withSitio();
    minimo = { sitio: small, servidor: await serveSitio(small.raiz) };
    browser = await launchNavegador(executablePath);
  });
  afterAll(async () => {
    await browser?.close();
    for (const one of [largo, minimo]) {
      await one?.servidor.stop();
      one?.sitio.remove();
    }
  });

  function withPage(options: BrowserContextOptions, body: (page: Page) => Promise<void>): Promise<void> {
    return withPageOf(browser, options, body);
  }

  describe('accessibility', () => {
    test('no violation on the pages that people open most, at 320 px', async () => {
      await withPage({ viewport: { width: 320, height: 800 } }, async (page) => {
        for (const ruta of ['AYUN/', 'secciones/160001/']) {
          await page.goto(largo.servidor.direccion + ruta);
          await openDetails(page);
          const { violations } = await new AxeBuilder({ page }).analyze();
          expect(violations.map(({ id, nodes }) => [ruta, id, nodes.map(({ target }) => target)])).toEqual(
            [],
          );
        }
      });
    });

    test('nothing goes out of the side at 320 px', async () => {
      await withPage({ viewport: { width: 320, height: 800 } }, async (page) => {
        for (const ruta of CLASES) {
          await page.goto(largo.servidor.direccion + ruta);
          await openDetails(page);
          expect(await overflowOf(page), ruta).toBe(0);
        }
      });
    });

    test('a keyboard goes from the link that jumps to the content to every tile of the map', async () => {
      await withPage({ viewport: { width: 1366, height: 800 } }, async (page) => {
        await page.goto(`${minimo.servidor.direccion}GUB/`);
        await page.keyboard.press('Tab');
        expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Ir al contenido');
        await page.keyboard.press('Enter');
        const reached = new Set<string>();
        for (let i = 0; i < 60; i += 1) {
          await page.keyboard.press('Tab');
          const href = await page.evaluate(() => document.activeElement?.getAttribute('href') ?? '');
          reached.add(href);
        }
        for (const id of ['001', '002', 'NA'])
          expect([...reached]).toContain(`../GUB/distritos/${id}/index.html`);
      });
    });

    test('an exercise cannot be missed however far one scrolls', async () => {
      await withPage({ viewport: { width: 360, height: 640 } }, async (page) => {
        await page.goto(`${largo.servidor.direccion}AYUN/`);
        for (const part of [0, 0.3, 0.6, 1]) {
          await page.evaluate((p) => window.scrollTo(0, p * document.documentElement.scrollHeight), part);
          const top = await page.locator('.ejercicio').evaluate((bar) => bar.getBoundingClientRect().top);
          expect(top).toBe(0);
        }
      });
    });
  });

  describe('a citizen finds their casilla in three actions', () => {
    test.each([320])('with scripts at %i px: writes the section, sends it, opens the acta', async (width) => {
      await withPage({ viewport: { width, height: 800 } }, async (page) => {
        await page.goto(minimo.servidor.direccion);
        await page.getByLabel('Conoce los resultados de tu casilla').fill('3');
        await page.keyboard.press('Enter');
        await page.waitForURL('**/secciones/160003/');
        await page.locator('#GUB-160003B01002 summary').click();
        expect(await page.locator('#GUB-160003B01002').textContent()).toContain('TODOS ILEGIBLES O SIN DATO');
      });
    });

    test.each([320])('without scripts at %i px: mi casilla, its municipio, its section', async (width) => {
      await withPage({ viewport: { width, height: 800 }, javaScriptEnabled: false }, async (page) => {
        await page.goto(minimo.servidor.direccion);
        await page.getByRole('link', { name: 'Mi casilla', exact: true }).click();
        await page.locator('#lista-municipios a').first().click();
        await page.getByRole('link', { name: '0001', exact: true }).click();
        expect(await page.locator('h1').textContent()).toContain('Sección 0001');
        await page.locator('#GUB-160001B01002 summary').click();
        expect(await page.locator('#GUB-160001B01002 table').first().isVisible()).toBe(true);
      });
    });

    test('the clave of a casilla goes to it; what does not exist says what to try', async () => {
      await withPage({}, async (page) => {
        await page.goto(`${minimo.servidor.direccion}mi-casilla/?q=160001C0100`);
        await page.waitForURL('**/secciones/160001/#160001C0100');
        await page.goto(`${minimo.servidor.direccion}mi-casilla/?q=9999`);
        await page.getByText('No hay una sección').waitFor();
        expect(await page.locator('#respuesta').textContent()).toContain('«9999»');
      });
    });

    test('the address of an acta opens it, and only then its image is asked for', async () => {
      await withPage({}, async (page) => {
        const images: string[] = [];
        page.on('request', (request) => {
          if (request.resourceType() === 'image' && request.url().includes('/imagenes/'))
            images.push(request.url());
        });
        await page.goto(`${minimo.servidor.direccion}secciones/160001/`);
        await page.locator('footer').scrollIntoViewIfNeeded();
        expect(images).toEqual([]);
        await page.goto(`${minimo.servidor.direccion}secciones/160001/#GUB-160001B01002`);
        await page.locator('#GUB-160001B01002[open]').waitFor();
        await expect.poll(() => images.length).toBe(1);
      });
    });

    test('back and forward go through what was seen', async () => {
      await withPage({}, async (page) => {
        await page.goto(`${minimo.servidor.direccion}GUB/`);
        await page.locator('.mosaico a').first().click();
        await page.waitForURL('**/GUB/distritos/001/');
        await page.getByRole('link', { name: 'Sección 0001' }).click();
        await page.waitForURL('**/secciones/160001/');
        await page.goBack();
        await page.waitForURL('**/GUB/distritos/001/');
        await page.goBack();
        expect(await page.locator('h1').textContent()).toContain('Gubernatura');
        await page.goForward();
        await page.goForward();
        expect(await page.locator('h1').textContent()).toContain('Sección 0001');
      });
    });
  });

  describe('what scripts add', () => {
    test('a table is sorted by any column, numbers as numbers', async () => {
      await withPage({ viewport: { width: 1366, height: 800 } }, async (page) => {
        await page.goto(`${minimo.servidor.direccion}GUB/votacion/`);
        const table = page.locator('#territorios');
        const totals = () =>
          table
            .locator('tbody tr td:last-child')
            .evaluateAll((cells) => cells.map((cell) => Number(cell.textContent?.replaceAll(',', ''))));
        await table.getByRole('button', { name: 'Total' }).click();
        const down = await totals();
        expect(down).toEqual(down.toSorted((a, b) => b - a));
        await table.getByRole('button', { name: 'Total' }).click();
        expect(await totals()).toEqual(down.toReversed());
      });
    });

    test('two candidaturas or two territories are compared with the figures of the table', async () => {
      await withPage({ viewport: { width: 1366, height: 800 } }, async (page) => {
        await page.goto(`${minimo.servidor.direccion}GUB/votacion/`);
        const rows = page.locator('#comparador tbody tr');
        expect(await rows.count()).toBe(await page.locator('#territorios tbody tr').count());
        await page.getByLabel('Comparar').selectOption('Territorios');
        expect(await rows.count()).toBe(await page.locator('#territorios th[data-columna]').count());
      });
    });

    test('the choice of colours and letters is remembered from page to page', async () => {
      await withPage({}, async (page) => {
        await page.goto(`${minimo.servidor.direccion}GUB/`);
        await page.getByRole('button', { name: 'Oscuro' }).click();
        await page.getByRole('button', { name: 'Grande', exact: true }).click();
        await page.goto(`${minimo.servidor.direccion}avance/`);
        const classes = await page.evaluate(() => document.documentElement.className);
        expect(classes.split(' ').sort()).toEqual(['letra-1', 'oscuro']);
        expect(await page.getByRole('button', { name: 'Oscuro' }).getAttribute('aria-pressed')).toBe('true');
      });
    });

    test('a tile says who is ahead, and Escape takes it away', async () => {
      await withPage({ viewport: { width: 1366, height: 800 } }, async (page) => {
        await page.goto(`${minimo.servidor.direccion}GUB/`);
        await page.locator('.mosaico a').first().focus();
        expect(await page.locator('.consejo').textContent()).toContain('en actas contabilizadas');
        await page.keyboard.press('Escape');
        expect(await page.locator('.consejo').isHidden()).toBe(true);
      });
    });

    test('the image of an acta grows, and closing comes back to the page', async () => {
      await withPage({}, async (page) => {
        await page.goto(`${minimo.servidor.direccion}secciones/160001/#GUB-160001B01002`);
        await page.locator('#GUB-160001B01002 .ampliable').click();
        const image = page.locator('.visor img');
        const before = Number(await image.getAttribute('width'));
        await page.getByRole('button', { name: 'Acercar' }).click();
        expect(Number(await image.getAttribute('width'))).toBeGreaterThan(before);
        await page.keyboard.press('Escape');
        expect(await page.locator('.visor').count()).toBe(0);
      });
    });

    test('a file is checked where it is', async () => {
      await withPage({}, async (page) => {
        await page.goto(`${minimo.servidor.direccion}verifica/`);
        await page
          .locator('#archivo')
          .setInputFiles({ name: 'x', mimeType: 'text/plain', buffer: Buffer.from('') });
        await page.getByText('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855').waitFor();
        await page.locator('#esperado').fill('0'.repeat(64));
        await page.getByText('No es el mismo').waitFor();
      });
    });

    test('a new corte is announced, and comes without losing the place nor what was open', async () => {
      const sitio = await withSitio();
      const servidor = await serveSitio(sitio.raiz);
      await withPage({ viewport: { width: 390, height: 600 } }, async (page) => {
        await page.clock.install();
        await page.goto(`${servidor.direccion}avance/`);
        const details = page.locator('#GUB-en-tabla');
        await details.locator('summary').click();
        await page.evaluate(() => window.scrollTo(0, 700));
        await sitio.publish(filasMinimas(sitio.contexto.proceso), 'ultimo');
        await page.clock.fastForward(60_000);
        await page.getByText('Hay un corte nuevo: 2').waitFor();
        expect(await page.locator('#corte').textContent()).toContain('Corte de información 1');
        await page.getByRole('button', { name: 'Ver', exact: true }).click();
        expect(await page.locator('#corte').textContent()).toContain('Corte de información 2, el último');
        expect(await page.evaluate(() => window.scrollY)).toBe(700);
        expect(await details.evaluate((one) => (one as HTMLDetailsElement).open)).toBe(true);
      });
      await servidor.stop();
      sitio.remove();
    });
  });
});
