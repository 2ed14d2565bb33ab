/** Questions over the fichas: a search across everything, and the thread of a letter. */

import type { Fecha } from '../dominio/calendario.ts';
import { COLECCIONES, type Coleccion } from './colecciones.ts';
import { type Dia, derive } from './derivados.ts';
import { flatten } from './fecha.ts';
import { fichasDe, type Planeacion } from './hechos.ts';

export interface Hallado {
  readonly coleccion: Coleccion;
  readonly id: string;
  readonly titulo: string;
  /** the words around the first that was found */
  readonly extracto: string;
}

const MAXIMO = 100;
const ALREDEDOR = 60;

/** Fichas in which every word of the question is, in any field, whatever the accents; at most 100. */
export function buscar(estado: Planeacion, pregunta: string, dia: Dia): readonly Hallado[] {
  const words = flatten(pregunta)
    .split(' ')
    .filter((word) => word !== '');
  const [first] = words;
  if (first === undefined) return [];
  const found: Hallado[] = [];
  for (const coleccion of COLECCIONES) {
    for (const ficha of fichasDe(estado, coleccion)) {
      const text = textsOf(ficha.valores).join(' · ');
      const flat = flatten(text);
      if (!words.every((word) => flat.includes(word))) continue;
      const at = flat.indexOf(first);
      const extracto = text
        .replace(/\s+/g, ' ')
        .slice(Math.max(0, at - ALREDEDOR), at + first.length + ALREDEDOR);
      found.push({ coleccion, id: ficha.id, titulo: derive(ficha, dia).titulo, extracto });
      if (found.length === MAXIMO) return found;
    }
  }
  return found;
}

/** Every text of a value; hashes of files are not for people to look for. */
function textsOf(valor: unknown): readonly string[] {
  if (typeof valor === 'string') return [valor];
  if (Array.isArray(valor)) return valor.flatMap(textsOf);
  if (typeof valor !== 'object' || valor === null) return [];
  return Object.entries(valor).flatMap(([campo, inner]) => (campo === 'sha256' ? [] : textsOf(inner)));
}

/** A step of a thread: letter, observation, answer, «no hay más observaciones». */
export interface PasoDeHilo {
  readonly coleccion: 'oficios' | 'observaciones' | 'entregables';
  readonly id: string;
  readonly fecha: Fecha | null;
  readonly titulo: string;
  readonly texto: string;
  readonly estado: string;
}

export interface Hilo {
  /** in order of dates; what has no date goes last */
  readonly pasos: readonly PasoDeHilo[];
  /** observations that wait to be attended */
  readonly pendientes: number;
}

/** Everything linked to a letter, an observation or a deliverable, in order; null when it does not exist. */
export function hiloDe(estado: Planeacion, coleccion: PasoDeHilo['coleccion'], id: string): Hilo | null {
  if (!estado.fichas[coleccion].has(id)) return null;
  const enlaces = linksOf(estado);
  const seen = new Set<string>();
  const pending = [`${coleccion}/${id}`];
  for (let clave = pending.pop(); clave !== undefined; clave = pending.pop()) {
    if (seen.has(clave)) continue;
    seen.add(clave);
    pending.push(...(enlaces.get(clave) ?? []));
  }
  const pasos = stepsOf(estado).filter((paso) => seen.has(`${paso.coleccion}/${paso.id}`));
  return {
    pasos: pasos.toSorted((a, b) => compareFechas(a.fecha, b.fecha)),
    pendientes: pasos.filter((paso) => paso.coleccion === 'observaciones' && paso.estado === 'pendiente')
      .length,
  };
}

/** Who is linked to whom, both ways. */
function linksOf(estado: Planeacion): ReadonlyMap<string, readonly string[]> {
  const enlaces = new Map<string, string[]>();
  const link = (a: string, b: string | null) => {
    if (b === null) return;
    enlaces.set(a, [...(enlaces.get(a) ?? []), b]);
    enlaces.set(b, [...(enlaces.get(b) ?? []), a]);
  };
  const oficio = (id: string | null) => (id === null ? null : `oficios/${id}`);
  for (const { id, valores } of fichasDe(estado, 'oficios'))
    link(`oficios/${id}`, oficio(valores.respuestaA));
  for (const { id, valores } of fichasDe(estado, 'observaciones')) {
    link(`observaciones/${id}`, oficio(valores.oficio));
    link(`observaciones/${id}`, oficio(valores.oficioDeAtencion));
    link(`observaciones/${id}`, valores.entregable === null ? null : `entregables/${valores.entregable}`);
  }
  for (const { id, valores } of fichasDe(estado, 'entregables')) {
    for (const entrega of valores.entregas) link(`entregables/${id}`, oficio(entrega.oficio));
  }
  return enlaces;
}

function stepsOf(estado: Planeacion): readonly PasoDeHilo[] {
  return [
    ...fichasDe(estado, 'oficios').map(({ id, valores }) => ({
      coleccion: 'oficios' as const,
      id,
      fecha: valores.fecha,
      titulo: `${valores.folio}, de ${valores.de} para ${valores.para}`,
      texto: valores.asunto,
      estado: valores.sentido,
    })),
    ...fichasDe(estado, 'observaciones').map(({ id, valores }) => ({
      coleccion: 'observaciones' as const,
      id,
      fecha: valores.fecha,
      titulo: valores.de === '' ? 'Observación' : `Observación de ${valores.de}`,
      texto: valores.comoSeAtendio === '' ? valores.texto : `${valores.texto}\n\n${valores.comoSeAtendio}`,
      estado: valores.estado,
    })),
    ...fichasDe(estado, 'entregables').map(({ id, valores }) => ({
      coleccion: 'entregables' as const,
      id,
      fecha: valores.entregas[0]?.fecha ?? null,
      titulo: `Entregable ${valores.numero}`,
      texto: valores.descripcion,
      estado: valores.estado,
    })),
  ];
}

/** What has no date goes last. */
export function compareFechas(a: Fecha | null, b: Fecha | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}
