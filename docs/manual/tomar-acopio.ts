/**
 * Takes the pictures of the manuals of the CATD (acopiador, coordination), from the program running with the process
 * of Michoacán 2027, in a folder that is deleted at the end.
 *
 *   npm exec -c 'node docs/manual/tomar-acopio.ts'
 *
 * Needs a Chromium: that of PREP_CHROMIUM, or /usr/bin/chromium.
 */

import type { Page } from 'playwright-core';
import { type Cliente, type ConsolaDePrueba, withConsola } from '../../pruebas/apoyo/consola.ts';
import { crearLlave } from '../../pruebas/apoyo/equipo.ts';
import { must } from '../../pruebas/apoyo/fases.ts';
import { formatCodigo } from '../../src/dominio/codigo-de-acta.ts';
import type { ActaEsperada } from '../../src/dominio/eleccion.ts';
import { construirConsola } from '../../src/servidor/construir-consola.ts';
import { readProceso } from '../../src/servidor/servicios.ts';
import { abrirCamara, type Camara } from './camara.ts';

const PROCESO = 'procesos/michoacan-2027';
/** A CATD with many casillas. */
const CATD = 'C053';
/** Envelopes that have arrived when the pictures begin, a minute and a half apart. */
const RECIBIDOS = 9;

const decir = (linea: string) => void process.stdout.write(`${linea}\n`);
const consola = await withConsola({
  proceso: must(await readProceso(PROCESO)),
  construida: must(await construirConsola(decir)),
});
const camara = await abrirCamara(consola.direccion, decir);
try {
  await takeAll(consola, camara);
} catch (error) {
  decir(await camara.aLaVista());
  throw error;
} finally {
  await camara.cerrar();
  await consola.stop();
}

async function takeAll(de: ConsolaDePrueba, con: Camara): Promise<void> {
  const { proceso, fases, reloj } = de.noche;
  const actas = proceso.actas
    .filter(({ casilla, eleccion }) => casilla.catd === CATD && eleccion === proceso.elecciones[0]?.clave)
    .slice(0, 60);
  const en = { centro: CATD };
  const acopiadora = await de.entrar('acopiador', { ...en, nombre: 'Elena Tovar Ríos' });
  const coordinacion = await de.entrar('coordinador_catd', { ...en, nombre: 'Luis Orozco Vega' });
  await de.crear('cae', { ...en, clave: 'cae-112', nombre: 'Irma Lucía Solís Vargas' });
  const quien = { persona: acopiadora.sesion?.persona.clave ?? '', lugar: CATD };
  for (const { id: acta } of actas.slice(0, RECIBIDOS)) {
    reloj.pass(90);
    must(await fases.acopio.registrar({ ...quien, acta, via: 'CATD', horaManuscrita: null, como: 'qr' }));
  }
  reloj.pass(40);
  await acopio(await open(con, acopiadora), con, actas);
  await sinActa(await open(con, coordinacion), con);
  await equipos(await open(con, coordinacion), con, actas);
}

/** A window in which somebody is already inside. */
async function open({ abrir }: Camara, { cookies }: Cliente): Promise<Page> {
  const page = await abrir('/');
  await page.context().addCookies(cookies);
  return page;
}

/** An envelope, from the reader to the list. */
async function acopio(page: Page, { foto }: Camara, actas: readonly ActaEsperada[]): Promise<void> {
  const caja = page.getByRole('textbox', { name: /Lea el código/ });
  await page.goto('/acopio');
  await caja.and(page.locator(':focus')).waitFor();
  await foto(page, 'acopio-leer');
  const [acta] = actas.slice(RECIBIDOS);
  if (acta === undefined) throw new Error('a CATD without more actas');
  await page.keyboard.type(`${formatCodigo({ proceso: consola.noche.proceso.nombre, acta: acta.id })}\n`);
  await page
    .getByRole('textbox', { name: /Hora escrita/ })
    .and(page.locator(':focus'))
    .waitFor();
  await page.keyboard.type('720');
  await page.getByText('Revise la hora escrita').waitFor();
  await foto(page, 'acopio-acta');
  await page.keyboard.press('Enter');
  await page.getByText('Registrado a las').waitFor();
  await page.goto('/actas-del-catd');
  await page.getByText('sobres recibidos').waitFor();
  await foto(page, 'acopio-lista');
  const { seccion } = found(actas[20]).casilla;
  await page.getByRole('combobox', { name: 'Buscar' }).fill(seccion);
  await page.getByRole('button', { name: /Proponer sin acta \(/ }).click();
  await page.getByRole('radio', { name: 'Casilla no instalada' }).check();
  await foto(page, 'sin-acta-proponer');
  await page.getByRole('button', { name: /^Proponer \d+ actas?$/ }).click();
  await page.getByText('Falta que otra persona lo confirme').waitFor();
  await page.context().close();
}

/** The second person. */
async function sinActa(page: Page, { foto }: Camara): Promise<void> {
  await page.goto('/actas-del-catd');
  await page.getByRole('button', { name: 'Revisar…' }).click();
  await page.getByRole('button', { name: /^Confirmar \d+ actas?$/ }).waitFor();
  await foto(page, 'sin-acta-confirmar');
}

/** A phone, from its code to its confirmation. */
async function equipos(page: Page, { foto }: Camara, actas: readonly ActaEsperada[]): Promise<void> {
  const casillas = [...new Set(actas.map(({ casilla }) => casilla.clave))].slice(0, 3);
  await page.goto('/equipos');
  await page.getByRole('button', { name: 'Dar de alta…' }).click();
  await page.getByLabel('Cómo se reconoce').fill('Motorola G24, etiqueta 112');
  await page.getByLabel('Quién lo lleva').fill('cae-112');
  await page.getByLabel('Sus casillas').fill(casillas.join(' '));
  await page.getByRole('button', { name: 'Dar de alta', exact: true }).click();
  const codigo = await page.locator('.codigo-nuevo').innerText();
  await foto(page, 'equipo-codigo');
  await page.getByRole('button', { name: 'Ya lo usé o lo anoté' }).click();
  const cuerpo = { codigo, llave: crearLlave('ES256').spki, algoritmo: 'ES256' };
  const { estado } = await consola.anonimo().post('/api/equipo/enrolamiento', cuerpo);
  if (estado !== 200) throw new Error(`the phone was not enrolled: ${estado}`);
  await page.getByRole('button', { name: /^Coinciden/ }).waitFor();
  await foto(page, 'equipos-confirmar');
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a CATD without so many actas');
  return value;
}
