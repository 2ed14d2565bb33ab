import { expect, test } from 'vitest';
import { describePantalla, enfoca, expectBienHecha } from '../pruebas/con-actas.ts';
import { actaNumero } from '../pruebas/datos.ts';
import { rechazo } from '../pruebas/servidor-de-prueba.ts';

const LISTA = '/cotejo';
const api = (n: number, accion: string) => `/api/cotejo/actas/${actaNumero(n)}/${accion}`;

describePantalla('cotejo', (escena) => {
  /** Opens the list, where one types what the paper says. */
  async function enLista() {
    const { page, abrir } = escena();
    await abrir('cotejador', LISTA);
    await page.getByText('167 actas').waitFor();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('placeholder')))
      .toBe('Sección, casilla o clave');
  }

  test('with the paper in hand: type its section, Enter, look, A, and the box waits for the next', async () => {
    const { page, teclas, ultimo } = escena();
    await enLista();
    await expectBienHecha(page);
    // Enter is typed before the list has followed: it must not open an acta of the list of before.
    await page.keyboard.type('1302');
    await teclas('Enter');
    await page.waitForURL(`**${LISTA}/${actaNumero(98)}`);
    await enfoca(page, 'Boletas sobrantes');
    await page.getByText('Sin cotejar · verificada a las').waitFor();
    await expectBienHecha(page);
    await teclas('Enter', 'a');
    await page.getByText('Sección 1302 · Contigua 100: igual al papel.').waitFor();
    expect(ultimo()).toMatchObject({ ruta: api(98, 'confirmacion'), cuerpo: {} });
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).placeholder)).toBe(
      'Sección, casilla o clave',
    );
    await expectBienHecha(page);
  });

  test('arrows move the row in hand while the focus stays in the box', async () => {
    const { page, teclas } = escena();
    await enLista();
    await teclas('ArrowDown', 'ArrowDown', 'ArrowUp');
    expect(await page.getByRole('row', { selected: true }).innerText()).toContain('Sección 1205');
    await teclas('PageDown', 'Control+End');
    await expect.poll(() => page.getByRole('row', { selected: true }).innerText()).toContain('Sección 1303');
    // The last of the page that had arrived: the rest comes by being near.
    await page.getByRole('row', { name: /Sección 1305/ }).waitFor();
    await teclas('Enter');
    await enfoca(page, 'Boletas sobrantes');
    await teclas('Escape');
    await page.waitForURL(`**${LISTA}`);
    await expect.poll(() => page.getByRole('row', { selected: true }).innerText()).toContain('Sección 1303');
  });

  test('the state of the cotejo filters, in words and in the address', async () => {
    const { page } = escena();
    await enLista();
    await page.getByLabel('Estado').selectOption('En corrección');
    await page.waitForURL('**/cotejo?cotejo=2');
    await page.getByText('24 actas').waitFor();
    expect(await page.getByRole('gridcell', { name: 'En corrección' }).count()).toBeGreaterThan(5);
    await page.goBack();
    await page.getByText('167 actas').waitFor();
  });

  test('what differs is marked and its correction asked with a reason; a refusal loses nothing', async () => {
    const { page, abrir, teclas, servidor, ultimo } = escena();
    await abrir('cotejador', `${LISTA}/${actaNumero(0)}`);
    await enfoca(page, 'Boletas sobrantes');
    await teclas('e');
    await page.getByText('Ningún campo está marcado').waitFor();
    await teclas('ArrowDown', 'x', 'a');
    await page.getByText('Marcó 1 campo distinto del papel').waitFor();
    await expectBienHecha(page);
    servidor.contestar('POST /api/cotejo/actas/:acta/correccion', () =>
      rechazo(409, 'FASE_NO_LO_PERMITE', 'Esta acta ya se está corrigiendo.'),
    );
    await teclas('e');
    await page.keyboard.type('El papel dice 719');
    await teclas('Enter');
    await page.getByRole('alert').getByText('Esta acta ya se está corrigiendo.').waitFor();
    expect(await page.getByLabel('Razón').inputValue()).toBe('El papel dice 719');
    await expectBienHecha(page);
    servidor.contestar('POST /api/cotejo/actas/:acta/correccion', () => ({ cuerpo: {} }));
    await teclas('Enter');
    await page.getByText('se pidió la corrección').waitFor();
    expect(ultimo()).toMatchObject({
      ruta: api(0, 'correccion'),
      cuerpo: { campos: ['TOTAL_PERSONAS_VOTARON'], razon: 'El papel dice 719' },
    });
  });

  test('another image is asked for with its reason', async () => {
    const { page, abrir, teclas, ultimo } = escena();
    await abrir('coordinador_catd', `${LISTA}/${actaNumero(0)}`);
    await enfoca(page, 'Boletas sobrantes');
    await teclas('p', 'ArrowDown', 'ArrowDown', 'Tab', 'Enter');
    await page.getByText('se pidió otra imagen').waitFor();
    expect(ultimo()).toMatchObject({ ruta: api(0, 'imagen'), cuerpo: { motivo: 'otra_casilla' } });
  });

  test('nothing that matches, nothing at all, and an acta of another CATD are said', async () => {
    const { page, servidor, abrir } = escena();
    await enLista();
    await page.keyboard.type('9999');
    await page.getByText('Ninguna acta de su CATD coincide').waitFor();
    await expectBienHecha(page);
    servidor.contestar('GET /api/cotejo/actas', () => ({ cuerpo: { actas: [], total: 0, siguiente: null } }));
    await abrir('cotejador', LISTA);
    await page.getByText('Todavía no hay actas que cotejar').waitFor();
    servidor.contestar('GET /api/cotejo/actas/:acta', () =>
      rechazo(404, 'ACTA_DESCONOCIDA', 'Esa acta no es de su CATD. Búsquela en la lista.'),
    );
    await page.goto(`${LISTA}/${actaNumero(3)}`);
    await page.getByText('Esa acta no es de su CATD.').waitFor();
    await expectBienHecha(page);
  });
});
