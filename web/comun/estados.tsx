/** The states of a screen that has nothing to show: empty, loading, failed. */

import type { ReactNode } from 'react';

/** There is nothing, and that is all right. */
export function Vacio({ titulo, children }: { readonly titulo: string; readonly children?: ReactNode }) {
  return (
    <div className="estado" role="status">
      <h2>{titulo}</h2>
      {children}
    </div>
  );
}

/** It is on its way. */
export function Cargando({ que = 'Cargando…' }: { readonly que?: string }) {
  return (
    <div className="estado" role="status">
      <p>{que}</p>
    </div>
  );
}

/** It could not be had: the reason, and what can be done. */
export function Falla({
  titulo,
  mensaje,
  reintentar,
  children,
}: {
  readonly titulo: string;
  readonly mensaje: string;
  readonly reintentar?: (() => void) | undefined;
  readonly children?: ReactNode;
}) {
  return (
    <div className="estado" role="alert">
      <h2>{titulo}</h2>
      <p>{mensaje}</p>
      {reintentar === undefined ? null : (
        <button type="button" className="boton" onClick={reintentar}>
          Reintentar
        </button>
      )}
      {children}
    </div>
  );
}
