/** What a server of the PREP answers, told from what anything else may answer in its place: a portal, a proxy. */

import type { Rechazo } from '../../src/acceso/ruta.ts';

/** The JSON of an answer; null when it has nothing to say, undefined when it is not JSON. */
export function comoJson(texto: string): unknown {
  if (texto === '') return null;
  try {
    return JSON.parse(texto);
  } catch {
    return undefined;
  }
}

/** Whether it says why not, as every server of the PREP does. */
export function isRechazo(cuerpo: unknown): cuerpo is Rechazo {
  return typeof cuerpo === 'object' && cuerpo !== null && 'codigo' in cuerpo && 'mensaje' in cuerpo;
}
