/** What the phone kept survives the death of its browser, and goes out with the application closed. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium as driver, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { chromium, describeSiHay } from '../../pruebas/apoyo/disponible.ts';
import { loadMinimo } from '../../pruebas/apoyo/minimo.ts';
import type { ActaEsperada } from '../../src/dominio/eleccion.ts';
import { createDibujante } from '../../src/papel/dibujo.ts';
import { construirCasilla } from './construir.ts';
import { datosDelServidor } from './pruebas/escena.ts';
import { engordar, fotografiar } from './pruebas/fotos.ts';
import { CODIGO, levantarServidorFingido, type ServidorFingido } from './pruebas/servidor-fingido.ts';

// A browser with a camera, on a machine that does other things at the same time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describeSiHay('a phone that is turned off', chromium(), 'un Chromium', (executablePath) => {
  let folder: string;
  let servidor: ServidorFingido;
  let acta: ActaEsperada;
  let foto: Buffer;
  let child: ChildProcess | null = null;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'prep-casilla-'));
    await construirCasilla(join(folder, 'casilla'));
    const proceso = await loadMinimo();
    const [first] = proceso.actas.filter(({ casilla }) => casilla.tipo === 'B');
    if (first === undefined) throw new Error('the minimal process has no básica');
    acta = first;
    foto = engordar(await fotografiar(createDibujante(proceso), acta));
    servidor = await levantarServidorFingido(folder, datosDelServidor(proceso, [acta]));
  });
  afterAll(async () => {
    await kill();
    await servidor?.cerrar();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A browser of its own, with its profile on the disk. */
  async function start(): Promise<BrowserContext> {
    child = spawn(
      executablePath,
      [
        ...['--headless=new', '--no-sandbox', '--no-first-run', '--remote-debugging-port=0'],
        ...['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
        `--user-data-dir=${join(folder, 'perfil')}`,
      ],
      { detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let said = '';
    const { promise, resolve } = Promise.withResolvers<string>();
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const [, address] = /DevTools listening on (ws:\S+)/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    const browser = await driver.connectOverCDP(await promise);
    const [context] = browser.contexts();
    if (context === undefined) throw new Error('a browser without its context');
    return context;
  }

  /** As when the battery ends: the browser with all of its processes. */
  async function kill(): Promise<void> {
    if (child?.pid === undefined) return;
    const ended = once(child, 'exit');
    process.kill(-child.pid, 'SIGKILL');
    await ended;
    child = null;
  }

  async function open(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await page.goto(`${servidor.direccion}/casilla/`);
    return page;
  }

  async function photograph(page: Page): Promise<void> {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, `#/camara/${acta.id}`);
    await page
      .locator('input[type=file]:not([capture])')
      .setInputFiles({ name: 'foto.jpg', mimeType: 'image/jpeg', buffer: foto });
    await page.getByRole('button', { name: 'Enviar' }).click();
    await page.locator('.etapa', { hasText: 'Lista para enviar' }).first().waitFor();
  }

  /** What the server has come to have, in order of arrival. */
  async function expectEstados(...estados: readonly string[]): Promise<void> {
    await vi.waitFor(
      () => expect([...servidor.entregas.values()].map((each) => each.enServidor.estado)).toEqual(estados),
      { timeout: 20_000 },
    );
  }

  test('killed as soon as it says that the photograph is kept, or while it sends it, it has it and sends it once', async () => {
    const page = await open(await start());
    await page.getByLabel('Código del talón').fill(CODIGO);
    await page.getByRole('button', { name: 'Activar' }).click();
    await page.getByRole('heading', { name: 'Falta confirmar' }).waitFor();
    servidor.estado = 'activo';
    await page.getByRole('heading', { name: 'Sus actas' }).waitFor();
    await page.evaluate(() => navigator.serviceWorker.ready);
    servidor.red = 'cortada';
    await photograph(page);
    await kill();
    expect(servidor.entregas.size).toBe(0);

    // It opens without network too: what is on the screen comes from the phone.
    const context = await start();
    const again = await open(context);
    await again.getByText('1 foto por enviar').waitFor();
    servidor.red = 'hay';
    await again.getByRole('button', { name: 'Actualizar' }).click();
    await again.locator('.etapa', { hasText: 'Recibida' }).waitFor();
    const [recibida, ...more] = servidor.entregas.values();
    expect(more).toEqual([]);
    expect(recibida?.entrega).toMatchObject({ secuencia: 1, declarada: acta.id });
    expect(recibida?.bytes.equals(foto)).toBe(true);

    // In the middle of sending: it goes on from what the server has.
    servidor.red = 'cortada';
    await photograph(again);
    servidor.trozos.length = 0;
    servidor.red = 'al_primer_trozo';
    await again.getByRole('link', { name: 'Regresar' }).click();
    await again.getByRole('button', { name: 'Actualizar' }).click();
    await vi.waitFor(() => expect(servidor.trozos).toHaveLength(1), { timeout: 20_000 });
    await kill();
    await expectEstados('registrada', 'incompleta');
    servidor.red = 'hay';
    const third = await start();
    const last = await open(third);
    await last.getByText('Nada por enviar').waitFor();
    await expectEstados('registrada', 'registrada');
    const second = [...servidor.entregas.values()][1];
    expect(second?.bytes.equals(foto)).toBe(true);
    expect(servidor.trozos.reduce((sum, size) => sum + size, 0)).toBe(foto.length);

    // Another one, and the application is closed before the network comes back: the browser wakes the service worker.
    servidor.red = 'cortada';
    await photograph(last);
    const other = await third.newPage();
    await last.close();
    servidor.red = 'hay';
    await other.goto(`${servidor.direccion}/api/equipo/reloj`);
    const devtools = await third.newCDPSession(other);
    const registered = new Promise<string>((resolve) => {
      devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const [first] = registrations;
        if (first !== undefined) resolve(first.registrationId);
      });
    });
    await devtools.send('ServiceWorker.enable');
    await devtools.send('ServiceWorker.dispatchSyncEvent', {
      ...{ origin: servidor.direccion, registrationId: await registered },
      ...{ tag: 'entregas', lastChance: false },
    });
    await expectEstados('registrada', 'registrada', 'registrada');
  });
});
