/**
 * The other process of `taller.ts`: one file after another. It has no secret and no connection; a file that makes it
 * fall takes nothing else with it.
 */

import { constants, setPriority } from 'node:os';
import sharp from 'sharp';
import type { ResultadoDeImagen } from './contrato.ts';
import { procesar } from './procesar.ts';

/** What the process says: that it is ready, what a file is, or that there is a bug of ours. */
export type MensajeDelProceso =
  | { readonly tipo: 'listo' }
  | { readonly tipo: 'hecho'; readonly resultado: ResultadoDeImagen }
  | { readonly tipo: 'error'; readonly pila: string };

// There is a process for each core: more threads in each one would only wait for each other.
sharp.concurrency(1);
sharp.cache(false);
// Whoever captures goes first.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

process.on('message', (bytes: Uint8Array) => {
  procesar(bytes).then(
    (resultado) => say({ tipo: 'hecho', resultado }),
    (error: unknown) =>
      say({ tipo: 'error', pila: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
process.on('disconnect', () => process.exit());

say({ tipo: 'listo' });

function say(mensaje: MensajeDelProceso): void {
  // Whoever asked may have been killed meanwhile: there is nobody left to work for.
  process.send?.(mensaje, undefined, undefined, (error) => {
    if (error !== null) process.exit();
  });
}
