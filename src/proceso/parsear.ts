/**
 * From the files of a process to the process, in three steps: parse each file, validate the whole, freeze.
 */

import { fail, type Result } from '../dominio/result.ts';
import { ARCHIVO_ARRIBOS, readArribos } from './arribos.ts';
import { type ConfiguracionLeida, parseConfiguracion } from './configuracion.ts';
import { buildProceso, validateDatos } from './construir.ts';
import type { Configuracion, DatosDeProceso, DatosTerritorio } from './datos.ts';
import { type ErrorDeCarga, errorDeCarga, sortErrores } from './error-de-carga.ts';
import { ARCHIVOS_GEOMETRIA, type DatosGeometria, readGeometria } from './geometria.ts';
import { ARCHIVO_LOGO } from './identidad.ts';
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
import { readLogo } from './logo.ts';
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

/** What a process may have besides. */
export const OPCIONALES: readonly string[] = [
  ARCHIVO_LOGO,
  ARCHIVO_ARRIBOS,
  ...Object.keys(ARCHIVOS_GEOMETRIA),
];

/** The bytes of each file, or null where there is no such file. */
export type Contenidos = Readonly<Record<NombreTabla, Uint8Array | null>> & {
  /** by name, those of `OPCIONALES` that there are */
  readonly opcionales?: ReadonlyMap<string, Uint8Array>;
};

/** Builds a process from the bytes of its files. */
export function parseProceso(contents: Contenidos): Result<Proceso, readonly ErrorDeCarga[]> {
  const { datos, origen, errores } = parseArchivos(contents);
  // With errors of form, the rest is still checked: one pass shows all that is to be mended.
  if (errores.length > 0) return fail(sortErrores([...errores, ...validateDatos(datos, origen)]));
  return buildProceso(datos, origen);
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
  const opcionales = parseOpcionales(contents.opcionales ?? new Map(), leida?.configuracion, territorios);
  errores.push(...opcionales.errores);
  return {
    datos: {
      configuracion: leida?.configuracion ?? SIN_CONFIGURACION,
      partidos: partidos?.filas ?? [],
      territorios: territorios?.filas ?? [],
      catd: catd?.filas ?? [],
      casillas: casillas?.tabla.filas ?? [],
      candidaturas: candidaturas?.filas ?? [],
      ...opcionales.datos,
    },
    origen: buildOrigen(leida, tablas, casillas?.escritos ?? new Map()),
    errores,
  };
}

type DatosOpcionales = Pick<DatosDeProceso, 'geometria' | 'logo' | 'arribos'>;

/** What is not needed for a result: the maps, the logo, the nights that this one is compared with. */
function parseOpcionales(
  contents: ReadonlyMap<string, Uint8Array>,
  configuracion: Configuracion | undefined,
  territorios: Tabla<DatosTerritorio> | null,
): { readonly datos: DatosOpcionales; readonly errores: readonly ErrorDeCarga[] } {
  const errores: ErrorDeCarga[] = [];
  const open = (archivo: string): string | null => {
    const bytes = contents.get(archivo);
    const text = bytes === undefined ? null : decodeText(archivo, bytes);
    if (text?.ok === false) errores.push(...text.error);
    return text?.ok === true ? text.value : null;
  };

  const conocidos =
    territorios?.completa === true ? new Set(territorios.filas.map(({ tipo, id }) => `${tipo} ${id}`)) : null;
  const geometria: DatosGeometria[] = [];
  for (const [archivo, tipo] of Object.entries(ARCHIVOS_GEOMETRIA)) {
    const text = open(archivo);
    if (text === null) continue;
    const read = readGeometria(archivo, text, tipo, conocidos);
    geometria.push(...read.datos);
    errores.push(...read.errores);
    const twice = read.datos.find((one) =>
      geometria.some((other) => other !== one && other.tipo === one.tipo && other.id === one.id),
    );
    if (twice !== undefined && read.errores.length === 0) {
      const found = { hecho: `repite el ${twice.tipo} ${twice.id}, que está en otro archivo` };
      errores.push(
        errorDeCarga(
          'GEOMETRIA',
          { archivo, linea: null, columna: null },
          found,
          'cada territorio en un solo archivo',
        ),
      );
    }
  }

  const arribos = open(ARCHIVO_ARRIBOS);
  const curva = arribos === null ? null : readArribos(ARCHIVO_ARRIBOS, arribos);
  errores.push(...(curva?.errores ?? []));

  const named = configuracion?.identidad?.logo !== undefined;
  const text = named ? open(ARCHIVO_LOGO) : null;
  const logo = text === null ? null : readLogo(ARCHIVO_LOGO, text);
  if (logo?.ok === false) errores.push(...logo.error);
  if (named && !contents.has(ARCHIVO_LOGO)) {
    const found = { hecho: 'no existe en la carpeta del proceso' };
    const lugar = { archivo: ARCHIVO_LOGO, linea: null, columna: null };
    errores.push(errorDeCarga('ARCHIVO_FALTA', lugar, found, 'el dibujo que nombra identidad.logo'));
  }
  return {
    datos: {
      ...(geometria.length > 0 ? { geometria } : {}),
      ...(logo?.ok === true ? { logo: logo.value } : {}),
      ...(curva !== null ? { arribos: curva.puntos } : {}),
    },
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
