/**
 * The fields of an acta with their values, in printed order: what a person compares, row by row, with the image.
 * Nothing is edited here. The row in hand is the one whose place the image shows; rows may be marked.
 */

import { type KeyboardEvent, type Ref, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import type { Lectura } from '../../../src/dominio/lectura.ts';
import type { CampoEnPantalla } from '../../../src/proceso/en-pantalla.ts';
import { textoDeLectura } from './palabras.ts';
import './lista-de-campos.css';

export interface FilaDeCampo
  extends Pick<CampoEnPantalla, 'clave' | 'etiqueta' | 'nombre' | 'grupo' | 'numero'> {
  /** null: there is none yet */
  readonly lectura: Lectura | null;
  /** in words, after the label */
  readonly marcas: readonly string[];
  /** it is about a warning: marked in the margin */
  readonly advertida?: boolean;
}

/** What a screen may ask of the list. */
export interface ControlDeLista {
  /** Puts the keyboard on the row in hand. */
  enfocar(): void;
}

interface Props {
  readonly ref?: Ref<ControlDeLista>;
  /** of what: it is read aloud on entering */
  readonly etiqueta: string;
  readonly filas: readonly FilaDeCampo[];
  /** key of the row in hand */
  readonly actual: string | null;
  readonly alCambiar: (clave: string) => void;
  /** Enter on the last row */
  readonly alTerminar?: () => void;
  /** rows that the person marked, and what a mark means in words; null where nothing can be marked */
  /** under the titles of the printed acta, or one after the other */
  readonly orden?: 'por_grupo' | 'corrido';
  readonly senalados: { readonly claves: ReadonlySet<string>; readonly que: string } | null;
}

const GRUPOS = [
  ['generales', 'Boletas y personas'],
  ['votos', 'Votos'],
  ['total', 'Total asentado'],
] as const;

export function ListaDeCampos({
  ref,
  etiqueta,
  filas,
  actual,
  alCambiar,
  alTerminar,
  orden = 'por_grupo',
  senalados,
}: Props) {
  const lista = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => ({ enfocar: () => focusRow(lista.current) }), []);

  // The keyboard follows the row in hand, unless it is somewhere else (a dialog, the viewer).
  useLayoutEffect(() => {
    const here = lista.current;
    if (actual !== null && here?.contains(document.activeElement)) focusRow(here);
  }, [actual]);

  function move(event: KeyboardEvent) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const i = filas.findIndex(({ clave }) => clave === actual);
    const to = destino(event.key, i, filas.length);
    if (to === null) return;
    event.preventDefault();
    const row = filas[to];
    if (row !== undefined) alCambiar(row.clave);
    // A key held down must not walk past the last row into what comes next.
    else if (event.key === 'Enter' && !event.repeat) alTerminar?.();
  }

  return (
    <div
      ref={lista}
      className="lista-de-campos"
      role="listbox"
      aria-label={etiqueta}
      aria-multiselectable={senalados !== null}
      onKeyDown={move}
    >
      {GRUPOS.map(([grupo, titulo]) => {
        const rows = filas.filter((fila) => fila.grupo === grupo);
        if (rows.length === 0) return null;
        return (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is not a part of a listbox
          <div key={grupo} role="group" aria-label={titulo} className="lista-de-campos-grupo">
            {orden === 'corrido' ? null : (
              <div className="lista-de-campos-titulo" aria-hidden="true">
                {titulo}
              </div>
            )}
            {rows.map((fila) => (
              <Fila
                key={fila.clave}
                fila={fila}
                esActual={fila.clave === actual}
                senal={senalados?.claves.has(fila.clave) ? senalados.que : null}
                alCambiar={alCambiar}
              />
            ))}
          </div>
        );
      })}
    </div>
  );
}

function Fila(props: {
  readonly fila: FilaDeCampo;
  readonly esActual: boolean;
  readonly senal: string | null;
  readonly alCambiar: (clave: string) => void;
}) {
  const { fila, esActual, senal, alCambiar } = props;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the list
    <div
      role="option"
      tabIndex={esActual ? 0 : -1}
      aria-selected={senal !== null}
      aria-current={esActual}
      data-campo={fila.clave}
      className="fila-de-campo"
      data-actual={esActual || undefined}
      data-senalada={senal !== null || undefined}
      data-advertida={fila.advertida || undefined}
      onClick={(event) => {
        alCambiar(fila.clave);
        event.currentTarget.focus({ preventScroll: true });
      }}
      onFocus={() => {
        if (!esActual) alCambiar(fila.clave);
      }}
    >
      <span className="fila-de-campo-numero">{fila.numero}</span>
      <span className="fila-de-campo-nombre">
        <span className="fila-de-campo-linea">
          {fila.etiqueta}
          {fila.nombre !== '' && <small className="fila-de-campo-largo"> {fila.nombre}</small>}
        </span>
        {fila.marcas.map((marca) => (
          <small key={marca} className="fila-de-campo-marca">
            {' '}
            {marca}
          </small>
        ))}
        {senal !== null && <small className="fila-de-campo-senal"> ✕ {senal}</small>}
      </span>
      <Valor lectura={fila.lectura} />
    </div>
  );
}

function Valor({ lectura }: { readonly lectura: Lectura | null }) {
  return (
    <span className="fila-de-campo-valor" data-palabra={typeof lectura === 'string' || undefined}>
      {lectura === null ? '—' : textoDeLectura(lectura)}
    </span>
  );
}

/** The row that a key goes to; past the last one, `total`; null when the key is not of the list. */
function destino(key: string, i: number, total: number): number | null {
  switch (key) {
    case 'Enter':
      return i + 1;
    case 'ArrowDown':
      return Math.min(i + 1, total - 1);
    case 'ArrowUp':
      return Math.max(i - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return total - 1;
    default:
      return null;
  }
}

function focusRow(lista: HTMLElement | null): void {
  const row =
    lista?.querySelector<HTMLElement>('[data-actual]') ?? lista?.querySelector<HTMLElement>('[role=option]');
  row?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: 'nearest' });
}
