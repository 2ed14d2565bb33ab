import { useEffect, useRef, useState } from 'react';
import { useParams } from 'wouter';
import type { CasoDeImagen, ClaveTecleadaEnServidor } from '../../../src/digitalizacion/contrato.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { Cargando, Falla, Vacio } from '../../comun/estados.tsx';
import { DialogoDeRazon } from '../acta/DialogoDeRazon.tsx';
import { Puesto } from '../acta/Puesto.tsx';
import { usePedido } from '../acta/pedido.ts';
import { ambitoDe, casillaDe } from '../acta/Titulo.tsx';
import { SIN_IMAGEN_A_LA_VISTA, useImagenALaVista } from '../acta/useImagenALaVista.ts';
import { useRegreso } from '../acta/useRegreso.ts';
import { useConsulta } from '../consulta.ts';
import { DialogoFueraDeCatalogo } from './DialogoFueraDeCatalogo.tsx';
import { type Casos, faltaDe } from './PorIdentificar.tsx';
import { POR_QUE_ESPERA } from './palabras.ts';
import './digitalizacion.css';

/** One image of which nobody knows the acta: it is looked at, and its clave is typed. */
export function Caso() {
  const { id = '' } = useParams<{ id: string }>();
  const regresar = useRegreso('/identificar');
  const { datos, error, recargar } = useConsulta<Casos>('/api/digitalizacion/casos', { cadaMs: 'nunca' });
  const caso = datos?.casos.find((one) => one.id === id);
  if (caso !== undefined) return <Identificar caso={caso} alRegresar={regresar} />;
  const back = (
    <button type="button" className="boton boton-ligero" onClick={() => regresar()}>
      Regresar a la lista
    </button>
  );
  return (
    <main className="pantalla">
      {datos !== undefined ? (
        <Vacio titulo="Esta imagen ya no está por identificar">
          <p>Alguien la identificó o la descartó.</p>
          {back}
        </Vacio>
      ) : error === undefined ? (
        <Cargando que="Trayendo la imagen…" />
      ) : (
        <Falla titulo="No se pudo traer la imagen" mensaje={error.mensaje} reintentar={recargar}>
          {back}
        </Falla>
      )}
    </main>
  );
}

type Abierto = 'nada' | 'descartar' | 'fuera';

function Identificar({
  caso,
  alRegresar,
}: {
  readonly caso: CasoDeImagen;
  readonly alRegresar: (hecho?: string) => void;
}) {
  const { id, razon, mensaje, imagen, leida, declarada, opine, propuesta } = caso;
  const [abierto, setAbierto] = useState<Abierto>('nada');
  const [clave, setClave] = useState('');
  const [nota, setNota] = useState<string | null>(null);
  const caja = useRef<HTMLInputElement>(null);
  const panel = useRef<HTMLElement>(null);
  const tecleo = usePedido();
  const otro = usePedido();
  const vista = useImagenALaVista(imagen);
  // On a phone the image is above: what is looked at first stays in sight.
  useEffect(() => {
    (opine ? panel.current : caja.current)?.focus({ preventScroll: true });
  }, [opine]);
  const ruta = `/api/digitalizacion/casos/${id}`;
  const cerrar = () => setAbierto('nada');
  const open = (que: Abierto) => {
    otro.olvidar();
    setAbierto(que);
  };

  async function type(): Promise<void> {
    if (vista.imagen === 'por_llegar') return setNota(SIN_IMAGEN_A_LA_VISTA);
    setNota(null);
    const answer = await tecleo.pedir<ClaveTecleadaEnServidor>(`${ruta}/clave`, { clave: clave.trim() });
    if (answer?.ok) alRegresar(answer.value.mensaje);
  }

  return (
    <Puesto
      titulo="Identificar"
      acta={`Llegó de ${caso.equipo}, ${caso.catd}`}
      cifras=""
      imagen={imagen}
      alMostrarse={vista.alMostrarse}
      renglon={null}
      ancho="lectura"
      refDePanel={panel}
      otras={[[['Esc'], 'dejar la caja', 'salir de la caja de la clave, para usar las demás teclas']]}
      teclas={[
        { tecla: 'T', que: 'teclear la clave', hacer: () => caja.current?.focus() },
        { tecla: 'F', que: 'fuera de catálogo', hacer: () => open('fuera') },
        { tecla: 'X', que: 'descartar', hacer: () => open('descartar') },
        { tecla: 'Escape', que: 'regresar', hacer: () => alRegresar() },
      ]}
      pie={
        <>
          <button type="button" className="boton" onClick={() => open('descartar')}>
            Descartar <kbd>X</kbd>
          </button>
          <button type="button" className="boton" onClick={() => open('fuera')}>
            Fuera de catálogo <kbd>F</kbd>
          </button>
        </>
      }
    >
      <div className="caso">
        <div>
          <h2>{POR_QUE_ESPERA[razon]}</h2>
          <p>{mensaje}</p>
        </div>
        {leida === null && declarada === null ? null : (
          <div className="caso-versiones">
            {leida === null ? null : <Version dicho="Su código dice" version={leida} />}
            {declarada === null ? null : <Version dicho="Quien la envió dijo" version={declarada} />}
          </div>
        )}
        {nota === null ? null : (
          <Aviso clase="informa">
            <p>{nota}</p>
          </Aviso>
        )}
        {tecleo.rechazo === null ? null : (
          <Aviso clase="falla" titulo="No se registró">
            <p>{tecleo.rechazo.mensaje}</p>
          </Aviso>
        )}
        {opine ? (
          <Aviso clase="informa" titulo="Usted ya la tecleó">
            <p>Falta que otra persona la mire y teclee su clave, sin que usted se la diga.</p>
          </Aviso>
        ) : (
          <form
            className="caso-clave"
            onSubmit={(event) => {
              event.preventDefault();
              void type();
            }}
          >
            <label className="entrada">
              <span>Clave del acta</span>
              <input
                ref={caja}
                value={clave}
                maxLength={80}
                required
                autoComplete="off"
                autoCapitalize="characters"
                spellCheck={false}
                onChange={(event) => setClave(event.currentTarget.value)}
                onKeyDown={(event) => {
                  if (event.key !== 'Escape') return;
                  event.preventDefault();
                  panel.current?.focus();
                }}
              />
              <small>La que está junto al código del acta, por ejemplo 160806C08002. {faltaDe(caso)}.</small>
            </label>
            <button
              type="submit"
              className="boton boton-principal"
              disabled={clave.trim() === ''}
              aria-disabled={tecleo.enCurso}
            >
              {tecleo.enCurso ? 'Enviando…' : 'Es esta clave'}
            </button>
          </form>
        )}
        {propuesta === null ? null : (
          <Aviso clase="informa" titulo="Se propuso fuera de catálogo">
            <p>
              {propuesta.persona}: {propuesta.eleccion}, «{propuesta.identificacion}». {propuesta.razon}
            </p>
          </Aviso>
        )}
      </div>
      {abierto === 'descartar' ? (
        <DialogoDeRazon
          titulo="Descartar la imagen"
          accion="Descartar"
          pedido={otro}
          alCerrar={cerrar}
          alEnviar={async (porque) => {
            const answer = await otro.pedir(`${ruta}/descarte`, { razon: porque });
            if (answer?.ok) alRegresar('Descartó la imagen.');
          }}
        >
          <p>No se usará para ninguna acta. Se guarda como evidencia, con su razón.</p>
        </DialogoDeRazon>
      ) : null}
      {abierto === 'fuera' ? (
        <DialogoFueraDeCatalogo
          propuesta={propuesta}
          pedido={otro}
          alCerrar={cerrar}
          alEnviar={async (cuerpo) => {
            const answer = await otro.pedir<{ readonly que: 'propuesta' | 'registrada' }>(
              `${ruta}/fuera-de-catalogo`,
              cuerpo,
            );
            if (!answer?.ok) return;
            alRegresar(
              answer.value.que === 'registrada'
                ? 'La imagen quedó registrada fuera de catálogo.'
                : 'Propuso que está fuera de catálogo: falta que otra persona lo confirme.',
            );
          }}
        />
      ) : null}
    </Puesto>
  );
}

function Version({
  dicho,
  version: { titulo },
}: {
  readonly dicho: string;
  readonly version: NonNullable<CasoDeImagen['leida']>;
}) {
  return (
    <section className="caso-version" aria-label={dicho}>
      <h3>{dicho}</h3>
      <p className="caso-casilla">{casillaDe(titulo)}</p>
      <p>{ambitoDe(titulo)}</p>
      <p className="gris">{titulo.clave}</p>
    </section>
  );
}
