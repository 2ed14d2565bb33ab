import { useState } from 'react';
import type { CasoDeImagen } from '../../../src/digitalizacion/contrato.ts';
import { Dialogo } from '../../comun/Dialogo.tsx';
import { PieDeEnvio } from '../acta/DialogoDeRazon.tsx';
import type { Pedido } from '../acta/pedido.ts';
import { Razon } from '../acta/Razon.tsx';
import { useSesion } from '../sesion.tsx';

export interface FueraDeCatalogo {
  readonly eleccion: string;
  readonly identificacion: string;
  readonly razon: string;
}

/** Says that an image is of no approved casilla: proposes it, or confirms what another person proposed. */
export function DialogoFueraDeCatalogo({
  propuesta,
  pedido,
  alCerrar,
  alEnviar,
}: {
  readonly propuesta: CasoDeImagen['propuesta'];
  readonly pedido: Pedido;
  readonly alCerrar: () => void;
  readonly alEnviar: (cuerpo: FueraDeCatalogo) => void;
}) {
  const { proceso } = useSesion();
  const [eleccion, setEleccion] = useState(propuesta?.eleccion ?? proceso.elecciones[0]?.clave ?? '');
  const [identificacion, setIdentificacion] = useState(propuesta?.identificacion ?? '');
  const [razon, setRazon] = useState(propuesta?.razon ?? '');
  return (
    <Dialogo titulo="Fuera de catálogo" alCerrar={alCerrar}>
      <form
        className="pila"
        onSubmit={(event) => {
          event.preventDefault();
          alEnviar({ eleccion, identificacion: identificacion.trim(), razon: razon.trim() });
        }}
      >
        <p>
          {propuesta === null
            ? 'El acta no es de ninguna casilla aprobada. Otra persona tiene que confirmarlo.'
            : `Lo propuso ${propuesta.persona}. Si la imagen dice lo mismo, confírmelo; si no, corríjalo y quedará propuesto así.`}
        </p>
        <label className="entrada">
          <span>Elección</span>
          <select value={eleccion} onChange={(event) => setEleccion(event.currentTarget.value)}>
            {proceso.elecciones.map(({ clave, nombre }) => (
              <option key={clave} value={clave}>
                {nombre}
              </option>
            ))}
          </select>
        </label>
        <label className="entrada">
          <span>Lo que se lee de su identificación</span>
          <input
            value={identificacion}
            maxLength={300}
            required
            autoComplete="off"
            onChange={(event) => setIdentificacion(event.currentTarget.value)}
          />
        </label>
        <Razon valor={razon} alCambiar={setRazon} />
        <PieDeEnvio
          accion={propuesta === null ? 'Proponer' : 'Confirmar'}
          pedido={pedido}
          alCerrar={alCerrar}
          listo={identificacion.trim() !== '' && razon.trim() !== ''}
        />
      </form>
    </Dialogo>
  );
}
