/**
 * With which user the database server runs, and which folders that user can enter.
 *
 * PostgreSQL refuses to run as root. When the program runs as root, the server runs as an unprivileged user; a
 * folder under `/root`, or any that only root can enter, is then out of its reach.
 */

import { type Stats, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

export interface Identidad {
  readonly uid: number;
  readonly gid: number;
}

/** `nobody` in every Linux distribution. */
const NADIE: Identidad = { uid: 65534, gid: 65534 };

/**
 * The user of the server: ours, or when ours is root, the owner of the data that is already there, or `nobody`.
 *
 * @param datos folder of an existing cluster, or of one that does not exist yet
 */
export function identidadDelServidor(propia: Identidad, datos: string): Identidad {
  if (propia.uid !== 0) return propia;
  const owner = statSync(datos, { throwIfNoEntry: false });
  if (owner === undefined || owner.uid === 0) return NADIE;
  return { uid: owner.uid, gid: owner.gid };
}

/** The user that runs this program; where there are no numbers of users (Windows), not root. */
export function identidadPropia(): Identidad {
  return { uid: process.getuid?.() ?? -1, gid: process.getgid?.() ?? -1 };
}

/** Whether that user can enter a folder: every folder from the root to it lets it pass. */
export function canEnter(quien: Identidad, carpeta: string): boolean {
  const folder = resolve(carpeta);
  const parent = dirname(folder);
  return allows(quien, statSync(folder)) && (parent === folder || canEnter(quien, parent));
}

const EJECUTAR = 0o1;

function allows(quien: Identidad, { uid, gid, mode }: Stats): boolean {
  if (quien.uid === 0) return true;
  if (quien.uid === uid) return (mode & (EJECUTAR << 6)) !== 0;
  if (quien.gid === gid) return (mode & (EJECUTAR << 3)) !== 0;
  return (mode & EJECUTAR) !== 0;
}
