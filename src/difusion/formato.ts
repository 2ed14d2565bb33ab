/**
 * What a mirror reads of a publication: the pointer, the manifest and its parts, and which images a section names.
 * Nothing is believed before its shape, its paths and its sizes are seen; the bytes have been checked by their SHA-256.
 */

import { z } from 'zod';
import { canonicalJson } from '../comun/canonico.ts';
import { imagePath } from '../comun/imagenes.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { ActualJson, CortesJson, ManifiestoJson, ParteJson } from '../publicacion/esquemas.ts';
import { findChoque, isDescargaDe, isRutaDelSitio, isRutaDeSeccion } from './rutas.ts';

export type Actual = z.infer<typeof ActualJson>;
export type Manifiesto = z.infer<typeof ManifiestoJson>;
export type Archivo = Pick<Manifiesto['archivos'][number], 'ruta' | 'bytes' | 'sha256'>;
export type Parte = Manifiesto['partes'][number];
export type CorteAnterior = z.infer<typeof CortesJson>['cortes'][number];

export type FormatoErrorCode = 'NO_ES_PUBLICACION' | 'MANIFIESTO_INVALIDO';

const MIB = 1 << 20;

/** Most bytes of each thing: several times those of a national corte. */
export const MAXIMOS = {
  actual: MIB,
  manifiesto: 16 * MIB,
  parte: 4 * MIB,
  /** a file of the site: it is held in memory while it is checked and compressed */
  objeto: 16 * MIB,
  /** a ZIP; it is never whole in memory */
  descarga: 1024 * MIB,
  imagen: 32 * MIB,
} as const;

/** Files of one corte; a national one has 150,000. */
const ARCHIVOS = 1_000_000;

/** The pointer: of this format, canonical, and with its manifest where the format puts it. */
export function parseActual(bytes: Buffer): Result<Actual, Refusal<'NO_ES_PUBLICACION'>> {
  const value = parseJson(bytes);
  const found = ActualJson.safeParse(value);
  if (!found.success || `${canonicalJson(value)}\n` !== bytes.toString('utf8')) {
    return refuse(
      'NO_ES_PUBLICACION',
      'actual.json del origen no es el de una publicación de PREP Abierto, o llegó alterado. Revise la dirección (--origen).',
    );
  }
  const { carpeta, manifiesto, elecciones } = found.data;
  const wrong = elecciones.find(
    ({ clave, ruta }) => ruta !== `${clave}/` || !isRutaDelSitio(`${clave}/entidad.json`),
  );
  if (
    manifiesto.ruta !== `${carpeta}/manifiesto.json` ||
    manifiesto.bytes > MAXIMOS.manifiesto ||
    wrong !== undefined
  ) {
    return refuse(
      'NO_ES_PUBLICACION',
      'actual.json del origen tiene rutas o tamaños que el formato no permite: no se tomó.',
    );
  }
  return ok(found.data);
}

/** The manifest of a pointer: it must be of the same corte and process, which no hash of the pointer says. */
export function parseManifiesto(
  bytes: Buffer,
  actual: Actual,
): Result<Manifiesto, Refusal<'MANIFIESTO_INVALIDO'>> {
  const found = ManifiestoJson.safeParse(parseJson(bytes));
  if (!found.success) return invalid('no tiene la forma de un manifiesto');
  const manifiesto = found.data;
  if (identityOf(manifiesto) !== identityOf(actual)) {
    return invalid('es de otro corte que el que dice actual.json, o actual.json llegó alterado');
  }
  const { archivos, partes, descargas } = manifiesto;
  if (archivos.length + partes.length > ARCHIVOS) return invalid('nombra demasiados archivos');
  const outside =
    archivos.find(({ ruta }) => !isRutaDelSitio(ruta)) ??
    descargas.find(({ ruta }) => !isDescargaDe(actual.carpeta, ruta) || ruta === actual.manifiesto.ruta);
  if (outside !== undefined) return invalid(`nombra «${outside.ruta}», que el formato no permite`);
  const huge =
    archivos.find(({ bytes: size }) => size > MAXIMOS.objeto) ??
    descargas.find(({ bytes: size }) => size > MAXIMOS.descarga);
  if (huge !== undefined) return invalid(`«${huge.ruta}» dice medir ${huge.bytes} bytes`);
  const part = partes.find(({ bytes: size }) => size > MAXIMOS.parte);
  if (part !== undefined) return invalid(`la parte «${part.nombre}» dice medir ${part.bytes} bytes`);
  const twice =
    findChoque(partes.map(({ nombre }) => nombre)) ?? findChoque(descargas.map(({ ruta }) => ruta));
  if (twice !== null) return invalid(`nombra «${twice}» dos veces`);
  return ok(manifiesto);
}

function identityOf({ aviso, proceso, corte }: Pick<Actual, 'aviso' | 'proceso' | 'corte'>): string {
  return canonicalJson({ aviso, proceso, corte });
}

/** The files of a part. */
export function parseParte(
  bytes: Buffer,
  { nombre }: Pick<Parte, 'nombre'>,
): Result<readonly Archivo[], Refusal<'MANIFIESTO_INVALIDO'>> {
  const found = ParteJson.safeParse(parseJson(bytes));
  if (!found.success || found.data.nombre !== nombre) {
    return invalid(`lo que nombra como parte «${nombre}» no lo es`);
  }
  const { archivos } = found.data;
  const outside = archivos.find(({ ruta }) => !isRutaDeSeccion(ruta));
  if (outside !== undefined) return invalid(`nombra «${outside.ruta}», que el formato no permite`);
  const huge = archivos.find(({ bytes: size }) => size > MAXIMOS.objeto);
  if (huge !== undefined) return invalid(`«${huge.ruta}» dice medir ${huge.bytes} bytes`);
  return ok(archivos);
}

/** Every file of the site, each in a place of its own. */
export function listSitio(
  archivos: Iterable<Archivo>,
): Result<ReadonlyMap<string, Archivo>, Refusal<'MANIFIESTO_INVALIDO'>> {
  const all = [...archivos];
  if (all.length > ARCHIVOS) return invalid('nombra demasiados archivos');
  const twice = findChoque(all.map(({ ruta }) => ruta));
  if (twice !== null) return invalid(`nombra «${twice}» dos veces, o como archivo y carpeta`);
  return ok(new Map(all.map((archivo) => [archivo.ruta, archivo])));
}

const Imagen = z.object({ sha256: z.string(), archivo: z.string() });
const DeSeccion = z.object({
  elecciones: z.array(
    z.object({
      casillas: z.array(z.object({ actas: z.array(z.object({ imagen: Imagen.optional() })) })),
    }),
  ),
});
const DeFueras = z.object({ actas: z.array(z.object({ imagen: Imagen })) });

const JSON_DE_SECCION = /^secciones\/\d{6}\.json$/;
const JSON_DE_FUERAS = /^[^/]+\/actas-fuera-de-catalogo\.json$/;

/** Whether a file of the site names images. */
export function namesImagenes(ruta: string): boolean {
  return JSON_DE_SECCION.test(ruta) || JSON_DE_FUERAS.test(ruta);
}

/** SHA-256 of the images that such a file names. */
export function imagenesDe(
  ruta: string,
  bytes: Buffer,
): Result<readonly string[], Refusal<'MANIFIESTO_INVALIDO'>> {
  const value = parseJson(bytes);
  const found = JSON_DE_SECCION.test(ruta)
    ? DeSeccion.transform(({ elecciones }) =>
        elecciones.flatMap(({ casillas }) => casillas.flatMap(({ actas }) => actas)),
      ).safeParse(value)
    : DeFueras.transform(({ actas }) => actas).safeParse(value);
  if (!found.success) return invalid(`«${ruta}» no tiene la forma de su tipo`);
  const imagenes = found.data.flatMap(({ imagen }) => (imagen === undefined ? [] : [imagen]));
  for (const { sha256, archivo } of imagenes) {
    if (!/^[0-9a-f]{64}$/.test(sha256) || archivo !== rutaDeImagen(sha256)) {
      return invalid(`«${ruta}» nombra la imagen «${archivo}», que el formato no permite`);
    }
  }
  return ok(imagenes.map(({ sha256 }) => sha256));
}

export function rutaDeImagen(sha256: string): string {
  return `imagenes/${imagePath(sha256)}`;
}

const CARPETA = /^cortes\/[0-9]{8}_[0-9]{6}-[0-9]+$/;

/** The cortes before the one in force that may be fetched, the newest first. */
export function parseAnteriores(
  bytes: Buffer,
): Result<readonly CorteAnterior[], Refusal<'MANIFIESTO_INVALIDO'>> {
  const found = CortesJson.safeParse(parseJson(bytes));
  if (!found.success) return invalid('su cortes.json no tiene la forma de su tipo');
  const { corte, cortes } = found.data;
  const before = cortes.filter(({ numero, manifiesto }) => numero < corte.numero && manifiesto !== null);
  for (const { carpeta, zips } of before) {
    const outside = CARPETA.test(carpeta)
      ? zips.find(({ ruta }) => !isDescargaDe(carpeta, ruta))?.ruta
      : carpeta;
    if (outside !== undefined)
      return invalid(`su cortes.json nombra «${outside}», que el formato no permite`);
  }
  return ok(before.toReversed());
}

/** The identity of each corte of a night, by number: those of its list, and the one in force. */
export function parsePublicados(
  bytes: Buffer,
  { corte, manifiesto }: Pick<Actual, 'corte' | 'manifiesto'>,
): ReadonlyMap<number, { readonly manifiesto: string; readonly momento: string }> {
  const found = CortesJson.safeParse(parseJson(bytes));
  const known = new Map([[corte.numero, { manifiesto: manifiesto.sha256, momento: corte.momento }]]);
  for (const { numero, manifiesto: sha256, momento } of found.success ? found.data.cortes : []) {
    if (sha256 !== null) known.set(numero, { manifiesto: sha256, momento });
  }
  return known;
}

/** The name of each election is in no hash of the pointer: it is in the JSON of the whole entity. */
export function isNombreDe(eleccion: Actual['elecciones'][number], entidad: Buffer): boolean {
  const found = z
    .object({ eleccion: z.object({ clave: z.string(), nombre: z.string() }) })
    .safeParse(parseJson(entidad));
  return (
    found.success &&
    found.data.eleccion.clave === eleccion.clave &&
    found.data.eleccion.nombre === eleccion.nombre
  );
}

/** Undefined is no JSON. */
export function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function invalid(what: string) {
  return refuse(
    'MANIFIESTO_INVALIDO',
    `El manifiesto del origen ${what}: no se tomó y sigue a la vista lo último que se comprobó.`,
  );
}
