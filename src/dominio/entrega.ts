/**
 * A delivery: what a station of a CATD or a phone says that happened in front of it (an envelope arrived, an image was
 * made), written and signed there, whether or not there is network. What is signed is the text, so that who verifies
 * has exactly the bytes that were signed; the name of a delivery is the SHA-256 of that text, so the same one sent
 * twice is one (docs/entregas.md).
 */

import type { Digitalizacion, Instante, Origen, TipoDocumento } from './acta.ts';
import { TIPOS_DOCUMENTO } from './acta.ts';
import type { IdActa } from './clave.ts';
import { isNombreEscrito, type PersonaEnEquipo } from './persona-en-equipo.ts';
import { ok, type Refusal, type Result, refuse } from './result.ts';

export const FORMATOS_DE_ARCHIVO = ['jpeg', 'png', 'tiff', 'pdf', 'heic'] as const;
export type FormatoDeArchivo = (typeof FORMATOS_DE_ARCHIVO)[number];

/** Bytes by their hash. */
export interface Archivo {
  /** lower-case hexadecimal */
  readonly sha256: string;
  readonly bytes: number;
  readonly formato: FormatoDeArchivo;
}

interface DeCualquiera {
  /** name of the process */
  readonly proceso: string;
  /** key of the station or phone: `est-012-1`, `tel-0457` */
  readonly equipo: string;
  /** 1, 2, 3… in each equipo: the order in which things happened there */
  readonly secuencia: number;
  /** clock of the equipo */
  readonly momento: Instante;
  /** milliseconds to add to its clock to have that of the server, as last measured; null when it never was */
  readonly desfase: number | null;
  /** who was there, as the equipo says: what is signed is of the equipo; null when nobody told it */
  readonly persona: PersonaEnEquipo | null;
}

/** An envelope that arrived. */
export interface EntregaDeAcopio extends DeCualquiera {
  readonly tipo: 'acopio';
  readonly acta: IdActa;
  /** `aaaa-mm-ddThh:mm`, local, as written by hand on the envelope */
  readonly horaManuscrita: string | null;
}

/** An image that was made. */
export interface EntregaDeImagen extends DeCualquiera {
  readonly tipo: 'imagen';
  readonly origen: Origen;
  readonly digitalizacion: Digitalizacion;
  readonly tipoDocumento: TipoDocumento;
  /** the acta that whoever made it said it was; it never identifies by itself */
  readonly declarada: IdActa | null;
  /** text of its QR, as the equipo read it */
  readonly codigo: string | null;
  /**
   * What is sent: `publicable`, a grey JPEG already straightened by the station, that is published as it comes;
   * `original`, what the camera gave, that the server prepares.
   */
  readonly presentacion: 'publicable' | 'original';
  readonly archivo: Archivo;
  /** what the scanner gave, when what is sent was made from it; it follows later, as evidence */
  readonly original: Archivo | null;
  /** what the equipo saw wrong in it and the person sent all the same */
  readonly motivos: readonly string[];
}

export type Entrega = EntregaDeAcopio | EntregaDeImagen;

/** First line of the text that is signed: a signature for one thing is never good for another. */
const CABEZA = 'PREP-ENTREGA-1';

/** The text that the equipo signs: the first line, and the JSON with its properties in this order. */
export function formatEntrega(entrega: Entrega): string {
  const { tipo, proceso, equipo, secuencia, momento, desfase } = entrega;
  const persona = personaEnOrden(entrega.persona);
  const common = { tipo, proceso, equipo, secuencia, momento, desfase, persona };
  const own =
    entrega.tipo === 'acopio'
      ? { acta: entrega.acta, horaManuscrita: entrega.horaManuscrita }
      : {
          origen: entrega.origen,
          digitalizacion: entrega.digitalizacion,
          tipoDocumento: entrega.tipoDocumento,
          declarada: entrega.declarada,
          codigo: entrega.codigo,
          presentacion: entrega.presentacion,
          archivo: archivoEnOrden(entrega.archivo),
          original: entrega.original === null ? null : archivoEnOrden(entrega.original),
          motivos: entrega.motivos,
        };
  return `${CABEZA}\n${JSON.stringify({ ...common, ...own })}`;
}

function personaEnOrden(persona: PersonaEnEquipo | null): PersonaEnEquipo | null {
  return persona === null || typeof persona === 'string' ? persona : { nombre: persona.nombre };
}

function archivoEnOrden({ sha256, bytes, formato }: Archivo): Archivo {
  return { sha256, bytes, formato };
}

/** Most of a file, whatever road it comes by: a scan of 300 dpi is about 1 MB; anything far above is not an acta. */
export const BYTES_DE_ARCHIVO = 32 * 1024 * 1024;

/** Longer than any delivery: what is longer is not read. */
export const TEXTO_MAXIMO = 8192;

/**
 * The delivery that a text says. Only the one text that `formatEntrega` gives is accepted, so nobody reads in it
 * something else than what was signed.
 */
export function parseEntrega(texto: string): Result<Entrega, Refusal<'ENTREGA_MAL_FORMADA'>> {
  if (texto.length > TEXTO_MAXIMO || !texto.startsWith(`${CABEZA}\n`))
    return malformed('no empieza como una entrega');
  const read = readJson(texto.slice(CABEZA.length + 1));
  if (!isObject(read)) return malformed('no es JSON');
  const entrega = toEntrega(read);
  if (typeof entrega === 'string') return malformed(entrega);
  if (formatEntrega(entrega) !== texto)
    return malformed('sus datos no están en el orden o la forma acordados');
  return ok(entrega);
}

type Objeto = Readonly<Record<string, unknown>>;

function readJson(texto: string): unknown {
  try {
    return JSON.parse(texto);
  } catch {
    return null;
  }
}

/** What it says, or the first thing that is wrong with it. */
function toEntrega(read: Objeto): Entrega | string {
  const { tipo, proceso, equipo, secuencia, momento, desfase } = read;
  if (!isNombre(proceso)) return 'proceso';
  if (!isNombre(equipo)) return 'equipo';
  if (!isWhole(secuencia) || secuencia < 1) return 'secuencia';
  if (!isInstante(momento)) return 'momento';
  if (desfase !== null && !isWhole(desfase)) return 'desfase';
  const persona = read.persona === null ? null : toPersona(read.persona);
  if (persona === null && read.persona !== null) return 'persona';
  const common = { proceso, equipo, secuencia, momento, desfase, persona };
  if (tipo === 'acopio') return toAcopio(read, common);
  if (tipo === 'imagen') return toImagen(read, common);
  return 'tipo';
}

function toAcopio({ acta, horaManuscrita }: Objeto, common: DeCualquiera): EntregaDeAcopio | string {
  if (!isNombre(acta)) return 'acta';
  if (horaManuscrita !== null && !isShort(horaManuscrita)) return 'horaManuscrita';
  return { tipo: 'acopio', ...common, acta: acta as IdActa, horaManuscrita };
}

function toImagen(read: Objeto, common: DeCualquiera): EntregaDeImagen | string {
  const { origen, digitalizacion, tipoDocumento, declarada, codigo, presentacion, motivos, ...files } = read;
  if (origen !== 'CATD' && origen !== 'CASILLA') return 'origen';
  if (digitalizacion !== 'ESCANER' && digitalizacion !== 'MOVIL') return 'digitalizacion';
  const documento = TIPOS_DOCUMENTO.find((each) => each === tipoDocumento);
  if (documento === undefined) return 'tipoDocumento';
  if (declarada !== null && !isNombre(declarada)) return 'declarada';
  if (codigo !== null && !isShort(codigo)) return 'codigo';
  if (presentacion !== 'publicable' && presentacion !== 'original') return 'presentacion';
  const archivo = toArchivo(files.archivo);
  if (archivo === null) return 'archivo';
  const original = files.original === null ? null : toArchivo(files.original);
  if (original === null && files.original !== null) return 'original';
  if (!Array.isArray(motivos) || motivos.length > 20 || !motivos.every(isShort)) return 'motivos';
  return {
    ...{ tipo: 'imagen', ...common, origen, digitalizacion, tipoDocumento: documento },
    ...{ declarada: declarada as IdActa | null, codigo, presentacion, archivo, original, motivos },
  };
}

/** A key, or `{ "nombre": … }`: so nobody takes for a key what somebody typed. */
function toPersona(read: unknown): PersonaEnEquipo | null {
  if (!isObject(read)) return isNombre(read) ? read : null;
  const { nombre } = read;
  return typeof nombre === 'string' && isNombreEscrito(nombre) ? { nombre } : null;
}

function toArchivo(read: unknown): Archivo | null {
  if (!isObject(read)) return null;
  const { sha256, bytes, formato } = read;
  const known = FORMATOS_DE_ARCHIVO.find((each) => each === formato);
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) return null;
  if (!isWhole(bytes) || bytes < 1 || known === undefined) return null;
  return { sha256, bytes, formato: known };
}

function isObject(value: unknown): value is Objeto {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isNombre(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_.-]{1,80}$/.test(value);
}

function isShort(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 200;
}

function isInstante(value: unknown): value is Instante {
  return (
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) &&
    isWhole(Date.parse(value))
  );
}

function malformed(what: string) {
  return refuse(
    'ENTREGA_MAL_FORMADA',
    `La entrega no se entiende (${what}). Actualice el programa del equipo y envíela otra vez.`,
  );
}
