/** The thread of `publico-aparte.ts`: the public site of a folder, until it is told to end. */

import { parentPort, workerData } from 'node:worker_threads';
import { createPublico } from './publico.ts';
import type { DatosDePublico, MensajeDePublico } from './publico-aparte.ts';
import { listenLocal } from './puerto.ts';

const { publicacion, puerto } = workerData as DatosDePublico;
const port = parentPort;
if (port === null) throw new Error('this file is the body of a thread');

const app = await createPublico({ publicacion });
const mensaje: MensajeDePublico = await listenLocal(app, { tipo: 'exacto', puerto });
port.once('message', async () => {
  await app.close();
  port.close();
});
port.postMessage(mensaje);
