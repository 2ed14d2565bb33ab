/**
 * Planeación as a folder of files that people edit: one JSON for each collection (a list of fichas, each with its
 * `id`), `ajustes.json`, and the texts of the institute as `textos/*.md`. It is read whole, with every error.
 */

import { hash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { canonicalJson } from '../comun/canonico.ts';
import { fail, ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { COLECCIONES, type Coleccion, type Valores } from './colecciones.ts';
import {
  type Cambio,
  type Cambios,
  type Creacion,
  evolve,
  type HechoDePlaneacion,
  isSame,
  type Planeacion,
  SIN_PLANEACION,
} from './hechos.ts';
import { parseValores } from './mandatos.ts';
import { revisarReglas } from './reglas.ts';

export type CarpetaErrorCode = 'CARPETA_CON_ERRORES';

/** What a folder says, checked field by field and against itself. */
export interface Carpeta {
  readonly creaciones: readonly Creacion[];
  readonly estado: Planeacion;
  /** SHA-256 of all that it says */
  readonly sha256: string;
}

/** The moment of the facts of a folder that was not loaded in a bitácora: they have none. */
const SIN_MOMENTO = '1970-01-01T00:00:00.000Z';

/** Reads a folder; the refusal has every error, each with its file. */
export function readCarpeta(carpeta: string): Result<Carpeta, Refusal<CarpetaErrorCode>> {
  if (statSync(carpeta, { throwIfNoEntry: false })?.isDirectory() !== true) {
    return refuse(
      'CARPETA_CON_ERRORES',
      `${carpeta} no es una carpeta. Indique la de planeación de un proceso.`,
    );
  }
  const errores: string[] = [];
  const creaciones: Creacion[] = [];
  for (const { archivo, coleccion, id, valores } of entriesOf(carpeta, errores)) {
    const parsed = parseValores(coleccion, valores);
    if (parsed.ok) creaciones.push({ coleccion, id, valores: parsed.value as Cambios });
    else errores.push(`${archivo}, ${id}: ${parsed.error.mensaje}`);
  }
  const repeated = creaciones.filter(
    ({ coleccion, id }, i) =>
      creaciones.findIndex((each) => each.coleccion === coleccion && each.id === id) !== i,
  );
  for (const { coleccion, id } of repeated) errores.push(`${coleccion}.json: el id «${id}» está repetido.`);
  const sha256 = hash('sha256', canonicalJson(creaciones), 'hex');
  const origen = { archivo: basename(carpeta), sha256 };
  const estado = evolve(SIN_PLANEACION, [
    {
      ...{ tipo: 'fichas_cargadas', datos: { origen, creadas: creaciones, cambiadas: [] } },
      ...{ persona: 'CARPETA', momento: SIN_MOMENTO },
    },
  ]);
  errores.push(...checkReglas(estado, creaciones));
  if (errores.length === 0) return ok({ creaciones, estado, sha256 });
  const total = errores.length === 1 ? '1 error' : `${errores.length} errores`;
  return refuse(
    'CARPETA_CON_ERRORES',
    `${carpeta} tiene ${total} y no se usó:\n${errores.map((each) => `  ${each}`).join('\n')}`,
  );
}

function checkReglas(estado: Planeacion, creaciones: readonly Creacion[]): readonly string[] {
  return creaciones.flatMap(({ coleccion, id, valores }) => {
    const checked = revisarReglas(estado, coleccion, id, valores as Valores);
    return checked.ok ? [] : [`${coleccion}.json, ${id}: ${checked.error.mensaje}`];
  });
}

/** The fact that makes what is kept say what the folder says; null when it already does. Nothing is retired. */
export function decideCargarCarpeta(
  estado: Planeacion,
  { creaciones, sha256 }: Carpeta,
  nombre: string,
): Result<HechoDePlaneacion | null, Refusal<CarpetaErrorCode>> {
  const creadas: Creacion[] = [];
  const cambiadas: Cambio[] = [];
  for (const creacion of creaciones) {
    const { coleccion, id, valores } = creacion;
    const actual = estado.fichas[coleccion].get(id);
    if (actual === undefined) creadas.push(creacion);
    else {
      const antes = actual.valores as Cambios;
      const cambios = Object.fromEntries(
        Object.entries(valores).filter(([campo, valor]) => !isSame(antes[campo], valor)),
      );
      if (Object.keys(cambios).length > 0)
        cambiadas.push({ coleccion, id, version: actual.version, cambios });
    }
  }
  if (creadas.length + cambiadas.length === 0) return ok(null);
  const hecho: HechoDePlaneacion = {
    tipo: 'fichas_cargadas',
    datos: { origen: { archivo: nombre, sha256 }, creadas, cambiadas },
  };
  const after = evolve(estado, [{ ...hecho, persona: 'CARPETA', momento: SIN_MOMENTO }]);
  const errores = checkReglas(after, creaciones);
  return errores.length === 0
    ? ok(hecho)
    : fail({ codigo: 'CARPETA_CON_ERRORES', mensaje: errores.join('\n') });
}

interface Leida {
  readonly archivo: string;
  readonly coleccion: Coleccion;
  readonly id: string;
  readonly valores: unknown;
}

function* entriesOf(carpeta: string, errores: string[]): Generator<Leida> {
  for (const coleccion of COLECCIONES) {
    if (coleccion === 'textos') continue;
    const archivo = `${coleccion}.json`;
    const read = readJson(join(carpeta, archivo), archivo, errores);
    if (read === undefined) continue;
    if (coleccion === 'ajustes') {
      yield { archivo, coleccion, id: 'ajustes', valores: read };
      continue;
    }
    if (!Array.isArray(read)) {
      errores.push(`${archivo}: debe ser una lista entre corchetes.`);
      continue;
    }
    for (const [i, each] of read.entries()) {
      const { id = `${coleccion}-${i + 1}`, ...valores } =
        typeof each === 'object' && each !== null ? each : {};
      yield { archivo, coleccion, id: String(id), valores };
    }
  }
  const textos = join(carpeta, 'textos');
  if (statSync(textos, { throwIfNoEntry: false })?.isDirectory() !== true) return;
  for (const archivo of readdirSync(textos)
    .filter((name) => name.endsWith('.md'))
    .toSorted()) {
    const clave = archivo.slice(0, -'.md'.length);
    const contenido = readFileSync(join(textos, archivo), 'utf8').trim();
    yield { archivo: `textos/${archivo}`, coleccion: 'textos', id: clave, valores: { clave, contenido } };
  }
}

/** Undefined when the file is not there, or is not JSON (and then it is told). */
function readJson(path: string, archivo: string, errores: string[]): unknown {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    errores.push(`${archivo}: no es JSON (${error.message}).`);
    return undefined;
  }
}
