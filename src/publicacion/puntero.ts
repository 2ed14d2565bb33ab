/**
 * `actual.json`: which corte is in force. It is replaced at once and last of all: who follows the publication by it
 * finds everything that it names.
 */

import { join } from 'node:path';
import type { z } from 'zod';
import { canonicalJson } from '../comun/canonico.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { CARPETA_CORTES } from './carpeta.ts';
import { type Contexto, identificacionDeCorte } from './contexto.ts';
import type { Disco } from './disco.ts';
import { ActualJson } from './esquemas.ts';
import type { Archivo } from './manifiesto.ts';

export const ARCHIVO_ACTUAL = 'actual.json';

export type Actual = z.infer<typeof ActualJson>;

/** The corte in force; null where nothing has been published yet. */
export function readActual(disco: Disco, raiz: string): Result<Actual | null, Refusal<'ACTUAL_ILEGIBLE'>> {
  const bytes = disco.read(join(raiz, ARCHIVO_ACTUAL));
  if (bytes === null) return ok(null);
  const found = ActualJson.safeParse(parseJson(bytes.toString('utf8')));
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

/**
 * The pointer to a corte whose folder is in its place.
 *
 * @param manifiesto its ruta is from the root of the publication
 */
export function actualDe(contexto: Contexto, manifiesto: Archivo): Actual {
  const carpeta = `${CARPETA_CORTES}/${contexto.corte.carpeta}`;
  return {
    esquema: 'prep-abierto/actual/2',
    ...identificacionDeCorte(contexto),
    carpeta,
    manifiesto,
    elecciones: contexto.proceso.elecciones.map(({ clave, nombre }) => ({
      clave,
      nombre,
      ruta: `${clave}/`,
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
