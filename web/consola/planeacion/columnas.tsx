import type { Coleccion, Valores } from '../../../src/planeacion/colecciones.ts';
import type { FichaEnPantalla } from '../../../src/planeacion/contrato.ts';
import type { Columna } from '../../comun/TablaVirtual.tsx';
import { resumenDe } from './descripciones.ts';
import { formatDistancia, formatFechaCorta } from './fechas.ts';
import { Situacion } from './Situacion.tsx';

/** What a list of any collection shows of each: what it is, when, and how it is. */
export function columnasDe(coleccion: Coleccion, hoy: string): readonly Columna<FichaEnPantalla>[] {
  return [
    {
      clave: 'que',
      titulo: 'Qué',
      celda: ({ derivado, valores }) => (
        <>
          {derivado.titulo}
          <small>{resumenDe(coleccion, valores as Valores).detalle}</small>
        </>
      ),
    },
    {
      clave: 'cuando',
      titulo: 'Cuándo',
      celda: ({ derivado: { limite, situacion } }) =>
        limite === null ? (
          ''
        ) : (
          <>
            {formatFechaCorta(limite)}
            <small>
              {situacion === null || situacion === 'terminada' ? '' : formatDistancia(limite, hoy)}
            </small>
          </>
        ),
    },
    {
      clave: 'como',
      titulo: 'Cómo va',
      celda: ({ derivado: { situacion }, valores }) => {
        const { estado } = resumenDe(coleccion, valores as Valores);
        return situacion === null ? (
          estado
        ) : (
          <>
            <Situacion cual={situacion} />
            <small>{estado}</small>
          </>
        );
      },
    },
  ];
}
