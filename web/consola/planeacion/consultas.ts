/** The addresses of planeación, of the server and of its screens. */

import { useQueryClient } from '@tanstack/react-query';
import type { Coleccion } from '../../../src/planeacion/colecciones.ts';
import type { FichaEnPantalla, Fichas } from '../../../src/planeacion/contrato.ts';
import { type Consulta, useConsulta } from '../consulta.ts';

export const RAIZ = '/api/planeacion';

/** Of the server. */
export function rutaDeFichas(coleccion: Coleccion, id?: string): string {
  return `${RAIZ}/fichas/${coleccion}${id === undefined ? '' : `/${encodeURIComponent(id)}`}`;
}

/** Of the screen of a ficha. */
export function paginaDe(coleccion: Coleccion, id: string): string {
  return `/planeacion/${coleccion}/${encodeURIComponent(id)}`;
}

/** Of the screen where one is made; none of the server's ids is this word. */
export function paginaNueva(coleccion: Coleccion): string {
  return `/planeacion/${coleccion}/nueva`;
}

export function useFichas<C extends Coleccion>(coleccion: C): Consulta<Fichas<C>> {
  return useConsulta<Fichas<C>>(rutaDeFichas(coleccion));
}

const NINGUNA: readonly FichaEnPantalla[] = [];

/** The fichas of a collection that a field names; empty until they arrive. */
export function useOpciones(coleccion: Coleccion): readonly FichaEnPantalla[] {
  return useFichas(coleccion).datos?.fichas ?? NINGUNA;
}

/** Asks again for everything of planeación: what was written shows in lists, threads and the board. */
export function useRenovar(): () => void {
  const client = useQueryClient();
  return () =>
    void client.invalidateQueries({ predicate: ({ queryKey: [ruta] }) => String(ruta).startsWith(RAIZ) });
}
