/**
 * Builds an application of the browser when it is missing or its sources changed. What is built goes to a folder named
 * by the hash of the sources, whole or not at all, so that a program that is running keeps the files that it serves.
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
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { UserConfig } from 'vite';
import { codeOf, listFiles } from '../comun/archivos.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';

export interface Construccion {
  /** of its folders, before the hash */
  readonly nombre: string;
  /** files and folders that decide what is built, from the root of the project */
  readonly fuentes: readonly string[];
  /** what is said when it begins: it takes seconds */
  readonly aviso: string;
  /** what is said when it cannot be, before the reason */
  readonly falla: string;
  /** Writes all of it in a folder that is there and is empty. */
  readonly escribir: (carpeta: string) => Promise<void>;
}

export type FallaDeConstruccion = Refusal<'NO_SE_CONSTRUYO'>;

const RAIZ = resolve(import.meta.dirname, '..', '..');
/** Not in the repository. */
const CONSTRUIDO = join(RAIZ, '.construido');
const AJENAS = /(^|\/)pruebas\/|\.test\.tsx?$|(^|\/)\./;

/** Builds that are kept: that of the program that is running may be one of the older ones. */
const CONSERVADAS = 3;

/** The folder of what was built, now if it was not. @param avisar told, in a sentence, when it begins */
export async function construir(
  construccion: Construccion,
  avisar: (linea: string) => void,
): Promise<Result<string, FallaDeConstruccion>> {
  const { nombre, fuentes, aviso } = construccion;
  const folder = join(CONSTRUIDO, `${nombre}-${hashFuentes(fuentes)}`);
  if (existsSync(folder)) return ok(folder);
  mkdirSync(CONSTRUIDO, { recursive: true });
  const release = await takeTurn(join(CONSTRUIDO, 'turno'));
  try {
    // Whoever had the turn before may have built the same.
    if (existsSync(folder)) return ok(folder);
    avisar(aviso);
    return await build(construccion, folder);
  } finally {
    release();
  }
}

/** Builds with Vite as its configuration says, in another folder. */
export async function construirConVite(configuracion: UserConfig, outDir: string): Promise<void> {
  const { build: buildWithVite } = await import('vite');
  await buildWithVite({
    ...configuracion,
    configFile: false,
    build: { ...configuracion.build, outDir, emptyOutDir: true },
  });
}

async function build(
  { nombre, falla, escribir }: Construccion,
  folder: string,
): Promise<Result<string, FallaDeConstruccion>> {
  const temporary = mkdtempSync(join(CONSTRUIDO, '.a-medias-'));
  try {
    await escribir(temporary);
    renameSync(temporary, folder);
    removeOld(nombre);
    return ok(folder);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    if (!(error instanceof Error)) throw error;
    return refuse('NO_SE_CONSTRUYO', `${falla}: ${error.message}`);
  }
}

function hashFuentes(fuentes: readonly string[]): string {
  const hash = createHash('sha256');
  for (const fuente of fuentes) {
    const isFolder = statSync(join(RAIZ, fuente)).isDirectory();
    const files = isFolder ? listFiles(join(RAIZ, fuente)).map((file) => `${fuente}/${file}`) : [fuente];
    for (const file of files) {
      if (AJENAS.test(file)) continue;
      const bytes = readFileSync(join(RAIZ, file));
      hash.update(`${file}\n`).update(createHash('sha256').update(bytes).digest());
    }
  }
  return hash.digest('hex').slice(0, 16);
}

function removeOld(nombre: string): void {
  const old = readdirSync(CONSTRUIDO)
    .filter((name) => name.startsWith(`${nombre}-`))
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
      if (codeOf(error) !== 'EEXIST') throw error;
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
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
