import { useState } from 'react';
import type { ActaEnAcopio, HechasUnaPorUna } from '../../../src/acopio/contrato.ts';
import type { MotivoSinActa } from '../../../src/dominio/contabilizacion.ts';
import { Dialogo } from '../../comun/Dialogo.tsx';
import { formatCuantas } from '../../comun/formato.ts';
import { PieDeEnvio } from '../acta/DialogoDeRazon.tsx';
import { usePedido } from '../acta/pedido.ts';
import '../acta/dialogos.css';
import { ListaDeActas, Resultado } from './ListaDeActas.tsx';
import { ESPERA_DE_SIN_ACTA, NOMBRE_DE_SIN_ACTA } from './palabras.ts';

/** Says why some actas will not arrive; another person confirms it on their own screen. */
export function ProponerSinActa({
  actas,
  alCambiar,
  alCerrar,
}: {
  readonly actas: readonly ActaEnAcopio[];
  readonly alCambiar: () => void;
  readonly alCerrar: () => void;
}) {
  const pedido = usePedido();
  const [motivo, setMotivo] = useState<MotivoSinActa | null>(null);
  const [hechas, setHechas] = useState<HechasUnaPorUna | null>(null);
  const cuantas = formatCuantas(actas.length, 'acta', 'actas');

  async function submit(): Promise<void> {
    const ids = actas.map(({ acta }) => acta);
    const done = await pedido.pedir<HechasUnaPorUna>(
      '/api/acopio/sin-acta',
      { actas: ids, motivo },
      ESPERA_DE_SIN_ACTA,
    );
    if (!done?.ok) return;
    setHechas(done.value);
    alCambiar();
  }

  if (hechas !== null) {
    return (
      <Resultado
        titulo="Proponer sin acta"
        hechas={`${formatCuantas(hechas.hechas.length, 'acta propuesta', 'actas propuestas')}. Falta que otra persona lo confirme en su pantalla.`}
        rechazadas={hechas.rechazadas}
        actas={actas}
        alCerrar={alCerrar}
      />
    );
  }
  return (
    <Dialogo titulo={`Proponer sin acta: ${cuantas}`} alCerrar={alCerrar}>
      <form
        className="pila"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p>
          Nada cambia hasta que otra persona lo confirme. Si mientras tanto llega el sobre o la imagen, la
          propuesta se retira sola.
        </p>
        <fieldset className="opciones">
          <legend>Por qué no llegará</legend>
          {Object.entries(NOMBRE_DE_SIN_ACTA).map(([clave, nombre], i) => (
            <label key={clave} className="opcion">
              <input
                type="radio"
                name="motivo"
                // biome-ignore lint/a11y/noAutofocus: the reason is the only thing that is asked
                autoFocus={i === 0}
                checked={motivo === clave}
                onChange={() => setMotivo(clave as MotivoSinActa)}
              />
              {nombre}
            </label>
          ))}
        </fieldset>
        <ListaDeActas actas={actas} />
        <PieDeEnvio
          accion={`Proponer ${cuantas}`}
          pedido={pedido}
          alCerrar={alCerrar}
          listo={motivo !== null}
        />
      </form>
    </Dialogo>
  );
}
