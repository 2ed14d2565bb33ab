/** The thread of `talones.ts`: compiles the template with its data, once, and ends. */

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

const PLANTILLA = 'talones.typ';
const FUENTE = '@expo-google-fonts/atkinson-hyperlegible';

const compiler = NodeCompiler.create({
  workspace: import.meta.dirname,
  fontArgs: [{ fontPaths: [dirname(createRequire(import.meta.url).resolve(`${FUENTE}/package.json`))] }],
});
const pdf = compiler.pdf({
  mainFilePath: join(import.meta.dirname, PLANTILLA),
  inputs: { datos: workerData as string },
});
// What was compiled has codes: nothing of it stays.
compiler.evictCache(0);
parentPort?.postMessage(new Uint8Array(pdf));
