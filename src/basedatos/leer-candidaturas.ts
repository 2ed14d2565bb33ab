/**
 * The file of candidaturas that goes with a database (LEEME, section d): one row per option with who runs for it.
 *
 * Seen: with ID_DISTRITO_LOCAL, ID_MUNICIPIO_LOCAL, ID_JUNTA or no territory (gubernatura); with and without
 * suplente; combinations as `C_PAN_PRI` (one row each) or `SUM-PAN-PRI-PRD` (one row for the whole coalition).
 */

import type { Opcion } from '../dominio/eleccion.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { cleanCell } from './leer-celda.ts';
import { columnKey, partyNames, readOpcion } from './leer-columnas.ts';
import { isBlank } from './leer-encabezado.ts';
import type { Fuente } from './leer-fuentes.ts';
import { type Delimitador, splitRegistros } from './leer-registros.ts';
import { LectorTexto } from './leer-texto.ts';

export interface CandidaturaLeida {
  /** line of the file, from 1 */
  readonly linea: number;
  /** ID_ENTIDAD as published: some write its name */
  readonly entidad: string;
  /** id of its distrito or municipio as published; null when the file has no such column (gubernatura) */
  readonly territorio: string | null;
  /** PARTIDO_CI as an option; `suma` when it names a whole coalition at once (`SUM-`) */
  readonly opcion: Opcion;
  readonly alcance: 'opcion' | 'suma';
  readonly propietaria: string;
  /** empty when the file does not say */
  readonly suplente: string;
}

const DELIMITADORES: readonly Delimitador[] = [',', '|', ';', '\t'];
const TERRITORIO = /^ID_(DISTRITO|MUNICIPIO|JUNTA|AYUNTAMIENTO|ALCALDIA|DEMARCACION)/;
const PROPIETARIA = /^(CANDIDATURA|CANDIDAT[OA]|NOMBRE_CANDIDAT(O|A|URA))(_PROPIETARI[OA])?$/;
const SUPLENTE = /_?SUPLENTE$/;
const PARTIDO = /^(PARTIDO_CI|PARTIDO|PARTIDO_COALICION|PARTIDO_POLITICO|SIGLAS)$/;

interface ColumnasDeCandidaturas {
  readonly entidad: number;
  readonly territorio: number;
  readonly partido: number;
  readonly propietaria: number;
  readonly suplente: number;
}

function findColumns(celdas: readonly string[]): ColumnasDeCandidaturas | null {
  const keys = celdas.map(columnKey);
  const find = (pattern: RegExp) => keys.findIndex((key) => pattern.test(key));
  const columns = {
    entidad: find(/^(ID_)?(ENTIDAD|ESTADO)/),
    territorio: find(TERRITORIO),
    partido: find(PARTIDO),
    propietaria: find(PROPIETARIA),
    suplente: find(SUPLENTE),
  };
  return columns.partido === -1 || columns.propietaria === -1 ? null : columns;
}

/** Most lines before the names of the columns. */
const PORTADA = 10;

/** Whether the beginning of a file is that of a list of candidaturas. */
export function isCandidaturas(inicio: string): boolean {
  return findTable(inicio) !== null;
}

function findTable(
  text: string,
): { delimitador: Delimitador; linea: number; columnas: ColumnasDeCandidaturas } | null {
  const head = text.slice(0, 16 * 1024);
  for (const delimitador of DELIMITADORES) {
    for (const registro of splitRegistros(head, delimitador).slice(0, PORTADA)) {
      const columnas = findColumns(registro.celdas);
      if (columnas !== null) return { delimitador, linea: registro.linea, columnas };
    }
  }
  return null;
}

export type CandidaturasErrorCode = 'NO_ES_CANDIDATURAS';

/**
 * Reads a file of candidaturas.
 *
 * @param partidos names of party columns of its database: a file with only `SUM-PAN-PRI-PRD` does not name them
 */
export async function leerCandidaturas(
  fuente: Fuente,
  partidos: readonly string[] = [],
): Promise<Result<readonly CandidaturaLeida[], Refusal<CandidaturasErrorCode>>> {
  const lector = new LectorTexto();
  let text = '';
  for await (const bytes of fuente.abrir()) text += lector.push(bytes);
  text += lector.end();

  const table = findTable(text);
  if (table === null) {
    return refuse(
      'NO_ES_CANDIDATURAS',
      `${fuente.nombre}: no tiene las columnas PARTIDO_CI y CANDIDATURA de un archivo de candidaturas. Revise que sea el archivo correcto.`,
    );
  }
  const { columnas } = table;
  const rows = splitRegistros(text, table.delimitador).filter(
    (registro) => registro.linea > table.linea && !isBlank(registro.celdas),
  );
  const cell = (celdas: readonly string[], position: number) =>
    position === -1 ? '' : cleanCell(celdas[position] ?? '').replace(/\s+/g, ' ');
  const nombres = partyNames([...partidos, ...rows.map(({ celdas }) => cell(celdas, columnas.partido))]);
  return ok(
    rows.map(({ linea, celdas }) => {
      const partido = cell(celdas, columnas.partido);
      return {
        linea,
        entidad: cell(celdas, columnas.entidad),
        territorio: columnas.territorio === -1 ? null : cell(celdas, columnas.territorio),
        opcion: readOpcion(partido, nombres),
        alcance: /^SUM[-_ ]/i.test(partido) ? 'suma' : 'opcion',
        propietaria: cell(celdas, columnas.propietaria),
        suplente: cell(celdas, columnas.suplente),
      };
    }),
  );
}
