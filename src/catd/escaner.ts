/**
 * Watches the folder of the scanner. Whatever appears there is taken once it is whole; what cannot be read goes to
 * `no-leidos/` with its reason beside it; what was taken leaves the folder. The folder may be of another machine, may
 * disappear, and may be full of files when the program starts.
 */

import { type FSWatcher, watch } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { Result } from '../dominio/result.ts';
import { completitud } from './completo.ts';
import { codeOf, type Disco, failureOfDisk } from './disco.ts';
import type { Tomado } from './tomar.ts';

export interface Escaner {
  readonly fin: Promise<void>;
  leyendo(): string | null;
  problema(): string | null;
  noLeidos(): readonly { readonly archivo: string; readonly mensaje: string }[];
}

export interface DeEscaner {
  readonly carpeta: string;
  readonly disco: Disco;
  readonly tomar: (
    nombre: string,
    bytes: Buffer,
  ) => Promise<Result<Tomado, { readonly codigo: string; readonly mensaje: string }>>;
  readonly alto: AbortSignal;
  readonly cambio: () => void;
  readonly anotar: (tipo: 'no_leido' | 'repetido', mensaje: string) => void;
  readonly monotono: () => number;
  readonly plazos?: Partial<PlazosDeEscaner>;
}

/** Milliseconds. */
export interface PlazosDeEscaner {
  /** between one look at the whole folder and the next: what tells of changes does not tell of all of them */
  readonly mirada: number;
  /** without changing, for a file whose end can be recognized */
  readonly quieto: number;
  /** without changing, for one that seems unfinished or has no end that one knows */
  readonly paciencia: number;
}

const PLAZOS: PlazosDeEscaner = { mirada: 2_000, quieto: 700, paciencia: 30_000 };
export const NO_LEIDOS = 'no-leidos';
/** Bigger than any acta, and than what is worth reading to say so. */
const BYTES_MAXIMOS = 256 * 1024 * 1024;
/** What programs and systems leave in folders, and what is still being written under another name. */
const AJENO = /^\.|^~|^thumbs\.db$|^desktop\.ini$|\.(tmp|part|partial|crdownload|lock|filepart)$/i;

interface Visto {
  readonly bytes: number;
  readonly cambio: number;
  /** since when it has not changed, by the monotonic clock */
  readonly desde: number;
}

export function watchEscaner(de: DeEscaner): Escaner {
  const { carpeta, disco, alto, monotono } = de;
  const plazos: PlazosDeEscaner = { ...PLAZOS, ...de.plazos };
  const vistos = new Map<string, Visto>();
  let leyendo: string | null = null;
  let problema: string | null = null;
  let noLeidos = readNoLeidos(carpeta, disco);
  let watcher: FSWatcher | null = null;
  let wake: () => void = () => undefined;

  function setProblema(next: string | null): void {
    if (problema === next) return;
    problema = next;
    de.cambio();
  }

  /** Telling of changes makes it quick; looking now and then makes it sure. */
  function listen(): void {
    if (watcher !== null) return;
    try {
      watcher = watch(carpeta, { persistent: false }, () => wake());
      watcher.on('error', unlisten);
    } catch {
      // A network folder may not be able to tell: it is looked at now and then.
      watcher = null;
    }
  }
  function unlisten(): void {
    watcher?.close();
    watcher = null;
  }

  async function run(): Promise<void> {
    while (!alto.aborted) {
      const next = await look();
      await sleep(next);
    }
    unlisten();
  }

  /** Takes what is ready. @returns milliseconds until something may be */
  async function look(): Promise<number> {
    const names = listNames();
    if (names === null) return plazos.mirada;
    listen();
    let soonest = plazos.mirada;
    for (const name of [...vistos.keys()]) if (!names.includes(name)) vistos.delete(name);
    for (const name of names) {
      if (alto.aborted) return 0;
      const wait = patience(name);
      if (wait === null) continue;
      if (wait > 0) {
        soonest = Math.min(soonest, wait);
        continue;
      }
      const taken = await take(name);
      if (!taken) return plazos.mirada;
    }
    return soonest;
  }

  function listNames(): readonly string[] | null {
    try {
      if (disco.look(carpeta) !== null) throw Object.assign(new Error(), { code: 'ENOTDIR' });
      const names = disco
        .list(carpeta)
        .filter((name) => !AJENO.test(name))
        .sort();
      if (names.length === 0 && !isFolder()) throw Object.assign(new Error(), { code: 'ENOENT' });
      if (problema !== null && !problema.startsWith('No queda')) setProblema(null);
      return names;
    } catch (error) {
      const code = codeOf(error);
      if (code === null) throw error;
      unlisten();
      setProblema(
        code === 'ENOENT' || code === 'ENOTDIR'
          ? `No existe la carpeta del escáner: ${carpeta}. Conecte el escáner o créela; se sigue buscando.`
          : `La carpeta del escáner no se puede leer (${code}): ${carpeta}. Se sigue intentando.`,
      );
      return null;
    }
  }

  /** An empty list may be of a folder that is not there. */
  function isFolder(): boolean {
    disco.room(carpeta);
    return true;
  }

  /** Milliseconds until a file may be taken; null when it is not a file, or is empty or enormous. */
  function patience(name: string): number | null {
    const now = monotono();
    const seen = disco.look(join(carpeta, name));
    if (seen === null) return null;
    const before = vistos.get(name);
    const same = before !== undefined && before.bytes === seen.bytes && before.cambio === seen.cambio;
    const desde = same ? before.desde : now;
    vistos.set(name, { ...seen, desde });
    const quiet = now - desde;
    if (quiet < plazos.quieto) return plazos.quieto - quiet;
    if (quiet >= plazos.paciencia || seen.bytes > BYTES_MAXIMOS) return 0;
    return isWhole(name) ? 0 : plazos.paciencia - quiet;
  }

  function isWhole(name: string): boolean {
    const bytes = readFile(name);
    return bytes !== null && completitud(bytes) === 'completo';
  }

  /** Null when it is gone, or another program holds it (Windows). */
  function readFile(name: string): Buffer | null {
    try {
      return disco.read(join(carpeta, name));
    } catch (error) {
      if (failureOfDisk(error) === null && codeOf(error) === null) throw error;
      return null;
    }
  }

  /** @returns false when it could not be now (no room), and neither could the others */
  async function take(name: string): Promise<boolean> {
    const seen = vistos.get(name);
    if (seen !== undefined && seen.bytes > BYTES_MAXIMOS) {
      putAside(
        name,
        'El archivo es demasiado grande para ser la imagen de un acta. Digitalice a 200 puntos por pulgada.',
      );
      return true;
    }
    const bytes = readFile(name);
    if (bytes === null) return true;
    leyendo = name;
    de.cambio();
    const taken = await de.tomar(name, bytes);
    leyendo = null;
    if (!taken.ok) {
      if (taken.error.codigo !== 'TALLER_LLENO') setProblema(taken.error.mensaje);
      de.cambio();
      return false;
    }
    setProblema(null);
    const { value } = taken;
    if (value.tipo === 'no_leido') putAside(name, value.error.mensaje);
    else {
      if (value.tipo === 'repetido') {
        de.anotar('repetido', `${name} es el mismo archivo que ${value.antes.nombre}: no se tomó dos veces.`);
      }
      remove(name, bytes);
    }
    de.cambio();
    return true;
  }

  /** The file as it was read; if the scanner wrote over it meanwhile, it is another and stays. */
  function remove(name: string, bytes: Buffer): void {
    const path = join(carpeta, name);
    const now = readFile(name);
    if (now === null || !now.equals(bytes)) return;
    vistos.delete(name);
    attempt(() => disco.unlink(path), name);
  }

  function putAside(name: string, mensaje: string): void {
    const folder = join(carpeta, NO_LEIDOS);
    attempt(() => {
      disco.makeFolder(folder);
      const free = freeName(disco, folder, name);
      disco.rename(join(carpeta, name), join(folder, free));
      vistos.delete(name);
      noLeidos = [{ archivo: free, mensaje }, ...noLeidos].slice(0, 20);
      // On a full disk the reason is only on the page.
      disco.write(join(folder, `${free}.razon.txt`), Buffer.from(`${name}\n\n${mensaje}\n`));
    }, name);
    de.anotar('no_leido', `${name}: ${mensaje}`);
  }

  /** What cannot be moved or taken away is said, and looked at again. */
  function attempt(work: () => void, name: string): void {
    try {
      work();
    } catch (error) {
      if (codeOf(error) === null) throw error;
      vistos.set(name, { bytes: -1, cambio: -1, desde: monotono() });
      setProblema(
        `No se puede quitar ${name} de la carpeta del escáner (${codeOf(error)}). Revise sus permisos.`,
      );
    }
  }

  function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(end, Math.max(20, ms));
      function end(): void {
        clearTimeout(timer);
        alto.removeEventListener('abort', end);
        resolve();
      }
      alto.addEventListener('abort', end);
      wake = end;
    });
  }

  return {
    fin: run(),
    leyendo: () => leyendo,
    problema: () => problema,
    noLeidos: () => noLeidos,
  };
}

function freeName(disco: Disco, folder: string, name: string): string {
  const ext = extname(name);
  const stem = basename(name, ext);
  for (let i = 1; ; i += 1) {
    const free = i === 1 ? name : `${stem} (${i})${ext}`;
    if (disco.look(join(folder, free)) === null) return free;
  }
}

function readNoLeidos(carpeta: string, disco: Disco) {
  const folder = join(carpeta, NO_LEIDOS);
  return disco
    .list(folder)
    .filter((name) => !name.endsWith('.razon.txt'))
    .map((archivo) => {
      const reason = disco.read(join(folder, `${archivo}.razon.txt`))?.toString('utf8') ?? '';
      return { archivo, mensaje: reason.split('\n').slice(2).join(' ').trim() };
    })
    .slice(-20);
}
