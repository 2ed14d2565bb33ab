/**
 * Captures per second through the service, and what share they are of those that a bare loop gets by sending the
 * same statements: `node bancos/capturas.ts [capturas] [vueltas]`.
 *
 * A capture is what a person does: `captura.siguiente`, type, `captura.registrar`. 32 people capture at once over
 * the embedded server (fsync on) with the process of Michoacán, its actas received and scanned through the
 * services. The bare loop sends the statements that the service sends, with rows of the same size and the same
 * number of people and connections, to a copy of that database in the same server: it decides nothing, hashes
 * nothing and turns no row into an object. Both take turns, so that whatever else the machine does weighs on both.
 */

import { join } from 'node:path';
import pg, { type ClientConfig, Pool } from 'pg';
import { openBase } from '../src/bitacora/base.ts';
import { startPostgres } from '../src/bitacora/postgres.ts';
import { openAlmacen } from '../src/digitalizacion/almacen.ts';
import type { Lecturas } from '../src/dominio/consolidacion.ts';
import type { Proceso } from '../src/proceso/proceso.ts';
import { createFases, type Fases } from '../src/servidor/fases.ts';
import { readProceso } from '../src/servidor/servicios.ts';
import { inFolder, must, quantile, report, round, seconds, tell } from './apoyo/banco.ts';
import { type Capturado, createDesnudo, type Desnudo, listen } from './apoyo/desnudo.ts';

/** Of each turn of each of the two. */
const CAPTURAS = Number(process.argv[2] ?? 960);
const VUELTAS = Number(process.argv[3] ?? 12);
const PERSONAS = 32;
/** Actas captured one at a time, to catch the statements of each step. */
const MUESTRAS = 40;
const PROCESO = join(import.meta.dirname, '..', 'procesos', 'michoacan-2027');
const COPIA = 'desnuda';

await inFolder('capturas', async (datos) => {
  const proceso = must(await readProceso(PROCESO));
  const servidor = must(await startPostgres({ datos, avisar: ({ mensaje }) => tell(mensaje) }));
  try {
    const { host, port, user, database } = servidor.conexion;
    const urlOf = (name: string) =>
      `postgresql://${user}@localhost:${port}/${name}?host=${encodeURIComponent(host)}`;
    await preload(proceso, urlOf(database), datos);
    await copyDatabase({ host, port, user, database: 'template1' }, database);
    await compare(proceso, urlOf(database), urlOf(COPIA), datos);
  } finally {
    await servidor.stop();
  }
});

/** Loads the process, and receives and scans as many actas as will be captured. */
async function preload(proceso: Proceso, url: string, datos: string): Promise<void> {
  const actas = proceso.actas
    .slice(0, (CAPTURAS * (VUELTAS + 1)) / 2 + MUESTRAS + PERSONAS)
    .map(({ id }) => id);
  if (actas.length < (CAPTURAS * (VUELTAS + 1)) / 2 + MUESTRAS)
    throw new Error('the process has fewer actas');
  await withFases(proceso, url, datos, async (fases) => {
    const pending = [...actas];
    const took = await seconds(() =>
      together(async () => {
        for (let acta = pending.shift(); acta !== undefined; acta = pending.shift()) {
          const en = { acta, persona: 'ACO-01', lugar: 'CATD-01' };
          must(await fases.acopio.registrar({ ...en, via: 'CATD', horaManuscrita: null }));
          const bytes = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(acta)]);
          const como = { digitalizacion: 'ESCANER', tipoDocumento: 'ACTA PREP' } as const;
          must(await fases.digitalizacion.recibir({ ...en, bytes, origen: 'CATD', ...como }));
        }
      }),
    );
    tell(`${actas.length} actas acopiadas y digitalizadas en ${took.toFixed(1)} s`);
  });
}

/** Another database with the same rows, byte for byte. */
async function copyDatabase(config: ClientConfig, original: string): Promise<void> {
  const client = new pg.Client(config);
  await client.connect();
  await client.query(`create database ${COPIA} template ${original}`);
  await client.query('checkpoint');
  await client.end();
}

async function compare(proceso: Proceso, url: string, copia: string, datos: string): Promise<void> {
  await withFases(proceso, url, datos, async (fases) => {
    const sentencias = await catchStatements(fases);
    const pool = new Pool({ connectionString: copia, options: '-c role=prep_aplicacion', max: PERSONAS });
    // The server stops while the last connections are still saying goodbye.
    pool.on('error', () => {});
    const desnudo = createDesnudo(pool, sentencias);
    try {
      await throughService(fases, 'calentamiento');
      await throughStatements(desnudo);
      const razones: number[] = [];
      for (let vuelta = 0; vuelta < VUELTAS; vuelta += 1) {
        // Who goes first changes: what the first leaves to be written weighs on the second.
        const serviceFirst = vuelta % 2 === 0;
        const first = serviceFirst
          ? await throughService(fases, `${vuelta}`)
          : await throughStatements(desnudo);
        const second = serviceFirst
          ? await throughStatements(desnudo)
          : await throughService(fases, `${vuelta}`);
        const [servicio, sentenciasSolas] = serviceFirst ? [first, second] : [second, first];
        const razon = servicio.porSegundo / sentenciasSolas.porSegundo;
        razones.push(razon);
        report({
          caso: 'vuelta',
          vuelta: vuelta + 1,
          capturas: CAPTURAS,
          personas: PERSONAS,
          servicioPorSegundo: round(servicio.porSegundo, 1),
          sentenciasPorSegundo: round(sentenciasSolas.porSegundo, 1),
          razon: round(razon, 4),
          servicioCpuMicrosegundos: Math.round(servicio.microsegundosDeCpu),
          sentenciasCpuMicrosegundos: Math.round(sentenciasSolas.microsegundosDeCpu),
        });
      }
      tell(
        `razón: mediana ${quantile(razones, 0.5).toFixed(3)}, de ${Math.min(...razones).toFixed(3)} a ${Math.max(...razones).toFixed(3)}`,
      );
    } finally {
      await pool.end();
    }
  });
}

async function withFases(
  proceso: Proceso,
  url: string,
  datos: string,
  run: (fases: Fases) => Promise<void>,
): Promise<void> {
  const now = () => new Date().toISOString();
  const { ajustes } = proceso;
  const avisar = ({ mensaje }: { readonly mensaje: string }) => tell(mensaje);
  const base = must(await openBase({ datos, url, ajustes, avisar, now, conexiones: PERSONAS }));
  try {
    const momento = now();
    must(await base.bitacora.registerActas(proceso, { actor: 'banco', lugar: 'banco', momento }));
    await run(createFases(base.bitacora, proceso, openAlmacen(join(datos, 'imagenes')), now));
  } finally {
    await base.stop();
  }
}

/** Everybody at once, until each one ends. */
async function together(work: (persona: number) => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: PERSONAS }, (_, persona) => work(persona)));
}

interface Medida {
  readonly porSegundo: number;
  /** of this program for each capture: what the server spends is not here */
  readonly microsegundosDeCpu: number;
}

/** A turn: so many captures among everybody. */
async function turn(once: (persona: number, captura: number) => Promise<void>): Promise<Medida> {
  let taken = 0;
  const cpu = process.cpuUsage();
  const took = await seconds(() =>
    together(async (persona) => {
      while (taken < CAPTURAS) {
        taken += 1;
        await once(persona, taken);
      }
    }),
  );
  const { user, system } = process.cpuUsage(cpu);
  return { porSegundo: CAPTURAS / took, microsegundosDeCpu: (user + system) / CAPTURAS };
}

function throughService(fases: Fases, vuelta: string): Promise<Medida> {
  return turn((persona, captura) => capture(fases, claveDe(persona), `${vuelta}-${captura}`));
}

function throughStatements(desnudo: Desnudo): Promise<Medida> {
  return turn((persona) => desnudo.capture(claveDe(persona)));
}

function claveDe(persona: number): string {
  return `CAP-${String(persona + 1).padStart(3, '0')}`;
}

/** What a person does at their screen, without the time that they take to type. */
async function capture(fases: Fases, persona: string, turno: string): Promise<void> {
  const quien = { persona, lugar: 'CCV-01' };
  const clave = `${persona}-${turno}`;
  const tarea = must(await fases.captura.siguiente({ ...quien, idempotencia: `${clave}-siguiente` }));
  if (tarea === null) throw new Error('nothing waits to be captured');
  const { acta, campos } = tarea;
  const lecturas = read(campos);
  must(await fases.captura.registrar({ ...quien, acta, lecturas, idempotencia: `${clave}-registrar` }));
}

/** Both people read the same. */
function read(campos: readonly string[]): Lecturas {
  return Object.fromEntries(campos.map((campo, i) => [campo, (i * 37) % 260]));
}

/**
 * What the service sends for each step of an acta, in the two orders in which two people can do theirs: one after
 * the other, and both at once.
 */
async function catchStatements(fases: Fases): Promise<readonly Capturado[]> {
  const caught: Capturado[] = [];
  const take = async (persona: string, turno: string) => {
    const pedido = { persona, lugar: 'CCV-01', idempotencia: `muestra-${turno}-siguiente` };
    const { resultado, sentencias } = await listen(() => fases.captura.siguiente(pedido));
    caught.push({ paso: 'siguiente', sentencias });
    const tarea = must(resultado);
    if (tarea === null) throw new Error('nothing waits to be captured');
    return async () => {
      const { acta, campos } = tarea;
      const registro = { persona, lugar: 'CCV-01', idempotencia: `muestra-${turno}-registrar`, acta };
      const done = await listen(() => fases.captura.registrar({ ...registro, lecturas: read(campos) }));
      must(done.resultado);
      caught.push({ paso: 'registrar', sentencias: done.sentencias });
    };
  };
  for (let i = 0; i < MUESTRAS; i += 1) {
    const first = await take(claveDe(1), `${i}-1`);
    if (i % 2 === 0) await first();
    const second = await take(claveDe(2), `${i}-2`);
    if (i % 2 === 1) await first();
    await second();
  }
  return caught;
}
