/**
 * A corte from a real database, everything included (position, rows, JSON, ZIP, pages, brotli and gzip, manifest,
 * pointer), in a
 * process of its own whose memory is only that of who publishes: `node bancos/corte-base.ts [actas] [cortes]`,
 * 19,500 (a state) by default; 515612 is the national size.
 *
 * The rows are loaded in bulk, but nobody makes them up: the facts of each acta are decided by the rules and folded
 * by the same code that writes a row after each fact. The log itself is not loaded (four million facts at the
 * national size): a corte reads none of them.
 *
 * The first corte is in zeros, as on the night. In the next one everything is new at once, images included, which
 * never happens; before each of the others 2 % of the actas are verified.
 */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Client } from 'pg';
import { z } from 'zod';
import { openBase } from '../src/bitacora/base.ts';
import { startPostgres } from '../src/bitacora/postgres.ts';
import type { ActaEsperada } from '../src/dominio/eleccion.ts';
import type { Proceso } from '../src/proceso/proceso.ts';
import { startCompresor } from '../src/publicacion/compresion.ts';
import { createMotor } from '../src/publicacion/motor.ts';
import { takeCorte } from '../src/publicacion/servicio.ts';
import { createLlenador, type Vida } from './apoyo/actas-vividas.ts';
import { inFolder, must, peakMiB, report, round, seconds, tell } from './apoyo/banco.ts';
import { procesoSintetico } from './apoyo/proceso-sintetico.ts';

/** Loads the database and asks another process for the cortes. */
async function measure(actas: number, cortes: number): Promise<void> {
  await inFolder('corte-base', async (datos) => {
    const servidor = must(await startPostgres({ datos, avisar: ({ mensaje }) => tell(mensaje) }));
    try {
      const { host, port, user, database } = servidor.conexion;
      const url = `postgresql://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
      const proceso = procesoDe(actas);
      await register(proceso, url, datos);
      const client = new Client({ connectionString: url });
      await client.connect();
      const almacen = join(datos, 'imagenes');
      const encargo: Encargo = { actas, url, datos, almacen, publicacion: join(datos, 'publicacion') };
      const publicador = fork(import.meta.filename, ['publicar', JSON.stringify(encargo)]);
      const llenador = createLlenador(client, proceso, almacen);
      const measured = async (caso: string, corte: number) => {
        // What was left to be written before is not of the corte.
        await client.query('checkpoint');
        const answer = await askCorte(publicador);
        tell(`corte ${corte} (${caso}): ${answer.segundos} s`);
        report({ caso, actas, corte, ...answer });
      };
      try {
        await measured('en ceros', 0);
        const loading = await seconds(() => llenador.fill(proceso.actas, vidaDe));
        tell(`${actas} actas cargadas en ${loading.toFixed(1)} s`);
        for (let corte = 1; corte <= cortes; corte += 1) {
          await measured(corte === 1 ? 'todo nuevo' : 'siguiente', corte);
          const changed = proceso.actas.filter((acta) => turnoDe(acta) === corte);
          await llenador.fill(changed, () => 'verificada');
        }
      } finally {
        publicador.disconnect();
        await client.end();
      }
    } finally {
      await servidor.stop();
    }
  });
}

/** The process of bancos/corte.ts. */
function procesoDe(actas: number): Proceso {
  const distritos = actas > 100_000 ? 300 : 24;
  return procesoSintetico({ actas, elecciones: 3, distritos, casillasPorSeccion: 2.44 });
}

async function register(proceso: Proceso, url: string, datos: string): Promise<void> {
  const base = must(await openBaseAt(proceso, url, datos));
  must(await base.bitacora.registerActas(proceso, { actor: 'banco', lugar: 'banco', momento: MOMENTO }));
  await base.stop();
}

function openBaseAt({ ajustes }: Proceso, url: string, datos: string) {
  const avisar = ({ mensaje }: { readonly mensaje: string }) => tell(mensaje);
  return openBase({ datos, url, ajustes, avisar, now: () => MOMENTO, conexiones: 2 });
}

const MOMENTO = '2027-06-07T02:00:00.000Z';

/** Before which corte an acta is verified, of those captured from the beginning; null for the others. */
function turnoDe({ orden }: ActaEsperada): number | null {
  return orden % 20 === 7 || orden % 20 === 13 || orden % 50 >= CORTES_CON_CAMBIO ? null : 1 + (orden % 50);
}

const CORTES_CON_CAMBIO = 5;

function vidaDe(acta: ActaEsperada): Vida {
  if (acta.orden % 20 === 7) return 'esperada';
  if (acta.orden % 20 === 13) return 'sin_acta';
  return turnoDe(acta) === null ? 'verificada' : 'capturada';
}

const Encargo = z.object({
  actas: z.int(),
  url: z.string(),
  datos: z.string(),
  almacen: z.string(),
  publicacion: z.string(),
});
type Encargo = z.infer<typeof Encargo>;

function readEncargo(json: string): Encargo {
  return Encargo.parse(JSON.parse(json));
}

const Corte = z.object({
  segundos: z.number(),
  segundosCpu: z.number(),
  memoriaPicoMiB: z.number(),
  archivos: z.int(),
  megabytes: z.number(),
});

async function askCorte(publicador: ChildProcess): Promise<z.infer<typeof Corte>> {
  const ended = new AbortController();
  publicador.once('exit', (code) => ended.abort(new Error(`the publisher ended with ${code}`)));
  publicador.send('corte');
  const [answer] = await once(publicador, 'message', { signal: ended.signal });
  return Corte.parse(answer);
}

/** The process that publishes: takes a corte each time that it is asked, until nobody asks. */
async function publish({ actas, url, datos, almacen, publicacion }: Encargo): Promise<void> {
  const proceso = procesoDe(actas);
  const base = must(await openBaseAt(proceso, url, datos));
  const compresor = startCompresor(proceso);
  const motor = createMotor({ proceso, carpeta: publicacion, imagenes: almacen, compresor });
  let corte = 0;
  process.on('message', () => void take());
  process.on('disconnect', () => void Promise.all([base.stop(), compresor.close()]));

  async function take(): Promise<void> {
    corte += 1;
    const cpu = process.cpuUsage();
    const start = performance.now();
    const { archivos, bytes } = must(
      await takeCorte({
        ...{ bitacora: base.bitacora, motor, tipo: 'intermedio', actor: 'banco', lugar: 'banco' },
        momento: new Date(Date.parse(MOMENTO) + corte * 60_000).toISOString(),
      }),
    );
    const segundos = round((performance.now() - start) / 1000, 3);
    const { user, system } = process.cpuUsage(cpu);
    const answer: z.infer<typeof Corte> = {
      segundos,
      segundosCpu: round((user + system) / 1e6, 3),
      memoriaPicoMiB: peakMiB(),
      archivos,
      megabytes: Math.round(bytes / 1e6),
    };
    process.send?.(answer);
    // As the publisher does: what the next one needs, while nobody waits.
    must(motor.prepare());
  }
}

const [, , first = '19500', second = '3'] = process.argv;
if (first === 'publicar') await publish(readEncargo(second));
else await measure(Number(first), Number(second));
