/** A list that comes whole, of which are seen those of a state in which what is typed is. */

import { type ReactNode, useMemo, useState } from 'react';
import { coincide } from '../../comun/buscar.ts';
import { type ManejoDeTabla, useTabla } from '../../comun/TablaVirtual.tsx';
import { Buscador } from './Buscador.tsx';

export interface ListaFiltrada<T, E extends string> {
  readonly filas: readonly T[];
  readonly tabla: ManejoDeTabla<T>;
  readonly texto: string;
  readonly alTeclear: (texto: string) => void;
  /** empty: of any */
  readonly estado: E | '';
}

/**
 * @param isOf whether a row is of a state; the same function each time
 * @param textoDe where what is typed is looked for; the same function each time
 */
export function useListaFiltrada<T, E extends string>({
  todas,
  estado,
  isOf,
  textoDe,
  claveDe,
  alAbrir,
}: {
  readonly todas: readonly T[];
  readonly estado: E | '';
  readonly isOf: (fila: T, estado: E) => boolean;
  readonly textoDe: (fila: T) => string;
  readonly claveDe: (fila: T) => string;
  readonly alAbrir: (fila: T) => void;
}): ListaFiltrada<T, E> {
  const [texto, setTexto] = useState('');
  const [actual, setActual] = useState<string | null>(null);
  // At once, not deferred: Enter opens what was found, never what was there before the last letter.
  const filas = useMemo(
    () => todas.filter((fila) => (estado === '' || isOf(fila, estado)) && coincide(textoDe(fila), texto)),
    [todas, estado, isOf, textoDe, texto],
  );
  const tabla = useTabla({ filas, claveDe, actual, alCambiar: setActual, alAbrir });
  return { filas, tabla, texto, alTeclear: setTexto, estado };
}

/** Its box and its states, and whatever else the screen puts in that line. */
export function FiltrosDeLista<T, E extends string>({
  lista: { tabla, texto, alTeclear, estado },
  ejemplo,
  estados,
  alElegir,
  children,
}: {
  readonly lista: ListaFiltrada<T, E>;
  /** what may be typed */
  readonly ejemplo: string;
  /** with their names, in order; the empty one is all of them */
  readonly estados: readonly (readonly [clave: E | '', nombre: string])[];
  readonly alElegir: (estado: E | '') => void;
  readonly children?: ReactNode;
}) {
  return (
    <search className="filtros">
      <Buscador etiqueta="Buscar" ejemplo={ejemplo} texto={texto} alTeclear={alTeclear} tabla={tabla} />
      <label className="entrada">
        <span>Estado</span>
        <select value={estado} onChange={(event) => alElegir(event.currentTarget.value as E | '')}>
          {estados.map(([clave, nombre]) => (
            <option key={clave} value={clave}>
              {nombre}
            </option>
          ))}
        </select>
      </label>
      {children}
    </search>
  );
}
