/** The thread of `taller.ts`: draws one report and ends. */

import { parentPort, workerData } from 'node:worker_threads';
import { toDocx } from './docx.ts';
import { createImprenta } from './pdf.ts';
import type { Encargo } from './taller.ts';

const { documento, formato, imagenes: received } = workerData as Encargo;
// A Buffer comes through as a plain array of bytes.
const imagenes = new Map([...received].map(([sha256, bytes]) => [sha256, Buffer.from(bytes)]));
const bytes =
  formato === 'docx' ? await toDocx(documento, imagenes) : createImprenta().pdf(documento, imagenes);
parentPort?.postMessage(bytes);
