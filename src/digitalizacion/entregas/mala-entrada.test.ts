/** What is wrong on purpose or by mistake, by each road to the server: refused with its reason, and what comes next goes on. */

import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  bombaComprimida,
  bombaDeImagen,
  conMarcado,
  MARCADO,
  paisaje,
  tiffRoto,
} from '../../../pruebas/apoyo/archivos-malos.ts';
import { type Cliente, type ConsolaDePrueba, withConsola } from '../../../pruebas/apoyo/consola.ts';
import {
  createActas,
  createEnvio,
  createPapeles,
  entregaDe,
  firmada,
} from '../../../pruebas/apoyo/entregas.ts';
import { crearEquipo, type EquipoDePrueba } from '../../../pruebas/apoyo/equipo.ts';
import { acopiar, CATD, must } from '../../../pruebas/apoyo/fases.ts';
import { cabecerasDeArchivo, enviarPaquete, hacerPaquete } from '../../../pruebas/apoyo/paquete.ts';
import type { IdActa } from '../../dominio/clave.ts';
import { BYTES_DE_ARCHIVO } from '../../dominio/entrega.ts';
import type { EntregaEnServidor } from '../contrato.ts';

let consola: ConsolaDePrueba;
let telefono: EquipoDePrueba;
let estacion: EquipoDePrueba;
let digitalizador: Cliente;
let coordina: Cliente;
let papel: (acta: IdActa) => Promise<Buffer>;
let otra: ReturnType<typeof createActas>;
let carpeta: string;
beforeAll(async () => {
  consola = await withConsola();
  telefono = await crearEquipo(consola, { tipo: 'telefono' });
  estacion = await crearEquipo(consola, { tipo: 'estacion' });
  digitalizador = await consola.entrar('digitalizador');
  coordina = await consola.entrar('coordinador_catd');
  papel = createPapeles(consola.noche.proceso);
  otra = createActas(consola.noche);
  carpeta = await mkdtemp(join(tmpdir(), 'prep-malas-'));
});
afterAll(async () => {
  await consola?.stop();
  await rm(carpeta, { recursive: true, force: true });
});

const RUTA = `/api/digitalizacion/imagenes?digitalizacion=ESCANER&tipoDocumento=${encodeURIComponent('ACTA PREP')}`;

type Dicho = Pick<EntregaEnServidor, 'estado' | 'codigo' | 'mensaje' | 'acta' | 'publicada'>;

/** What somebody is told of a file that the browser of a CATD without station sends. */
async function porNavegador(bytes: Buffer): Promise<Dicho> {
  const response = await fetch(`${consola.direccion}${RUTA}`, {
    ...{ method: 'POST', headers: cabecerasDeArchivo(consola, digitalizador), body: Uint8Array.from(bytes) },
  });
  const body = (await response.json()) as { entregas: Dicho[]; codigo: string; mensaje: string };
  if (!response.ok) return { ...body, estado: 'rechazada', acta: null, publicada: null };
  expect(body.entregas).toHaveLength(1);
  return body.entregas[0] as Dicho;
}

const porTelefono = (bytes: Buffer): Promise<Dicho> =>
  createEnvio(telefono, { tipo: 'imagen', bytes }).enviar();

/** Each one a delivery of its own in one package, as a stick with all of them. */
async function porPaquete(files: readonly Buffer[]): Promise<readonly Dicho[]> {
  const entregas = files.map((bytes) =>
    entregaDe(estacion.clave, { tipo: 'imagen', bytes, presentacion: 'original' }),
  );
  const ruta = await hacerPaquete(carpeta, { equipo: estacion, entregas, archivos: files });
  const { id } = await enviarPaquete(consola, ruta, coordina);
  expect((await coordina.post(`/api/paquetes/${id}/importacion`)).estado).toBe(200);
  return Promise.all(
    entregas.map(async (entrega) => {
      const ask = async () =>
        (await estacion.get<EntregaEnServidor>(`/api/entregas/${firmada(entrega, estacion.llave).id}`))
          .cuerpo;
      await expect.poll(async () => (await ask()).estado, { timeout: 60_000 }).not.toBe('en_proceso');
      return ask();
    }),
  );
}

const CAMINOS: readonly (readonly [string, (files: readonly Buffer[]) => Promise<readonly Dicho[]>])[] = [
  ['a phone', (files) => Promise.all(files.map(porTelefono))],
  ['a browser', (files) => Promise.all(files.map(porNavegador))],
  ['a package', porPaquete],
];

describe.each(CAMINOS)('by %s', (_camino, send) => {
  test('each bad file has its reason, and the good one beside them is registered', async () => {
    const buena = otra();
    const marcada = otra();
    for (const acta of [buena, marcada]) await acopiar(consola.noche, acta);
    const [bomba, comprimida, roto, paisajes, conExif, next] = await send([
      await bombaDeImagen(),
      bombaComprimida(),
      await tiffRoto(),
      await paisaje(),
      await conMarcado(await papel(marcada)),
      await papel(buena),
    ]);
    expect(bomba).toMatchObject({ estado: 'rechazada', codigo: 'IMAGEN_DESMESURADA' });
    expect(bomba?.mensaje).toMatch(/65000 × 65000 puntos.*200 puntos por pulgada/);
    expect(comprimida).toMatchObject({ estado: 'rechazada', codigo: 'FORMATO_DESCONOCIDO' });
    expect(comprimida?.mensaje).toMatch(/JPEG, PNG, TIFF, PDF [oy] HEIC/);
    expect(roto).toMatchObject({ estado: 'rechazada', codigo: 'ARCHIVO_DANADO' });
    expect(roto?.mensaje).toMatch(/dañado o incompleto.*otra vez/);
    // Two people look at it: nothing of it says whose it is.
    expect(paisajes).toMatchObject({ estado: 'por_identificar', acta: null });
    expect(conExif).toMatchObject({ estado: 'registrada', acta: marcada });
    const published = must(await consola.noche.almacen.read(conExif?.publicada ?? ''));
    expect(published.includes(MARCADO)).toBe(false);
    expect(published.includes('Exif')).toBe(false);
    expect(next).toMatchObject({ estado: 'registrada', acta: buena });
  });
});

describe('a file of 200 MB', () => {
  const MEGA = Buffer.alloc(1024 ** 2, 'II*\0');

  interface Enviado {
    readonly estado: number;
    readonly cuerpo: { readonly codigo: string; readonly mensaje: string };
    /** bytes that had been taken when the answer came */
    readonly enviados: number;
    /** most bytes of memory that this process, which is also the server, had above those of before */
    readonly memoria: number;
  }

  /** Sends until it is answered, as fast as the other takes it. */
  function stream(
    cabeceras: Readonly<Record<string, string>>,
    ruta = RUTA,
    de = digitalizador,
  ): Promise<Enviado> {
    return new Promise((resolve, reject) => {
      const before = process.memoryUsage.rss();
      let memoria = 0;
      let enviados = 0;
      let answered: 'no' | 'si' = 'no';
      const headers = { ...cabecerasDeArchivo(consola, de), ...cabeceras };
      const sending = request(`${consola.direccion}${ruta}`, { method: 'POST', headers }, (response) => {
        answered = 'si';
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => {
          sending.destroy();
          resolve({ estado: response.statusCode ?? 0, cuerpo: JSON.parse(text), enviados, memoria });
        });
      });
      // Whoever has answered hangs up while the rest is on its way.
      sending.on('error', (error) => (answered === 'si' ? undefined : reject(error)));
      const more = () => {
        memoria = Math.max(memoria, process.memoryUsage.rss() - before);
        while (answered === 'no' && enviados < 200 * MEGA.length) {
          enviados += MEGA.length;
          if (!sending.write(MEGA)) return void sending.once('drain', more);
        }
        sending.end();
      };
      more();
    });
  }

  test('that an image says to be is refused before it is read', async () => {
    const { estado, cuerpo, enviados, memoria } = await stream({ 'content-length': `${200 * MEGA.length}` });
    expect([estado, cuerpo.codigo]).toEqual([413, 'CUERPO_EXCESIVO']);
    expect(cuerpo.mensaje).toMatch(/más de 32 MB.*200 puntos por pulgada/);
    // What fits in the sockets between the two, and nothing else.
    expect(enviados).toBeLessThan(16 * MEGA.length);
    expect(memoria / MEGA.length).toBeLessThan(100);
  });

  test('that an image does not say to be is refused when it has sent as much as is admitted', async () => {
    const { estado, cuerpo, enviados, memoria } = await stream({ 'transfer-encoding': 'chunked' });
    expect([estado, cuerpo.codigo]).toEqual([413, 'CUERPO_EXCESIVO']);
    expect(cuerpo.mensaje).toMatch(/más de 32 MB.*200 puntos por pulgada/);
    // And what was on its way when it was told.
    expect(enviados).toBeLessThan(3 * BYTES_DE_ARCHIVO);
    expect(memoria / MEGA.length).toBeLessThan(100);
  });

  test('that is said to be a package goes to the disk as it comes, is refused with its reason, and is not kept', async () => {
    const { estado, cuerpo, enviados, memoria } = await stream(
      { 'content-length': `${200 * MEGA.length}` },
      '/api/paquetes',
      coordina,
    );
    expect([estado, cuerpo.codigo]).toEqual([409, 'PAQUETE_ILEGIBLE']);
    expect(cuerpo.mensaje).toMatch(/no es un ZIP, o está cortado.*Hágalo otra vez/);
    expect(enviados).toBe(200 * MEGA.length);
    expect(memoria / MEGA.length).toBeLessThan(100);
    const folder = join(consola.noche.base.datos, 'entregas', 'paquetes');
    const left = await Promise.all((await readdir(folder)).map((name) => stat(join(folder, name))));
    expect(Math.max(0, ...left.map(({ size }) => size))).toBeLessThan(10 * MEGA.length);
  });

  test('does not stop the ones that come after', async () => {
    const acta = otra(CATD);
    await acopiar(consola.noche, acta);
    expect(await porNavegador(await papel(acta))).toMatchObject({ estado: 'registrada', acta });
  });
});
