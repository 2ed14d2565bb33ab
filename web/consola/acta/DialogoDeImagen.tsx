import { useState } from 'react';
import { MOTIVOS_RECHAZO, type MotivoRechazo } from '../../../src/dominio/acta.ts';
import type { ImagenRechazada } from '../../../src/verificacion/contrato.ts';
import { Dialogo } from '../../comun/Dialogo.tsx';
import { PieDeEnvio } from './DialogoDeRazon.tsx';
import { NOMBRE_DE_MOTIVO } from './palabras.ts';
import type { Pedido } from './pedido.ts';
import { Razon } from './Razon.tsx';
import './dialogos.css';

/** Sends the acta to be digitized again: why the image cannot be used, and something more if it helps. */
export function DialogoDeImagen({
  consecuencia,
  pedido,
  alEnviar,
  alCerrar,
}: {
  /** what happens to the acta meanwhile */
  readonly consecuencia: string;
  readonly pedido: Pedido;
  readonly alEnviar: (cuerpo: ImagenRechazada) => void;
  readonly alCerrar: () => void;
}) {
  const [motivo, setMotivo] = useState<MotivoRechazo | null>(null);
  const [razon, setRazon] = useState('');
  return (
    <Dialogo titulo="Pedir otra imagen" alCerrar={alCerrar}>
      <form
        className="pila"
        onSubmit={(event) => {
          event.preventDefault();
          if (motivo !== null) alEnviar({ motivo, razon: razon.trim() || NOMBRE_DE_MOTIVO[motivo] });
        }}
      >
        <p>{consecuencia}</p>
        <fieldset className="opciones">
          <legend>¿Qué tiene la imagen?</legend>
          {MOTIVOS_RECHAZO.map((one) => (
            <label key={one} className="opcion">
              <input
                type="radio"
                name="motivo"
                required
                checked={motivo === one}
                onChange={() => setMotivo(one)}
              />
              {NOMBRE_DE_MOTIVO[one]}
            </label>
          ))}
        </fieldset>
        <Razon
          etiqueta="Algo más que deba saber quien la digitalice"
          ayuda="Puede quedar vacío. Intro envía."
          valor={razon}
          alCambiar={setRazon}
          opcional
        />
        <PieDeEnvio accion="Pedir otra imagen" pedido={pedido} alCerrar={alCerrar} listo={motivo !== null} />
      </form>
    </Dialogo>
  );
}
