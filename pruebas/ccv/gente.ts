/**
 * People of a CCV in front of their screens, with the keyboard alone. Each takes one turn: does one piece of work
 * that waits for them, or says that there is none.
 */

import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { IdActa } from '../../src/dominio/clave.ts';
import type { Lectura } from '../../src/dominio/lectura.ts';
import { tituloDe } from '../../src/proceso/en-pantalla.ts';
import { enfoca } from '../../web/consola/pruebas/con-actas.ts';
import { CONTRASENA, type ConsolaDePrueba, type PersonaDePrueba, totpDe } from '../apoyo/consola.ts';
import { CAMPO, type Guion } from './guion.ts';
import type { Pizarra } from './pizarra.ts';

export interface Sala {
  readonly consola: ConsolaDePrueba;
  readonly pizarra: Pizarra;
  readonly guion: Guion;
  /** Another image of the same acta, by the other route, while it is being captured. */
  otraImagen(acta: IdActa): Promise<void>;
  /** what has been done only once: a key is added, and whether it was new */
  primeraVez(que: string): boolean;
}

export interface Puesto {
  readonly page: Page;
  readonly persona: PersonaDePrueba;
}

type Turno = 'hizo' | 'nada';

/** From the entrance to the screen of their role. */
export async function entrar({ consola }: Sala, { page, persona }: Puesto): Promise<void> {
  await page.goto('/');
  await page.getByLabel('Clave de la persona').and(page.locator(':focus')).waitFor();
  await page.keyboard.type(persona.clave);
  await page.keyboard.press('Tab');
  await page.keyboard.type(`${CONTRASENA}\n`);
  if (persona.secreto !== null) {
    await page
      .getByLabel(/seis dígitos|Código/i)
      .and(page.locator(':focus'))
      .waitFor();
    // The clock stands still: without this, the code of a second entrance would be the one already used.
    await consola.noche.base.pool.query('update prep.persona set paso = 0 where clave = $1', [persona.clave]);
    await page.keyboard.type(`${totpDe(persona.secreto, consola.noche.reloj.now())}\n`);
  }
  await page.getByRole('button', { name: 'Salir' }).waitFor();
}

/** To the way out with Tab, and out. */
export async function salir({ page }: Puesto): Promise<void> {
  const isThere = () => page.evaluate(() => document.activeElement?.textContent?.trim() === 'Salir');
  for (let i = 0; i < 60 && !(await isThere()); i += 1) await page.keyboard.press('Tab');
  expect(await isThere()).toBe(true);
  await page.keyboard.press('Enter');
  await seen(page, page.getByRole('heading', { name: 'Entrar' }));
}

// ---------------------------------------------------------------------------------------------------------------
// Captura

export async function captura(sala: Sala, { page, persona }: Puesto): Promise<Turno> {
  const { pizarra, guion, consola } = sala;
  if (!(await pizarra.hayTrabajo(persona.clave, 'captura'))) return 'nada';
  await seen(page, page.locator('.renglon input:focus'));
  const acta = await actaEnCaptura(sala, page);
  const estado = await pizarra.estado(acta);
  if (estado.fase !== 'en_captura') throw new Error(`${acta} is on a screen and it is ${estado.fase}`);
  const imagen = estado.imagenes.findIndex(({ sha256 }) => sha256 === estado.imagen) + 1;
  const { lance } = script(guion, acta);

  const second = lance === 'segunda_imagen_y_problema' && imagen === 1;
  if ((lance === 'problema_en_captura' && imagen === 1) || second) {
    if (second && sala.primeraVez(`otra imagen ${acta}`)) await sala.otraImagen(acta);
    await page.keyboard.press('p');
    await page.getByRole('dialog', { name: 'Problema con la imagen' }).waitFor();
    await page.keyboard.press('2');
    await page.keyboard.press('Enter');
    await expect
      .poll(async () => {
        const now = await pizarra.estado(acta);
        return 'imagen' in now && now.imagen === estado.imagen ? 'la misma' : 'otra';
      }, POCO)
      .toBe('otra');
    return 'hizo';
  }

  const claves = await page
    .locator('.renglon input')
    .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).dataset.clave ?? ''));
  const lecturas = guion.teclea(acta, persona.clave, imagen, claves);
  const before = await pizarra.capturas(persona.clave, acta);
  if (lance === 'descanso_a_medias' && sala.primeraVez(`descanso ${acta}`)) {
    await write(page, lecturas[claves[0] ?? '']);
    await page.keyboard.press('d');
    await page.getByRole('dialog', { name: 'Tiene un acta a medias' }).waitFor();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'En descanso' }).waitFor();
    await page.keyboard.press('Enter');
    return 'hizo';
  }
  const expires = lance === 'sesion_vencida' && sala.primeraVez(`sesion ${acta}`);
  for (const [i, clave] of claves.entries()) {
    // The session of half an acta ends; what was typed stays.
    if (expires && i === Math.floor(claves.length / 2)) {
      await pizarra.endSesion(persona.clave, consola.noche.reloj.now());
    }
    const box = page.locator(`.renglon input[data-clave="${clave}"]`);
    await seen(page, box.and(page.locator(':focus')));
    await write(page, lecturas[clave]);
  }
  await page.getByRole('button', { name: 'Intro para enviar' }).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Enter');
  const isSent = async () => (await pizarra.capturas(persona.clave, acta)) > before;
  await expect
    .poll(async () => {
      if (await page.getByRole('region', { name: 'Revise antes de enviar' }).isVisible()) {
        await page.keyboard.press('e');
      } else if (await page.getByRole('dialog', { name: 'Su sesión terminó' }).isVisible()) {
        await page.keyboard.type(`${CONTRASENA}\n`);
        await page.getByRole('dialog', { name: 'Su sesión terminó' }).waitFor({ state: 'detached' });
      }
      return (await isSent()) ? 'enviada' : 'por enviar';
    }, POCO)
    .toBe('enviada');
  return 'hizo';
}

/** Which acta the title of the screen names. */
async function actaEnCaptura({ consola }: Sala, page: Page): Promise<IdActa> {
  const [casilla = '', ambito = ''] = await Promise.all(
    ['.barra-casilla', '.barra-ambito'].map((selector) => page.locator(selector).innerText()),
  );
  const { proceso } = consola.noche;
  const found = proceso.actas.filter((acta) => {
    const titulo = tituloDe(proceso, acta);
    const where =
      Number(titulo.seccion) === 0 ? titulo.casilla : `Sección ${titulo.seccion} · ${titulo.casilla}`;
    const election = titulo.eleccion.nombre.toLowerCase();
    return (
      where === casilla && ambito.toLowerCase().startsWith(election) && ambito.endsWith(titulo.territorio)
    );
  });
  if (found.length !== 1 || found[0] === undefined) {
    throw new Error(`«${casilla}» of «${ambito}» is ${found.length} actas`);
  }
  return found[0].id;
}

/** Types one reading in the field that has the focus, and goes to the next. */
async function write(page: Page, lectura: Lectura | undefined): Promise<void> {
  if (lectura === 'ILEGIBLE') await page.keyboard.press('i');
  else if (lectura === 'SIN DATO' || lectura === undefined) await page.keyboard.press('s');
  else await page.keyboard.type(`${lectura}\n`);
}

// ---------------------------------------------------------------------------------------------------------------
// Verificación

export async function verificacion(sala: Sala, { page, persona }: Puesto): Promise<Turno> {
  const { pizarra, guion } = sala;
  if (await confirmResolucion(sala, { page, persona })) return 'hizo';
  if (!(await pizarra.hayTrabajo(persona.clave, 'verificacion'))) return 'nada';
  if (!page.url().endsWith('/verificacion')) await page.goto('/verificacion');
  await listo(page);
  const acta = await actaEnPuesto(sala, page);
  const { lance } = script(guion, acta);
  const estado = await pizarra.estado(acta);
  if (estado.fase !== 'capturada') throw new Error(`${acta} is being verified and it is ${estado.fase}`);
  const imagen = estado.imagenes.findIndex(({ sha256 }) => sha256 === estado.imagen) + 1;
  const version = await pizarra.version(acta);
  const once = (que: string) => sala.primeraVez(`${que} ${acta}`);

  if (lance === 'recaptura' && once('recaptura')) {
    await goToCampo(page);
    await teclas(page, 'x');
    await abrir(page, 'e');
    await razonar(page, 'La letra dice otra cosa');
  } else if (lance === 'imagen_rechazada_al_verificar' && imagen === 1) {
    await abrir(page, 'p');
    await teclas(page, 'Space', 'Tab');
    await page.keyboard.type('No se ve el total\n');
  } else if (lance === 'es_de_otra_acta' && imagen === 1) {
    const destino = [...guion.porId.values()].find((one) => one.lance === 'recibe_la_imagen_de_otra')!;
    await abrir(page, 'f');
    await teclas(page, 'Space', 'Tab');
    await page.keyboard.type(destino.acta.clave);
    await expect.poll(() => page.locator('dialog').getByRole('option').count(), POCO).toBe(1);
    await teclas(page, 'Enter', 'Tab');
    await page.keyboard.type('Lo dice el encabezado\n');
  } else if (
    (lance === 'fuera_de_catalogo' && imagen === 1) ||
    (lance === 'identificacion_rechazada' && once('identificacion'))
  ) {
    await abrir(page, 'f');
    await teclas(page, 'Space', 'ArrowDown', 'Tab');
    await page.keyboard.type('Sección 9871, tipo B');
    await teclas(page, 'Tab');
    await page.keyboard.type('La sección no existe\n');
  } else if (lance === 'verificacion_devuelta' && once('devuelta')) {
    await teclas(page, 'd');
    await page.getByRole('heading', { name: 'Descanso' }).waitFor();
    await teclas(page, 'Enter');
  } else {
    await teclas(page, 'a');
    await expect
      .poll(async () => {
        if ((await page.locator('dialog[open]').count()) > 0) await page.keyboard.press('Enter');
        return (await pizarra.estado(acta)).fase;
      }, POCO)
      .toBe('verificada');
    return 'hizo';
  }
  await expect.poll(() => pizarra.version(acta), POCO).toBeGreaterThan(version);
  return 'hizo';
}

/** A conflict whose proposal waits for somebody else: the first time one of them is rejected. */
async function confirmResolucion(sala: Sala, { page, persona }: Puesto): Promise<boolean> {
  const { pizarra, guion } = sala;
  for (const acta of await pizarra.enFase('en_conflicto')) {
    const estado = await pizarra.estado(acta);
    if (estado.fase !== 'en_conflicto' || estado.propuesta === null) continue;
    if (estado.capturistas.includes(persona.clave)) continue;
    await page.goto(`/conflictos/${acta}`);
    await listo(page);
    const rejects =
      script(guion, acta).lance === 'conflicto_con_propuesta_rechazada' && sala.primeraVez(`rechazo ${acta}`);
    await abrir(page, rejects ? 'x' : 'a');
    if (rejects) await razonar(page, 'El número es otro');
    else {
      await enfoca(page, 'Confirmar');
      await teclas(page, 'Enter');
    }
    const version = await pizarra.version(acta);
    await expect
      .poll(
        async () => (await pizarra.version(acta)) > version || isDecided(await pizarra.estado(acta)),
        POCO,
      )
      .toBe(true);
    return true;
  }
  return false;
}

function isDecided(estado: Awaited<ReturnType<Pizarra['estado']>>): boolean {
  return estado.fase !== 'en_conflicto' || estado.propuesta === null;
}

// ---------------------------------------------------------------------------------------------------------------
// Coordinación

export async function coordinacion(sala: Sala, { page }: Puesto): Promise<Turno> {
  const { pizarra, guion } = sala;
  for (const acta of await pizarra.enFase('en_conflicto')) {
    const estado = await pizarra.estado(acta);
    if (estado.fase !== 'en_conflicto' || estado.propuesta !== null) continue;
    await page.goto(`/conflictos/${acta}`);
    await page.getByRole('group', { name: /Votos nulos/ }).waitFor();
    await page.locator('.visor-papel[style*=transform]').waitFor();
    const { lance, verdad } = script(guion, acta);
    if (lance === 'conflicto_sin_imagen') {
      await abrir(page, 'p');
      await teclas(page, 'Space', 'Tab');
      await page.keyboard.type('Nadie puede leerla\n');
    } else {
      const isRight = () =>
        page.evaluate(
          (wanted) =>
            document.querySelector('input[type=radio]:checked')?.closest('label')?.innerText.trim() ===
            wanted,
          String(verdad[CAMPO]),
        );
      for (let i = 0; i < 6 && !(await isRight()); i += 1)
        await teclas(page, i === 0 ? 'Space' : 'ArrowDown');
      expect(await isRight()).toBe(true);
      await teclas(page, 'Tab');
      await page.keyboard.type('Es lo que dice la letra\n');
    }
    await expect
      .poll(async () => {
        const now = await pizarra.estado(acta);
        return now.fase !== 'en_conflicto' || now.propuesta !== null;
      }, POCO)
      .toBe(true);
    return 'hizo';
  }
  for (const acta of await pizarra.enFase('capturada')) {
    const estado = await pizarra.estado(acta);
    if (estado.fase !== 'capturada' || estado.propuesta === null) continue;
    await page.goto(`/identificaciones/${acta}`);
    await page.getByRole('region', { name: 'Se propone' }).waitFor();
    await page.locator('.visor-papel[style*=transform]').waitFor();
    const rejects = script(guion, acta).lance === 'identificacion_rechazada';
    await abrir(page, rejects ? 'x' : 'a');
    if (rejects) await razonar(page, 'La sección sí existe');
    else {
      await enfoca(page, 'Aceptar');
      await teclas(page, 'Enter');
    }
    await expect
      .poll(async () => {
        const now = await pizarra.estado(acta);
        return now.fase === 'capturada' && now.propuesta !== null;
      }, POCO)
      .toBe(false);
    return 'hizo';
  }
  return 'nada';
}

// ---------------------------------------------------------------------------------------------------------------
// Cotejo

export async function cotejo(sala: Sala, { page }: Puesto): Promise<Turno> {
  const { pizarra, guion } = sala;
  for (const { acta, lance } of guion.actas) {
    if (!lance.startsWith('cotejo')) continue;
    const estado = await pizarra.estado(acta.id);
    if (estado.fase !== 'verificada' || !sala.primeraVez(`cotejo ${acta.id}`)) continue;
    await page.goto('/cotejo');
    await page.getByRole('row', { name: new RegExp(acta.clave) }).waitFor();
    await page.keyboard.type(acta.clave);
    await teclas(page, 'Enter');
    await page.waitForURL(`**/cotejo/${acta.id}`);
    await listo(page);
    const version = await pizarra.version(acta.id);
    if (lance === 'cotejo_igual') await teclas(page, 'a');
    else if (lance === 'cotejo_con_correccion') {
      await goToCampo(page);
      await teclas(page, 'x');
      await abrir(page, 'e');
      await razonar(page, 'El papel dice otra cosa');
    } else {
      await abrir(page, 'p');
      await teclas(page, 'Space', 'Tab');
      await page.keyboard.type('La imagen no es la del papel\n');
    }
    await expect.poll(() => pizarra.version(acta.id), POCO).toBeGreaterThan(version);
    return 'hizo';
  }
  return 'nada';
}

// ---------------------------------------------------------------------------------------------------------------

const POCO = { timeout: 30_000 };

async function teclas(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Presses a key that asks something more before doing it. */
async function abrir(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key);
  await page.locator('dialog[open]').waitFor();
}

async function razonar(page: Page, razon: string): Promise<void> {
  await page.getByLabel('Razón').and(page.locator(':focus')).waitFor();
  await page.keyboard.type(`${razon}\n`);
}

/** Waits until an acta can be decided: its first row has the focus and its image is in sight. */
async function listo(page: Page): Promise<void> {
  await seen(page, page.locator('.fila-de-campo[data-actual]:focus'));
  await seen(page, page.locator('.visor-papel[style*=transform]'));
}

/** Waits for something; if it does not come, says what is on the screen instead. */
async function seen(page: Page, what: Locator): Promise<void> {
  try {
    await what.waitFor();
  } catch (error) {
    const focus = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200));
    const shown = await page.locator('body').innerText();
    throw new Error(`${what} does not come at ${page.url()}, with the focus in ${focus}:\n${shown}`, {
      cause: error,
    });
  }
}

/** Down to the field in dispute. */
async function goToCampo(page: Page): Promise<void> {
  const isThere = () =>
    page.evaluate(() => document.activeElement?.textContent?.includes('Votos nulos') === true);
  for (let i = 0; i < 40 && !(await isThere()); i += 1) await page.keyboard.press('ArrowDown');
  expect(await isThere()).toBe(true);
}

async function actaEnPuesto({ consola }: Sala, page: Page): Promise<IdActa> {
  const clave = await page.locator('.puesto-titulo .gris').first().innerText();
  const eleccion = (await page.locator('.puesto-titulo').innerText()).toLowerCase();
  const { proceso } = consola.noche;
  const found = proceso.actas.find(
    (acta) =>
      acta.clave === clave.trim() &&
      eleccion.includes(proceso.eleccionPorClave.get(acta.eleccion)!.nombre.toLowerCase()),
  );
  if (found === undefined) throw new Error(`no acta has the clave «${clave}»`);
  return found.id;
}

function script(guion: Guion, acta: IdActa) {
  const one = guion.porId.get(acta);
  if (one === undefined) throw new Error(`acta that is not in the script: ${acta}`);
  return one;
}
