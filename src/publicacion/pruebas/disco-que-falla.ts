/** A disk that does what the real one does until a test decides otherwise. */

import { type Disco, openDisco } from '../disco.ts';

/** Operations in which something changes on the disk. */
const CAMBIOS = new Set<keyof Disco>([
  'makeFolder',
  'write',
  'writeNew',
  'link',
  'linkName',
  'unlink',
  'rename',
  'remove',
  'sync',
  'syncAll',
]);

/**
 * @param before called before each change, with its number from 1; what it throws is the failure
 */
export function failingDisco(before: (numero: number, operacion: keyof Disco, path: string) => void): Disco {
  let numero = 0;
  return new Proxy(openDisco(), {
    get(disco, operacion: keyof Disco) {
      const own = disco[operacion] as (...args: unknown[]) => unknown;
      if (!CAMBIOS.has(operacion)) return own;
      return (...args: unknown[]) => {
        numero += 1;
        before(numero, operacion, String(args[0]));
        return own.apply(disco, args);
      };
    },
  });
}

/** The error that Node gives for a full disk. */
export function sinEspacio(): Error {
  return Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
}
