/** `prep actas imprimir`: the printed actas of a process, blank; or filled by hand for a drill, with their truth. */

import { mkdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { ActaEsperada } from '../dominio/eleccion.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { failureOfDisk, type Impreso, imprimir } from '../papel/imprenta.ts';
import { byCatd, type Pliego, together } from '../papel/pliegos.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { readProceso } from '../servidor/servicios.ts';
import {
  ARCHIVO_DE_IMAGENES,
  ARCHIVO_DE_VERDAD,
  CARPETA_DE_IMAGENES,
  claimEncargo,
  writeImagenes,
  writeVerdad,
} from '../simulacro/actas-llenas.ts';
import { shuffle } from '../simulacro/corpus.ts';
import { createLlenadas } from '../simulacro/fallas.ts';
import { llenar } from '../simulacro/llenado.ts';
import { AYUDA, type Cuales, type Peticion, parsePeticion } from './actas-opciones.ts';
import type { Io } from './io.ts';
import { startProgresoDeActas } from './progreso-de-actas.ts';

/** What the record of the printed files is called, in a folder; beside a file, it has its name before. */
const REGISTRO = 'actas.json';

/** @returns exit code: 0 printed, 2 could not be done */
export async function actas(args: readonly string[], io: Io): Promise<number> {
  const peticion = parsePeticion(args);
  if (peticion === 'ayuda') {
    io.stdout.write(AYUDA);
    return 0;
  }
  const done = peticion.ok ? await run(peticion.value, io) : peticion;
  if (done.ok) return 0;
  io.stderr.write(`${done.error.mensaje}\n`);
  return 2;
}

async function run(peticion: Peticion, io: Io): Promise<Result<null, Refusal>> {
  const { salida, llenas, semilla } = peticion;
  const loaded = await readProceso(resolve(peticion.proceso));
  if (!loaded.ok) return loaded;
  const proceso = loaded.value;
  const chosen = choose(proceso, peticion.cuales, semilla);
  if (!chosen.ok) return chosen;
  const destino = destinoDe(salida, chosen.value);
  if (llenas !== null) {
    if (proceso.tipo === 'jornada') {
      return refuse(
        'PROCESO_REAL',
        `El proceso «${proceso.nombre}» es la jornada de verdad: de él solo se imprimen actas en blanco. Llénelas de uno de tipo «simulacro» o «demostracion».`,
      );
    }
    if (destino.registro !== REGISTRO) {
      return refuse('OPCION', 'Con --llenas, --salida es una carpeta: van también su verdad y sus imágenes.');
    }
  }
  const made = attemptFolder(destino.carpeta);
  if (!made.ok) return made;
  const lote: Lote = { proceso, actas: chosen.value, destino, semilla, io };
  return llenas === null ? printBlank(lote) : printFilled(lote, llenas);
}

interface Lote {
  readonly proceso: Proceso;
  readonly actas: readonly ActaEsperada[];
  readonly destino: Destino;
  readonly semilla: number;
  readonly io: Io;
}

interface Destino {
  readonly carpeta: string;
  readonly registro: string;
  readonly pliegos: readonly Pliego[];
}

function destinoDe(salida: string, chosen: readonly ActaEsperada[]): Destino {
  const path = resolve(salida);
  if (!/\.pdf$/i.test(path)) return { carpeta: path, registro: REGISTRO, pliegos: byCatd(chosen) };
  const nombre = basename(path).replace(/\.pdf$/i, '');
  return { carpeta: dirname(path), registro: `${nombre}.${REGISTRO}`, pliegos: together(chosen, nombre) };
}

function printBlank(lote: Lote): Result<null, Refusal> {
  const printed = print(lote, () => [], 'en blanco');
  if (!printed.ok) return printed;
  tellPrinted(lote, printed.value);
  return ok(null);
}

async function printFilled(
  lote: Lote,
  { reparto, imagenes, ppp }: NonNullable<Peticion['llenas']>,
): Promise<Result<null, Refusal>> {
  const { proceso, actas: chosen, destino, semilla, io } = lote;
  const { carpeta } = destino;
  const encargo = { proceso: proceso.sha256, semilla, fallas: reparto, imagenes, ppp, actas: chosen };
  const claimed = attemptDisk(carpeta, () => claimEncargo(carpeta, encargo));
  if (!claimed.ok) return claimed;
  if (!claimed.value.ok) return claimed.value;
  const llenadas = createLlenadas(proceso, semilla, reparto);
  const plumaDe = (acta: ActaEsperada) => llenar(proceso, acta, llenadas(acta).campos, semilla);
  const printed = print(lote, plumaDe, `semilla ${semilla}, fallas ${JSON.stringify(reparto)}`);
  if (!printed.ok) return printed;
  tellPrinted(lote, printed.value);
  const written = attemptDisk(carpeta, () => writeVerdad(carpeta, chosen, llenadas));
  if (!written.ok) return written;
  io.stdout.write(`Su verdad está en ${join(carpeta, ARCHIVO_DE_VERDAD)}.\n`);
  if (imagenes === null) return ok(null);
  const progreso = startProgresoDeActas('imágenes', chosen.length, io);
  const done = await attemptDiskAsync(carpeta, () =>
    writeImagenes({
      ...{ proceso, actas: chosen, llenadas, semilla, ruta: imagenes, ppp, carpeta },
      avisar: (hecho) => progreso.add(1, hecho === 'ya estaba' ? 'antes' : 'ahora'),
    }),
  );
  if (!done.ok) return done;
  io.stdout.write(
    `${cuenta(done.value.length)} imágenes en ${join(carpeta, CARPETA_DE_IMAGENES)}; lo que se hizo a cada una, en ${join(carpeta, ARCHIVO_DE_IMAGENES)}.\n`,
  );
  return ok(null);
}

function print(
  { proceso, actas: chosen, destino, io }: Lote,
  plumaDe: Parameters<typeof imprimir>[0]['plumaDe'],
  variante: string,
) {
  const progreso = startProgresoDeActas('actas', chosen.length, io);
  return imprimir({
    ...{ proceso, ...destino, plumaDe, variante },
    avisar: ({ actas: count, hecho }) => progreso.add(count, hecho === 'ya estaba' ? 'antes' : 'ahora'),
  });
}

function tellPrinted(
  { destino: { carpeta, registro, pliegos }, io }: Lote,
  printed: readonly Impreso[],
): void {
  const count = printed.reduce((sum, one) => sum + one.actas, 0);
  const megas = printed.reduce((sum, one) => sum + one.bytes, 0) / 1e6;
  const [only] = pliegos;
  const where =
    pliegos.length === 1 && only !== undefined
      ? join(carpeta, only.archivo)
      : `${cuenta(pliegos.length)} archivos de ${carpeta}`;
  io.stdout.write(
    `${cuenta(count)} ${count === 1 ? 'acta' : 'actas'} en ${where}, ${megas.toFixed(1)} MB. Cuántas hay en cada archivo y su SHA-256: ${join(carpeta, registro)}.\n`,
  );
}

/** The actas that were asked for; refuses what the process does not have, and asking for none. */
function choose(
  proceso: Proceso,
  { todas, casillas, secciones, catd, elecciones, cuantas }: Cuales,
  semilla: number,
): Result<readonly ActaEsperada[], Refusal<'OPCION'>> {
  const checks = [
    {
      opcion: 'casilla',
      asked: casillas,
      known: new Set<string>(proceso.casillas.map(({ clave }) => clave)),
    },
    { opcion: 'seccion', asked: secciones, known: new Set(proceso.casillas.map(({ seccion }) => seccion)) },
    { opcion: 'catd', asked: catd, known: new Set(proceso.catd.map(({ clave }) => clave)) },
    { opcion: 'eleccion', asked: elecciones, known: new Set(proceso.elecciones.map(({ clave }) => clave)) },
  ];
  for (const { opcion, asked, known } of checks) {
    const unknown = asked.filter((clave) => !known.has(clave));
    if (unknown.length > 0) {
      const some = [...known].slice(0, 6).join(', ');
      return refuse(
        'OPCION',
        `--${opcion}: el proceso «${proceso.nombre}» no tiene ${unknown.join(', ')}. Tiene, por ejemplo: ${some}.`,
      );
    }
  }
  const chosen = proceso.actas.filter(
    ({ casilla, eleccion }) =>
      (todas === 'si' ||
        casillas.includes(casilla.clave) ||
        secciones.includes(casilla.seccion) ||
        catd.includes(casilla.catd)) &&
      (elecciones.length === 0 || elecciones.includes(eleccion)),
  );
  if (chosen.length === 0) return refuse('OPCION', 'Ninguna acta es de esas casillas y de esa elección.');
  return ok(cuantas === null ? chosen : shuffle(chosen, semilla).slice(0, cuantas));
}

function attemptFolder(carpeta: string): Result<unknown, Refusal> {
  try {
    mkdirSync(carpeta, { recursive: true });
    return ok(null);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'EEXIST' || code === 'ENOTDIR') {
      return refuse('CARPETA', `${carpeta} no es una carpeta: indique otra con --salida.`);
    }
    const refusal = failureOfDisk(error, carpeta);
    if (refusal === null) throw error;
    return refusal;
  }
}

function attemptDisk<T>(carpeta: string, write: () => T): Result<T, Refusal> {
  try {
    return ok(write());
  } catch (error) {
    const refusal = failureOfDisk(error, carpeta);
    if (refusal === null) throw error;
    return refusal;
  }
}

async function attemptDiskAsync<T>(carpeta: string, write: () => Promise<T>): Promise<Result<T, Refusal>> {
  try {
    return ok(await write());
  } catch (error) {
    const refusal = failureOfDisk(error, carpeta);
    if (refusal === null) throw error;
    return refusal;
  }
}

function cuenta(valor: number): string {
  return valor.toLocaleString('es-MX');
}
