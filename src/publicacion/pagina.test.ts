import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { type Browser, chromium as driver, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asRows, escribirAlmacen, MOMENTO } from '../../pruebas/apoyo/corte-minimo.ts';
import { chromium, describeSiHay } from '../../pruebas/apoyo/disponible.ts';
import { loadMinimo } from '../../pruebas/apoyo/minimo.ts';
import type { TipoProceso } from '../proceso/proceso.ts';
import { filasLargas, procesoLargo } from './pruebas/proceso-largo.ts';
import { published } from './pruebas/publicacion-de-prueba.ts';
import { publishCorte } from './publicar.ts';

/** Names that would be markup, in a process whose pages are long. */
const NOMBRE_HOSTIL = '</title><script>alert(1)</script>';

let folder: string;
/** paths of the pages of a drill and of a real night, and of the root of the drill */
let paginas: Readonly<Record<'simulacro' | 'jornada' | 'gubernatura' | 'portada', string>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'prep-pagina-'));
  const drill = await publish('simulacro');
  const night = await publish('jornada');
  paginas = {
    simulacro: join(drill.raiz, drill.carpeta, 'AYUN', 'index.html'),
    gubernatura: join(drill.raiz, drill.carpeta, 'GUB', 'index.html'),
    portada: join(drill.raiz, 'index.html'),
    jornada: join(night.raiz, night.carpeta, 'AYUN', 'index.html'),
  };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function publish(tipo: TipoProceso) {
  const base = await loadMinimo();
  const proceso = { ...procesoLargo(base, tipo), instituto: { nombre: NOMBRE_HOSTIL, siglas: 'X' } };
  const filas = filasLargas(proceso);
  const almacen = join(folder, 'almacen');
  escribirAlmacen(almacen, filas);
  const raiz = join(folder, tipo);
  const { carpeta } = published(
    await publishCorte({
      rows: asRows(filas),
      proceso,
      posicion: 7,
      momento: MOMENTO,
      numero: 3,
      tipo: 'intermedio',
      carpeta: raiz,
      imagenes: almacen,
    }),
  );
  return { raiz, carpeta };
}

function read(page: keyof typeof paginas): string {
  return readFileSync(paginas[page], 'utf8');
}

describe('the page of an election', () => {
  test('says of when it is, with the offset, and that it is preliminary', () => {
    const page = read('jornada');
    expect(page).toContain('<html lang="es-MX">');
    expect(page).toContain('<time datetime="2027-06-06T20:40:07-06:00">6 de junio de 2027, 20:40</time>');
    expect(page).toContain('hora local (UTC-6)');
    expect(page).toContain('no son definitivos; por tanto, no tienen efectos jurídicos');
    expect(page).toContain('cuatro decimales truncados, sin redondear; con todos sus decimales suman 100 %');
    expect(page).toContain('que se incluyen hasta el último corte');
    expect(page).toContain('No es una proyección');
  });

  test('says captured and counted together, with the reasons of what does not count', () => {
    const page = read('jornada')
      .replace(/<[^>]+>/g, '')
      .replaceAll('\u202f', ' ');
    expect(page).toMatch(/Actas capturadas91\.6666 % 11 de 12\s*Actas contabilizadas66\.6666 % 8 de 12/);
    expect(page).toContain(
      'De las capturadas, 3 no se contabilizan: 1 sin acta, 2 exceden la lista nominal.',
    );
    expect(page).toContain('Falta 1 por capturar.');
  });

  test('of an exercise says so in the title, the banner, the headings and every table', () => {
    for (const page of ['simulacro', 'gubernatura', 'portada'] as const) {
      const text = read(page);
      expect(text).toMatch(/<title>SIMULACRO · /);
      expect(text).toContain('aria-label="Aviso">SIMULACRO: LOS DATOS NO SON REALES</aside>');
      expect(text).toMatch(/<h1>.*\(SIMULACRO\)<\/h1>/);
      for (const [, caption] of text.matchAll(/<caption>(.*?)<\/caption>/g))
        expect(caption).toContain('(SIMULACRO)');
    }
    expect(read('jornada')).not.toMatch(/SIMULACRO|DEMOSTRACIÓN|class="ejercicio"/);
  });

  test('has no script, and names are never markup', () => {
    for (const page of Object.keys(paginas) as (keyof typeof paginas)[]) {
      expect(read(page)).not.toMatch(/<script|javascript:| on\w+=| style=/);
      expect(read(page)).toContain('&lt;script&gt;');
    }
  });

  test('has only links that exist, inside the publication', () => {
    for (const page of Object.values(paginas)) {
      const links = [...readFileSync(page, 'utf8').matchAll(/(?:href|src)="([^"#]+)"/g)].map(
        ([, url = '']) => url,
      );
      expect(links.length).toBeGreaterThan(3);
      for (const link of links) {
        expect(link).not.toMatch(/^[a-z]+:|^\//);
        expect(() => readFileSync(join(page, '..', link)), link).not.toThrow();
      }
    }
  });
});

describeSiHay('in a browser', chromium(), 'chromium', (executablePath) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await driver.launch({
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  });
  afterAll(() => browser?.close());

  async function open(ruta: string, width: number, colorScheme: 'light' | 'dark'): Promise<Page> {
    const context = await browser.newContext({ viewport: { width, height: 768 }, colorScheme });
    const page = await context.newPage();
    await page.goto(`file://${ruta}`);
    await page.locator('details').evaluateAll((all) => {
      for (const one of all) (one as HTMLDetailsElement).open = true;
    });
    return page;
  }

  // Each page at least once; each width and each scheme with the page that is hardest to lay out.
  test.each([
    ['simulacro', 360, 'light'],
    ['gubernatura', 360, 'dark'],
    ['gubernatura', 1366, 'light'],
    ['simulacro', 1366, 'dark'],
    ['jornada', 320, 'light'],
    ['portada', 360, 'dark'],
  ] as const)('%s at %i px, %s: no violation of accessibility', async (name, width, colorScheme) => {
    const page = await open(paginas[name], width, colorScheme);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
    await page.context().close();
  });

  test.each([320, 360, 768, 1366])('nothing goes out of the side at %i px', async (width) => {
    for (const ruta of Object.values(paginas)) {
      const page = await open(ruta, width, 'light');
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, ruta).toBe(0);
      await page.context().close();
    }
  });

  test('a drill cannot be missed however far one scrolls', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 640 } });
    const page = await context.newPage();
    await page.goto(`file://${paginas.simulacro}`);
    for (const part of [0, 0.3, 0.6, 1]) {
      await page.evaluate((p) => window.scrollTo(0, p * document.documentElement.scrollHeight), part);
      expect(await page.locator('.ejercicio').evaluate((banner) => banner.getBoundingClientRect().top)).toBe(
        0,
      );
    }
    await context.close();
  });
});
