/**
 * Looking at the site with Chromium as its readers do: whatever a page asks of somebody else, whatever its policy
 * stops and whatever it throws is an error of the test that looked.
 */

import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

export function launchNavegador(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] });
}

/** Runs a body with a page of its own, and looks at what the page did meanwhile. */
export async function withPage(
  browser: Browser,
  options: BrowserContextOptions,
  body: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ locale: 'es-MX', ...options });
  try {
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      // What the policy stops is said in the console; so is a page that does not exist, which tests look for.
      if (message.type() === 'error' && !message.text().includes('404')) errors.push(message.text());
    });
    page.on('request', (request) => {
      const { hostname, protocol } = new URL(request.url());
      if (protocol.startsWith('http') && hostname !== '127.0.0.1') errors.push(`asked for ${request.url()}`);
    });
    await body(page);
    expect(errors).toEqual([]);
  } finally {
    await context.close();
  }
}

export async function openDetails(page: Page): Promise<void> {
  await page.locator('details').evaluateAll((all) => {
    for (const one of all.slice(0, 4)) (one as HTMLDetailsElement).open = true;
  });
}

/** Pixels that go out of the side of the window. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** What is read of the content, with plain spaces. */
export async function readMain(page: Page): Promise<string> {
  return (await page.locator('main').innerText()).replace(/[\s\u202f]+/g, ' ');
}

/**
 * First column of figures of the rows of a table, in their order: those of its body and, where it has foot, all but
 * its total.
 *
 * @param titulo some words of its caption
 */
export function figuresOf(page: Page, titulo: string): Promise<readonly number[]> {
  const table = page.locator('table', { has: page.locator('caption', { hasText: titulo }) }).first();
  return table
    .locator('tbody tr td:nth-of-type(1), tfoot tr:not(:last-child) td:nth-of-type(1)')
    .evaluateAll((cells) => cells.map((cell) => Number(cell.textContent?.replaceAll(',', ''))));
}

/** Total of a table: first figure of its last row. */
export async function totalOf(page: Page, titulo: string): Promise<number> {
  const table = page.locator('table', { has: page.locator('caption', { hasText: titulo }) }).first();
  const text = await table.locator('tfoot tr:last-child td:nth-of-type(1)').textContent();
  return Number(text?.replaceAll(',', ''));
}

/** One of each kind of page of the process that is hard to lay out. */
export const CLASES = [
  '',
  'AYUN/',
  'AYUN/votacion/',
  'AYUN/vecinos/',
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
