/** The thread of `compresion.ts`: compresses and draws one thing after another. */

import { parentPort, workerData } from 'node:worker_threads';
import {
  compress,
  type DatosDelCompresor,
  type MensajeAlCompresor,
  ownMemoryOf,
  type SeccionImpresa,
} from './compresion.ts';

const port = parentPort;
if (port === null) throw new Error('this file is the body of a thread');
const { proceso } = workerData as DatosDelCompresor;
// Who only compresses does not load the pages.
const imprenta = proceso === null ? null : (await import('./imprenta.ts')).createImprenta(proceso);

port.on('message', (mensaje: MensajeAlCompresor) => {
  const { id, bytes } = mensaje;
  if (mensaje.tipo === 'comprimir') {
    const hecho = compress(mensaje.compresion, bytes).map(exact);
    port.postMessage({ id, hecho }, ownMemoryOf(hecho));
    return;
  }
  if (imprenta === null) throw new Error('a section for a thread that knows no process');
  const hecho = imprenta.print(mensaje.seccion, bytes);
  const json = { ...hecho.json, formas: hecho.json.formas.map(exact) };
  const pagina = { ...hecho.pagina, formas: hecho.pagina.formas.map(exact) };
  const sent: SeccionImpresa = { json, pagina };
  port.postMessage(
    { id, hecho: sent },
    ownMemoryOf([json, pagina].flatMap((texto) => [texto.bytes, ...texto.formas])),
  );
});

/** Of its exact size: what zlib gives is the beginning of a larger memory. */
function exact(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(bytes);
}
