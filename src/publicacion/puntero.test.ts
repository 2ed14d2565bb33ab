import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { openDisco } from './disco.ts';
import { published, withPublicacion } from './pruebas/publicacion-de-prueba.ts';
import { readActual, replaceFile } from './puntero.ts';

/** Reads the pointer as fast as it can, in another thread, and follows it each time. */
const LECTOR = `
const { readFileSync } = require('node:fs');
const { createHash } = require('node:crypto');
const { parentPort, workerData: raiz } = require('node:worker_threads');
let reads = 0;
const seen = new Set();
let stop = false;
parentPort.on('message', () => { stop = true; });
(function again() {
  if (stop) return parentPort.postMessage({ reads, seen: [...seen] });
  const actual = JSON.parse(readFileSync(raiz + '/actual.json', 'utf8'));
  const manifest = readFileSync(raiz + '/' + actual.manifiesto.ruta);
  const found = createHash('sha256').update(manifest).digest('hex');
  if (found !== actual.manifiesto.sha256) throw new Error('a pointer to something else');
  const { archivos } = JSON.parse(manifest);
  const { ruta, sha256 } = archivos[reads % archivos.length];
  const bytes = readFileSync(raiz + '/objetos/' + sha256.slice(0, 2) + '/' + sha256);
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw new Error('a file that is not whole');
  // What is served by address is always there and whole, also while another tree takes its place.
  if (!readFileSync(raiz + '/vigente/index.html', 'utf8').endsWith('</p>')) throw new Error('half a page');
  const served = JSON.parse(readFileSync(raiz + '/vigente/cortes.json', 'utf8'));
  if (served.corte.numero < actual.corte.numero) throw new Error('a site behind its pointer: ' + ruta);
  reads += 1;
  seen.add(actual.corte.numero);
  setImmediate(again);
})();
`;

test('a reader that never stops always finds a whole corte', async () => {
  const publicacion = await withPublicacion();
  try {
    published(await publicacion.publish());
    const lector = new Worker(LECTOR, { eval: true, workerData: publicacion.raiz });
    const ended = new Promise<{ reads: number; seen: number[] }>((resolve, reject) => {
      lector.once('message', resolve);
      lector.once('error', reject);
    });
    for (let numero = 2; numero <= 15; numero += 1) {
      published(await publicacion.publish({ numero, posicion: 100 + numero }));
    }
    lector.postMessage('stop');
    const { reads, seen } = await ended;
    expect(reads).toBeGreaterThan(20);
    expect(seen.length).toBeGreaterThan(3);
  } finally {
    publicacion.remove();
  }
});

test('where nothing was published there is no corte in force', () => {
  expect(readActual(openDisco(), join(tmpdir(), 'no-existe'))).toEqual({ ok: true, value: null });
});

test('a file is replaced over what an interrupted replacement left', () => {
  const folder = mkdtempSync(join(tmpdir(), 'prep-puntero-'));
  try {
    const disco = openDisco();
    const fecha = new Date(0);
    disco.write(join(folder, '.tmp-a.json'), Buffer.from('a medias'), fecha);
    replaceFile(disco, folder, 'a.json', 'uno', fecha);
    replaceFile(disco, folder, 'a.json', 'dos', fecha);
    expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe('dos');
    expect(disco.list(folder)).toEqual(['a.json']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
