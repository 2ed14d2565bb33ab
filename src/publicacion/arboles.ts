/**
 * What is served: a tree of hard links to the store, with the stable address of each file. There are two, and a
 * symbolic link, `vigente`, to the one that is read. A corte brings the other up to date and swaps the link at once:
 * nobody reads from a tree that is changing.
 */

import { dirname, join } from 'node:path';
import type { Disco } from './disco.ts';
import { type Objeto, rutaDeObjeto, TERMINACIONES } from './objetos.ts';

/** Which version each address has: null where it has none any more. */
export type Cambios = ReadonlyMap<string, Objeto | null>;

export interface Arboles {
  /**
   * Brings the tree that nobody reads up to date with a corte.
   *
   * @param cambios since the corte before
   * @param todo every file of the corte
   */
  update(cambios: Cambios, todo: () => Iterable<readonly [string, Objeto]>): void;
  /** Puts the tree that was brought up to date where the other was. Everything it leads to must be on the disk. */
  swap(): void;
  /** Brings the other tree up to date too, while nobody waits. */
  catchUp(todo: () => Iterable<readonly [string, Objeto]>): void;
  /** Folders and files that changed since it was opened, for who must sync them one by one. */
  changed(): Iterable<string>;
}

/** The symbolic link to the tree that is read, from the root of the publication. */
export const ENLACE_VIGENTE = 'vigente';
export const CARPETA_ARBOLES = 'arboles';
const NOMBRES = ['a', 'b'] as const;
type Nombre = (typeof NOMBRES)[number];

/** What a tree lacks; `desconocido` when only making it again would tell. */
type Estado = Map<string, Objeto | null> | 'desconocido';

/** What is known of the trees between two cortes of one process; nothing at the beginning. */
export type EstadoDeArboles = Record<Nombre, Estado>;

export function estadoDesconocido(): EstadoDeArboles {
  return { a: 'desconocido', b: 'desconocido' };
}

/** @param fecha date of the files where they must be copied */
export function openArboles(disco: Disco, raiz: string, estado: EstadoDeArboles, fecha: Date): Arboles {
  const touched = new Set<string>();
  const made = new Set<string>();

  function enServicio(): Nombre | null {
    const leads = disco.readName(join(raiz, ENLACE_VIGENTE));
    return NOMBRES.find((nombre) => leads === `${CARPETA_ARBOLES}/${nombre}`) ?? null;
  }

  function otro(): Nombre {
    return enServicio() === 'a' ? 'b' : 'a';
  }

  function folderOf(nombre: Nombre): string {
    return `${raiz}/${CARPETA_ARBOLES}/${nombre}`;
  }

  function place(target: string, objeto: Objeto): void {
    const folder = dirname(target);
    if (!made.has(folder)) disco.makeFolder(folder);
    made.add(folder);
    touched.add(folder);
    for (const terminacion of TERMINACIONES[objeto.formas]) {
      const source = `${raiz}/${rutaDeObjeto(objeto.sha256)}${terminacion}`;
      if (disco.link(source, target + terminacion) === 'hecho') continue;
      const bytes = disco.read(source);
      if (bytes === null) throw new Error(`object that is not in the store: ${source}`);
      disco.write(target + terminacion, bytes, fecha);
      touched.add(target + terminacion);
    }
  }

  function remove(target: string): void {
    touched.add(dirname(target));
    for (const terminacion of TERMINACIONES.comprimido) disco.unlink(target + terminacion);
  }

  function bring(nombre: Nombre, cambios: Cambios, todo: () => Iterable<readonly [string, Objeto]>): void {
    const known = estado[nombre];
    const folder = folderOf(nombre);
    // Until it is whole again nothing is known of it.
    estado[nombre] = 'desconocido';
    if (known === 'desconocido') {
      disco.remove(folder);
      disco.makeFolder(folder);
      for (const [ruta, objeto] of todo()) place(`${folder}/${ruta}`, objeto);
    } else {
      for (const [ruta, objeto] of new Map([...known, ...cambios])) {
        remove(`${folder}/${ruta}`);
        if (objeto !== null) place(`${folder}/${ruta}`, objeto);
      }
    }
    estado[nombre] = new Map();
  }

  return {
    update(cambios, todo) {
      const target = otro();
      const serving = estado[target === 'a' ? 'b' : 'a'];
      bring(target, cambios, todo);
      if (serving !== 'desconocido') for (const [ruta, objeto] of cambios) serving.set(ruta, objeto);
    },
    swap() {
      const temporal = join(raiz, `.tmp-${ENLACE_VIGENTE}`);
      disco.unlink(temporal);
      disco.linkName(`${CARPETA_ARBOLES}/${otro()}`, temporal);
      disco.rename(temporal, join(raiz, ENLACE_VIGENTE));
      disco.sync(raiz);
    },
    catchUp(todo) {
      bring(otro(), new Map(), todo);
    },
    changed: () => touched,
  };
}
