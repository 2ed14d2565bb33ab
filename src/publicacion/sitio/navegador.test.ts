/**
 * The site as people use it: in Chromium, with and without scripts, over a publication and a server that only has
 * files.
 */

import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContextOptions, chromium as driver, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filasMinimas } from '../../../pruebas/apoyo/corte-minimo.ts';
import { chromium, describeSiHay } from '../../../pruebas/apoyo/disponible.ts';
import { loadMinimo } from '../../../pruebas/apoyo/minimo.ts';
import { basesPublicadas } from '../pruebas/sitio/base.ts';
import { filasLargas, procesoLargo } from '../pruebas/sitio/proceso-largo.ts';
import { type ServidorDePrueba, serveSitio } from '../pruebas/sitio/servir.ts';
import { type SitioDePrueba, withSitio } from '../pruebas/sitio/sitio-de-prueba.ts';
import { formatEntero } from './formato.ts';

/** One of each kind of page. */
const CLASES = [
  '',
  'AYUN/',
  'AYUN/votacion/',
  'AYUN/municipios/001/',
  'GUB/',
  'secciones/160001/',
  'mi-casilla/',
  'mi-casilla/municipios/001/',
  'avance/',
  'base-de-datos/',
  'base-de-datos/2027-06-06-20/',
  'fuera-de-catalogo/',
  'preguntas/',
  'glosario/',
  'difusores/',
  'accesibilidad/',
  'verifica/',
  'no/existe',
] as const;

/** Where colours of parties are letters, bars and tiles. */
const CON_COLORES = ['AYUN/', 'AYUN/votacion/', 'secciones/160001/'] as const;

/** Axe looks at every element of long pages. */
const AXE_MS = 180_000;

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
    browser = await driver.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-background-networking'],
    });
  });
  afterAll(async () => {
    await browser?.close();
    for (const one of [largo, minimo]) {
      await one?.servidor.stop();
      one?.sitio.remove();
    }
  });

  async function withPage(
    options: BrowserContextOptions,
    body: (page: Page) => Promise<void>,
  ): Promise<void> {
    const context = await browser.newContext({ locale: 'es-MX', ...options });
    try {
      const page = await context.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().includes('404')) errors.push(message.text());
      });
      await body(page);
      // An error of the policy is an error in the console.
      expect(errors).toEqual([]);
    } finally {
      await context.close();
    }
  }

  async function openDetails(page: Page): Promise<void> {
    await page.locator('details').evaluateAll((all) => {
      for (const one of all.slice(0, 4)) (one as HTMLDetailsElement).open = true;
    });
  }

  describe('accessibility', () => {
    test.each([
      [320, 'light', '', CLASES],
      [1366, 'dark', '', CLASES],
      [768, 'light', 'contraste', CON_COLORES],
      [768, 'dark', 'contraste', CON_COLORES],
    ] as const)(
      'no violation on any kind of page at %i px, %s %s',
      async (width, colorScheme, clase, rutas) => {
        await withPage({ viewport: { width, height: 800 }, colorScheme }, async (page) => {
          for (const ruta of rutas) {
            await page.goto(largo.servidor.direccion + ruta);
            await page.evaluate((name) => name !== '' && document.documentElement.classList.add(name), clase);
            await openDetails(page);
            const { violations } = await new AxeBuilder({ page }).analyze();
            expect(violations.map(({ id, nodes }) => [ruta, id, nodes.map(({ target }) => target)])).toEqual(
              [],
            );
          }
        });
      },
      AXE_MS,
    );

    test.each([
      [320, ''],
      [390, 'letra-1'],
      [768, 'letra-3'],
      [1366, ''],
    ] as const)('nothing goes out of the side at %i px %s', async (width, letra) => {
      await withPage({ viewport: { width, height: 800 } }, async (page) => {
        for (const ruta of CLASES) {
          await page.goto(largo.servidor.direccion + ruta);
          await page.evaluate((name) => name !== '' && document.documentElement.classList.add(name), letra);
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
    test.each([320, 768, 1366])(
      'with scripts at %i px: writes the section, sends it, opens the acta',
      async (width) => {
        await withPage({ viewport: { width, height: 800 } }, async (page) => {
          await page.goto(minimo.servidor.direccion);
          await page.getByLabel('Consulte su casilla').fill('3');
          await page.keyboard.press('Enter');
          await page.waitForURL('**/secciones/160003/');
          await page.locator('#GUB-160003B01002 summary').click();
          expect(await page.locator('#GUB-160003B01002').textContent()).toContain(
            'TODOS ILEGIBLES O SIN DATO',
          );
        });
      },
    );

    test.each([320, 768, 1366])(
      'without scripts at %i px: mi casilla, its municipio, its section',
      async (width) => {
        await withPage({ viewport: { width, height: 800 }, javaScriptEnabled: false }, async (page) => {
          await page.goto(minimo.servidor.direccion);
          await page.getByRole('link', { name: 'Mi casilla', exact: true }).click();
          await page.locator('#lista-municipios a').first().click();
          await page.getByRole('link', { name: '0001', exact: true }).click();
          expect(await page.locator('h1').textContent()).toContain('Sección 0001');
          await page.locator('#GUB-160001B01002 summary').click();
          expect(await page.locator('#GUB-160001B01002 table').first().isVisible()).toBe(true);
        });
      },
    );

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

  test('every total of the pages is that of the CSV', async () => {
    const bases = await basesPublicadas(minimo.sitio);
    expect(bases.map(({ clave }) => clave)).toEqual(['GUB', 'DIP_LOC', 'AYUN']);
    await withPage({ javaScriptEnabled: false }, async (page) => {
      for (const { clave, cifras, votos } of bases) {
        await page.goto(`${minimo.servidor.direccion}${clave}/`);
        const inicio = await readMain(page);
        const cifra = (nombre: string) => cifras.get(nombre) ?? '';
        for (const nombre of [...cifras.keys()].filter((one) => one.startsWith('PORCENTAJE_'))) {
          expect(inicio, `${clave} ${nombre}`).toContain(`${cifra(nombre)} %`);
        }
        for (const nombre of ['ACTAS_CAPTURADAS', 'ACTAS_CONTABILIZADAS']) {
          expect(inicio, clave).toContain(`${cifra(nombre)} de ${cifra('ACTAS_ESPERADAS')}`);
        }
        for (const nombre of ['LISTA_NOMINAL_ACTAS_CONTABILIZADAS', 'TOTAL_VOTOS_C_CS', 'TOTAL_VOTOS_S_CS']) {
          expect(inicio, `${clave} ${nombre}`).toContain(` ${formatEntero(Number(cifra(nombre)))} `);
        }
        await page.goto(`${minimo.servidor.direccion}${clave}/votacion/`);
        const boleta = await votosDeLaBoleta(page);
        expect(boleta, clave).toEqual([...votos.values()]);
      }
    });
  });
});

async function readMain(page: Page): Promise<string> {
  return (await page.locator('main').innerText()).replace(/[\s\u202f]+/g, ' ');
}

/** Votes of each column, in their order, as the table of the ballot shows them. */
function votosDeLaBoleta(page: Page): Promise<readonly number[]> {
  const table = page.locator('table', { hasText: 'Votos como están en la boleta' });
  return table
    .locator('tbody tr td:nth-of-type(1), tfoot tr:not(:last-child) td:nth-of-type(1)')
    .evaluateAll((cells) => cells.map((cell) => Number(cell.textContent?.replaceAll(',', ''))));
}

async function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
