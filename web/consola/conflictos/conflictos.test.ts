import { expect, test } from 'vitest';
import { conflicto, PROPUESTA } from '../pruebas/actas-inventadas.ts';
import { aLaVista, describePantalla, enfoca, enLista, expectBienHecha } from '../pruebas/con-actas.ts';
import { actaNumero } from '../pruebas/datos.ts';
import { rechazo } from '../pruebas/servidor-de-prueba.ts';

const LISTA = '/conflictos';
const UNO = `/conflictos/${actaNumero(0)}`;
const API = `/api/conflictos/${actaNumero(0)}`;

describePantalla('conflicts', (escena) => {
  test('the oldest that waits for a proposal is in hand, and Enter opens it', async () => {
    const { page, abrir, teclas } = escena();
    await abrir('coordinador_ccv', LISTA);
    await enLista(page);
    expect(await page.getByRole('row', { selected: true }).innerText()).toContain('Falta la propuesta');
    expect(await page.getByRole('row', { selected: true }).innerText()).toContain('21 min');
    await expectBienHecha(page);
    await teclas('Enter');
    await page.waitForURL(`**${UNO}`);
    await page.getByRole('group', { name: /PVEM/ }).waitFor();
  });

  test('the coordinator chooses a reading or types another, says why, and comes back to the list', async () => {
    const { page, abrir, teclas, ultimo, servidor } = escena();
    await abrir('coordinador_ccv', UNO);
    const pvem = page.getByRole('group', { name: /PVEM/ });
    await pvem.waitFor();
    await page.locator('.visor-papel[style*=transform]').waitFor();
    expect(await pvem.innerText()).toMatch(/21.*27.*ILEGIBLE.*SIN DATO.*Otra/s);
    await expectBienHecha(page);
    // Radios: the space takes the first reading; the next field is one Tab away.
    await teclas('Space', 'Tab', 'ArrowUp', 'Tab');
    await enfoca(page, 'Otra lectura de Votos nulos');
    await page.keyboard.type('19x8');
    await teclas('Enter');
    await page.getByText('Escriba la razón.').waitFor();
    expect(servidor.pedidos.some(({ metodo }) => metodo === 'POST')).toBe(false);
    await page.getByLabel('¿Por qué?').focus();
    await page.keyboard.type('Vale la letra');
    await expectBienHecha(page);
    await teclas('Enter');
    await page.getByText('Propuso cómo resolver Sección 1204 · Contigua 2').waitFor();
    expect(ultimo()).toMatchObject({
      ruta: `${API}/propuesta`,
      cuerpo: { lecturas: { PVEM: 21, NULOS: 198 }, razon: 'Vale la letra' },
    });
    await enfoca(page, 'Conflictos');
  });

  test('a proposal that lacks a field goes to it; one that is refused keeps all that was said', async () => {
    const { page, abrir, teclas, servidor } = escena();
    servidor.contestar('POST /api/conflictos/:acta/propuesta', () =>
      rechazo(409, 'CAPTURISTA_NO_VERIFICA', 'Usted capturó esta acta; la resuelve otra persona.'),
    );
    await abrir('coordinador_ccv', UNO);
    await page.getByRole('group', { name: /PVEM/ }).waitFor();
    await page.locator('.visor-papel[style*=transform]').waitFor();
    await teclas('ArrowDown');
    await page.getByLabel('¿Por qué?').focus();
    await page.keyboard.type('Se lee bien');
    await teclas('Enter');
    await page.getByText('Elija lo que dice la imagen.').waitFor();
    await expect
      .poll(() => page.evaluate(() => (document.activeElement as HTMLInputElement).name))
      .toBe('NULOS');
    await teclas('Space');
    await page.getByLabel('¿Por qué?').focus();
    await teclas('Enter');
    await page.getByRole('alert').getByText('la resuelve otra persona').waitFor();
    expect(await page.getByLabel('¿Por qué?').inputValue()).toBe('Se lee bien');
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(2);
    await expectBienHecha(page);
  });

  test('from the menu, with the mouse, the keys of the list work at once', async () => {
    const { page, abrir, teclas } = escena();
    await abrir('coordinador_ccv', '/conflictos');
    await page.getByRole('link', { name: 'Personas', exact: true }).click();
    await page.getByRole('heading', { name: 'Personas' }).waitFor();
    await page.getByRole('link', { name: 'Conflictos', exact: true }).click();
    await page.getByRole('grid', { name: 'Conflictos' }).and(page.locator(':focus')).waitFor();
    await teclas('Enter');
    await page.getByRole('group', { name: /PVEM/ }).waitFor();
  });

  test('P sends it back to be digitized', async () => {
    const { page, abrir, teclas, ultimo } = escena();
    await abrir('coordinador_ccv', UNO);
    await page.getByRole('group', { name: /PVEM/ }).waitFor();
    await teclas('p', 'Space', 'Tab', 'Enter');
    await page.getByText('Pidió otra imagen de Sección 1204').waitFor();
    expect(ultimo()).toMatchObject({ ruta: `${API}/imagen`, cuerpo: { motivo: 'ilegible' } });
  });

  test('another person sees the proposal beside the image, and confirms it', async () => {
    const { page, abrir, teclas, ultimo, servidor } = escena();
    servidor.contestar('GET /api/conflictos/:acta', () => ({
      cuerpo: conflicto(0, servidor.actas[0]?.sha256 ?? '', PROPUESTA),
    }));
    await abrir('verificador', UNO);
    await aLaVista(page, 'PVEM');
    expect(await page.getByRole('option', { name: /PVEM/ }).innerText()).toContain(
      'leyeron 21, 27, ILEGIBLE',
    );
    await page.getByText('Marta Quiroz Lemus propuso a las 20:38').waitFor();
    await expectBienHecha(page);
    await teclas('a');
    await enfoca(page, 'Confirmar');
    await expectBienHecha(page);
    await teclas('Enter');
    await page.getByText('Confirmó cómo se resuelve').waitFor();
    expect(ultimo()?.ruta).toBe(`${API}/confirmacion`);
    await enfoca(page, 'Conflictos');
  });

  test('or rejects it with a reason', async () => {
    const { page, abrir, teclas, ultimo, servidor } = escena();
    servidor.contestar('GET /api/conflictos/:acta', () => ({
      cuerpo: conflicto(0, servidor.actas[0]?.sha256 ?? '', PROPUESTA),
    }));
    await abrir('verificador', UNO);
    await aLaVista(page, 'PVEM');
    await teclas('x');
    await page.keyboard.type('Nulos dice catorce');
    await teclas('Enter');
    await page.getByText('Rechazó la propuesta').waitFor();
    expect(ultimo()).toMatchObject({ ruta: `${API}/rechazo`, cuerpo: { razon: 'Nulos dice catorce' } });
  });

  test('who may only look sees the same without the decision', async () => {
    const { page, abrir, teclas } = escena();
    await abrir('auditor', UNO);
    await page.getByText('Todavía no hay propuesta').waitFor();
    await aLaVista(page, 'PVEM');
    expect(await page.getByRole('button', { name: /Aceptar|Rechazar|Proponer/ }).count()).toBe(0);
    await teclas('a');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await expectBienHecha(page);
  });

  test('no conflicts, one that is gone, and a server that does not answer are said', async () => {
    const { page, abrir, servidor, teclas } = escena();
    servidor.contestar('GET /api/conflictos', () => ({ cuerpo: { conflictos: [] } }));
    await abrir('coordinador_ccv', LISTA);
    await page.getByText('No hay conflictos').waitFor();
    await expectBienHecha(page);
    servidor.contestar('GET /api/conflictos', () => ({ corta: 'antes_de_contestar' }));
    await page.getByRole('button', { name: 'Actualizar' }).press('Enter');
    await page.getByText('La lista no se pudo actualizar').waitFor();
    await expectBienHecha(page);
    servidor.contestar('GET /api/conflictos/:acta', () =>
      rechazo(409, 'FASE_NO_LO_PERMITE', 'Esta acta ya no está en conflicto.'),
    );
    await page.goto(UNO);
    await page.getByText('Esta acta ya no está en conflicto.').waitFor();
    await expectBienHecha(page);
    await page.getByRole('button', { name: 'Regresar a la lista' }).focus();
    await teclas('Enter');
    await page.waitForURL(`**${LISTA}`);
  });
});
