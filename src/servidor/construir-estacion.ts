/**
 * Builds the page of the station (`web/estacion`) when it is missing or its sources changed, in a folder named by
 * their hash, as `construir-consola`. It is served on the same computer: nothing is compressed.
 */

import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { ok, type Result, refuse } from '../dominio/result.ts';
import type { FallaDeConstruccion } from './construir-consola.ts';

const RAIZ = resolve(import.meta.dirname, '..', '..');
/** Not in the repository. */
const CONSTRUIDO = join(RAIZ, '.construido');
const FUENTES = ['web/estacion', 'web/comun', 'src/dominio', 'package-lock.json'];
const AJENAS = /(^|\/)pruebas\/|\.test\.tsx?$|(^|\/)\./;

/**
 * The folder of the page, built now if it was not.
 *
 * @param avisar told, in a sentence, when something that takes seconds begins
 */
export async function construirEstacion(
  avisar: (linea: string) => void,
): Promise<Result<string, FallaDeConstruccion>> {
  const folder = join(CONSTRUIDO, `estacion-${hashFuentes()}`);
  if (existsSync(folder)) return ok(folder);
  mkdirSync(CONSTRUIDO, { recursive: true });
  avisar('Construyendo la página de la estación…');
  const temporary = mkdtempSync(join(CONSTRUIDO, '.a-medias-'));
  try {
    const [{ build }, { default: configuracion }] = await Promise.all([
      import('vite'),
      import('../../web/estacion/vite.config.ts'),
    ]);
    await build({
      ...configuracion,
      configFile: false,
      build: { ...configuracion.build, outDir: temporary, emptyOutDir: true },
    });
    // Another program may have built the same meanwhile.
    if (!existsSync(folder)) renameSync(temporary, folder);
    return ok(folder);
  } catch (error) {
    if (existsSync(folder)) return ok(folder);
    if (!(error instanceof Error)) throw error;
    return refuse('NO_SE_CONSTRUYO', `La página de la estación no se pudo construir: ${error.message}`);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function hashFuentes(): string {
  const hash = createHash('sha256');
  for (const fuente of FUENTES) {
    for (const path of listFiles(join(RAIZ, fuente))) {
      const name = relative(RAIZ, path).replaceAll('\\', '/');
      if (AJENAS.test(name)) continue;
      hash.update(`${name}\n`).update(createHash('sha256').update(readFileSync(path)).digest());
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** A file, or those under a folder, in an order that does not depend on the disk. */
function listFiles(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
}
