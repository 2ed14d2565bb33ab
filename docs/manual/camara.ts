/** The camera of the manuals: one browser, a session for each person, and pictures that weigh little. */

import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { codigoDe, type PersonaDeEnsayo } from '../../src/simulacro/ensayo-gente.ts';

const DESTINO = join(import.meta.dirname, 'img');
const TAMANO = { width: 1366, height: 768 };
const BYTES_MAXIMOS = 150_000;
/** Of the palette: the one with which it first fits. */
const COLORES = [128, 64, 32, 16];
const ESPERA_MS = 30_000;

export interface Camara {
  /** A window of its own, as of another computer. */
  abrir(ruta: string): Promise<Page>;
  /** The same, logged in by keyboard. */
  entrar(persona: PersonaDeEnsayo, ruta: string): Promise<Page>;
  /** Writes `img/NOMBRE.png`, when nothing moves any more. */
  foto(page: Page, nombre: string): Promise<void>;
  /** What is on every screen: for when something that had to appear does not. */
  aLaVista(): Promise<string>;
  cerrar(): Promise<void>;
}

/** To who runs the program. */
export const decir = (linea: string) => void process.stdout.write(`${linea}\n`);

/** Takes pictures of what is at an address; when something that had to appear does not, says what was on every screen. */
export async function conCamara(direccion: string, tomar: (camara: Camara) => Promise<void>): Promise<void> {
  const camara = await abrirCamara(direccion);
  try {
    await tomar(camara);
  } catch (error) {
    decir(await camara.aLaVista());
    throw error;
  } finally {
    await camara.cerrar();
  }
}

async function abrirCamara(direccion: string): Promise<Camara> {
  const browser = await chromium.launch({
    executablePath: process.env.PREP_CHROMIUM || '/usr/bin/chromium',
    // Chromium refuses its sandbox to root.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  return {
    abrir: (ruta) => open(browser, direccion, ruta),
    async entrar(persona, ruta) {
      const page = await open(browser, direccion, ruta);
      await logIn(page, persona);
      return page;
    },
    async foto(page, nombre) {
      await page.evaluate(() => document.fonts.ready);
      const taken = await page.screenshot({ caret: 'initial', animations: 'disabled' });
      decir(`${nombre}.png: ${await escribirFoto(taken, nombre)} KB`);
    },
    async aLaVista() {
      const pages = browser.contexts().flatMap((context) => context.pages());
      const texts = pages.map(async (page) => {
        const focus = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200));
        return `${page.url()} (${focus})\n${await page.locator('body').innerText()}`;
      });
      return (await Promise.all(texts)).join('\n\n');
    },
    cerrar: () => browser.close(),
  };
}

async function open(browser: Browser, baseURL: string, ruta: string): Promise<Page> {
  const context = await browser.newContext({
    ...{ baseURL, viewport: TAMANO, colorScheme: 'light', locale: 'es-MX', reducedMotion: 'reduce' },
  });
  const page = await context.newPage();
  page.setDefaultTimeout(ESPERA_MS);
  await page.goto(ruta);
  return page;
}

async function logIn(page: Page, { clave, contrasena, secreto }: PersonaDeEnsayo): Promise<void> {
  await page.getByLabel('Clave de la persona').and(page.locator(':focus')).waitFor();
  await page.keyboard.type(clave);
  await page.keyboard.press('Tab');
  await page.keyboard.type(`${contrasena}\n`);
  if (secreto !== null) {
    await page.getByLabel('Código del segundo factor').and(page.locator(':focus')).waitFor();
    // The next code, which is taken too: the one of now may have been used to set it.
    await page.keyboard.type(`${codigoDe(secreto, new Date(Date.now() + 30_000).toISOString())}\n`);
  }
  await page.getByRole('button', { name: 'Salir' }).waitFor();
}

/**
 * Writes `img/NOMBRE.png` with the palette with which it is light enough.
 *
 * @returns kilobytes
 */
export async function escribirFoto(picture: Buffer, nombre: string): Promise<number> {
  for (const colours of COLORES) {
    const png = await sharp(picture).png({ palette: true, colours, effort: 10, dither: 0 }).toBuffer();
    if (png.length > BYTES_MAXIMOS) continue;
    await sharp(png)
      .png({ palette: true, colours, effort: 10, dither: 0 })
      .toFile(join(DESTINO, `${nombre}.png`));
    return Math.round(png.length / 1000);
  }
  throw new Error(`${nombre} is too heavy with any palette`);
}

/** Presses keys, one after the other. */
export async function teclas(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Presses a key and waits for the dialog that it opens. */
export async function dialogo(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key);
  await page.locator('dialog[open]').waitFor();
}

/** The image of the acta is in sight. */
export async function conImagen(page: Page): Promise<void> {
  await page
    .locator(
      '.visor-papel[style*=transform] img, img.visor-papel[style*=transform], .visor-papel[style*=transform]',
    )
    .first()
    .waitFor();
}

/** Tab until what has the focus says something. */
export async function irA(page: Page, texto: string | RegExp, tecla = 'Tab'): Promise<void> {
  const there = () =>
    page.evaluate(() => {
      const now = document.activeElement as HTMLElement | null;
      return `${now?.getAttribute('aria-label') ?? ''} ${now?.innerText ?? ''}`;
    });
  for (let i = 0; i < 80; i += 1) {
    if (new RegExp(texto).test(await there())) return;
    await page.keyboard.press(tecla);
  }
  throw new Error(`nothing with the focus says ${texto}`);
}
