/**
 * Whether a difusor shows what was published: its pointer and its manifest against those of the institute, and some of
 * its files, as its readers get them, against the manifest.
 */

import { setTimeout } from 'node:timers/promises';
import { fail, ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { rutaDeObjeto } from '../publicacion/objetos.ts';
import {
  type Actual,
  type Archivo,
  MAXIMOS,
  type Manifiesto,
  parseActual,
  parseJson,
  parseManifiesto,
  parsePublicados,
} from './formato.ts';
import { ARCHIVO_DIFUSOR, EstadoDeDifusorJson, type Registrado, type Revisado } from './lista.ts';
import { type Origen, openOrigen, parseOrigen } from './origen.ts';

/** What the institute publishes: the corte in force, and the identity of each one before. */
export interface Publicado {
  readonly actual: Actual;
  /** SHA-256 of the manifest and moment, by number of corte */
  readonly cortes: ReadonlyMap<number, { readonly manifiesto: string; readonly momento: string }>;
}

export interface Hallazgo extends Revisado {
  /** seconds of what is published that its readers do not see yet; null where it is not known */
  readonly atraso: number | null;
  /** why it is not `igual`, in a sentence */
  readonly detalle: string | null;
}

export interface OpcionesDeEstado {
  /** seconds that an answer may go without a byte */
  readonly espera: number;
  readonly alto: AbortSignal;
  readonly now: () => Date;
  /** a number from 0 to 1: which files are asked for */
  readonly random: () => number;
}

/** Files of each difusor that are compared at every look, besides its home. */
const MUESTRA = 6;
/** Looks at one that seems different: it may be changing from one corte to the next. */
const MIRADAS = 3;
const PAUSA = 1000;
const MIL = 1000;

/** What the institute publishes, from its own site or its mirror. */
export async function readPublicado(origen: Origen): Promise<Result<Publicado, Refusal>> {
  const actual = await readActual(origen);
  if (!actual.ok) return actual;
  const manifiesto = await readManifiesto(origen, actual.value);
  if (!manifiesto.ok) return manifiesto;
  const lista = manifiesto.value.archivos.find(({ ruta }) => ruta === 'cortes.json');
  if (lista === undefined) return refuse('MANIFIESTO_INVALIDO', 'El manifiesto no tiene cortes.json.');
  const bytes = await origen.read(rutaDeObjeto(lista.sha256), { ...lista, maximo: MAXIMOS.objeto });
  if (!bytes.ok) return bytes;
  return ok({ actual: actual.value, cortes: parsePublicados(bytes.value, actual.value) });
}

/** Looks at one. It never fails: what it finds is what there is to say. */
export async function lookAt(
  { nombre, direccion }: Registrado,
  publicado: Publicado,
  opciones: OpcionesDeEstado,
): Promise<Hallazgo> {
  const { alto, espera, now } = opciones;
  const url = parseOrigen(direccion);
  if (!url.ok) throw new Error(`an address that was not checked: ${direccion}`);
  const origen = openOrigen({ direccion: url.value, conexiones: 2, espera, alto });
  try {
    let found = await compare(origen, publicado, opciones);
    for (let mirada = 1; mirada < MIRADAS && found.estado === 'distinto' && !alto.aborted; mirada += 1) {
      await setTimeout(PAUSA);
      found = await compare(origen, publicado, opciones);
    }
    return { nombre, direccion, revisado: now().toISOString(), ...found };
  } finally {
    origen.close();
  }
}

type Comparado = Pick<Hallazgo, 'estado' | 'corte' | 'atraso' | 'detalle'>;

async function compare(
  origen: Origen,
  { actual: propio, cortes }: Publicado,
  { random }: OpcionesDeEstado,
): Promise<Comparado> {
  const actual = await readActual(origen);
  if (!actual.ok) return without(actual.error);
  const { corte, manifiesto: puntero } = actual.value;
  const seconds = (momento: string) =>
    Math.max(0, (Date.parse(propio.corte.momento) - Date.parse(momento)) / MIL);
  const known = { corte: corte.numero, atraso: seconds(corte.momento) };
  if (corte.numero > propio.corte.numero && actual.value.proceso.sha256 === propio.proceso.sha256) {
    return {
      ...known,
      estado: 'sin_revisar',
      detalle: 'Dice un corte posterior al que se leyó del instituto: se compara en la siguiente revisión.',
    };
  }
  if (cortes.get(corte.numero)?.manifiesto !== puntero.sha256) {
    return { ...known, estado: 'distinto', detalle: 'Su manifiesto no es el de ese corte.' };
  }
  const manifiesto = await readManifiesto(origen, actual.value);
  if (!manifiesto.ok) return { ...known, ...without(manifiesto.error), corte: corte.numero };
  for (const archivo of sample(manifiesto.value.archivos, random)) {
    const read = await origen.read(archivo.ruta.replace(/(^|\/)index\.html$/, '$1'), {
      ...archivo,
      maximo: MAXIMOS.objeto,
    });
    if (!read.ok) return { ...known, ...without(read.error), corte: corte.numero };
  }
  if (corte.numero === propio.corte.numero) return { ...known, atraso: 0, estado: 'igual', detalle: null };
  return { ...known, estado: 'atrasado', detalle: await ownWords(origen) };
}

/** Bytes that are not those are a difference; that there are none, only silence. */
function without({ codigo, mensaje }: Refusal): Comparado {
  const isOther = SON_OTROS.has(codigo);
  return { estado: isOther ? 'distinto' : 'sin_respuesta', corte: null, atraso: null, detalle: mensaje };
}

const SON_OTROS = new Set(['ALTERADA', 'ENORME', 'NO_ESTA', 'NO_ES_PUBLICACION', 'MANIFIESTO_INVALIDO']);

/** What a difusor that is behind says of its own trouble; null where it says nothing. */
async function ownWords(origen: Origen): Promise<string | null> {
  const read = await origen.read(ARCHIVO_DIFUSOR, { bytes: null, maximo: MAXIMOS.actual, sha256: null });
  const found = read.ok ? EstadoDeDifusorJson.safeParse(parseJson(read.value)) : null;
  return found?.success ? (found.data.falla?.mensaje ?? null) : null;
}

/** The home and some others, not always the same. */
function sample(archivos: readonly Archivo[], random: () => number): readonly Archivo[] {
  const chosen = new Set(archivos.filter(({ ruta }) => ruta === 'index.html'));
  for (let i = 0; i < MUESTRA; i += 1) {
    const archivo = archivos[Math.min(Math.floor(random() * archivos.length), archivos.length - 1)];
    if (archivo !== undefined && archivo.ruta !== '404.html') chosen.add(archivo);
  }
  return [...chosen];
}

async function readActual(origen: Origen): Promise<Result<Actual, Refusal>> {
  const read = await origen.read('actual.json', { bytes: null, maximo: MAXIMOS.actual, sha256: null });
  return read.ok ? parseActual(read.value) : fail(read.error);
}

async function readManifiesto(origen: Origen, actual: Actual): Promise<Result<Manifiesto, Refusal>> {
  const { ruta, bytes, sha256 } = actual.manifiesto;
  const read = await origen.read(ruta, { bytes, maximo: bytes, sha256 });
  return read.ok ? parseManifiesto(read.value, actual) : fail(read.error);
}
