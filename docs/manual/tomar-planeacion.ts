/**
 * Takes the pictures of the manual of the Instancia Interna, from the program running with the plan of November 2023
 * of Michoacán, in a folder that is deleted at the end.
 *
 *   npm exec -c 'node docs/manual/tomar-planeacion.ts'
 *
 * Needs a Chromium: that of PREP_CHROMIUM, or /usr/bin/chromium.
 */

import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import type { Cliente, ConsolaDePrueba } from '../../pruebas/apoyo/consola.ts';
import { must } from '../../pruebas/apoyo/fases.ts';
import { decideCargarCarpeta, readCarpeta } from '../../src/planeacion/carpeta.ts';
import { createPlaneacion } from '../../src/planeacion/servicio.ts';
import type { Camara } from './camara.ts';
import { conConsola } from './consola.ts';

const CARPETA = resolve('procesos/michoacan-2023/planeacion');
/** Two days before the month ends. */
const AHORA = '2023-11-28T18:30:00.000Z';

await conConsola(null, async (consola, camara) => {
  const { reloj } = consola.noche;
  reloj.pass((Date.parse(AHORA) - Date.parse(reloj.now())) / 1000);
  await loadPlan(consola);
  const interna = await consola.entrar('instancia_interna', { nombre: 'Lucía Ávila' });
  const otra = await consola.entrar('instancia_interna', { nombre: 'Bruno Soto' });
  await takeAll(camara, interna, otra);
});

async function takeAll({ abrir, foto }: Camara, interna: Cliente, otra: Cliente): Promise<void> {
  const page = await abrir('/');
  await page.context().addCookies(interna.cookies);

  await open(page, '/planeacion', 'cosas le faltan');
  await foto(page, 'planeacion-tablero');

  await open(page, '/planeacion/actividades', '14.4');
  await foto(page, 'planeacion-gantt');

  await open(page, '/planeacion/importar', 'Primero se revisa');
  await page.getByLabel('Hoja del plan').setInputFiles(withImpossibleDates());
  await page.getByRole('button', { name: 'Revisar' }).click();
  await page.getByText('Nada se cargó').waitFor();
  await foto(page, 'planeacion-importar');

  await open(page, '/planeacion/observaciones/obs-1', 'IEM/P/1067/2023, de');
  await foto(page, 'planeacion-hilo');

  await open(page, '/planeacion/sesiones/ses-1', 'Asistencia');
  await page
    .locator('[id="asistencia.0.personas.0.nombre"]')
    .evaluate((box) => box.scrollIntoView({ block: 'center' }));
  await foto(page, 'planeacion-sesion');

  await open(page, '/planeacion/calendario', '18:00');
  await foto(page, 'planeacion-calendario');

  await open(page, '/planeacion/actividades/act-14-4', 'Razón del atraso');
  await page.getByLabel('Razón del atraso').fill('La Comisión pidió una segunda revisión del proyecto.');
  const ruta = '/api/planeacion/fichas/actividades/act-14-4';
  const cuerpo = { version: 1, cambios: { razonDelAtraso: 'Se esperan las observaciones del COTAPREP.' } };
  await otra.pedir({ metodo: 'PUT', ruta, cuerpo });
  await page.getByRole('button', { name: 'Guardar los cambios' }).click();
  await page.getByRole('dialog').waitFor();
  await foto(page, 'planeacion-conflicto');
}

async function open(page: Page, ruta: string, texto: string): Promise<void> {
  await page.goto(ruta);
  await page.getByText(texto).first().waitFor();
}

/** The plan as it was published, which ends two activities on the 31st of a month of 30. */
function withImpossibleDates() {
  const buffer = readFileSync(join(CARPETA, 'cronograma-publicado.csv'));
  return { name: 'cronograma-noviembre.csv', mimeType: 'text/csv', buffer };
}

async function loadPlan({ noche }: ConsolaDePrueba): Promise<void> {
  const { bitacora, pool } = noche.base;
  const planeacion = createPlaneacion({ bitacora, pool, now: noche.reloj.now, azar: randomBytes });
  const carpeta = must(readCarpeta(CARPETA));
  must(
    await planeacion.cargar({ persona: 'ins-001', lugar: 'CCV', idempotencia: undefined }, (estado) => {
      const hecho = must(decideCargarCarpeta(estado, carpeta, 'michoacan-2023'));
      return { ok: true as const, value: { hecho, valor: null } };
    }),
  );
}
