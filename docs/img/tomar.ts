/**
 * Takes the picture of the README: the front page in a phone and the page of an election in a desktop, side by
 * side, from the site of a demonstration that has been played.
 *
 *   PREP_DATOS=/tmp/foto npm start -- --velocidad 600 --hasta 23:30 --salir
 *   PREP_DATOS=/tmp/foto npm exec -c 'node docs/img/tomar.ts'
 *
 * Needs a Chromium: that of PREP_CHROMIUM, or /usr/bin/chromium.
 */

import { join, resolve } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import sharp from 'sharp';
import { createPublico } from '../../src/servidor/publico.ts';
import { carpetasDe } from '../../src/servidor/servicios.ts';

const DESTINO = join(import.meta.dirname, 'sitio.png');
const ELECCION = 'GUB';
const MARGEN = 28;
const FONDO = '#d9dee5';
const BYTES_MAXIMOS = 300_000;

const { publicacion } = carpetasDe(resolve(process.env.PREP_DATOS || 'datos'));
const app = await createPublico({ publicacion });
const direccion = await app.listen({ host: '127.0.0.1', port: 0 });
const browser = await chromium.launch({
  executablePath: process.env.PREP_CHROMIUM || '/usr/bin/chromium',
  // Chromium refuses its sandbox to root.
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  const telefono = await shoot(browser, { width: 390, height: 1010 }, []);
  const escritorio = await shoot(browser, { width: 1180, height: 1010 }, [ELECCION]);
  await compose([telefono, escritorio]);
} finally {
  await browser.close();
  await app.close();
}

/** @param enlaces words of the addresses of the links to follow from the front page */
async function shoot(
  from: Browser,
  viewport: { readonly width: number; readonly height: number },
  enlaces: readonly string[],
): Promise<Buffer> {
  const page = await from.newPage({ viewport, colorScheme: 'light', locale: 'es-MX' });
  await page.goto(direccion);
  for (const enlace of enlaces) {
    await page.locator(`a[href*="/${enlace}/"]`).first().click();
    await page.waitForLoadState();
  }
  const picture = await page.screenshot();
  await page.close();
  return picture;
}

/** Side by side, with a palette: the pages have few colours. */
async function compose(pictures: readonly Buffer[]): Promise<void> {
  const sizes = await Promise.all(pictures.map((picture) => sharp(picture).metadata()));
  const height = Math.max(...sizes.map((size) => size.height));
  let left = MARGEN;
  const placed = pictures.map((input, i) => {
    const at = { input, left, top: MARGEN };
    left += (sizes[i]?.width ?? 0) + MARGEN;
    return at;
  });
  const done = await sharp({
    create: { width: left, height: height + 2 * MARGEN, channels: 3, background: FONDO },
  })
    .composite(placed)
    .png({ palette: true, colours: 128, effort: 10 })
    .toFile(DESTINO);
  process.stdout.write(`${DESTINO}: ${done.width} × ${done.height}, ${Math.round(done.size / 1000)} KB\n`);
  if (done.size > BYTES_MAXIMOS) throw new Error(`too heavy: ${done.size} bytes`);
}
