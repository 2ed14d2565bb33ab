/** The console of the manuals, running in a folder that is deleted at the end, and a camera in front of it. */

import type { Page } from 'playwright-core';
import { type Cliente, type ConsolaDePrueba, withConsola } from '../../pruebas/apoyo/consola.ts';
import { must } from '../../pruebas/apoyo/fases.ts';
import { construirConsola } from '../../src/servidor/construir-consola.ts';
import { readProceso } from '../../src/servidor/servicios.ts';
import { type Camara, conCamara, decir } from './camara.ts';

/**
 * Takes pictures of the console.
 *
 * @param carpeta of a process; null for the minimal one
 */
export async function conConsola(
  carpeta: string | null,
  tomar: (consola: ConsolaDePrueba, camara: Camara) => Promise<void>,
): Promise<void> {
  const proceso = carpeta === null ? {} : { proceso: must(await readProceso(carpeta)) };
  const consola = await withConsola({ ...proceso, construida: must(await construirConsola(decir)) });
  try {
    await conCamara(consola.direccion, (camara) => tomar(consola, camara));
  } finally {
    await consola.stop();
  }
}

/** A window in which somebody is already inside. */
export async function abrirComo({ abrir }: Camara, { cookies }: Cliente): Promise<Page> {
  const page = await abrir('/');
  await page.context().addCookies(cookies);
  return page;
}
