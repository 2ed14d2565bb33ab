import type { ServerResponse } from 'node:http';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { chromium, describeSiHay } from '../../../pruebas/apoyo/disponible.ts';
import type { CatalogoEnPantalla, Tablero } from '../../../src/monitoreo/contrato.ts';
import {
  abrirNavegador,
  abrirPagina,
  expectAccesible,
  expectSinDesborde,
  type PaginaVigilada,
} from '../pruebas/navegador.ts';
import { levantarServidorDePrueba, rechazo, type ServidorDePrueba } from '../pruebas/servidor-de-prueba.ts';
import { personasInventadas, tableroInventado } from '../pruebas/tablero-inventado.ts';

const CATALOGO: CatalogoEnPantalla = {
  elecciones: [
    {
      ...{ clave: 'AYUN', nombre: 'AYUNTAMIENTOS', agrupacion: 'municipio' },
      territorios: [
        { id: '053', nombre: 'Morelia' },
        { id: '102', nombre: 'Uruapan' },
      ],
    },
  ],
  catd: [],
};

describeSiHay('the board', chromium(), 'un Chromium', (executablePath) => {
  let browser: Browser;
  let servidor: ServidorDePrueba;
  let pagina: PaginaVigilada;
  let tablero: Tablero;
  let corrientes: ServerResponse[];

  const say = (event: string, datos: unknown) => {
    for (const salida of corrientes) salida.write(`event: ${event}\ndata: ${JSON.stringify(datos)}\n\n`);
  };

  beforeAll(async () => {
    [browser, servidor] = await Promise.all([abrirNavegador(executablePath), levantarServidorDePrueba()]);
  });
  afterAll(async () => {
    await browser?.close();
    await servidor?.cerrar();
  });
  beforeEach(async () => {
    servidor.olvidar();
    servidor.entrarComo('coordinador_ccv');
    tablero = tableroInventado({ personas: personasInventadas(150) });
    corrientes = [];
    servidor.contestar('GET /api/tablero', () => ({ cuerpo: tablero }));
    servidor.contestar('GET /api/tablero/vivo', () => ({
      corriente(salida) {
        corrientes.push(salida);
        salida.write(`event: tablero\ndata: ${JSON.stringify({ ...tablero, personas: null })}\n\n`);
      },
    }));
    servidor.contestar('GET /api/catalogo', () => ({ cuerpo: CATALOGO }));
    pagina = await abrirPagina(browser, servidor.direccion);
  });
  afterEach(async () => {
    await pagina.cerrar();
    expect(pagina.faltas).toEqual([]);
  });

  const enVivo = () => pagina.page.getByRole('status').getByText('En vivo').waitFor();

  test('says what waits, since when, and leads to the acta and to the list', async () => {
    const { page } = pagina;
    await page.goto('/tablero');
    await enVivo();
    const cola = page.getByRole('listitem').filter({ hasText: 'Por capturar' });
    expect(await cola.innerText()).toContain('312');
    expect(await cola.getByRole('link', { name: '10 min, desde las 20:31' }).getAttribute('href')).toBe(
      `/actas/${tablero.colas[1]?.acta}`,
    );
    expect(await cola.getByRole('link', { name: 'Por capturar' }).getAttribute('href')).toBe(
      '/actas?cola=captura&orden=espera',
    );
    expect(await cola.getByRole('img').getAttribute('aria-label')).toMatch(
      /^Salidas por minuto en la última hora: 566 actas; el minuto con más, 15\.$/,
    );
  });

  test('shows captured and counted together, with what is not counted', async () => {
    const { page } = pagina;
    await page.goto('/tablero');
    const row = page.getByRole('row', { name: /^Gubernatura/ });
    await row.waitFor();
    expect((await row.innerText()).replaceAll('\u202f', ' ').split(/\s*\n\s*|\t/)).toEqual(
      expect.arrayContaining(['6,427', '2,666', '41.4812 %', '2,588', '40.2676 %', '78', '31 sin acta']),
    );
  });

  test('nothing that axe objects to, nothing cut', async () => {
    const { page } = pagina;
    const puesta = { eleccion: 'AYUN', territorio: '053', puso: 'coo-001', desde: tablero.ahora };
    servidor.contestar('GET /api/captura/prioridades', () => ({ cuerpo: { prioridades: [puesta] } }));
    await page.goto('/tablero');
    await enVivo();
    await page.getByText('Ayuntamientos, municipio 053 Morelia').waitFor();
    await expectAccesible(page);
    await expectSinDesborde(page);
  });

  test('what the server says arrives by itself', async () => {
    const { page } = pagina;
    await page.goto('/tablero');
    await enVivo();
    await vi.waitFor(() => expect(corrientes).toHaveLength(1));
    const [first, captura, ...rest] = tablero.colas;
    say('tablero', { ...tablero, personas: null, colas: [first, { ...captura!, actas: 298 }, ...rest] });
    await page.getByText('298', { exact: true }).waitFor();
    say('personas', { personas: personasInventadas(3) });
    await page.getByText('2 presentes').waitFor();
  });

  test('a connection that is lost is said with its hour, keeps what there was, and comes back alone', async () => {
    const { page } = pagina;
    await page.goto('/tablero');
    await enVivo();
    await vi.waitFor(() => expect(corrientes).toHaveLength(1));
    servidor.contestar('GET /api/tablero', () => ({ corta: 'antes_de_contestar' }));
    corrientes[0]?.destroy();
    await page.getByText('Sin conexión desde las 20:41').waitFor();
    await page.getByText('312', { exact: true }).waitFor();
    await expectAccesible(page);
    await expectSinDesborde(page);
    servidor.contestar('GET /api/tablero', () => ({ cuerpo: tablero }));
    await enVivo();
  });

  test('a database that is away, a board in preparation and a server that refuses are three different things', async () => {
    const { page } = pagina;
    tablero = { ...tablero, sinBaseDesde: '2027-06-07T02:30:00.000Z' };
    await page.goto('/tablero');
    await page.getByText('La base de datos no responde desde las 20:30').waitFor();
    servidor.contestar('GET /api/tablero', () =>
      rechazo(
        503,
        'TABLERO_NO_DISPONIBLE',
        'El tablero se está preparando: lee lo que ha pasado en la noche.',
      ),
    );
    await page.reload();
    await page.getByRole('alert').getByText('lee lo que ha pasado en la noche').waitFor();
    await expectAccesible(page);
    servidor.contestar('GET /api/tablero', () => ({ cuerpo: { ...tablero, sinBaseDesde: null } }));
    await page.getByRole('heading', { name: 'Colas' }).waitFor({ state: 'attached' });
  });

  test('3,800 people are sorted and searched by keyboard, and only those in sight are drawn', async () => {
    const { page } = pagina;
    tablero = { ...tablero, personas: personasInventadas(3800) };
    await page.goto('/tablero');
    const tabla = page.getByRole('table').filter({ hasText: 'Acuerdo' });
    await tabla.waitFor();
    expect(await tabla.getAttribute('aria-rowcount')).toBe('3801');
    expect(await tabla.getByRole('row').count()).toBeLessThan(60);
    await page.getByRole('button', { name: 'En total' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.getByRole('columnheader', { name: 'En total' }).getAttribute('aria-sort')).toBe(
      'descending',
    );
    await tabla.getByRole('row').nth(1).getByText('159', { exact: true }).waitFor();
    await page.getByRole('searchbox', { name: 'Buscar persona' }).focus();
    await page.keyboard.type('CAP-3713');
    await vi.waitFor(async () => expect(await tabla.getAttribute('aria-rowcount')).toBe('2'));
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('nadie así');
    await page.getByText('Nadie coincide con la búsqueda.').waitFor();
    await expectSinDesborde(page);
  });

  test('few actas say «pocas actas», in each figure that would be luck', async () => {
    const { page } = pagina;
    tablero = { ...tablero, personas: personasInventadas(4).slice(3) };
    await page.goto('/tablero');
    const row = page.getByRole('row', { name: /Diego/ });
    await row.waitFor();
    expect(await row.getByText('pocas actas').count()).toBe(2);
    await page.getByText('no para comparar a unas personas con otras').waitFor();
  });

  test('a priority is put and taken away, and says who put it and when', async () => {
    const { page } = pagina;
    let prioridades: object[] = [];
    servidor.contestar('GET /api/captura/prioridades', () => ({ cuerpo: { prioridades } }));
    servidor.contestar('PUT /api/captura/prioridades', ({ cuerpo }) => {
      const asked = cuerpo as { prioridades: object[] };
      prioridades = asked.prioridades.map((one) => ({ ...one, puso: 'coo-001', desde: tablero.ahora }));
      return { cuerpo: { prioridades } };
    });
    await page.goto('/tablero');
    await page.getByText(/^Ninguna: se reparten/).waitFor();
    await page.getByLabel('Elección').selectOption('AYUN');
    await page.getByLabel('Municipio').selectOption('053');
    await page.getByRole('button', { name: 'Poner primero' }).press('Enter');
    await page.getByText('Ayuntamientos, municipio 053 Morelia').waitFor();
    await page.getByText('coo-001, a las 20:41').waitFor();
    const put = servidor.pedidos.findLast(({ metodo }) => metodo === 'PUT');
    expect(put?.cuerpo).toEqual({ prioridades: [{ eleccion: 'AYUN', territorio: '053' }] });
    expect(put?.idempotencia).toMatch(/^[0-9a-f-]{36}$/);
    await page.getByRole('button', { name: /^Quitar la prioridad: Ayuntamientos/ }).click();
    await page.getByText(/^Ninguna: se reparten/).waitFor();

    servidor.contestar('PUT /api/captura/prioridades', () =>
      rechazo(409, 'TERRITORIO_DESCONOCIDO', 'Ese municipio no está en el catálogo.'),
    );
    await page.getByLabel('Elección').selectOption('AYUN');
    await page.getByRole('button', { name: 'Poner primero' }).click();
    await page.getByRole('alert').getByText('Ese municipio no está en el catálogo.').waitFor();
  });

  test('whoever may not see people sees no names', async () => {
    const { page } = pagina;
    servidor.entrarComo('consejeria');
    tablero = { ...tablero, personas: null };
    await page.goto('/tablero');
    await enVivo();
    expect(await page.getByRole('heading', { name: 'Personas' }).count()).toBe(0);
    expect(await page.getByRole('heading', { name: 'Prioridades' }).count()).toBe(0);
  });

  test('a session that ends asks to log in over the board, and the board goes on', async () => {
    const { page } = pagina;
    await page.goto('/tablero');
    await enVivo();
    await vi.waitFor(() => expect(corrientes).toHaveLength(1));
    servidor.sesion = null;
    servidor.contestar('GET /api/tablero', () =>
      servidor.sesion === null
        ? rechazo(401, 'SIN_SESION', 'Su sesión terminó. Entre otra vez.')
        : { cuerpo: tablero },
    );
    say('fin', {});
    await page.getByRole('dialog').waitFor();
    expect(await page.getByText('312', { exact: true }).count()).toBe(1);
    await page
      .getByRole('dialog')
      .getByLabel(/Contraseña/)
      .fill('noche de junio');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await enVivo();
  });
});
