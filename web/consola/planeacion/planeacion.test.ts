/** The screens of planeación over the real server, with the plan of November 2023 loaded, by whoever keeps it and whoever reads it. */

import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Cliente, type ConsolaDePrueba, withConsola } from '../../../pruebas/apoyo/consola.ts';
import { chromium, describeSiHay, RAIZ } from '../../../pruebas/apoyo/disponible.ts';
import { must } from '../../../pruebas/apoyo/fases.ts';
import { decideCargarCarpeta, readCarpeta } from '../../../src/planeacion/carpeta.ts';
import type { FichaConHistoria, FichaEnPantalla, Fichas } from '../../../src/planeacion/contrato.ts';
import { createPlaneacion } from '../../../src/planeacion/servicio.ts';
import { enfoca, expectBienHecha } from '../pruebas/con-actas.ts';
import { consolaConstruida } from '../pruebas/construida.ts';
import { abrirNavegador, abrirPagina, type PaginaVigilada } from '../pruebas/navegador.ts';

const RUTA = '/api/planeacion';
const HOY = '2023-11-28T18:00:00.000Z';
const CARPETA = join(RAIZ, 'procesos', 'michoacan-2023', 'planeacion');
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n');

describeSiHay('planeación', chromium(), 'un Chromium', (executablePath) => {
  let consola: ConsolaDePrueba;
  let browser: Browser;
  let interna: Cliente;
  let otra: Cliente;
  let carpeta: string;
  const abiertas: PaginaVigilada[] = [];

  beforeAll(async () => {
    [consola, browser] = await Promise.all([
      consolaConstruida().then((construida) => withConsola({ construida })),
      abrirNavegador(executablePath),
    ]);
    const { reloj } = consola.noche;
    reloj.pass((Date.parse(HOY) - Date.parse(reloj.now())) / 1000);
    await loadSemilla();
    interna = await consola.entrar('instancia_interna', { nombre: 'Lucía Ávila' });
    otra = await consola.entrar('instancia_interna', { nombre: 'Bruno Soto' });
    carpeta = mkdtempSync(join(tmpdir(), 'prep-planeacion-'));
  });
  afterAll(async () => {
    await browser?.close();
    await consola?.stop();
    if (carpeta !== undefined) rmSync(carpeta, { recursive: true, force: true });
  });
  afterEach(async () => {
    for (const pagina of abiertas.splice(0)) {
      await pagina.cerrar();
      expect(pagina.faltas).toEqual([]);
    }
  });

  async function loadSemilla(): Promise<void> {
    const { bitacora, pool } = consola.noche.base;
    const azar = (bytes: number) => Buffer.alloc(bytes, 7);
    const planeacion = createPlaneacion({ bitacora, pool, now: consola.noche.reloj.now, azar });
    const semilla = must(readCarpeta(CARPETA));
    must(
      await planeacion.cargar({ persona: 'prueba', lugar: 'CCV', idempotencia: undefined }, (estado) => {
        const hecho = must(decideCargarCarpeta(estado, semilla, 'michoacan-2023'));
        return { ok: true as const, value: { hecho, valor: null } };
      }),
    );
  }

  async function enPantalla(quien: Cliente, ruta: string): Promise<Page> {
    const pagina = await abrirPagina(browser, consola.direccion);
    abiertas.push(pagina);
    await pagina.context.addCookies(quien.cookies);
    await pagina.page.goto(ruta);
    return pagina.page;
  }

  async function nuevaActividad(numero: string): Promise<FichaEnPantalla<'actividades'>> {
    const valores = { numero, descripcion: 'Probar', inicio: '2023-11-01', termino: '2023-11-20' };
    const made = await interna.post(`${RUTA}/fichas/actividades`, { valores });
    expect(made.estado).toBe(200);
    return made.cuerpo;
  }

  function cambiar(quien: Cliente, { id, version }: FichaEnPantalla, cambios: object) {
    const ruta = `${RUTA}/fichas/actividades/${id}`;
    return quien.pedir({ metodo: 'PUT', ruta, cuerpo: { version, cambios } });
  }

  async function leer(id: string): Promise<FichaConHistoria<'actividades'>> {
    return (await interna.get(`${RUTA}/fichas/actividades/${id}`)).cuerpo;
  }

  test('the board says what is late, what is due, the report that comes and what it lacks', async () => {
    const page = await enPantalla(interna, '/planeacion');
    await page.getByText('El informe de noviembre de 2023 se envía al INE a más tardar').waitFor();
    await page.getByText('cosas le faltan').waitFor();
    await page
      .getByRole('region', { name: 'Atrasado' })
      .getByRole('link', { name: /^14\.4 / })
      .waitFor();
    expect(await page.getByRole('button', { name: /Producir el informe/ }).count()).toBe(0);
    await expectBienHecha(page);
  });

  test('the report that lacks something is produced only by saying so, and comes as a DOCX', async () => {
    const page = await enPantalla(interna, '/planeacion');
    await page.getByLabel('Producirlo aunque le falte').check();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Producir el informe (DOCX)' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/2023-11.*\.docx$/);
    const stream = await download.createReadStream();
    const [first] = (await stream.take(1).toArray()) as [Buffer];
    expect(first.subarray(0, 2).toString()).toBe('PK');
    await page.getByText(/Se descargó .*\.docx/).waitFor();
  });

  test('an activity is added, says what it lacks, is changed, and its history tells both', async () => {
    const page = await enPantalla(interna, '/planeacion/actividades/nueva');
    await page.getByRole('button', { name: 'Agregar actividad' }).click();
    await page.getByText('No se guardó: faltan datos').waitFor();
    await enfoca(page, 'numero');
    await expectBienHecha(page);
    await page.keyboard.type('90.1');
    await page.getByLabel('Actividad *').fill('Revisar las imágenes del simulacro');
    await page.getByRole('textbox', { name: /^Inicio/ }).fill('2023-11-20');
    await page.getByRole('textbox', { name: /^Término/ }).fill('2023-11-10');
    await page.getByRole('button', { name: 'Agregar actividad' }).click();
    await page.getByText(/terminaría el 10 de noviembre de 2023, antes de empezar/).waitFor();
    expect(await page.getByLabel('Actividad *').inputValue()).toBe('Revisar las imágenes del simulacro');
    await page.getByRole('textbox', { name: /^Término/ }).fill('2023-11-30');
    await page.getByRole('button', { name: 'Agregar actividad' }).click();
    await page.getByRole('heading', { name: '90.1 Revisar las imágenes del simulacro' }).waitFor();
    await page.getByLabel('Estado').selectOption('En curso');
    await page.getByRole('button', { name: 'Agregar avance' }).click();
    await page.getByLabel('Fecha').fill('2023-11-21');
    await page.getByLabel('Qué se hizo').fill('Se revisaron *todas*.');
    await page.getByRole('button', { name: 'Guardar los cambios' }).click();
    await page.getByText('Guardado.').waitFor();
    await page.getByText('Cambió estado, avances').waitFor();
    const id = page.url().split('/').at(-1) ?? '';
    expect((await leer(id)).ficha?.valores).toMatchObject({
      numero: '90.1',
      estado: 'en_curso',
      avances: [{ fecha: '2023-11-21', texto: 'Se revisaron *todas*.' }],
    });
    await page.getByText('2 campos: antes y después').click();
    await expectBienHecha(page);
  });

  test('two people change the same: both values are shown, and neither is lost', async () => {
    const ficha = await nuevaActividad('91');
    const page = await enPantalla(interna, `/planeacion/actividades/${ficha.id}`);
    await page.getByLabel('Actividad *').fill('Como yo digo');
    await page.getByLabel('Entregable', { exact: true }).fill('Acta');
    const theirs = await cambiar(otra, ficha, { descripcion: 'Como dice Bruno', area: 'COTAPREP' });
    expect(theirs.estado).toBe(200);
    await page.getByRole('button', { name: 'Guardar los cambios' }).click();
    const dialog = page.getByRole('dialog', { name: 'Alguien más cambió lo mismo' });
    await dialog.getByText('Como dice Bruno').waitFor();
    await dialog.getByText('Como yo digo').waitFor();
    expect(await dialog.getByRole('button', { name: 'Guardar lo elegido' }).isDisabled()).toBe(true);
    expect((await leer(ficha.id)).ficha?.valores.descripcion).toBe('Como dice Bruno');
    await expectBienHecha(page);
    await dialog.getByRole('button', { name: 'Seguir escribiendo' }).click();
    expect(await page.getByLabel('Actividad *').inputValue()).toBe('Como yo digo');
    await page.getByRole('button', { name: 'Guardar los cambios' }).click();
    await dialog.getByLabel('Lo que usted escribió').check();
    await dialog.getByRole('button', { name: 'Guardar lo elegido' }).click();
    await page.getByText('Guardado.').waitFor();
    const { ficha: saved, historia } = await leer(ficha.id);
    expect(saved?.valores).toMatchObject({
      descripcion: 'Como yo digo',
      entregable: 'Acta',
      area: 'COTAPREP',
    });
    expect(historia.map(({ persona }) => persona)).toEqual(['ins-001', 'ins-002', 'ins-001']);
  });

  test('what was typed is there on coming back from another screen, and can be given up', async () => {
    const ficha = await nuevaActividad('92');
    const page = await enPantalla(interna, `/planeacion/actividades/${ficha.id}`);
    await page.getByLabel('Actividad *').fill('A medias');
    await page.getByRole('link', { name: 'Calendario' }).click();
    await page.getByRole('heading', { name: /Calendario, noviembre/ }).waitFor();
    await page.goBack();
    await page.getByText('Aquí está lo que había escrito').waitFor();
    expect(await page.getByLabel('Actividad *').inputValue()).toBe('A medias');
    await page.getByRole('button', { name: 'Descartarlos' }).click();
    expect(await page.getByLabel('Actividad *').inputValue()).toBe('Probar');
  });

  test('evidence is kept with its name; a file of 60 MB is refused before it is sent', async () => {
    const ficha = await nuevaActividad('93');
    const page = await enPantalla(interna, `/planeacion/actividades/${ficha.id}`);
    const big = join(carpeta, 'video.pdf');
    writeFileSync(big, PDF);
    truncateSync(big, 60 * 1024 * 1024);
    const input = page.getByLabel('Evidencias: elegir archivos');
    await input.setInputFiles(big);
    await page.getByText('video.pdf no se guardó').waitFor();
    await page.getByText('Pesa 60.0 MB y el máximo es 50 MB').waitFor();
    await input.setInputFiles({ name: 'oficio firmado.pdf', mimeType: 'application/pdf', buffer: PDF });
    await page.getByRole('link', { name: 'oficio firmado.pdf' }).waitFor();
    await input.setInputFiles({
      name: 'foto.png',
      mimeType: 'image/png',
      buffer: Buffer.from('no soy una foto'),
    });
    await page.getByText('foto.png no se guardó').waitFor();
    await page.getByRole('button', { name: 'Guardar los cambios' }).click();
    await page.getByText('Guardado.').waitFor();
    expect((await leer(ficha.id)).ficha?.valores.evidencias).toMatchObject([
      { nombre: 'oficio firmado.pdf', bytes: PDF.length },
    ]);
    const href = await page.getByRole('link', { name: 'oficio firmado.pdf' }).getAttribute('href');
    expect((await interna.get(href ?? '')).estado).toBe(200);
    await expectBienHecha(page);
  });

  test('a plan with impossible dates lists every one with its activity, and is loaded once corrected', async () => {
    const page = await enPantalla(interna, '/planeacion/importar');
    await page.getByLabel('Hoja del plan').setInputFiles(hoja('31 de noviembre'));
    await page.getByRole('button', { name: 'Revisar' }).click();
    await page.getByRole('heading', { name: 'plan.csv: 2 errores' }).waitFor();
    await page.getByRole('row', { name: /1000 .*31 de noviembre no existe/ }).waitFor();
    await page.getByRole('row', { name: /1001 .*31 de noviembre no existe/ }).waitFor();
    expect(await page.getByRole('button', { name: 'Cargar el plan' }).count()).toBe(0);
    await expectBienHecha(page);
    await page.getByLabel('Hoja del plan').setInputFiles(hoja('30 de noviembre'));
    await page.getByRole('button', { name: 'Revisar' }).click();
    await page.getByText('300 actividades nuevas').waitFor();
    await page.getByRole('button', { name: 'Cargar el plan' }).click();
    await page.getByText('El plan quedó cargado').waitFor();
    const { cuerpo } = await interna.get<Fichas<'actividades'>>(`${RUTA}/fichas/actividades`);
    expect(cuerpo.fichas.filter(({ valores }) => Number(valores.numero) >= 1000)).toHaveLength(300);
    await page.getByRole('link', { name: 'Ver las actividades' }).click();
    await page.getByRole('grid', { name: 'Gantt de actividades' }).waitFor();
  });

  /** 300 activities of December, two of which end in November. */
  function hoja(termino: string) {
    const rows = Array.from({ length: 300 }, (_, i) => {
      const fin = i < 2 ? termino : '20 de diciembre';
      return `${1000 + i},Actividad inventada ${i},Informe,${i < 2 ? '1 de noviembre' : '1 de diciembre'},${fin},Instancia interna`;
    });
    const csv = `Núm.,Actividades,Entregable,Inicio,Término,Área Responsable\n${rows.join('\n')}\n`;
    return { name: 'plan.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
  }

  test('the Gantt is read and opened by keyboard, with few nodes, and its table has the same rows', async () => {
    const page = await enPantalla(interna, '/planeacion/actividades');
    const grid = page.getByRole('grid', { name: 'Gantt de actividades' });
    await grid.waitFor();
    expect(Number(await grid.getAttribute('aria-rowcount'))).toBeGreaterThan(300);
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'grid');
    expect(await page.locator('[role=grid] *').count()).toBeLessThan(600);
    await page.keyboard.press('End');
    await page.getByRole('row', { selected: true }).getByText('Actividad inventada 299').waitFor();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.getByLabel('Periodo').selectOption('noviembre de 2023');
    await page.waitForURL('**/planeacion/actividades?mes=2023-11');
    await page.getByLabel('Buscar').fill('12.1');
    const row = page.getByRole('row', { selected: true });
    await row.getByText('12.1 Remisión').waitFor();
    expect(await row.innerText()).toContain('del 2 al 7 de noviembre de 2023; concluida; terminada');
    await expectBienHecha(page);
    await page.getByLabel('Tabla').check();
    await page.getByRole('grid', { name: 'Actividades', exact: true }).waitFor();
    expect(await page.getByRole('row', { selected: true }).innerText()).toContain('12.1');
    await expectBienHecha(page);
    await page.getByLabel('Buscar').press('Enter');
    await page.getByRole('heading', { name: /^12\.1 Remisión al INE/ }).waitFor();
  });

  test('the calendar has sessions and deadlines, and an address for other programs that can be revoked', async () => {
    const page = await enPantalla(otra, '/planeacion/calendario');
    await page.getByRole('heading', { name: 'Calendario, noviembre de 2023' }).waitFor();
    await page.getByRole('link', { name: '18:00 Sesión Ordinaria Virtual COTAPREP' }).waitFor();
    await page.getByLabel('Para qué es').fill('Mi teléfono');
    await page.getByRole('button', { name: 'Crear una dirección' }).click();
    const address = await page.getByLabel('Dirección del calendario').inputValue();
    const ical = await fetch(address);
    expect(await ical.text()).toContain('Sesión Ordinaria Virtual COTAPREP');
    await expectBienHecha(page);
    await page.getByRole('button', { name: 'Revocar Mi teléfono' }).click();
    await expect.poll(async () => (await fetch(address)).status, { timeout: 20_000 }).toBe(404);
    await page.getByRole('button', { name: 'Mes siguiente' }).click();
    await page.waitForURL('**/planeacion/calendario?mes=2023-12');
    await page.getByRole('heading', { name: 'Calendario, diciembre de 2023' }).waitFor();
  });

  test('a search finds across everything without accents, and opens what it found', async () => {
    const page = await enPantalla(interna, '/planeacion/buscar');
    await page.getByLabel('Palabras').fill('sesion instalacion cotaprep');
    await page.getByRole('link', { name: '11.1 Sesión de instalación del COTAPREP.' }).waitFor();
    await page.waitForURL('**/planeacion/buscar?q=sesion+instalacion+cotaprep');
    await expectBienHecha(page);
    await page.getByLabel('Palabras').fill('nada de esto existe');
    await page.getByText('Nada coincide').waitFor();
    await page.getByLabel('Palabras').fill('3668');
    await page.getByRole('link', { name: 'INE/UTSI/3668/2023' }).click();
    await page.getByRole('heading', { name: 'INE/UTSI/3668/2023' }).waitFor();
  });

  test('an observation shows its thread: letter, observation and answer', async () => {
    const page = await enPantalla(interna, '/planeacion/observaciones/obs-1');
    const hilo = page.getByRole('region', { name: 'Hilo' });
    await hilo.getByRole('link', { name: /^IEM\/P\/1067\/2023/ }).waitFor();
    const steps = await hilo.getByRole('link').allInnerTexts();
    const places = ['INE/UTSI/3668/2023', 'Observación de UTSI', 'IEM/P/1067/2023'].map((name) =>
      steps.findIndex((step) => step.startsWith(name)),
    );
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThanOrEqual(0);
    await expectBienHecha(page);
  });

  test('who only reads has no forms, no buttons to write, and cannot import', async () => {
    const lectora = await consola.entrar('consejeria');
    const page = await enPantalla(lectora, '/planeacion/oficios');
    await page.getByRole('row', { name: /INE\/UTSI\/3668\/2023/ }).waitFor();
    expect(await page.getByRole('link', { name: /^Agregar/ }).count()).toBe(0);
    await expectBienHecha(page);
    await page.goto('/planeacion/sesiones/ses-1');
    await page.getByRole('cell', { name: 'Mtra. Viridiana Villaseñor Aguirre' }).waitFor();
    expect(await page.getByRole('textbox').count()).toBe(0);
    expect(await page.getByRole('button', { name: /Guardar|Retirar/ }).count()).toBe(0);
    await expectBienHecha(page);
    await page.goto('/planeacion/importar');
    await page.getByRole('heading', { level: 1, name: 'Planeación' }).waitFor();
    expect(await page.getByRole('button', { name: 'Revisar' }).count()).toBe(0);
  });

  test('something is retired with its reason, unless others name it', async () => {
    const ficha = await nuevaActividad('94');
    await cambiar(interna, await nuevaActividad('94.1'), { dependencias: [ficha.id] });
    const page = await enPantalla(interna, `/planeacion/actividades/${ficha.id}`);
    await page.getByRole('button', { name: 'Retirar' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Por qué se retira').fill('Se repitió');
    await dialog.getByRole('button', { name: 'Retirar' }).click();
    await dialog.getByText('la citan: la actividad 94.1').waitFor();
    await expectBienHecha(page);
    await dialog.getByRole('button', { name: 'Cancelar' }).click();
    await page.goto('/planeacion/acuerdos');
    await page.getByRole('row', { selected: true }).click();
    await page.getByRole('button', { name: 'Retirar' }).click();
    await dialog.getByLabel('Por qué se retira').fill('Se repitió');
    await dialog.getByRole('button', { name: 'Retirar' }).click();
    await page.getByText('Todavía no hay acuerdos').waitFor();
    await expectBienHecha(page);
  });

  test('a session takes its attendance, and every other form is well made', async () => {
    const page = await enPantalla(interna, '/planeacion/sesiones/ses-3');
    await page.getByRole('button', { name: 'Agregar lista' }).click();
    await page.getByRole('button', { name: 'Agregar persona' }).last().click();
    await page.getByRole('button', { name: 'Guardar los cambios' }).click();
    await page.getByText(/Asistencia, lista \d: Personas, persona 1: Nombre\./).waitFor();
    await expectBienHecha(page);
    for (const coleccion of ['entregables', 'instrumentos', 'hallazgos']) {
      await page.goto(`/planeacion/${coleccion}/nueva`);
      await page.getByRole('heading', { level: 1, name: /^Agregar/ }).waitFor();
      for (const button of await page.getByRole('button', { name: /^Agregar (entrega|hito)$/ }).all())
        await button.click();
      await expectBienHecha(page);
    }
  });

  test('what cannot be had is said, with a way to try again', async () => {
    const page = await enPantalla(interna, '/planeacion/informes');
    await page.getByRole('heading', { name: 'Matriz del numeral 33' }).waitFor();
    await page.getByText('Revisando qué le falta').first().waitFor({ state: 'detached' });
    await expectBienHecha(page);
    for (const [ruta, titulo] of [
      ['/planeacion', 'El tablero no está disponible'],
      ['/planeacion/actividades', 'No se pudo traer el plan'],
      ['/planeacion/calendario', 'No se pudo traer el calendario'],
      ['/planeacion/oficios', 'No se pudo traer la lista'],
      ['/planeacion/oficios/ofi-1043', 'No se pudo abrir'],
    ] as const) {
      await page.route(`**${RUTA}/**`, (route) => route.abort());
      await page.goto(ruta);
      await page.getByText(titulo).waitFor();
      await page.unroute(`**${RUTA}/**`);
      await page.getByRole('button', { name: 'Reintentar' }).click();
      await page.getByText(titulo).waitFor({ state: 'detached' });
    }
  });
});
