/** One acta, from the entrance to the bitácora, in a browser and through the real server. */

import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { construirConsola } from '../src/servidor/construir-consola.ts';
import { abrirNavegador, abrirPagina } from '../web/consola/pruebas/navegador.ts';
import { CONTRASENA, type ConsolaDePrueba, withConsola } from './apoyo/consola.ts';
import { chromium, describeSiHay } from './apoyo/disponible.ts';
import { acopiar, escaneo, must } from './apoyo/fases.ts';

describeSiHay('capture in a browser', chromium(), 'un Chromium', (executablePath) => {
  let consola: ConsolaDePrueba;
  let browser: Browser;

  beforeAll(async () => {
    const construida = must(await construirConsola(() => undefined));
    [consola, browser] = await Promise.all([withConsola({ construida }), abrirNavegador(executablePath)]);
  });
  afterAll(async () => {
    await browser?.close();
    await consola?.stop();
  });

  test('what a person types is in the bitácora, and the screen goes on', async () => {
    const { noche, crear, direccion } = consola;
    const acta = noche.otra();
    const bytes = await sharp({ create: { width: 600, height: 850, channels: 3, background: '#fdfcf8' } })
      .jpeg()
      .toBuffer();
    await acopiar(noche, acta);
    must(await noche.fases.digitalizacion.recibir({ ...escaneo('image'), bytes, acta }));
    const { clave } = await crear('capturista');
    const { page, faltas, cerrar } = await abrirPagina(browser, direccion);

    await page.goto('/');
    await page.getByLabel('Clave de la persona').and(page.locator(':focus')).waitFor();
    await page.keyboard.type(clave);
    await page.keyboard.press('Tab');
    await page.keyboard.type(`${CONTRASENA}\n`);
    await page.locator('.renglon input:focus').waitFor();
    await page.locator('.visor-papel img').waitFor();
    for (const _ of noche.camposDe(acta)) await page.keyboard.type('0\n');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'No hay actas en espera' }).waitFor();

    const facts = must(await noche.base.bitacora.history(acta));
    const captured = facts.find(({ tipo }) => tipo === 'captura_registrada');
    const lecturas = Object.fromEntries(noche.camposDe(acta).map((campo) => [campo, 0]));
    expect(captured?.datos).toMatchObject({ persona: clave, lecturas });
    expect(faltas).toEqual([]);
    await cerrar();
  });
});
