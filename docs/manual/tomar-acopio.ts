/**
 * Takes the pictures of the manuals of the CATD (acopiador, coordination), from the program running with the process
 * of Michoacán 2027, in a folder that is deleted at the end.
 *
 *   npm exec -c 'node docs/manual/tomar-acopio.ts'
 *
 * Needs a Chromium: that of PREP_CHROMIUM, or /usr/bin/chromium.
 */

import type { Page } from 'playwright-core';
import type { Cliente, ConsolaDePrueba } from '../../pruebas/apoyo/consola.ts';
import { crearLlave } from '../../pruebas/apoyo/equipo.ts';
import { must } from '../../pruebas/apoyo/fases.ts';
import { formatCodigo } from '../../src/dominio/codigo-de-acta.ts';
import type { ActaEsperada } from '../../src/dominio/eleccion.ts';
import type { Camara } from './camara.ts';
import { abrirComo, conConsola } from './consola.ts';

const PROCESO = 'procesos/michoacan-2027';
/** A CATD with many casillas. */
const CATD = 'C053';
/** Envelopes that have arrived when the pictures begin, a minute and a half apart. */
const RECIBIDOS = 9;

await conConsola(PROCESO, takeAll);

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
  await acopio(await abrirComo(con, acopiadora), con, actas, proceso.nombre);
  await sinActa(await abrirComo(con, coordinacion), con);
  await equipos(await abrirComo(con, coordinacion), con, actas, de.anonimo());
}

/** An envelope, from the reader to the list. */
async function acopio(
  page: Page,
  { foto }: Camara,
  actas: readonly ActaEsperada[],
  proceso: string,
): Promise<void> {
  const caja = page.getByRole('textbox', { name: /Lea el código/ });
  await page.goto('/acopio');
  await caja.and(page.locator(':focus')).waitFor();
  await foto(page, 'acopio-leer');
  const [acta] = actas.slice(RECIBIDOS);
  if (acta === undefined) throw new Error('a CATD without more actas');
  await page.keyboard.type(`${formatCodigo({ proceso, acta: acta.id })}\n`);
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
async function equipos(
  page: Page,
  { foto }: Camara,
  actas: readonly ActaEsperada[],
  telefono: Cliente,
): Promise<void> {
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
  const { estado } = await telefono.post('/api/equipo/enrolamiento', cuerpo);
  if (estado !== 200) throw new Error(`the phone was not enrolled: ${estado}`);
  await page.getByRole('button', { name: /^Coinciden/ }).waitFor();
  await foto(page, 'equipos-confirmar');
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a CATD without so many actas');
  return value;
}
