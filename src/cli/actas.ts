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
import { RUTAS, type Ruta } from '../simulacro/degradacion/turnos.ts';
import { createLlenadas, FALLAS, parseReparto, REPARTO_COMUN, type Reparto } from '../simulacro/fallas.ts';
import { llenar } from '../simulacro/llenado.ts';
import type { Io } from './io.ts';
import { parseEntero, parseOpciones } from './opciones.ts';
import { startProgresoDeActas } from './progreso-de-actas.ts';

const AYUDA = `Uso: prep actas imprimir --proceso CARPETA --salida CARPETA|ARCHIVO.pdf CUÁLES [opciones]

Imprime en PDF, tamaño carta, el acta PREP de cada casilla: sus opciones en orden, con letra y con número, marcas para
enderezar la imagen y un QR con su clave. Con una carpeta, un PDF por CATD; con un archivo, todas juntas (un PDF por
cada mil). Si se interrumpe, la misma orden sigue donde iba: lo que ya está impreso se queda.

Cuáles:
  --todas             las de todo el proceso
  --casilla CLAVE     las de una casilla, por su CLAVE_CASILLA (se puede repetir)
  --seccion NNNN      las de una sección (se puede repetir)
  --catd CLAVE        las de un CATD (se puede repetir)
  --eleccion CLAVE    de las anteriores, solo las de esa elección (se puede repetir)
  --cuantas N         de las anteriores, solo N, al azar de la semilla

Para simulacros (nunca de un proceso de tipo «jornada»):
  --llenas            llenadas a mano, con fallas planeadas, y ${ARCHIVO_DE_VERDAD} con lo que dice cada una y lo que se
                      debe capturar; --salida es una carpeta
  --semilla N         otras cantidades, otra letra, otras fallas (2027)
  --fallas REPARTO    qué porcentaje de las actas lleva cada falla: «tachado=20,suma=5», o «ninguna»
  --imagenes RUTA     además, su imagen como la da un ${RUTAS.join(', un ').replace(', un mixto', ', o mixto')}, en ${CARPETA_DE_IMAGENES}/, y
                      ${ARCHIVO_DE_IMAGENES} con lo que se hizo a cada una
  --ppp DE..A         resolución de las imágenes, de 100 a 300 puntos por pulgada (la de cada nivel)

Fallas, y en cuántas de cada cien actas vienen si no se dice:
${Object.entries(FALLAS)
  .map(([falla, { porcentaje, texto }]) => `  ${falla.padEnd(14)}${String(porcentaje).padStart(3)}  ${texto}`)
  .join('\n')}

  --ayuda             este texto

Sale con 0 si todas quedaron impresas, con 2 si no se pudo.
`;

interface Peticion {
  readonly proceso: string;
  readonly salida: string;
  readonly cuales: Cuales;
  readonly semilla: number;
  /** null: blank actas */
  readonly llenas: {
    readonly reparto: Reparto;
    readonly imagenes: Ruta | null;
    readonly ppp: readonly [de: number, a: number] | null;
  } | null;
}

interface Cuales {
  readonly todas: 'si' | 'no';
  readonly casillas: readonly string[];
  readonly secciones: readonly string[];
  readonly catd: readonly string[];
  readonly elecciones: readonly string[];
  /** null: all of them */
  readonly cuantas: number | null;
}

const SEMILLA = 2027;
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

function parsePeticion(args: readonly string[]): Result<Peticion, Refusal> | 'ayuda' {
  const parsed = parseOpciones(args, {
    proceso: { type: 'string' },
    salida: { type: 'string' },
    todas: { type: 'boolean' },
    casilla: { type: 'string', multiple: true },
    seccion: { type: 'string', multiple: true },
    catd: { type: 'string', multiple: true },
    eleccion: { type: 'string', multiple: true },
    cuantas: { type: 'string' },
    llenas: { type: 'boolean' },
    semilla: { type: 'string' },
    fallas: { type: 'string' },
    imagenes: { type: 'string' },
    ppp: { type: 'string' },
  });
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (values.ayuda === true) return 'ayuda';
  const [verbo, ...others] = positionals;
  if (verbo !== 'imprimir' || others.length > 0) {
    return refuse('OPCION', 'Indique qué hacer: prep actas imprimir … Vea --ayuda.');
  }
  const { proceso, salida } = values;
  if (proceso === undefined) return refuse('OPCION', 'Indique la carpeta del proceso con --proceso CARPETA.');
  if (salida === undefined || salida === '') {
    return refuse('OPCION', 'Indique dónde van con --salida CARPETA o --salida ARCHIVO.pdf.');
  }
  const cuales = {
    todas: values.todas === true ? ('si' as const) : ('no' as const),
    casillas: (values.casilla ?? []).map((clave) => clave.toUpperCase()),
    secciones: (values.seccion ?? []).map((seccion) => seccion.padStart(4, '0')),
    catd: values.catd ?? [],
    elecciones: values.eleccion ?? [],
  };
  const named = cuales.casillas.length + cuales.secciones.length + cuales.catd.length;
  if (cuales.todas === 'no' && named === 0) {
    return refuse('OPCION', 'Indique de qué casillas: --todas, --casilla, --seccion o --catd.');
  }
  const cuantas = parseEntero('cuantas', values.cuantas, { de: 1, a: 1_000_000, comun: 1 });
  if (!cuantas.ok) return cuantas;
  const semilla = parseEntero('semilla', values.semilla, { de: 0, a: 2 ** 31, comun: SEMILLA });
  if (!semilla.ok) return semilla;
  const llenas = parseLlenas(values);
  if (!llenas.ok) return llenas;
  return ok({
    ...{ proceso, salida, semilla: semilla.value, llenas: llenas.value },
    cuales: { ...cuales, cuantas: values.cuantas === undefined ? null : cuantas.value },
  });
}

interface ValoresDeLlenas {
  readonly llenas?: boolean | undefined;
  readonly fallas?: string | undefined;
  readonly imagenes?: string | undefined;
  readonly ppp?: string | undefined;
}

function parseLlenas({
  llenas,
  fallas,
  imagenes,
  ppp,
}: ValoresDeLlenas): Result<Peticion['llenas'], Refusal> {
  if (llenas !== true) {
    return fallas === undefined && imagenes === undefined && ppp === undefined
      ? ok(null)
      : refuse('OPCION', '--fallas, --imagenes y --ppp son de las actas llenas: agregue --llenas.');
  }
  const reparto = fallas === undefined ? ok(REPARTO_COMUN) : parseReparto(fallas);
  if (!reparto.ok) return reparto;
  const ruta = RUTAS.find((one) => one === imagenes);
  if (imagenes !== undefined && ruta === undefined) {
    return refuse('OPCION', `--imagenes dice «${imagenes}» y se espera: ${RUTAS.join(', ')}.`);
  }
  const rango = ppp === undefined ? ok(null) : parsePpp(ppp);
  if (!rango.ok) return rango;
  return ok({ reparto: reparto.value, imagenes: ruta ?? null, ppp: rango.value });
}

function parsePpp(texto: string): Result<readonly [de: number, a: number], Refusal<'OPCION'>> {
  const [, de = '', a = de] = /^(\d{2,3})(?:\.\.(\d{2,3}))?$/.exec(texto) ?? [];
  const [low, high] = [Number(de), Number(a)];
  if (de !== '' && low >= 100 && high <= 300 && low <= high) return ok([low, high]);
  return refuse('OPCION', `--ppp dice «${texto}» y se espera DE..A, de 100 a 300: «150..300».`);
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
