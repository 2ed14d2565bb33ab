/**
 * The site as anybody may come to it: Chromium with and without scripts, on a phone, a tablet and a desktop, from the
 * embedded server and from nginx with the configuration of despliegue/nginx. Run by `npm run test:largas`.
 */

import type { AddressInfo } from 'node:net';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Candidatura } from '../../src/dominio/eleccion.ts';
import { geometriaDe, readGeometria } from '../../src/proceso/geometria.ts';
import { readLogo } from '../../src/proceso/logo.ts';
import type { Proceso } from '../../src/proceso/proceso.ts';
import {
  type BasePublicada,
  basesPublicadas,
  type SumaPublicada,
  sumOf,
} from '../../src/publicacion/pruebas/sitio/base.ts';
import {
  CLASES,
  figuresOf,
  launchNavegador,
  openDetails,
  overflowOf,
  readMain,
  totalOf,
  withPage as withPageOf,
} from '../../src/publicacion/pruebas/sitio/navegar.ts';
import { filasLargas, procesoLargo } from '../../src/publicacion/pruebas/sitio/proceso-largo.ts';
import { type SitioDePrueba, withSitio } from '../../src/publicacion/pruebas/sitio/sitio-de-prueba.ts';
import { createPublico } from '../../src/servidor/publico.ts';
import { type FilaMinima, filasMinimas } from '../apoyo/corte-minimo.ts';
import { chromium, describeSiHay } from '../apoyo/disponible.ts';
import { loadMinimo } from '../apoyo/minimo.ts';
import { nginx, startNginx } from '../apoyo/nginx.ts';
import { mapaInventado } from '../apoyo/proceso-minimo/mapa-inventado.ts';

const ANCHOS = [320, 768, 1366] as const;
/** Axe looks at every element of long pages. */
const LARGA_MS = 600_000;

interface Servidor {
  /** `http://127.0.0.1:40123/` */
  readonly direccion: string;
  stop(): Promise<void>;
}

async function startEmbedded(raiz: string): Promise<Servidor> {
  const app = await createPublico({ publicacion: raiz, revisarCada: 0 });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return { direccion: `http://127.0.0.1:${port}/`, stop: () => app.close() };
}

const program = nginx();

async function startReal(raiz: string): Promise<Servidor> {
  const { puerto, stop } = await startNginx(program ?? '', raiz);
  return { direccion: `http://127.0.0.1:${puerto}/`, stop };
}

const SERVIDORES = [
  { nombre: 'the embedded server', falta: false, start: startEmbedded },
  {
    nombre: program === null ? 'nginx [omitida: falta nginx]' : 'nginx',
    falta: program === null,
    start: startReal,
  },
];

/** Of the process that is hard to lay out, with a map of its municipios, a logo and colours of its own. */
async function procesoVestido(): Promise<Proceso> {
  const proceso = procesoLargo(await loadMinimo(), 'simulacro');
  const map = mapaInventado('municipio', ['001', '002'], 2);
  const logo = readLogo('logo.svg', '<svg viewBox="0 0 9 9"><circle cx="4" cy="4" r="4" fill="#048"/></svg>');
  return {
    ...proceso,
    identidad: { color: '#004488', colorOscuro: '#88bbff', logo: logo.ok ? logo.value : null },
    geometria: geometriaDe(readGeometria('mapa', map, 'municipio', null).datos),
  };
}

describeSiHay('the site in a browser', chromium(), 'chromium', (executablePath) => {
  let browser: Browser;
  let minimo: SitioDePrueba;
  let bases: readonly BasePublicada[];

  beforeAll(async () => {
    minimo = await withSitio();
    bases = await basesPublicadas(minimo);
    browser = await launchNavegador(executablePath);
  });
  afterAll(async () => {
    await browser?.close();
    minimo?.remove();
  });

  const withPage = (options: BrowserContextOptions, body: (page: Page) => Promise<void>) =>
    withPageOf(browser, options, body);

  describe.each(SERVIDORES)('from $nombre', ({ falta, start }) => {
    let servidor: Servidor;
    let de: string;
    beforeAll(async () => {
      if (falta) return;
      servidor = await start(minimo.raiz);
      de = servidor.direccion;
    });
    afterAll(async () => {
      if (!falta) await servidor?.stop();
    });

    describe.skipIf(falta)('a citizen finds their casilla in three actions', () => {
      test.each(ANCHOS)(
        'with scripts at %i px: writes the section, sends it, opens the acta',
        async (width) => {
          await withPage({ viewport: { width, height: 800 } }, async (page) => {
            await page.goto(de);
            await page.getByLabel('Conoce los resultados de tu casilla').fill('3');
            await page.keyboard.press('Enter');
            await page.waitForURL('**/secciones/160003/');
            await page.locator('#GUB-160003B01002 summary').click();
            const text = await page.locator('#GUB-160003B01002').textContent();
            expect(text).toContain('TODOS ILEGIBLES O SIN DATO');
          });
        },
      );

      test.each(ANCHOS)('without scripts at %i px: mi casilla, its municipio, its section', async (width) => {
        await withPage({ viewport: { width, height: 800 }, javaScriptEnabled: false }, async (page) => {
          await page.goto(de);
          await page.getByRole('link', { name: 'Mi casilla', exact: true }).click();
          await page.locator('#lista-municipios a').first().click();
          await page.getByRole('link', { name: '0001', exact: true }).click();
          expect(await page.locator('h1').textContent()).toContain('Sección 0001');
          await page.locator('#GUB-160001B01002 summary').click();
          expect(await page.locator('#GUB-160001B01002 table').first().isVisible()).toBe(true);
        });
      });
    });

    test.skipIf(falta).each([
      [true, 320],
      [true, 1366],
      [false, 768],
    ])('back and forward go through what was seen (scripts: %s, %i px)', async (javaScriptEnabled, width) => {
      await withPage({ javaScriptEnabled, viewport: { width, height: 800 } }, async (page) => {
        const h1 = () => page.locator('h1').textContent();
        await page.goto(`${de}GUB/`);
        await page.locator('.mosaico a').first().click();
        await page.waitForURL('**/GUB/distritos/001/**');
        await page.getByRole('link', { name: 'Sección 0001' }).click();
        await page.waitForURL('**/secciones/160001/**');
        await page.goBack();
        expect(await h1()).toContain('Distrito 001');
        await page.goBack();
        expect(await h1()).toContain('Gubernatura');
        await page.goForward();
        await page.goForward();
        expect(await h1()).toContain('Sección 0001');
      });
    });

    test.skipIf(falta)(
      'every total of every kind of page is that of the CSV',
      async () => {
        expect(bases.map(({ clave }) => clave)).toEqual(['GUB', 'DIP_LOC', 'AYUN']);
        await withPage({ javaScriptEnabled: false }, async (page) => {
          for (const base of bases) {
            await checkInicio(page, de, base);
            await checkVotacion(page, de, base);
            await checkTerritorios(page, de, base, minimo);
          }
          await checkAvance(page, de, bases);
          await checkSecciones(page, de, bases, minimo);
          await checkFueras(page, de, bases);
        });
      },
      LARGA_MS,
    );

    test.skipIf(falta)(
      'addresses and ids hold from a corte to the next, and the old corte can still be taken',
      async () => {
        const sitio = await withSitio({ filas: filasMinimas(minimo.contexto.proceso).map(withoutHalf) });
        const other = await start(sitio.raiz);
        try {
          const before = new Map(sitio.paginas.map((ruta) => [ruta, idsOf(sitio.read(ruta))]));
          const downloads = [
            ...sitio.read('base-de-datos/index.html').matchAll(/href="\.\.\/(cortes\/[^"]+)"/g),
          ];
          await sitio.publish(filasMinimas(minimo.contexto.proceso), 'ultimo');
          await withPage({}, async (page) => {
            for (const [ruta, ids] of before) {
              if (ruta === '404.html') continue;
              const answer = await page.request.get(other.direccion + ruta);
              expect(answer.status(), ruta).toBe(200);
              const now = new Set(idsOf(await answer.text()));
              for (const id of ids) expect(now.has(id), `${ruta}#${id}`).toBe(true);
            }
            expect(downloads.length).toBeGreaterThan(2);
            for (const [, ruta] of downloads) {
              expect((await page.request.get(other.direccion + ruta)).status(), ruta).toBe(200);
            }
          });
        } finally {
          await other.stop();
          sitio.remove();
        }
      },
    );

    test.skipIf(falta)(
      'a new corte is announced, and comes without losing the place nor what was open',
      async () => {
        const sitio = await withSitio();
        const other = await start(sitio.raiz);
        try {
          await withPage({ viewport: { width: 390, height: 600 } }, async (page) => {
            await page.clock.install();
            await page.goto(`${other.direccion}avance/`);
            const details = page.locator('#GUB-en-tabla');
            await details.locator('summary').click();
            await page.evaluate(() => window.scrollTo(0, 700));
            await sitio.publish(filasMinimas(sitio.contexto.proceso), 'ultimo');
            // nginx keeps what it has open for a second.
            await expect
              .poll(async () => (await page.request.get(`${other.direccion}actual.json`)).text(), {
                timeout: 10_000,
              })
              .toContain('"numero":2');
            await page.clock.fastForward(60_000);
            await page.getByText('Hay un corte nuevo: 2').waitFor();
            expect(await page.locator('#corte').textContent()).toContain('Corte de información 1');
            await page.getByRole('button', { name: 'Ver', exact: true }).click();
            expect(await page.locator('#corte').textContent()).toContain('Corte de información 2, el último');
            expect(await page.evaluate(() => window.scrollY)).toBe(700);
            expect(await details.evaluate((one) => (one as HTMLDetailsElement).open)).toBe(true);
          });
        } finally {
          await other.stop();
          sitio.remove();
        }
      },
    );

    describe.skipIf(falta)('an address that does not exist is a page that helps', () => {
      const DIRECCIONES = [
        'no/existe',
        'secciones/169999/',
        'secciones/abc/',
        'AYUN/municipios/999/',
        'GUB/distritos/001/otra/',
        '%2e%2e/%2e%2e/etc/passwd',
        '..%2f..%2fetc/passwd',
        'secciones/%00/',
        'secciones/%F0%9F%97%B3/',
        'secciones/%c0%ae%c0%ae/',
        'secciones/<script>alert(1)</script>/',
        'SECCIONES/160001/',
        "GUB/' OR 1=1/",
        'a/'.repeat(300),
      ];
      test.each(DIRECCIONES.map((ruta) => [ruta.slice(0, 40), ruta] as const))('%s', async (_, ruta) => {
        await withPage({ viewport: { width: 320, height: 700 } }, async (page) => {
          const answer = await page.goto(de + ruta);
          expect(answer?.status()).toBe(404);
          expect(await page.locator('h1').textContent()).toBe('Esta página no existe');
          expect(await overflowOf(page)).toBe(0);
        });
      });

      test('and from it one gets to a section', async () => {
        await withPage({}, async (page) => {
          await page.goto(`${de}secciones/169999/otra/`);
          await page.getByLabel('Busque su casilla: sección, municipio o clave').fill('1');
          await page.getByRole('button', { name: 'Buscar' }).click();
          await page.waitForURL('**/secciones/160001/');
        });
      });
    });
  });

  describe('of a process with colours, logo and map', () => {
    let largo: SitioDePrueba;
    let servidor: Servidor;
    beforeAll(async () => {
      const proceso = await procesoVestido();
      largo = await withSitio({ proceso, filas: filasLargas(proceso) });
      servidor = await startEmbedded(largo.raiz);
    });
    afterAll(async () => {
      await servidor?.stop();
      largo?.remove();
    });

    const PREFERENCIAS = [
      [320, 'light', ''],
      [1366, 'dark', ''],
      [768, 'light', 'contraste'],
      [768, 'dark', 'contraste'],
    ] as const;
    test.each(PREFERENCIAS)(
      'no violation on any kind of page at %i px, %s %s',
      async (width, colorScheme, clase) => {
        await withPage({ viewport: { width, height: 800 }, colorScheme }, async (page) => {
          for (const ruta of CLASES) {
            await page.goto(servidor.direccion + ruta);
            await page.evaluate((name) => name !== '' && document.documentElement.classList.add(name), clase);
            await openDetails(page);
            const { violations } = await new AxeBuilder({ page }).analyze();
            const found = violations.map(({ id, nodes }) => [ruta, id, nodes.map(({ target }) => target)]);
            expect(found).toEqual([]);
          }
        });
      },
      LARGA_MS,
    );

    test.each([
      [320, '100%'],
      [390, '118.75%'],
      [640, '200%'],
      [768, '200%'],
      [1366, '200%'],
      [1366, '100%'],
    ])('nothing goes out of the side at %i px with letters of %s', async (width, fontSize) => {
      await withPage({ viewport: { width, height: 800 } }, async (page) => {
        for (const ruta of CLASES) {
          await page.goto(servidor.direccion + ruta);
          await page.evaluate((size) => {
            document.documentElement.style.fontSize = size;
          }, fontSize);
          await openDetails(page);
          expect(await overflowOf(page), ruta).toBe(0);
        }
      });
    });

    test(
      'read as text, without style, drawings or scripts, it says the same',
      async () => {
        await withPage({ javaScriptEnabled: false }, async (page) => {
          await page.route('**/*.{css,svg,png,jpg}', (route) => route.fulfill({ body: '' }));
          await page.goto(`${servidor.direccion}AYUN/votacion/`);
          const text = await readMain(page);
          for (const { nombre } of largo.contexto.proceso.elecciones[0]?.territorios ?? []) {
            expect(text).toMatch(new RegExp(`${nombre} [^\\n]*(ventaja de|empate de|sin votos)`));
          }
          await page.goto(`${servidor.direccion}secciones/160001/`);
          for (const state of await page.locator('.acta .estado').allInnerTexts()) {
            expect(state).toMatch(/^(Contabilizada|No contabilizada|Por capturar)/);
          }
          for (const ruta of CLASES) {
            await page.goto(servidor.direccion + ruta);
            expect(await page.locator('img:not([alt])').count(), ruta).toBe(0);
            // A drawing either says what it is or says nothing that is not in words beside it.
            const silent = page.locator('svg:not(:empty, [aria-label], [aria-hidden] svg, [aria-hidden])');
            expect(await silent.count(), ruta).toBe(0);
            const first = (await page.locator('body').innerText()).slice(0, 120);
            expect(first, ruta).toContain('SIMULACRO: LOS DATOS NO SON REALES');
          }
        });
      },
      LARGA_MS,
    );

    test(
      'on paper there is what was read, without what is only for a screen',
      async () => {
        // A4 in pixels of CSS.
        await withPage({ viewport: { width: 794, height: 1123 } }, async (page) => {
          for (const ruta of CLASES) {
            await page.goto(servidor.direccion + ruta);
            await page.emulateMedia({ media: 'print' });
            for (const selector of ['nav.elecciones', 'nav.sitio', '.preferencias', '.acciones']) {
              const shown = page.locator(`${selector} >> visible=true`);
              expect(await shown.count(), `${ruta} ${selector}`).toBe(0);
            }
            expect(await page.locator('h1').isVisible(), ruta).toBe(true);
            expect(await page.locator('.ejercicio').isVisible(), ruta).toBe(true);
            expect(await overflowOf(page), ruta).toBe(0);
          }
        });
      },
      LARGA_MS,
    );

    test(
      'weighs little as it arrives: a home page 30 KB with all it asks for, any other 60 without images',
      async () => {
        for (const ruta of CLASES) {
          let bytes = 0;
          await withPage({ viewport: { width: 390, height: 800 } }, async (page) => {
            const session = await page.context().newCDPSession(page);
            await session.send('Network.enable');
            session.on('Network.loadingFinished', ({ encodedDataLength }) => {
              bytes += encodedDataLength;
            });
            await page.goto(servidor.direccion + ruta, { waitUntil: 'networkidle' });
          });
          expect(bytes, ruta).toBeGreaterThan(5_000);
          expect(bytes, ruta).toBeLessThan(/^([A-Z_]+\/)?$/.test(ruta) ? 30_000 : 60_000);
        }
      },
      LARGA_MS,
    );

    test('a keyboard goes through the map, each territory says who is ahead, and Escape takes it away', async () => {
      await withPage({ viewport: { width: 1366, height: 800 } }, async (page) => {
        await page.goto(`${servidor.direccion}AYUN/`);
        const areas = page.locator('.mapa a');
        expect(await areas.count()).toBe(2);
        await areas.first().focus();
        const tip = page.locator('.consejo');
        expect(await tip.textContent()).toContain('en actas contabilizadas');
        await page.keyboard.press('Escape');
        expect(await tip.isHidden()).toBe(true);
        await page.keyboard.press('Tab');
        expect(await tip.textContent()).toContain('Nuevo San Juan Parangaricutiro');
        await areas.first().hover({ position: { x: 40, y: 40 } });
        await page.keyboard.press('Enter');
        await page.waitForURL('**/AYUN/municipios/002/**');
      });
    });
  });
});

// ── What the pages say, beside the CSV ─────────────────────────────────────────────────────────────────────────

async function checkInicio(page: Page, de: string, base: BasePublicada): Promise<void> {
  const { clave, cifras, filas } = base;
  const cifra = (nombre: string) => cifras.get(nombre) ?? '';
  await page.goto(`${de}${clave}/`);
  const text = await readMain(page);
  for (const nombre of [...cifras.keys()].filter((one) => one.startsWith('PORCENTAJE_'))) {
    expect(text, `${clave} ${nombre}`).toContain(`${cifra(nombre)} %`);
  }
  for (const nombre of ['ACTAS_CAPTURADAS', 'ACTAS_CONTABILIZADAS']) {
    expect(text, clave).toContain(`${cifra(nombre)} de ${cifra('ACTAS_ESPERADAS')}`);
  }
  for (const nombre of ['LISTA_NOMINAL_ACTAS_CONTABILIZADAS', 'TOTAL_VOTOS_C_CS', 'TOTAL_VOTOS_S_CS']) {
    expect(text, `${clave} ${nombre}`).toContain(` ${Number(cifra(nombre)).toLocaleString('es-MX')} `);
  }
  const { capturadas, esperadas } = sumOf(base, filas);
  await page.goto(de);
  expect(await readMain(page)).toContain(`${capturadas} de ${esperadas}`);
}

async function checkVotacion(page: Page, de: string, base: BasePublicada): Promise<void> {
  await page.goto(`${de}${base.clave}/votacion/`);
  const whole = sumOf(base, base.filas);
  expect(await figuresOf(page, 'Votos como están en la boleta'), base.clave).toEqual([
    ...whole.votos.values(),
  ]);
  expect(await totalOf(page, 'Resumen de la votación')).toBe(whole.total);
  const totals = await page
    .locator('#territorios tbody tr td:last-child')
    .evaluateAll((cells) => cells.map((cell) => Number(cell.textContent?.replaceAll(',', ''))));
  expect(totals.reduce((sum, one) => sum + one, 0)).toBe(whole.total);
}

async function checkTerritorios(
  page: Page,
  de: string,
  base: BasePublicada,
  sitio: SitioDePrueba,
): Promise<void> {
  const eleccion = sitio.contexto.proceso.eleccionPorClave.get(base.clave);
  const carpeta = eleccion?.agrupacion === 'distrito' ? 'distritos' : 'municipios';
  for (const { id } of eleccion?.territorios ?? []) {
    const suma = sumOf(
      base,
      base.filas.filter(({ territorio }) => territorio === id),
    );
    await page.goto(`${de}${base.clave}/${carpeta}/${id.replace('/', '')}/`);
    const text = await readMain(page);
    expect(text, `${base.clave} ${id}`).toContain(`${suma.capturadas} de ${suma.esperadas}`);
    expect(text, `${base.clave} ${id}`).toContain(`${suma.contabilizadas} de ${suma.esperadas}`);
    expect(await totalOf(page, 'Resumen de la votación')).toBe(suma.total);
    const candidaturas = eleccion?.candidaturas.get(eleccion.ambito === 'entidad' ? '*' : id) ?? [];
    // No candidatura is registered where the actas belong to no place.
    if (candidaturas.length === 0) continue;
    expect(await figuresOf(page, 'Votos por candidatura'), `${base.clave} ${id}`).toEqual(
      votosDe(candidaturas, suma),
    );
  }
}

/** Of each candidatura, then no registradas and nulos. */
function votosDe(candidaturas: readonly Candidatura[], { votos }: SumaPublicada): readonly number[] {
  const of = (column: string) => votos.get(column) ?? 0;
  const otros = [...votos.keys()].slice(-2);
  return [
    ...candidaturas.map(({ opciones }) => opciones.reduce((sum, opcion) => sum + of(opcion), 0)),
    ...otros.map(of),
  ];
}

async function checkAvance(page: Page, de: string, bases: readonly BasePublicada[]): Promise<void> {
  await page.goto(`${de}avance/`);
  for (const base of bases) {
    const suma = sumOf(base, base.filas);
    const section = page.locator(`section[aria-labelledby="${base.clave}"]`);
    const text = (await section.innerText()).replace(/[\s\u202f]+/g, ' ');
    expect(text).toContain(`${suma.capturadas} de ${suma.esperadas}`);
    const table = section.locator('table', { has: page.locator('caption', { hasText: 'por razón' }) });
    expect(await table.locator('tfoot td').innerText()).toBe(String(suma.capturadas - suma.contabilizadas));
    const rows = await section.locator('table[data-ordenable] tbody tr').allInnerTexts();
    for (const id of new Set(base.filas.map(({ territorio }) => territorio))) {
      const own = sumOf(
        base,
        base.filas.filter(({ territorio, estado }) => territorio === id && estado !== 'fuera_de_catalogo'),
      );
      if (own.esperadas === 0) continue;
      expect(
        rows.filter((row) => row.includes(`${own.capturadas} de ${own.esperadas}`)).length,
      ).toBeGreaterThan(0);
    }
  }
}

async function checkSecciones(
  page: Page,
  de: string,
  bases: readonly BasePublicada[],
  sitio: SitioDePrueba,
): Promise<void> {
  let celdas = 0;
  for (const seccion of sitio.secciones.keys()) {
    await page.goto(`${de}secciones/${seccion}/`);
    const totals = page.locator('h2#votos ~ .par > section');
    const own = bases.filter(({ filas }) => filas.some((fila) => fila.seccion === seccion));
    expect(await totals.count(), seccion).toBe(own.length);
    for (const [i, base] of own.entries()) {
      const filas = base.filas.filter(
        (fila) => fila.seccion === seccion && fila.estado !== 'fuera_de_catalogo',
      );
      const suma = sumOf(base, filas);
      const text = (await totals.nth(i).innerText()).replace(/[\s\u202f]+/g, ' ');
      expect(text, seccion).toContain(`${suma.capturadas} de ${suma.esperadas} acta`);
      const cell = totals.nth(i).locator('table').first().locator('tfoot tr:last-child td').first();
      expect(Number((await cell.innerText()).replaceAll(',', '')), `${seccion} ${base.clave}`).toBe(
        suma.total,
      );
      for (const fila of filas) {
        if (fila.estado !== 'capturada') continue;
        const shown = await page
          .locator(`[id="${base.clave}-${fila.clave}"] table`)
          .first()
          .locator('tbody td:nth-of-type(1)')
          .evaluateAll((cells) =>
            cells.map((one) => one.textContent?.replaceAll(',', '').trim().toUpperCase()),
          );
        const expected = fila.votos.filter((value) => value !== null).map(String);
        expect(shown, `${base.clave}-${fila.clave}`).toEqual(expected);
        celdas += expected.length;
      }
    }
  }
  expect(celdas).toBeGreaterThan(100);
}

async function checkFueras(page: Page, de: string, bases: readonly BasePublicada[]): Promise<void> {
  const expected = bases.flatMap(({ filas }) => filas).filter(({ estado }) => estado === 'fuera_de_catalogo');
  await page.goto(`${de}fuera-de-catalogo/`);
  expect(expected.length).toBeGreaterThan(0);
  expect(await page.locator('main a[href*="imagenes/"][download]').count()).toBe(expected.length);
}

function idsOf(text: string): readonly string[] {
  return [...text.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id);
}

/** Nothing of the odd rows has arrived yet. */
function withoutHalf(fila: FilaMinima): FilaMinima {
  return fila.orden % 2 === 1 && fila.resultado?.tipo !== 'fuera_de_catalogo'
    ? { ...fila, resultado: null }
    : fila;
}
