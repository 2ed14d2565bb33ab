/**
 * Builds the operators' application, and PREP Casilla in its folder `casilla`, when it is missing or its sources changed. What is built goes to a folder named
 * by the hash of the sources, whole or not at all, so that a server that is running keeps the files that it serves.
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
  writeFileSync,
} from 'node:fs';
import { extname, join, relative, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';

const RAIZ = resolve(import.meta.dirname, '..', '..');
/** Not in the repository. */
const CONSTRUIDO = join(RAIZ, '.construido');

/** What decides what is built. `web` takes from `src` only types and `dominio`. */
const FUENTES = ['web/consola', 'web/casilla', 'web/comun', 'src/dominio', 'package-lock.json'];
const AJENAS = /(^|\/)pruebas\/|\.test\.tsx?$|(^|\/)\./;

/** Builds that are kept: that of the server that is running may be one of the older ones. */
const CONSERVADAS = 3;

export type FallaDeConstruccion = Refusal<'NO_SE_CONSTRUYO'>;

/**
 * The folder of the application, built now if it was not.
 *
 * @param avisar told, in a sentence, when something that takes seconds begins
 */
export async function construirConsola(
  avisar: (linea: string) => void,
): Promise<Result<string, FallaDeConstruccion>> {
  const folder = join(CONSTRUIDO, `consola-${hashFuentes()}`);
  if (existsSync(folder)) return ok(folder);
  mkdirSync(CONSTRUIDO, { recursive: true });
  const release = await takeTurn(join(CONSTRUIDO, 'turno'));
  try {
    // Whoever had the turn before may have built the same.
    if (existsSync(folder)) return ok(folder);
    avisar('Construyendo la aplicación de la consola…');
    return await build(folder);
  } finally {
    release();
  }
}

async function build(folder: string): Promise<Result<string, FallaDeConstruccion>> {
  const temporary = mkdtempSync(join(CONSTRUIDO, '.a-medias-'));
  try {
    const [{ build: buildWithVite }, { default: configuracion }, { construirCasilla }] = await Promise.all([
      import('vite'),
      import('../../web/consola/vite.config.ts'),
      import('../../web/casilla/construir.ts'),
    ]);
    await buildWithVite({
      ...configuracion,
      configFile: false,
      build: { ...configuracion.build, outDir: temporary, emptyOutDir: true },
    });
    await construirCasilla(join(temporary, 'casilla'));
    for (const file of listFiles(temporary)) compress(join(temporary, file));
    renameSync(temporary, folder);
    removeOld();
    return ok(folder);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    if (!(error instanceof Error)) throw error;
    return refuse(
      'NO_SE_CONSTRUYO',
      `La aplicación de la consola no se pudo construir y el servidor no empezó: ${error.message}`,
    );
  }
}

function hashFuentes(): string {
  const hash = createHash('sha256');
  for (const fuente of FUENTES) {
    const path = join(RAIZ, fuente);
    const files = statSync(path).isDirectory() ? listFiles(path).map((file) => join(path, file)) : [path];
    for (const file of files) {
      const name = relative(RAIZ, file).replaceAll('\\', '/');
      if (AJENAS.test(name)) continue;
      hash.update(`${name}\n`).update(createHash('sha256').update(readFileSync(file)).digest());
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** Paths of the files under a folder, relative to it, in an order that does not depend on the disk. */
function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    .sort();
}

const COMPRESIBLES = new Set(['.js', '.css', '.html', '.svg', '.json', '.wasm', '.webmanifest']);

/** The server sends these instead: an application over a slow link to a CATD is a quarter of the size. */
function compress(path: string): void {
  if (!COMPRESIBLES.has(extname(path))) return;
  const bytes = readFileSync(path);
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
  writeFileSync(`${path}.gz`, gzipSync(bytes));
}

function removeOld(): void {
  const old = readdirSync(CONSTRUIDO)
    .filter((name) => name.startsWith('consola-'))
    .map((name) => ({ path: join(CONSTRUIDO, name), since: statSync(join(CONSTRUIDO, name)).mtimeMs }))
    .sort((a, b) => b.since - a.since)
    .slice(CONSERVADAS);
  for (const { path } of old) rmSync(path, { recursive: true, force: true });
}

const ENTRE_MIRADAS_MS = 200;

/** Waits until no other program is building; one that died leaves its turn. */
async function takeTurn(path: string): Promise<() => void> {
  while (true) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error;
    }
    const owner = readOwner(path);
    if (owner !== null && !isAlive(owner)) rmSync(path, { force: true });
    else await wait(ENTRE_MIRADAS_MS);
  }
}

/** Who has the turn; null when it has just ended or has not written its number yet. */
function readOwner(path: string): number | null {
  try {
    return Number(readFileSync(path, 'utf8')) || null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
