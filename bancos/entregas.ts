/**
 * From a phone to the log, all of it: `node bancos/entregas.ts [actas] [telefonos]`. The pictures of
 * src/simulacro/corpus.ts are signed, sent in pieces over HTTP to the operators' server with PostgreSQL, opened,
 * straightened, identified, stored and written as facts. What is measured ends when the last one is in the log.
 */

import { hash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { withConsola } from '../pruebas/apoyo/consola.ts';
import { createEnvio, type Envio } from '../pruebas/apoyo/entregas.ts';
import { crearEquipo } from '../pruebas/apoyo/equipo.ts';
import type { IdActa } from '../src/dominio/clave.ts';
import { readProceso } from '../src/servidor/servicios.ts';
import { createCorpus } from '../src/simulacro/corpus.ts';
import { must, report, round, tell } from './apoyo/banco.ts';
import { cpuOf } from './apoyo/procesador.ts';

const cuantas = Number(process.argv[2] ?? 300);
const cuantosTelefonos = Number(process.argv[3] ?? 10);
const SEMILLA = 2027;
const PIEZA = 256 * 1024;
/** of each phone */
const DE_CALENTAMIENTO = 3;

/** What is looked at of a fact. */
const Digitalizada = z.object({ sha256: z.string(), procedencia: z.object({ original: z.string() }) });

interface Foto {
  readonly acta: IdActa;
  readonly archivo: Buffer;
}

const proceso = must(await readProceso(join(import.meta.dirname, '..', 'procesos', 'michoacan-2027')));
tell(`dibujando ${cuantas} actas`);
const fotos: Foto[] = [];
for await (const { acta, archivo } of createCorpus(proceso, { semilla: SEMILLA, cuantas })) {
  fotos.push({ acta: acta.id, archivo });
}
const consola = await withConsola({ proceso });
try {
  await measure();
} finally {
  await consola.stop();
}

async function measure(): Promise<void> {
  const { pool } = consola.noche.base;
  const reparto: (readonly Envio[])[] = [];
  for (let i = 0; i < cuantosTelefonos; i += 1) reparto.push(await prepare(i));
  tell(`enviando desde ${cuantosTelefonos} teléfonos`);
  // Its processes load their libraries, and compile what they repeat, before anything is timed.
  await sendAll(reparto.map((envios) => envios.slice(0, DE_CALENTAMIENTO)));
  while (await isAnyPending()) await wait(50);
  const medidas = cuantas - cuantosTelefonos * DE_CALENTAMIENTO;
  const cpu = cpuOf(process.pid);
  const start = performance.now();
  await sendAll(reparto.map((envios) => envios.slice(DE_CALENTAMIENTO)));
  const segundosEnviando = (performance.now() - start) / 1000;
  while (await isAnyPending()) await wait(50);
  const segundos = (performance.now() - start) / 1000;
  const { rows } = await pool.query<{ acta: IdActa; datos: string }>(
    `select acta, datos from prep.evento where tipo = 'imagen_digitalizada'`,
  );
  const hechos = rows.map(({ acta, datos }) => ({ acta, ...Digitalizada.parse(JSON.parse(datos)) }));
  const expected = new Map(fotos.map(({ acta, archivo }) => [hash('sha256', archivo, 'hex'), acta]));
  const published = await Promise.all(hechos.map(({ sha256 }) => isWhole(sha256)));
  report({
    ...{ caso: 'entregas', actas: cuantas, telefonos: cuantosTelefonos, registradas: rows.length },
    registradasPorCiento: round((100 * rows.length) / cuantas, 2),
    equivocadas: hechos.filter(({ acta, procedencia }) => expected.get(procedencia.original) !== acta).length,
    imagenesDistintasDeSuHash: published.filter((whole) => !whole).length,
    actasPorSegundo: round(medidas / segundos, 2),
    segundosEnviando: round(segundosEnviando, 1),
    msCpuPorActa: round((1000 * (cpuOf(process.pid) - cpu)) / medidas, 1),
  });
}

/** A phone with what it has photographed, signed. */
async function prepare(i: number): Promise<readonly Envio[]> {
  const own = fotos.filter((_, place) => place % cuantosTelefonos === i);
  const casillas = own.flatMap(({ acta }) => proceso.actasPorId.get(acta)?.casilla.clave ?? []);
  const telefono = await crearEquipo(consola, { tipo: 'telefono', casillas });
  return own.map(({ acta, archivo }) =>
    createEnvio(telefono, {
      ...{ tipo: 'imagen', bytes: archivo, declarada: acta, formato: formatOf(archivo) },
      cambios: { proceso: proceso.nombre },
    }),
  );
}

/** Each phone one after another, all of them at once. */
async function sendAll(reparto: readonly (readonly Envio[])[]): Promise<void> {
  await Promise.all(
    reparto.map(async (envios) => {
      for (const envio of envios) await send(envio);
    }),
  );
}

async function send(envio: Envio): Promise<void> {
  let { estado, cuerpo } = await envio.anunciar();
  while (estado === 200 && cuerpo.estado === 'incompleta') {
    ({ estado, cuerpo } = await envio.pieza(cuerpo.faltaDesde, cuerpo.faltaDesde + PIEZA));
  }
  if (estado !== 200) throw new Error(`${envio.id}: ${estado} ${JSON.stringify(cuerpo)}`);
}

async function isAnyPending(): Promise<boolean> {
  const { rows } = await consola.noche.base.pool.query<{ pending: number }>(
    `select count(*)::integer as pending from prep.entrega where estado in ('incompleta', 'en_proceso')`,
  );
  return (rows[0]?.pending ?? 0) > 0;
}

async function isWhole(sha256: string): Promise<boolean> {
  const read = await consola.noche.almacen.read(sha256);
  return read.ok && hash('sha256', read.value, 'hex') === sha256;
}

function formatOf(archivo: Buffer): 'jpeg' | 'pdf' | 'tiff' {
  const start = archivo.toString('latin1', 0, 4);
  return start.startsWith('%PDF') ? 'pdf' : start.startsWith('\xff\xd8') ? 'jpeg' : 'tiff';
}
