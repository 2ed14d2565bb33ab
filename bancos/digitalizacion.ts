/**
 * From the bytes of a file to the image that is published, its code, its verdict and its fingerprint, with two files at
 * once: `node bancos/digitalizacion.ts [actas] [inservibles]`. The pictures are those of src/simulacro/corpus.ts, each
 * of another casilla, drawn before anything is timed; then those that nobody can use, one at a time, which are the
 * ones in which everything is tried.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImagenProcesada } from '../src/digitalizacion/imagen/contrato.ts';
import { huellasParecidas } from '../src/digitalizacion/imagen/huella.ts';
import { createTaller, type Taller } from '../src/digitalizacion/imagen/taller.ts';
import { parseCodigo } from '../src/dominio/codigo-de-acta.ts';
import { readProceso } from '../src/servidor/servicios.ts';
import { createCorpus, type OpcionesDelCorpus } from '../src/simulacro/corpus.ts';
import { NIVELES_INSERVIBLES, type Nivel } from '../src/simulacro/degradacion/niveles.ts';
import { inFolder, must, report, round, tell } from './apoyo/banco.ts';
import { cpuOf } from './apoyo/procesador.ts';

const cuantas = Number(process.argv[2] ?? 1000);
const inservibles = Number(process.argv[3] ?? 50);
const HILOS = 2;
const SEMILLA = 2027;
/** The two routes by which the same paper arrives: the scanner of a CATD and a phone, at their worst. */
const RUTAS = ['escaner_1bit', 'telefono_dificil'] as const satisfies readonly Nivel[];

interface Guardada {
  readonly acta: string;
  readonly nivel: string;
  readonly archivo: string;
}

const proceso = must(await readProceso(join(import.meta.dirname, '..', 'procesos', 'michoacan-2027')));

await inFolder('digitalizacion', async (carpeta) => {
  const guardadas = await draw(carpeta, { semilla: SEMILLA, cuantas });
  const taller = createTaller({ hilos: HILOS });
  // Its processes load their libraries before anything is timed.
  const [first] = guardadas;
  if (first === undefined) throw new Error('a corpus without actas');
  await Promise.all(Array.from({ length: HILOS }, () => procesar(taller, first)));
  await measureAll(taller, guardadas);
  await taller.close();

  const rutas = [];
  for (const [i, nivel] of RUTAS.entries()) {
    const opciones = { semilla: SEMILLA + 1, cuantas: inservibles, niveles: [nivel] };
    rutas.push(await draw(join(carpeta, `${i}`), opciones));
  }
  const malas = await draw(carpeta, {
    ...{ semilla: SEMILLA + 1, cuantas: inservibles },
    niveles: NIVELES_INSERVIBLES,
  });
  const uno = createTaller({ hilos: 1 });
  await procesar(uno, first);
  await measureUseless(uno, malas);
  await measureSame(uno, rutas);
  await uno.close();
});

async function draw(carpeta: string, opciones: OpcionesDelCorpus): Promise<readonly Guardada[]> {
  tell(`dibujando ${opciones.cuantas} actas`);
  const guardadas: Guardada[] = [];
  await mkdir(carpeta, { recursive: true });
  for await (const { acta, archivo, degradacion, nombre } of createCorpus(proceso, opciones)) {
    const path = join(carpeta, `${opciones.semilla}-${nombre}`);
    await writeFile(path, archivo);
    guardadas.push({ acta: acta.id, nivel: degradacion, archivo: path });
  }
  return guardadas;
}

async function procesar(taller: Taller, { archivo }: Guardada): Promise<ImagenProcesada> {
  const [imagen] = must(await taller.procesar(await readFile(archivo)));
  if (imagen === undefined) throw new Error(`a file without pages: ${archivo}`);
  return imagen;
}

async function measureAll(taller: Taller, guardadas: readonly Guardada[]): Promise<void> {
  const vistas: { readonly guardada: Guardada; readonly imagen: ImagenProcesada }[] = [];
  const pending = guardadas.values();
  const cpuBefore = cpuOfChildren();
  const start = performance.now();
  // One more than the processes, so that none waits for the next file.
  await Promise.all(
    Array.from({ length: HILOS + 1 }, async () => {
      for (const guardada of pending) vistas.push({ guardada, imagen: await procesar(taller, guardada) });
    }),
  );
  const segundos = (performance.now() - start) / 1000;
  const segundosCpu = cpuOfChildren() - cpuBefore;
  const memoriaPicoMiB = peakOfChildren();

  const porNivel = Map.groupBy(vistas, ({ guardada }) => guardada.nivel);
  for (const [nivel, own] of porNivel) {
    const read = own.filter((each) => isRight(each)).length;
    const acceptable = own.filter(({ imagen }) => imagen.veredicto.aceptable).length;
    tell(`${nivel}: ${read} de ${own.length} identificadas, ${acceptable} aceptables`);
    report({ caso: nivel, actas: own.length, identificadas: read, aceptables: acceptable });
  }
  const sizes = vistas.map(({ imagen }) => imagen.publicada.bytes.length);
  report({
    caso: 'todas',
    actas: vistas.length,
    actasPorSegundo: round(vistas.length / segundos, 2),
    msCpuPorActa: round((1000 * segundosCpu) / vistas.length, 1),
    identificadasPorCiento: round((100 * vistas.filter((each) => isRight(each)).length) / vistas.length, 3),
    equivocadas: vistas.filter((each) => isWrong(each)).length,
    aceptablesPorCiento: round(
      (100 * vistas.filter(({ imagen }) => imagen.veredicto.aceptable).length) / vistas.length,
      3,
    ),
    publicadaKB: round(sizes.reduce((sum, size) => sum + size, 0) / sizes.length / 1000, 1),
    publicadaMayorKB: round(Math.max(...sizes) / 1000, 1),
    parecidasSinSerlo: countAlike(vistas.map(({ imagen }) => imagen.huellaVisual)),
    memoriaPicoMiB,
  });
}

async function measureUseless(taller: Taller, malas: readonly Guardada[]): Promise<void> {
  const times: number[] = [];
  let [accepted, wrong] = [0, 0];
  for (const mala of malas) {
    const start = performance.now();
    const imagen = await procesar(taller, mala);
    times.push(performance.now() - start);
    if (imagen.veredicto.aceptable) accepted += 1;
    if (isWrong({ guardada: mala, imagen })) wrong += 1;
  }
  report({
    ...{ caso: 'inservibles', actas: malas.length, aceptadas: accepted, equivocadas: wrong },
    segundosLaMasLenta: round(Math.max(...times) / 1000, 3),
  });
}

/** The same actas by two routes: whether each is seen to be the same paper. */
async function measureSame(taller: Taller, rutas: readonly (readonly Guardada[])[]): Promise<void> {
  const [unas = [], otras = []] = rutas;
  let same = 0;
  for (const [i, una] of unas.entries()) {
    const otra = otras[i];
    if (otra?.acta !== una.acta) throw new Error('two routes with other actas');
    const [a, b] = [await procesar(taller, una), await procesar(taller, otra)];
    if (huellasParecidas(a.huellaVisual, b.huellaVisual) === 'mismo_papel') same += 1;
  }
  report({
    ...{ caso: 'mismo papel', actas: unas.length },
    reconocidasPorCiento: round((100 * same) / unas.length, 1),
  });
}

type Vista = { readonly guardada: Guardada; readonly imagen: ImagenProcesada };

function actaOf({ imagen: { codigo } }: Vista): string | null {
  const parsed = codigo === null ? null : parseCodigo(codigo);
  return parsed?.ok === true ? parsed.value.acta : null;
}

function isRight(vista: Vista): boolean {
  return actaOf(vista) === vista.guardada.acta;
}

function isWrong(vista: Vista): boolean {
  return actaOf(vista) !== null && !isRight(vista);
}

/** Pairs of different papers that look the same. */
function countAlike(huellas: readonly string[]): number {
  let alike = 0;
  for (const [i, huella] of huellas.entries()) {
    for (const other of huellas.slice(i + 1)) {
      if (huellasParecidas(huella, other) === 'mismo_papel') alike += 1;
    }
  }
  return alike;
}

/** Seconds of processor of the processes that work for this one. */
function cpuOfChildren(): number {
  const { user, system } = process.cpuUsage();
  return cpuOf(process.pid) - (user + system) / 1e6;
}

/** The most that any of them has had, in MiB; 0 where there is no /proc. */
function peakOfChildren(): number {
  if (process.platform !== 'linux') return 0;
  const children = readdirSync('/proc/self/task').flatMap((task) =>
    readFileSync(`/proc/self/task/${task}/children`, 'utf8').trim().split(' '),
  );
  return children
    .filter((child) => child !== '')
    .reduce((most, child) => {
      const [, kib = '0'] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child}/status`, 'utf8')) ?? [];
      return Math.max(most, Math.round(Number(kib) / 1024));
    }, 0);
}
