import type { ReactNode } from 'react';

export type ClaseDeAviso = 'informa' | 'advierte' | 'falla' | 'bien';

const SENAL: Readonly<Record<ClaseDeAviso, string>> = { informa: 'i', advierte: '!', falla: '×', bien: '✓' };

/**
 * A sentence that the person must see, told also to a screen reader: a fault interrupts, the rest waits its turn.
 * It never goes away by itself.
 *
 * @param acciones buttons, at the end of the line.
 */
export function Aviso({
  clase,
  titulo,
  children,
  acciones,
}: {
  readonly clase: ClaseDeAviso;
  readonly titulo?: string | undefined;
  readonly children?: ReactNode;
  readonly acciones?: ReactNode;
}) {
  return (
    <div className={`aviso aviso-${clase}`} role={clase === 'falla' ? 'alert' : 'status'}>
      <span className="aviso-senal" aria-hidden="true">
        {SENAL[clase]}
      </span>
      <div>
        {titulo === undefined ? null : <p className="aviso-titulo">{titulo}</p>}
        {children}
      </div>
      {acciones}
    </div>
  );
}
