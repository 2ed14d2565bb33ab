/**
 * Watches the folder of the scanner. Whatever appears there is taken once it is whole; what cannot be read goes to
 * `no-leidos/` with its reason beside it; what was taken leaves the folder. The folder may be of another machine, may
 * disappear, and may be full of files when the program starts.
 */

import { type FSWatcher, watch } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { codeOf } from '../comun/archivos.ts';
import { BYTES_DE_ARCHIVO } from '../dominio/entrega.ts';
import type { Result } from '../dominio/result.ts';
import { completitud } from './completo.ts';
import { type Disco, failureOfDisk } from './disco.ts';
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
/** Of what something may be wrong besides a file, with names that no file can have. */
const [CARPETA, DISCO_LLENO] = ['.', '/'] as const;
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
  /** what is wrong, by what it is wrong with: a file by its name, and two that no file can have */
  const problemas = new Map<string, string>();
  let noLeidos = readNoLeidos(carpeta, disco);
  let watcher: FSWatcher | null = null;
  let wake: () => void = () => undefined;

  const problema = () => [...problemas.values()][0] ?? null;
  function setProblema(deQue: string, mensaje: string | null): void {
    const before = problema();
    if (mensaje === null) problemas.delete(deQue);
    else problemas.set(deQue, mensaje);
    if (problema() !== before) de.cambio();
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
    for (const name of [...vistos.keys()]) if (!names.includes(name)) forget(name);
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

  /** It left the folder, and with it what was wrong with it. */
  function forget(name: string): void {
    vistos.delete(name);
    setProblema(name, null);
  }

  function listNames(): readonly string[] | null {
    try {
      if (disco.look(carpeta) !== null) throw Object.assign(new Error(), { code: 'ENOTDIR' });
      const names = disco
        .list(carpeta)
        .filter((name) => !AJENO.test(name))
        .sort();
      if (names.length === 0 && !isFolder()) throw Object.assign(new Error(), { code: 'ENOENT' });
      setProblema(CARPETA, null);
      return names;
    } catch (error) {
      const code = codeOf(error);
      if (code === null) throw error;
      unlisten();
      setProblema(
        CARPETA,
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

  /** Milliseconds until a file may be taken; null when it is not a file. One too large is not opened to see if it is whole. */
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
    if (quiet >= plazos.paciencia || seen.bytes > BYTES_DE_ARCHIVO) return 0;
    return isWhole(name) ? 0 : plazos.paciencia - quiet;
  }

  function isWhole(name: string): boolean {
    const { bytes } = readFile(name);
    return bytes !== null && completitud(bytes) === 'completo';
  }

  /** Without bytes when it is gone, or cannot be read now: another program holds it (Windows), it is of another user. */
  function readFile(name: string): { readonly bytes: Buffer | null; readonly falla: string | null } {
    try {
      return { bytes: disco.read(join(carpeta, name)), falla: null };
    } catch (error) {
      const falla = codeOf(error);
      if (falla === null) throw error;
      return { bytes: null, falla };
    }
  }

  /** @returns false when it could not be now (no room), and neither could the others */
  async function take(name: string): Promise<boolean> {
    const seen = vistos.get(name);
    if (seen !== undefined && seen.bytes > BYTES_DE_ARCHIVO) {
      const [pesa, most] = [seen.bytes, BYTES_DE_ARCHIVO].map((each) => Math.ceil(each / 1024 ** 2));
      putAside(
        name,
        `El archivo pesa ${pesa} MB y el máximo es ${most}. Digitalice el acta otra vez en grises, a 200 puntos por pulgada.`,
      );
      return true;
    }
    const { bytes, falla } = readFile(name);
    if (falla !== null) {
      setProblema(
        name,
        `No se puede leer ${name}, de la carpeta del escáner (${falla}). Revise sus permisos, o que el escáner lo haya soltado; se sigue intentando.`,
      );
    }
    if (bytes === null) return true;
    leyendo = name;
    de.cambio();
    const taken = await de.tomar(name, bytes);
    leyendo = null;
    if (!taken.ok) {
      if (taken.error.codigo !== 'TALLER_LLENO') setProblema(DISCO_LLENO, taken.error.mensaje);
      de.cambio();
      return false;
    }
    setProblema(DISCO_LLENO, null);
    const { value } = taken;
    if (value.tipo === 'no_leido') putAside(name, value.error.mensaje);
    else {
      // One that could not be taken away is found again each time, and was said.
      if (value.tipo === 'repetido' && !problemas.has(name)) {
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
    const { bytes: now } = readFile(name);
    if (now === null || !now.equals(bytes)) return;
    if (attempt(() => disco.unlink(path), name) === 'hecho') forget(name);
  }

  function putAside(name: string, mensaje: string): void {
    const folder = join(carpeta, NO_LEIDOS);
    const moved = attempt(() => {
      disco.makeFolder(folder);
      const free = freeName(disco, folder, name);
      disco.rename(join(carpeta, name), join(folder, free));
      noLeidos = [{ archivo: free, mensaje }, ...noLeidos].slice(0, 20);
      writeReason(join(folder, `${free}.razon.txt`), `${name}\n\n${mensaje}\n`);
    }, name);
    if (moved === 'no se pudo') return;
    forget(name);
    de.anotar('no_leido', `${name}: ${mensaje}`);
  }

  /** On a full disk the reason is only on the page. */
  function writeReason(path: string, text: string): void {
    try {
      disco.write(path, Buffer.from(text));
    } catch (error) {
      if (failureOfDisk(error) === null) throw error;
    }
  }

  /** What cannot be moved or taken away is said, and looked at again. */
  function attempt(work: () => void, name: string): 'hecho' | 'no se pudo' {
    try {
      work();
      return 'hecho';
    } catch (error) {
      if (codeOf(error) === null) throw error;
      vistos.set(name, { bytes: -1, cambio: -1, desde: monotono() });
      setProblema(
        name,
        `No se puede quitar ${name} de la carpeta del escáner (${codeOf(error)}). Revise sus permisos.`,
      );
      return 'no se pudo';
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
    problema,
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
