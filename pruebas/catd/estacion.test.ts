/**
 * A station of a CATD and the server of the CCV, each in its process, with papers that a scanner gives: what is done
 * reaches the log once, through kills and cuts.
 */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { AcopioHecho, EntregaEnEstacion, PaqueteHecho } from '../../src/catd/contrato.ts';
import { DISCO } from '../../src/catd/disco.ts';
import type { PaqueteRevisado } from '../../src/digitalizacion/contrato.ts';
import type { IdActa } from '../../src/dominio/clave.ts';
import { formatCodigo } from '../../src/dominio/codigo-de-acta.ts';
import { type Cliente, type ConsolaDePrueba, withConsola } from '../apoyo/consola.ts';
import { CATD } from '../apoyo/fases.ts';
import { enviarPaquete } from '../apoyo/paquete.ts';
import { createEscaneos, type Escaneos } from './actas.ts';
import { type EnlaceDePueblo, startEnlace } from './enlace.ts';
import { createEstacion } from './estacion.ts';
import { sha256 } from './servidor-falso.ts';

/** Two programs that open images, on whatever is left of a busy machine. */
const ESPERA = { timeout: 120_000, interval: 50 };
vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });
let consola: ConsolaDePrueba;
let enlace: EnlaceDePueblo;
let coordinacion: Cliente;
let escaneos: Escaneos;
const estacion = createEstacion();
let actas: readonly IdActa[];
/** key of who is at the station */
let digitaliza: string;
const at = (i: number): IdActa => actas[i] ?? ('' as IdActa);
const codigoDe = (acta: IdActa) => formatCodigo({ proceso: consola.noche.proceso.nombre, acta });

beforeAll(async () => {
  consola = await withConsola();
  enlace = await startEnlace(Number(new URL(consola.direccion).port));
  coordinacion = await consola.entrar('coordinador_catd');
  digitaliza = (await consola.crear('digitalizador', { centro: CATD, nombre: 'Ana López' })).clave;
  escaneos = createEscaneos(consola.noche.proceso);
  actas = consola.noche.proceso.actas
    .filter(({ casilla }) => casilla.catd === CATD && casilla.tipo !== 'M')
    .map(({ id }) => id);
});
afterAll(async () => {
  await estacion.borrar();
  await enlace?.close();
  await consola?.stop();
});

/** Facts of an acta, in order. */
async function factsOf(acta: IdActa): Promise<readonly string[]> {
  const { rows } = await consola.noche.base.pool.query<{ tipo: string }>(
    'select tipo from prep.evento where acta = $1 order by version',
    [acta],
  );
  return rows.map(({ tipo }) => tipo);
}

async function publishedOf(acta: IdActa): Promise<string | undefined> {
  const { rows } = await consola.noche.base.pool.query<{ datos: string }>(
    `select datos from prep.evento where acta = $1 and tipo = 'imagen_digitalizada' order by version`,
    [acta],
  );
  expect(rows).toHaveLength(1);
  return (JSON.parse(rows[0]?.datos ?? '{}') as { sha256?: string }).sha256;
}

const drained = async () => {
  const { cuenta } = await estacion.estado();
  const { acopios, imagenes, originales } = cuenta.porEnviar;
  return acopios + imagenes + originales === 0 && cuenta.registradas;
};

test('a coordination gives a code, compares four digits, and the station has its actas', async () => {
  const alta = await coordinacion.post('/api/equipos', {
    ...{ tipo: 'estacion', nombre: 'Mesa 1', centro: CATD, persona: null, casillas: [] },
  });
  expect(alta.estado).toBe(200);
  const { clave } = alta.cuerpo.equipo;
  await estacion.enrolar(enlace.direccion, alta.cuerpo.codigo, async (cotejo) => {
    const { cuerpo } = await coordinacion.get('/api/equipos');
    expect(cuerpo.equipos.find((each: { clave: string }) => each.clave === clave).cotejo).toBe(cotejo);
    expect((await coordinacion.post(`/api/equipos/${clave}/confirmacion`)).estado).toBe(200);
  });
  await estacion.start();
  await vi.waitFor(async () => expect((await estacion.estado()).enlace.tipo).toBe('en_linea'), ESPERA);
  const { estacion: quien, cuenta } = await estacion.estado();
  expect(quien.clave).toBe(clave);
  expect(cuenta.esperadas).toBeGreaterThan(5);
});

test('envelopes and scans reach the log once, in order, byte for byte, though the station is killed over and over', async () => {
  expect(await estacion.post('/api/turno', { quien: 'ana lópez' })).toMatchObject({
    turno: { clave: digitaliza, nombre: 'Ana López' },
  });
  for (const [i, acta] of actas.slice(0, 4).entries()) {
    estacion.escanear(`${i}.jpg`, await escaneos.jpeg(acta));
    const hecho = await estacion.post<AcopioHecho>('/api/acopio', {
      ...{ texto: codigoDe(acta), otra: null, horaManuscrita: '2027-06-06T20:15' },
    });
    expect(hecho.secuencia).not.toBeNull();
    if (i % 2 === 1) continue;
    await estacion.matar();
    await estacion.start();
  }
  await vi.waitFor(async () => expect(await drained()).toBe(8), ESPERA);
  for (const acta of actas.slice(0, 4)) {
    expect(await factsOf(acta)).toEqual(['acta_acopiada', 'imagen_digitalizada']);
    // Who was there said it once, before the kills.
    const { rows: hechos } = await consola.noche.base.pool.query<{ actor: string }>(
      'select distinct actor from prep.evento where acta = $1',
      [acta],
    );
    expect(hechos).toEqual([{ actor: digitaliza }]);
    const published = (await publishedOf(acta)) ?? '';
    const bytes = DISCO.read(join(estacion.carpeta, 'archivos', published));
    expect(sha256(bytes ?? Buffer.alloc(0))).toBe(published);
    const inServer = await consola.noche.almacen.read(published);
    expect(inServer.ok && sha256(inServer.value)).toBe(published);
  }
  const { rows } = await consola.noche.base.pool.query(
    'select secuencia from prep.entrega order by secuencia',
  );
  expect(rows.map(({ secuencia }) => Number(secuencia))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(readdirSync(estacion.escaner)).toEqual([]);
});

test('the same envelope again is not twice, and says when it was', async () => {
  const again = await estacion.post<AcopioHecho>('/api/acopio', {
    ...{ texto: codigoDe(at(0)).replaceAll('-', "'").replaceAll('/', '-'), otra: null, horaManuscrita: null },
  });
  expect(again).toMatchObject({ acta: at(0), secuencia: null });
  expect(again.sobre).not.toBeNull();
});

test('what cannot be read waits for whoever has the paper, and a better scan takes its place', async () => {
  estacion.escanear('borrosa.jpg', await escaneos.borrosa(at(4)));
  await vi.waitFor(async () => expect((await estacion.estado()).porDecidirEnTotal).toBe(1), ESPERA);
  const [borrosa] = (await estacion.estado()).porDecidir;
  expect(borrosa?.mensajes.join(' ')).toMatch(/borrosa/);
  await estacion.post(`/api/imagenes/${borrosa?.id}/descarte`, { razon: 'Salió movida' });
  estacion.escanear('mejor.jpg', await escaneos.jpeg(at(4)));
  await vi.waitFor(async () => {
    const { ultima, porDecidirEnTotal } = await estacion.estado();
    expect(ultima?.acta).toBe(at(4));
    expect(ultima?.falta).toMatch(/Falta registrar su sobre/);
    expect(porDecidirEnTotal).toBe(0);
  }, ESPERA);
});

test('without code, the clave that is typed goes as declared, and the server has people confirm it', async () => {
  estacion.escanear('sin-codigo.jpg', await escaneos.sinCodigo(at(5)));
  await vi.waitFor(async () => expect((await estacion.estado()).porDecidirEnTotal).toBe(1), ESPERA);
  const [sinCodigo] = (await estacion.estado()).porDecidir;
  const clave = consola.noche.proceso.actasPorId.get(at(5))?.clave;
  expect(await estacion.post(`/api/imagenes/${sinCodigo?.id}/envio`, { declarada: 'otra' })).toMatchObject({
    codigo: 'CLAVE_DESCONOCIDA',
  });
  expect(await estacion.post(`/api/imagenes/${sinCodigo?.id}/envio`, { declarada: clave })).toMatchObject({
    ...{ acta: at(5), situacion: 'entregada' },
  });
  await vi.waitFor(async () => {
    const { entregas } = await estacion.get<{ entregas: EntregaEnEstacion[] }>('/api/entregas');
    expect(entregas[0]?.envio).toEqual({ tipo: 'en_servidor', estado: 'por_identificar' });
  }, ESPERA);
});

test('without network what is left goes in a package; when the network returns, nothing is twice', async () => {
  enlace.cortar();
  await vi.waitFor(async () => expect((await estacion.estado()).enlace.tipo).toBe('sin_red'), ESPERA);
  await estacion.post('/api/acopio', { texto: codigoDe(at(4)), otra: null, horaManuscrita: null });
  const { memorias } = await estacion.get<{ memorias: { carpeta: string }[] }>('/api/memorias');
  const made = await estacion.post<PaqueteHecho>('/api/paquete', { carpeta: memorias.at(-1)?.carpeta });
  expect(made).toMatchObject({ acopios: 1, imagenes: 0 });

  const revised = await enviarPaquete(consola, made.ruta, coordinacion);
  expect(revised.entregas).toMatchObject([{ tipo: 'acopio', acta: at(4), que: 'entra' }]);
  const imported = await coordinacion.post<PaqueteRevisado>(`/api/paquetes/${revised.id}/importacion`);
  expect(imported.cuerpo.entregas).toMatchObject([{ que: 'entro' }]);
  await vi.waitFor(async () => {
    expect(await factsOf(at(4))).toEqual(['acta_acopiada', 'imagen_digitalizada']);
  }, ESPERA);

  enlace.unir();
  await vi.waitFor(async () => expect(await drained()).toBe(10), ESPERA);
  expect(await factsOf(at(4))).toEqual(['acta_acopiada', 'imagen_digitalizada']);
  expect(await estacion.detener()).toBe(0);
  expect(estacion.dicho()).not.toMatch(/error del programa|Error:/);
});
