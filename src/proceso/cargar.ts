/**
 * Loads a process from its folder in three steps: parse each file, validate the whole, freeze. Either there is
 * a process with nothing wrong or there is the full list of what is wrong; nothing is half loaded.
 */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, type Result } from '../dominio/result.ts';
import { type ConfiguracionLeida, parseConfiguracion } from './configuracion.ts';
import { buildProceso, validateDatos } from './construir.ts';
import type { Configuracion, DatosDeProceso } from './datos.ts';
import { type ErrorDeCarga, errorDeCarga, sortErrores } from './error-de-carga.ts';
import type { NombreTabla, Origen } from './informe.ts';
import {
  type Escritos,
  keyDeEscrito,
  readCandidaturas,
  readCasillas,
  readCatd,
  readPartidos,
  readTerritorios,
} from './leer-tablas.ts';
import type { Proceso } from './proceso.ts';
import type { Tabla } from './tabla.ts';
import { decodeText } from './texto.ts';

/** The files of a process. */
export const ARCHIVOS: Readonly<Record<NombreTabla, string>> = {
  proceso: 'proceso.json',
  partidos: 'partidos.csv',
  territorios: 'territorios.csv',
  catd: 'catd.csv',
  casillas: 'casillas.csv',
  candidaturas: 'candidaturas.csv',
};

/**
 * Loads `procesos/<nombre>/`.
 *
 * @param folder path of the folder
 * @returns the frozen process, or every error with file, line, column, what was found and what was expected
 */
export async function loadProceso(folder: string): Promise<Result<Proceso, readonly ErrorDeCarga[]>> {
  const contents = await readAll(folder);
  const leido = parseArchivos(contents);
  if (leido.errores.length > 0) {
    return fail(sortErrores([...leido.errores, ...validateDatos(leido.datos, leido.origen)]));
  }
  return buildProceso(leido.datos, leido.origen);
}

/** What each file holds, or null where there is no such file. */
export type Contenidos = Readonly<Record<NombreTabla, Uint8Array | null>>;

async function readAll(folder: string): Promise<Contenidos> {
  const [proceso, partidos, territorios, catd, casillas, candidaturas] = await Promise.all([
    readIfExists(join(folder, ARCHIVOS.proceso)),
    readIfExists(join(folder, ARCHIVOS.partidos)),
    readIfExists(join(folder, ARCHIVOS.territorios)),
    readIfExists(join(folder, ARCHIVOS.catd)),
    readIfExists(join(folder, ARCHIVOS.casillas)),
    readIfExists(join(folder, ARCHIVOS.candidaturas)),
  ]);
  return { proceso, partidos, territorios, catd, casillas, candidaturas };
}

async function readIfExists(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    // A missing file is an error of the process, to be listed with the others; a broken disk is not.
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) {
      return null;
    }
    throw error;
  }
}

/** The first step: every file to data, with the errors of form of all of them. */
interface Leido {
  readonly datos: DatosDeProceso;
  readonly origen: Origen;
  readonly errores: readonly ErrorDeCarga[];
}

/** Stands for a proceso.json that cannot be read while the other files are checked. */
const SIN_CONFIGURACION: Configuracion = {
  nombre: '',
  nombreLargo: '',
  tipo: 'demostracion',
  instituto: { nombre: '', siglas: '' },
  entidad: { id: '', nombre: '', abreviatura: '' },
  anio: 0,
  jornada: '',
  husoHorario: '',
  publicacion: { apertura: '', cierre: '' },
  elecciones: [],
  ajustes: {},
};

function parseArchivos(contents: Contenidos): Leido {
  const errores: ErrorDeCarga[] = [];
  const open = <T>(tabla: NombreTabla, read: (archivo: string, texto: string) => T): T | null => {
    const text = decode(tabla, contents[tabla]);
    if (text.ok) return read(ARCHIVOS[tabla], text.value);
    errores.push(...text.error);
    return null;
  };
  const configuracion = open('proceso', parseConfiguracion);
  if (configuracion?.ok === false) errores.push(...configuracion.error);
  const leida = configuracion?.ok === true ? configuracion.value : null;
  const casillas = open('casillas', readCasillas);
  const partidos = open('partidos', readPartidos);
  const territorios = open('territorios', readTerritorios);
  const catd = open('catd', readCatd);
  const candidaturas = open('candidaturas', readCandidaturas);
  const tablas = { partidos, territorios, catd, casillas: casillas?.tabla ?? null, candidaturas };
  for (const tabla of Object.values(tablas)) errores.push(...(tabla?.errores ?? []));
  return {
    datos: {
      configuracion: leida?.configuracion ?? SIN_CONFIGURACION,
      partidos: partidos?.filas ?? [],
      territorios: territorios?.filas ?? [],
      catd: catd?.filas ?? [],
      casillas: casillas?.tabla.filas ?? [],
      candidaturas: candidaturas?.filas ?? [],
    },
    origen: buildOrigen(leida, tablas, casillas?.escritos ?? new Map()),
    errores,
  };
}

function decode(tabla: NombreTabla, bytes: Uint8Array | null): Result<string, readonly ErrorDeCarga[]> {
  const archivo = ARCHIVOS[tabla];
  if (bytes !== null) return decodeText(archivo, bytes);
  const lugar = { archivo, linea: null, columna: null };
  const found = { hecho: 'no existe en la carpeta del proceso' };
  return fail([
    errorDeCarga('ARCHIVO_FALTA', lugar, found, `los archivos ${Object.values(ARCHIVOS).join(', ')}`),
  ]);
}

type Tablas = Readonly<Record<Exclude<NombreTabla, 'proceso'>, Tabla<unknown> | null>>;

function buildOrigen(leida: ConfiguracionLeida | null, tablas: Tablas, escritos: Escritos): Origen {
  const ausentes = new Set<NombreTabla>();
  if (leida === null) ausentes.add('proceso');
  for (const nombre of Object.keys(tablas) as (keyof Tablas)[]) {
    if (tablas[nombre]?.completa !== true) ausentes.add(nombre);
  }
  return {
    ausentes,
    lugar: (tabla, indice, columna) => ({
      archivo: ARCHIVOS[tabla],
      linea:
        tabla === 'proceso'
          ? (leida?.lineas.get(columna ?? '') ?? null)
          : indice === null
            ? null
            : (tablas[tabla]?.lineas[indice] ?? null),
      columna,
    }),
    escrito: (tabla, indice, columna) =>
      tabla === 'casillas' ? escritos.get(keyDeEscrito(indice, columna)) : undefined,
    isDefectuosa: (tabla, indice) => tabla !== 'proceso' && tablas[tabla]?.defectuosas.has(indice) === true,
  };
}
