import { readFile } from 'node:fs/promises';
import { beforeEach, expect, test, vi } from 'vitest';
import type { CargaDePersonas, PersonaEnLista } from '../../../src/acceso/contrato.ts';
import { describeEnNavegador } from '../pruebas/en-navegador.ts';
import { expectAccesible, expectSinDesborde, type PaginaVigilada } from '../pruebas/navegador.ts';
import { levantarServidorDePrueba, rechazo, type ServidorDePrueba } from '../pruebas/servidor-de-prueba.ts';

const NOMBRES = ['Ana Lilia Ruiz Cano', 'Bruno Soto Lara', 'Carmen Ávila Peña', 'Diego Tovar Ríos'];

function persona(n: number, cambios: Partial<PersonaEnLista> = {}): PersonaEnLista {
  return {
    clave: `cap-${String(n).padStart(4, '0')}`,
    nombre: `${NOMBRES[n % NOMBRES.length]}`,
    ...{ rol: 'capturista', nombreDeRol: 'Capturista', centro: 'CCV', estado: 'activa', cotejo: null },
    ...{ segundoFactor: 'sin_enrolar', fallas: 0 },
    sesion: { desde: '2027-06-07T00:12:00.000Z', ultima: '2027-06-07T02:40:00.000Z' },
    ...cambios,
  };
}

describeEnNavegador('people', levantarServidorDePrueba, (actual) => {
  let servidor: ServidorDePrueba;
  let pagina: PaginaVigilada;
  let personas: PersonaEnLista[];

  beforeEach(() => {
    ({ servidor, pagina } = actual());
    servidor.entrarComo('coordinador_ccv');
    personas = [
      persona(1, { estado: 'por_confirmar', cotejo: '4182', sesion: null }),
      persona(2),
      persona(3, { estado: 'bloqueada', fallas: 10, sesion: null }),
    ];
    servidor.contestar('GET /api/personas', () => ({ cuerpo: { personas } }));
  });
  const change = (clave: string | undefined, cambios: Partial<PersonaEnLista>) => {
    personas = personas.map((one) => (one.clave === clave ? { ...one, ...cambios } : one));
    return { cuerpo: { persona: personas.find((one) => one.clave === clave) } };
  };

  test('who waits is seen first, with the digits to compare aloud, and is confirmed by keyboard', async () => {
    const { page } = pagina;
    servidor.contestar('POST /api/personas/:clave/confirmacion', ({ parametros }) =>
      change(parametros.clave, { estado: 'activa', cotejo: null }),
    );
    await page.goto('/personas');
    await page.getByText('4182').waitFor();
    await page.getByText('que lea en voz alta los cuatro números').waitFor();
    await expectAccesible(page);
    await expectSinDesborde(page);
    await page.getByRole('button', { name: 'Coinciden: confirmar a Bruno Soto Lara' }).press('Enter');
    await page
      .getByRole('status')
      .getByText('Bruno Soto Lara ya puede entrar.')
      .waitFor({ state: 'attached' });
    await page.getByText('4182').waitFor({ state: 'detached' });
  });

  test('who begins to wait appears by itself', async () => {
    const { page } = pagina;
    personas = [persona(2)];
    await page.goto('/personas');
    await page.getByRole('row', { name: /Carmen/ }).waitFor();
    personas = [persona(2), persona(8, { estado: 'por_confirmar', cotejo: '7310', sesion: null })];
    await page.getByText('7310').waitFor();
  });

  test('a person is found by keyboard, unlocked, and their session ended', async () => {
    const { page } = pagina;
    servidor.contestar('POST /api/personas/:clave/desbloqueo', ({ parametros }) =>
      change(parametros.clave, { estado: 'activa', fallas: 0 }),
    );
    servidor.contestar('POST /api/personas/:clave/cierre', ({ parametros }) =>
      change(parametros.clave, { sesion: null }),
    );
    await page.goto('/personas');
    await page.getByText('10 fallas seguidas').waitFor();
    await page.keyboard.type('tovar');
    await page.getByText('1 persona').waitFor();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    // A second Enter, by haste, does nothing to anybody.
    await dialog.getByRole('button', { name: 'Cerrar', exact: true }).and(page.locator(':focus')).waitFor();
    await dialog.getByRole('button', { name: 'Desbloquear' }).press('Enter');
    await dialog.getByText('Ya puede volver a intentar entrar.').waitFor();
    await dialog.getByRole('button', { name: 'Desbloquear' }).waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: 'Buscar' }).fill('carmen');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Cerrar su sesión' }).press('Enter');
    await dialog.getByText('Ninguna abierta').waitFor();
  });

  test('nobody is revoked without a reason, and a refusal is told where it was asked', async () => {
    const { page } = pagina;
    servidor.contestar('POST /api/personas/:clave/revocacion', () =>
      rechazo(403, 'SIN_PERMISO', 'Esa persona es de otro centro: decide la coordinación de allá.'),
    );
    await page.goto('/personas');
    await page.getByRole('row', { name: /Carmen/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Revocar su acceso…' }).click();
    expect(await dialog.getByRole('button', { name: 'Revocar' }).isDisabled()).toBe(true);
    await page.keyboard.type('Dejó el centro a media noche');
    await expectAccesible(page);
    await dialog.getByRole('button', { name: 'Revocar' }).click();
    await dialog.getByRole('alert').getByText('decide la coordinación de allá').waitFor();
    expect(servidor.pedidos.findLast(({ metodo }) => metodo === 'POST')?.cuerpo).toEqual({
      razon: 'Dejó el centro a media noche',
    });
    servidor.contestar('POST /api/personas/:clave/revocacion', ({ parametros }) =>
      change(parametros.clave, { estado: 'revocada', sesion: null }),
    );
    await dialog.getByRole('button', { name: 'Revocar' }).click();
    await dialog.getByText('Su acceso se revocó.').waitFor();
    await dialog.getByRole('button', { name: 'Revocar su acceso…' }).waitFor({ state: 'detached' });
  });

  test('3,800 people are searched, and only those in sight are drawn', async () => {
    const { page } = pagina;
    personas = Array.from({ length: 3800 }, (_, n) => persona(n));
    await page.goto('/personas');
    await page.getByText('3,800 personas').waitFor();
    expect(await page.getByRole('row').count()).toBeLessThan(50);
    await page.getByRole('combobox', { name: 'Buscar' }).fill('avila cap-3714');
    await page.getByRole('row', { name: /cap-3714/ }).waitFor();
    await expectSinDesborde(page);
  });

  test('the administration gives a new code, once', async () => {
    const { page } = pagina;
    servidor.entrarComo('administrador');
    await page.goto('/personas');
    await page.getByRole('row', { name: /Carmen/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Dar un código nuevo' }).click();
    await page.getByText('RANA-4821-LUNA').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('row', { name: /Carmen/ }).click();
    await page.getByRole('dialog').waitFor();
    expect(await page.getByText('RANA-4821-LUNA').count()).toBe(0);
  });

  const CSV = {
    name: 'personas.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('nombre,rol,centro\nA,x,y\n'),
  };

  test('a file with errors shows all of them, with line and column, and loads nothing', async () => {
    const { page } = pagina;
    servidor.entrarComo('administrador');
    const errores = [
      { linea: 2, columna: 'rol', mensaje: '«x» no es una función. Las que hay: capturista, verificador…' },
      { linea: 2, columna: 'centro', mensaje: '«y» no es un centro del proceso.' },
    ];
    servidor.contestar('POST /api/personas/carga', () => ({
      cuerpo: { personas: 1, nuevas: 0, errores, talones: null } satisfies CargaDePersonas,
    }));
    await page.goto('/personas/carga');
    await page.getByLabel('Archivo').setInputFiles(CSV);
    await page.getByRole('button', { name: 'Revisar' }).press('Enter');
    await page.getByRole('heading', { name: 'personas.csv: 2 errores' }).waitFor();
    await page.getByRole('row', { name: /2 centro «y» no es un centro/ }).waitFor();
    expect(await page.getByRole('button', { name: /^Cargar/ }).count()).toBe(0);
    await expectAccesible(page);
    await expectSinDesborde(page);
  });

  test('a file without errors is loaded when it is said so, and the slips are downloaded as they came', async () => {
    const { page } = pagina;
    servidor.entrarComo('administrador');
    const pdf = Buffer.from('%PDF-1.7 talones ñ');
    servidor.contestar('POST /api/personas/carga', ({ cuerpo }) => {
      const { modo } = cuerpo as { modo: string };
      const talones = modo === 'cargar' ? pdf.toString('base64') : null;
      return { cuerpo: { personas: 150, nuevas: 148, errores: [], talones } satisfies CargaDePersonas };
    });
    await page.goto('/personas/carga');
    // Latin-1, as older spreadsheets write it.
    const latin = Buffer.from('nombre,rol,centro\nPe\xf1a,capturista,CCV\n', 'latin1');
    await page.getByLabel('Archivo').setInputFiles({ ...CSV, buffer: latin });
    await page.getByRole('button', { name: 'Revisar' }).click();
    await page.getByText('2 estaban ya cargadas y no cambian').waitFor();
    expect(servidor.pedidos.map(({ cuerpo }) => cuerpo).at(-1)).toEqual({
      csv: 'nombre,rol,centro\nPeña,capturista,CCV\n',
      modo: 'revisar',
    });
    await page.getByRole('button', { name: 'Cargar 148 personas nuevas' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Descargar los talones (PDF)' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('talones-de-activacion.pdf');
    expect(await readFile(await download.path())).toEqual(pdf);
    await expectAccesible(page);
  });

  test('accesses come newest first, are brought up to date, searched, and continued backwards', async () => {
    const { page } = pagina;
    const acceso = (seq: number) => ({
      ...{ seq, momento: '2027-06-07T02:33:20.000Z', lugar: 'CCV' },
      ...(seq % 3 === 0
        ? { persona: 'cap-0003', tipo: 'entrada_fallida', que: 'Contraseña equivocada, desde 10.0.4.17' }
        : { persona: 'cap-0001', tipo: 'sesion_abierta', que: 'Entró desde 10.0.4.17' }),
    });
    let ultimo = 20;
    servidor.contestar('GET /api/accesos', ({ ruta }) => {
      const query = new URL(ruta, 'http://servidor').searchParams;
      const from = Number(query.get('despuesDe') ?? 0);
      const to = Number(query.get('antesDe') ?? ultimo + 1);
      const found = Array.from({ length: to - from - 1 }, (_, i) => acceso(to - 1 - i)).slice(0, 10);
      return { cuerpo: { accesos: found } };
    });
    await page.goto('/accesos');
    await page.getByRole('row').nth(10).waitFor();
    await expectAccesible(page);
    await expectSinDesborde(page);
    ultimo = 21;
    await page.getByRole('row').nth(11).waitFor();
    for (let i = 0; i < 2; i += 1) await page.getByRole('button', { name: 'Ver anteriores' }).click();
    await page.getByRole('button', { name: 'Ver anteriores' }).waitFor({ state: 'detached' });
    expect(await page.getByRole('row').count()).toBe(22);
    await page.getByRole('searchbox').fill('cap-0003');
    await vi.waitFor(async () => expect(await page.getByRole('row').count()).toBe(8));
  });
});
