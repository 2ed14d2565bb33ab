/**
 * Takes the pictures of the manual of who digitizes, from the program running with the process of Michoacán 2027, in a
 * folder that is deleted at the end. The actas are drawn, and opened by the same workshop as the night.
 *
 *   npm exec -c 'node docs/manual/tomar-digitalizacion.ts'
 *
 * Needs a Chromium: that of PREP_CHROMIUM, or /usr/bin/chromium.
 */

import type { Page } from 'playwright-core';
import sharp from 'sharp';
import type { ConsolaDePrueba } from '../../pruebas/apoyo/consola.ts';
import { must } from '../../pruebas/apoyo/fases.ts';
import type { ActaEsperada } from '../../src/dominio/eleccion.ts';
import { createDibujante } from '../../src/papel/dibujo.ts';
import { PLANTILLA } from '../../src/papel/formato.ts';
import { llenar } from '../../src/simulacro/llenado.ts';
import { createVerdades } from '../../src/simulacro/verdad.ts';
import type { Camara } from './camara.ts';
import { abrirComo, conConsola } from './consola.ts';

const PROCESO = 'procesos/michoacan-2027';
const CATD = 'C053';
const SEMILLA = 2027;
const PPP = 150;
/** The workshop starts with the first file, and the machine may be busy. */
const ESPERA_MS = 120_000;

await conConsola(PROCESO, takeAll);

async function takeAll(de: ConsolaDePrueba, con: Camara): Promise<void> {
  const { proceso, fases } = de.noche;
  const verdades = createVerdades(proceso, SEMILLA);
  const dibujante = createDibujante(proceso);
  const written = proceso.actas.filter(
    (acta) => acta.casilla.catd === CATD && verdades(acta).tipo === 'acta' && acta.casilla.tipo === 'B',
  );
  const [una, otra, sinCodigo, sinSobre] = written;
  if (una === undefined || otra === undefined || sinCodigo === undefined || sinSobre === undefined) {
    throw new Error('a CATD without so many actas');
  }
  const draw = (acta: ActaEsperada) => {
    const verdad = verdades(acta);
    const pluma = verdad.tipo === 'acta' ? llenar(proceso, acta, verdad.campos, SEMILLA) : [];
    return dibujante.imagen(acta, PPP, pluma);
  };
  for (const acta of [una, otra, sinCodigo]) {
    must(
      await fases.acopio.registrar({
        ...{ acta: acta.id, persona: 'aco-001', lugar: CATD, via: 'CATD', horaManuscrita: null, como: 'qr' },
      }),
    );
  }
  const persona = await de.entrar('digitalizador', { centro: CATD, nombre: 'Rosa Elvira Ponce Ayala' });
  const page = await abrirComo(con, persona);
  const files = [
    { name: 'escaneo-0001.jpg', buffer: await draw(una) },
    { name: 'escaneo-0002.jpg', buffer: await hideCode(await draw(sinCodigo)) },
    { name: 'escaneo-0003.jpg', buffer: await draw(sinSobre) },
  ];
  await enviar(page, con, files);
  await identificar(page, con);
  await enviarOtra(page, {
    name: 'foto-0001.jpg',
    buffer: await sharp(files[0]?.buffer).blur(1.2).jpeg().toBuffer(),
  });
  await imagenes(page, con, una);
}

interface Archivo {
  readonly name: string;
  readonly buffer: Buffer;
}

/** As if a stain had fallen on its code. */
async function hideCode(jpeg: Buffer): Promise<Buffer> {
  const { width } = await sharp(jpeg).metadata();
  const { hoja, qr } = PLANTILLA;
  const dots = (millimetres: number) => Math.round((millimetres * width) / hoja.ancho);
  const stain = sharp({
    create: { width: dots(qr.ancho + 6), height: dots(qr.alto * 0.6), channels: 3, background: '#5b4636' },
  });
  return sharp(jpeg)
    .composite([{ input: await stain.png().toBuffer(), left: dots(qr.x - 3), top: dots(qr.y + 4) }])
    .toColourspace('b-w')
    .jpeg()
    .toBuffer();
}

async function send(page: Page, files: readonly Archivo[]): Promise<void> {
  await page
    .getByLabel('Elija los archivos')
    .setInputFiles(files.map((file) => ({ ...file, mimeType: 'image/jpeg' })));
  await page.getByText(`Terminó: ${files.length} de ${files.length}.`).waitFor({ timeout: ESPERA_MS });
}

async function enviar(page: Page, { foto }: Camara, files: readonly Archivo[]): Promise<void> {
  await page.goto('/enviar');
  await send(page, files);
  await page.getByText('Por identificar.', { exact: false }).first().waitFor();
  await foto(page, 'enviar');
}

async function identificar(page: Page, { foto }: Camara): Promise<void> {
  await page.goto('/identificar');
  await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'grid');
  await foto(page, 'por-identificar');
  await page.keyboard.press('Enter');
  await page.locator('.visor-papel[style*=transform]').waitFor();
  await page.getByLabel('Clave del acta').and(page.locator(':focus')).waitFor();
  await foto(page, 'identificar');
}

/** The same acta again, as by another route. */
async function enviarOtra(page: Page, file: Archivo): Promise<void> {
  await page.goto('/enviar');
  await page.getByRole('radio', { name: 'Con teléfono' }).check();
  await send(page, [file]);
}

async function imagenes(page: Page, { foto }: Camara, acta: ActaEsperada): Promise<void> {
  await page.goto(`/imagenes/${acta.clave}`);
  await page.getByRole('button', { name: /^2\./ }).waitFor();
  await page.keyboard.press('2');
  await page.locator('.visor-papel[style*=transform]').waitFor();
  await foto(page, 'imagenes-de-acta');
}
