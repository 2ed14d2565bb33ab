/** What the tests of the phone share: one browser with a fake camera and one fake server for each file. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium as driver, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { loadMinimo } from '../../../pruebas/apoyo/minimo.ts';
import type { ActaDelEquipo } from '../../../src/acopio/contrato-de-equipo.ts';
import { formatCodigo } from '../../../src/dominio/codigo-de-acta.ts';
import type { ActaEsperada } from '../../../src/dominio/eleccion.ts';
import { createDibujante, type Dibujante } from '../../../src/papel/dibujo.ts';
import { tituloDe } from '../../../src/proceso/en-pantalla.ts';
import type { Proceso } from '../../../src/proceso/proceso.ts';
import { construirCasilla } from '../construir.ts';
import { type Estropeo, fotografiar, fotografiarTalon, ponerEnCamara } from './fotos.ts';
import { CODIGO, type Inicial, levantarServidorFingido, type ServidorFingido } from './servidor-fingido.ts';

export const TELEFONO = { width: 360, height: 640 } as const;
const MAS_ANGOSTO = 320;

export interface Escena {
  readonly servidor: ServidorFingido;
  readonly browser: Browser;
  readonly proceso: Proceso;
  /** those of the phone: three elections of one casilla, and one of another */
  readonly actas: readonly ActaEsperada[];
  /** an acta of another phone */
  readonly ajena: ActaEsperada;
  foto(acta: ActaEsperada, estropeo?: Estropeo): Promise<Buffer>;
  /** What the camera sees from the next time that it opens. */
  alaCamara(acta: ActaEsperada, estropeo?: Estropeo): Promise<void>;
  /** The QR of a slip, close. */
  talonALaCamara(texto: string): Promise<void>;
  /** Another phone: nothing kept, and the application open. */
  telefono(): Promise<Telefono>;
  cerrar(): Promise<void>;
}

export interface Telefono {
  readonly page: Page;
  readonly context: BrowserContext;
  /** errors of the program and violations of the CSP, which no test may leave behind */
  readonly faltas: string[];
  /** Activates it and confirms it as a coordination does. */
  activar(): Promise<void>;
  /** Another window of the same phone, as after closing and opening the application. */
  reabrir(): Promise<Page>;
}

export async function abrirEscena(executablePath: string): Promise<Escena> {
  const proceso = await loadMinimo();
  const folder = mkdtempSync(join(tmpdir(), 'prep-casilla-'));
  await construirCasilla(join(folder, 'casilla'));
  const dibujante = createDibujante(proceso);
  const [first, ...rest] = deUnaCasilla(proceso);
  if (first === undefined) throw new Error('the minimal process has no casilla with three elections');
  const another = proceso.actas.find(({ casilla, id }) => casilla.seccion !== first.casilla.seccion && id);
  const foreign = proceso.actas.findLast(({ casilla }) => casilla.tipo === 'C');
  if (another === undefined || foreign === undefined) throw new Error('the minimal process has few actas');
  const actas = [first, ...rest, another];
  const servidor = await levantarServidorFingido(folder, datosDelServidor(proceso, actas));
  const archivo = join(folder, 'camara.y4m');
  const fotos = createFotos(dibujante);
  await ponerEnCamara(archivo, await fotos(first));
  const browser = await abrirConCamara(executablePath, archivo);
  return {
    ...{ servidor, browser, proceso, actas, ajena: foreign, foto: fotos },
    alaCamara: async (acta, estropeo) => await ponerEnCamara(archivo, await fotos(acta, estropeo)),
    talonALaCamara: async (texto) => await ponerEnCamara(archivo, await fotografiarTalon(texto)),
    telefono: () => abrirTelefono(browser, servidor),
    async cerrar() {
      await browser.close();
      await servidor.cerrar();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What the fake server says of a phone that has those actas; its names are long. */
export function datosDelServidor(proceso: Proceso, actas: readonly ActaEsperada[]): Inicial {
  return {
    nombre: 'Teléfono de la zona 12, ruta de la Tierra Caliente',
    persona: null,
    centro: { clave: 'C01', nombre: 'Consejo Distrital de Coalcomán de Vázquez Pallares' },
    proceso: {
      nombre: proceso.nombre,
      nombreLargo: proceso.nombreLargo,
      tipo: 'simulacro',
      instituto: { nombre: proceso.instituto.nombre, siglas: proceso.instituto.siglas },
      huso: proceso.huso.zona,
      jornada: '2027-06-06',
    },
    actas: actas.map((acta) => enEquipo(proceso, acta)),
  };
}

/** @param archivo Y4M that the camera shows, read again each time that it opens */
export function abrirConCamara(executablePath: string, archivo: string): Promise<Browser> {
  return driver.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${archivo}`,
    ],
  });
}

/** Drawn once each: the sheet takes a while. */
function createFotos(dibujante: Dibujante): Escena['foto'] {
  const made = new Map<string, Promise<Buffer>>();
  return (acta, estropeo = {}) => {
    const key = `${acta.id} ${JSON.stringify(estropeo)}`;
    const picture = made.get(key) ?? fotografiar(dibujante, acta, estropeo);
    made.set(key, picture);
    return picture;
  };
}

function deUnaCasilla(proceso: Proceso): readonly ActaEsperada[] {
  const byCasilla = Map.groupBy(
    proceso.actas.filter(({ casilla }) => casilla.tipo === 'C'),
    ({ casilla }) => `${casilla.seccion}${casilla.tipo}${casilla.numero}`,
  );
  return [...byCasilla.values()].find((actas) => actas.length >= 3)?.slice(0, 3) ?? [];
}

export function enEquipo(proceso: Proceso, acta: ActaEsperada): ActaDelEquipo {
  return {
    acta: acta.id,
    titulo: tituloDe(proceso, acta),
    codigo: formatCodigo({ proceso: proceso.nombre, acta: acta.id }),
    ...{ situacion: 'esperada', acopiada: false, rescanear: null },
  };
}

async function abrirTelefono(browser: Browser, servidor: ServidorFingido): Promise<Telefono> {
  const context = await browser.newContext({
    ...{ baseURL: servidor.direccion, viewport: TELEFONO, locale: 'es-MX', reducedMotion: 'reduce' },
    ...{ isMobile: true, hasTouch: true },
  });
  const faltas: string[] = [];
  const watch = (page: Page) => {
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => faltas.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
        faltas.push(message.text());
      }
    });
  };
  context.on('page', watch);
  const page = await context.newPage();
  await page.goto('/casilla/');
  return {
    ...{ page, context, faltas },
    async activar() {
      await page.getByLabel('Código del talón').fill(CODIGO);
      await page.getByRole('button', { name: 'Activar' }).click();
      await page.getByRole('heading', { name: 'Falta confirmar' }).waitFor();
      servidor.estado = 'activo';
      await page.getByRole('heading', { name: 'Sus actas' }).waitFor();
      await page.evaluate(() => navigator.serviceWorker.ready);
    },
    async reabrir() {
      for (const open of context.pages()) await open.close();
      const again = await context.newPage();
      await again.goto('/casilla/');
      return again;
    },
  };
}

/** Nothing is wider than the window, also in the narrowest phone and with letters of twice the size. */
export async function expectSinDesborde(page: Page): Promise<void> {
  for (const width of [MAS_ANGOSTO, TELEFONO.width]) {
    await page.setViewportSize({ ...TELEFONO, width });
    for (const size of ['100%', '200%']) {
      const overflow = await page.evaluate((fontSize) => {
        document.documentElement.style.fontSize = fontSize;
        return document.documentElement.scrollWidth - document.documentElement.clientWidth;
      }, size);
      expect(overflow, `${width} wide, letters at ${size}: pixels outside of the window`).toBe(0);
    }
  }
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
}
