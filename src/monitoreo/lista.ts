/**
 * The list of actas: filters, search and order over the catalogue and the fold, both in memory. It asks nothing of
 * the database, so it costs no capture and its counts are those of the board. A long search lets others work: every
 * few thousand actas it gives way.
 */

import { setImmediate as giveWay } from 'node:timers/promises';
import type { Fase } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { ActaEsperada } from '../dominio/eleccion.ts';
import { type TituloDeActa, tituloDe } from '../proceso/en-pantalla.ts';
import type { Proceso } from '../proceso/proceso.ts';
import type { ActaEnLista, Cola, ListaDeActas, MarcaDeActa } from './contrato.ts';
import { type Ficha, queueOf } from './ficha.ts';
import { type Indice, wordsOf } from './indice.ts';
import { COLAS, type Pliegue } from './pliegue.ts';

export interface FiltroDeActas {
  readonly eleccion?: string | undefined;
  readonly fase?: Fase | undefined;
  readonly cola?: Cola | undefined;
  readonly marca?: MarcaDeActa | undefined;
  readonly territorio?: string | undefined;
  readonly catd?: string | undefined;
  readonly texto?: string | undefined;
  readonly orden: 'clave' | 'espera';
  /** `siguiente` of the page before: what was first may have gone, and nothing is skipped nor said twice */
  readonly despuesDe?: string | undefined;
  readonly cuantas: number;
}

export interface PartesDeLista {
  readonly proceso: Proceso;
  readonly indice: Indice;
  readonly pliegue: Pliegue;
}

/** Actas looked at before others get their turn: some milliseconds. */
const TANDA = 5000;

/** An acta on its way to the list; one that was registered during the night has no place in the catalogue. */
interface Candidata {
  readonly ficha: Ficha | undefined;
  readonly esperada: ActaEsperada | null;
  /** what orders it: its place by clave, or its turn in the queue */
  readonly lugar: number;
}

export async function listActas(partes: PartesDeLista, filtro: FiltroDeActas): Promise<ListaDeActas> {
  const palabras = wordsOf(filtro.texto ?? '');
  const after = filtro.despuesDe === undefined ? Number.NEGATIVE_INFINITY : Number(filtro.despuesDe);
  const page: Candidata[] = [];
  let total = 0;
  let looked = 0;
  let more = false;
  for (const candidata of candidates(partes, filtro)) {
    looked += 1;
    if (looked % TANDA === 0) await giveWay();
    if (!passes(partes, candidata, filtro, palabras)) continue;
    total += 1;
    if (candidata.lugar <= after) continue;
    if (page.length < filtro.cuantas) page.push(candidata);
    else more = true;
  }
  return {
    actas: page.map((candidata) => toActaEnLista(partes.proceso, candidata)),
    total,
    siguiente: more ? String(page.at(-1)?.lugar) : null,
  };
}

/** An acta as the lists show it; null when it is in no catalogue and nobody registered it. */
export function findActaEnLista(
  { proceso, pliegue }: Pick<PartesDeLista, 'proceso' | 'pliegue'>,
  id: IdActa,
): ActaEnLista | null {
  const esperada = proceso.actasPorId.get(id) ?? null;
  const ficha = pliegue.fichas.get(id);
  return esperada === null && ficha === undefined
    ? null
    : toActaEnLista(proceso, { ficha, esperada, lugar: 0 });
}

function* candidates(
  { proceso, indice, pliegue }: PartesDeLista,
  { orden, cola }: FiltroDeActas,
): Generator<Candidata> {
  if (orden === 'espera') {
    const waiting = (cola === undefined ? COLAS : [cola]).flatMap((name) => [
      ...pliegue.colas[name].values(),
    ]);
    if (cola === undefined) waiting.sort((a, b) => a.turno - b.turno);
    for (const ficha of waiting) {
      yield { ficha, esperada: proceso.actasPorId.get(ficha.acta) ?? null, lugar: ficha.turno };
    }
    return;
  }
  for (const [lugar, esperada] of indice.actas.entries()) {
    yield { ficha: pliegue.fichas.get(esperada.id), esperada, lugar };
  }
  for (const [i, ficha] of pliegue.altas.entries()) {
    yield { ficha, esperada: null, lugar: indice.actas.length + i };
  }
}

function passes(
  { proceso, indice }: PartesDeLista,
  { ficha, esperada }: Candidata,
  filtro: FiltroDeActas,
  palabras: readonly string[],
): boolean {
  const { eleccion, fase, cola, marca, territorio, catd } = filtro;
  const actual = ficha?.fase ?? 'esperada';
  if (fase !== undefined && actual !== fase) return false;
  if (cola !== undefined && (ficha === undefined ? null : queueOf(ficha)) !== cola) return false;
  if (marca !== undefined && (ficha === undefined || !marcasDe(ficha).includes(marca))) return false;
  if (eleccion !== undefined && eleccionOf(proceso, ficha, esperada) !== eleccion) return false;
  if (territorio !== undefined && esperada?.territorio !== territorio) return false;
  if (catd !== undefined && esperada?.casilla.catd !== catd) return false;
  if (palabras.length === 0) return true;
  if (esperada !== null) return indice.matches(esperada, palabras);
  return palabras.every((palabra) => ficha?.acta.toLowerCase().includes(palabra));
}

function eleccionOf(proceso: Proceso, ficha: Ficha | undefined, esperada: ActaEsperada | null) {
  return esperada?.eleccion ?? proceso.elecciones[ficha?.eleccion ?? -1]?.clave;
}

function toActaEnLista(proceso: Proceso, { ficha, esperada }: Candidata): ActaEnLista {
  const acta = esperada?.id ?? ficha?.acta;
  if (acta === undefined) throw new Error('an acta of the list is in the catalogue or in the log');
  const waits = ficha !== undefined && queueOf(ficha) !== null;
  return {
    acta,
    titulo: esperada === null ? tituloDeAlta(proceso, ficha, acta) : tituloDe(proceso, esperada),
    catd: esperada?.casilla.catd ?? '',
    fase: ficha?.fase ?? 'esperada',
    espera: waits ? new Date(ficha.desde).toISOString() : null,
    cotejo: ficha?.cotejo ?? 0,
    marcas: ficha === undefined ? [] : marcasDe(ficha),
  };
}

/** What is out of the catalogue has a name of the system: nobody could read the one on the paper. */
function tituloDeAlta(proceso: Proceso, ficha: Ficha | undefined, acta: IdActa): TituloDeActa {
  const { clave = '', nombre = '' } = proceso.elecciones[ficha?.eleccion ?? -1] ?? {};
  return {
    eleccion: { clave, nombre },
    territorio: '',
    seccion: '',
    casilla: 'Fuera de catálogo',
    clave: acta,
  };
}

function marcasDe(ficha: Ficha): readonly MarcaDeActa[] {
  const marcas: MarcaDeActa[] = [];
  if (ficha.conflictos > 0) marcas.push('conflicto');
  if (ficha.recapturas > 0) marcas.push('recaptura');
  if (ficha.cotejo >= 2) marcas.push('correccion');
  if (ficha.rechazadas > 0) marcas.push('imagen_rechazada');
  if (ficha.identificacion === 'propuesta') marcas.push('identificacion');
  return marcas;
}
