/**
 * What a test needs and a machine may not have: the databases that institutes published, and a browser.
 *
 * A test whose resource is missing is skipped, counted, and says in its name what is missing:
 *
 *   const puebla = datosCompartidos('puebla-2024');
 *   describe.skipIf(!puebla)(conFaltante('reads the Puebla 2024 database', puebla, 'datos/puebla-2024'), () => {…});
 *
 * or, with the path already known to exist inside the body:
 *
 *   describeSiHay('reads the Puebla 2024 database', puebla, 'datos/puebla-2024', (folder) => {…});
 *
 * Vitest runs the body of a skipped `describe` to count its tests, so open files in `beforeAll` or `it`.
 */

import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { describe } from 'vitest';

/** The folder of the repository. */
export const RAIZ = resolve(import.meta.dirname, '..', '..');

/**
 * Absolute path of a published database or other sample, or null where it is absent. They are too large for
 * the repository and live beside it, in `../shared/datos`, or where PREP_DATOS_PRUEBA says.
 */
export function datosCompartidos(subpath = ''): string | null {
  const base = process.env.PREP_DATOS_PRUEBA || resolve(RAIZ, '..', 'shared', 'datos');
  const path = resolve(RAIZ, base, subpath);
  return existsSync(path) ? path : null;
}

const NAVEGADORES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** Path of a Chromium that playwright-core can start (PREP_CHROMIUM, or the first one in PATH), or null. */
export function chromium(): string | null {
  const chosen = process.env.PREP_CHROMIUM;
  if (chosen) return isExecutable(chosen) ? chosen : null;

  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const name of NAVEGADORES) {
    for (const folder of folders) {
      const path = join(folder, name);
      if (isExecutable(path)) return path;
    }
  }
  return null;
}

/** The name of a test, with what is missing when the resource is not here. */
export function conFaltante(nombre: string, ruta: string | null, recurso: string): string {
  return ruta === null ? `${nombre} [omitida: falta ${recurso}]` : nombre;
}

/** `describe` that runs where the resource exists and is skipped, with its reason, where it does not. */
export function describeSiHay(
  nombre: string,
  ruta: string | null,
  recurso: string,
  body: (ruta: string) => void,
): void {
  describe.skipIf(ruta === null)(conFaltante(nombre, ruta, recurso), () => {
    body(ruta ?? join(RAIZ, 'falta', recurso));
  });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
