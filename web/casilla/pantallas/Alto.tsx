/** The server does not accept this phone any more: nothing is sent, and nothing is erased. */

import { useState } from 'react';
import type { Refusal } from '../../../src/dominio/result.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { formatCuantas } from '../../comun/formato.ts';
import { estaPendiente } from '../cola/cola.ts';
import { borrarPropio, type Foto, type Servidor } from '../equipo/almacen.ts';
import { despertar } from '../motor.ts';
import { Activacion } from './Activacion.tsx';
import { Marco } from './Marco.tsx';

/** It may have been a mistake that was put right. */
async function intentarOtraVez(): Promise<void> {
  await borrarPropio('alto');
  despertar();
}

export function Alto({
  alto,
  servidor,
  fotos,
}: {
  readonly alto: Refusal;
  readonly servidor: Servidor | null;
  readonly fotos: readonly Foto[];
}) {
  const [otra, setOtra] = useState(false);
  if (otra) return <Activacion identidad={null} servidor={null} enlace="" />;
  const unsent = fotos.filter(estaPendiente).length;
  return (
    <Marco proceso={servidor?.equipo.proceso ?? null} titulo="No se puede enviar" atras={null}>
      <div className="pila">
        <Aviso clase="falla" titulo="El servidor no acepta este teléfono">
          {alto.mensaje}
        </Aviso>
        <p>
          Llame a su coordinación
          {servidor === null ? '' : ` en ${servidor.equipo.centro.nombre} (${servidor.equipo.centro.clave})`}{' '}
          y entregue ahí las actas de papel.
        </p>
        {unsent === 0 ? (
          <p>Todas sus fotos se habían enviado.</p>
        ) : (
          <p>
            <strong>{formatCuantas(unsent, 'foto no se envió', 'fotos no se enviaron')}</strong> y{' '}
            {unsent === 1 ? 'sigue guardada' : 'siguen guardadas'} en el teléfono. No borre la aplicación ni
            sus datos: con un código nuevo se envían.
          </p>
        )}
        <button type="button" className="boton boton-grande" onClick={() => setOtra(true)}>
          Tengo un código nuevo
        </button>
        <button type="button" className="boton boton-grande" onClick={() => void intentarOtraVez()}>
          Intentar otra vez
        </button>
      </div>
    </Marco>
  );
}
