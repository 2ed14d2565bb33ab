/** Builds the operators' application and, in its folder `casilla`, PREP Casilla. */

import { readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { listFiles } from '../comun/archivos.ts';
import type { Result } from '../dominio/result.ts';
import { type Construccion, construir, construirConVite, type FallaDeConstruccion } from './construir.ts';

const CONSOLA: Construccion = {
  nombre: 'consola',
  // `web` takes from `src` only types and `dominio`.
  fuentes: ['web/consola', 'web/casilla', 'web/comun', 'src/dominio', 'package-lock.json'],
  aviso: 'Construyendo la aplicación de la consola…',
  falla: 'La aplicación de la consola no se pudo construir y el servidor no empezó',
  escribir: writeConsola,
};

/**
 * The folder of the application, built now if it was not.
 *
 * @param avisar told, in a sentence, when something that takes seconds begins
 */
export function construirConsola(
  avisar: (linea: string) => void,
): Promise<Result<string, FallaDeConstruccion>> {
  return construir(CONSOLA, avisar);
}

async function writeConsola(folder: string): Promise<void> {
  const [{ default: configuracion }, { construirCasilla }] = await Promise.all([
    import('../../web/consola/vite.config.ts'),
    import('../../web/casilla/construir.ts'),
  ]);
  await construirConVite(configuracion, folder);
  await construirCasilla(join(folder, 'casilla'));
  for (const file of listFiles(folder)) compress(join(folder, file));
}

const COMPRESIBLES = new Set(['.js', '.css', '.html', '.svg', '.json', '.wasm', '.webmanifest']);

/** The server sends these instead: an application over a slow link to a CATD is a quarter of the size. */
function compress(path: string): void {
  if (!COMPRESIBLES.has(extname(path))) return;
  const bytes = readFileSync(path);
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
  writeFileSync(`${path}.gz`, gzipSync(bytes));
}
