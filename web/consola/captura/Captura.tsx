import { useCallback, useState } from 'react';
import { Aviso } from '../../comun/Aviso.tsx';
import { Dialogo, PieDeDialogo } from '../../comun/Dialogo.tsx';
import { Cargando, Falla, Vacio } from '../../comun/estados.tsx';
import { ahoraDelServidor } from '../../comun/reloj.ts';
import { ambitoDe, casillaDe } from '../acta/Titulo.tsx';
import { useAntesDeSalir, useSesion } from '../sesion.tsx';
import { ActaEnCaptura } from './ActaEnCaptura.tsx';
import { Barra } from './Barra.tsx';
import type { EstadoDeMesa, Mesa, NoticiaDeActa } from './contrato-de-mesa.ts';
import type { Guardado } from './guardado.ts';
import { DialogoDeTeclas, Leyenda } from './Teclas.tsx';
import { useMesa } from './useMesa.ts';
import './captura.css';
import './formulario.css';

/** What must be answered before resting or leaving. */
type Pregunta =
  | { readonly que: 'descansar' }
  | { readonly que: 'salir'; readonly responder: (como: 'salir' | 'quedarse') => void };

/** Capture of actas by keyboard, the image beside the form. */
export function Captura() {
  const { sesion, salir } = useSesion();
  const { mesa, guardado, estado } = useMesa(sesion.persona.clave);
  const [ayuda, setAyuda] = useState<'cerrada' | 'abierta'>('cerrada');
  const [pregunta, setPregunta] = useState<Pregunta | null>(null);
  const [noDescansa, setNoDescansa] = useState<string | null>(null);
  const [disco, setDisco] = useState<'guardado' | 'sin_lugar'>('guardado');
  const { actual } = estado;

  const halfTyped = () => actual !== null && guardado.borrador(actual.acta) !== null;
  const rest = async () => {
    setPregunta(null);
    setNoDescansa((await mesa.pausar())?.mensaje ?? null);
  };
  useAntesDeSalir(async () => {
    if (halfTyped() || estado.porEnviar.length > 0) {
      const answer = await new Promise<'salir' | 'quedarse'>((responder) =>
        setPregunta({ que: 'salir', responder }),
      );
      setPregunta(null);
      if (answer === 'quedarse') return 'quedarse';
    }
    // So that nobody waits for these actas; if it cannot be, their time runs out.
    await mesa.pausar();
    for (const { acta } of guardado.borradores()) {
      if (!estado.porEnviar.some((item) => item.acta === acta)) guardado.quitarBorrador(acta);
    }
    return 'salir';
  });

  const keep = useCallback(
    (textos: Readonly<Record<string, string>>, campo: string) => {
      if (actual === null) return;
      const { acta, titulo, imagen } = actual;
      const momento = ahoraDelServidor().toISOString();
      setDisco(guardado.guardarBorrador({ acta, titulo, imagen: imagen.sha256, textos, campo, momento }));
      mesa.teclea();
    },
    [actual, guardado, mesa],
  );

  return (
    <main className="captura">
      <Barra estado={estado} />
      <Avisos noticias={estado.noticias} alDescartar={mesa.descartar} noDescansa={noDescansa} disco={disco} />
      {estado.fase === 'capturando' && actual !== null ? (
        <ActaEnCaptura
          key={`${actual.acta} ${actual.imagen.sha256}`}
          tarea={actual}
          borrador={draftOf(guardado, actual)}
          alTeclear={keep}
          alEnviar={(captura) => mesa.enviar(actual.acta, captura)}
          alReportar={(problema) => mesa.reportar(actual.acta, problema)}
          alOrdenar={(orden) => {
            if (orden === 'teclas') setAyuda('abierta');
            else if (orden === 'entendido') {
              const [first] = estado.noticias;
              if (first !== undefined) mesa.descartar(first.id);
            } else if (halfTyped()) setPregunta({ que: 'descansar' });
            else void rest();
          }}
        />
      ) : (
        <SinActa estado={estado} mesa={mesa} alSalir={() => void salir()} />
      )}
      <Leyenda />
      {ayuda === 'abierta' ? <DialogoDeTeclas alCerrar={() => setAyuda('cerrada')} /> : null}
      {pregunta?.que === 'descansar' ? (
        <Confirmacion
          titulo="Tiene un acta a medias"
          mensaje="Si descansa ahora, vuelve a la fila y quizá la capture otra persona. Lo que tecleó queda aquí por si le vuelve a tocar."
          seguir="Terminarla primero"
          dejar="Descansar"
          alSeguir={() => setPregunta(null)}
          alDejar={() => void rest()}
        />
      ) : null}
      {pregunta?.que === 'salir' ? (
        <Confirmacion
          titulo={estado.porEnviar.length > 0 ? 'Hay actas que no se han enviado' : 'Tiene un acta a medias'}
          mensaje={
            estado.porEnviar.length > 0
              ? `Sin enviar: ${estado.porEnviar.map(({ titulo }) => casillaDe(titulo)).join('; ')}. Si sale ahora se enviarán cuando entre otra vez en esta computadora.`
              : 'Si sale ahora, el acta vuelve a la fila y lo que tecleó de ella se borra.'
          }
          seguir="Quedarse"
          dejar="Salir"
          alSeguir={() => pregunta.responder('quedarse')}
          alDejar={() => pregunta.responder('salir')}
        />
      ) : null}
    </main>
  );
}

/** What was typed of this very image. */
function draftOf(guardado: Guardado, { acta, imagen }: NonNullable<EstadoDeMesa['actual']>) {
  const borrador = guardado.borrador(acta);
  return borrador?.imagen === imagen.sha256 ? borrador : null;
}

function Avisos({
  noticias,
  alDescartar,
  noDescansa,
  disco,
}: {
  readonly noticias: readonly NoticiaDeActa[];
  readonly alDescartar: (id: number) => void;
  readonly noDescansa: string | null;
  readonly disco: 'guardado' | 'sin_lugar';
}) {
  return (
    <div className="captura-avisos">
      {noticias.map(({ id, titulo, mensaje, desenlace }) => (
        <Aviso
          key={id}
          clase="falla"
          titulo={`${casillaDe(titulo)} (${ambitoDe(titulo)})`}
          acciones={
            <button type="button" className="boton" onClick={() => alDescartar(id)}>
              Entendido <kbd>X</kbd>
            </button>
          }
        >
          <p>
            {mensaje} {desenlace}
          </p>
        </Aviso>
      ))}
      {noDescansa === null ? null : (
        <Aviso clase="advierte" titulo="No se pudo pausar">
          <p>{noDescansa}</p>
        </Aviso>
      )}
      {disco === 'guardado' ? null : (
        <Aviso clase="advierte" titulo="Esta computadora no puede guardar lo que teclea">
          <p>
            Puede seguir, pero si la página se cierra se perderá el acta a medias. Avise a su coordinación.
          </p>
        </Aviso>
      )}
    </div>
  );
}

/** Every state in which there is no acta in front. */
function SinActa({
  estado,
  mesa,
  alSalir,
}: {
  readonly estado: EstadoDeMesa;
  readonly mesa: Mesa;
  readonly alSalir: () => void;
}) {
  switch (estado.fase) {
    case 'abriendo':
    case 'capturando':
      return <Cargando que="Pidiendo un acta…" />;
    case 'vacia':
      return (
        <Vacio titulo="No hay actas en espera">
          <p>Esta pantalla pregunta cada 5&nbsp;s. Cuando llegue una, aparecerá aquí.</p>
          <button type="button" className="boton" onClick={() => void mesa.pausar()}>
            Descansar
          </button>
        </Vacio>
      );
    case 'por_enviar':
      return estado.red === 'bien' ? (
        <Cargando que="Enviando…" />
      ) : (
        <Vacio titulo={estado.red === 'sin_red' ? 'Sin red' : 'El servidor no contesta'}>
          <p>
            {estado.porEnviar.length === 1
              ? 'Un acta se enviará'
              : `${estado.porEnviar.length} actas se enviarán`}{' '}
            en cuanto vuelva: {estado.porEnviar.map(({ titulo }) => casillaDe(titulo)).join('; ')}. Se intenta
            cada 3&nbsp;s; lo que tecleó está guardado en esta computadora.
          </p>
        </Vacio>
      );
    case 'en_pausa':
      return (
        <Vacio titulo="En descanso">
          <p>Sus actas volvieron a la fila. Al continuar recibirá la que siga.</p>
          <div className="fila">
            {/* biome-ignore lint/a11y/noAutofocus: to come back is one key */}
            <button type="button" className="boton boton-principal" autoFocus onClick={() => mesa.abrir()}>
              Continuar <kbd>Intro</kbd>
            </button>
            <button type="button" className="boton" onClick={alSalir}>
              Salir
            </button>
          </div>
        </Vacio>
      );
    case 'falla':
      return (
        <Falla
          titulo="No se pudo pedir un acta"
          mensaje={`${estado.falla?.mensaje ?? ''} Esta pantalla lo intenta cada 5 s.`}
          reintentar={() => mesa.hayRed()}
        />
      );
  }
}

function Confirmacion({
  titulo,
  mensaje,
  seguir,
  dejar,
  alSeguir,
  alDejar,
}: {
  readonly titulo: string;
  readonly mensaje: string;
  readonly seguir: string;
  readonly dejar: string;
  readonly alSeguir: () => void;
  readonly alDejar: () => void;
}) {
  return (
    <Dialogo titulo={titulo} alCerrar={alSeguir}>
      <p>{mensaje}</p>
      <PieDeDialogo>
        <button type="button" className="boton" onClick={alDejar}>
          {dejar}
        </button>
        {/* biome-ignore lint/a11y/noAutofocus: the one that loses nothing */}
        <button type="button" className="boton boton-principal" autoFocus onClick={alSeguir}>
          {seguir}
        </button>
      </PieDeDialogo>
    </Dialogo>
  );
}
