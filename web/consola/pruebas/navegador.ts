/** A Chromium for the tests of the screens, and what every screen must prove: no fault of axe, nothing cut, no CSP violation. */

import AxeBuilder from '@axe-core/playwright';
import {
  type Browser,
  type BrowserContext,
  chromium as driver,
  type Locator,
  type Page,
} from 'playwright-core';
import { expect } from 'vitest';

export type Esquema = 'light' | 'dark';

/** The sizes in which people work: a common laptop, the same at 200 %, and 1280×720 at 150 %. */
export const TAMANOS = {
  normal: { width: 1366, height: 768 },
  al200: { width: 683, height: 384 },
  al150: { width: 853, height: 480 },
} as const;

export function abrirNavegador(executablePath: string): Promise<Browser> {
  return driver.launch({ executablePath, args: ['--no-sandbox'] });
}

export interface PaginaVigilada {
  readonly page: Page;
  readonly context: BrowserContext;
  /** errors of the program and violations of the CSP, which no test may leave behind */
  readonly faltas: string[];
  cerrar(): Promise<void>;
}

/** A new browser session, with everything that goes wrong in it written down. */
export async function abrirPagina(
  browser: Browser,
  direccion: string,
  { esquema = 'light', tamano = 'normal' }: { esquema?: Esquema; tamano?: keyof typeof TAMANOS } = {},
): Promise<PaginaVigilada> {
  const context = await browser.newContext({
    baseURL: direccion,
    viewport: TAMANOS[tamano],
    colorScheme: esquema,
    locale: 'es-MX',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const faltas: string[] = [];
  page.on('pageerror', (error) => faltas.push(error.message));
  page.on('console', (message) => {
    // A refusal is a status of 4xx, which the browser writes as an error; the tests look at those by themselves.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      faltas.push(message.text());
    }
  });
  return { page, context, faltas, cerrar: () => context.close() };
}

/** Rules whose answer depends on colours; the rest is the same in both schemes and is asked once. */
const DE_COLOR = ['color-contrast', 'link-in-text-block'];

/** axe, WCAG 2.2 A and AA, in light and in dark. */
export async function expectAccesible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // There are no frames: asked in the page itself, without opening another one, it takes half the time.
    const axe = new AxeBuilder({ page }).setLegacyMode(true);
    const { violations } = await (colorScheme === 'light'
      ? axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      : axe.withRules(DE_COLOR)
    ).analyze();
    const faults = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${colorScheme} ${id}: ${html}\n${failureSummary ?? ''}`),
    );
    expect(faults).toEqual([]);
  }
}

/**
 * On a phone of 360×640, where a coordination looks while they walk: nothing is wider than the window, and what must be
 * read there is not squeezed. Leaves the page as it was.
 */
export async function expectEnTelefono(page: Page, seLee: Locator): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 640 });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, 'pixels outside of the phone').toBe(0);
  const box = await seLee.boundingBox();
  expect(box?.width ?? 0, 'pixels for what must be read').toBeGreaterThan(120);
  if (before !== null) await page.setViewportSize(before);
}

/** Nothing is wider than the window, at any of the sizes; leaves the page as it was. */
export async function expectSinDesborde(page: Page): Promise<void> {
  const before = page.viewportSize();
  for (const [name, size] of Object.entries(TAMANOS)) {
    await page.setViewportSize(size);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, `${name}: pixels outside of the window`).toBe(0);
  }
  if (before !== null) await page.setViewportSize(before);
}
