import { expect, test } from 'vitest';
import { porVerificar } from '../pruebas/actas-inventadas.ts';
import { aLaVista, describePantalla, enfoca, expectBienHecha } from '../pruebas/con-actas.ts';
import { actaNumero } from '../pruebas/datos.ts';
import { contestarVerificacion } from '../pruebas/servidor-con-actas.ts';
import { rechazo } from '../pruebas/servidor-de-prueba.ts';

const RUTA = '/verificacion';
const ACTAS = '/api/verificacion/actas';

describePantalla('verification', (escena) => {
  /** Opens the screen on an acta with every mark and two warnings. */
  async function conAdvertencias() {
    const { servidor, abrir, page } = escena();
    contestarVerificacion(servidor, [
      porVerificar(1, servidor.actas[1]?.sha256 ?? ''),
      porVerificar(2, servidor.actas[2]?.sha256 ?? ''),
    ]);
    await abrir('verificador', RUTA);
    await aLaVista(page);
  }

  test('rows are walked by keyboard, and the row in hand is framed on both sides', async () => {
    const { page, abrir, teclas } = escena();
    await abrir('verificador', RUTA);
    await aLaVista(page);
    await teclas('Enter', 'ArrowDown', 'ArrowDown', 'ArrowUp');
    await enfoca(page, 'Representantes que votaron');
    const row = page.locator('.fila-de-campo[data-actual]');
    expect(await row.count()).toBe(1);
    const [frame, image] = await Promise.all([
      page.locator('.visor-marco').boundingBox(),
      page.locator('.visor-papel img').boundingBox(),
    ]);
    // The third of nineteen rows, whatever the scale.
    const middle = ((frame?.y ?? 0) + (frame?.height ?? 0) / 2 - (image?.y ?? 0)) / (image?.height ?? 1);
    expect(middle).toBeCloseTo((210 + 2.5 * 59.63) / 1403, 1);
    await teclas('End', 'Enter');
    await enfoca(page, 'Aceptar el acta');
    await expectBienHecha(page);
  });

  test('A accepts an acta without warnings, asks nothing, and the next one is there with its first row', async () => {
    const { page, abrir, teclas, servidor, ultimo } = escena();
    await abrir('verificador', RUTA);
    await aLaVista(page);
    await teclas('ArrowDown', 'a');
    await page.getByText('Sección 1205 · Contigua 3').waitFor();
    await aLaVista(page);
    expect(ultimo()).toMatchObject({ ruta: `${ACTAS}/${actaNumero(0)}/aceptacion`, cuerpo: {} });
    expect(ultimo()?.idempotencia).toMatch(/^[0-9a-f-]{36}$/);
    expect(servidor.pedidos.filter(({ ruta }) => ruta.endsWith('siguiente'))).toHaveLength(1);
    await page.getByText('12 actas en esta hora').waitFor();
  });

  test('an acta with warnings is accepted with a second Enter, after they are read', async () => {
    const { page, teclas, ultimo } = escena();
    await conAdvertencias();
    await expectBienHecha(page);
    await teclas('a');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('La suma de los votos es 812').waitFor();
    await enfoca(page, 'Aceptar el acta');
    await expectBienHecha(page);
    await teclas('Escape');
    await aLaVista(page);
    expect(ultimo()?.ruta).toContain('siguiente');
    await teclas('a', 'Enter');
    await page.getByText('Sección 1206 · Contigua 4').waitFor();
    expect(ultimo()?.ruta).toBe(`${ACTAS}/${actaNumero(1)}/aceptacion`);
    await aLaVista(page);
  });

  test('nobody accepts an acta whose image has not arrived', async () => {
    const { page, abrir, teclas, servidor, ultimo } = escena();
    const images = new Map(servidor.imagenes);
    servidor.imagenes.clear();
    await abrir('verificador', RUTA);
    await enfoca(page, 'Boletas sobrantes');
    await page.getByText('La imagen no llegó').waitFor();
    await teclas('a');
    await page.getByText('La imagen todavía no llega').waitFor();
    await expectBienHecha(page);
    expect(ultimo()?.ruta).toContain('siguiente');
    for (const [sha256, jpeg] of images) servidor.imagenes.set(sha256, jpeg);
  });

  test('marks say in words why a field deserves a second look, and nothing can be typed over', async () => {
    const { page } = escena();
    await conAdvertencias();
    const row = (name: string) => page.getByRole('option', { name });
    expect(await row('PRD').first().innerText()).toContain('tercera persona');
    expect(await row('Votos sacados').innerText()).toContain('ILEGIBLE');
    expect(await row('no registradas').innerText()).toContain('SIN DATO');
    expect(await row('Partido del Trabajo').innerText()).toContain('resuelto en conflicto');
    expect(await page.locator('main :is(input, textarea, [contenteditable])').count()).toBe(0);
  });

  test('X marks several fields and E sends them with a reason; a refusal loses nothing', async () => {
    const { page, teclas, servidor, ultimo } = escena();
    await conAdvertencias();
    await teclas('e');
    await page.getByText('Ningún campo está marcado').waitFor();
    await teclas('End', 'x', 'ArrowUp', 'x', 'ArrowUp', 'x', 'x', 'a');
    await page.getByText('Marcó 2 campos para recaptura').waitFor();
    await expectBienHecha(page);
    servidor.contestar('POST /api/verificacion/actas/:acta/recaptura', () =>
      rechazo(409, 'FALTA_RAZON', 'Escriba con más detalle la razón.'),
    );
    await teclas('e');
    await enfoca(page, '');
    await page.keyboard.type('La letra dice otra cosa');
    await teclas('Enter');
    await page.getByRole('alert').getByText('Escriba con más detalle la razón.').waitFor();
    await expectBienHecha(page);
    expect(await page.getByLabel('Razón').inputValue()).toBe('La letra dice otra cosa');
    expect(ultimo()).toMatchObject({
      ruta: `${ACTAS}/${actaNumero(1)}/recaptura`,
      cuerpo: { campos: ['NULOS', 'TOTAL_VOTOS_ASENTADO'], razon: 'La letra dice otra cosa' },
    });
    await teclas('Escape');
    expect(await page.getByText('✕ recapturar').count()).toBe(2);
  });

  test('without network what was asked is asked again with the same key', async () => {
    const { page, abrir, teclas, servidor } = escena();
    await abrir('verificador', RUTA);
    await aLaVista(page);
    servidor.contestar('POST /api/verificacion/actas/:acta/aceptacion', () => ({
      corta: 'antes_de_contestar',
    }));
    await teclas('a');
    await page.getByRole('alert').getByText('No hay comunicación con el servidor').waitFor();
    await expectBienHecha(page);
    await aLaVista(page);
    await teclas('a');
    await expect
      .poll(() => servidor.pedidos.filter(({ ruta }) => ruta.endsWith('aceptacion')).length)
      .toBeGreaterThan(1);
    const keys = servidor.pedidos
      .filter(({ ruta }) => ruta.endsWith('aceptacion'))
      .map((one) => one.idempotencia);
    expect(new Set(keys).size).toBe(1);
  });

  test('P sends it to be digitized again, with a reason chosen by arrows', async () => {
    const { page, abrir, teclas, ultimo } = escena();
    await abrir('verificador', RUTA);
    await aLaVista(page);
    await teclas('p');
    await page.getByRole('dialog').waitFor();
    await expectBienHecha(page);
    await teclas('ArrowDown', 'Tab');
    await page.keyboard.type('Falta el total');
    await teclas('Enter');
    await page.getByText('Sección 1205 · Contigua 3').waitFor();
    expect(ultimo()).toMatchObject({
      ruta: `${ACTAS}/${actaNumero(0)}/imagen`,
      cuerpo: { motivo: 'cortada', razon: 'Falta el total' },
    });
    await aLaVista(page);
  });

  test('F proposes another casilla, found by its section, or that it is fuera de catálogo', async () => {
    const { page, abrir, teclas, servidor, ultimo } = escena();
    await abrir('verificador', RUTA);
    await aLaVista(page);
    await teclas('f', 'Space', 'Tab');
    await page.keyboard.type('0008');
    await page
      .getByRole('option', { name: /Sección 0008/ })
      .first()
      .waitFor();
    await expectBienHecha(page);
    await teclas('Enter');
    await page.locator('.acta-elegida').getByText('Sección 0008').waitFor();
    await teclas('Tab');
    await page.keyboard.type('El encabezado es otro');
    await teclas('Enter');
    await page.getByText('Sección 1205 · Contigua 3').waitFor();
    const { ruta, cuerpo } = ultimo() ?? {};
    expect(ruta).toBe(`${ACTAS}/${actaNumero(0)}/identificacion`);
    expect(cuerpo).toMatchObject({ tipo: 'otra_acta', razon: 'El encabezado es otro' });
    const asked = servidor.pedidos.filter((one) => one.ruta.startsWith('/api/actas'));
    expect(asked.every((one) => one.ruta.includes('eleccion=GUB'))).toBe(true);

    await aLaVista(page);
    await teclas('f', 'ArrowDown', 'Tab');
    await page.keyboard.type('Sección 9871, tipo B');
    await teclas('Tab');
    await page.keyboard.type('No existe');
    await expectBienHecha(page);
    await teclas('Enter');
    await expect
      .poll(() => ultimo()?.cuerpo)
      .toEqual({
        tipo: 'fuera_de_catalogo',
        identificacion: 'Sección 9871, tipo B',
        razon: 'No existe',
      });
  });

  test('D gives it back and rests until Enter; leaving also gives it back', async () => {
    const { page, abrir, teclas, ultimo, servidor } = escena();
    await abrir('verificador', RUTA);
    await aLaVista(page);
    await teclas('d');
    await page.getByRole('heading', { name: 'Descanso' }).waitFor();
    expect(ultimo()?.ruta).toBe(`${ACTAS}/${actaNumero(0)}/devolucion`);
    await enfoca(page, 'Pedir la siguiente');
    await expectBienHecha(page);
    await teclas('Enter');
    await aLaVista(page);
    await page.getByRole('button', { name: 'Salir' }).press('Enter');
    await page.getByLabel('Clave de la persona').waitFor();
    expect(servidor.pedidos.filter(({ ruta }) => ruta.endsWith('/devolucion'))).toHaveLength(2);
  });

  test('with nothing left it says so, looks by itself and by Enter', async () => {
    const { page, abrir, teclas, servidor } = escena();
    contestarVerificacion(servidor, []);
    await abrir('verificador', RUTA);
    await page.getByText('No hay actas por verificar').waitFor();
    await enfoca(page, 'Buscar ahora');
    await expectBienHecha(page);
    contestarVerificacion(servidor, [porVerificar(2, servidor.actas[2]?.sha256 ?? '')]);
    await teclas('Enter');
    await aLaVista(page);
  });

  test('an acta that is no longer one’s own is told, and Enter asks for the next', async () => {
    const { page, abrir, teclas, servidor } = escena();
    await abrir('verificador', RUTA);
    await aLaVista(page);
    servidor.contestar('POST /api/verificacion/actas/:acta/aceptacion', () =>
      rechazo(409, 'ASIGNACION_VENCIDA', 'Terminó el tiempo para verificar esta acta. Pida la siguiente.'),
    );
    await teclas('a');
    await page.getByText('El acta ya no está con usted').waitFor();
    await enfoca(page, 'Pedir la siguiente');
    await expectBienHecha(page);
    contestarVerificacion(servidor, [porVerificar(2, servidor.actas[2]?.sha256 ?? '')]);
    await teclas('Enter');
    await page.getByText('Sección 1206 · Contigua 4').waitFor();
    await aLaVista(page);
  });

  test('little time left is said, and that it is over', async () => {
    const { page, abrir, servidor } = escena();
    const acta = porVerificar(0, servidor.actas[0]?.sha256 ?? '');
    contestarVerificacion(servidor, [{ ...acta, vence: '2027-06-07T02:41:05.000Z' }]);
    await abrir('verificador', RUTA);
    await page.getByText('Terminó el tiempo de esta acta').waitFor();
    await expectBienHecha(page);
  });

  test('the server that does not answer is said from the beginning, with what to do', async () => {
    const { page, abrir, servidor } = escena();
    servidor.contestar('POST /api/verificacion/siguiente', () =>
      rechazo(503, 'BASE_NO_DISPONIBLE', 'La base de datos no contesta. Nada se perdió; intente otra vez.'),
    );
    await abrir('verificador', RUTA);
    await page.getByText('No se pudo pedir un acta').waitFor();
    await expectBienHecha(page);
    contestarVerificacion(servidor, [porVerificar(0, servidor.actas[0]?.sha256 ?? '')]);
    await page.getByRole('button', { name: 'Reintentar' }).press('Enter');
    await aLaVista(page);
  });

  test('every key is explained by one key', async () => {
    const { page, abrir, teclas } = escena();
    await abrir('verificador', RUTA);
    await aLaVista(page);
    await teclas('+', 'c', 'n', 'r', '?');
    await page.getByRole('dialog').getByText('marcar el campo').waitFor();
    await expectBienHecha(page);
    await teclas('Enter');
    await aLaVista(page);
  });
});
