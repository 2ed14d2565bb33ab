import { expect, test } from 'vitest';
import { aLaVista, describePantalla, enfoca, enLista, expectBienHecha } from '../pruebas/con-actas.ts';
import { actaNumero } from '../pruebas/datos.ts';
import { rechazo } from '../pruebas/servidor-de-prueba.ts';

const LISTA = '/identificaciones';
const api = (n: number, accion: string) => `/api/identificaciones/${actaNumero(n)}/${accion}`;

describePantalla('identifications', (escena) => {
  test('the list says what each was registered as and what it would be; Enter opens both side by side', async () => {
    const { page, abrir, teclas, ultimo } = escena();
    await abrir('coordinador_ccv', LISTA);
    await enLista(page);
    expect(await page.getByRole('row').allInnerTexts()).toEqual([
      expect.stringContaining('Se propone'),
      expect.stringMatching(/Sección 1204 · Contigua 2.*Sección 1204 · Básica/s),
      expect.stringMatching(/Sección 1205 · Contigua 3.*Fuera de catálogo: Sección 9871/s),
    ]);
    await expectBienHecha(page);
    await teclas('Enter');
    await page.getByRole('region', { name: 'Se registró como' }).getByText('Contigua 2').waitFor();
    await page.getByRole('region', { name: 'Se propone' }).getByText('Básica').waitFor();
    await page.getByText('El encabezado dice Básica').waitFor();
    await aLaVista(page, 'Identificación');
    await expectBienHecha(page);
    await teclas('a');
    await enfoca(page, 'Aceptar');
    await expectBienHecha(page);
    await teclas('Enter');
    await page
      .getByText('Aceptó: la imagen de Sección 1204 · Contigua 2 es Sección 1204 · Básica.')
      .waitFor();
    expect(ultimo()?.ruta).toBe(api(0, 'confirmacion'));
    await enfoca(page, 'Identificaciones');
  });

  test('one fuera de catálogo is rejected with a reason, which stays if the server refuses', async () => {
    const { page, abrir, teclas, ultimo, servidor } = escena();
    servidor.contestar('POST /api/identificaciones/:acta/rechazo', () =>
      rechazo(409, 'MISMA_PERSONA', 'La propuso usted: la decide otra persona.'),
    );
    await abrir('coordinador_ccv', `${LISTA}/${actaNumero(1)}`);
    await page.getByText('Dice: «Sección 9871, tipo B (no existe en el catálogo)»').waitFor();
    await aLaVista(page, 'Identificación');
    await expectBienHecha(page);
    await teclas('x');
    await page.keyboard.type('Sí existe, es la 0871');
    await teclas('Enter');
    await page.getByRole('alert').getByText('La propuso usted').waitFor();
    expect(await page.getByLabel('Razón').inputValue()).toBe('Sí existe, es la 0871');
    expect(ultimo()).toMatchObject({ ruta: api(1, 'rechazo'), cuerpo: { razon: 'Sí existe, es la 0871' } });
    await expectBienHecha(page);
  });

  test('nothing pending, and a proposal that somebody else decided, are said', async () => {
    const { page, abrir, servidor } = escena();
    servidor.contestar('GET /api/identificaciones', () => ({ cuerpo: { pendientes: [] } }));
    await abrir('coordinador_ccv', LISTA);
    await page.getByText('No hay identificaciones por confirmar').waitFor();
    await expectBienHecha(page);
    await page.goto(`${LISTA}/${actaNumero(0)}`);
    await page.getByText('Esta propuesta ya no está pendiente').waitFor();
    await expectBienHecha(page);
  });
});
