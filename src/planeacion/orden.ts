/** The order in which the fichas of a collection are shown. */

import type { Coleccion, Valores } from './colecciones.ts';
import { compareFechas } from './consultas.ts';
import { type Dia, derive } from './derivados.ts';
import type { Ficha } from './hechos.ts';
import { compareNumeros } from './numero.ts';

const POR_NUMERO: readonly Coleccion[] = ['actividades', 'entregables'];

/** By number what has one; the rest by date and then by name. */
export function ordenar<C extends Coleccion>(fichas: readonly Ficha<C>[], dia: Dia): readonly Ficha<C>[] {
  const keyed = fichas.map((ficha) => ({ ficha, ...derive(ficha, dia) }));
  return keyed
    .toSorted((a, b) => {
      if (POR_NUMERO.includes(a.ficha.coleccion)) return compareNumeros(numeroDe(a.ficha), numeroDe(b.ficha));
      return compareFechas(a.limite, b.limite) || a.titulo.localeCompare(b.titulo, 'es');
    })
    .map(({ ficha }) => ficha);
}

function numeroDe({ valores }: Ficha): string {
  return (valores as Valores<'actividades' | 'entregables'>).numero;
}
