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

/** Actas looked at before others get their turn: a few milliseconds. */
const TANDA = 8000;

/** An acta of the list; one that was registered during the night has no place in the catalogue. */
interface Candidata {
  readonly ficha: Ficha | undefined;
  readonly esperada: ActaEsperada | null;
  /** what orders it: its place by clave, or its turn in the queue */
  readonly lugar: number;
}

export async function listActas(partes: PartesDeLista, filtro: FiltroDeActas): Promise<ListaDeActas> {
  const { cuantas, despuesDe, orden } = filtro;
  const candidatas = orden === 'espera' ? waiting(partes, filtro) : byClave(partes);
  const passes = compileFiltro(partes, filtro);
  const after = despuesDe === undefined ? Number.NEGATIVE_INFINITY : Number(despuesDe);
  const page: Candidata[] = [];
  let total = 0;
  for (let i = 0; i < candidatas.length; i += 1) {
    if (i % TANDA === TANDA - 1) await giveWay();
    if (!passes(candidatas.ficha, candidatas.esperada(i), i)) continue;
    total += 1;
    const lugar = candidatas.lugar(i);
    if (lugar <= after || page.length > cuantas) continue;
    page.push({ ficha: candidatas.ficha(i), esperada: candidatas.esperada(i), lugar });
  }
  // One more than asked for was kept, to know whether there is another page.
  const shown = page.slice(0, cuantas);
  return {
    actas: shown.map((candidata) => toActaEnLista(partes.proceso, candidata)),
    total,
    siguiente: page.length > cuantas ? String(shown.at(-1)?.lugar) : null,
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

/**
 * What there is to choose from, by its place: half a million objects would cost more than all the filters. What the
 * fold knows of an acta is looked up only if somebody asks.
 */
interface Candidatas {
  readonly length: number;
  ficha(i: number): Ficha | undefined;
  esperada(i: number): ActaEsperada | null;
  lugar(i: number): number;
}

function byClave({ indice: { actas }, pliegue: { fichas, altas } }: PartesDeLista): Candidatas {
  const inCatalogue = actas.length;
  return {
    length: inCatalogue + altas.length,
    esperada: (i) => actas[i] ?? null,
    ficha(i) {
      const esperada = actas[i];
      return esperada === undefined ? altas[i - inCatalogue] : fichas.get(esperada.id);
    },
    lugar: (i) => i,
  };
}

function waiting({ proceso, pliegue }: PartesDeLista, { cola }: FiltroDeActas): Candidatas {
  const fichas = (cola === undefined ? COLAS : [cola]).flatMap((name) => [...pliegue.colas[name].values()]);
  // One queue is in order already.
  if (cola === undefined) fichas.sort((a, b) => a.turno - b.turno);
  return {
    length: fichas.length,
    ficha: (i) => fichas[i],
    esperada(i) {
      const ficha = fichas[i];
      return ficha === undefined ? null : (proceso.actasPorId.get(ficha.acta) ?? null);
    },
    lugar: (i) => fichas[i]?.turno ?? 0,
  };
}

/** Only what the filter says is looked at, the cheapest first. */
function compileFiltro(
  { proceso, indice }: PartesDeLista,
  { eleccion, fase, cola, marca, territorio, catd, texto }: FiltroDeActas,
): (fichaAt: (i: number) => Ficha | undefined, esperada: ActaEsperada | null, i: number) => boolean {
  const has = indice.search(wordsOf(texto ?? ''));
  const needsFicha = fase !== undefined || cola !== undefined || marca !== undefined;
  return (fichaAt, esperada, i) => {
    if (territorio !== undefined && esperada?.territorio !== territorio) return false;
    if (catd !== undefined && esperada?.casilla.catd !== catd) return false;
    if (esperada !== null && eleccion !== undefined && esperada.eleccion !== eleccion) return false;
    if (esperada !== null && has !== null && !has(esperada)) return false;
    if (esperada !== null && !needsFicha) return true;
    const ficha = fichaAt(i);
    if (fase !== undefined && (ficha?.fase ?? 'esperada') !== fase) return false;
    if (cola !== undefined && (ficha === undefined ? null : queueOf(ficha)) !== cola) return false;
    if (marca !== undefined && (ficha === undefined || !marcasDe(ficha).includes(marca))) return false;
    if (esperada !== null) return true;
    if (eleccion !== undefined && proceso.elecciones[ficha?.eleccion ?? -1]?.clave !== eleccion) return false;
    return wordsOf(texto ?? '').every((palabra) => ficha?.acta.toLowerCase().includes(palabra));
  };
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
