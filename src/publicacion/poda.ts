/**
 * What an institute may remove of a publication that ended, if it decides to: the versions of files that only old
 * cortes name. Nobody does it by himself: the rule is that every corte can be read and checked for ever.
 *
 * What stays: every manifest and ZIP (the list of cortes gives their addresses and their SHA-256), every image, all
 * that is served, and the whole of the cortes that are kept.
 */

import { readdirSync, statSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { openDisco } from './disco.ts';
import { type CorteDeHistoria, readObjetosDeManifiesto, readVigente } from './historia.ts';
import { ARCHIVO_MANIFIESTO } from './manifiesto.ts';
import { CARPETA_OBJETOS } from './objetos.ts';
import { readActual } from './puntero.ts';

export interface Poda {
  /** numbers of the cortes of which everything stays */
  readonly conservados: readonly number[];
  /** files that no kept corte names */
  readonly archivos: number;
  readonly bytes: number;
}

export type PodaErrorCode =
  | 'NADA_PUBLICADO'
  | 'PUBLICACION_ABIERTA'
  | 'CORTE_ILEGIBLE'
  | 'ACTUAL_ILEGIBLE'
  | 'HISTORIA_ILEGIBLE';

/**
 * Counts or removes what only the cortes before the last ones name.
 *
 * @param raiz root of a publication whose last corte was published: nobody is writing in it
 * @param conservar how many cortes stay whole, from the last one back; at least 1
 */
export function prune(
  raiz: string,
  conservar: number,
  modo: 'contar' | 'quitar',
): Result<Poda, Refusal<PodaErrorCode>> {
  const disco = openDisco();
  const actual = readActual(disco, raiz);
  if (!actual.ok) return actual;
  if (actual.value === null) {
    return refuse('NADA_PUBLICADO', `En ${raiz} no hay una publicación. No se quitó nada.`);
  }
  if (actual.value.corte.tipo !== 'ultimo') {
    return refuse(
      'PUBLICACION_ABIERTA',
      `El corte vigente, ${actual.value.corte.numero}, no es el último: la publicación sigue. No se quitó nada; hágalo cuando termine.`,
    );
  }
  const vigente = readVigente(disco, raiz, actual.value);
  if (!vigente.ok) return vigente;

  const cortes = vigente.value.historia.cortes.slice(-conservar);
  const kept = new Set<string>();
  for (const corte of cortes) {
    const named = readObjetosDeManifiesto(disco, raiz, {
      ruta: `${corte.carpeta}/${ARCHIVO_MANIFIESTO}`,
      sha256: corte.manifiesto ?? '',
    });
    if (named === null) return unreadable(corte);
    for (const sha256 of named) kept.add(sha256);
  }

  let [archivos, bytes] = [0, 0];
  for (const path of listObjetos(join(raiz, CARPETA_OBJETOS))) {
    const [sha256 = ''] = (path.split('/').at(-1) ?? '').split('.');
    if (kept.has(sha256)) continue;
    archivos += 1;
    bytes += statSync(path).size;
    if (modo === 'quitar') unlinkSync(path);
  }
  return ok({ conservados: cortes.map(({ numero }) => numero), archivos, bytes });
}

function* listObjetos(carpeta: string): Generator<string> {
  for (const folder of readdirSync(carpeta).sort()) {
    for (const name of readdirSync(join(carpeta, folder))) yield `${carpeta}/${folder}/${name}`;
  }
}

function unreadable({ numero }: CorteDeHistoria) {
  return refuse(
    'CORTE_ILEGIBLE',
    `Al corte ${numero}, que se conserva, le falta su manifiesto o una de sus partes. No se quitó nada: recupérelos de un respaldo o de un difusor, o conserve menos cortes.`,
  );
}
