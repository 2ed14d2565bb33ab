/**
 * What is going to happen, in order of its simulated time; at the same time, in the order in which it was noted.
 */

import type { Tiempo } from './arribo.ts';

export interface Cita<T> {
  readonly tiempo: Tiempo;
  readonly que: T;
}

export interface Agenda<T> {
  add(tiempo: Tiempo, que: T): void;
  /** the first, or null when nothing is left */
  peek(): Cita<T> | null;
  /** takes the first out */
  pop(): Cita<T> | null;
  readonly size: number;
}

interface Nodo<T> extends Cita<T> {
  readonly turno: number;
}

/** A binary heap: a night has a hundred thousand appointments. */
export function createAgenda<T>(): Agenda<T> {
  const heap: Nodo<T>[] = [];
  let turno = 0;

  const isBefore = (a: Nodo<T>, b: Nodo<T>) =>
    a.tiempo < b.tiempo || (a.tiempo === b.tiempo && a.turno < b.turno);

  function place(nodo: Nodo<T>, at: number): void {
    let i = at;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !isBefore(nodo, above)) break;
      heap[i] = above;
      i = parent;
    }
    heap[i] = nodo;
  }

  function sink(nodo: Nodo<T>): void {
    let i = 0;
    while (true) {
      const [left, right] = [heap[2 * i + 1], heap[2 * i + 2]];
      if (left === undefined) break;
      const child = right !== undefined && isBefore(right, left) ? 2 * i + 2 : 2 * i + 1;
      const first = child === 2 * i + 1 ? left : right;
      if (first === undefined || isBefore(nodo, first)) break;
      heap[i] = first;
      i = child;
    }
    heap[i] = nodo;
  }

  return {
    add(tiempo, que) {
      turno += 1;
      place({ tiempo, que, turno }, heap.length);
    },
    peek: () => heap[0] ?? null,
    pop() {
      const first = heap[0];
      const last = heap.pop();
      if (first === undefined || last === undefined) return null;
      if (heap.length > 0) sink(last);
      return first;
    },
    get size() {
      return heap.length;
    },
  };
}
