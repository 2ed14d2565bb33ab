import { useState } from 'react';
import type { ActaEnAcopio, HechasUnaPorUna } from '../../../src/acopio/contrato.ts';
import type { MotivoSinActa } from '../../../src/dominio/contabilizacion.ts';
import { Dialogo } from '../../comun/Dialogo.tsx';
import { formatCuantas } from '../../comun/formato.ts';
import { PieDeEnvio } from '../acta/DialogoDeRazon.tsx';
import { usePedido } from '../acta/pedido.ts';
import { Razon } from '../acta/Razon.tsx';
import { useSesion } from '../sesion.tsx';
import { ListaDeActas, Resultado } from './ListaDeActas.tsx';
import { ESPERA_DE_SIN_ACTA, NOMBRE_DE_SIN_ACTA } from './palabras.ts';

interface Grupo {
  readonly clave: string;
  readonly motivo: MotivoSinActa;
  readonly propone: string;
  readonly actas: readonly ActaEnAcopio[];
}

/** What somebody proposed as sin acta, for the second person: by who proposed it and why. */
export function SinActaPorConfirmar({
  actas,
  alCambiar,
}: {
  readonly actas: readonly ActaEnAcopio[];
  readonly alCambiar: () => void;
}) {
  const { puede, sesion } = useSesion();
  const [abierto, setAbierto] = useState<Grupo | null>(null);
  const grupos = groupsOf(actas);
  if (!puede('sin_acta:confirmar')) return null;
  return (
    <>
      {grupos.map((grupo) => (
        <div key={grupo.clave} className="hoja sin-acta-grupo">
          <p>
            <b>{formatCuantas(grupo.actas.length, 'acta espera', 'actas esperan')}</b> que otra persona
            confirme que no llegarán: {NOMBRE_DE_SIN_ACTA[grupo.motivo].toLowerCase()}.{' '}
            {grupo.propone === sesion.persona.clave
              ? 'Lo propuso usted: debe confirmarlo alguien más.'
              : `Lo propuso ${grupo.propone}.`}
          </p>
          <button type="button" className="boton" onClick={() => setAbierto(grupo)}>
            Revisar…
          </button>
        </div>
      ))}
      {abierto === null ? null : (
        <Respuesta
          grupo={abierto}
          propia={abierto.propone === sesion.persona.clave ? 'si' : 'no'}
          alCambiar={alCambiar}
          alCerrar={() => setAbierto(null)}
        />
      )}
    </>
  );
}

function groupsOf(actas: readonly ActaEnAcopio[]): readonly Grupo[] {
  const grupos = Map.groupBy(actas, ({ sinActa }) => `${sinActa?.propone} ${sinActa?.motivo}`);
  return [...grupos].flatMap(([clave, own]) => {
    const sinActa = own[0]?.sinActa;
    return sinActa == null ? [] : [{ clave, actas: own, motivo: sinActa.motivo, propone: sinActa.propone }];
  });
}

function Respuesta({
  grupo: { actas, motivo, propone },
  propia,
  alCambiar,
  alCerrar,
}: {
  readonly grupo: Grupo;
  readonly propia: 'si' | 'no';
  readonly alCambiar: () => void;
  readonly alCerrar: () => void;
}) {
  const pedido = usePedido();
  const [vista, setVista] = useState<'confirmar' | 'rechazar'>(propia === 'si' ? 'rechazar' : 'confirmar');
  const [razon, setRazon] = useState('');
  const [hechas, setHechas] = useState<HechasUnaPorUna | null>(null);
  const cuantas = formatCuantas(actas.length, 'acta', 'actas');

  async function submit(): Promise<void> {
    const [ruta, cuerpo] =
      vista === 'confirmar'
        ? [
            'confirmacion',
            { actas: actas.map(({ acta, sinActa }) => ({ acta, desde: sinActa?.desde ?? '' })) },
          ]
        : ['rechazo', { actas: actas.map(({ acta }) => acta), razon: razon.trim() }];
    const done = await pedido.pedir<HechasUnaPorUna>(
      `/api/acopio/sin-acta/${ruta}`,
      cuerpo,
      ESPERA_DE_SIN_ACTA,
    );
    if (!done?.ok) return;
    setHechas(done.value);
    alCambiar();
  }

  if (hechas !== null) {
    const n = hechas.hechas.length;
    return (
      <Resultado
        titulo="Sin acta"
        hechas={
          vista === 'confirmar'
            ? `${formatCuantas(n, 'acta quedó declarada', 'actas quedaron declaradas')} sin acta.`
            : `${formatCuantas(n, 'acta se sigue esperando', 'actas se siguen esperando')}.`
        }
        rechazadas={hechas.rechazadas}
        actas={actas}
        alCerrar={alCerrar}
      />
    );
  }
  return (
    <Dialogo titulo={`Sin acta: ${cuantas}`} alCerrar={alCerrar}>
      <form
        className="pila"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p>
          {propone} propuso declararlas sin acta: <b>{NOMBRE_DE_SIN_ACTA[motivo].toLowerCase()}</b>. Revise
          que de ninguna tenga el sobre.
        </p>
        <ListaDeActas actas={actas} />
        {propia === 'si' ? null : (
          <fieldset className="eleccion">
            <legend>Qué responde</legend>
            {(['confirmar', 'rechazar'] as const).map((cada) => (
              <label key={cada} className="opcion">
                <input
                  type="radio"
                  name="respuesta"
                  checked={vista === cada}
                  onChange={() => setVista(cada)}
                />
                {cada === 'confirmar' ? 'Confirmar: no llegarán' : 'Rechazar: se siguen esperando'}
              </label>
            ))}
          </fieldset>
        )}
        {vista === 'rechazar' ? <Razon valor={razon} alCambiar={setRazon} /> : null}
        <PieDeEnvio
          accion={vista === 'confirmar' ? `Confirmar ${cuantas}` : `Rechazar ${cuantas}`}
          pedido={pedido}
          alCerrar={alCerrar}
          listo={vista === 'confirmar' || razon.trim() !== ''}
        />
      </form>
    </Dialogo>
  );
}
