/**
 * Takes the pictures of the manual of PREP Casilla: the application running in a browser of the size of a phone, whose
 * camera sees filled actas of Michoacán 2027, against a server in memory.
 *
 *   npm exec -c 'node docs/manual/tomar-casilla.ts'
 *
 * Needs a Chromium: that of PREP_CHROMIUM, or /usr/bin/chromium.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { must } from '../../pruebas/apoyo/fases.ts';
import type { ActaEsperada } from '../../src/dominio/eleccion.ts';
import { createDibujante } from '../../src/papel/dibujo.ts';
import { readProceso } from '../../src/servidor/servicios.ts';
import { createLlenadas, REPARTO_COMUN } from '../../src/simulacro/fallas.ts';
import { llenar } from '../../src/simulacro/llenado.ts';
import { construirCasilla } from '../../web/casilla/construir.ts';
import { abrirConCamara, enEquipo, TELEFONO } from '../../web/casilla/pruebas/escena.ts';
import { type Estropeo, fotografiar, ponerEnCamara } from '../../web/casilla/pruebas/fotos.ts';
import {
  CODIGO,
  levantarServidorFingido,
  type ServidorFingido,
} from '../../web/casilla/pruebas/servidor-fingido.ts';
import { decir, escribirFoto } from './camara.ts';

const SEMILLA = 2027;
const CATD = 'C053';
/** Between two pictures that go side by side, in points. */
const AIRE = 24;
const FONDO = '#ffffff';

const folder = mkdtempSync(join(tmpdir(), 'prep-manual-casilla-'));
const archivo = join(folder, 'camara.y4m');
const proceso = must(await readProceso('procesos/michoacan-2027'));
const dibujante = createDibujante(proceso);
const llenadas = createLlenadas(proceso, SEMILLA, REPARTO_COMUN);
const actas = actasDelTelefono();
let browser: Browser | null = null;
let servidor: ServidorFingido | null = null;
try {
  await construirCasilla(join(folder, 'casilla'));
  servidor = await levantarServidorFingido(folder, {
    ...{ nombre: 'Teléfono de la ruta 12', persona: 'cae-112' },
    centro: { clave: CATD, nombre: proceso.catd.find(({ clave }) => clave === CATD)?.nombre ?? '' },
    proceso: {
      ...{ nombre: proceso.nombre, nombreLargo: proceso.nombreLargo, tipo: 'simulacro' },
      instituto: { nombre: proceso.instituto.nombre, siglas: proceso.instituto.siglas },
      ...{ huso: proceso.huso.zona, jornada: '2027-06-06' },
    },
    actas: actas.map((acta) => enEquipo(proceso, acta)),
  });
  await ponerEnCamara(archivo, await foto(actaNumero(0)));
  browser = await abrirConCamara(process.env.PREP_CHROMIUM || '/usr/bin/chromium', archivo);
  await takeAll(browser, servidor);
} finally {
  await browser?.close();
  await servidor?.cerrar();
  rmSync(folder, { recursive: true, force: true });
}

async function takeAll(con: Browser, de: ServidorFingido): Promise<void> {
  const context = await con.newContext({
    ...{ baseURL: de.direccion, viewport: TELEFONO, locale: 'es-MX', isMobile: true, hasTouch: true },
    ...{ reducedMotion: 'reduce', deviceScaleFactor: 1, colorScheme: 'light' },
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const [first, second, third] = [actaNumero(0), actaNumero(1), actaNumero(2)];

  await page.goto('/casilla/');
  await page.getByLabel('Código del talón').fill(CODIGO);
  const activar = await page.screenshot();
  await page.getByRole('button', { name: 'Activar' }).click();
  await page.getByText('Esperando la confirmación').waitFor();
  const digitos = await page.screenshot();
  await write('casilla-activar', activar, digitos);

  de.estado = 'activo';
  await page.getByRole('heading', { name: 'Siguiente foto' }).waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);
  const inicio = await page.screenshot();

  // Held a little too near, and then well.
  await ponerEnCamara(archivo, await foto(first, { corte: 120 }));
  await page.getByRole('link', { name: 'Tomar foto' }).click();
  await page.getByText('Aléjese un poco').waitFor();
  const lejos = await page.screenshot();
  await ponerEnCamara(archivo, await foto(first));
  await irA(page, 'acta', first);
  await page.getByRole('link', { name: 'Tomar foto' }).click();
  const bien = await alPuntoDeTomarse(page);
  await write('casilla-camara', lejos, bien);
  await page.getByRole('button', { name: 'Enviar' }).waitFor();
  const revision = await page.screenshot();
  await page.getByRole('button', { name: 'Enviar' }).click();
  await page.getByText('Quedó registrada').first().waitFor();

  await elegir(page, second, await foto(second, { desenfoque: 9 }));
  await page.getByText('Salió movida').waitFor();
  await write('casilla-revision', revision, await page.screenshot());
  await elegir(page, second, await foto(third));
  await page.getByText('Esta es otra acta').waitFor();
  await write('casilla-otra-acta', await page.screenshot());

  await context.setOffline(true);
  await elegir(page, second, await foto(second));
  await page.getByRole('button', { name: 'Enviar' }).click();
  await page.getByText('Lista para enviar').first().waitFor();
  const acta = await page.screenshot();
  await page.getByRole('link', { name: 'Regresar' }).click();
  await page.getByText('Sin red').waitFor();
  await write('casilla-sin-red', await page.screenshot(), acta);

  await context.setOffline(false);
  de.cambiarActa(first.id, { situacion: 'publicada' });
  await page.getByText('Nada por enviar').waitFor();
  await page.getByRole('button', { name: 'Actualizar' }).click();
  await page.getByText('Publicada').waitFor();
  await page.evaluate(() => document.querySelector('.casilla')?.scrollIntoView());
  await write('casilla-inicio', inicio, await page.screenshot());

  de.estado = 'revocado';
  await page.getByRole('button', { name: 'Actualizar' }).click();
  await page.getByRole('heading', { name: 'No se puede enviar' }).waitFor();
  await write('casilla-baja', await page.screenshot());
}

/** The camera when it is about to take the picture by itself, which is soon: if it was sooner, the picture is repeated. */
async function alPuntoDeTomarse(page: Page): Promise<Buffer> {
  const bien = page.getByText('Así está bien');
  const repetir = page.getByRole('button', { name: 'Repetir', exact: true });
  while (true) {
    await bien.or(repetir).first().waitFor();
    if (await bien.isVisible()) return page.screenshot();
    await repetir.click();
  }
}

async function irA(page: Page, pantalla: 'acta' | 'camara', { id }: ActaEsperada): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/${pantalla}/${id}`);
}

async function elegir(page: Page, acta: ActaEsperada, jpeg: Buffer): Promise<void> {
  await irA(page, 'acta', acta);
  await irA(page, 'camara', acta);
  await page
    .locator('input[type=file]:not([capture])')
    .setInputFiles({ name: 'foto.jpg', mimeType: 'image/jpeg', buffer: jpeg });
}

/** The pictures of one or more screens, side by side. */
async function write(nombre: string, ...screens: readonly Buffer[]): Promise<void> {
  const { width, height } = TELEFONO;
  const strip = await sharp({
    create: {
      ...{ width: screens.length * (width + AIRE) - AIRE, height, channels: 3 },
      background: FONDO,
    },
  })
    .composite(screens.map((input, i) => ({ input, left: i * (width + AIRE), top: 0 })))
    .png()
    .toBuffer();
  decir(`${nombre}.png: ${await escribirFoto(strip, nombre)} KB`);
}

function foto(acta: ActaEsperada, estropeo: Estropeo = {}): Promise<Buffer> {
  return fotografiar(dibujante, acta, estropeo, llenar(proceso, acta, llenadas(acta).campos, SEMILLA));
}

function actaNumero(i: number): ActaEsperada {
  const acta = actas[i];
  if (acta === undefined) throw new Error('the CATD of the pictures has few casillas');
  return acta;
}

/** The first two casillas of the CATD that have three elections. */
function actasDelTelefono(): readonly ActaEsperada[] {
  const own = proceso.actas.filter(({ casilla }) => casilla.catd === CATD && casilla.tipo !== 'A');
  const byCasilla = Map.groupBy(own, ({ casilla }) => casilla.clave);
  return [...byCasilla.values()]
    .filter((each) => each.length === 3)
    .slice(0, 2)
    .flat();
}
