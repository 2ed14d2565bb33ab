/**
 * Column names to what they mean.
 *
 * Each institute and year spells them its own way (ID_ESTADO and ID_ENTIDAD, SHA and CODIGO_INTEGRIDAD,
 * NO_REGISTRADOS and NO_REGISTRADAS, CNR, VN, with or without accents): a table of synonyms, compared without
 * accents, case, underscores or articles, says which is which. What lies between the general fields and
 * no registradas and nulos, and is nothing else, are the options that are voted for.
 */

import { CAMPOS_GENERALES, type CampoGeneral, type Opcion } from '../dominio/eleccion.ts';
import { foldText } from './leer-celda.ts';

/** Columns with a meaning of their own, under their current official name (LEEME, third section). */
const SINONIMOS = {
  CLAVE_CASILLA: ['CVE_CASILLA'],
  CLAVE_ACTA: ['CVE_ACTA'],
  ID_ENTIDAD: ['ID_ESTADO', 'CLAVE_ENTIDAD', 'ID_ENTIDAD_FEDERATIVA', 'CVE_ENTIDAD'],
  ENTIDAD: ['ESTADO', 'NOMBRE_ESTADO', 'NOMBRE_ENTIDAD', 'ENTIDAD_FEDERATIVA'],
  ID_DISTRITO: [
    'ID_DISTRITO_LOCAL',
    'ID_DISTRITO_FEDERAL',
    'ID_DISTRITO_ELECTORAL',
    'ID_DTTO',
    'ID_JUNTA',
    'CVE_DISTRITO',
  ],
  DISTRITO: [
    'DISTRITO_LOCAL',
    'DISTRITO_FEDERAL',
    'DISTRITO_ELECTORAL',
    'NOMBRE_DISTRITO',
    'NOMBRE_DISTRITO_LOCAL',
    'CABECERA_DISTRITAL',
    'CABECERA_DISTRITAL_LOCAL',
    'JUNTA',
  ],
  ID_MUNICIPIO: [
    'ID_MUNICIPIO_LOCAL',
    'ID_AYUNTAMIENTO',
    'ID_ALCALDIA',
    'ID_DEMARCACION',
    'ID_DEMARCACION_TERRITORIAL',
    'CVE_MUNICIPIO',
  ],
  MUNICIPIO: [
    'MUNICIPIO_LOCAL',
    'NOMBRE_MUNICIPIO',
    'AYUNTAMIENTO',
    'ALCALDIA',
    'DEMARCACION',
    'DEMARCACION_TERRITORIAL',
  ],
  SECCION: ['ID_SECCION', 'SECCION_ELECTORAL'],
  ID_CASILLA: ['NUM_CASILLA', 'NUMERO_CASILLA'],
  TIPO_CASILLA: [],
  EXT_CONTIGUA: ['EXTRAORDINARIA_CONTIGUA', 'ID_EXT_CONTIGUA'],
  UBICACION_CASILLA: ['UBICACION'],
  TIPO_ACTA: ['NUM_ACTA_IMPRESO', 'NUMERO_ACTA_IMPRESO'],
  TOTAL_BOLETAS_SOBRANTES: ['BOLETAS_SOBRANTES', 'NUM_BOLETAS_SOBRANTES'],
  TOTAL_PERSONAS_VOTARON: [
    'PERSONAS_VOTARON',
    'TOTAL_CIUDADANOS_VOTARON',
    'CIUDADANOS_VOTARON',
    'TOTAL_CIUDADANIA_VOTO',
    'TOTAL_PERSONAS_QUE_VOTARON',
  ],
  TOTAL_REP_PARTIDO_CI_VOTARON: [
    'TOTAL_REP_PP_CI_VOTARON',
    'TOTAL_REPRESENTANTES_VOTARON',
    'TOTAL_REPRESENTANTES_PARTIDO_CI_VOTARON',
    'REPRESENTANTES_VOTARON',
  ],
  TOTAL_VOTOS_SACADOS: [
    'VOTOS_SACADOS',
    'TOTAL_VOTOS_SACADOS_URNA',
    'TOTAL_BOLETAS_SACADAS',
    'NUM_BOLETAS_EXTRAIDAS',
    'TOTAL_BOLETAS_EXTRAIDAS',
  ],
  NO_REGISTRADAS: [
    'NO_REGISTRADOS',
    'CNR',
    'VOTOS_CNR',
    'CANDIDATOS_NO_REGISTRADOS',
    'CANDIDATO_NO_REGISTRADO',
    'CANDIDATURAS_NO_REGISTRADAS',
    'CANDIDATURA_NO_REGISTRADA',
    'NUM_VOTOS_CAN_NREG',
  ],
  NULOS: ['VOTOS_NULOS', 'VN', 'NUM_VOTOS_NULOS', 'TOTAL_VOTOS_NULOS'],
  TOTAL_VOTOS_ASENTADO: ['TOTAL_VOTOS_ASENTADOS', 'TOTAL_ASENTADO', 'TOTAL_VOTACION_ASENTADA'],
  TOTAL_VOTOS_CALCULADO: ['TOTAL_VOTOS_CALCULADOS', 'TOTAL_CALCULADO', 'TOTAL_VOTOS', 'TOTAL_VOTACION'],
  LISTA_NOMINAL: ['LISTA_NOMINAL_CASILLA', 'LN'],
  REPRESENTANTES_PP_CI: ['REPRESENTANTES', 'REPRESENTANTES_PP', 'REP_PP_CI', 'TOTAL_REPRESENTANTES_PP_CI'],
  OBSERVACIONES: ['OBSERVACION'],
  CONTABILIZADA: ['CONTABILIZADAS', 'ACTA_CONTABILIZADA'],
  MECANISMOS_TRASLADO: ['MECANISMO_TRASLADO'],
  CODIGO_INTEGRIDAD: ['SHA', 'SHA256', 'SHA_256', 'SHA512', 'SHA_512', 'HASH', 'CRYT'],
  FECHA_HORA_ACOPIO: ['FECHA_ACOPIO', 'HORA_ACOPIO'],
  FECHA_HORA_CAPTURA: ['FECHA_CAPTURA', 'HORA_CAPTURA'],
  FECHA_HORA_VERIFICACION: ['FECHA_VERIFICACION', 'HORA_VERIFICACION'],
  ORIGEN: [],
  DIGITALIZACION: [],
  TIPO_DOCUMENTO: [],
  COTEJADA: ['ACTA_COTEJADA'],
} as const satisfies Record<string, readonly string[]>;

/** A column under its current official name. */
export type NombreColumna = keyof typeof SINONIMOS;

/** A column of votes for an option. */
export interface ColumnaOpcion {
  /** as published, without spaces around it */
  readonly nombre: string;
  /** from 0 */
  readonly posicion: number;
  /** its `clave` is unique in the file: a repeated column name gets a number, `PRI (2)` */
  readonly opcion: Opcion;
}

export interface Columnas {
  /** as published */
  readonly nombres: readonly string[];
  /** position from 0 of each known column; -1 when the file does not have it */
  readonly posicion: Readonly<Record<NombreColumna, number>>;
  /** positions of `CAMPOS_GENERALES`, in that order */
  readonly generales: readonly number[];
  /** in published order */
  readonly opciones: readonly ColumnaOpcion[];
  /** positions of every field of votes: options, no registradas, nulos; absent ones are left out */
  readonly votos: readonly number[];
  /** the territory in which votes are added up, as the file says it */
  readonly agrupacion: 'distrito' | 'municipio' | null;
  /** names that appear more than once, as published */
  readonly repetidas: readonly string[];
}

/** Words that change nothing: `FECHA Y HORA DE ACOPIO` is FECHA_HORA_ACOPIO. */
const RELLENO = new Set(['DE', 'DEL', 'LA', 'LAS', 'EL', 'LOS', 'Y', 'E', 'EN']);

/** `Código de integridad` → `CODIGO_INTEGRIDAD`. */
export function columnKey(nombre: string): string {
  const text = foldText(nombre.replace(/^[='"\ufeff\s]+|['"\s]+$/g, ''));
  return text
    .split(/[^A-Z0-9]+/)
    .filter((word) => word !== '' && !RELLENO.has(word))
    .join('_');
}

const POR_CLAVE: ReadonlyMap<string, NombreColumna> = new Map(
  (Object.keys(SINONIMOS) as NombreColumna[]).flatMap((nombre) =>
    [nombre, ...SINONIMOS[nombre]].map((alias) => [columnKey(alias), nombre] as const),
  ),
);

/** The known column that a name means, or null. */
export function knownColumn(nombre: string): NombreColumna | null {
  return POR_CLAVE.get(columnKey(nombre)) ?? null;
}

/** How many cells of a record are names of known columns: to find the line of the columns. */
export function countKnown(celdas: readonly string[]): number {
  return celdas.filter((celda) => knownColumn(celda) !== null).length;
}

/** Whether a record is the line of columns of a database: actas identified, with votes and their fate. */
export function isLineaDeColumnas(celdas: readonly string[]): boolean {
  const known = new Set(celdas.map(knownColumn));
  return (
    known.size >= 6 &&
    (known.has('CLAVE_CASILLA') ||
      known.has('CLAVE_ACTA') ||
      (known.has('SECCION') && known.has('TIPO_CASILLA'))) &&
    (known.has('NULOS') || known.has('NO_REGISTRADAS')) &&
    (known.has('CONTABILIZADA') || known.has('OBSERVACIONES') || known.has('TOTAL_VOTOS_CALCULADO'))
  );
}

/** Reads the line of columns. */
export function readColumnas(celdas: readonly string[]): Columnas {
  const posicion = Object.fromEntries(
    (Object.keys(SINONIMOS) as NombreColumna[]).map((nombre) => [nombre, -1]),
  ) as Record<NombreColumna, number>;
  const repetidas = new Set<string>();
  const nombres = celdas.map((celda) => celda.trim());
  const known = celdas.map(knownColumn);
  for (const [i, nombre] of known.entries()) {
    if (nombre === null) continue;
    if (posicion[nombre] === -1) posicion[nombre] = i;
    else if (columnKey(nombres[i] ?? '') === columnKey(nombres[posicion[nombre]] ?? '')) {
      repetidas.add(nombres[i] ?? '');
    }
  }

  const opciones = readOpciones(nombres, optionPositions(nombres, known, posicion));
  for (const { nombre, opcion } of opciones) if (opcion.clave !== nombre) repetidas.add(nombre);
  return {
    nombres,
    posicion,
    generales: CAMPOS_GENERALES.map((campo: CampoGeneral) => posicion[campo]),
    opciones,
    votos: [...opciones.map((o) => o.posicion), posicion.NO_REGISTRADAS, posicion.NULOS].filter(
      (p) => p >= 0,
    ),
    agrupacion: agrupacionOf(posicion),
    repetidas: [...repetidas],
  };
}

function agrupacionOf(posicion: Readonly<Record<NombreColumna, number>>): 'distrito' | 'municipio' | null {
  const municipio = Math.max(posicion.ID_MUNICIPIO, posicion.MUNICIPIO);
  const distrito = Math.max(posicion.ID_DISTRITO, posicion.DISTRITO);
  if (municipio === -1 && distrito === -1) return null;
  // With both, votes are added up in the first (columns 5 and 6 of LEEME).
  if (municipio === -1) return 'distrito';
  return distrito === -1 || municipio < distrito ? 'municipio' : 'distrito';
}

/** From the last known column before no registradas and nulos up to the latter of them. */
function optionPositions(
  nombres: readonly string[],
  known: readonly (NombreColumna | null)[],
  posicion: Readonly<Record<NombreColumna, number>>,
): readonly number[] {
  const finales = [posicion.NO_REGISTRADAS, posicion.NULOS].filter((p) => p >= 0);
  const end = Math.max(...finales);
  const start = known.findLastIndex((nombre, i) => nombre !== null && i < Math.min(...finales)) + 1;
  return nombres
    .map((_, i) => i)
    .filter((i) => i >= start && i < end && known[i] === null && nombres[i] !== '');
}

const INDEPENDIENTE = /^(?:C_)?(?:CAND(?:IDAT[OA]|IDATURA)?_?)?(?:IND(?:EP(?:ENDIENTE)?)?|CI)(?:_.*|\d*)$/;
const PREFIJO = /^(?:SUM|CC|C|COA|COAL|COALICION|COMUN|CAND_COMUN|CANDIDATURA_COMUN|COMBINACION)_(?=.)/;

function readOpciones(nombres: readonly string[], positions: readonly number[]): readonly ColumnaOpcion[] {
  const partidos = partyNames(positions.map((p) => nombres[p] ?? ''));
  const used = new Map<string, number>();
  return positions.map((posicion) => {
    const nombre = nombres[posicion] ?? '';
    const times = (used.get(nombre) ?? 0) + 1;
    used.set(nombre, times);
    const clave = times === 1 ? nombre : `${nombre} (${times})`;
    return { nombre, posicion, opcion: readOpcion(nombre, partidos, clave) };
  });
}

/** Parties by column key: the columns that are neither independents nor made of other columns. */
export type Partidos = ReadonlyMap<string, string>;

/**
 * The parties among the names of some options. Names may contain `_` (`NUEVA_ALIANZA`), so a name without
 * prefix is a combination only if it is made of two or more of the others (`PAN_PRI_PRD`).
 */
export function partyNames(nombres: readonly string[]): Partidos {
  const candidates = new Map<string, string>();
  for (const nombre of nombres) {
    const key = columnKey(nombre);
    if (key === '' || INDEPENDIENTE.test(key) || PREFIJO.test(key) || candidates.has(key)) continue;
    candidates.set(key, nombre.trim());
  }
  const partidos = new Map<string, string>();
  for (const [key, nombre] of candidates) {
    const others = new Map([...candidates].filter(([other]) => other !== key));
    if (segment(key.split('_'), others) === null) partidos.set(key, nombre);
  }
  return partidos;
}

/**
 * What an option is, by its name: `C_`, `CC_`, hyphenated, `SUM-` and bare combinations become lists of parties.
 *
 * @param partidos parties of the same file, from `partyNames`
 * @param clave key of the option; its name unless that repeats
 */
export function readOpcion(nombre: string, partidos: Partidos, clave: string = nombre): Opcion {
  const key = columnKey(nombre);
  if (INDEPENDIENTE.test(key)) return { tipo: 'independiente', clave };
  if (partidos.has(key)) return { tipo: 'partido', clave };
  const prefixed = PREFIJO.test(key);
  const words = key.replace(PREFIJO, '').split('_');
  const members = segment(words, partidos);
  if (members !== null) return { tipo: 'combinacion', clave, partidos: members };
  if (!prefixed) return { tipo: 'partido', clave };
  // A combination with some party that has no column of its own: each unknown word is taken for one.
  return { tipo: 'combinacion', clave, partidos: words.map((word) => partidos.get(word) ?? word) };
}

/** Splits words into two or more of the names, longest names first; null when it cannot be done. */
function segment(words: readonly string[], names: Partidos): readonly string[] | null {
  const found = segmentFrom(words, 0, names);
  return found !== null && found.length >= 2 ? found : null;
}

function segmentFrom(words: readonly string[], start: number, names: Partidos): readonly string[] | null {
  if (start === words.length) return [];
  for (let end = words.length; end > start; end -= 1) {
    const name = names.get(words.slice(start, end).join('_'));
    if (name === undefined) continue;
    const rest = segmentFrom(words, end, names);
    if (rest !== null) return [name, ...rest];
  }
  return null;
}
