/** `prep difusor`: a mirror of a publication; and `prep difusor estado`: whether the mirrors show what was published. */

import { mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { takeCerrojo } from '../bitacora/cerrojo.ts';
import { runDifusor } from '../difusion/difusor.ts';
import { parseOrigen } from '../difusion/origen.ts';
import { failureOfDisk } from '../difusion/reglas.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { type PublicoAparte, startPublicoAparte } from '../servidor/publico-aparte.ts';
import { listenForStop } from './alto.ts';
import { difusorEstado } from './difusor-estado.ts';
import type { Io } from './io.ts';
import { parseEntero, parseOpciones } from './opciones.ts';

const AYUDA = `Uso: prep difusor --origen URL --carpeta DIR [opciones]
     prep difusor estado LISTA.json [opciones]       (prep difusor estado --ayuda)

Copia el sitio de un PREP y lo mantiene al día: toma solo lo que cambió, comprueba cada archivo con el SHA-256 del
manifiesto y pone cada corte a la vista completo. Se puede interrumpir en cualquier momento: sigue donde iba.

  --origen URL            el sitio del instituto: https://prep.ejemplo.mx/
  --carpeta DIR           dónde queda la copia; solo de un difusor y de un proceso
  --cada SEGUNDOS         entre una mirada y otra (20)
  --servir PUERTO         además, servirla en http://localhost:PUERTO/; delante va su servidor con TLS
  --nombre NOMBRE         cómo se llama este difusor (el nombre de la máquina)
  --espera SEGUNDOS       cuánto puede callar el origen antes de intentarlo otra vez (15)
  --una-vez               una sola mirada, y termina
  --ayuda                 este texto

Sale con 0 si se detuvo en orden (o quedó al día, con --una-vez), con 2 si no pudo.
`;

interface Opciones {
  readonly origen: URL;
  readonly carpeta: string;
  readonly nombre: string;
  readonly cada: number;
  readonly espera: number;
  readonly puerto: number | null;
  readonly veces: 'una' | 'hasta el alto';
}

/** @returns exit code: 0 it was stopped, or is up to date; 2 it could not be */
export async function difusor(args: readonly string[], io: Io): Promise<number> {
  if (args[0] === 'estado') return difusorEstado(args.slice(1), io);
  const parsed = parseDifusor(args);
  if (parsed === 'ayuda') {
    io.stdout.write(AYUDA);
    return 0;
  }
  const done = parsed.ok ? await run(parsed.value, io) : parsed;
  if (done.ok) return 0;
  io.stderr.write(`${done.error.mensaje}\n`);
  return 2;
}

async function run({ puerto, ...opciones }: Opciones, io: Io): Promise<Result<null, Refusal>> {
  const { carpeta, origen } = opciones;
  const made = makeFolder(carpeta);
  if (!made.ok) return made;
  const cerrojo = await takeCerrojo(carpeta);
  if (!cerrojo.ok) {
    return refuse(
      'CARPETA_EN_USO',
      `Otro programa ya escribe en ${carpeta}${cerrojo.error.pid === null ? '' : ` (proceso ${cerrojo.error.pid})`}: un difusor por carpeta.`,
    );
  }
  const decir = (linea: string) => void io.stdout.write(`${linea}\n`);
  let sitio: PublicoAparte | null = null;
  try {
    if (puerto !== null) {
      const started = await startPublicoAparte({ publicacion: carpeta, puerto });
      if (!started.ok) return started;
      sitio = started.value;
      decir(`La copia se sirve en ${sitio.direccion}`);
    }
    decir(`Difusor de ${origen.href}, en ${carpeta}.`);
    return await runDifusor({
      ...opciones,
      decir,
      avisar: (linea) => void io.stderr.write(`Aviso: ${linea}\n`),
      alto: listenForStop(decir),
      now: () => new Date(),
    });
  } finally {
    await sitio?.stop();
    await cerrojo.value.release();
  }
}

function makeFolder(carpeta: string): Result<null, Refusal> {
  try {
    mkdirSync(carpeta, { recursive: true });
    return ok(null);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'EEXIST' || code === 'ENOTDIR') {
      return refuse('CARPETA', `${carpeta} no es una carpeta: indique otra con --carpeta.`);
    }
    const refusal = failureOfDisk(error);
    if (refusal === null) throw error;
    return refusal;
  }
}

function parseDifusor(args: readonly string[]): Result<Opciones, Refusal> | 'ayuda' {
  const parsed = parseOpciones(args, {
    origen: { type: 'string' },
    carpeta: { type: 'string' },
    cada: { type: 'string' },
    servir: { type: 'string' },
    nombre: { type: 'string' },
    espera: { type: 'string' },
    'una-vez': { type: 'boolean' },
  });
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (values.ayuda === true) return 'ayuda';
  if (positionals.length > 0) return refuse('OPCION', `No entiendo «${positionals.join(' ')}». Vea --ayuda.`);
  if (values.origen === undefined)
    return refuse('OPCION', 'Indique el sitio del instituto con --origen URL.');
  if (values.carpeta === undefined || values.carpeta === '') {
    return refuse('OPCION', 'Indique dónde va la copia con --carpeta DIR.');
  }
  const origen = parseOrigen(values.origen);
  if (!origen.ok) return origen;
  const cada = parseEntero('cada', values.cada, { de: 1, a: 86_400, comun: 20 });
  if (!cada.ok) return cada;
  const espera = parseEntero('espera', values.espera, { de: 1, a: 600, comun: 15 });
  if (!espera.ok) return espera;
  const puerto = parseEntero('servir', values.servir, { de: 1, a: 65_535, comun: 8080 });
  if (!puerto.ok) return puerto;
  const nombre = (values.nombre ?? hostname()).trim().slice(0, 120);
  return ok({
    origen: origen.value,
    carpeta: resolve(values.carpeta),
    nombre,
    cada: cada.value,
    espera: espera.value,
    puerto: values.servir === undefined ? null : puerto.value,
    veces: values['una-vez'] === true ? 'una' : 'hasta el alto',
  });
}
