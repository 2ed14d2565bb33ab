import { renderSVG } from 'uqr';
import { beforeEach, expect, test } from 'vitest';
import type { ActaEnAcopio, HechasUnaPorUna } from '../../../src/acopio/contrato.ts';
import { actaEnAcopio, conSobre, deCatd, TITULO_LARGO } from '../pruebas/acopio-inventado.ts';
import { describeEnNavegador } from '../pruebas/en-navegador.ts';
import {
  expectAccesible,
  expectEnTelefono,
  expectSinDesborde,
  type PaginaVigilada,
} from '../pruebas/navegador.ts';
import { levantarServidorDePrueba, rechazo, type ServidorDePrueba } from '../pruebas/servidor-de-prueba.ts';

describeEnNavegador('acopio', levantarServidorDePrueba, (actual) => {
  let servidor: ServidorDePrueba;
  let pagina: PaginaVigilada;
  let actas: ActaEnAcopio[];

  beforeEach(() => {
    ({ servidor, pagina } = actual());
    servidor.entrarComo('acopiador');
    actas = [
      actaEnAcopio(0, { titulo: TITULO_LARGO }),
      ...[1, 2, 3].map((n) => conSobre(n, n)),
      ...Array.from({ length: 496 }, (_, n) => actaEnAcopio(n + 4)),
    ];
    servidor.contestar('GET /api/acopio/actas', () => ({ cuerpo: deCatd(actas) }));
    servidor.contestar('POST /api/acopio/actas/:acta', ({ parametros, cuerpo }) => {
      const { horaManuscrita } = cuerpo as { horaManuscrita: string | null };
      const sobre = { momento: '2027-06-07T02:41:07.000Z', horaManuscrita, avisos: [] };
      actas = actas.map((each) =>
        each.acta === parametros.acta ? { ...each, sobre, situacion: 'acopiada', fase: 'acopiada' } : each,
      );
      return { cuerpo: { acta: actas.find((each) => each.acta === parametros.acta), avisos: [] } };
    });
  });
  const registrados = () =>
    servidor.pedidos.filter(({ metodo, ruta }) => metodo === 'POST' && ruta.startsWith('/api/acopio/actas/'));
  const caja = () => pagina.page.getByRole('textbox', { name: /Lea el código|otra vez/ });

  async function abrir(): Promise<void> {
    await pagina.page.goto('/acopio');
    await caja().and(pagina.page.locator(':focus')).waitFor();
  }

  /** Enter, once it can only be of a person who saw the acta. */
  async function registrar(): Promise<void> {
    await pagina.page.getByRole('button', { name: /^Coincide/, disabled: false }).waitFor();
    await pagina.page.keyboard.press('Enter');
  }

  test('a reader writes, the acta is compared and Enter registers it: the next one without touching anything', async () => {
    const { page } = pagina;
    await abrir();
    await expectAccesible(page);
    await expectSinDesborde(page);
    // As a reader does: every key of the code, and Enter.
    await page.keyboard.type(actas[0]!.codigo);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /Extraordinaria 12 contigua 14/ }).waitFor();
    await expectSinDesborde(page);
    await registrar();
    await page.getByText('Registrado a las 20:41').waitFor();
    expect(registrados().map(({ cuerpo }) => cuerpo)).toEqual([{ horaManuscrita: null, como: 'qr' }]);
    await caja().and(page.locator(':focus')).waitFor();
    await page.keyboard.type(actas[4]!.codigo.replace(/[-/]/g, (sign) => (sign === '/' ? '-' : "'")));
    await page.keyboard.press('Enter');
    await page.getByText('El lector supone otro teclado').waitFor();
    await registrar();
    await expect.poll(() => registrados().length).toBe(2);
  });

  test('a hand-written hour is warned about and kept as it is', async () => {
    const { page } = pagina;
    await abrir();
    await page.keyboard.type(`${actas[5]!.codigo}\n`);
    await page.getByRole('textbox', { name: /Hora escrita/ }).fill('7:20');
    await page.getByText('revise si es de la mañana o de la noche').waitFor();
    await expectAccesible(page);
    // From the list of days too, where Enter by itself sends nothing.
    await page.keyboard.press('Tab');
    await registrar();
    await page.getByText('Registrado a las').waitFor();
    expect(registrados()[0]?.cuerpo).toEqual({ horaManuscrita: '2027-06-06T07:20', como: 'qr' });
  });

  test('another envelope read before this one is registered does not go in the hour', async () => {
    const { page } = pagina;
    await abrir();
    await page.keyboard.type(`${actas[6]!.codigo}\n`);
    await page.getByRole('textbox', { name: /Hora escrita/ }).waitFor();
    await page.keyboard.type(`2040${actas[7]!.codigo}\n`);
    await page.getByText('Leyó otro sobre y este todavía no se registra').waitFor();
    expect(await page.getByRole('textbox', { name: /Hora escrita/ }).inputValue()).toBe('2040');
    // With the focus on a button, its Enter would press it.
    await page.getByRole('button', { name: /^No es este/ }).focus();
    await page.keyboard.type(`${actas[7]!.codigo}\n`);
    await page.getByText('Leyó otro sobre y este todavía no se registra').waitFor();
    expect(registrados()).toEqual([]);
    await page.keyboard.press('Escape');
    await caja().and(page.locator(':focus')).waitFor();
  });

  test('a reader that ends with Enter twice registers nothing that nobody compared', async () => {
    const { page } = pagina;
    await abrir();
    // Of the same instant, as the two keys of a reader: that of the driver would wait for each one.
    await page.keyboard.insertText(actas[6]!.codigo);
    await page.evaluate(() => {
      const enter = () => (document.activeElement as HTMLInputElement).form?.requestSubmit();
      enter();
      return Promise.resolve().then(enter);
    });
    await page.getByRole('button', { name: /^Coincide/, disabled: false }).waitFor();
    expect(registrados()).toEqual([]);
  });

  test('without network the envelope in hand stays, is said, and is registered by itself when it returns', async () => {
    const { page } = pagina;
    await abrir();
    await pagina.context.setOffline(true);
    // Its clave too: the actas of the CATD came with the screen.
    for (let time = 0; time < 2; time += 1) await page.keyboard.type(`${actas[6]!.titulo.clave}\n`);
    await page.getByText('tecleada dos veces').waitFor();
    await page.keyboard.type('2040');
    await registrar();
    await page.getByText('Todavía no se registra').waitFor();
    await expectAccesible(page);
    await pagina.context.setOffline(false);
    await page.getByText('Registrado a las').waitFor();
    expect(registrados().map(({ cuerpo }) => cuerpo)).toEqual([
      { horaManuscrita: '2027-06-06T20:40', como: 'tecleada' },
    ]);
  });

  test('what another window registered meanwhile is not an error', async () => {
    const { page } = pagina;
    servidor.contestar('POST /api/acopio/actas/:acta', () =>
      rechazo(409, 'YA_ACOPIADA', 'Esta acta ya se recibió.'),
    );
    await abrir();
    await page.keyboard.type(`${actas[6]!.codigo}\n`);
    await registrar();
    await page.getByText('la registró otra persona').waitFor();
    await caja().and(page.locator(':focus')).waitFor();
  });

  test('a clave is typed twice, and two that are not the same go nowhere', async () => {
    const { page } = pagina;
    const { clave } = actas[8]!.titulo;
    servidor.contestar('POST /api/acopio/lectura', () => ({ cuerpo: { acta: actas[8], teclado: 'mismo' } }));
    await abrir();
    await page.keyboard.type(`${clave}\n`);
    await page.getByText('Escriba la clave otra vez').waitFor();
    await page.keyboard.type('161206C9999\n');
    await page.getByText('Las claves no coinciden').waitFor();
    await page.keyboard.type(`${clave}\n`);
    await page.getByText('Escriba la clave otra vez').waitFor();
    await page.keyboard.type(`${clave.toLowerCase()}\n`);
    await page.getByText('tecleada dos veces').waitFor();
    await registrar();
    await expect.poll(() => registrados()[0]?.cuerpo).toEqual({ horaManuscrita: null, como: 'tecleada' });
  });

  test('what cannot be is said where it was read, and what was registered already is not an error', async () => {
    const { page } = pagina;
    servidor.contestar('POST /api/acopio/lectura', () =>
      rechazo(409, 'OTRO_CATD', 'Esta acta es del CATD C053 Paracho: no la registre aquí.'),
    );
    await abrir();
    await page.keyboard.type('PREP1/michoacan-2027/GUB-999/11\n');
    await page.getByText('Es de otro CATD').waitFor();
    await page.keyboard.type(`${actas[1]!.codigo}\n`);
    await page.getByText('Este sobre ya estaba registrado').waitFor();
  });

  test('the camera reads the code of an envelope', async () => {
    const { page } = pagina;
    const svg = renderSVG(actas[9]!.codigo, { ecc: 'H', border: 4 });
    // A camera that looks at a code: what is drawn in a canvas.
    await page.addInitScript(async (source: string) => {
      const look = window.createImageBitmap.bind(window) as typeof window.createImageBitmap;
      window.createImageBitmap = ((...given: Parameters<typeof look>) => {
        const { dataset } = document.documentElement;
        dataset.miradas = String(Number(dataset.miradas ?? 0) + 1);
        return look(...given);
      }) as typeof look;
      navigator.mediaDevices.getUserMedia = async () => {
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [640, 480];
        const context = canvas.getContext('2d')!;
        const image = new Image();
        image.src = `data:image/svg+xml,${encodeURIComponent(source)}`;
        await image.decode();
        const draw = () => {
          context.fillStyle = 'white';
          context.fillRect(0, 0, 640, 480);
          context.drawImage(image, 140, 60, 360, 360);
          requestAnimationFrame(draw);
        };
        draw();
        return canvas.captureStream(15);
      };
    }, svg);
    await abrir();
    await page.getByRole('button', { name: 'Leer con la cámara' }).click();
    await page.getByRole('heading', { name: new RegExp(actas[9]!.titulo.casilla) }).waitFor();
    await registrar();
    await page.getByText('Registrado a las').waitFor();
    // It goes on in front of the camera, which looks again twice: it is not another envelope.
    const looks = () => page.evaluate(() => Number(document.documentElement.dataset.miradas));
    const before = await looks();
    await expect.poll(looks, { timeout: 20_000 }).toBeGreaterThan(before + 1);
    await page.getByText('Registrado a las').waitFor();
  });

  test('the list finds, filters, and proposes in bulk what will not arrive', async () => {
    const { page } = pagina;
    const proposed: HechasUnaPorUna = {
      hechas: [actas[5]!.acta],
      rechazadas: [
        { acta: actas[4]!.acta, codigo: 'FASE_NO_LO_PERMITE', mensaje: 'El acta está en captura.' },
      ],
    };
    servidor.contestar('POST /api/acopio/sin-acta', () => ({ cuerpo: proposed }));
    await page.goto('/actas-del-catd');
    await page.getByText('500 actas · 3 sobres recibidos').waitFor();
    await expectAccesible(page);
    await expectSinDesborde(page);
    await expectEnTelefono(page, page.getByRole('gridcell').first());
    await page.keyboard.type('1209');
    await page.getByText('1 acta de 500').waitFor();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('No se ha recibido').waitFor();
    await dialog.getByRole('button', { name: 'Proponer sin acta…' }).click();
    await dialog.getByRole('radio', { name: 'Paquete no entregado' }).waitFor();
    await expectAccesible(page);
    // A dialog that took the place of another gives the focus back to where it was before both.
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: 'Buscar' }).and(page.locator(':focus')).fill('');
    await page.getByLabel('Estado').selectOption('esperada');
    await page.getByRole('button', { name: 'Proponer sin acta (497)…' }).click();
    await dialog.getByRole('radio', { name: 'Paquete no entregado' }).check();
    await dialog.getByRole('button', { name: 'Proponer 497 actas' }).click();
    await dialog.getByText('1 acta no se pudo; las demás sí').waitFor();
    const asked = servidor.pedidos.find(({ ruta }) => ruta === '/api/acopio/sin-acta')!;
    expect(asked.cuerpo).toMatchObject({ motivo: 'paquete_no_entregado' });
    expect((asked.cuerpo as { actas: string[] }).actas).toHaveLength(497);
  });

  test('another person confirms what was proposed, on their own screen', async () => {
    const { page } = pagina;
    servidor.entrarComo('coordinador_catd');
    const sinActa = (propone: string) => ({
      ...({ motivo: 'casilla_no_instalada', estado: 'propuesta', propone } as const),
      desde: '2027-06-07T06:30:00.000Z',
    });
    actas = actas.map((each, n) => {
      if (n === 10 || n === 11) return { ...each, sinActa: sinActa('aco-003') };
      return n === 12 ? { ...each, sinActa: sinActa('coo-016') } : each;
    });
    servidor.contestar('POST /api/acopio/sin-acta/confirmacion', ({ cuerpo }) => ({
      cuerpo: {
        hechas: (cuerpo as { actas: { acta: string }[] }).actas.map(({ acta }) => acta),
        rechazadas: [],
      },
    }));
    await page.goto('/actas-del-catd');
    await page.getByText('Lo propuso usted: debe confirmarlo alguien más.').waitFor();
    await expectAccesible(page);
    await page.getByText('Lo propuso aco-003').waitFor();
    await page.getByRole('button', { name: 'Revisar…' }).first().click();
    await page.getByRole('button', { name: 'Confirmar 2 actas' }).click();
    await page.getByText('2 actas quedaron declaradas sin acta.').waitFor();
    const asked = servidor.pedidos.find(({ ruta }) => ruta.endsWith('/confirmacion'))!;
    expect(asked.cuerpo).toEqual({
      actas: [10, 11].map((n) => ({ acta: actas[n]!.acta, desde: '2027-06-07T06:30:00.000Z' })),
    });
  });
});
