import { expect, test } from 'vitest';
import { actaEnLista, paginaDeActa } from '../pruebas/actas-inventadas.ts';
import { describePantalla, enfoca, expectBienHecha } from '../pruebas/con-actas.ts';
import { rechazo } from '../pruebas/servidor-de-prueba.ts';

describePantalla('the list of actas', (escena) => {
  async function enLista(ruta = '/actas') {
    const { page, abrir } = escena();
    await abrir('coordinador_ccv', ruta);
    await page.getByRole('grid').waitFor();
  }

  test('twenty thousand rows scroll with few nodes, and every one can be reached', async () => {
    const { page } = escena();
    await enLista();
    await page.getByText('20,000 actas').waitFor();
    const grid = page.getByRole('grid');
    expect(await grid.getAttribute('aria-rowcount')).toBe('20001');
    let most = 0;
    for (let last = 0; last < 1_999; ) {
      await grid.evaluate((element) => element.scrollTo(0, element.scrollHeight));
      const before = last;
      await expect.poll(async () => (last = await lastRow())).toBeGreaterThan(before);
      most = Math.max(most, await page.locator('[role=grid] *').count());
    }
    expect(most).toBeLessThan(400);

    function lastRow(): Promise<number> {
      return page
        .locator('[role=grid] [role=row]')
        .last()
        .evaluate((row) => Number(row.getAttribute('aria-rowindex')));
    }
  });

  test('arrows and Enter open an acta, and Escape comes back to the same row', async () => {
    const { page, teclas } = escena();
    await enLista();
    await teclas('PageDown', 'PageDown', 'ArrowDown');
    expect(await page.getByRole('row', { selected: true }).innerText()).toContain('Sección 0022');
    await expectBienHecha(page);
    await teclas('Enter');
    await page.waitForURL(`**/actas/${actaEnLista(21).acta}`);
    await page.getByRole('heading', { name: 'Historia', exact: true }).waitFor();
    await teclas('Escape');
    await page.waitForURL('**/actas');
    await expect.poll(() => page.getByRole('row', { selected: true }).innerText()).toContain('Sección 0022');
  });

  test('filters go in the address, back undoes them, and an address opens with them', async () => {
    const { page, servidor } = escena();
    await enLista();
    await page.keyboard.type('0044 especial');
    await page.waitForURL('**/actas?texto=0044+especial');
    await page.getByText('Sección 0044 · Especial').first().waitFor();
    await page.getByLabel('Fase').selectOption('Capturada');
    await page.getByLabel('Elección').selectOption('Gubernatura');
    await page.getByLabel('Distrito').selectOption('016');
    await page.getByLabel('Orden').selectOption('espera');
    await page.waitForURL(
      '**/actas?eleccion=GUB&fase=capturada&territorio=016&texto=0044+especial&orden=espera',
    );
    await expect
      .poll(() => servidor.pedidos.at(-1)?.ruta)
      .toContain('eleccion=GUB&fase=capturada&territorio=016&texto=0044+especial&orden=espera');
    for (let i = 0; i < 4; i += 1) await page.goBack();
    await page.waitForURL('**/actas?texto=0044+especial');
    await page.goBack();
    await page.waitForURL('**/actas');
    await page.getByText('20,000 actas').waitFor();
    expect(await page.getByLabel('Buscar').inputValue()).toBe('');
    await page.goForward();
    await expect.poll(() => page.getByLabel('Buscar').inputValue()).toBe('0044 especial');

    await enLista('/actas?fase=sin_acta&catd=C053');
    expect(await page.getByLabel('Fase').inputValue()).toBe('sin_acta');
    await expect.poll(() => page.getByLabel('CATD').inputValue()).toBe('C053');
  });

  test('one row, none, and a list that could not be updated are said', async () => {
    const { page, servidor, teclas } = escena();
    await enLista();
    servidor.contestar('GET /api/actas', () => ({
      cuerpo: { actas: [actaEnLista(5)], total: 1, siguiente: null },
    }));
    await page.keyboard.type('0006');
    await page.getByText('1 acta ·').waitFor();
    await expectBienHecha(page);
    servidor.contestar('GET /api/actas', () =>
      rechazo(503, 'TABLERO_NO_DISPONIBLE', 'Se está leyendo la bitácora. Espere unos segundos.'),
    );
    await page.getByRole('button', { name: 'Actualizar' }).press('Enter');
    await page.getByText('La lista no se pudo actualizar').waitFor();
    expect(await page.getByRole('row', { selected: true }).innerText()).toContain('Sección 0006');
    await expectBienHecha(page);
    servidor.contestar('GET /api/actas', () => ({ cuerpo: { actas: [], total: 0, siguiente: null } }));
    await page.getByLabel('Buscar').focus();
    await page.keyboard.type('x');
    await page.getByText('Ninguna acta coincide').waitFor();
    await expectBienHecha(page);
    await page.getByRole('button', { name: 'Quitar todos los filtros' }).focus();
    await teclas('Enter');
    await page.waitForURL('**/actas');
    expect(await page.getByLabel('Buscar').evaluate((box) => box === document.activeElement)).toBe(true);
  });

  test('a server that does not answer is said, with a way to try again', async () => {
    const { page, servidor, abrir } = escena();
    servidor.contestar('GET /api/actas', () => ({ corta: 'antes_de_contestar' }));
    await abrir('coordinador_ccv', '/actas');
    await page.getByText('No se pudo traer la lista').waitFor();
    await expectBienHecha(page);
  });
});

describePantalla('the page of an acta', (escena) => {
  test('has its images, result, facts and cortes, all by keyboard', async () => {
    const { page, abrir, teclas } = escena();
    await abrir('coordinador_ccv', `/actas/${actaEnLista(7).acta}`);
    await enfoca(page, 'Historia del acta');
    await page.getByText('11 hechos en la bitácora').waitFor();
    await expectBienHecha(page);
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(1);
    await teclas('o', 'o');
    await page.getByRole('radio', { name: /Rechazada/, checked: true }).waitFor();
    await teclas('2', 'Tab');
    await enfoca(page, '19 valores');
    await teclas('Enter');
    await page.locator('details[open]').getByText('ENCINO').waitFor();
    await expectBienHecha(page);
    await teclas('3');
    await enfoca(page, 'cortes');
    await page.getByText('Se corrigió: PVEM de 27 a 21 votos.').waitFor();
  });

  test('captures are shown only when the server sends them', async () => {
    const { page, abrir, servidor } = escena();
    servidor.contestar('GET /api/actas/:acta', () => ({ cuerpo: paginaDeActa(7, [], 'sin_capturas') }));
    await abrir('representacion', `/actas/${actaEnLista(7).acta}`);
    await page.getByText('Capturó el acta.').first().waitFor();
    expect(await page.locator('details').count()).toBe(0);
  });

  test('an acta that is only expected has no image, no result and no facts, and says so', async () => {
    const { page, abrir, servidor } = escena();
    servidor.contestar('GET /api/actas/:acta', () => ({
      cuerpo: { ...actaEnLista(3), imagenes: [], resultado: null, historia: [], cortes: [] },
    }));
    await abrir('coordinador_ccv', `/actas/${actaEnLista(3).acta}`);
    await page.getByText('Todavía no hay imagen de esta acta.').waitFor();
    await page.getByText('Nada ha ocurrido todavía').waitFor();
    await page.getByText('No ha aparecido en ningún corte.').waitFor();
    await expectBienHecha(page);
  });

  test.each([
    [403, 'SIN_PERMISO', 'Su función no incluye ver esta acta'],
    [404, 'ACTA_DESCONOCIDA', 'No hay un acta con esa clave'],
  ])('a refusal %i says what to do', async (status, codigo, titulo) => {
    const { page, abrir, servidor } = escena();
    servidor.contestar('GET /api/actas/:acta', () => rechazo(status, codigo, 'Pregunte a su coordinación.'));
    await abrir('cotejador', '/actas/NADA');
    await page.getByText(titulo).waitFor();
    await expectBienHecha(page);
  });

  test('a role without the list of actas does not reach it', async () => {
    const { page, abrir } = escena();
    await abrir('capturista', `/actas/${actaEnLista(7).acta}`);
    await page.getByText('Esta dirección no abre nada').waitFor();
  });
});
