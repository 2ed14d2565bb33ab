/** Loading, activating and confirming, with the server of every day instead of canned answers. */

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConsolaDePrueba, withConsola } from '../../../pruebas/apoyo/consola.ts';
import { chromium, describeSiHay } from '../../../pruebas/apoyo/disponible.ts';
import { must } from '../../../pruebas/apoyo/fases.ts';
import { consolaConstruida } from '../pruebas/construida.ts';
import { abrirNavegador, abrirPagina } from '../pruebas/navegador.ts';

const CSV = {
  name: 'personas.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    'persona,nombre,rol,centro\ncap-900,Ana Lilia Peña,capturista,CCV\n,Bruno Soto,verificador,CCV\n',
  ),
};

describeSiHay('people, over the real server', chromium(), 'un Chromium', (executablePath) => {
  let browser: Browser;
  let consola: ConsolaDePrueba;

  beforeAll(async () => {
    const construida = await consolaConstruida();
    [browser, consola] = await Promise.all([abrirNavegador(executablePath), withConsola({ construida })]);
  });
  afterAll(async () => {
    await browser?.close();
    await consola?.stop();
  });

  test('a file is loaded and its slips come in a PDF; who activates is confirmed, and it is all in the accesses', async () => {
    const administradora = await consola.entrar('administrador');
    const office = await abrirPagina(browser, consola.direccion);
    await office.context.addCookies(administradora.cookies);
    await office.page.goto('/personas/carga');
    await office.page
      .getByLabel('Archivo')
      .setInputFiles({ ...CSV, buffer: Buffer.from('nombre,rol\nA,rey\n') });
    await office.page.getByRole('button', { name: 'Revisar' }).click();
    await office.page.getByRole('heading', { name: /^personas\.csv: \d+ error/ }).waitFor();
    await office.page.getByLabel('Archivo').setInputFiles(CSV);
    await office.page.getByRole('button', { name: 'Revisar' }).click();
    await office.page.getByRole('button', { name: 'Cargar 2 personas nuevas' }).click();
    const [download] = await Promise.all([
      office.page.waitForEvent('download'),
      office.page.getByRole('link', { name: 'Descargar los talones (PDF)' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('talones-de-activacion.pdf');

    // The code is only on paper: the administration gives another, and the person uses it.
    const { codigo } = must(
      await consola.acceso.giveCodigo({ clave: 'adm', centro: 'CCV' }, 'cap-900', 'coordinacion'),
    );
    const activated = await consola
      .anonimo()
      .post('/api/activacion', { persona: 'cap-900', codigo, contrasena: 'jacaranda tejado 58' });
    expect(activated.cuerpo).toMatchObject({ estado: 'por_confirmar' });

    const coordinadora = await consola.entrar('coordinador_ccv');
    const desk = await abrirPagina(browser, consola.direccion);
    await desk.context.addCookies(coordinadora.cookies);
    await desk.page.goto('/personas');
    await desk.page.getByText(activated.cuerpo.cotejo, { exact: true }).waitFor();
    await desk.page.getByRole('button', { name: 'Coinciden: confirmar a Ana Lilia Peña' }).click();
    await desk.page.getByRole('row', { name: /Ana Lilia Peña.*Activa/ }).waitFor();
    await desk.page.getByRole('link', { name: 'Entradas y salidas' }).click();
    await desk.page.getByRole('row', { name: /Confirmó a cap-900/ }).waitFor();

    expect([...office.faltas, ...desk.faltas]).toEqual([]);
    await Promise.all([office.cerrar(), desk.cerrar()]);
  });
});
