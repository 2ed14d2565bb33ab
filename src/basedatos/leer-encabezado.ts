/**
 * The beginning of a database: election, corte and the thirteen figures (LEEME, first and second sections), in
 * every arrangement published: with or without a `sep=` line, the names of the figures on line 3 or 4, with or
 * without blank lines between the blocks.
 */

import { CIFRAS, type Cifra } from '../dominio/corte.ts';
import { cleanCell } from './leer-celda.ts';
import { type Columnas, columnKey, countKnown, isLineaDeColumnas, readColumnas } from './leer-columnas.ts';
import { type CorteLeido, parseCorte } from './leer-fecha.ts';
import { type Delimitador, type Registro, splitRegistros } from './leer-registros.ts';

/** A figure as published. */
export interface CifraLeida {
  readonly cifra: Cifra;
  /** as published; null when the file has no such column */
  readonly texto: string | null;
  /** a count, or a percentage in ten-thousandths of a point (`17.9446` is 179446); null when it is not a number */
  readonly valor: number | null;
  /** how many decimals it is written with, for percentages */
  readonly decimales: number | null;
  /** what it carries that the format does not have: `%`, quotes, thousands, `.0` */
  readonly adornos: readonly Adorno[];
  readonly linea: number;
  /** column from 1; 0 when the file has no such column */
  readonly columna: number;
}

export type Adorno = 'porciento' | 'comillas' | 'miles' | 'punto_cero';

/** Where things are in the beginning of the file. */
export interface Encabezado {
  /** first line, as published: `GUBERNATURA`; empty when there is none */
  readonly eleccion: string;
  readonly corte: CorteLeido | null;
  /** the thirteen, in official order */
  readonly cifras: readonly CifraLeida[];
  readonly columnas: Columnas;
  readonly delimitador: Delimitador;
  /** `sep=|` on the first line */
  readonly lineaSep: 'presente' | 'ausente';
  /** line of the names of the figures; null when the file has none */
  readonly lineaCifras: number | null;
  readonly lineaColumnas: number;
}

const DELIMITADORES: readonly Delimitador[] = [',', '|', ';', '\t'];
const SEP = /^\ufeff?"?sep=.?"?$/i;

/** Finds the header in the beginning of a file; null when it is not a database. */
export function readEncabezado(inicio: string): Encabezado | null {
  const found = findColumnas(inicio);
  if (found === null) return null;
  const { delimitador, registros, indice } = found;
  const antes = registros.slice(0, indice);
  const columnas = registros[indice];
  if (columnas === undefined) return null;

  const lineaSep = SEP.test((antes[0]?.celdas ?? []).join(delimitador).trim()) ? 'presente' : 'ausente';
  const bloque = lineaSep === 'presente' ? antes.slice(1) : antes;
  const nombres = bloque.findIndex((registro) => countCifras(registro.celdas) >= 3);
  const portada = (nombres === -1 ? bloque : bloque.slice(0, nombres)).map((r) => joined(r, delimitador));
  const texts = portada.map((text) => text.trim()).filter((text) => text !== '');
  const corte = texts.map(parseCorte).find((read) => read !== null) ?? null;
  const valores = nombres === -1 ? undefined : bloque.slice(nombres + 1).find((r) => !isBlank(r.celdas));
  return {
    eleccion: texts.find((text) => text !== corte?.texto) ?? '',
    corte,
    cifras: readCifras(bloque[nombres], valores),
    columnas: readColumnas(columnas.celdas),
    delimitador,
    lineaSep,
    lineaCifras: bloque[nombres]?.linea ?? null,
    lineaColumnas: columnas.linea,
  };
}

/** The delimiter is the one with which the line of columns has most columns that are known. */
function findColumnas(
  inicio: string,
): { delimitador: Delimitador; registros: readonly Registro[]; indice: number } | null {
  let best: { delimitador: Delimitador; registros: readonly Registro[]; indice: number } | null = null;
  let most = 0;
  for (const delimitador of DELIMITADORES) {
    if (!inicio.includes(delimitador)) continue;
    const registros = splitRegistros(inicio, delimitador);
    const indice = registros.findIndex((registro) => isLineaDeColumnas(registro.celdas));
    const known = countKnown(registros[indice]?.celdas ?? []);
    if (known > most) {
      most = known;
      best = { delimitador, registros, indice };
    }
  }
  return best;
}

function joined(registro: Registro | undefined, delimitador: Delimitador): string {
  return (registro?.celdas ?? [])
    .join(delimitador)
    .replace(/^\ufeff/, '')
    .replace(new RegExp(`[${delimitador === '|' ? '\\|' : delimitador}\\s]+$`), '')
    .replace(/^"(.*)"$/s, '$1')
    .trim();
}

/** Whether every cell of a record is empty. */
export function isBlank(celdas: readonly string[]): boolean {
  return celdas.every((celda) => celda.trim() === '');
}

/** The figure that a name means: by its words, because each institute spells them its own way. */
function cifraOf(nombre: string): Cifra | null {
  const words = new Set(columnKey(nombre).split('_'));
  const percent = words.has('PORCENTAJE') || words.has('PORC') || words.has('PCT');
  const listed = words.has('LISTA');
  if (words.has('PARTICIPACION')) return 'PORCENTAJE_PARTICIPACION_CIUDADANA';
  if (words.has('INCONSISTENCIAS')) return percent ? 'PORCENTAJE_ACTAS_INCONSISTENCIAS' : null;
  if (listed && words.has('NOMINAL')) return 'LISTA_NOMINAL_ACTAS_CONTABILIZADAS';
  if (words.has('CONTABILIZADAS') && words.has('NO')) return percent ? null : 'ACTAS_NO_CONTABILIZADAS';
  if (words.has('CONTABILIZADAS'))
    return percent ? 'PORCENTAJE_ACTAS_CONTABILIZADAS' : 'ACTAS_CONTABILIZADAS';
  if (words.has('CAPTURADAS')) return percent ? 'PORCENTAJE_ACTAS_CAPTURADAS' : 'ACTAS_CAPTURADAS';
  if (words.has('ESPERADAS')) return 'ACTAS_ESPERADAS';
  if (words.has('REGISTRADAS')) return percent ? null : 'ACTAS_REGISTRADAS';
  if (words.has('FUERA') && words.has('CATALOGO')) return 'ACTAS_FUERA_CATALOGO';
  if (words.has('VOTOS') && words.has('CS')) {
    if (words.has('C')) return 'TOTAL_VOTOS_C_CS';
    if (words.has('S')) return 'TOTAL_VOTOS_S_CS';
  }
  return null;
}

function countCifras(celdas: readonly string[]): number {
  return new Set(celdas.map(cifraOf).filter((cifra) => cifra !== null)).size;
}

function readCifras(nombres: Registro | undefined, valores: Registro | undefined): readonly CifraLeida[] {
  const positions = new Map<Cifra, number>();
  for (const [i, nombre] of (nombres?.celdas ?? []).entries()) {
    const cifra = cifraOf(nombre);
    if (cifra !== null && !positions.has(cifra)) positions.set(cifra, i);
  }
  const linea = valores?.linea ?? nombres?.linea ?? 0;
  return CIFRAS.map((cifra) => {
    const position = positions.get(cifra);
    if (position === undefined) return missing(cifra, linea);
    return readCifra(cifra, valores?.celdas[position] ?? '', linea, position + 1);
  });
}

function missing(cifra: Cifra, linea: number): CifraLeida {
  return { cifra, texto: null, valor: null, decimales: null, adornos: [], linea, columna: 0 };
}

export function isPorcentaje(cifra: Cifra): boolean {
  return cifra.startsWith('PORCENTAJE_');
}

const NUMERO = /^(\d+)(?:\.(\d*))?$/;
const CON_MILES = /^\d{1,3}(,\d{3})+(\.\d*)?$/;
/** Decimals of a published percentage (LEEME 7). */
const DECIMALES = 4;

/** Reads one value: `100.0000`, `7,672`, `'100.0000%`, `2658993.0`. */
export function readCifra(cifra: Cifra, celda: string, linea: number, columna: number): CifraLeida {
  const texto = celda.trim();
  const adornos: Adorno[] = [];
  let text = cleanCell(texto);
  if (text !== texto) adornos.push('comillas');
  if (text.endsWith('%')) {
    adornos.push('porciento');
    text = text.slice(0, -1).trim();
  }
  if (CON_MILES.test(text)) {
    adornos.push('miles');
    text = text.replaceAll(',', '');
  }
  const base = { cifra, texto, linea, columna, adornos };
  const [, entero, fraccion] = NUMERO.exec(text) ?? [];
  if (entero === undefined) return { ...base, valor: null, decimales: null };
  if (!isPorcentaje(cifra)) {
    if (fraccion !== undefined) {
      if (!/^0*$/.test(fraccion)) return { ...base, valor: null, decimales: fraccion.length };
      adornos.push('punto_cero');
    }
    return { ...base, valor: Number(entero), decimales: null };
  }
  const written = fraccion ?? '';
  const tenThousandths = Number(entero + written.padEnd(DECIMALES, '0').slice(0, DECIMALES));
  return { ...base, valor: tenThousandths, decimales: written.length };
}
