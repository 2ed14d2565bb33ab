/**
 * A disk whose power a test cuts before any of its operations. What survives is what POSIX promises and nothing more:
 * the bytes of a file that was synced, under a name that was there when its folder was synced. `nombres` is the other
 * thing that disks do: the names arrived on time, the bytes that were not synced did not.
 */

import { dirname } from 'node:path';
import { DISCO, type Disco } from '../disco.ts';

export class CorteDeLuz extends Error {}

/** `minimo`: nothing that was not synced; `nombres`: every name, with only the bytes that were synced. */
export type Supervivencia = 'minimo' | 'nombres';

interface Inodo {
  synced: Buffer;
}

export interface DiscoFragil extends Disco {
  /** operations done */
  readonly hechas: number;
  /** What would be found when the power returns, by path. */
  sobrevive(como: Supervivencia): ReadonlyMap<string, Buffer>;
}

/**
 * @param antes files that were already there, and on the disk
 * @param corte operation before which the power goes; none, if there are fewer
 */
export function createDiscoFragil(antes: readonly string[], corte: number): DiscoFragil {
  const visible = new Map<string, Inodo>();
  const durable = new Map<string, Inodo>();
  for (const path of antes) {
    const inodo = { synced: DISCO.read(path) ?? Buffer.alloc(0) };
    visible.set(path, inodo);
    durable.set(path, inodo);
  }
  let hechas = 0;
  const step = () => {
    if (hechas >= corte) throw new CorteDeLuz(`before operation ${corte}`);
    hechas += 1;
  };
  const isFile = (path: string) => DISCO.look(path) !== null;

  return {
    ...DISCO,
    get hechas() {
      return hechas;
    },
    write(path, bytes, mode) {
      step();
      DISCO.write(path, bytes, mode);
      visible.set(path, { synced: Buffer.alloc(0) });
    },
    rename(path, otro) {
      step();
      DISCO.rename(path, otro);
      const inodo = visible.get(path);
      visible.delete(path);
      if (inodo !== undefined) visible.set(otro, inodo);
    },
    unlink(path) {
      step();
      DISCO.unlink(path);
      visible.delete(path);
    },
    sync(path) {
      step();
      if (isFile(path)) {
        const inodo = visible.get(path);
        if (inodo !== undefined) inodo.synced = DISCO.read(path) ?? Buffer.alloc(0);
        return;
      }
      for (const known of [...durable.keys()]) if (dirname(known) === path) durable.delete(known);
      for (const [known, inodo] of visible) if (dirname(known) === path) durable.set(known, inodo);
    },
    sobrevive(como) {
      const names = como === 'minimo' ? durable : visible;
      return new Map([...names].map(([path, { synced }]) => [path, synced]));
    },
  };
}
