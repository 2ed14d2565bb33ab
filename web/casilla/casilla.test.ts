/** The phone in a real browser, with a fake camera and a server that does what docs/entregas.md says. */

import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { chromium, describeSiHay } from '../../pruebas/apoyo/disponible.ts';
import type { ActaEsperada } from '../../src/dominio/eleccion.ts';
import { expectAccesible } from '../consola/pruebas/navegador.ts';
import { abrirEscena, type Escena, expectSinDesborde, type Telefono } from './pruebas/escena.ts';
import { engordar } from './pruebas/fotos.ts';
import { CODIGO, CODIGO_NUEVO } from './pruebas/servidor-fingido.ts';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

async function expectBienHecha(page: Page): Promise<void> {
  await expectAccesible(page);
  await expectSinDesborde(page);
  await page.emulateMedia({ colorScheme: 'light' });
}

/** Of a state of the list or of the page of an acta. */
const etapa = (page: Page, titulo: string) => page.locator('.etapa', { hasText: titulo }).first().waitFor();

async function irAlActa(page: Page, acta: ActaEsperada, pantalla: 'acta' | 'camara' = 'acta'): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/${pantalla}/${acta.id}`);
}

/** How many photographs have their bytes in the phone. Runs in the page. */
function contarArchivos(): Promise<number> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('prep-casilla');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const { result } = opening;
      const counting = result.transaction('archivos').objectStore('archivos').count();
      counting.onsuccess = () => {
        result.close();
        resolve(counting.result);
      };
    };
  });
}

/** The store takes nothing more until something goes out of it, or the page hears `hay_espacio`. Runs in the page. */
function llenarTelefono(): void {
  const { add, delete: remove } = IDBObjectStore.prototype;
  const restore = () => Object.assign(IDBObjectStore.prototype, { add, delete: remove });
  IDBObjectStore.prototype.add = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  IDBObjectStore.prototype.delete = function (key) {
    if (this.name === 'archivos') restore();
    return remove.call(this, key);
  };
  document.addEventListener('hay_espacio', restore, { once: true });
}

/** A picture chosen from the phone, as who takes it with another application. */
async function elegirFoto(page: Page, acta: ActaEsperada, bytes: Buffer): Promise<void> {
  await irAlActa(page, acta, 'camara');
  await page
    .locator('input[type=file]:not([capture])')
    .setInputFiles({ name: 'foto.jpg', mimeType: 'image/jpeg', buffer: bytes });
}

// A browser with a camera, on a machine that does other things at the same time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describeSiHay('PREP Casilla in a browser', chromium(), 'un Chromium', (executablePath) => {
  let escena: Escena;
  let telefono: Telefono;

  beforeAll(async () => {
    escena = await abrirEscena(executablePath);
  });
  afterAll(() => escena?.cerrar());
  beforeEach(async () => {
    escena.servidor.olvidar();
    telefono = await escena.telefono();
    return async () => {
      await telefono.context.close();
      expect(telefono.faltas).toEqual([]);
    };
  });

  test('a code that does not serve is said, and one that does shows the digits of the key until it is confirmed', async () => {
    const { page, context } = telefono;
    const { servidor } = escena;
    await page.getByLabel('Código del talón').fill('ab');
    await page.getByRole('button', { name: 'Activar' }).click();
    await page.getByRole('alert').getByText('no está completo').waitFor();
    await expectBienHecha(page);
    await page.getByLabel('Código del talón').fill('ZZZZ-9999');
    await page.getByRole('button', { name: 'Activar' }).click();
    await page.getByRole('alert').getByText('Pida otro a su coordinación').waitFor();

    // The link of the slip, in another window.
    await page.close();
    const linked = await context.newPage();
    await linked.goto(`/casilla/#codigo=${CODIGO.toLowerCase()}`);
    await linked.getByRole('heading', { name: 'Falta confirmar' }).waitFor();
    expect(await linked.locator('.cotejo > span').first().textContent()).toBe(servidor.cotejo);
    expect(linked.url()).not.toContain('codigo');
    await expectBienHecha(linked);
    servidor.estado = 'activo';
    await linked.getByRole('heading', { name: 'Siguiente foto' }).waitFor();
    await linked.getByText('Faltan 4 de 4 actas.').waitFor();
    // The first one of the list.
    const next = await linked.locator('.siguiente-cual').textContent();
    expect(next).toContain(await linked.locator('.casilla h2').first().textContent());
    await expectBienHecha(linked);
  });

  test('the camera guides, shoots by itself, and what it took is followed until it is published', async () => {
    const { page } = telefono;
    const { servidor, actas } = escena;
    const [acta] = actas as [ActaEsperada];
    await escena.alaCamara(acta);
    await telefono.activar();
    await irAlActa(page, acta);
    await page.getByRole('link', { name: 'Tomar foto' }).click();
    await page.getByRole('button', { name: 'Tomar foto' }).waitFor();
    await expectBienHecha(page);
    await page.getByRole('heading', { name: '¿Se lee todo?' }).waitFor();
    await expectBienHecha(page);
    await page.getByRole('button', { name: 'Enviar' }).click();
    await etapa(page, 'Recibida');

    const [recibida] = servidor.entregas.values();
    expect(recibida?.entrega).toMatchObject({
      declarada: acta.id,
      secuencia: 1,
      motivos: [],
      origen: 'CASILLA',
    });
    expect(recibida?.entrega.codigo).toContain(acta.id);
    expect(sha256(recibida!.bytes)).toBe(recibida!.entrega.archivo.sha256);
    expect(Math.max(...servidor.trozos)).toBeLessThanOrEqual(256 * 1024);

    await page.getByRole('link', { name: 'Regresar' }).click();
    const refresh = page.getByRole('button', { name: 'Actualizar' });
    for (const [situacion, titulo] of [
      ['en_captura', 'En captura'],
      ['verificada', 'Verificada'],
      ['publicada', 'Publicada'],
    ] as const) {
      servidor.cambiarActa(acta.id, { situacion });
      await refresh.click();
      await etapa(page, titulo);
    }
    await page.getByRole('link', { name: 'Este teléfono y ayuda' }).click();
    await page.getByRole('heading', { name: 'Este teléfono' }).waitFor();
    await expectBienHecha(page);
  });

  test('without network it photographs, closes, opens again and keeps the queue; with network everything arrives once', async () => {
    const { context } = telefono;
    const { servidor, actas } = escena;
    const [one, two] = actas as [ActaEsperada, ActaEsperada];
    await escena.alaCamara(one);
    await telefono.activar();
    await context.setOffline(true);
    await irAlActa(telefono.page, one, 'camara');
    await telefono.page.getByRole('button', { name: 'Enviar' }).click();
    await etapa(telefono.page, 'Lista para enviar');
    await elegirFoto(telefono.page, two, await escena.foto(two));
    await telefono.page.getByRole('button', { name: 'Enviar' }).click();
    await etapa(telefono.page, 'Lista para enviar');
    expect(servidor.entregas.size).toBe(0);

    const page = await telefono.reabrir();
    await page.getByText('Sin red').waitFor();
    await page.getByText('2 fotos por enviar').waitFor();
    await expectBienHecha(page);
    await context.setOffline(false);
    await page.getByText('Nada por enviar').waitFor();
    await page.waitForFunction(() => document.querySelectorAll('.etapa-recibida').length === 2);
    const arrived = [...servidor.entregas.values()];
    expect(arrived.map(({ entrega }) => [entrega.secuencia, entrega.declarada])).toEqual([
      [1, one.id],
      [2, two.id],
    ]);
    expect(sha256(arrived[1]!.bytes)).toBe(sha256(await escena.foto(two)));
  });

  test('a link that is cut in the middle of a file goes on from the byte where it was, with smaller pieces', async () => {
    const { page } = telefono;
    const { servidor, actas } = escena;
    const [acta] = actas as [ActaEsperada];
    await telefono.activar();
    servidor.red = 'al_primer_trozo';
    const bytes = engordar(await escena.foto(acta));
    await elegirFoto(page, acta, bytes);
    await page.getByRole('button', { name: 'Enviar' }).click();
    await etapa(page, 'Enviándose');
    servidor.red = 'hay';
    await page.getByRole('link', { name: 'Regresar' }).click();
    await page.getByRole('button', { name: 'Actualizar' }).click();
    await etapa(page, 'Recibida');
    const [recibida] = servidor.entregas.values();
    expect(recibida?.bytes.equals(bytes)).toBe(true);
    expect(servidor.trozos.length).toBeGreaterThan(2);
    expect(servidor.trozos.reduce((sum, size) => sum + size, 0)).toBe(bytes.length);
  });

  test('the code of another acta stops with the two claims, and is sent as the one that the person says', async () => {
    const { page } = telefono;
    const { servidor, actas } = escena;
    const [one, two] = actas as [ActaEsperada, ActaEsperada];
    await escena.alaCamara(two);
    await telefono.activar();
    await irAlActa(page, one, 'camara');
    await page.getByText('El código es de otra acta').waitFor();
    await page.getByRole('button', { name: 'Tomar foto' }).click();
    await page.getByText('Esta es otra acta').waitFor();
    await expectBienHecha(page);
    await page.getByRole('button', { name: /^Enviarla como/ }).click();
    await etapa(page, 'Recibida');
    const [first] = servidor.entregas.values();
    expect(first?.entrega).toMatchObject({ declarada: two.id, motivos: [] });

    await elegirFoto(page, one, await escena.foto(escena.ajena));
    await page.getByText('no es de sus casillas').waitFor();
    servidor.alCompletar = () => ({
      estado: 'por_identificar',
      mensaje: 'El código y la casilla no coinciden.',
    });
    await page.getByRole('button', { name: /^El código está mal/ }).click();
    await etapa(page, 'En revisión');
    expect([...servidor.entregas.values()].at(-1)?.entrega).toMatchObject({
      ...{ declarada: one.id, motivos: ['codigo_de_otra'] },
    });
    await expectBienHecha(page);
  });

  test('what is wrong with a photograph is said in words, and goes with it if it is sent all the same', async () => {
    const { page } = telefono;
    const { servidor, actas } = escena;
    const [acta] = actas as [ActaEsperada];
    await telefono.activar();
    await elegirFoto(page, acta, await escena.foto(acta, { luz: 0.25 }));
    await page.getByText('Está oscura').waitFor();
    await page.getByRole('button', { name: 'Repetir la foto' }).click();
    await elegirFoto(page, acta, await escena.foto(acta, { corte: 130 }));
    await page.getByText('No se ven las cuatro esquinas').waitFor();
    await page.getByRole('button', { name: 'Repetir la foto' }).click();
    await elegirFoto(page, acta, await escena.foto(acta, { desenfoque: 9 }));
    await page.getByText('Salió movida o desenfocada').waitFor();
    await expectBienHecha(page);
    // One that the server does not want neither stops those behind it nor is sent again.
    servidor.alCompletar = () => ({
      estado: 'rechazada',
      codigo: 'BORROSA',
      mensaje: 'No se lee. Tómela otra vez.',
    });
    await page.getByRole('button', { name: 'enviarla así' }).click();
    await etapa(page, 'No se aceptó');
    await page.getByText('No se lee. Tómela otra vez.').first().waitFor();
    servidor.alCompletar = () => ({ estado: 'registrada' });
    await elegirFoto(page, acta, await escena.foto(acta));
    await page.getByRole('button', { name: 'Enviar' }).click();
    await etapa(page, 'Recibida');
    const sent = [...servidor.entregas.values()].map(({ entrega }) => [entrega.secuencia, entrega.motivos]);
    expect(sent).toEqual([
      [1, expect.arrayContaining(['borrosa'])],
      [2, []],
    ]);
  });

  test('what is no photograph, or does not fit in the phone, is refused with its reason, and nothing is kept', async () => {
    const { page } = telefono;
    const [acta] = escena.actas as [ActaEsperada];
    await telefono.activar();
    await elegirFoto(page, acta, Buffer.from('<script>alert(1)</script>'));
    await page.getByText('El teléfono no pudo revisar la foto').waitFor();
    await page.getByRole('button', { name: 'enviarla así' }).click();
    await page.getByText('El archivo no es una foto').waitFor();

    await page.getByRole('button', { name: 'Repetir la foto' }).click();
  });

  test('a full phone makes room with what the server has; when it cannot, it says so and nothing is half kept', async () => {
    const { page } = telefono;
    const { servidor, actas } = escena;
    const [one, two] = actas as [ActaEsperada, ActaEsperada];
    await telefono.activar();
    await elegirFoto(page, one, await escena.foto(one));
    await page.getByRole('button', { name: 'Enviar' }).click();
    await etapa(page, 'Recibida');
    expect(await page.evaluate(contarArchivos)).toBe(1);

    servidor.red = 'cortada';
    await page.evaluate(llenarTelefono);
    await elegirFoto(page, two, await escena.foto(two));
    await page.getByRole('button', { name: 'Enviar' }).click();
    await etapa(page, 'Lista para enviar');
    expect(await page.evaluate(contarArchivos)).toBe(1);

    // What is left in the phone has not been sent: it stays, and there is no room for more.
    await page.evaluate(llenarTelefono);
    await elegirFoto(page, one, await escena.foto(one, { luz: 0.98 }));
    await page.getByRole('button', { name: 'Enviar' }).click();
    await page.getByText('no tiene espacio').waitFor();
    await expectBienHecha(page);
    expect(await page.evaluate(contarArchivos)).toBe(1);
    await page.evaluate(() => document.dispatchEvent(new Event('hay_espacio')));
    await page.getByRole('button', { name: 'Enviar' }).click();
    await etapa(page, 'Lista para enviar');

    servidor.red = 'hay';
    await page.getByRole('link', { name: 'Regresar' }).click();
    await page.getByRole('button', { name: 'Actualizar' }).click();
    await page.getByText('Nada por enviar').waitFor();
    expect([...servidor.entregas.values()].map(({ entrega }) => entrega.secuencia)).toEqual([1, 2, 3]);
  });

  test('two windows of one phone number what they send one after the other, and send it once', async () => {
    const { page, context } = telefono;
    const { servidor, actas } = escena;
    const [one, two] = actas as [ActaEsperada, ActaEsperada];
    await telefono.activar();
    const other = await context.newPage();
    await other.goto('/casilla/');
    servidor.red = 'cortada';
    await elegirFoto(page, one, await escena.foto(one));
    await elegirFoto(other, two, await escena.foto(two));
    await Promise.all([page, other].map((each) => each.getByRole('button', { name: 'Enviar' }).click()));
    await Promise.all([page, other].map((each) => etapa(each, 'Lista para enviar')));
    servidor.red = 'hay';
    await Promise.all([page, other].map((each) => each.getByRole('link', { name: 'Regresar' }).click()));
    await Promise.all([page, other].map((each) => each.getByText('Nada por enviar').waitFor()));
    const arrived = [...servidor.entregas.values()].map(({ entrega }) => entrega);
    expect(arrived.map(({ secuencia }) => secuencia)).toEqual([1, 2]);
    expect(new Set(arrived.map(({ declarada }) => declarada))).toEqual(new Set([one.id, two.id]));
  });

  test('a phone whose clock is days off works, and says in each delivery by how much', async () => {
    const { page } = telefono;
    const { servidor, actas } = escena;
    const [acta] = actas as [ActaEsperada];
    const DIAS = 3 * 24 * 3_600_000;
    servidor.adelanto = DIAS;
    await telefono.activar();
    await elegirFoto(page, acta, await escena.foto(acta));
    await page.getByRole('button', { name: 'Enviar' }).click();
    await etapa(page, 'Recibida');
    const [recibida] = servidor.entregas.values();
    expect(Math.abs((recibida?.entrega.desfase ?? 0) - DIAS)).toBeLessThan(60_000);
    // The server is put right: what it refuses tells the phone what time it is.
    servidor.adelanto = 0;
    servidor.cambiarActa(acta.id, { situacion: 'publicada' });
    await page.getByRole('link', { name: 'Regresar' }).click();
    await page.getByRole('button', { name: 'Actualizar' }).click();
    await etapa(page, 'Publicada');
  });

  test('a phone that is revoked stops, says whom to call and erases nothing; with another code it sends what it had', async () => {
    const { page, context } = telefono;
    const { servidor, actas } = escena;
    const [one, two] = actas as [ActaEsperada, ActaEsperada];
    await telefono.activar();
    await elegirFoto(page, one, await escena.foto(one));
    await page.getByRole('button', { name: 'Enviar' }).click();
    await etapa(page, 'Recibida');
    await context.setOffline(true);
    await elegirFoto(page, two, await escena.foto(two));
    await page.getByRole('button', { name: 'Enviar' }).click();
    await etapa(page, 'Lista para enviar');
    servidor.estado = 'revocado';
    await context.setOffline(false);
    await page.getByRole('heading', { name: 'No se puede enviar' }).waitFor();
    await page.getByText('1 foto no se envió').waitFor();
    await page.getByText('Consejo Distrital de Coalcomán').waitFor();
    await expectBienHecha(page);
    expect(servidor.entregas.size).toBe(1);

    await page.getByRole('button', { name: 'Tengo un código nuevo' }).click();
    await page.getByLabel('Código del talón').waitFor();
    // Or the link of the new slip, over the screen that says that it was revoked.
    await page.reload();
    await page.getByRole('heading', { name: 'No se puede enviar' }).waitFor();
    await page.evaluate((hash) => {
      location.hash = hash;
    }, `#codigo=${CODIGO_NUEVO}`);
    await page.getByRole('heading', { name: 'Falta confirmar' }).waitFor();
    servidor.estado = 'activo';
    await page.getByText('Nada por enviar').waitFor();
    expect(
      [...servidor.entregas.values()].map(({ entrega }) => [entrega.secuencia, entrega.declarada]),
    ).toEqual([
      [1, one.id],
      [2, two.id],
    ]);
  });

  test('a new version waits until the person lets it in, and takes nothing with it', async () => {
    const { page, context } = telefono;
    const { servidor, actas } = escena;
    const [acta] = actas as [ActaEsperada];
    await telefono.activar();
    servidor.red = 'cortada';
    await elegirFoto(page, acta, await escena.foto(acta));
    await page.getByRole('button', { name: 'Enviar' }).click();
    await etapa(page, 'Lista para enviar');
    servidor.red = 'hay';
    servidor.alCompletar = () => ({ estado: 'en_proceso' });
    servidor.version = 2;
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
    await page.getByRole('link', { name: 'Regresar' }).click();
    await page.getByText('Hay una versión nueva').waitFor();
    // Another window is in the middle of something.
    const other = await context.newPage();
    await other.goto(`/casilla/#/acta/${acta.id}`);
    await etapa(other, 'Enviada');
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Instalarla' }).click()]);
    await etapa(page, 'Enviada');
    expect(servidor.entregas.size).toBe(1);
    expect(await page.evaluate(async () => (await caches.keys()).length)).toBe(2);

    // It was not opened again by itself, and has what it still needs of the version before.
    await escena.alaCamara(acta);
    await other.getByRole('link', { name: 'Tomar otra foto' }).click();
    await other.getByRole('heading', { name: '¿Se lee todo?' }).waitFor();
    await irAlActa(other, acta);
    await other.getByRole('link', { name: 'Regresar' }).click();
    await Promise.all([
      other.waitForEvent('load'),
      other.getByRole('button', { name: 'Instalarla' }).click(),
    ]);
    await etapa(other, 'Enviada');
    await other.close();
    servidor.version = 1;
    // And it opens without network.
    await context.setOffline(true);
    const again = await telefono.reabrir();
    await etapa(again, 'Enviada');
  });

  test('the code of the slip is read by the camera', async () => {
    const { page } = telefono;
    await escena.talonALaCamara(`${escena.servidor.direccion}/casilla/#codigo=${CODIGO}`);
    await page.getByRole('button', { name: 'Leer el QR del talón' }).click();
    await page.getByRole('button', { name: 'Escribir el código' }).waitFor();
    await page.getByRole('heading', { name: 'Falta confirmar' }).waitFor();
    expect(await page.locator('.cotejo > span').first().textContent()).toBe(escena.servidor.cotejo);
  });

  describe('without a camera', () => {
    test('why is said, the one of the phone serves, and it is tried again', async () => {
      const { page } = telefono;
      const [acta] = escena.actas as [ActaEsperada];
      await telefono.activar();
      await page.evaluate(() => {
        const { mediaDevices } = navigator;
        const open = mediaDevices.getUserMedia.bind(mediaDevices);
        mediaDevices.getUserMedia = (wanted) => {
          mediaDevices.getUserMedia = open;
          return wanted === undefined ? open() : Promise.reject(new DOMException('no', 'NotAllowedError'));
        };
      });
      await irAlActa(page, acta, 'camara');
      await page.getByText('no le dio permiso de usar la cámara').waitFor();
      await expectBienHecha(page);
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        page.getByRole('button', { name: 'Usar la cámara del teléfono' }).click(),
      ]);
      expect(await chooser.element().getAttribute('capture')).toBe('environment');
      await chooser.setFiles({ name: 'f.jpg', mimeType: 'image/jpeg', buffer: await escena.foto(acta) });
      await page.getByRole('button', { name: 'Repetir' }).click();
      await page.getByRole('button', { name: 'Tomar foto' }).waitFor();
    });

    test('one that is taken away while another application photographs does not lose what that one gives', async () => {
      const { page } = telefono;
      const [acta] = escena.actas as [ActaEsperada];
      await telefono.activar();
      await page.evaluate(() => {
        const { mediaDevices } = navigator;
        const open = mediaDevices.getUserMedia.bind(mediaDevices);
        mediaDevices.getUserMedia = async (wanted) => {
          const stream = await open(wanted);
          document.addEventListener('quitar', () => {
            for (const track of stream.getTracks()) track.dispatchEvent(new Event('ended'));
          });
          return stream;
        };
      });
      await escena.talonALaCamara('nothing to shoot at');
      await irAlActa(page, acta, 'camara');
      await page.locator('.disparador:enabled').waitFor();
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        page.getByRole('button', { name: 'Elegir foto' }).click(),
      ]);
      await page.evaluate(() => document.dispatchEvent(new Event('quitar')));
      await page.getByText('cerró la cámara').waitFor();
      await chooser.setFiles({ name: 'f.jpg', mimeType: 'image/jpeg', buffer: await escena.foto(acta) });
      await page.getByRole('heading', { name: '¿Se lee todo?' }).waitFor();
      await page.getByRole('button', { name: 'Repetir' }).click();
      await page.locator('.disparador:enabled').waitFor();
    });
  });
});
