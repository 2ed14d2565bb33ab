/**
 * The store of every version of every file of the publication: `objetos/ab/<sha256>`, and beside the texts the same
 * compressed (`.br`, `.gz`), which a server gives to whoever accepts it.
 *
 * A name is given before the disk is synced, so an object found there may be half written by a publication that was
 * interrupted. One that this process did not write is compared with what it should be, and its compressed forms are
 * only believed if a published manifest names it, which happens after a sync.
 */

import { hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { type Compresor, compress, type Esfuerzo, type TextoListo } from './compresion.ts';
import type { Disco } from './disco.ts';

/** A version of a file. */
export interface Objeto {
  /** lower-case hexadecimal */
  readonly sha256: string;
  readonly bytes: number;
  readonly formas: Formas;
}

/** Of what forms the store has it: a text also compressed, the rest as it is. */
export type Formas = 'comprimido' | 'simple';

const TEXTO = /\.(html|css|js|json|svg|txt|csv|xml|webmanifest)$/;

/** In what forms a file of the site is kept, by its address. */
export function formasDe(ruta: string): Formas {
  return TEXTO.test(ruta) ? 'comprimido' : 'simple';
}

const RECURSO = /^recursos\//;
const HOJA = /^secciones\/|\/(distritos|municipios)\//;

/** Whether a file of the site is kept only as it is, or with what effort also compressed, by its address. */
export function comoSeGuarda(ruta: string): Esfuerzo | 'simple' {
  if (formasDe(ruta) === 'simple') return 'simple';
  if (RECURSO.test(ruta)) return 'recurso';
  return HOJA.test(ruta) ? 'hoja' : 'texto';
}

/** Endings of the names of the forms. */
export const TERMINACIONES: Readonly<Record<Formas, readonly string[]>> = {
  comprimido: ['', '.br', '.gz'],
  simple: [''],
};

export const CARPETA_OBJETOS = 'objetos';

/** `objetos/ab/abcdef…`, from the root of the publication */
export function rutaDeObjeto(sha256: string): string {
  return `${CARPETA_OBJETOS}/${sha256.slice(0, 2)}/${sha256}`;
}

export function sha256De(contenido: string | Uint8Array): string {
  return hash('sha256', contenido, 'hex');
}

/** What is put in the store for one corte. */
export interface Objetos {
  /** Puts a version of a file; what compresses it may still be working when it returns. */
  put(contenido: string | Uint8Array, como: Esfuerzo | 'simple'): Objeto;
  /** Puts one that somebody compressed. */
  putListo(texto: TextoListo): Objeto;
  /** Takes charge of what will be put when another thread has made it. */
  expect(work: Promise<void>): void;
  /** Lets what was compressed elsewhere be written: who puts many calls it now and then. */
  turn(): Promise<void>;
  /** Resolves when everything is written. @throws what failed */
  settle(): Promise<void>;
  /** How many were put. */
  count(): number;
  /** What was written and its folders, for who must sync them one by one. */
  changed(): Iterable<string>;
  /** Removes what was written: the corte will not be. */
  discard(): void;
}

/**
 * @param vigentes SHA-256 of the objects that the manifest in force names
 * @param fecha date of the files: that of the corte
 */
export function openObjetos(
  disco: Disco,
  raiz: string,
  vigentes: { has(sha256: string): boolean },
  fecha: Date,
  compresor: Compresor,
): Objetos {
  const puestos = new Map<string, Objeto>();
  const escritos: string[] = [];
  const folders = new Set<string>();
  const enCurso = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | null = null;

  function write(path: string, bytes: Uint8Array): void {
    escritos.push(path);
    if (disco.writeNew(path, bytes, fecha) === 'hecho') return;
    // Whatever has the name is not to be believed, and may be what is being served: it is replaced, not changed.
    disco.unlink(path);
    disco.write(path, bytes, fecha);
  }

  function isThere(path: string, bytes: Uint8Array, objeto: Objeto): boolean {
    if (!vigentes.has(objeto.sha256)) return false;
    if (!TERMINACIONES[objeto.formas].every((terminacion) => disco.has(path + terminacion))) return false;
    return disco.read(path)?.equals(bytes) === true;
  }

  function writeFormas(path: string, piezas: readonly Uint8Array[]): void {
    for (const [i, pieza] of piezas.entries()) {
      write(path + (TERMINACIONES.comprimido[i + 1] ?? ''), pieza);
    }
  }

  function expect(work: Promise<void>): void {
    const done = work
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(() => enCurso.delete(done));
    enCurso.add(done);
  }

  function compressTexto(path: string, bytes: Buffer, esfuerzo: Esfuerzo): void {
    const elsewhere = compresor.offer(esfuerzo, bytes);
    if (elsewhere === null) {
      writeFormas(path, compress(esfuerzo, bytes));
      return;
    }
    expect(
      elsewhere.then((piezas) => {
        if (failure === null) writeFormas(path, piezas);
      }),
    );
  }

  /** @param finish writes its forms, beside a path */
  function place(objeto: Objeto, bytes: Uint8Array, finish: (path: string) => void): Objeto {
    if (failure !== null) throw failure.error;
    const known = puestos.get(objeto.sha256);
    if (known !== undefined) return known;
    puestos.set(objeto.sha256, objeto);
    const path = `${raiz}/${rutaDeObjeto(objeto.sha256)}`;
    if (isThere(path, bytes, objeto)) return objeto;
    const folder = objeto.sha256.slice(0, 2);
    if (!folders.has(folder)) disco.makeFolder(`${raiz}/${CARPETA_OBJETOS}/${folder}`);
    folders.add(folder);
    write(path, bytes);
    finish(path);
    return objeto;
  }

  return {
    put(contenido, como) {
      const bytes = Buffer.from(contenido as string);
      const formas = como === 'simple' ? 'simple' : 'comprimido';
      const objeto: Objeto = { sha256: sha256De(bytes), bytes: bytes.length, formas };
      return place(objeto, bytes, (path) => {
        if (como !== 'simple') compressTexto(path, bytes, como);
      });
    },
    putListo({ bytes, sha256, formas }) {
      const objeto: Objeto = { sha256, bytes: bytes.length, formas: 'comprimido' };
      return place(objeto, bytes, (path) => writeFormas(path, formas));
    },
    expect,
    async turn() {
      if (enCurso.size > 0) await setImmediate();
    },
    async settle() {
      while (enCurso.size > 0) await Promise.all(enCurso);
      if (failure !== null) throw failure.error;
    },
    count: () => puestos.size,
    changed: () => escritos,
    discard() {
      failure ??= { error: new Error('the corte was discarded') };
      for (const path of escritos) disco.unlink(path);
    },
  };
}
