/**
 * Takes the pictures of the manual of the station, from the running program: a station with invented actas, filled by
 * hand, that are scanned, received, cut from the network and packed. Writes `img/estacion-*.png`.
 *
 *   npm exec -c 'node docs/manual/tomar-estacion.ts'
 *
 * Needs a Chromium: that of PREP_CHROMIUM, or /usr/bin/chromium.
 */

import { randomInt } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadMinimo } from '../../pruebas/apoyo/minimo.ts';
import { createEscaneos, enServidor } from '../../pruebas/catd/actas.ts';
import { startServidorFalso } from '../../pruebas/catd/servidor-falso.ts';
import { DISCO } from '../../src/catd/disco.ts';
import { runEstacion } from '../../src/catd/estacion.ts';
import { createBanco, createRelojes, EQUIPO, must } from '../../src/catd/pruebas/banco.ts';
import { createTaller } from '../../src/digitalizacion/imagen/taller.ts';
import { construirEstacion } from '../../src/servidor/construir-estacion.ts';
import { type Camara, conCamara, conImagen, decir } from './camara.ts';

/** Twenty past eight of the night of the election, in Michoacán. */
const NOCHE = Date.parse('2027-06-07T02:20:00.000Z');

const proceso = await loadMinimo();
const escaneos = createEscaneos(proceso);
const actas = proceso.actas.filter(({ casilla }) => casilla.tipo !== 'M').slice(0, 18);
const servidor = await startServidorFalso();
servidor.actas = enServidor(proceso, actas);
servidor.desfase = NOCHE - Date.now();
servidor.personas = [
  { clave: 'aco-001', nombre: 'Bea Ruiz Tinoco' },
  { clave: 'dig-001', nombre: 'Ana López Aguilar' },
  { clave: 'dig-002', nombre: 'Luis Ortiz Mora' },
];
const banco = createBanco(servidor.direccion);
servidor.registrar(EQUIPO, banco.identidad.publica);
const relojes = createRelojes();
relojes.mover(servidor.desfase);
const taller = createTaller({ hilos: 1 });
const memoria = join(tmpdir(), 'MEMORIA-USB');
DISCO.makeFolder(memoria);
const alto = new AbortController();
const construida = must(await construirEstacion(decir));
const { promise: lista, resolve } = Promise.withResolvers<string>();
const fin = runEstacion({
  ...{ carpeta: banco.carpeta, escaner: banco.escaner, puerto: 0, construida, destinos: [memoria] },
  ...{ procesar: (bytes) => taller.procesar(bytes), disco: DISCO, relojes, alto: alto.signal },
  azar: () => randomInt(100) / 100,
  decir(linea) {
    const [, found] = /La página de la estación: (\S+)/.exec(linea) ?? [];
    if (found !== undefined) resolve(found);
  },
});
try {
  await conCamara(new URL(await lista).origin, tomar);
} finally {
  alto.abort();
  await fin;
  await taller.close();
  await servidor.caer();
  banco.borrar();
  rmSync(memoria, { recursive: true, force: true });
}

async function tomar({ abrir, foto }: Camara): Promise<void> {
  const page = await abrir(await lista);
  await page.getByText('En línea').waitFor();
  await page.getByRole('button', { name: 'Decir quién está…' }).click();
  await page.getByRole('button', { name: /Ana López/ }).waitFor();
  await foto(page, 'estacion-turno');
  await page.getByRole('button', { name: /Ana López/ }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const codigo = (i: number) => servidor.actas[i]?.codigo ?? '';
  const scan = (nombre: string, bytes: Buffer) => writeFileSync(join(banco.escaner, nombre), bytes);
  for (const i of [0, 1, 2, 3]) await page.keyboard.type(`${codigo(i)}\n`);
  await page.getByLabel(/Hora escrita a mano/).waitFor();
  await page.keyboard.press('Enter');
  for (const i of [0, 1, 2]) scan(`escaneo-${i + 1}.jpg`, await escaneos.jpeg(at(i)));
  await page.getByText('Con imagen').waitFor();
  await page.getByText('No queda nada por enviar.').waitFor();
  await page.getByText('Se lee bien. Registrada').waitFor();
  await conImagen(page);
  await foto(page, 'estacion-mesa');

  await page.keyboard.type(`${codigo(4)}\n`);
  await page.getByLabel(/Hora escrita a mano/).waitFor();
  await page.keyboard.type('8:10\n');
  await page.getByText('Revise la hora escrita').waitFor();
  await foto(page, 'estacion-sobre');
  await page.keyboard.press('Escape');

  scan('escaneo-4.jpg', await escaneos.borrosa(at(3)));
  await page.getByText('No se puede leer bien').first().waitFor();
  await conImagen(page);
  await foto(page, 'estacion-decidir');

  await page.getByRole('button', { name: 'Actas del CATD' }).click();
  await page.getByRole('row').nth(5).waitFor();
  await foto(page, 'estacion-actas');

  await page.getByRole('button', { name: 'Mesa' }).click();
  await servidor.caer();
  await page.getByText(/Sin conexión desde las/).waitFor();
  for (const i of [5, 6]) await page.keyboard.type(`${codigo(i)}\n`);
  await page.getByLabel(/Hora escrita a mano/).waitFor();
  await page.keyboard.press('Enter');
  scan('escaneo-5.jpg', await escaneos.jpeg(at(5)));
  await page.getByText('Guardada aquí, por enviar').waitFor();
  await conImagen(page);
  await foto(page, 'estacion-sin-red');

  await page.getByRole('button', { name: 'Envíos y paquete' }).click();
  await page.getByRole('button', { name: 'Hacer paquete' }).click();
  await page.getByText('Paquete listo').waitFor();
  await foto(page, 'estacion-paquete');
}

function at(i: number) {
  const acta = actas[i];
  if (acta === undefined) throw new Error(`no acta ${i}`);
  return acta.id;
}
