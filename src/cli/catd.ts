/** `prep catd`: the station of a CATD; how it is enrolled, what it has, and its package for a memory stick. */

import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { takeCerrojo } from '../bitacora/cerrojo.ts';
import { DISCO } from '../catd/disco.ts';
import { enrolar } from '../catd/enrolar.ts';
import { paqueteDe, runEstacion } from '../catd/estacion.ts';
import { parseServidor } from '../catd/identidad.ts';
import type { Relojes } from '../catd/reloj.ts';
import { resumenDe } from '../catd/resumen.ts';
import type { Procesar } from '../catd/tomar.ts';
import { codeOf } from '../comun/archivos.ts';
import { createTaller } from '../digitalizacion/imagen/taller.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { construirEstacion } from '../servidor/construir-estacion.ts';
import { listenForStop } from './alto.ts';
import type { Io } from './io.ts';
import { parseEntero, parseOpciones } from './opciones.ts';

const AYUDA = `Uso: prep catd enrolar --servidor URL --codigo XXXX-XXXX --carpeta DIR
     prep catd --carpeta DIR [--escaner CARPETA] [--puerto N] [--destino CARPETA]…
     prep catd paquete --carpeta DIR --salida ARCHIVO.prep
     prep catd estado --carpeta DIR

La estación de un CATD: recibe sobres, toma lo que deja el escáner, lo firma, lo guarda y lo envía cuando hay red. Se
puede apagar en cualquier momento: sigue donde iba. Su página es solo de esta computadora.

  --servidor URL          la dirección del sistema: https://prep.ejemplo.mx
  --codigo XXXX-XXXX      el que dio la coordinación; sirve una sola vez
  --carpeta DIR           lo que la estación sabe y guarda; una carpeta por estación, en disco local
  --escaner CARPETA       donde el escáner deja sus archivos
  --puerto N              de la página de la estación (8070)
  --destino CARPETA       otra carpeta donde se puede dejar un paquete, además de las memorias que se conecten
  --salida ARCHIVO.prep   el paquete para llevar en una memoria
  --ayuda                 este texto

Sale con 0 si terminó en orden, con 2 si no pudo y dice por qué.
`;

interface Opciones {
  readonly carpeta: string;
  readonly servidor: string | null;
  readonly codigo: string | null;
  readonly escaner: string | null;
  readonly puerto: number;
  readonly destinos: readonly string[];
  readonly salida: string | null;
}

/** The computer of a CATD may be a slow one, and nobody else waits for it. */
const SEGUNDOS_POR_ARCHIVO = 240;

const ORDENES = { enrolar: enrol, paquete: pack, estado: tell, '': work } as const;

/** @returns exit code: 0 it ended in order; 2 it could not be */
export async function catd(args: readonly string[], io: Io): Promise<number> {
  const parsed = parseCatd(args);
  if (parsed === 'ayuda') {
    io.stdout.write(AYUDA);
    return 0;
  }
  const done = parsed.ok ? await ORDENES[parsed.value.orden](parsed.value.opciones, io) : parsed;
  if (done.ok) return 0;
  io.stderr.write(`${done.error.mensaje}\n`);
  return 2;
}

async function enrol({ carpeta, servidor, codigo }: Opciones, io: Io): Promise<Result<null, Refusal>> {
  if (servidor === null) return refuse('OPCION', 'Indique la dirección del sistema con --servidor URL.');
  if (codigo === null)
    return refuse('OPCION', 'Indique el código que dio la coordinación con --codigo XXXX-XXXX.');
  return withFolder(carpeta, async () => {
    const decir = (linea: string) => void io.stdout.write(`${linea}\n`);
    const alto = listenForStop(decir);
    const enrolled = await enrolar({
      ...{ carpeta, servidor, codigo, alto, decir, relojes: RELOJES },
      mostrar: (cotejo) => decir(large(cotejo)),
      esperar: (ms) => wait(ms, undefined, { signal: alto }).catch(() => undefined),
    });
    if (!enrolled.ok) return enrolled;
    const { clave, centro, nombre } = enrolled.value;
    decir(`Listo: esta es la estación ${clave} (${nombre}), del CATD ${centro.clave} ${centro.nombre}.`);
    decir(`Iníciela con: ./prep catd --carpeta ${carpeta} --escaner CARPETA_DEL_ESCANER`);
    return ok(null);
  });
}

async function work(
  { carpeta, escaner, puerto, destinos }: Opciones,
  io: Io,
): Promise<Result<null, Refusal>> {
  return withFolder(carpeta, async () => {
    const decir = (linea: string) => void io.stdout.write(`${linea}\n`);
    const construida = await construirEstacion(decir);
    if (!construida.ok) return construida;
    const taller = createTaller({ hilos: 1, segundosPorArchivo: SEGUNDOS_POR_ARCHIVO });
    const procesar: Procesar = async (bytes) => {
      try {
        return await taller.procesar(bytes);
      } catch (error) {
        // A bug that one file finds must not stop the others in the middle of the night.
        io.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
        return refuse(
          'FALLA_DEL_LECTOR',
          'El programa falló al leer este archivo. Digitalice el acta otra vez.',
        );
      }
    };
    try {
      return await runEstacion({
        ...{ carpeta, escaner, puerto, destinos, procesar, decir },
        construida: construida.value,
        disco: DISCO,
        relojes: RELOJES,
        azar: Math.random,
        alto: listenForStop(decir),
      });
    } finally {
      await taller.close();
    }
  });
}

async function pack({ carpeta, salida }: Opciones, io: Io): Promise<Result<null, Refusal>> {
  if (salida === null) return refuse('OPCION', 'Indique el archivo del paquete con --salida ARCHIVO.prep.');
  const made = await paqueteDe(carpeta, DISCO, salida, new Date(RELOJES.pared()).toISOString());
  if (!made.ok) return made;
  const { ruta, bytes, sha256, acopios, imagenes, originales, nota } = made.value;
  io.stdout.write(
    `${ruta}: ${bytes} bytes; sobres: ${acopios}, imágenes: ${imagenes}, archivos del escáner: ${originales}.\n`,
  );
  io.stdout.write(`SHA-256: ${sha256}\n${nota === null ? '' : `${nota}\n`}`);
  return ok(null);
}

async function tell({ carpeta }: Opciones, io: Io): Promise<Result<null, Refusal>> {
  const resumen = resumenDe(carpeta, DISCO);
  if (!resumen.ok) return resumen;
  io.stdout.write(`${resumen.value.join('\n')}\n`);
  return ok(null);
}

/** One program in each folder. */
async function withFolder<T>(
  carpeta: string,
  run: () => Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal>> {
  try {
    mkdirSync(carpeta, { recursive: true, mode: 0o700 });
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    return refuse('CARPETA', `No se puede usar la carpeta ${carpeta} (${code}): indique otra con --carpeta.`);
  }
  const cerrojo = await takeCerrojo(carpeta);
  if (!cerrojo.ok) {
    const { pid } = cerrojo.error;
    return refuse(
      'CARPETA_EN_USO',
      `Otro programa ya trabaja en ${carpeta}${pid === null ? '' : ` (proceso ${pid})`}: una estación por carpeta.`,
    );
  }
  try {
    return await run();
  } finally {
    await cerrojo.value.release();
  }
}

/**
 * The clocks of this machine. In drills and tests, PREP_CATD_RELOJ names a file with two numbers, read each time:
 * milliseconds by which the clock of the wall is wrong, and milliseconds that are supposed to have passed.
 */
const RELOJES: Relojes = {
  pared: () => {
    const { mal, pasaron } = drill();
    return Date.now() + mal + pasaron;
  },
  // Since the machine started, also in the next program.
  monotono: () => Number(process.hrtime.bigint() / 1_000n) / 1_000 + drill().pasaron,
  arranque: bootOf(),
};

function drill(): { readonly mal: number; readonly pasaron: number } {
  const path = process.env.PREP_CATD_RELOJ;
  if (path === undefined || path === '') return { mal: 0, pasaron: 0 };
  const [mal = Number.NaN, pasaron = Number.NaN] = readFileSync(path, 'utf8').split(' ').map(Number);
  if (!Number.isFinite(mal) || !Number.isFinite(pasaron)) {
    throw new Error(`PREP_CATD_RELOJ: two numbers of milliseconds in ${path}`);
  }
  return { mal, pasaron };
}

/** Where the system does not say it, each program is another start. */
function bootOf(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch (error) {
    if (codeOf(error) === null) throw error;
    return null;
  }
}

const DIGITOS: Readonly<Record<string, readonly string[]>> = {
  '0': ['████', '█  █', '█  █', '█  █', '████'],
  '1': ['  █ ', ' ██ ', '  █ ', '  █ ', ' ███'],
  '2': ['████', '   █', '████', '█   ', '████'],
  '3': ['████', '   █', ' ███', '   █', '████'],
  '4': ['█  █', '█  █', '████', '   █', '   █'],
  '5': ['████', '█   ', '████', '   █', '████'],
  '6': ['████', '█   ', '████', '█  █', '████'],
  '7': ['████', '   █', '  █ ', ' █  ', ' █  '],
  '8': ['████', '█  █', '████', '█  █', '████'],
  '9': ['████', '█  █', '████', '   █', '████'],
};

/** To be read aloud, from where one stands; and as text for who does not see it. */
function large(cotejo: string): string {
  const rows = [0, 1, 2, 3, 4].map((row) =>
    [...cotejo].map((digit) => DIGITOS[digit]?.[row] ?? '').join('   '),
  );
  return `\n${rows.map((row) => `    ${row}`).join('\n')}\n\n    Dígitos: ${[...cotejo].join(' ')}\n`;
}

function parseCatd(
  args: readonly string[],
): Result<{ readonly orden: keyof typeof ORDENES; readonly opciones: Opciones }, Refusal> | 'ayuda' {
  const parsed = parseOpciones(args, {
    carpeta: { type: 'string' },
    servidor: { type: 'string' },
    codigo: { type: 'string' },
    escaner: { type: 'string' },
    puerto: { type: 'string' },
    destino: { type: 'string', multiple: true },
    salida: { type: 'string' },
  });
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (values.ayuda === true) return 'ayuda';
  const [orden = '', ...rest] = positionals;
  if (!isOrden(orden) || rest.length > 0) {
    return refuse('OPCION', `No entiendo «${positionals.join(' ')}». Vea --ayuda.`);
  }
  if (values.carpeta === undefined || values.carpeta === '') {
    return refuse('OPCION', 'Indique la carpeta de la estación con --carpeta DIR.');
  }
  const puerto = parseEntero('puerto', values.puerto, { de: 0, a: 65_535, comun: 8070 });
  if (!puerto.ok) return puerto;
  const servidor = values.servidor === undefined ? ok(null) : parseServidor(values.servidor);
  if (!servidor.ok) return servidor;
  const carpeta = resolve(values.carpeta);
  const escaner = values.escaner === undefined ? null : resolve(values.escaner);
  if (escaner !== null && (escaner === carpeta || escaner === join(carpeta, 'archivos'))) {
    return refuse('OPCION', 'La carpeta del escáner y la de la estación deben ser distintas.');
  }
  const opciones = {
    ...{ carpeta, escaner, servidor: servidor.value, puerto: puerto.value },
    codigo: values.codigo?.trim().toUpperCase() ?? null,
    destinos: (values.destino ?? []).map((each) => resolve(each)),
    salida: values.salida === undefined ? null : resolve(values.salida),
  };
  return ok({ orden, opciones });
}

function isOrden(orden: string): orden is keyof typeof ORDENES {
  return Object.hasOwn(ORDENES, orden);
}
