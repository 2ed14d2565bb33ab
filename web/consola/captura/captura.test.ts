import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chromium, describeSiHay } from '../../../pruebas/apoyo/disponible.ts';
import type { CapturaTecleada } from '../../../src/captura/contrato.ts';
import { dibujarActa } from '../pruebas/acta-dibujada.ts';
import {
  AHORA,
  actaNumero,
  CAMPOS,
  CAMPOS_LARGOS,
  escritoEn,
  tareaNumero,
  tituloNumero,
} from '../pruebas/datos.ts';
import {
  abrirNavegador,
  abrirPagina,
  expectAccesible,
  expectSinDesborde,
  type PaginaVigilada,
} from '../pruebas/navegador.ts';
import {
  levantarServidorDePrueba,
  type Pedido,
  rechazo,
  type ServidorDePrueba,
} from '../pruebas/servidor-de-prueba.ts';

const CAPTURA = 'POST /api/captura/actas/:acta';

describeSiHay('the capture screen', chromium(), 'un Chromium', (executablePath) => {
  let browser: Browser;
  let servidor: ServidorDePrueba;
  let pagina: PaginaVigilada;
  let page: Page;

  beforeAll(async () => {
    [browser, servidor] = await Promise.all([abrirNavegador(executablePath), levantarServidorDePrueba()]);
  });
  afterAll(async () => {
    await browser?.close();
    await servidor?.cerrar();
  });
  beforeEach(async () => {
    servidor.olvidar();
    servidor.entrarComo('capturista');
    pagina = await abrirPagina(browser, servidor.direccion);
    page = pagina.page;
  });
  afterEach(async () => {
    await pagina.cerrar();
    expect(pagina.faltas).toEqual([]);
  });

  describe('with the keyboard alone', () => {
    test('from the entrance to the exit: three actas, word for word as they are written', async () => {
      servidor.sesion = null;
      await page.goto('/');
      await logIn();
      for (const n of [0, 1, 2]) {
        await atField(1, n);
        await typeAll(n);
        await page.getByRole('button', { name: 'Intro para enviar' }).and(page.locator(':focus')).waitFor();
        await page.keyboard.press('Enter');
      }
      await page.getByText('No hay actas en espera').waitFor();
      expect(await captured()).toEqual(
        [0, 1, 2].map((n) => ({ acta: actaNumero(n), lecturas: escritoEn(CAMPOS, n), advertencias: [] })),
      );
      await page.keyboard.press('Tab');
      await focusOn('Ajustes');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Entrar' }).waitFor();
      expect(servidor.sesion).toBeNull();
    });

    test('forwards and backwards, and to a field by its number', async () => {
      await open();
      await press('Enter', 'Tab', 'ArrowDown');
      await atField(4);
      await press('Shift+Tab', 'ArrowUp');
      await atField(2);
      await press('g');
      await page.keyboard.type('17\n');
      await atField(17);
      await press('/');
      await page.keyboard.type('99\n');
      await page.getByText('No hay ese campo').waitFor();
      await press('Escape');
      await atField(17);
    });

    test('the two words are one key each, and a digit takes their place', async () => {
      await open();
      await press('i', 'S');
      expect([await valueAt(1), await valueAt(2)]).toEqual(['ILEGIBLE', 'SIN DATO']);
      await atField(3);
      await press('ArrowUp');
      await page.keyboard.type('40');
      expect(await valueAt(2)).toBe('40');
      await press('ArrowUp', 'Backspace');
      expect(await valueAt(1)).toBe('');
    });

    test('only digits, no more than the largest value has; zeros to the left stay and mean nothing', async () => {
      await open();
      await page.keyboard.type('0x0-7,12');
      expect(await valueAt(1)).toBe('0071');
      await page.evaluate(() => {
        const data = new DataTransfer();
        data.setData('text/plain', '1,204 votos');
        document.activeElement?.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData: data, bubbles: true }),
        );
      });
      await typeFrom(1, 0);
      await press('Enter');
      await page.getByText('Sección 1205 · Contigua 3').waitFor();
      expect((await captured())[0]?.lecturas.TOTAL_BOLETAS_SOBRANTES).toBe(71);
    });

    test('every key is explained with «?», which closes with Escape and gives the field back', async () => {
      await open();
      await press('Enter', '?');
      await page.getByRole('dialog', { name: 'Todas las teclas' }).waitFor();
      await expectAccesible(page);
      await expectSinDesborde(page);
      await press('Escape');
      await atField(2);
    });

    test('Ctrl+Enter sends from any field', async () => {
      await open();
      await typeFrom(0, 0);
      await press('ArrowUp', 'ArrowUp', 'Control+Enter');
      await atField(1, 1);
      expect(await captured()).toHaveLength(1);
    });
  });

  describe('the image', () => {
    test('goes to the row of the focused field and frames it', async () => {
      await open();
      const first = await frame();
      await press('g');
      await page.keyboard.type('19\n');
      await page.waitForFunction(
        (top) => document.querySelector<HTMLElement>('.visor-marco')?.style.top !== top,
        first.top,
      );
      const { box, window } = await frame();
      expect(box.y).toBeGreaterThanOrEqual(window.y);
      expect(box.y + box.height).toBeLessThanOrEqual(window.y + window.height);
      expect(box.width / window.width).toBeGreaterThan(0.8);
    });

    test('comes closer, turns, gains contrast and is inverted; the next field takes the zoom back', async () => {
      await open();
      const before = await transform();
      await press('+', '+');
      const closer = await transform();
      expect(scaleOf(closer)).toBeCloseTo(scaleOf(before) * 1.5625, 3);
      await press('Alt+ArrowRight');
      expect(await transform()).not.toBe(closer);
      await press('Enter');
      expect(scaleOf(await transform())).toBeCloseTo(scaleOf(before), 3);
      await press('-');
      expect(scaleOf(await transform())).toBeLessThan(scaleOf(before));
      await press('r', 'c', 'n');
      expect(await transform()).toContain('rotate(90deg)');
      await page.locator('.visor-papel.contraste-alto.colores-invertidos').waitFor();
      await press('a');
      const whole = await transform();
      await press('a');
      expect(scaleOf(await transform())).toBeGreaterThan(scaleOf(whole));
      await atField(2);
    });

    test('can be dragged and rolled with the mouse without losing the field', async () => {
      await open();
      const before = await transform();
      await page.mouse.move(400, 400);
      await page.mouse.down();
      await page.mouse.move(400, 300, { steps: 3 });
      await page.mouse.up();
      const dragged = await transform();
      expect(dragged).not.toBe(before);
      await page.mouse.wheel(0, 200);
      await page.waitForFunction(
        (was) => document.querySelector<HTMLElement>('.visor-papel')?.style.transform !== was,
        dragged,
      );
      await page.getByRole('button', { name: 'Acercar' }).click();
      await atField(1);
    });

    test('without geometry it is seen as wide as the window, and nothing is framed', async () => {
      servidor.captura.cola = servidor.captura.cola.map((tarea) => ({
        ...tarea,
        campos: tarea.campos.map((campo) => ({ ...campo, renglon: null })),
      }));
      await open();
      expect(await page.locator('.visor-marco').count()).toBe(0);
      const { width } = await boxOf('.visor-papel img');
      expect(width).toBeCloseTo((await boxOf('.visor-ventana')).width, 0);
    });

    test('that of the next acta is already decoded when it comes', async () => {
      await open();
      await typeFrom(0, 0);
      await page.waitForFunction(
        (path) => performance.getEntriesByName(new URL(path, location.href).href).length > 0,
        servidor.captura.asignadas[1]?.imagen.direccion ?? '',
      );
      // From here on no image could be had.
      await page.route('**/api/imagenes/**', (route) => route.abort());
      await press('Enter');
      await atField(1, 1);
      expect(await page.getByText('Cargando la imagen').count()).toBe(0);
    });

    test('that does not come is asked for again', async () => {
      const [missing] = servidor.actas;
      if (missing === undefined) throw new Error('no image');
      servidor.imagenes.delete(missing.sha256);
      await open();
      await page.getByText('La imagen no llegó').waitFor();
      await expectAccesible(page);
      servidor.imagenes.set(missing.sha256, missing.jpeg);
      await page.getByText('La imagen no llegó').waitFor({ state: 'detached' });
    });

    test('with a problem goes back with its reason, and the next acta comes', async () => {
      await open();
      await page.keyboard.type('12');
      await press('p');
      await page.getByRole('dialog', { name: 'Problema con la imagen' }).waitFor();
      await expectAccesible(page);
      await expectSinDesborde(page);
      await press('Enter');
      await page.getByText('Elija una razón').waitFor();
      await press('2', 'Tab');
      await page.keyboard.type('Falta la parte de abajo\n');
      await atField(1, 1);
      await expect.poll(storedKeys).toEqual([]);
      const [sent] = asked('POST /api/captura/actas/', '/problema');
      expect(sent?.cuerpo).toEqual({ motivo: 'cortada', razon: 'Falta la parte de abajo' });
    });
  });

  describe('before sending', () => {
    test('empty fields are listed, and the first one has the focus; nothing is sent', async () => {
      await open();
      await page.keyboard.type('214\n');
      await press('g');
      await page.keyboard.type('4\n7');
      await press('Control+Enter');
      await page.getByText('Faltan 17 campos.').waitFor();
      await atField(2);
      await expectAccesible(page);
      await expectSinDesborde(page);
      expect(await captured()).toEqual([]);
      await page.keyboard.type('9');
      await page.getByText('Faltan 16 campos.').waitFor();
    });

    test('a value beyond the largest is pointed out', async () => {
      servidor.captura.cola = servidor.captura.cola.map((tarea) => ({ ...tarea, valorMaximo: 1_500 }));
      await open();
      await page.keyboard.type('1501');
      await typeFrom(1, 0);
      await press('Enter');
      await page.getByText('El máximo es 1,500.').waitFor();
      await atField(1);
    });

    test('every warning is shown at once beside the image; a digit goes to its field and E sends it as it is', async () => {
      await open();
      await typeAll(0, { TOTAL_VOTOS_ASENTADO: 1, TOTAL_VOTOS_SACADOS: 2 });
      await press('Enter');
      const panel = page.getByRole('region', { name: 'Revise antes de enviar' });
      await panel.and(page.locator(':focus')).waitFor();
      expect(await panel.getByRole('listitem').count()).toBeGreaterThanOrEqual(2);
      expect(await page.locator('.visor-papel').isVisible()).toBe(true);
      await expectAccesible(page);
      await expectSinDesborde(page);
      // Whoever types fast does not confirm by accident.
      await press('Enter', 'Control+Enter');
      expect(await captured()).toEqual([]);
      await press('1');
      expect(await page.locator('.renglon input:focus').count()).toBe(1);
      await press('Control+Enter', 'e');
      await atField(1, 1);
      expect((await captured())[0]?.advertencias.length).toBeGreaterThanOrEqual(2);
    });

    test('what is corrected after a warning is sent without it', async () => {
      await open();
      await typeAll(0, { TOTAL_VOTOS_ASENTADO: 1 });
      await press('Enter', 'Escape');
      await press('g');
      await page.keyboard.type(`19\n${escritoEn(CAMPOS, 0).TOTAL_VOTOS_ASENTADO}`);
      await press('Control+Enter');
      await atField(1, 1);
      expect((await captured())[0]?.advertencias).toEqual([]);
    });

    test('when only some fields are asked, they keep their printed numbers and nothing else is said', async () => {
      const some = CAMPOS.filter(({ clave }) => ['PRD', 'NULOS', 'TOTAL_VOTOS_ASENTADO'].includes(clave));
      servidor.captura.cola = [
        tareaNumero(0, servidor.actas[0]?.sha256 ?? '', {
          campos: some,
          alcance: 'algunos_campos',
          limite: null,
        }),
      ];
      await page.goto('/captura');
      await atField(7);
      await page.getByText('Capture solo estos campos').waitFor();
      expect(await page.locator('.renglon-numero').allInnerTexts()).toEqual(['7', '18', '19']);
      await expectAccesible(page);
      const screen = await page.locator('main').innerText();
      expect(screen).not.toMatch(/tercer|segund|primer|difer|coincid|recaptur|conflict|otra persona/i);
      await page.keyboard.type('21\n3\n400\n\n');
      await page.getByText('No hay actas en espera').waitFor();
      expect((await captured())[0]?.lecturas).toEqual({ PRD: 21, NULOS: 3, TOTAL_VOTOS_ASENTADO: 400 });
    });
  });

  describe('nothing typed is lost', () => {
    test('a page that is loaded again, in the field where one was', async () => {
      await open();
      await page.keyboard.type('214\n507\n8');
      await page.reload();
      await atField(3);
      expect([await valueAt(1), await valueAt(2), await valueAt(3)]).toEqual(['214', '507', '8']);
    });

    test('a session that ends: one logs in over the screen and what was sent arrives, once', async () => {
      await open();
      await typeFrom(0, 0);
      servidor.sesion = null;
      await press('Enter');
      const dialog = page.getByRole('dialog', { name: 'Su sesión terminó' });
      await dialog.waitFor();
      await expectAccesible(page);
      await expectSinDesborde(page);
      expect(await page.getByLabel('Clave de la persona').inputValue()).toBe('cap-041');
      await page.keyboard.type('noche de junio\n');
      await dialog.waitFor({ state: 'detached' });
      await atField(1, 1);
      await page.waitForFunction(() => !Object.keys(localStorage).some((key) => key.includes('porEnviar')));
      expect(servidor.captura.capturadas).toBe(18);
    });

    test('a session that ended while the page was closed: after logging in, the same acta continues', async () => {
      await open();
      await page.keyboard.type('214\n507\n8');
      servidor.sesion = null;
      await page.reload();
      await logIn();
      await atField(3);
      expect(await valueAt(2)).toBe('507');
    });

    test('a session opened in another tab by the same person: its token is learnt, and what was sent arrives', async () => {
      await open();
      const { sesion } = servidor;
      if (sesion === null) throw new Error('nobody is inside');
      servidor.sesion = { ...sesion, csrf: 'el-nuevo' };
      servidor.contestar(CAPTURA, (pedido) =>
        pedido.csrf === 'el-nuevo'
          ? { cuerpo: nextOf(servidor, pedido) }
          : rechazo(409, 'CSRF', 'La página es de una sesión anterior.'),
      );
      await typeFrom(0, 0);
      await press('Enter');
      await atField(1, 1);
      await expect.poll(storedKeys).toEqual([]);
      expect(await page.getByRole('alert').count()).toBe(0);
    });

    test('its time ran out and nobody has it: it is taken up again', async () => {
      await open();
      await page.keyboard.type('214\n507');
      const [mine] = servidor.captura.asignadas;
      if (mine === undefined) throw new Error('nothing is assigned');
      servidor.captura.asignadas = [];
      servidor.contestar('POST /api/captura/actas/:acta/retomar', () => {
        servidor.captura.asignadas = [mine];
        return { cuerpo: mine };
      });
      await page.reload();
      await atField(2);
      expect(await valueAt(1)).toBe('214');
    });

    test('its time ran out and somebody else has it: it is said, and the next comes', async () => {
      await open();
      await page.keyboard.type('214\n507');
      servidor.captura.asignadas = servidor.captura.asignadas.slice(1);
      await page.reload();
      await atField(1, 1);
      const alert = page.getByRole('alert').filter({ hasText: 'Sección 1204 · Contigua 2' });
      await alert.getByText('Otra persona ya está capturando esta acta').waitFor();
      await expectAccesible(page);
      await expectSinDesborde(page);
      await press('x');
      await alert.waitFor({ state: 'detached' });
      expect(await valueAt(1)).toBe('');
    });

    test('without network it goes on with the next, and the first is sent with the same key', async () => {
      await open();
      let down = true;
      servidor.contestar(CAPTURA, (pedido) =>
        down ? { corta: 'antes_de_contestar' } : { cuerpo: nextOf(servidor, pedido) },
      );
      await typeFrom(0, 0);
      await press('Enter');
      await atField(1, 1);
      await page.getByText('Sin red: un acta se enviará').waitFor();
      await expectAccesible(page);
      await typeAll(1);
      await press('Enter');
      await page.getByRole('heading', { name: 'Sin red' }).waitFor();
      await page.getByText('2 actas se enviarán en cuanto').waitFor();
      await expectAccesible(page);
      // What was not sent survives a page that is loaded again.
      await page.reload();
      await page.getByText('2 actas se enviarán en cuanto').waitFor();
      down = false;
      await page.evaluate(() => window.dispatchEvent(new Event('online')));
      await atField(1, 2);
      const sent = asked('POST /api/captura/actas/');
      const keys = new Map(sent.map(({ parametros, idempotencia }) => [parametros.acta, idempotencia]));
      expect([...keys.keys()]).toEqual([actaNumero(0), actaNumero(1)]);
      for (const { parametros, idempotencia } of sent) expect(idempotencia).toBe(keys.get(parametros.acta));
      expect(new Set(keys.values()).size).toBe(2);
    });

    test('a refusal is told with the name of the acta, which comes back with what was typed', async () => {
      await open();
      let times = 0;
      servidor.contestar(CAPTURA, (pedido) => {
        times += 1;
        return times === 1
          ? rechazo(409, 'LECTURA_EXCESIVA', 'El campo PAN dice 900 y el máximo es 800.')
          : { cuerpo: nextOf(servidor, pedido) };
      });
      await typeFrom(0, 0);
      await press('Enter');
      const alert = page.getByRole('alert').filter({ hasText: 'Sección 1204 · Contigua 2' });
      await alert.getByText('vuelve a su pantalla, con lo que tecleó').waitFor();
      await press('x');
      await alert.waitFor({ state: 'detached' });
      await typeAll(1);
      await press('Enter');
      await page.getByText('Sección 1204 · Contigua 2').waitFor();
      expect(await valueAt(19)).toBe(String(escritoEn(CAMPOS, 0).TOTAL_VOTOS_ASENTADO));
    });

    test('to leave with an acta half done asks first, and erases it', async () => {
      await open();
      await page.keyboard.type('214');
      await page.getByRole('button', { name: 'Salir' }).click();
      await page.getByRole('dialog', { name: 'Tiene un acta a medias' }).waitFor();
      await press('Escape');
      expect(await valueAt(1)).toBe('214');
      expect(servidor.sesion).not.toBeNull();
      await page.getByRole('button', { name: 'Salir' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Salir' }).click();
      await page.getByRole('heading', { name: 'Entrar' }).waitFor();
      expect(await storedKeys()).toEqual([]);
    });
  });

  describe('the shift', () => {
    test('rest gives back what one has; one key continues', async () => {
      await open();
      await press('d');
      await page.getByRole('heading', { name: 'En descanso' }).waitFor();
      expect(servidor.captura.asignadas).toEqual([]);
      await expectAccesible(page);
      await expectSinDesborde(page);
      await press('Enter');
      await atField(1);
    });

    test('to rest with an acta half done asks first, and it is there afterwards', async () => {
      await open();
      await page.keyboard.type('214');
      await press('d');
      await page.getByRole('dialog', { name: 'Tiene un acta a medias' }).waitFor();
      await expectAccesible(page);
      await press('Escape');
      await atField(1);
      await press('d');
      await page.getByRole('dialog').getByRole('button', { name: 'Descansar' }).click();
      await page
        .getByRole('button', { name: /Continuar/ })
        .and(page.locator(':focus'))
        .waitFor();
      const [mine] = servidor.captura.cola;
      servidor.contestar('POST /api/captura/actas/:acta/retomar', () => {
        servidor.captura.asignadas = servidor.captura.cola.splice(0, 1);
        return { cuerpo: mine };
      });
      await press('Enter');
      await atField(1);
      expect(await valueAt(1)).toBe('214');
    });

    test('an empty queue says so and asks again by itself', async () => {
      servidor.captura.cola = [];
      await page.goto('/captura');
      await page.getByRole('heading', { name: 'No hay actas en espera' }).waitFor();
      await expectAccesible(page);
      await expectSinDesborde(page);
      servidor.captura.cola = [tareaNumero(2, servidor.actas[2]?.sha256 ?? '')];
      await atField(1, 2);
    });

    test('a queue that cannot be asked says why and tries again', async () => {
      let down = true;
      servidor.contestar('GET /api/captura/tareas', () =>
        down
          ? rechazo(503, 'BASE_NO_DISPONIBLE', 'La base de datos no contesta.')
          : { cuerpo: { tareas: [], resumen: { enEstaHora: 0, enTotal: 0, enEspera: 3 } } },
      );
      await page.goto('/captura');
      await page.getByText('La base de datos no contesta. Esta pantalla lo intenta cada 5 s.').waitFor();
      await expectAccesible(page);
      down = false;
      await page.getByRole('button', { name: 'Reintentar' }).click();
      await atField(1);
    });

    test('typing asks for more time, once a minute, and only when it is short one sees it', async () => {
      await page.clock.install({ time: new Date(AHORA) });
      await open();
      await page.keyboard.type('2');
      expect(asked('POST /api/captura/actas/', '/prorroga')).toEqual([]);
      expect(await page.getByRole('timer').count()).toBe(0);
      await page.clock.fastForward(61_000);
      await page.keyboard.type('14');
      await expect.poll(() => asked('POST /api/captura/actas/', '/prorroga').length).toBe(1);
      await page.clock.fastForward(12 * 60_000 + 30_000);
      await page.getByRole('timer').waitFor();
      expect(await page.getByRole('timer').innerText()).toMatch(/^Quedan 1:\d\d; al teclear se extiende$/);
      await expectAccesible(page);
    });

    test('the summary of the shift is in sight, and nothing tells which capture it is', async () => {
      await open();
      await page.getByText('17 actas en esta hora · 310 en espera').waitFor();
      expect(await page.locator('main').innerText()).not.toMatch(/tercer|segunda|primera|coincid/i);
    });
  });

  test('every part is accessible and fits at each size, also with forty fields and names of ninety characters', async () => {
    const escrito = escritoEn(CAMPOS_LARGOS, 5);
    const drawn = await dibujarActa(
      'Ayuntamiento',
      CAMPOS_LARGOS.map(({ clave, etiqueta }) => ({ etiqueta, cantidad: escrito[clave] ?? null })),
    );
    servidor.imagenes.set(drawn.sha256, drawn.jpeg);
    const titulo = { ...tituloNumero(5), territorio: 'Municipio 053 Cojumatlán de Régules y otros pueblos' };
    servidor.captura.cola = [tareaNumero(5, drawn.sha256, { campos: CAMPOS_LARGOS, titulo })];
    await open();
    await expectAccesible(page);
    await expectSinDesborde(page);
    for (const size of [
      { width: 683, height: 384 },
      { width: 1366, height: 768 },
    ]) {
      await page.setViewportSize(size);
      for (const numero of [1, 36, 40]) {
        await press('g');
        await page.keyboard.type(`${numero}\n`);
        await atField(numero);
        const field = await boxOf('.renglon input:focus');
        const column = await boxOf('.formulario-campos');
        expect(field.y).toBeGreaterThanOrEqual(column.y);
        expect(field.y + field.height).toBeLessThanOrEqual(column.y + column.height + 1);
        // The image keeps at least a third of the window.
        expect((await boxOf('.visor-ventana')).width).toBeGreaterThan(size.width / 3);
      }
    }
  });

  async function logIn(): Promise<void> {
    await page.getByLabel('Clave de la persona').and(page.locator(':focus')).waitFor();
    await page.keyboard.type('cap-041');
    await press('Tab');
    await page.keyboard.type('noche de junio\n');
  }

  async function open(): Promise<void> {
    await page.goto('/captura');
    await atField(1);
    await page.waitForFunction(
      () =>
        document.querySelector('.visor-mensaje') === null || document.querySelector('[role=alert]') !== null,
    );
  }

  /** The focus is in the field with that number (of that acta). */
  async function atField(numero: number, n?: number): Promise<void> {
    if (n !== undefined) {
      const { seccion, casilla } = tituloNumero(n);
      await page.getByText(`Sección ${seccion} · ${casilla}`, { exact: true }).waitFor();
    }
    await page
      .locator('.renglon', { has: page.locator('input:focus') })
      .locator('.renglon-numero', { hasText: new RegExp(`^${numero}$`) })
      .waitFor();
  }

  async function press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await page.keyboard.press(key);
  }

  /** Types a whole acta, Enter after each field: ends at the button. */
  async function typeAll(n: number, changes: Readonly<Record<string, number>> = {}): Promise<void> {
    await typeFrom(0, n, changes);
  }

  /** The same from the field `from` (0 is the first), which has the focus after an Enter. */
  async function typeFrom(
    from: number,
    n: number,
    changes: Readonly<Record<string, number>> = {},
  ): Promise<void> {
    const escrito: Readonly<Record<string, number>> = { ...escritoEn(CAMPOS, n), ...changes };
    if (from > 0) await press('Enter');
    const text = CAMPOS.slice(from)
      .map(({ clave }) => `${escrito[clave]}\n`)
      .join('');
    await page.keyboard.type(text);
  }

  async function valueAt(numero: number): Promise<string> {
    return page
      .locator('.renglon', {
        has: page.locator('.renglon-numero', { hasText: new RegExp(`^${numero}$`) }),
      })
      .locator('input')
      .inputValue();
  }

  async function focusOn(nombre: string): Promise<void> {
    for (let i = 0; i < 12; i++) {
      if ((await page.locator(':focus').innerText()) === nombre) return;
      await press('Shift+Tab');
    }
    throw new Error(`«${nombre}» is not reached with the keyboard`);
  }

  function asked(prefix: string, suffix = ''): readonly Pedido[] {
    return servidor.pedidos.filter(({ metodo, ruta }) => {
      const whole = `${metodo} ${ruta}`;
      return suffix === ''
        ? whole.startsWith(prefix) && whole.split('/').length === 5
        : whole.startsWith(prefix) && whole.endsWith(suffix);
    });
  }

  /** What arrived at the server, once nothing is on its way. */
  async function captured() {
    await page.waitForFunction(() => !Object.keys(localStorage).some((key) => key.endsWith('.porEnviar')));
    return asked('POST /api/captura/actas/').map(({ parametros, cuerpo }) => ({
      acta: parametros.acta,
      ...(cuerpo as CapturaTecleada),
    }));
  }

  function storedKeys(): Promise<string[]> {
    return page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('prep.captura.')));
  }

  async function boxOf(selector: string) {
    const box = await page.locator(selector).boundingBox();
    if (box === null) throw new Error(`${selector} is not on the screen`);
    return box;
  }

  async function frame() {
    const top = await page.locator('.visor-marco').evaluate((element: HTMLElement) => element.style.top);
    return { top, box: await boxOf('.visor-marco'), window: await boxOf('.visor-ventana') };
  }

  function transform(): Promise<string> {
    return page.locator('.visor-papel').evaluate((element: HTMLElement) => element.style.transform);
  }
});

function scaleOf(transform: string): number {
  return Number(/scale\(([\d.]+)\)/.exec(transform)?.[1]);
}

/** What the canned server would have answered to a capture. */
function nextOf({ captura }: ServidorDePrueba, { parametros }: Pedido) {
  captura.asignadas = [
    ...captura.asignadas.filter(({ acta }) => acta !== parametros.acta),
    ...captura.cola.splice(0, 1),
  ];
  return {
    tareas: captura.asignadas,
    resumen: { enEstaHora: 18, enTotal: 58, enEspera: captura.cola.length },
  };
}
