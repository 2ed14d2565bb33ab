/**
 * An acta from the camera of a phone to the published folder: PREP Casilla in a browser, the operators' server over a
 * real database, the people of the CCV through the services, and a corte.
 */

import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { ActaEsperada } from '../../src/dominio/eleccion.ts';
import { createDibujante } from '../../src/papel/dibujo.ts';
import { openDisco } from '../../src/publicacion/disco.ts';
import { createMotor } from '../../src/publicacion/motor.ts';
import { PAGINAS_MINIMAS } from '../../src/publicacion/pruebas/publicacion-de-prueba.ts';
import { takeCorte } from '../../src/publicacion/servicio.ts';
import { construirCasilla } from '../../web/casilla/construir.ts';
import { abrirConCamara, TELEFONO } from '../../web/casilla/pruebas/escena.ts';
import { fotografiar, ponerEnCamara } from '../../web/casilla/pruebas/fotos.ts';
import { type Cliente, type ConsolaDePrueba, withConsola } from '../apoyo/consola.ts';
import { chromium, describeSiHay } from '../apoyo/disponible.ts';
import { CATD, capturar, must, verificar } from '../apoyo/fases.ts';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

// A browser with a camera, on a machine that does other things at the same time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describeSiHay('a phone against the real server', chromium(), 'un Chromium', (executablePath) => {
  let folder: string;
  let consola: ConsolaDePrueba;
  let browser: Browser;
  let coordinacion: Cliente;
  let acta: ActaEsperada;
  let foto: Buffer;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'prep-telefono-'));
    await construirCasilla(join(folder, 'casilla'));
    consola = await withConsola({ construida: folder });
    const { proceso } = consola.noche;
    const found = proceso.actas.find(({ casilla }) => casilla.catd === CATD && casilla.tipo === 'B');
    if (found === undefined) throw new Error('the minimal process has no básica in C01');
    acta = found;
    foto = await fotografiar(createDibujante(proceso), acta);
    const archivo = join(folder, 'camara.y4m');
    await ponerEnCamara(archivo, foto);
    browser = await abrirConCamara(executablePath, archivo);
    coordinacion = await consola.entrar('coordinador_catd', { centro: CATD });
    await consola.crear('cae', { clave: 'cae-001', centro: CATD });
  });
  afterAll(async () => {
    await browser?.close();
    await consola?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Activates a new phone as people do: the link of its slip, four digits, and who coordinates confirms. */
  async function activar(page: Page): Promise<string> {
    const alta = await coordinacion.post('/api/equipos', {
      ...{ tipo: 'telefono', nombre: 'Teléfono de la ruta 7', centro: CATD, persona: 'cae-001' },
      casillas: [acta.casilla.clave],
    });
    expect(alta.cuerpo).toMatchObject({ codigo: expect.any(String) });
    await page.goto(`/casilla/#codigo=${alta.cuerpo.codigo}`);
    await page.getByRole('heading', { name: 'Falta confirmar' }).waitFor();
    const { clave } = alta.cuerpo.equipo;
    const shown = await page.locator('.cotejo > span').first().textContent();
    const { cuerpo } = await coordinacion.get('/api/equipos');
    const listed = cuerpo.equipos.find((each: { readonly clave: string }) => each.clave === clave);
    expect(listed).toMatchObject({ estado: 'por_confirmar', cotejo: shown });
    await coordinacion.post(`/api/equipos/${clave}/confirmacion`);
    await page.getByRole('heading', { name: 'Sus actas' }).waitFor();
    await page.evaluate(() => navigator.serviceWorker.ready);
    return clave;
  }

  async function publicar(): Promise<string> {
    const { noche } = consola;
    const carpeta = join(folder, 'publicacion');
    const motor = createMotor({
      ...{ proceso: noche.proceso, carpeta, imagenes: noche.imagenes, disco: openDisco() },
      paginas: PAGINAS_MINIMAS,
    });
    const { bitacora } = noche.base;
    must(
      await takeCorte({
        ...{ bitacora, motor, tipo: 'intermedio', momento: noche.reloj.now() },
        ...{ actor: 'publicacion', lugar: 'servidor' },
      }),
    );
    return carpeta;
  }

  test('a photograph without network ends in the published folder, with the hash that everybody recomputes', async () => {
    const { noche, direccion } = consola;
    const context = await browser.newContext({
      ...{ baseURL: direccion, viewport: TELEFONO, locale: 'es-MX', isMobile: true, hasTouch: true },
    });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const clave = await activar(page);
    await context.setOffline(true);
    await page.getByRole('link', { name: 'Tomar foto' }).click();
    await page.getByRole('button', { name: 'Enviar' }).click();
    await page.getByText('Lista para enviar').first().waitFor();
    await page.close();

    const again = await context.newPage();
    again.setDefaultTimeout(30_000);
    await again.goto('/casilla/');
    await again.getByText('1 foto por enviar').waitFor();
    await context.setOffline(false);
    const etapa = (titulo: string) => again.locator('.etapa', { hasText: titulo }).first().waitFor();
    await again.getByText('Nada por enviar').waitFor();
    // Registered, it waits to be captured.
    await etapa('En captura');

    const facts = must(await noche.base.bitacora.history(acta.id));
    expect(facts.filter(({ tipo }) => tipo === 'imagen_digitalizada')).toHaveLength(1);
    const refresh = again.getByRole('button', { name: 'Actualizar' });
    await capturar(noche, acta.id, 'ana');
    await capturar(noche, acta.id, 'bea');
    await verificar(noche, acta.id);
    await refresh.click();
    await etapa('Verificada');
    const publicacion = await publicar();
    await refresh.click();
    await etapa('Publicada');

    const images = readdirSync(publicacion, { recursive: true, withFileTypes: true })
      .filter(({ name }) => name.endsWith('.jpg'))
      .map(({ parentPath, name }) => join(parentPath, name));
    const published = images.map((path) => sha256(readFileSync(path)));
    const { estado } = must(await noche.base.bitacora.load(acta.id));
    expect(published).toContain(estado.fase === 'verificada' ? estado.imagen : estado.fase);

    // What the phone took is kept too, by its own hash.
    const deliveries = await noche.base.pool.query<{ readonly equipo: string; readonly datos: unknown }>(
      'select equipo, datos from prep.entrega',
    );
    expect(deliveries.rows).toMatchObject([
      { equipo: clave, datos: { archivo: { bytes: expect.any(Number) }, declarada: acta.id, motivos: [] } },
    ]);

    // A phone that is lost: the coordination revokes it, and it says so.
    await coordinacion.post(`/api/equipos/${clave}/revocacion`, { razon: 'Se perdió en el camino' });
    await refresh.click();
    await again.getByRole('heading', { name: 'No se puede enviar' }).waitFor();
    await context.close();
  });
});
