/** A screen that is a list: its filters, how many there are and of when, the rows; and every way it can go wrong. */

import { type ReactNode, useEffect, useRef } from 'react';
import type { Refusal } from '../../../src/dominio/result.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { Cargando, Falla } from '../../comun/estados.tsx';
import { formatHoraConSegundos } from '../../comun/formato.ts';
import { enHoraDelServidor } from '../../comun/reloj.ts';
import { type Columna, type ManejoDeTabla, TablaVirtual } from '../../comun/TablaVirtual.tsx';
import { useSesion } from '../sesion.tsx';
import './listado.css';

/** Two lines of text. */
const ALTO_DE_FILA = 52;

export interface EstadoDeListado {
  /** undefined until the first answer arrives */
  readonly total: number | undefined;
  readonly error: Refusal | null;
  /** when what is shown was asked, in milliseconds of this computer; 0 if nothing has arrived */
  readonly pedida: number;
  readonly pedirMas?: () => void;
  recargar(): void;
}

export function Listado<T>({
  titulo,
  estado,
  manejo,
  columnas,
  clase,
  filtros,
  aviso,
  cuantas,
  vacio,
}: {
  readonly titulo: string;
  readonly estado: EstadoDeListado;
  readonly manejo: ManejoDeTabla<T>;
  readonly columnas: readonly Columna<T>[];
  /** class with the width of the columns */
  readonly clase: string;
  readonly filtros?: ReactNode;
  /** what was just done, or must be known before choosing */
  readonly aviso?: ReactNode;
  /** `19,288 actas`, from the total */
  readonly cuantas: (total: number) => string;
  /** instead of the rows, when there are none */
  readonly vacio: ReactNode;
}) {
  const { proceso } = useSesion();
  const { total, error, pedida, recargar, pedirMas } = estado;
  const main = useRef<HTMLElement>(null);
  const hasRows = total !== undefined && total > 0;
  // The keyboard is in the search box, or in the rows as soon as there are some; never nowhere, nor in the link of
  // the menu that brought here, where the keys that the legend promises do nothing.
  useEffect(() => {
    const heading = main.current?.querySelector('h1');
    const now = document.activeElement;
    const isFree =
      now === document.body || now === heading || now?.matches('nav [aria-current=page]') === true;
    if (!isFree) return;
    (hasRows ? main.current?.querySelector<HTMLElement>('[role=grid]') : heading)?.focus();
  }, [hasRows]);
  const hora = pedida === 0 ? '' : formatHoraConSegundos(enHoraDelServidor(pedida), proceso.huso);
  return (
    <main ref={main} className="pantalla pantalla-llena">
      <div className="listado-titulo">
        <h1 tabIndex={-1}>{titulo}</h1>
        <p role="status">
          {total === undefined ? null : (
            <>
              {cuantas(total)} · <span className="entero">a las {hora}</span>
            </>
          )}
        </p>
        <button type="button" className="boton boton-ligero" onClick={recargar}>
          Actualizar
        </button>
      </div>
      {filtros}
      {aviso}
      {total !== undefined && error !== null ? (
        <Aviso clase="advierte" titulo="La lista no se pudo actualizar">
          <p>
            {error.mensaje} Lo que ve es de las {hora}.
          </p>
        </Aviso>
      ) : null}
      {total === undefined ? (
        error === null ? (
          <Cargando que="Trayendo la lista…" />
        ) : (
          <Falla titulo="No se pudo traer la lista" mensaje={error.mensaje} reintentar={recargar} />
        )
      ) : total === 0 ? (
        vacio
      ) : (
        <TablaVirtual
          manejo={manejo}
          etiqueta={titulo}
          clase={clase}
          columnas={columnas}
          total={total}
          altoDeFila={ALTO_DE_FILA}
          {...(pedirMas === undefined ? {} : { alAcercarse: pedirMas })}
        />
      )}
      {hasRows ? (
        <footer className="leyenda-de-lista">
          <span>
            <kbd>↓</kbd> <kbd>↑</kbd> elegir
          </span>
          <span>
            <kbd>Av Pág</kbd> <kbd>Re Pág</kbd> diez
          </span>
          <span>
            <kbd>Ctrl</kbd> <kbd>Inicio</kbd> la primera
          </span>
          <span>
            <kbd>Intro</kbd> abrir
          </span>
        </footer>
      ) : null}
    </main>
  );
}
