/**
 * The whole check of a database, as plain data: it is what `--json` prints (docs/conformidad.md documents it) and
 * what the table is made from. The file is read once, as a stream.
 */

import type { BaseDatos } from '../basedatos/leer.ts';
import type { NombreColumna } from '../basedatos/leer-columnas.ts';
import { ZipIlegible } from '../basedatos/leer-zip.ts';
import { emptyAvance } from '../dominio/corte.ts';
import { fail, ok, type Result } from '../dominio/result.ts';
import { RevisorActas } from './actas.ts';
import { addFila, type CifraRevisada, checkCifras, type UltimoCorte } from './cifras.ts';
import { RevisorClaves } from './claves.ts';
import { type Defecto, Hallazgos } from './defectos.ts';
import { checkEncabezado } from './encabezado.ts';
import { Recalculador, type Recalculo } from './renglones.ts';
import { inferJornada, isoDay, RevisorTiempos } from './tiempos.ts';

export interface Revision {
  readonly archivo: string;
  /** first line of the file */
  readonly eleccion: string;
  readonly corte: {
    /** as published */
    readonly texto: string;
    /** `aaaa-mm-ddThh:mm`, local */
    readonly local: string;
    /** minutes from UTC; null when the file does not say */
    readonly desfase: number | null;
  } | null;
  /** `aaaa-mm-dd`; null when there is no corte to tell it from */
  readonly jornada: string | null;
  readonly dialecto: {
    readonly codificacion: string;
    readonly delimitador: string;
    readonly finDeLinea: string;
    readonly lineaSep: 'presente' | 'ausente';
    readonly lineaCifras: number | null;
    readonly lineaColumnas: number;
    readonly columnas: number;
    readonly renglones: number;
  };
  readonly cifras: readonly CifraRevisada[];
  readonly recalculo: Recalculo;
  readonly defectos: readonly Defecto[];
}

export interface Opciones {
  readonly ultimoCorte: UltimoCorte;
  /** midnight that begins the election day, in seconds of local time; null to infer it from the corte */
  readonly jornada: number | null;
  /** cases and rows of each kind that are kept */
  readonly limite: number;
}

/** Columns whose absence leaves something unchecked, in the order of LEEME. */
const NECESARIAS = [
  'CLAVE_CASILLA',
  'CLAVE_ACTA',
  'SECCION',
  'TIPO_CASILLA',
  'TOTAL_VOTOS_CALCULADO',
  'LISTA_NOMINAL',
  'OBSERVACIONES',
  'CONTABILIZADA',
  'CODIGO_INTEGRIDAD',
  'FECHA_HORA_ACOPIO',
  'FECHA_HORA_CAPTURA',
  'FECHA_HORA_VERIFICACION',
] as const satisfies readonly NombreColumna[];

/** Checks a database; fails only when it stops being readable on the way, with why. */
export async function checkBaseDatos(base: BaseDatos, opciones: Opciones): Promise<Result<Revision, string>> {
  const { columnas } = base;
  const hallazgos = new Hallazgos(opciones.limite);
  const avance = emptyAvance();
  const jornada = opciones.jornada ?? (base.corte === null ? null : inferJornada(base.corte));
  const recalculador = new Recalculador(columnas.nombres.length, opciones.limite);
  const actas = new RevisorActas(columnas, hallazgos);
  const claves = new RevisorClaves(columnas, hallazgos);
  const tiempos = new RevisorTiempos(columnas, hallazgos, jornada, base.corte?.local ?? null);
  const filas = base.filas();
  let renglones = 0;
  try {
    for await (const lote of filas.lotes()) {
      for (const fila of lote) {
        renglones += 1;
        addFila(avance, fila);
        actas.add(fila, recalculador.add(fila));
        claves.add(fila);
        tiempos.add(fila);
      }
    }
  } catch (error) {
    if (error instanceof ZipIlegible) return fail(`el ZIP ${error.message}. Descárguelo de nuevo.`);
    throw error;
  }
  tiempos.finish();

  const cifras = checkCifras(base, avance, opciones.ultimoCorte);
  checkEncabezado(base, cifras, avance, hallazgos);
  checkArchivo(base, filas, renglones, hallazgos);
  return ok({
    archivo: base.nombre,
    eleccion: base.eleccion,
    corte:
      base.corte === null
        ? null
        : {
            texto: base.corte.texto,
            local: new Date(base.corte.local * 1000).toISOString().slice(0, 16),
            desfase: base.corte.desfase,
          },
    jornada: jornada === null ? null : isoDay(jornada),
    dialecto: {
      codificacion: filas.codificacion(),
      delimitador: base.delimitador,
      finDeLinea: filas.finDeLinea(),
      lineaSep: base.lineaSep,
      lineaCifras: base.lineaCifras,
      lineaColumnas: base.lineaColumnas,
      columnas: columnas.nombres.length,
      renglones,
    },
    cifras,
    recalculo: recalculador.finish(),
    defectos: hallazgos.list(),
  });
}

function checkArchivo(
  base: BaseDatos,
  filas: ReturnType<BaseDatos['filas']>,
  renglones: number,
  hallazgos: Hallazgos,
): void {
  const { columnas, lineaColumnas } = base;
  const inHeader = { linea: lineaColumnas, columna: 0, nombre: '' };
  if (filas.codificacion() === 'UTF-8 y Windows-1252 mezclados') {
    hallazgos.add('F01', { linea: 1, columna: 0, nombre: '' }, '', () => '');
  }
  for (const nombre of NECESARIAS) {
    if (columnas.posicion[nombre] === -1) hallazgos.add('F02', inHeader, nombre, () => '');
  }
  for (const nombre of columnas.repetidas) {
    const columna = columnas.nombres.lastIndexOf(nombre) + 1;
    hallazgos.add('F03', { linea: lineaColumnas, columna, nombre }, nombre, () => '');
  }
  for (const { linea, celdas } of filas.ajenas()) {
    hallazgos.add(
      'F06',
      { linea, columna: 0, nombre: '' },
      celdas.join(base.delimitador).slice(0, 80),
      () => '',
    );
  }
  if (renglones === 0) hallazgos.add('F07', inHeader, '', () => '');
}

/** Whether some figure differs: what decides the exit code. */
export function hasDifferences({ cifras }: Pick<Revision, 'cifras'>): boolean {
  return cifras.some(({ veredicto }) => veredicto === 'difiere');
}
