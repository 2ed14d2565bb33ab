import type { ReactNode } from 'react';
import type { EquipoEnServidor } from '../../../src/acopio/contrato-de-equipo.ts';

const EJERCICIO = { demostracion: 'DEMOSTRACIÓN', simulacro: 'SIMULACRO', jornada: null } as const;

/**
 * What every screen has above: that it is an exercise, if it is, and where one goes back to.
 *
 * @param atras address of the screen before; null where there is none
 */
export function Marco({
  proceso,
  titulo,
  atras,
  children,
}: {
  readonly proceso: EquipoEnServidor['proceso'] | null;
  readonly titulo: string;
  readonly atras: string | null;
  readonly children: ReactNode;
}) {
  const aviso = proceso === null ? null : EJERCICIO[proceso.tipo];
  return (
    <>
      {aviso === null ? null : (
        <p className="ejercicio">
          <strong>{aviso}</strong> · no son resultados reales
        </p>
      )}
      <header className="cabeza">
        {atras === null ? null : (
          <a className="cabeza-atras" href={atras}>
            <span aria-hidden="true">‹</span>
            <span className="solo-lector">Regresar</span>
          </a>
        )}
        <div>
          <h1>{titulo}</h1>
          {proceso === null || atras !== null ? null : <p>{proceso.nombreLargo}</p>}
        </div>
      </header>
      <main className="cuerpo">{children}</main>
    </>
  );
}
