/** Where a memory stick may be, as each system mounts them. */

import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { basename, join } from 'node:path';
import { codeOf } from '../comun/archivos.ts';
import type { Memoria } from './contrato.ts';
import type { Disco } from './disco.ts';

/** @param siempre folders that are always offered: that of the station, and those that were given to it */
export function listMemorias(disco: Disco, siempre: readonly Omit<Memoria, 'libres'>[]): readonly Memoria[] {
  const found = process.platform === 'win32' ? ofWindows() : ofLinux();
  return [...found, ...siempre].flatMap((each) => {
    const libres = roomOf(disco, each.carpeta);
    return libres === null ? [] : [{ ...each, libres }];
  });
}

function ofLinux(): readonly Omit<Memoria, 'libres'>[] {
  const { username } = userInfo();
  return [`/media/${username}`, `/run/media/${username}`]
    .flatMap((folder) => subfolders(folder))
    .map((carpeta) => ({ carpeta, nombre: `Memoria «${basename(carpeta)}»` }));
}

function ofWindows(): readonly Omit<Memoria, 'libres'>[] {
  return [...'DEFGHIJKLMNOPQRSTUVWXYZ']
    .map((letter) => `${letter}:\\`)
    .filter((carpeta) => statSync(carpeta, { throwIfNoEntry: false })?.isDirectory())
    .map((carpeta) => ({ carpeta, nombre: `Unidad ${carpeta}` }));
}

function subfolders(folder: string): readonly string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch (error) {
    if (codeOf(error) === null) throw error;
    return [];
  }
}

/** Null where nothing can be written. */
function roomOf(disco: Disco, carpeta: string): number | null {
  try {
    accessSync(carpeta, constants.W_OK);
    return disco.room(carpeta).libres;
  } catch (error) {
    if (codeOf(error) === null) throw error;
    return null;
  }
}
