/**
 * Takes the pictures of the manuals, from the running program: opens a rehearsal, logs people in by keyboard, takes
 * some actas to each state and writes `img/*.png`. The same seed gives the same people and actas; only hours, digits
 * to compare and secrets of the moment change.
 *
 *   npm exec -c 'node docs/manual/tomar.ts'
 *
 * Needs a Chromium: that of PREP_CHROMIUM, or /usr/bin/chromium. Takes two minutes.
 */

import type { Page } from 'playwright-core';
import type { Lectura } from '../../src/dominio/lectura.ts';
import { type Camara, conCamara, conImagen, decir, dialogo, irA, teclas } from './camara.ts';
import { abrirEscenario, type Escenario, found, must } from './escenario.ts';

const escenario = await abrirEscenario(decir);
try {
  await conCamara(escenario.direccion, (camara) => tomar(escenario, camara));
} finally {
  await escenario.cerrar();
}

async function tomar(de: Escenario, con: Camara): Promise<void> {
  const coordinacion = await entrada(de, con);
  await prepararActas(de);
  await captura(de, con);
  const verificador = await verificacion(de, con);
  await conflictos(con, coordinacion, verificador);
  await identificaciones(con, coordinacion);
  await cotejo(de, con);
  await actas(con, coordinacion);
  await tablero(con, coordinacion);
}

/** The first time of somebody who captures, and of somebody who coordinates. @returns the screen of the coordination */
async function entrada(
  { talones, persona, abierta }: Escenario,
  { abrir, entrar, foto }: Camara,
): Promise<Page> {
  const [capturista, coordinadora] = [found(talones[0], 'slip'), found(talones[1], 'slip')];
  const nueva = await abrir('/');
  await nueva.getByLabel('Clave de la persona').and(nueva.locator(':focus')).waitFor();
  await nueva.keyboard.type('cap-001');
  await foto(nueva, 'entrar');

  await nueva.goto('/activacion');
  await nueva.getByLabel('Clave de la persona').and(nueva.locator(':focus')).waitFor();
  for (const text of [
    capturista.clave,
    capturista.codigo,
    'camino de tierra roja',
    'camino de tierra roja',
  ]) {
    await nueva.keyboard.type(text);
    await nueva.keyboard.press('Tab');
  }
  await foto(nueva, 'activar');
  await teclas(nueva, 'Enter');
  await nueva.locator('.cotejo-digitos').getByText(/\d{4}/).waitFor();
  await foto(nueva, 'cuatro-digitos');

  const coordinacion = await entrar(persona('coordinador_ccv'), '/personas');
  await coordinacion.locator('.por-confirmar').waitFor();
  await coordinacion.getByRole('row', { name: /cap-001/ }).waitFor();
  await foto(coordinacion, 'personas');
  await irA(coordinacion, 'Coinciden');
  await teclas(coordinacion, 'Enter');
  await nueva.getByRole('heading', { name: 'Entrar' }).waitFor();
  await nueva.context().close();

  const { acceso } = abierta;
  const { clave, codigo } = coordinadora;
  const contrasena = 'laguna de las garzas';
  must(await acceso.activate({ persona: clave, codigo, contrasena, direccion: 'manual' }));
  must(await acceso.confirm(persona('administrador'), clave));
  const otra = await entrar({ ...coordinadora, contrasena, secreto: null }, '/');
  await otra.locator('.qr').waitFor();
  await foto(otra, 'segundo-factor');
  await otra.context().close();
  return coordinacion;
}

/** Everything that the pictures need and nobody has to see being done. */
async function prepararActas(de: Escenario): Promise<void> {
  const { ensayo, publicadas, acta, persona, captura, verifica, verdadDe } = de;
  const capturista = (n: number) => persona('capturista', n);
  const plus = (one: Acta, campo: string, more: number): Record<string, Lectura> => {
    const read = verdadDe(one)[campo];
    return { [campo]: (typeof read === 'number' ? read : 0) + more };
  };
  for (const [i, one] of publicadas.entries()) {
    must(await ensayo.entregar(one));
    // The first one, misread by both: cotejo finds it.
    const cambios = i === 0 ? plus(one.acta, 'MORENA', 10) : {};
    for (const n of [1, 2]) await captura(capturista(n), one.acta, cambios);
    await verifica(persona('verificador', 1), one.acta);
  }
  const [ana, bea, eva] = [capturista(3), capturista(4), capturista(5)];
  for (const n of [0, 1]) {
    const { acta: enConflicto } = await entregar(de, acta('sencilla', n));
    await captura(ana, enConflicto);
    await captura(bea, enConflicto, plus(enConflicto, 'MORENA', 10));
    await captura(eva, enConflicto, plus(enConflicto, 'MORENA', 3));
  }
  const { acta: porVerificar } = await entregar(de, acta('campo_ilegible'));
  // Misread by everybody: verification finds it.
  const malLeido = plus(porVerificar, 'PRI', 10);
  await captura(ana, porVerificar, malLeido);
  await captura(bea, porVerificar, { ...malLeido, ...plus(porVerificar, 'NULOS', 6) });
  await captura(eva, porVerificar, malLeido);
  const { acta: deOtra } = await entregar(de, acta('imagen_de_otra_casilla'));
  await captura(ana, deOtra);
  await captura(bea, deOtra);
  const { acta: tercera } = await entregar(de, acta('sencilla', 2));
  await captura(ana, tercera);
  await captura(bea, tercera, { ...plus(tercera, 'PAN', 10), ...plus(tercera, 'NULOS', 6) });
}

type Acta = Parameters<Escenario['verdadDe']>[0];

async function entregar<T extends Parameters<Escenario['ensayo']['entregar']>[0]>(
  { ensayo }: Escenario,
  one: T,
): Promise<T> {
  must(await ensayo.entregar(one));
  return one;
}

/** A shift of somebody who captures. */
async function captura(de: Escenario, { entrar, foto }: Camara): Promise<void> {
  const { acta, persona, ensayo, verdadDe, abierta } = de;
  const ana = persona('capturista');
  const page = await entrar(ana, '/');
  await conActa(page);
  await page.keyboard.type('1');
  await foto(page, 'captura-tercera');
  await page.keyboard.press('Backspace');
  await teclear(page, verdadDe(acta('sencilla', 2).acta));
  await enviar(page);

  const distinta = acta('numero_y_letra_distintos');
  must(await ensayo.entregar(distinta));
  const verdad = ensayo.verdades(distinta.acta);
  if (verdad.tipo !== 'acta') throw new Error('an acta of the rehearsal arrived');
  const { campo } = found(
    verdad.campos.find(
      ({ numero, letra }) =>
        numero.tipo === 'valor' && letra.tipo === 'valor' && numero.valor !== letra.valor,
    ),
    'field in which number and letters differ',
  );
  await conActa(page);
  await teclear(page, verdadDe(distinta.acta), campo);
  await foto(page, 'captura');
  await abierta.sistema.pool.query(
    'update prep.sesion set cerrada = now() where persona = $1 and cerrada is null',
    [ana.clave],
  );
  // It finds out by itself, when it asks for the next acta.
  const terminada = page.getByRole('dialog', { name: 'Su sesión terminó' });
  await terminada.waitFor();
  await foto(page, 'sesion-terminada');
  await page.keyboard.type(`${ana.contrasena}\n`);
  await terminada.waitFor({ state: 'detached' });
  await conActa(page);
  await teclas(page, 'Control+Enter');
  await page.locator('.faltan').waitFor();
  await foto(page, 'captura-faltan');
  await teclear(page, verdadDe(distinta.acta));
  await enviar(page);

  const descuadrada = acta('total_distinto_de_la_suma');
  must(await ensayo.entregar(descuadrada));
  await conActa(page);
  await teclear(page, verdadDe(descuadrada.acta));
  await teclas(page, 'Enter');
  await page.getByRole('region', { name: 'Revise antes de enviar' }).waitFor();
  await foto(page, 'captura-avisos');
  await page.context().setOffline(true);
  await teclas(page, 'e');
  await page.getByRole('heading', { name: 'Sin red' }).waitFor();
  await foto(page, 'sin-red');
  await page.context().setOffline(false);
  await page.getByText('No hay actas en espera').waitFor();

  must(await ensayo.entregar(acta('imagen_cortada')));
  await conActa(page);
  await teclas(page, 'a');
  await dialogo(page, 'p');
  await teclas(page, '2');
  await foto(page, 'captura-problema');
  await teclas(page, 'Escape', 'd');
  await page.getByRole('heading', { name: 'En descanso' }).waitFor();
  await foto(page, 'descanso');
  await page.context().close();
}

/** An acta is in front of who captures, with its image. */
async function conActa(page: Page): Promise<void> {
  await page.locator('.renglon input:focus').waitFor();
  await conImagen(page);
}

/** Types what the acta says, from the field that has the focus to another (not that one), or to the button. */
async function teclear(
  page: Page,
  lecturas: Readonly<Record<string, Lectura>>,
  hasta: string | null = null,
): Promise<void> {
  const now = () =>
    page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.clave ?? null);
  for (let campo = await now(); campo !== null && campo !== hasta; campo = await now()) {
    const lectura = lecturas[campo];
    if (lectura === 'ILEGIBLE') await page.keyboard.press('i');
    else if (lectura === 'SIN DATO' || lectura === undefined) await page.keyboard.press('s');
    else await page.keyboard.type(`${lectura}\n`);
  }
}

/** From the button, also over warnings, until there is nothing in front. */
async function enviar(page: Page): Promise<void> {
  await teclas(page, 'Enter');
  await seguirHasta(page, page.getByText('No hay actas en espera'));
}

/** Confirms the warnings, if there are any, and waits. */
async function seguirHasta(page: Page, what: ReturnType<Page['locator']>): Promise<void> {
  const warnings = page.getByRole('region', { name: 'Revise antes de enviar' });
  await warnings.or(what).first().waitFor();
  if (await warnings.isVisible()) await teclas(page, 'e');
  await what.waitFor();
}

/** @returns the screen of who verifies */
async function verificacion(de: Escenario, { entrar, foto }: Camara): Promise<Page> {
  const { acta, persona, vecina } = de;
  const page = await entrar(persona('verificador'), '/');
  await page.waitForURL(/verificacion|conflictos|actas/);
  await page.goto('/verificacion');
  await page.locator('.fila-de-campo[data-actual]:focus').waitFor();
  await conImagen(page);
  await irA(page, 'nulos', 'ArrowDown');
  await foto(page, 'verificacion');
  await irA(page, 'PRI ', 'ArrowUp');
  await teclas(page, 'x');
  await dialogo(page, 'e');
  await page.keyboard.type('La letra dice otra cantidad');
  await foto(page, 'verificacion-recaptura');
  await teclas(page, 'Enter');
  const next = page.getByText(acta('imagen_de_otra_casilla').acta.clave);
  await next.waitFor();
  await page.locator('.fila-de-campo[data-actual]:focus').waitFor();
  await conImagen(page);
  await dialogo(page, 'f');
  await teclas(page, 'Space', 'Tab');
  await page.keyboard.type(vecina(acta('imagen_de_otra_casilla').acta).clave);
  await page.locator('dialog').getByRole('option').first().waitFor();
  await teclas(page, 'Enter', 'Tab');
  await page.keyboard.type('El encabezado dice otra sección y otra casilla');
  await foto(page, 'verificacion-otra-casilla');
  await teclas(page, 'Enter');
  await page.getByText(acta('sencilla', 2).acta.clave).first().waitFor();
  return page;
}

/** One proposes and another decides. */
async function conflictos({ foto }: Camara, coordinacion: Page, verificador: Page): Promise<void> {
  await coordinacion.goto('/conflictos');
  await coordinacion.locator('[role=grid]:focus').waitFor();
  await foto(coordinacion, 'conflictos');
  await teclas(coordinacion, 'Enter');
  await coordinacion.getByRole('group', { name: /MORENA/ }).waitFor();
  await conImagen(coordinacion);
  await teclas(coordinacion, 'Space', 'Tab');
  await coordinacion.keyboard.type('La letra se lee completa y el número es el mismo');
  await foto(coordinacion, 'conflicto-proponer');
  await teclas(coordinacion, 'Enter');
  await coordinacion.waitForURL('**/conflictos');

  await verificador.goto('/conflictos');
  await verificador.locator('[role=grid]:focus').waitFor();
  await teclas(verificador, 'Enter');
  await verificador.locator('.fila-de-campo[data-actual]:focus').waitFor();
  await conImagen(verificador);
  await foto(verificador, 'conflicto-decidir');
  await dialogo(verificador, 'a');
  await teclas(verificador, 'Enter');
  await verificador.waitForURL('**/conflictos');
}

async function identificaciones({ foto }: Camara, coordinacion: Page): Promise<void> {
  await coordinacion.goto('/identificaciones');
  await coordinacion.locator('[role=grid]:focus').waitFor();
  await teclas(coordinacion, 'Enter');
  await coordinacion.getByRole('region', { name: 'Se propone' }).waitFor();
  await conImagen(coordinacion);
  await foto(coordinacion, 'identificacion');
}

async function cotejo({ persona, publicadas }: Escenario, { entrar, foto }: Camara): Promise<void> {
  const page = await entrar(persona('cotejador'), '/cotejo');
  const [first] = publicadas;
  const { clave } = found(first, 'acta of the CATD').acta;
  await page
    .getByRole('row', { name: new RegExp(clave) })
    .getByText('corte')
    .waitFor();
  await foto(page, 'cotejo-lista');
  await page.keyboard.type(clave);
  await teclas(page, 'Enter');
  await page.locator('.fila-de-campo[data-actual]:focus').waitFor();
  await conImagen(page);
  await irA(page, 'MORENA', 'ArrowDown');
  await teclas(page, 'x');
  await foto(page, 'cotejo');
  await dialogo(page, 'e');
  await page.keyboard.type('En el papel la letra dice otra cantidad\n');
  await page.waitForURL(/\/cotejo(\?|$)/);
  await page.context().close();
}

async function actas({ foto }: Camara, coordinacion: Page): Promise<void> {
  await coordinacion.goto('/actas?orden=espera');
  await coordinacion
    .getByRole('row', { name: /En conflicto/ })
    .first()
    .waitFor();
  await foto(coordinacion, 'actas');
  await coordinacion.goto('/actas?marca=correccion');
  await coordinacion.getByRole('row').nth(1).waitFor();
  await teclas(coordinacion, 'Enter');
  await coordinacion.locator('#cortes li').first().waitFor();
  await conImagen(coordinacion);
  await teclas(coordinacion, '2');
  await foto(coordinacion, 'acta');
}

async function tablero({ abrir, foto }: Camara, coordinacion: Page): Promise<void> {
  await coordinacion.goto('/tablero');
  await coordinacion.getByText('En vivo').waitFor();
  await coordinacion.getByRole('heading', { name: 'Personas' }).waitFor();
  await foto(coordinacion, 'tablero');
  await coordinacion.getByLabel('Elección').selectOption({ label: 'Gubernatura' });
  await coordinacion.getByRole('button', { name: 'Poner primero' }).press('Enter');
  await coordinacion.getByRole('button', { name: /Quitar la prioridad/ }).waitFor();
  await coordinacion.getByRole('button', { name: /Quitar la prioridad/ }).scrollIntoViewIfNeeded();
  await foto(coordinacion, 'tablero-personas');

  await coordinacion.goto('/personas');
  await coordinacion.getByRole('row', { name: /ver-001/ }).waitFor();
  await coordinacion.keyboard.type('ver-001');
  await dialogo(coordinacion, 'Enter');
  await foto(coordinacion, 'persona');

  await coordinacion.goto('/pantallas');
  await coordinacion.getByLabel('Dónde está la pantalla').fill('Sala de captura, muro norte');
  await coordinacion.keyboard.press('Enter');
  const address = coordinacion.locator('#direccion-de-pantalla');
  await address.waitFor();
  await foto(coordinacion, 'pantalla-direccion');
  const muro = await abrir(await address.inputValue());
  await muro.locator('.pantalla-grande').waitFor();
  await foto(muro, 'pantalla-grande');
}
