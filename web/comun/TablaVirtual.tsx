/**
 * A table of as many rows as there may be, of which only those in sight are drawn. One row is in hand: arrows move
 * it, Enter opens it. The focus stays in the table itself (or in the search box that commands it), so that a row
 * that scrolls away never takes the focus with it.
 */

import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import './tabla-virtual.css';

export interface Columna<T> {
  readonly clave: string;
  readonly titulo: string;
  readonly celda: (fila: T) => ReactNode;
}

export interface TablaDeFilas<T> {
  readonly filas: readonly T[];
  readonly claveDe: (fila: T) => string;
  /** key of the row in hand; if it is not there, the first one is */
  readonly actual: string | null;
  readonly alCambiar: (clave: string) => void;
  readonly alAbrir: (fila: T) => void;
}

/** What the table and the search box share. */
export interface ManejoDeTabla<T> extends TablaDeFilas<T> {
  readonly id: string;
  readonly indice: number;
  /** id of the row in hand, for `aria-activedescendant` */
  readonly activa: string | undefined;
  /** `busqueda`: Home and End move the caret of the box, unless Ctrl is held */
  readonly alTeclear: (event: KeyboardEvent, desde: 'tabla' | 'busqueda') => void;
}

const FILAS_POR_PAGINA = 10;
const ALTO_DE_TITULOS = 32;

/** The keys of a table, for the table and for whatever commands it. */
export function useTabla<T>(tabla: TablaDeFilas<T>): ManejoDeTabla<T> {
  const id = useId();
  const { filas, claveDe, actual, alCambiar, alAbrir } = tabla;
  const found = filas.findIndex((fila) => claveDe(fila) === actual);
  const indice = filas.length === 0 ? -1 : Math.max(0, found);

  return {
    ...tabla,
    id,
    indice,
    activa: indice === -1 ? undefined : `${id}-${indice}`,
    alTeclear(event, desde) {
      if (event.altKey || event.metaKey || indice === -1) return;
      const isOfCaret = desde === 'busqueda' && !event.ctrlKey && /^(Home|End)$/.test(event.key);
      if (isOfCaret) return;
      const to = destino(event.key, indice, filas.length);
      const fila = filas[to ?? indice];
      if (fila === undefined) return;
      if (to !== null) alCambiar(claveDe(fila));
      else if (event.key === 'Enter' && !event.repeat) alAbrir(fila);
      else return;
      event.preventDefault();
    },
  };
}

function destino(key: string, i: number, total: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(i + 1, total - 1);
    case 'ArrowUp':
      return Math.max(i - 1, 0);
    case 'PageDown':
      return Math.min(i + FILAS_POR_PAGINA, total - 1);
    case 'PageUp':
      return Math.max(i - FILAS_POR_PAGINA, 0);
    case 'Home':
      return 0;
    case 'End':
      return total - 1;
    default:
      return null;
  }
}

/**
 * @param total rows that there are, loaded or not
 * @param alAcercarse the last loaded row is near: more are needed
 * @param altoDeFila pixels
 */
export function TablaVirtual<T>({
  manejo,
  etiqueta,
  clase,
  columnas,
  total,
  altoDeFila,
  alAcercarse,
}: {
  readonly manejo: ManejoDeTabla<T>;
  readonly etiqueta: string;
  /** class that says the width of each column */
  readonly clase: string;
  readonly columnas: readonly Columna<T>[];
  readonly total: number;
  readonly altoDeFila: number;
  readonly alAcercarse?: () => void;
}) {
  const { id, filas, claveDe, indice, activa, alCambiar, alAbrir, alTeclear } = manejo;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: filas.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => altoDeFila,
    getItemKey: (i) => {
      const fila = filas[i];
      return fila === undefined ? i : claveDe(fila);
    },
    overscan: 6,
    scrollMargin: ALTO_DE_TITULOS,
    scrollPaddingStart: ALTO_DE_TITULOS,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;

  useEffect(() => {
    if (indice >= 0) virtual.scrollToIndex(indice, { align: 'auto' });
  }, [indice, virtual]);
  useEffect(() => {
    if (filas.length < total && last >= filas.length - FILAS_POR_PAGINA) alAcercarse?.();
  }, [filas.length, total, last, alAcercarse]);

  return (
    // biome-ignore lint/a11y/useSemanticElements: most rows are not drawn, and a table cannot say how many there are
    <div
      ref={scroller}
      className={`tabla-virtual ${clase}`}
      role="grid"
      aria-label={etiqueta}
      aria-rowcount={total + 1}
      aria-activedescendant={activa}
      id={id}
      tabIndex={0}
      onKeyDown={(event) => alTeclear(event, 'tabla')}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the focus is in the grid */}
      <div role="row" aria-rowindex={1} className="tabla-virtual-titulos" style={{ height: ALTO_DE_TITULOS }}>
        {columnas.map(({ clave, titulo }) => (
          // biome-ignore lint/a11y/useSemanticElements: see above
          // biome-ignore lint/a11y/useFocusableInteractive: the focus is in the grid
          <span key={clave} role="columnheader" className={`columna-${clave}`}>
            {titulo}
          </span>
        ))}
      </div>
      <div role="presentation" className="tabla-virtual-cuerpo" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, key, start }) => {
          const fila = filas[index];
          if (fila === undefined) return null;
          return (
            // biome-ignore lint/a11y/useSemanticElements: see above
            // biome-ignore lint/a11y/useFocusableInteractive: the focus is in the grid
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the grid
            <div
              key={key}
              id={`${id}-${index}`}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={index === indice}
              className="tabla-virtual-fila"
              style={{ height: altoDeFila, transform: `translateY(${start - ALTO_DE_TITULOS}px)` }}
              onClick={() => {
                alCambiar(claveDe(fila));
                alAbrir(fila);
              }}
            >
              {columnas.map(({ clave, celda }) => (
                // biome-ignore lint/a11y/useSemanticElements: see above
                // biome-ignore lint/a11y/useFocusableInteractive: the focus is in the grid
                <span key={clave} role="gridcell" className={`columna-${clave}`}>
                  {celda(fila)}
                </span>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
