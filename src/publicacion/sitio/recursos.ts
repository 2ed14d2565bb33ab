/**
 * The style and the modules that every page shares, in one folder named after their content: a new version of
 * them is another folder, so whatever was written before keeps those it was made with.
 *
 * The modules are the TypeScript of `web/sitio` with its types taken away: what is served can be read beside what
 * is in the repository. There is no bundler.
 */

import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import type { Proceso } from '../../proceso/proceso.ts';
import { coloresDe } from './estilo.ts';
import { CARPETA_RECURSOS } from './rutas.ts';

const FUENTES = join(import.meta.dirname, '..', '..', '..', 'web', 'sitio');
const SHA_EN_NOMBRE = 10;
/** In the drawing of the icon, what takes the colour of the institute. */
const COLOR_DEL_ICONO = '#6b1f4e';

export interface Recursos {
  /** `recursos/1a2b3c4d5e/` */
  readonly carpeta: string;
  /** by path from the root of the publication */
  readonly archivos: ReadonlyMap<string, string>;
}

const known = new WeakMap<Proceso, Recursos>();

/** Read and prepared once for each process. */
export function recursosDe(proceso: Proceso): Recursos {
  const before = known.get(proceso);
  if (before !== undefined) return before;
  const made = makeRecursos(proceso);
  known.set(proceso, made);
  return made;
}

function makeRecursos(proceso: Proceso): Recursos {
  const { logo } = proceso.identidad;
  const contents = new Map<string, string>([
    ['estilo.css', shortenCss(coloresDe(proceso) + read('estilo.css'))],
    ['icono.svg', iconoDe(proceso)],
    ...(logo === null ? [] : [[LOGO, logo] as const]),
    ...modules().map((name): [string, string] => [name.replace(/\.ts$/, '.js'), moduleOf(read(name))]),
  ]);
  const all = [...contents].map(([name, content]) => `${name}\n${content}`).join('\n');
  const carpeta = `${CARPETA_RECURSOS}/${hash('sha256', all, 'hex').slice(0, SHA_EN_NOMBRE)}/`;
  return {
    carpeta,
    archivos: new Map([...contents].map(([name, content]) => [carpeta + name, content])),
  };
}

/** Name of the logo of the institute among the resources. */
export const LOGO = 'logo.svg';

/** The icon of the window, in the colour of the institute. */
function iconoDe({ identidad }: Proceso): string {
  return read('icono.svg').replaceAll(COLOR_DEL_ICONO, identidad.color);
}

function modules(): readonly string[] {
  return readdirSync(FUENTES)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.endsWith('.d.ts'))
    .sort();
}

function read(name: string): string {
  return readFileSync(join(FUENTES, name), 'utf8');
}

/** Without types, without comments that fill whole lines, without indentation. */
function moduleOf(source: string): string {
  const stripped = strip(source.replace(/(from '\.\/[a-z-]+)\.ts';/g, "$1.js';"));
  return stripped
    .replace(/^\s*\/\*[\s\S]*?\*\/\s*$/gm, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== ';' && !line.startsWith('//'))
    .join('\n');
}

/** Node strips the types of this very file without a word; of a text, it says that the function is experimental. */
function strip(source: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
}

function shortenCss(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}')
    .trim();
}
