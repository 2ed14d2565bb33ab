/**
 * Reads the folder in which an institute's cortes lie and sets them in order, election by election.
 */

import { basename, dirname } from 'node:path';
import { type BaseDatos, leerBaseDatos } from '../basedatos/leer.ts';
import { type CandidaturaLeida, leerCandidaturas } from '../basedatos/leer-candidaturas.ts';
import type { CorteLeido } from '../basedatos/leer-fecha.ts';
import type { Fila } from '../basedatos/leer-fila.ts';
import { type Fuente, findFuentes } from '../basedatos/leer-fuentes.ts';
import { fail, ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { type CorteOficial, keyFilas, type NocheOficial } from './noche.ts';

/** `CAMP_GOB_2021.csv`: entidad, election and year. */
const NOMBRE = /^([A-Z]{2,6})_(.+)_(\d{4})\.csv$/i;
const DIA = 86_400;
const CIERRE_DE_CASILLAS = 18 * 3600;

interface BaseConNombre {
  readonly fuente: Fuente;
  readonly base: BaseDatos;
  readonly corte: CorteLeido;
  readonly abreviatura: string;
  readonly clave: string;
  readonly anio: number;
}

/**
 * Every election found in a folder (or file, or ZIP), each with its cortes in order of time.
 *
 * @returns the nights by clave of election, or why the folder has none
 */
export async function leerNoches(ruta: string): Promise<Result<readonly NocheOficial[], Refusal>> {
  const found = await findFuentes(ruta);
  if (!found.ok)
    return fail({ codigo: found.error.codigo, mensaje: `${found.error.nombre}: ${found.error.mensaje}` });
  const bases: BaseConNombre[] = [];
  const listas: Fuente[] = [];
  for (const fuente of found.value.fuentes) {
    const base = await leerBaseDatos(fuente);
    if (base.ok) {
      const named = nameBase(fuente, base.value);
      if (named !== null) bases.push(named);
    } else if (base.error.codigo === 'ES_CANDIDATURAS') listas.push(fuente);
  }
  const claves = [...new Set(bases.map(({ clave }) => clave))].sort();
  if (claves.length === 0) {
    return refuse(
      'SIN_BASES',
      `${ruta}: no tiene bases de datos con nombre <EDO>_<ELECCION>_<AÑO>.csv y fecha de corte. Indique la carpeta que las contiene.`,
    );
  }
  const noches: NocheOficial[] = [];
  for (const clave of claves) {
    const own = bases.filter((base) => base.clave === clave).sort((a, b) => a.corte.local - b.corte.local);
    const noche = await readNoche(own, listas);
    if (!noche.ok) return noche;
    noches.push(noche.value);
  }
  return ok(noches);
}

function nameBase(fuente: Fuente, base: BaseDatos): BaseConNombre | null {
  const found = NOMBRE.exec(basename(fuente.nombre));
  if (found === null || base.corte === null) return null;
  const [, abreviatura = '', clave = '', anio = ''] = found;
  return {
    fuente,
    base,
    corte: base.corte,
    abreviatura: abreviatura.toUpperCase(),
    clave: clave.toUpperCase(),
    anio: Number(anio),
  };
}

async function readNoche(
  bases: readonly BaseConNombre[],
  listas: readonly Fuente[],
): Promise<Result<NocheOficial, Refusal>> {
  const cortes: CorteOficial[] = [];
  for (const { base, fuente, corte } of bases) cortes.push(await readCorte(base, fuente, corte));
  const ultima = bases[bases.length - 1];
  const jornada = jornadaOf(cortes.at(-1)?.filas.map(({ fila }) => fila) ?? []);
  if (ultima === undefined || jornada === null) {
    return refuse(
      'SIN_JORNADA',
      `${bases[0]?.fuente.nombre ?? ''}: ninguna acta dice cuándo se acopió; no se sabe qué noche fue.`,
    );
  }
  const start = Date.parse(`${jornada}T00:00:00Z`) / 1000 + CIERRE_DE_CASILLAS;
  const [first, ...others] = cortes.filter(({ corte }) => corte.local >= start);
  if (first === undefined) {
    return refuse(
      'SIN_CORTES',
      `${ultima.fuente.nombre}: no hay cortes posteriores a las 18:00 del ${jornada}.`,
    );
  }
  return ok({
    clave: ultima.clave,
    nombre: ultima.base.eleccion,
    abreviatura: ultima.abreviatura,
    anio: ultima.anio,
    jornada,
    utc: (ultima.corte.desfase ?? -360) / 60,
    cortes: [first, ...others],
    previos: cortes.filter(({ corte }) => corte.local < start).map(({ archivo }) => archivo),
    candidaturas: await readLista(ultima, listas),
  });
}

async function readCorte(base: BaseDatos, fuente: Fuente, corte: CorteLeido): Promise<CorteOficial> {
  const filas: Fila[] = [];
  for await (const fila of base.filas()) filas.push(fila);
  const { cifras, columnas } = base;
  return { archivo: fuente.nombre, corte, cifras, columnas, filas: keyFilas(filas) };
}

/** The list of candidaturas that lies beside the last corte and is of the same election. */
async function readLista(
  ultima: BaseConNombre,
  listas: readonly Fuente[],
): Promise<readonly CandidaturaLeida[]> {
  const beside = listas.find(
    ({ nombre }) =>
      dirname(nombre) === dirname(ultima.fuente.nombre) &&
      basename(nombre).toUpperCase().startsWith(`${ultima.abreviatura}_${ultima.clave}_CANDIDATURA`),
  );
  if (beside === undefined) return [];
  const partidos = ultima.base.columnas.opciones.map(({ opcion }) => opcion.clave);
  const read = await leerCandidaturas(beside, partidos);
  return read.ok ? read.value : [];
}

/** Election day: the day whose 18:00 most envelopes followed within a day. */
function jornadaOf(filas: readonly Fila[]): string | null {
  const votes = new Map<number, number>();
  for (const { acopio } of filas) {
    if (typeof acopio !== 'object') continue;
    const day = Math.floor((acopio.local - CIERRE_DE_CASILLAS) / DIA);
    votes.set(day, (votes.get(day) ?? 0) + 1);
  }
  const [winner] = [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return winner === undefined ? null : new Date(winner[0] * DIA * 1000).toISOString().slice(0, 10);
}
