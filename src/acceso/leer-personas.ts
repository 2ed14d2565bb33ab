/**
 * The file with which an institute gives its people: one row each, with every error of the file at once. It comes
 * from a spreadsheet, so any of its separators and encodings is read.
 */

import { type ErrorDeCarga, errorDeCarga } from '../proceso/error-de-carga.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { type Celda, parseTabla } from '../proceso/tabla.ts';
import { NOMBRE_DE_ROL, ROLES, type Rol } from './permisos.ts';
import { parseClave } from './personas.ts';

/** A row without errors. */
export interface PersonaLeida {
  /** null: one is given to them */
  readonly clave: string | null;
  readonly nombre: string;
  readonly rol: Rol;
  readonly centro: string;
  /** from 1 */
  readonly linea: number;
}

export interface PersonasLeidas {
  readonly personas: readonly PersonaLeida[];
  readonly errores: readonly ErrorDeCarga[];
}

const ESQUEMA = { requeridas: ['nombre', 'rol', 'centro'], opcionales: ['persona'] } as const;
type Columna = (typeof ESQUEMA.requeridas)[number] | (typeof ESQUEMA.opcionales)[number];

/** The centre of capture and verification; the others are the CATD of the process. */
export const CCV = 'CCV';
const LARGO_DE_NOMBRE = 120;

/** Text of a file: UTF-8 or UTF-16 with its mark, or else Latin-1, as older spreadsheets write it. */
export function decodeCsv(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  const utf8 = new TextDecoder('utf-8').decode(bytes);
  return utf8.includes('\ufffd') ? new TextDecoder('windows-1252').decode(bytes) : utf8;
}

/**
 * Reads the people of a file.
 *
 * @param archivo its name, for the errors
 */
export function readPersonas(
  archivo: string,
  contenido: string,
  proceso: Pick<Proceso, 'catd'>,
): PersonasLeidas {
  const texto = contenido.replace(/^\ufeff/, '').normalize('NFC');
  const centros = new Set([CCV, ...proceso.catd.map(({ clave }) => clave)]);
  const tabla = parseTabla<Columna, Fila>(archivo, texto, ESQUEMA, toFila, delimiterOf(texto));
  const errores = [...tabla.errores];
  const personas: PersonaLeida[] = [];
  const vistas = new Map<string, number>();
  for (const [i, fila] of tabla.filas.entries()) {
    const linea = tabla.lineas[i] ?? 0;
    if (tabla.defectuosas.has(i)) continue;
    const own = checkFila(archivo, linea, fila, centros);
    errores.push(...own.errores);
    if (own.persona === null) continue;
    const repeated = findRepeated(archivo, own.persona, fila, vistas);
    if (repeated === null) personas.push(own.persona);
    else errores.push(repeated);
  }
  return { personas, errores: errores.toSorted((a, b) => (a.linea ?? 0) - (b.linea ?? 0)) };
}

type Fila = Readonly<Record<Columna, string>>;

function toFila(celda: Celda<Columna>): Fila {
  return {
    persona: celda('persona'),
    nombre: celda('nombre').replace(/\s+/g, ' '),
    rol: celda('rol'),
    centro: celda('centro'),
  };
}

const SEPARADORES = [',', ';', '\t'] as const;

/** The separator that the first line has most of. */
export function delimiterOf(texto: string): string {
  const [header = ''] = texto.trimStart().split(/\r\n|\n|\r/, 1);
  const count = (separador: string) => header.split(separador).length;
  return SEPARADORES.reduce((best, other) => (count(other) > count(best) ? other : best));
}

function checkFila(
  archivo: string,
  linea: number,
  { persona, nombre, rol: escrito, centro: escritoCentro }: Fila,
  centros: ReadonlySet<string>,
): { readonly persona: PersonaLeida | null; readonly errores: readonly ErrorDeCarga[] } {
  const errores: ErrorDeCarga[] = [];
  const report = (codigo: ErrorDeCarga['codigo'], columna: Columna, found: string, esperado: string) =>
    errores.push(errorDeCarga(codigo, { archivo, linea, columna }, found, esperado));

  const clave = persona === '' ? null : parseClave(persona);
  if (persona !== '' && clave === null) {
    report('VALOR_MAL_FORMADO', 'persona', persona, 'de 2 a 32 letras sin acento, números y guiones, o nada');
  }
  if (!isNombre(nombre)) {
    const codigo = nombre === '' ? 'VALOR_VACIO' : 'VALOR_MAL_FORMADO';
    report(codigo, 'nombre', nombre, `un nombre de 3 a ${LARGO_DE_NOMBRE} letras`);
  }
  const rol = parseRol(escrito);
  if (rol === null) {
    report(
      escrito === '' ? 'VALOR_VACIO' : 'VALOR_MAL_FORMADO',
      'rol',
      escrito,
      `uno de ${ROLES.join(', ')}`,
    );
  }
  const centro = escritoCentro.toUpperCase();
  if (!centros.has(centro)) {
    const codigo = centro === '' ? 'VALOR_VACIO' : 'CATD_DESCONOCIDO';
    report(codigo, 'centro', escritoCentro, `${CCV} o la clave de un CATD del proceso (catd.csv)`);
  } else if (rol === 'coordinador_ccv' && centro !== CCV) {
    report('VALOR_MAL_FORMADO', 'centro', centro, `${CCV}, porque coordina el centro de captura`);
  } else if (rol === 'coordinador_catd' && centro === CCV) {
    report('VALOR_MAL_FORMADO', 'centro', centro, 'la clave de su CATD, porque lo coordina');
  }
  const right = errores.length === 0 && rol !== null;
  return { persona: right ? { clave, nombre, rol, centro, linea } : null, errores };
}

function isNombre(nombre: string): boolean {
  const letters = nombre.match(/\p{L}/gu)?.length ?? 0;
  return letters >= 3 && nombre.length <= LARGO_DE_NOMBRE && !/[\p{C}]/u.test(nombre);
}

/** The key of a role, from its key or from its name as screens show it. */
function parseRol(texto: string): Rol | null {
  const plain = flatten(texto);
  return ROLES.find((rol) => flatten(rol) === plain || flatten(NOMBRE_DE_ROL[rol]) === plain) ?? null;
}

function flatten(texto: string): string {
  return texto
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z]/g, '');
}

/** A key that two rows have, or the same person twice without keys. */
function findRepeated(
  archivo: string,
  { clave, nombre, rol, centro, linea }: PersonaLeida,
  fila: Fila,
  vistas: Map<string, number>,
): ErrorDeCarga | null {
  const columna = clave === null ? 'nombre' : 'persona';
  const key = clave === null ? `nombre ${flatten(nombre)} ${rol} ${centro}` : `clave ${clave}`;
  const before = vistas.get(key);
  if (before === undefined) {
    vistas.set(key, linea);
    return null;
  }
  return errorDeCarga(
    'CLAVE_REPETIDA',
    { archivo, linea, columna },
    fila[columna],
    clave === null
      ? `a cada persona una vez (es igual a la de la línea ${before}); si son dos personas, póngales clave`
      : `una clave para cada persona (la tiene la de la línea ${before})`,
  );
}
