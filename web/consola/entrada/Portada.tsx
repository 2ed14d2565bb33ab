import type { ReactNode } from 'react';
import type { ProcesoEnPantalla } from '../../../src/acceso/contrato.ts';
import './entrada.css';

/** The sheet in the middle of the page where one identifies oneself. */
export function Portada({
  proceso,
  titulo,
  children,
}: {
  readonly proceso: ProcesoEnPantalla;
  readonly titulo: string;
  readonly children: ReactNode;
}) {
  return (
    <main className="portada">
      <div className="portada-instituto">
        <p className="portada-siglas">PREP {proceso.instituto.siglas}</p>
        <p>{proceso.instituto.nombre}</p>
        <p className="gris">{proceso.nombreLargo}</p>
      </div>
      <div className="hoja portada-hoja pila">
        <h1>{titulo}</h1>
        {children}
      </div>
    </main>
  );
}
