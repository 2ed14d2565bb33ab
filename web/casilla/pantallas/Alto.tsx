/** The server does not accept this phone any more: nothing is sent, and nothing is erased. */

import { useState } from 'react';
import type { Refusal } from '../../../src/dominio/result.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { formatCuantas } from '../../comun/formato.ts';
import { faltaEnviar } from '../cola/cola.ts';
import { codigoDelEnlace } from '../equipo/activacion.ts';
import { borrarPropio, type Foto, type Identidad, type Servidor } from '../equipo/almacen.ts';
import { despertar } from '../motor.ts';
import { Activacion } from './Activacion.tsx';
import { Marco } from './Marco.tsx';

/** It may have been a mistake that was put right. */
async function intentarOtraVez(): Promise<void> {
  await borrarPropio('alto');
  despertar();
}

/** @param enlace what is after `#` in the address: it may be the code of another slip */
export function Alto({
  alto,
  identidad,
  servidor,
  fotos,
  enlace,
}: {
  readonly alto: Refusal;
  readonly identidad: Identidad | null;
  readonly servidor: Servidor | null;
  readonly fotos: readonly Foto[];
  readonly enlace: string;
}) {
  const [otra, setOtra] = useState(false);
  const codigo = codigoDelEnlace(enlace);
  const isNuevo = codigo !== null && codigo !== identidad?.codigo;
  if (otra || isNuevo) {
    return <Activacion identidad={null} servidor={null} enlace={isNuevo ? enlace : ''} />;
  }
  const unsent = fotos.filter(faltaEnviar).length;
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
