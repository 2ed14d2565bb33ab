/**
 * A CCV at work over HTTP: `node bancos/ccv.ts [segundos] [actas] [capturistas] [por segundo] [sola|noche]`; 300, 19288,
 * 500, 25 and `sola` by default. So many capturistas with their sessions offer so many captures each second to the operators'
 * server of procesos/michoacan-2027 (a process of its own, and PostgreSQL with fsync), and ask for the image of each
 * acta that they are given. `noche` adds three coordinators with the board open and a corte each minute.
 *
 * What is measured is «submit and receive the next acta», from when the capture should have left: if something stops,
 * the wait of everybody who had to send meanwhile counts. At the end the log is compared with what was acknowledged
 * and with the rows of the actas.
 */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Client } from 'pg';
import type { z } from 'zod';
import { startPostgres } from '../src/bitacora/postgres.ts';
import type { Proceso } from '../src/proceso/proceso.ts';
import { readProceso } from '../src/servidor/servicios.ts';
import { inFolder, must, quantile, report, round, seconds, tell } from './apoyo/banco.ts';
import { type Acusada, type Jornada, openSala, watchTablero } from './apoyo/ccv-gente.ts';
import { type Montaje, mount, PROCESO, withBase } from './apoyo/ccv-montaje.ts';
import { Abierto, type Encargo, Gasto } from './apoyo/ccv-servidor.ts';
import { cargaDeLaMaquina } from './apoyo/maquina.ts';
import { cpuOf } from './apoyo/procesador.ts';

const [, , SEGUNDOS = 300, ACTAS = 19_288, CAPTURISTAS = 500, POR_SEGUNDO = 25] = process.argv.map(Number);
const CASO = process.argv[6] === 'noche' ? 'noche' : 'sola';
const COORDINADORES = CASO === 'noche' ? 3 : 0;
/** seconds between cortes */
const CADA = CASO === 'noche' ? 60 : null;

async function measure(
  proceso: Proceso,
  { capturistas, coordinadores }: Montaje,
  encargo: z.infer<typeof Encargo>,
  cpuDeLaBase: () => number,
): Promise<void> {
  const servidor = startServidor(encargo);
  const { direccion } = Abierto.parse(await servidor.next());
  const sala = await openSala({ direccion, capturistas, porSegundo: POR_SEGUNDO, segundos: SEGUNDOS });
  const tableros = await Promise.all(coordinadores.map((persona) => watchTablero(direccion, persona)));
  const cargaAlEmpezar = cargaDeLaMaquina();
  servidor.tell('medir');
  const base = cpuDeLaBase();
  const cpu = process.cpuUsage();
  const start = performance.now();
  const jornada = await sala.work();
  const segundos = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const segundosCpuBase = round(cpuDeLaBase() - base, 2);
  const carga = cargaDeLaMaquina();
  servidor.tell('fin');
  const { segundosCpu, ...gasto } = Gasto.parse(await servidor.next());
  for (const tablero of tableros) tablero.close();
  sala.close();
  await servidor.ended;

  const { esperas, atrasos, imagenes, acusadas, errores } = jornada;
  for (const error of new Set(errores.slice(0, ERRORES_A_LA_VISTA))) tell(`error: ${error}`);
  report({
    caso: CASO,
    capturistas: CAPTURISTAS,
    segundos: round(segundos, 1),
    capturas: acusadas.length,
    porSegundo: round(acusadas.length / segundos, 1),
    ...timesOf(esperas),
    // How late this program was: it is inside each wait, and it is not of the server.
    atrasoP99Ms: round(quantile(atrasos, 0.99), 1),
    imagenP99Ms: round(quantile(imagenes, 0.99), 1),
    errores: errores.length,
    ...(await check(proceso, encargo, jornada)),
    segundosCpuServidor: segundosCpu,
    segundosCpuBase,
    segundosCpuGente: round((user + system) / 1e6, 2),
    msCpuPorCaptura: round(((segundosCpu + segundosCpuBase) * 1000) / Math.max(acusadas.length, 1), 2),
    ...gasto,
    mensajesDeTablero: tableros.reduce((sum, tablero) => sum + tablero.mensajes(), 0),
    cargaAlEmpezar,
    carga,
  });
}

const ERRORES_A_LA_VISTA = 20;

function timesOf(esperas: readonly number[]) {
  const at = (q: number) => round(quantile(esperas, q), 1);
  return { p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), maxMs: at(1) };
}

interface Servidor {
  tell(orden: 'medir' | 'fin'): void;
  /** what it says next */
  next(): Promise<unknown>;
  readonly ended: Promise<unknown>;
}

function startServidor(encargo: z.infer<typeof Encargo>): Servidor {
  const child: ChildProcess = fork(join(import.meta.dirname, 'apoyo', 'ccv-servidor.ts'), [
    JSON.stringify(encargo),
  ]);
  const broken = new AbortController();
  const ended = once(child, 'exit').then(([code]) => {
    broken.abort(new Error(`the server ended with ${code}`));
  });
  return {
    tell: (orden) => void child.send(orden),
    next: async () => (await once(child, 'message', { signal: broken.signal }))[0],
    ended,
  };
}

/** What the log says of what was acknowledged, and of the rows of the actas. */
async function check(
  proceso: Proceso,
  { url, datos }: z.infer<typeof Encargo>,
  { acusadas }: Jornada,
): Promise<Readonly<Record<'perdidas' | 'sobrantes' | 'repetidas' | 'filasDistintas', number>>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Hecho>(
    `select acta, actor, datos from prep.evento where tipo = 'captura_registrada'`,
  );
  await client.end();
  const captured = new Map(rows.map((hecho) => [keyOf(hecho.acta, hecho.actor), hecho]));
  const lost = acusadas.filter(
    (acusada) => !says(captured.get(keyOf(acusada.acta, acusada.persona)), acusada),
  );
  const rebuilt = await withBase(proceso, url, datos, ({ bitacora }) => bitacora.rebuild('comparar'));
  return {
    perdidas: lost.length,
    sobrantes: rows.length - acusadas.length,
    repetidas: rows.length - captured.size,
    filasDistintas: must(rebuilt).total,
  };
}

interface Hecho {
  readonly acta: string;
  readonly actor: string;
  readonly datos: string;
}

function keyOf(acta: string, persona: string): string {
  return `${acta} ${persona}`;
}

/** A fact has what the person typed, field by field. */
function says(hecho: Hecho | undefined, { lecturas }: Acusada): boolean {
  if (hecho === undefined) return false;
  const written: { readonly lecturas?: Readonly<Record<string, unknown>> } = JSON.parse(hecho.datos);
  return Object.entries(lecturas).every(([campo, lectura]) => written.lecturas?.[campo] === lectura);
}

await inFolder('ccv', async (datos) => {
  const proceso = must(await readProceso(PROCESO));
  const postgres = must(await startPostgres({ datos, avisar: ({ mensaje }) => tell(mensaje) }));
  try {
    const { host, port, user, database } = postgres.conexion;
    const url = `postgresql://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
    let montaje: Montaje = { capturistas: [], coordinadores: [] };
    const medidas = { actas: ACTAS, capturistas: CAPTURISTAS, coordinadores: COORDINADORES };
    const took = await seconds(async () => {
      montaje = await mount(proceso, url, datos, medidas);
    });
    tell(`${ACTAS} actas digitalizadas y ${CAPTURISTAS} sesiones en ${took.toFixed(1)} s`);
    await measure(proceso, montaje, { url, datos, cada: CADA }, () => cpuOf(postgres.pid()));
  } finally {
    await postgres.stop();
  }
});
