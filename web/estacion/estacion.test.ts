/** The page of the station in Chromium, over a station that works: its own disk and queue, and a server that answers. */

import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { chromium, describeSiHay } from '../../pruebas/apoyo/disponible.ts';
import { type ServidorFalso, startServidorFalso } from '../../pruebas/catd/servidor-falso.ts';
import { DISCO } from '../../src/catd/disco.ts';
import { runEstacion } from '../../src/catd/estacion.ts';
import {
  ACTAS,
  archivoFalso,
  type Banco,
  createBanco,
  createRelojes,
  EQUIPO,
  must,
  type PaginaFalsa,
  procesarFalso,
  sha256,
  until,
} from '../../src/catd/pruebas/banco.ts';
import type { Procesar } from '../../src/catd/tomar.ts';
import { ok } from '../../src/dominio/result.ts';
import { construirEstacion } from '../../src/servidor/construir-estacion.ts';
import {
  abrirNavegador,
  abrirPagina,
  expectAccesible,
  expectSinDesborde,
  type PaginaVigilada,
} from '../consola/pruebas/navegador.ts';

const HOJA = await sharp({ create: { width: 340, height: 520, channels: 3, background: '#fffdf7' } })
  .jpeg()
  .toBuffer();

/** As the false one, but what is published can be seen. */
const procesar: Procesar = async (bytes) => {
  const read = await procesarFalso(bytes);
  if (!read.ok) return read;
  return ok(
    read.value.map((pagina, i) => {
      const picture = Buffer.concat([HOJA, Buffer.from(`${i}`), bytes]);
      return {
        ...pagina,
        miniatura: HOJA,
        publicada: { bytes: picture, sha256: sha256(picture), ancho: 340, alto: 520 },
      };
    }),
  );
};

describeSiHay('the page of the station', chromium(), 'un Chromium', (executablePath) => {
  let browser: Browser;
  let construida: string;
  let servidor: ServidorFalso;
  let banco: Banco;
  let direccion: string;
  let alto: AbortController;
  let fin: Promise<unknown>;
  let vigilada: PaginaVigilada;
  let page: Page;
  let libres: number;

  beforeAll(async () => {
    browser = await abrirNavegador(executablePath);
    construida = must(await construirEstacion(() => undefined));
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    servidor = await startServidorFalso();
    banco = createBanco(servidor.direccion);
    servidor.registrar(EQUIPO, banco.identidad.publica);
    alto = new AbortController();
    libres = 50 * 1024 ** 3;
    direccion = await start();
    vigilada = await abrirPagina(browser, new URL(direccion).origin);
    page = vigilada.page;
    await page.goto(direccion);
    await page.getByText('En línea').waitFor();
  });
  afterEach(async () => {
    await vigilada.cerrar();
    alto.abort();
    await fin;
    await servidor.caer();
    banco.borrar();
    expect(vigilada.faltas).toEqual([]);
  });

  function start(): Promise<string> {
    return new Promise((resolve) => {
      fin = runEstacion({
        ...{ carpeta: banco.carpeta, escaner: banco.escaner, puerto: 0, construida, destinos: [], procesar },
        disco: { ...DISCO, room: () => ({ libres, total: 100 * 1024 ** 3 }) },
        ...{ relojes: createRelojes(), azar: () => 0, alto: alto.signal },
        decir: (linea) => {
          const [, found] = /La página de la estación: (\S+)/.exec(linea) ?? [];
          if (found !== undefined) resolve(found);
        },
        plazos: { mirada: 30, quieto: 20, equipo: 200, estado: 50, falla: 20, fallaMaxima: 100 },
      });
    });
  }

  const scan = (name: string, paginas: readonly PaginaFalsa[]) =>
    writeFileSync(join(banco.escaner, name), archivoFalso(paginas));
  const codigo = (i: number) => ACTAS[i]?.codigo ?? '';
  const received = () => [...servidor.recibidas.values()].map(({ entrega }) => entrega);
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  const focus = () => page.evaluate(() => document.activeElement?.tagName);

  test('an acta that is scanned appears by itself, big, with its verdict in words', async () => {
    scan('a.jpg', [{ codigo: codigo(6) }]);
    await page.getByRole('heading', { name: /Sección 0007/ }).waitFor();
    await page.getByText('Guardada; falta algo').waitFor();
    await page.getByText('Falta registrar su sobre').waitFor();
    await page.getByRole('img', { name: /Imagen del acta: Gubernatura/ }).waitFor();
    await expectAccesible(page);
    await expectSinDesborde(page);
  });

  test('a reader of codes types wherever one is: envelope after envelope, without touching anything else', async () => {
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    // As a reader with a keyboard of the United States on a computer in Spanish.
    await page.keyboard.type(`${codigo(0).replaceAll('-', "'").replaceAll('/', '-')}\n`);
    await page.getByText('Sección 0001').first().waitFor();
    await page
      .getByLabel(/Hora escrita a mano/)
      .and(page.locator(':focus'))
      .waitFor();
    await page.keyboard.type(`${codigo(1)}\n`);
    await page.getByText('Sobre registrado').waitFor();
    await page.getByText('Sección 0002').first().waitFor();
    await page.keyboard.type('\n');
    await until(() => received().map(({ tipo }) => tipo)).toEqual(['acopio', 'acopio']);
    await page.getByText('Sobre registrado').waitFor();
    await page.keyboard.type(`${codigo(1)}\n`);
    await page.getByText('Ese sobre ya se había registrado').waitFor();
    expect(await focus()).toBe('INPUT');
  });

  test('a reader that does not wait for anybody loses no envelope', async () => {
    for (const i of [10, 11, 12, 13, 14]) await page.keyboard.type(`${codigo(i)}\n`);
    await page.keyboard.press('Enter');
    await until(() =>
      received().map((each) => each.tipo === 'acopio' && [each.acta, each.horaManuscrita]),
    ).toEqual(ACTAS.slice(10, 15).map(({ acta }) => [acta, null]));
  });

  test('a hand-written time that cannot be is asked about once, and kept as it is written', async () => {
    await page.keyboard.type(`${codigo(2)}\n`);
    await page.getByLabel(/Hora escrita a mano/).waitFor();
    await page.keyboard.type('15:20\n');
    await page.getByText('Revise la hora escrita').waitFor();
    await page.getByText(/anterior a las 18:00/).waitFor();
    await expectAccesible(page);
    expect(received()).toEqual([]);
    await page.keyboard.press('Enter');
    await until(() => received()[0]).toMatchObject({ horaManuscrita: '2027-06-06T15:20' });
  });

  test('a clave is typed twice; two that differ register nothing', async () => {
    await page.keyboard.type('1600 04B01002\n');
    await page.getByLabel('Escriba la clave otra vez').waitFor();
    await page.keyboard.type('160005B01002\n');
    await page.getByText('Las dos veces no dicen lo mismo').waitFor();
    await page.keyboard.type('160004b01002\n');
    await page.getByLabel('Escriba la clave otra vez').waitFor();
    await page.keyboard.type('160004B01002\n');
    await page.getByLabel(/Hora escrita a mano/).waitFor();
    await page.keyboard.press('Enter');
    await until(() => received().map((entrega) => entrega.tipo === 'acopio' && entrega.acta)).toEqual([
      ACTAS[3]?.acta,
    ]);
  });

  test('one that cannot be read waits: it is sent as it is, or kept with a reason, or given its clave', async () => {
    scan('borrosa.jpg', [{ codigo: codigo(0), aceptable: false }]);
    scan('sin-codigo.jpg', [{ codigo: null }]);
    scan('reverso.jpg', [{ codigo: null, aceptable: false }]);
    await page.getByRole('heading', { name: 'Por decidir (3)' }).waitFor();
    await expectAccesible(page);
    expect(received()).toEqual([]);
    await page.getByRole('button', { name: /borrosa|Sección 0001/ }).click();
    await page.getByRole('button', { name: 'Enviar así' }).click();
    await until(() => received()[0]).toMatchObject({
      ...{ motivos: ['borrosa'], declarada: null, tipoDocumento: 'ACTA PREP' },
    });

    await page.getByRole('button', { name: /sin-codigo/ }).click();
    await expect.poll(() => page.getByLabel('Qué documento es').inputValue()).toBe('ACTA PREP');
    await page.getByLabel('Qué documento es').selectOption('Copia de una representación de partido (RPP)');
    await page.getByRole('button', { name: 'Escribir su clave…' }).click();
    await expectAccesible(page);
    await page.keyboard.type('nada\n');
    await page.getByText('Ninguna acta de este CATD').waitFor();
    await page.getByRole('dialog').getByRole('textbox').fill('160009B01002');
    await page.keyboard.press('Enter');
    await until(() => received()[1]).toMatchObject({ declarada: ACTAS[8]?.acta, tipoDocumento: 'RPP' });

    await page.getByRole('button', { name: /reverso/ }).click();
    await page.getByRole('button', { name: 'No enviar…' }).click();
    await page.keyboard.type('Es el reverso\n');
    await page.getByRole('heading', { name: /Por decidir/ }).waitFor({ state: 'detached' });
    expect(received()).toHaveLength(2);
  });

  test('it asks who is there and nothing waits for it; whoever says it is in what is sent from then on', async () => {
    servidor.personas = [
      { clave: 'dig-001', nombre: 'Ana López' },
      { clave: 'aco-001', nombre: 'María Guadalupe de los Ángeles Hernández-Villaseñor y Gutiérrez' },
    ];
    await page.getByText('¿Quién está en la estación?').waitFor();
    await expectAccesible(page);
    await page.keyboard.type(`${codigo(0)}\n\n`);
    await until(() => received()[0]).toMatchObject({ persona: null });

    await page.getByRole('button', { name: 'Decir quién está…' }).click();
    const choose = (name: RegExp) => page.getByRole('dialog').getByRole('button', { name });
    await choose(/Ana López/).waitFor();
    await expectAccesible(page);
    // A reader that goes off while it is open chooses nobody.
    await page.keyboard.type(`${codigo(1)}\n`);
    await choose(/Ana López/).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText('¿Quién está en la estación?').waitFor({ state: 'detached' });
    await page.keyboard.type(`${codigo(2)}\n\n`);
    scan('a.jpg', [{ codigo: codigo(2) }]);
    await until(() => received().map(({ persona }) => persona)).toEqual([null, 'dig-001', 'dig-001']);

    await page.getByRole('button', { name: 'En la estación: Ana López' }).click();
    await choose(/María Guadalupe/).click();
    await page.getByRole('button', { name: /^En la estación: María Guadalupe/ }).waitFor();
    await expectAccesible(page);
    await expectSinDesborde(page);
    await page.setViewportSize({ width: 360, height: 640 });
    expect(await overflow()).toBe(0);
    await page.getByRole('button', { name: 'Envíos y paquete' }).click();
    await page.getByRole('cell', { name: 'Ana López' }).first().waitFor();
    expect(await overflow()).toBe(0);
  });

  test('without the list of people it is a name that is typed; a code is no name, and it is there after a restart', async () => {
    await page.getByRole('button', { name: 'Decir quién está…' }).click();
    await page.keyboard.type(`${codigo(0)}\n`);
    await page.getByText('Eso no es el nombre de una persona').waitFor();
    await expectAccesible(page);
    await page.keyboard.type('Bea Ruiz\n');
    await page.getByRole('button', { name: 'En la estación: Bea Ruiz' }).waitFor();
    alto.abort();
    await fin;
    alto = new AbortController();
    await page.goto(await start());
    await page.getByRole('button', { name: 'En la estación: Bea Ruiz' }).waitFor();
    await page.keyboard.type(`${codigo(0)}\n\n`);
    await until(() => received()[0]).toMatchObject({ persona: { nombre: 'Bea Ruiz' } });
    await page.getByRole('button', { name: 'En la estación: Bea Ruiz' }).click();
    await page.getByRole('button', { name: 'Nadie por ahora' }).click();
    await page.getByText('¿Quién está en la estación?').waitFor();
  });

  test('without network it says since when, goes on, and says when it returns', async () => {
    await servidor.caer();
    await page.getByText(/Sin conexión desde las/).waitFor();
    await page.getByText('Siga trabajando').waitFor();
    await page.keyboard.type(`${codigo(0)}\n`);
    await page.getByLabel(/Hora escrita a mano/).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Sobre registrado').waitFor();
    await page.getByText('Por enviar: 1 sobre,').waitFor();
    await expectAccesible(page);
    await page.getByRole('button', { name: 'Envíos y paquete' }).click();
    await page.getByRole('button', { name: 'Hacer paquete' }).click();
    await page.getByText('Paquete listo').waitFor();
    await expectAccesible(page);
    await expectSinDesborde(page);
    await servidor.levantar();
    await page.getByText('En línea').waitFor();
    await page.getByRole('cell', { name: 'Registrada' }).waitFor();
  });

  test('a full disk is said loudly, and nothing is taken until there is room', async () => {
    libres = 1_000_000;
    await page.getByRole('alert').getByText('Disco lleno').waitFor();
    scan('a.jpg', [{ codigo: codigo(0) }]);
    await expectAccesible(page);
    libres = 50 * 1024 ** 3;
    await page.getByText('Disco lleno').waitFor({ state: 'detached' });
    await until(received).toHaveLength(1);
  });

  test('the list of actas is there with its filters, also at twice the size', async () => {
    await page.getByRole('button', { name: 'Actas del CATD' }).click();
    await page.getByRole('row', { name: /0040/ }).waitFor();
    await page.getByPlaceholder('Sección, casilla o clave').fill('0007');
    await page.getByText('1 acta', { exact: true }).waitFor();
    await expectAccesible(page);
    await expectSinDesborde(page);
    await page.setViewportSize({ width: 683, height: 384 });
    await expectSinDesborde(page);
    await page.getByRole('button', { name: 'Ajustes' }).click();
    await page.getByText('Sus cuatro dígitos').waitFor();
    await expectAccesible(page);
  });

  test('no other page, name or program drives it without its key', async () => {
    const { port, origin } = new URL(direccion);
    const [cookie] = await vigilada.context.cookies();
    const ask = (method: string, headers: Record<string, string>) =>
      new Promise<number>((resolve, reject) => {
        const options = { host: '127.0.0.1', port, method, path: '/api/lectura', headers };
        request(options, (response) => resolve(response.resume().statusCode ?? 0))
          .on('error', reject)
          .end(method === 'POST' ? JSON.stringify({ texto: codigo(0) }) : undefined);
      });
    const good = { cookie: `${cookie?.name}=${cookie?.value}`, origin, 'content-type': 'application/json' };
    expect(cookie).toMatchObject({ sameSite: 'Strict', httpOnly: true });
    expect(await ask('POST', good)).toBe(200);
    expect(await ask('POST', { ...good, host: `estacion.ajena.mx:${port}` })).toBe(421);
    expect(await ask('POST', { ...good, origin: 'https://otra.mx' })).toBe(403);
    expect(await ask('POST', { ...good, 'sec-fetch-site': 'cross-site' })).toBe(403);
    const { origin: _, ...sinOrigen } = good;
    expect(await ask('POST', sinOrigen)).toBe(403);
    expect(await ask('POST', { ...good, cookie: `${cookie?.name}=adivinada` })).toBe(403);
    const other = await browser.newContext();
    const stranger = await other.newPage();
    await stranger.goto(origin);
    await stranger.getByText('Falta la llave de esta página').waitFor();
    await expectAccesible(stranger);
    await stranger.goto(`${origin}/?llave=adivinada`);
    await stranger.getByText('Falta la llave de esta página').waitFor();
    await other.close();
  });
});
