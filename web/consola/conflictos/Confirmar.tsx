import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ConflictoEnPantalla } from '../../../src/verificacion/contrato.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { Dialogo } from '../../comun/Dialogo.tsx';
import { formatCuantas, formatHora } from '../../comun/formato.ts';
import { DialogoDeRazon, PieDeEnvio } from '../acta/DialogoDeRazon.tsx';
import { type ControlDeLista, ListaDeCampos } from '../acta/ListaDeCampos.tsx';
import { Puesto, type TeclaDePuesto } from '../acta/Puesto.tsx';
import { textoDeLectura } from '../acta/palabras.ts';
import { usePedido } from '../acta/pedido.ts';
import { casillaDe } from '../acta/Titulo.tsx';
import { SIN_IMAGEN_A_LA_VISTA, useImagenALaVista } from '../acta/useImagenALaVista.ts';
import { rutaDeActa } from '../api.ts';
import { useSesion } from '../sesion.tsx';
import { Acordados } from './Proponer.tsx';

/**
 * The proposal of the coordinator beside the image: another person says whether it is so. Without a proposal, or for
 * whoever only looks, the same without the decision.
 */
export function Confirmar({
  conflicto,
  alcance,
  alRegresar,
  children,
}: {
  readonly conflicto: ConflictoEnPantalla;
  readonly alcance: 'decidir' | 'ver';
  readonly alRegresar: (hecho?: string) => void;
  readonly children: ReactNode;
}) {
  const { acta, titulo, campos, imagen, propuesta } = conflicto;
  const { proceso } = useSesion();
  const disputados = campos.filter(({ acordada }) => acordada === null);
  const [actual, setActual] = useState(disputados[0]?.clave ?? null);
  const [abierto, setAbierto] = useState<'nada' | 'confirmar' | 'rechazar'>('nada');
  const lista = useRef<ControlDeLista>(null);
  const pedidos = usePedido();
  // What is decided is what is on the screen: if there is another proposal by then, the server says so.
  const desde = propuesta?.desde;
  const cerrar = () => setAbierto('nada');
  const vista = useImagenALaVista(imagen);
  const [nota, setNota] = useState<string | null>(null);
  const open = (que: 'confirmar' | 'rechazar') => {
    pedidos.olvidar();
    if (vista.imagen === 'por_llegar') return setNota(SIN_IMAGEN_A_LA_VISTA);
    setNota(null);
    setAbierto(que);
  };
  useEffect(() => lista.current?.enfocar(), []);

  async function send(accion: 'confirmacion' | 'rechazo', cuerpo: unknown, hecho: string) {
    const answer = await pedidos.pedir(rutaDeActa('/api/conflictos', acta, accion), cuerpo);
    if (answer?.ok) alRegresar(hecho);
  }

  const decide: readonly TeclaDePuesto[] =
    alcance === 'ver'
      ? []
      : [
          { tecla: 'A', que: 'aceptar la propuesta', hacer: () => open('confirmar') },
          { tecla: 'X', que: 'rechazarla', hacer: () => open('rechazar') },
        ];
  const propuesto = (clave: string) => propuesta?.lecturas[clave];
  return (
    <Puesto
      titulo="Conflicto"
      acta={titulo}
      cifras={formatCuantas(disputados.length, 'campo en disputa', 'campos en disputa')}
      imagen={imagen}
      alMostrarse={vista.alMostrarse}
      renglon={campos.find(({ clave }) => clave === actual)?.renglon ?? null}
      otras={[[['Intro', '↓', '↑'], 'recorrer']]}
      teclas={[...decide, { tecla: 'Escape', que: 'regresar', hacer: () => alRegresar() }]}
      pie={
        alcance === 'ver' ? null : (
          <>
            <button type="button" className="boton" onClick={() => open('rechazar')}>
              Rechazar <kbd>X</kbd>
            </button>
            <button type="button" className="boton boton-principal" onClick={() => open('confirmar')}>
              Aceptar la propuesta <kbd>A</kbd>
            </button>
          </>
        )
      }
    >
      {children}
      {nota === null ? null : (
        <Aviso clase="informa">
          <p>{nota}</p>
        </Aviso>
      )}
      {propuesta === null ? null : (
        <div className="bloque">
          <p className="gris">
            {propuesta.propone} propuso a las {formatHora(propuesta.desde, proceso.huso)}:
          </p>
          <blockquote className="cita">{propuesta.razon}</blockquote>
        </div>
      )}
      <h2 className="grupo-titulo bloque">En disputa</h2>
      <ListaDeCampos
        ref={lista}
        etiqueta="Campos en disputa"
        orden="corrido"
        filas={disputados.map(({ lecturas, ...campo }) => ({
          ...campo,
          lectura: propuesto(campo.clave) ?? null,
          marcas: [`leyeron ${lecturas.map(textoDeLectura).join(', ')}`],
          advertida: true,
        }))}
        actual={actual}
        alCambiar={setActual}
        senalados={null}
      />
      <h2 className="grupo-titulo bloque">Lo que sí coincidió</h2>
      <Acordados campos={campos} actual={actual} alCambiar={setActual} />

      {abierto === 'confirmar' ? (
        <Dialogo titulo="¿Es lo que dice la imagen?" alCerrar={cerrar}>
          <form
            className="pila"
            onSubmit={(event) => {
              event.preventDefault();
              void send(
                'confirmacion',
                { desde },
                `Confirmó cómo se resuelve ${casillaDe(titulo)}. Pasa a verificación.`,
              );
            }}
          >
            <ul className="valores-por-confirmar">
              {disputados.map(({ clave, etiqueta }) => {
                const lectura = propuesto(clave);
                return (
                  <li key={clave}>
                    {etiqueta} <b>{lectura === undefined ? '' : textoDeLectura(lectura)}</b>
                  </li>
                );
              })}
            </ul>
            <PieDeEnvio accion="Confirmar" pedido={pedidos} alCerrar={cerrar} listo foco="en_el_boton" />
          </form>
        </Dialogo>
      ) : null}
      {abierto === 'rechazar' ? (
        <DialogoDeRazon
          titulo="Rechazar la propuesta"
          accion="Rechazar"
          pedido={pedidos}
          alCerrar={cerrar}
          alEnviar={(razon) =>
            void send(
              'rechazo',
              { razon, desde },
              `Rechazó la propuesta para ${casillaDe(titulo)}. La coordinación hará otra.`,
            )
          }
        >
          <p>El conflicto vuelve a la coordinación con su razón.</p>
        </DialogoDeRazon>
      ) : null}
    </Puesto>
  );
}
