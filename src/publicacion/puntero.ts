/**
 * `actual.json`: the one file of the publication that changes, and says which corte is in force. It is replaced at
 * once and last of all: a reader sees the corte before or this one, each whole.
 */

import { join } from 'node:path';
import { z } from 'zod';
import { canonicalJson } from '../comun/canonico.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { type Archivo, CARPETA_CORTES } from './carpeta.ts';
import { type Contexto, identificacionDeCorte } from './contexto.ts';
import type { Disco } from './disco.ts';

export const ARCHIVO_ACTUAL = 'actual.json';

const Actual = z.object({
  esquema: z.literal('prep-abierto/actual/1'),
  aviso: z.string().nullable(),
  proceso: z.object({
    nombre: z.string(),
    nombreLargo: z.string(),
    tipo: z.string(),
    instituto: z.string(),
    sha256: z.string(),
  }),
  corte: z.object({
    numero: z.int().positive(),
    tipo: z.enum(['intermedio', 'ultimo']),
    momento: z.string(),
    local: z.string(),
    posicion: z.int().nonnegative(),
  }),
  /** folder of the corte, from the root of the publication */
  carpeta: z.string().regex(/^cortes\/[0-9]{8}_[0-9]{6}-[0-9]+$/),
  manifiesto: z.object({ ruta: z.string(), bytes: z.int(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  elecciones: z.array(z.object({ clave: z.string(), nombre: z.string(), ruta: z.string() })),
});

export type Actual = z.infer<typeof Actual>;

/** The corte in force; null where nothing has been published yet. */
export function readActual(disco: Disco, raiz: string): Result<Actual | null, Refusal<'ACTUAL_ILEGIBLE'>> {
  const bytes = disco.read(join(raiz, ARCHIVO_ACTUAL));
  if (bytes === null) return ok(null);
  const found = Actual.safeParse(parseJson(bytes.toString('utf8')));
  if (found.success) return ok(found.data);
  return refuse(
    'ACTUAL_ILEGIBLE',
    `${join(raiz, ARCHIVO_ACTUAL)} no es un puntero de esta publicación. No se publicó nada: revise la carpeta, o recupere el archivo de su respaldo.`,
  );
}

/** Undefined is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The pointer to a corte whose folder is in its place. */
export function actualDe(contexto: Contexto, manifiesto: Archivo): Actual {
  const carpeta = `${CARPETA_CORTES}/${contexto.corte.carpeta}`;
  return {
    esquema: 'prep-abierto/actual/1',
    ...identificacionDeCorte(contexto),
    carpeta,
    manifiesto: { ...manifiesto, ruta: `${carpeta}/${manifiesto.ruta}` },
    elecciones: contexto.proceso.elecciones.map(({ clave, nombre }) => ({
      clave,
      nombre,
      ruta: `${carpeta}/${clave}`,
    })),
  };
}

export function writeActual(disco: Disco, raiz: string, actual: Actual, fecha: Date): void {
  replaceFile(disco, raiz, ARCHIVO_ACTUAL, `${canonicalJson(actual)}\n`, fecha);
}

/** Replaces a file of a folder at once: its readers see the old bytes or the new ones, also after a power cut. */
export function replaceFile(
  disco: Disco,
  carpeta: string,
  nombre: string,
  contenido: string,
  fecha: Date,
): void {
  const temporal = join(carpeta, `.tmp-${nombre}`);
  disco.remove(temporal);
  disco.write(temporal, Buffer.from(contenido), fecha);
  disco.sync(temporal);
  disco.rename(temporal, join(carpeta, nombre));
  disco.sync(carpeta);
}
