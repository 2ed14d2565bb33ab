import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Refusal } from '../../../src/dominio/result.ts';
import type { TareaDeVerificacion, TareaDeVerificacionONada } from '../../../src/verificacion/contrato.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { Dialogo, PieDeDialogo } from '../../comun/Dialogo.tsx';
import { formatCuantas, formatCuentaRegresiva } from '../../comun/formato.ts';
import { ahoraDelServidor, useAhora } from '../../comun/reloj.ts';
import { DialogoDeImagen } from '../acta/DialogoDeImagen.tsx';
import { DialogoDeRazon } from '../acta/DialogoDeRazon.tsx';
import { type ControlDeLista, ListaDeCampos } from '../acta/ListaDeCampos.tsx';
import { Puesto, type TeclaDePuesto } from '../acta/Puesto.tsx';
import { NOMBRE_DE_MARCA } from '../acta/palabras.ts';
import type { Pedidos } from '../acta/pedido.ts';
import { SIN_IMAGEN_A_LA_VISTA, useImagenALaVista } from '../acta/useImagenALaVista.ts';
import { useSenalados } from '../acta/useSenalados.ts';
import { rutaDeActa } from '../api.ts';
import { useAntesDeSalir } from '../sesion.tsx';
import { DialogoDeIdentificacion } from './DialogoDeIdentificacion.tsx';

type Abierto = 'nada' | 'aceptar' | 'recaptura' | 'imagen' | 'identificacion';

const ACTAS = '/api/verificacion/actas';
/** Before this many seconds the time that is left is not said: nobody works better with a clock running. */
const AVISA_DESDE_S = 60;

/** One acta: its image and, row by row, what was captured. Nothing can be typed over. */
export function ActaPorVerificar({
  tarea,
  trabajo,
  pedidos,
  alContestar,
  alPedirOtra,
  alDescansar,
}: {
  readonly tarea: TareaDeVerificacion;
  readonly trabajo: TareaDeVerificacionONada;
  readonly pedidos: Pedidos;
  readonly alContestar: (trabajo: TareaDeVerificacionONada) => void;
  readonly alPedirOtra: () => void;
  /** the acta was given back, and no other is wanted for now */
  readonly alDescansar: (trabajo: TareaDeVerificacionONada) => void;
}) {
  const { campos, advertencias } = tarea;
  const [actual, setActual] = useState(campos[0]?.clave ?? null);
  const [senalados, toggle] = useSenalados();
  const [abierto, setAbierto] = useState<Abierto>('nada');
  const [nota, setNota] = useState<string | null>(null);
  const lista = useRef<ControlDeLista>(null);
  const aceptar = useRef<HTMLButtonElement>(null);
  const { imagen, alMostrarse } = useImagenALaVista(tarea.imagen);
  const { enCurso, rechazo } = pedidos;

  // A new acta begins at its first row, whatever was being done with the one before.
  useEffect(() => lista.current?.enfocar(), []);

  async function send(accion: string, cuerpo?: unknown) {
    setNota(null);
    const answer = await pedidos.pedir<TareaDeVerificacionONada>(
      rutaDeActa(ACTAS, tarea.acta, accion),
      cuerpo,
    );
    if (answer?.ok) alContestar(answer.value);
  }
  async function rest() {
    const answer = await pedidos.pedir<TareaDeVerificacionONada>(rutaDeActa(ACTAS, tarea.acta, 'devolucion'));
    if (answer?.ok) alDescansar(answer.value);
  }
  // Whoever leaves does not take the acta with them until its time is over.
  useAntesDeSalir(async () => {
    await pedidos.pedir(rutaDeActa(ACTAS, tarea.acta, 'devolucion'));
    return 'salir';
  });
  function open(que: Abierto) {
    pedidos.olvidar();
    setNota(null);
    setAbierto(que);
  }
  function accept() {
    if (imagen === 'por_llegar') setNota(SIN_IMAGEN_A_LA_VISTA);
    else if (senalados.size > 0) {
      setNota(
        `Marcó ${formatCuantas(senalados.size, 'campo', 'campos')} para recaptura. Envíelos con E, o quite las marcas con X y acepte el acta.`,
      );
    } else if (advertencias.length > 0) open('aceptar');
    else void send('aceptacion');
  }
  function mark() {
    setNota(null);
    if (actual !== null) toggle(actual);
  }
  function recapture() {
    if (senalados.size > 0) open('recaptura');
    else setNota('Ningún campo está marcado. Póngase en el que no coincide y márquelo con X.');
  }

  const marcados = campos.filter(({ clave }) => senalados.has(clave));
  // A warning about the whole acta points at no row.
  const warned = new Set(
    advertencias.flatMap((one) => (one.campos.length * 2 < campos.length ? one.campos : [])),
  );
  const teclas: readonly TeclaDePuesto[] = [
    {
      tecla: 'A',
      que: 'aceptar',
      larga: 'aceptar el acta: lo capturado es lo que dice la imagen',
      hacer: accept,
    },
    { tecla: 'X', que: 'marcar', larga: 'marcar el campo, o quitarle la marca, para recaptura', hacer: mark },
    {
      tecla: 'E',
      que: 'enviar lo marcado',
      larga: 'enviar a recaptura los campos marcados',
      hacer: recapture,
    },
    {
      tecla: 'P',
      que: 'otra imagen',
      larga: 'pedir otra imagen: se devuelve a digitalización',
      hacer: () => open('imagen'),
    },
    {
      tecla: 'F',
      que: 'no es de esta casilla',
      larga: 'proponer que es de otra casilla o que está fuera de catálogo',
      hacer: () => open('identificacion'),
    },
    {
      tecla: 'D',
      que: 'descanso',
      larga: 'descanso: el acta vuelve a la fila y la recibe otra persona',
      hacer: () => void rest(),
    },
  ];
  const cerrar = () => setAbierto('nada');

  return (
    <Puesto
      titulo="Verificación"
      acta={tarea.titulo}
      cifras={`${formatCuantas(trabajo.enEstaHora, 'acta', 'actas')} en esta hora · ${formatCuantas(trabajo.enEspera, 'en espera', 'en espera')}`}
      imagen={tarea.imagen}
      alMostrarse={alMostrarse}
      renglon={campos.find(({ clave }) => clave === actual)?.renglon ?? null}
      teclas={teclas}
      otras={[[['Intro', '↓', '↑'], 'recorrer', 'campo siguiente y anterior']]}
      pie={
        <>
          <button type="button" className="boton" onClick={recapture}>
            {marcados.length === 0
              ? 'Recaptura'
              : `Enviar ${formatCuantas(marcados.length, 'campo', 'campos')}`}{' '}
            <kbd>E</kbd>
          </button>
          <button
            ref={aceptar}
            type="button"
            className="boton boton-principal"
            onClick={accept}
            aria-disabled={enCurso}
          >
            Aceptar el acta <kbd>A</kbd>
          </button>
        </>
      }
    >
      <Plazo vence={tarea.vence} alPedirOtra={alPedirOtra} />
      {nota === null ? null : (
        <Aviso clase="informa">
          <p>{nota}</p>
        </Aviso>
      )}
      {rechazo === null || abierto !== 'nada' ? null : (
        <Rechazo rechazo={rechazo} alPedirOtra={alPedirOtra} />
      )}
      {advertencias.length === 0 ? null : (
        <Advertencias mensajes={advertencias.map(({ mensaje }) => mensaje)} />
      )}
      <ListaDeCampos
        ref={lista}
        etiqueta="Valores capturados"
        filas={campos.map(({ marcas, ...campo }) => ({
          ...campo,
          marcas: marcas.flatMap((marca) => NOMBRE_DE_MARCA[marca] ?? []),
          advertida: warned.has(campo.clave),
        }))}
        actual={actual}
        alCambiar={setActual}
        alTerminar={() => aceptar.current?.focus()}
        senalados={{ claves: senalados, que: 'recapturar' }}
      />

      {abierto === 'aceptar' ? (
        <Dialogo titulo="¿Aceptar el acta con estas advertencias?" alCerrar={cerrar}>
          <p>Acepte si lo capturado es lo que dice la imagen, aunque las cuentas no cuadren.</p>
          <Advertencias mensajes={advertencias.map(({ mensaje }) => mensaje)} />
          {rechazo === null ? null : <Rechazo rechazo={rechazo} alPedirOtra={alPedirOtra} />}
          <PieDeDialogo>
            <button type="button" className="boton" onClick={cerrar}>
              Revisar otra vez <kbd>Esc</kbd>
            </button>
            <button
              type="button"
              className="boton boton-principal"
              // biome-ignore lint/a11y/noAutofocus: a second Enter accepts
              autoFocus
              onClick={() => void send('aceptacion')}
            >
              Aceptar el acta <kbd>Intro</kbd>
            </button>
          </PieDeDialogo>
        </Dialogo>
      ) : null}
      {abierto === 'recaptura' ? (
        <DialogoDeRazon
          titulo={`Enviar ${formatCuantas(marcados.length, 'campo', 'campos')} a recaptura`}
          accion="Enviar a recaptura"
          pedido={pedidos}
          alCerrar={cerrar}
          alEnviar={(razon) => void send('recaptura', { campos: marcados.map(({ clave }) => clave), razon })}
        >
          <p>
            {marcados.map(({ numero, etiqueta }) => `${numero} ${etiqueta}`).join(', ')}. Dos personas que no
            han visto esta acta los capturan otra vez; lo demás queda como está.
          </p>
        </DialogoDeRazon>
      ) : null}
      {abierto === 'imagen' ? (
        <DialogoDeImagen
          consecuencia="El acta vuelve a digitalización. Si ya llegó otra imagen, esa se captura completa."
          pedido={pedidos}
          alCerrar={cerrar}
          alEnviar={(cuerpo) => void send('imagen', cuerpo)}
        />
      ) : null}
      {abierto === 'identificacion' ? (
        <DialogoDeIdentificacion
          tarea={tarea}
          pedido={pedidos}
          alCerrar={cerrar}
          alEnviar={(propuesta) => void send('identificacion', propuesta)}
        />
      ) : null}
    </Puesto>
  );
}

function Advertencias({ mensajes }: { readonly mensajes: readonly string[] }): ReactNode {
  return (
    <ul className="advertencias" aria-label="Advertencias">
      {mensajes.map((mensaje) => (
        <li key={mensaje}>{mensaje}</li>
      ))}
    </ul>
  );
}

/** What the server answered when it did not do it. If the acta is not one's own any more, how to go on. */
function Rechazo({ rechazo, alPedirOtra }: { readonly rechazo: Refusal; readonly alPedirOtra: () => void }) {
  const isLost = PERDIDA.includes(rechazo.codigo);
  return (
    <Aviso
      clase="falla"
      titulo={isLost ? 'El acta ya no está con usted' : 'No se hizo'}
      acciones={
        isLost ? (
          // biome-ignore lint/a11y/noAutofocus: nothing else can be done with this acta
          <button type="button" className="boton" autoFocus onClick={alPedirOtra}>
            Pedir la siguiente
          </button>
        ) : null
      }
    >
      <p>{rechazo.mensaje}</p>
    </Aviso>
  );
}

const PERDIDA: readonly string[] = [
  'ASIGNACION_VENCIDA',
  'SIN_ASIGNACION',
  'FASE_NO_LO_PERMITE',
  'SIN_LUGAR',
];

/** The time that is left, when little is, and what to do when there is none. */
function Plazo({ vence, alPedirOtra }: { readonly vence: string; readonly alPedirOtra: () => void }) {
  useAhora(1_000);
  const left = (Date.parse(vence) - ahoraDelServidor().getTime()) / 1000;
  if (left > AVISA_DESDE_S) return null;
  if (left > 0) {
    return (
      <p className="plazo">
        Le quedan <b>{formatCuentaRegresiva(left)}</b> para esta acta.
      </p>
    );
  }
  return (
    <Aviso
      clase="advierte"
      titulo="Terminó el tiempo de esta acta"
      acciones={
        <button type="button" className="boton" onClick={alPedirOtra}>
          Pedir otra
        </button>
      }
    >
      <p>Otra persona puede recibirla.</p>
    </Aviso>
  );
}
