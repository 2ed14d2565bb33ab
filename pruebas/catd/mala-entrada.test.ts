/**
 * What is wrong on purpose or by mistake in the folder of the scanner of a station that runs: each file has its reason
 * in words, and the good ones beside it are delivered.
 */

import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { NO_LEIDOS } from '../../src/catd/escaner.ts';
import type { IdActa } from '../../src/dominio/clave.ts';
import { bombaDeImagen, conMarcado, MARCADO, paisaje, tiffRoto } from '../apoyo/archivos-malos.ts';
import { loadMinimo } from '../apoyo/minimo.ts';
import { createEscaneos, enServidor } from './actas.ts';
import { createEstacion, startEnrolada } from './estacion.ts';
import { type ServidorFalso, startServidorFalso } from './servidor-falso.ts';

/** A program that starts and opens images, on whatever is left of a busy machine. */
const ESPERA = { timeout: 120_000, interval: 50 };
vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

const proceso = await loadMinimo();
const actas = proceso.actas.filter(({ casilla }) => casilla.catd === 'C01' && casilla.tipo !== 'M');
const at = (i: number) => actas[i]?.id ?? ('' as IdActa);
const escaneos = createEscaneos(proceso);
const estacion = createEstacion();
let servidor: ServidorFalso;

beforeAll(async () => {
  servidor = await startServidorFalso();
  servidor.actas = enServidor(proceso, actas);
  await startEnrolada(estacion, servidor);
});
afterAll(async () => {
  await estacion.borrar();
  await servidor?.caer();
});

const recibidas = () =>
  [...servidor.recibidas.values()].flatMap(({ entrega, archivo }) =>
    entrega.tipo === 'imagen' ? [{ entrega, archivo }] : [],
  );

test('each bad file goes aside with its reason, what is no acta waits for a person, and the good ones are sent', async () => {
  const bad: readonly (readonly [string, Buffer, RegExp])[] = [
    ['1-bomba.jpg', await bombaDeImagen(), /65000 × 65000 puntos.*200 puntos por pulgada/],
    ['2-roto.tif', await tiffRoto(), /dañado o incompleto.*otra vez/],
  ];
  for (const [name, bytes] of bad) writeFileSync(join(estacion.escaner, name), bytes);
  const enorme = join(estacion.escaner, '3-enorme.tif');
  writeFileSync(enorme, 'II*\0');
  truncateSync(enorme, 200 * 1024 ** 2);
  estacion.escanear('4-paisaje.jpg', await paisaje());
  estacion.escanear('5-marcado.jpg', await conMarcado(await escaneos.jpeg(at(0))));
  estacion.escanear('6-buena.jpg', await escaneos.jpeg(at(1)));

  await vi.waitFor(() => expect(readdirSync(estacion.escaner)).toEqual([NO_LEIDOS]), ESPERA);
  const { escaner, porDecidir } = await estacion.estado();
  const reasons = new Map(escaner.noLeidos.map(({ archivo, mensaje }) => [archivo, mensaje]));
  for (const [name, , why] of [...bad, ['3-enorme.tif', null, /pesa 200 MB y el máximo es 32/] as const]) {
    expect(reasons.get(name)).toMatch(why);
    // Beside the file too, for who finds it without the page.
    expect(readFileSync(join(estacion.escaner, NO_LEIDOS, `${name}.razon.txt`), 'utf8')).toMatch(why);
  }
  expect(reasons.size).toBe(3);
  expect(porDecidir).toMatchObject([{ archivo: '4-paisaje.jpg', acta: null, razon: 'CALIDAD' }]);
  expect(porDecidir[0]?.mensajes.join(' ')).toMatch(/No se reconoce un acta/);

  await vi.waitFor(() => expect(recibidas()).toHaveLength(2), ESPERA);
  await vi.waitFor(async () => expect((await estacion.estado()).cuenta.registradas).toBe(2), ESPERA);
  expect(
    recibidas().map(({ entrega }) => entrega.codigo?.includes(at(0)) || entrega.codigo?.includes(at(1))),
  ).toEqual([true, true]);
  for (const { archivo } of recibidas())
    expect(archivo.includes(MARCADO) || archivo.includes('Exif')).toBe(false);
  expect(await estacion.detener()).toBe(0);
  expect(estacion.dicho()).not.toMatch(/Error:/);
});
