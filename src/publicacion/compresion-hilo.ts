/** The thread of `compresion.ts`: compresses one thing after another. */

import { parentPort } from 'node:worker_threads';
import { compress, type MensajeAlCompresor, type MensajeDelCompresor } from './compresion.ts';

const port = parentPort;
if (port === null) throw new Error('this file is the body of a thread');

port.on('message', ({ id, compresion, bytes }: MensajeAlCompresor) => {
  // Of their exact size: what is sent is the whole memory behind a view.
  const piezas = compress(compresion, bytes).map((pieza) => Uint8Array.from(pieza));
  const mensaje: MensajeDelCompresor = { id, piezas };
  port.postMessage(
    mensaje,
    piezas.map(({ buffer }) => buffer),
  );
});
