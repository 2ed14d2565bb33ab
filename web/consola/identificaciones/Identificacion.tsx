import { useEffect, useRef, useState } from 'react';
import { useParams } from 'wouter';
import type { IdentificacionPendiente } from '../../../src/verificacion/contrato.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { Dialogo } from '../../comun/Dialogo.tsx';
import { Cargando, Falla, Vacio } from '../../comun/estados.tsx';
import { formatHora } from '../../comun/formato.ts';
import { DialogoDeRazon, PieDeEnvio } from '../acta/DialogoDeRazon.tsx';
import { Puesto } from '../acta/Puesto.tsx';
import { usePedido } from '../acta/pedido.ts';
import { ambitoDe, casillaDe } from '../acta/Titulo.tsx';
import { SIN_IMAGEN_A_LA_VISTA, useImagenALaVista } from '../acta/useImagenALaVista.ts';
import { useRegreso } from '../acta/useRegreso.ts';
import { rutaDeActa } from '../api.ts';
import { useConsulta } from '../consulta.ts';
import { useSesion } from '../sesion.tsx';
import { destinoDe, type Pendientes } from './Identificaciones.tsx';
import './identificaciones.css';

/** One proposal about what an image is, for a second person to decide. */
export function Identificacion() {
  const { acta = '' } = useParams<{ acta: string }>();
  const regresar = useRegreso('/identificaciones');
  const { datos, error, recargar } = useConsulta<Pendientes>('/api/identificaciones', { cadaMs: 'nunca' });
  const pendiente = datos?.pendientes.find((one) => one.acta === acta);
  if (pendiente !== undefined) return <Decidir pendiente={pendiente} alRegresar={regresar} />;
  const back = (
    <button type="button" className="boton boton-ligero" onClick={() => regresar()}>
      Regresar a la lista
    </button>
  );
  return (
    <main className="pantalla">
      {datos !== undefined ? (
        <Vacio titulo="Esta propuesta ya no está pendiente">
          <p>Alguien la decidió, o el acta cambió. Lo que pasó está en la historia del acta.</p>
          {back}
        </Vacio>
      ) : error === undefined ? (
        <Cargando que="Trayendo la propuesta…" />
      ) : (
        <Falla titulo="No se pudo traer la propuesta" mensaje={error.mensaje} reintentar={recargar}>
          {back}
        </Falla>
      )}
    </main>
  );
}

function Decidir({
  pendiente,
  alRegresar,
}: {
  readonly pendiente: IdentificacionPendiente;
  readonly alRegresar: (hecho?: string) => void;
}) {
  const { acta, titulo, imagen, propone, desde, propuesta, destino } = pendiente;
  const { proceso } = useSesion();
  const [abierto, setAbierto] = useState<'nada' | 'confirmar' | 'rechazar'>('nada');
  const panel = useRef<HTMLElement>(null);
  const pedidos = usePedido();
  useEffect(() => panel.current?.focus(), []);
  // What is decided is what is on the screen: if there is another proposal by then, the server says so.
  const cerrar = () => setAbierto('nada');
  const vista = useImagenALaVista(imagen);
  const [nota, setNota] = useState<string | null>(null);
  const open = (que: 'confirmar' | 'rechazar') => {
    pedidos.olvidar();
    if (vista.imagen === 'por_llegar') return setNota(SIN_IMAGEN_A_LA_VISTA);
    setNota(null);
    setAbierto(que);
  };
  async function send(accion: 'confirmacion' | 'rechazo', cuerpo: unknown, hecho: string) {
    const answer = await pedidos.pedir(rutaDeActa('/api/identificaciones', acta, accion), cuerpo);
    if (answer?.ok) alRegresar(hecho);
  }

  return (
    <Puesto
      titulo="Identificación"
      acta={titulo}
      cifras=""
      imagen={imagen}
      alMostrarse={vista.alMostrarse}
      renglon={null}
      ancho="lectura"
      refDePanel={panel}
      otras={[]}
      teclas={[
        { tecla: 'A', que: 'aceptar la propuesta', hacer: () => open('confirmar') },
        { tecla: 'X', que: 'rechazarla', hacer: () => open('rechazar') },
        { tecla: 'Escape', que: 'regresar', hacer: () => alRegresar() },
      ]}
      pie={
        <>
          <button type="button" className="boton" onClick={() => open('rechazar')}>
            Rechazar <kbd>X</kbd>
          </button>
          <button type="button" className="boton boton-principal" onClick={() => open('confirmar')}>
            Aceptar la propuesta <kbd>A</kbd>
          </button>
        </>
      }
    >
      <div className="identificacion">
        {nota === null ? null : (
          <Aviso clase="informa">
            <p>{nota}</p>
          </Aviso>
        )}
        <h2>¿De qué casilla es la imagen?</h2>
        <div className="versiones">
          <section className="version" aria-labelledby="registrada">
            <h3 id="registrada">Se registró como</h3>
            <p className="version-casilla">{casillaDe(titulo)}</p>
            <p>{ambitoDe(titulo)}</p>
            <p className="gris">{titulo.clave}</p>
          </section>
          <section className="version" aria-labelledby="propuesta">
            <h3 id="propuesta">Se propone</h3>
            {propuesta.tipo === 'fuera_de_catalogo' ? (
              <>
                <p className="version-casilla">Fuera de catálogo</p>
                <p>Dice: «{propuesta.identificacion}»</p>
              </>
            ) : (
              <>
                <p className="version-casilla">{destino === null ? propuesta.acta : casillaDe(destino)}</p>
                {destino === null ? null : (
                  <>
                    <p>{ambitoDe(destino)}</p>
                    <p className="gris">{destino.clave}</p>
                  </>
                )}
              </>
            )}
          </section>
        </div>
        <div>
          <p className="gris">
            {propone}, a las {formatHora(desde, proceso.huso)}:
          </p>
          <blockquote className="cita">{propuesta.razon}</blockquote>
        </div>
        <p>
          Compare el encabezado de la imagen con las dos. Si acepta,{' '}
          {propuesta.tipo === 'fuera_de_catalogo'
            ? 'la imagen se registra fuera de catálogo y esta acta vuelve a esperar la suya.'
            : 'la imagen pasa a la casilla propuesta, se captura allá completa, y esta acta vuelve a esperar la suya.'}
        </p>
      </div>
      {abierto === 'confirmar' ? (
        <Dialogo titulo="¿Aceptar la propuesta?" alCerrar={cerrar}>
          <form
            className="pila"
            onSubmit={(event) => {
              event.preventDefault();
              void send(
                'confirmacion',
                { desde },
                `Aceptó: la imagen de ${casillaDe(titulo)} es ${destinoDe(pendiente)}.`,
              );
            }}
          >
            <p>
              La imagen de <b>{casillaDe(titulo)}</b> es <b>{destinoDe(pendiente)}</b>.
            </p>
            <PieDeEnvio accion="Aceptar" pedido={pedidos} alCerrar={cerrar} listo foco="en_el_boton" />
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
              `Rechazó la propuesta: la imagen sigue en ${casillaDe(titulo)}.`,
            )
          }
        >
          <p>La imagen se queda en {casillaDe(titulo)}, y el acta vuelve a verificación.</p>
        </DialogoDeRazon>
      ) : null}
    </Puesto>
  );
}
