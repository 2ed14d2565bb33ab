/**
 * The published database of a corte, read from its ZIP by the reader of any dialect: what the pages must say.
 */

import { join } from 'node:path';
import { leerBaseDatos } from '../../../basedatos/leer.ts';
import type { Celda, Fila } from '../../../basedatos/leer-fila.ts';
import { findFuentes } from '../../../basedatos/leer-fuentes.ts';
import type { SitioDePrueba } from './sitio-de-prueba.ts';

export interface BasePublicada {
  readonly clave: string;
  /** the thirteen figures, as published */
  readonly cifras: ReadonlyMap<string, string>;
  /** names of the columns of votes: options, no registradas, nulos */
  readonly columnas: readonly string[];
  readonly filas: readonly FilaPublicada[];
}

export interface FilaPublicada {
  /** `GUB-160001B01002`; the last part of the clave tells MR from RP */
  readonly clave: string;
  readonly principio: 'MR' | 'RP';
  /** id of its distrito or municipio */
  readonly territorio: string;
  /** entidad and section: `160001`; `160000`, without section */
  readonly seccion: string;
  readonly estado: Fila['estado'];
  readonly contabilizada: Fila['contabilizada'];
  /** by column; null where it does not run or was not captured */
  readonly votos: readonly (number | string | null)[];
}

export async function basesPublicadas({
  datos,
  raiz,
  contexto,
}: SitioDePrueba): Promise<readonly BasePublicada[]> {
  const bases: BasePublicada[] = [];
  for (const { eleccion, ruta } of datos.cortes.at(-1)?.zips ?? []) {
    const tipos = contexto.proceso.eleccionPorClave.get(eleccion)?.tiposActa ?? [];
    const rp = new Set(tipos.filter(({ principio }) => principio === 'RP').map(({ clave }) => clave));
    const actas = contexto.proceso.actasPorEleccion.get(eleccion) ?? [];
    const territorios = new Map(actas.map(({ clave, territorio }) => [`${clave}`, territorio]));
    bases.push(await readBase(eleccion, join(raiz, ruta), { rp, territorios }));
  }
  return bases;
}

/** What the database does not say. */
interface DelProceso {
  /** types of acta of representación proporcional */
  readonly rp: ReadonlySet<string>;
  /** by clave of the acta: the columns of voto anticipado and prisión say N/A */
  readonly territorios: ReadonlyMap<string, string>;
}

async function readBase(clave: string, ruta: string, proceso: DelProceso): Promise<BasePublicada> {
  const found = await findFuentes(ruta);
  if (!found.ok) throw new Error(found.error.mensaje);
  for (const fuente of found.value.fuentes) {
    const base = await leerBaseDatos(fuente);
    if (!base.ok) continue;
    const { columnas, cifras, filas } = base.value;
    const read: FilaPublicada[] = [];
    for await (const fila of filas()) read.push(readFila(fila, proceso));
    return {
      clave,
      cifras: new Map(cifras.map(({ cifra, texto }) => [cifra, texto ?? ''])),
      columnas: columnas.votos.map((position) => columnas.nombres[position] ?? ''),
      filas: read,
    };
  }
  throw new Error(`no database in ${ruta}`);
}

function readFila(fila: Fila, { rp, territorios }: DelProceso): FilaPublicada {
  const { claveActa, tipoActa, territorio, idEntidad, seccion, estado, contabilizada, votos } = fila;
  return {
    clave: claveActa,
    principio: rp.has(tipoActa) ? 'RP' : 'MR',
    territorio: territorios.get(claveActa) ?? territorio.id,
    seccion: `${idEntidad}${/^\d{4}$/.test(seccion) ? seccion : '0000'}`,
    estado,
    contabilizada,
    votos: votos.map((celda: Celda) => (typeof celda === 'object' ? celda.valor : null)),
  };
}

/** What a page of some of the rows must say. */
export interface SumaPublicada {
  readonly esperadas: number;
  readonly capturadas: number;
  readonly contabilizadas: number;
  /** votes of each column, added up over the counted MR rows */
  readonly votos: ReadonlyMap<string, number>;
  readonly total: number;
}

export function sumOf({ columnas }: BasePublicada, filas: readonly FilaPublicada[]): SumaPublicada {
  const esperadas = filas.filter(({ estado }) => estado !== 'fuera_de_catalogo');
  const votos = new Map<string, number>(columnas.map((name) => [name, 0]));
  for (const fila of esperadas) {
    if (fila.contabilizada !== 1 || fila.principio === 'RP') continue;
    for (const [i, value] of fila.votos.entries()) {
      const name = columnas[i] ?? '';
      if (typeof value === 'number') votos.set(name, (votos.get(name) ?? 0) + value);
    }
  }
  return {
    esperadas: esperadas.length,
    capturadas: esperadas.filter(({ estado }) => estado !== 'no_capturada').length,
    contabilizadas: esperadas.filter(({ contabilizada }) => contabilizada === 1).length,
    votos,
    total: [...votos.values()].reduce((sum, one) => sum + one, 0),
  };
}
