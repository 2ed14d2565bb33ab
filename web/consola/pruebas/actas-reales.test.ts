/**
 * The screens of actas against the real server and a real database: what is done with the keyboard is in the
 * bitácora, with who did it.
 */

import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Cliente, type ConsolaDePrueba, withConsola } from '../../../pruebas/apoyo/consola.ts';
import { chromium, describeSiHay } from '../../../pruebas/apoyo/disponible.ts';
import { acopiar, capturar, escaneo, hechosDe, must, verificar } from '../../../pruebas/apoyo/fases.ts';
import type { IdActa } from '../../../src/dominio/clave.ts';
import type { ActaEsperada } from '../../../src/dominio/eleccion.ts';
import { dibujarActa } from './acta-dibujada.ts';
import { aLaVista, enfoca, enLista } from './con-actas.ts';
import { consolaConstruida } from './construida.ts';
import { abrirNavegador, abrirPagina, type PaginaVigilada } from './navegador.ts';

describeSiHay('over the real server', chromium(), 'un Chromium', (executablePath) => {
  let consola: ConsolaDePrueba;
  let browser: Browser;
  const abiertas: PaginaVigilada[] = [];

  beforeAll(async () => {
    [consola, browser] = await Promise.all([
      consolaConstruida().then((construida) => withConsola({ construida })),
      abrirNavegador(executablePath),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await consola?.stop();
  });
  afterEach(async () => {
    for (const pagina of abiertas.splice(0)) {
      await pagina.cerrar();
      expect(pagina.faltas).toEqual([]);
    }
  });

  /** A person in front of a screen. */
  async function enPantalla(cliente: Cliente, ruta: string): Promise<Page> {
    const pagina = await abrirPagina(browser, consola.direccion);
    abiertas.push(pagina);
    await pagina.context.addCookies(cliente.cookies);
    await pagina.page.goto(ruta);
    return pagina.page;
  }
  async function teclas(page: Page, ...keys: string[]): Promise<void> {
    for (const key of keys) await page.keyboard.press(key);
  }

  /** An acta that nobody used, of a casilla with section. */
  function otraConSeccion(): ActaEsperada {
    const { otra, proceso } = consola.noche;
    const acta = proceso.actasPorId.get(otra('GUB'));
    if (acta === undefined) throw new Error('an acta that the catalogue lacks');
    return acta.casilla.tipo === 'A' ? otraConSeccion() : acta;
  }

  /** An acta with a legible image, captured by two or three people who saw these readings of `NULOS`. */
  async function capturada(...nulos: number[]): Promise<ActaEsperada> {
    const { noche } = consola;
    const esperada = otraConSeccion();
    const acta = esperada.id;
    await acopiar(noche, acta);
    const { jpeg } = await dibujarActa(
      acta,
      noche.camposDe(acta).map((etiqueta) => ({ etiqueta, cantidad: 10 })),
    );
    must(await noche.fases.digitalizacion.recibir({ ...escaneo(acta), bytes: jpeg, acta }));
    for (const [i, value] of nulos.entries()) {
      await capturar(noche, acta, ['ana', 'bea', 'ceci'][i] ?? '', { NULOS: value });
    }
    return esperada;
  }
  async function ultimoHecho(acta: IdActa) {
    return (await hechosDe(consola.noche, acta)).at(-1);
  }

  test('an acta is accepted, and another sent to recapture with its reason', async () => {
    const primera = await capturada(10, 10);
    const segunda = await capturada(10, 10);
    const page = await enPantalla(await consola.entrar('verificador', { clave: 'ver-001' }), '/verificacion');
    await aLaVista(page);
    await teclas(page, 'a');
    await enfoca(page, 'Aceptar el acta');
    await teclas(page, 'Enter');
    await page.locator('.puesto-titulo').getByText(segunda.clave).waitFor();
    expect(await ultimoHecho(primera.id)).toEqual({ tipo: 'acta_verificada', datos: { persona: 'ver-001' } });
    await aLaVista(page);
    await teclas(page, 'End', 'x', 'e');
    await page.keyboard.type('El total dice otra cosa');
    await teclas(page, 'Enter');
    await page.getByText('No hay actas por verificar').waitFor();
    expect(await ultimoHecho(segunda.id)).toEqual({
      tipo: 'recaptura_pedida',
      datos: { persona: 'ver-001', campos: ['TOTAL_VOTOS_ASENTADO'], razon: 'El total dice otra cosa' },
    });
  });

  test('an image of another casilla is proposed by one person and moved by another', async () => {
    const acta = await capturada(10, 10);
    const destino = otraConSeccion();
    const page = await enPantalla(await consola.entrar('verificador', { clave: 'ver-001' }), '/verificacion');
    await aLaVista(page);
    await teclas(page, 'f', 'Space', 'Tab');
    await page.keyboard.type(destino.clave);
    // The list narrows as one types; what Enter takes is the only one left.
    await expect.poll(() => page.getByRole('dialog').getByRole('option').count()).toBe(1);
    await teclas(page, 'Enter', 'Tab');
    await page.keyboard.type('Lo dice el encabezado');
    await teclas(page, 'Enter');
    await page.getByText('No hay actas por verificar').waitFor();
    expect(await ultimoHecho(acta.id)).toMatchObject({
      tipo: 'identificacion_propuesta',
      datos: { persona: 'ver-001', propuesta: { tipo: 'otra_acta', acta: destino.id } },
    });

    const otra = await enPantalla(
      await consola.entrar('coordinador_ccv', { clave: 'cor-001' }),
      '/identificaciones',
    );
    await enLista(otra);
    await teclas(otra, 'Enter');
    await otra.getByRole('region', { name: 'Se propone' }).getByText(destino.clave).waitFor();
    await aLaVista(otra, 'Identificación');
    await teclas(otra, 'a');
    await enfoca(otra, 'Aceptar');
    await teclas(otra, 'Enter');
    await otra.getByText('Aceptó: la imagen de').waitFor();
    expect(await hechosDe(consola.noche, acta.id)).toContainEqual({
      tipo: 'identificacion_confirmada',
      datos: { propone: 'ver-001', confirma: 'cor-001', destino: destino.id },
    });
  });

  test('a conflict is proposed by the coordinator and confirmed by a verificador', async () => {
    const acta = await capturada(10, 11, 12);
    const page = await enPantalla(
      await consola.entrar('coordinador_ccv', { clave: 'cor-001' }),
      '/conflictos',
    );
    await enLista(page);
    await teclas(page, 'Enter');
    await page.getByRole('group', { name: /Votos nulos/ }).waitFor();
    await page.locator('.visor-papel[style*=transform]').waitFor();
    await teclas(page, 'ArrowDown', 'Tab');
    await page.keyboard.type('Vale la letra');
    await teclas(page, 'Enter');
    await page.getByText('Propuso cómo resolver').waitFor();
    expect(await ultimoHecho(acta.id)).toMatchObject({ tipo: 'resolucion_propuesta' });

    const otra = await enPantalla(
      await consola.entrar('verificador', { clave: 'ver-001' }),
      `/conflictos/${acta.id}`,
    );
    await aLaVista(otra, 'Votos nulos');
    await otra.getByText('Vale la letra').waitFor();
    await teclas(otra, 'a');
    await enfoca(otra, 'Confirmar');
    await teclas(otra, 'Enter');
    await otra.getByText('Confirmó cómo se resuelve').waitFor();
    expect(await ultimoHecho(acta.id)).toEqual({
      tipo: 'conflicto_resuelto',
      datos: {
        lecturas: { NULOS: 11 },
        coordinador: 'cor-001',
        verificador: 'ver-001',
        razon: 'Vale la letra',
      },
    });
  });

  test('the paper is equal in one acta, and another is corrected', async () => {
    const igual = await capturada(10, 10);
    const distinta = await capturada(10, 10);
    for (const { id } of [igual, distinta]) await verificar(consola.noche, id);
    for (const [acta, keys] of [
      [igual, ['a']],
      [distinta, ['x', 'e']],
    ] as const) {
      const { catd } = acta.casilla;
      const page = await enPantalla(await consola.entrar('cotejador', { centro: catd }), '/cotejo');
      await page.getByRole('row', { name: new RegExp(acta.clave) }).waitFor();
      await page.keyboard.type(acta.clave);
      await teclas(page, 'Enter');
      await page.waitForURL(`**/cotejo/${acta.id}`);
      await aLaVista(page);
      await teclas(page, ...keys);
      if (acta === distinta) {
        await page.keyboard.type('El papel dice otra cosa');
        await teclas(page, 'Enter');
      }
      await page.getByRole('heading', { name: 'Cotejo' }).waitFor();
      await page.getByText(acta === igual ? ': igual al papel' : 'se pidió la corrección').waitFor();
    }
    expect(await ultimoHecho(igual.id)).toMatchObject({ tipo: 'cotejo_registrado' });
    expect(await ultimoHecho(distinta.id)).toMatchObject({
      tipo: 'correccion_abierta',
      datos: { campos: ['TOTAL_BOLETAS_SOBRANTES'], razon: 'El papel dice otra cosa' },
    });
  });

  test('the list finds an acta and its page tells every fact, with captures only for whoever may see them', async () => {
    const acta = await capturada(10, 10);
    const facts = await hechosDe(consola.noche, acta.id);
    for (const [rol, values] of [
      ['coordinador_ccv', 2],
      ['consejeria', 0],
    ] as const) {
      const page = await enPantalla(await consola.entrar(rol), '/actas');
      await page.getByText(/ actas · a las /).waitFor();
      await page.keyboard.type(acta.clave);
      await page.waitForURL(`**/actas?texto=${acta.clave}`);
      await page.getByRole('row', { name: new RegExp(`${acta.clave}.*Capturada`, 's') }).waitFor();
      await teclas(page, 'Enter');
      await page.getByRole('heading', { name: 'Historia', exact: true }).waitFor();
      expect(await page.locator('.historia > li').count()).toBe(facts.length);
      expect(await page.locator('.historia details').count()).toBeGreaterThanOrEqual(values);
      if (values === 0) expect(await page.locator('.historia details').count()).toBe(0);
      await page.getByRole('radio', { name: /En uso/, checked: true }).waitFor();
    }
  });
});
