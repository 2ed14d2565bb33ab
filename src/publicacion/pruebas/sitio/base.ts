/**
 * The published database of a corte, read from its ZIP by the reader of any dialect: what the pages must say.
 */

import { join } from 'node:path';
import { leerBaseDatos } from '../../../basedatos/leer.ts';
import { findFuentes } from '../../../basedatos/leer-fuentes.ts';
import type { SitioDePrueba } from './sitio-de-prueba.ts';

export interface BasePublicada {
  readonly clave: string;
  /** the thirteen figures, as published */
  readonly cifras: ReadonlyMap<string, string>;
  /** votes of each column, added up over its counted MR rows */
  readonly votos: ReadonlyMap<string, number>;
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
    bases.push(await readBase(eleccion, join(raiz, ruta), rp));
  }
  return bases;
}

async function readBase(clave: string, ruta: string, rp: ReadonlySet<string>): Promise<BasePublicada> {
  const found = await findFuentes(ruta);
  if (!found.ok) throw new Error(found.error.mensaje);
  for (const fuente of found.value.fuentes) {
    const base = await leerBaseDatos(fuente);
    if (!base.ok) continue;
    const { columnas, cifras, filas } = base.value;
    const names = columnas.votos.map((position) => columnas.nombres[position] ?? '');
    const votos = new Map<string, number>(names.map((name) => [name, 0]));
    for await (const fila of filas()) {
      if (fila.contabilizada !== 1 || rp.has(fila.tipoActa)) continue;
      for (const [i, celda] of fila.votos.entries()) {
        if (typeof celda !== 'object' || typeof celda.valor !== 'number') continue;
        const name = names[i] ?? '';
        votos.set(name, (votos.get(name) ?? 0) + celda.valor);
      }
    }
    return { clave, cifras: new Map(cifras.map(({ cifra, texto }) => [cifra, texto ?? ''])), votos };
  }
  throw new Error(`no database in ${ruta}`);
}
