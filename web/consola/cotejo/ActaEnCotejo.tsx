import { useEffect, useRef, useState } from 'react';
import { useParams } from 'wouter';
import type { ActaEnCotejo as Acta } from '../../../src/cotejo/contrato.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { Cargando, Falla } from '../../comun/estados.tsx';
import { formatCuantas, formatHora } from '../../comun/formato.ts';
import { DialogoDeImagen } from '../acta/DialogoDeImagen.tsx';
import { DialogoDeRazon } from '../acta/DialogoDeRazon.tsx';
import { type ControlDeLista, ListaDeCampos } from '../acta/ListaDeCampos.tsx';
import { Puesto } from '../acta/Puesto.tsx';
import { NOMBRE_DE_COTEJO } from '../acta/palabras.ts';
import { usePedido } from '../acta/pedido.ts';
import { casillaDe } from '../acta/Titulo.tsx';
import { useRegreso } from '../acta/useRegreso.ts';
import { useSenalados } from '../acta/useSenalados.ts';
import { rutaDeActa } from '../api.ts';
import { useConsulta } from '../consulta.ts';
import { useSesion } from '../sesion.tsx';

/** The paper acta in hand against what is published, beside its image. */
export function ActaEnCotejo() {
  const { acta = '' } = useParams<{ acta: string }>();
  const regresar = useRegreso('/cotejo');
  const { datos, error, recargar } = useConsulta<Acta>(rutaDeActa('/api/cotejo/actas', acta), {
    cadaMs: 'nunca',
  });
  if (datos !== undefined) return <Comparar acta={datos} alRegresar={regresar} />;
  return (
    <main className="pantalla">
      {error === undefined ? (
        <Cargando que="Trayendo el acta…" />
      ) : (
        <Falla titulo="No se pudo traer el acta" mensaje={error.mensaje} reintentar={recargar}>
          <button type="button" className="boton boton-ligero" onClick={() => regresar()}>
            Regresar a la lista
          </button>
        </Falla>
      )}
    </main>
  );
}

function Comparar({
  acta: { acta, titulo, imagen, campos, cotejo, corte, verificada },
  alRegresar,
}: {
  readonly acta: Acta;
  readonly alRegresar: (hecho?: string) => void;
}) {
  const { proceso } = useSesion();
  const [actual, setActual] = useState(campos[0]?.clave ?? null);
  const [senalados, toggle] = useSenalados();
  const [abierto, setAbierto] = useState<'nada' | 'correccion' | 'imagen'>('nada');
  const [nota, setNota] = useState<string | null>(null);
  const lista = useRef<ControlDeLista>(null);
  const igual = useRef<HTMLButtonElement>(null);
  const pedidos = usePedido();
  useEffect(() => lista.current?.enfocar(), []);

  async function send(accion: 'confirmacion' | 'correccion' | 'imagen', cuerpo: unknown, hecho: string) {
    setNota(null);
    const answer = await pedidos.pedir(rutaDeActa('/api/cotejo/actas', acta, accion), cuerpo);
    if (answer?.ok) alRegresar(hecho);
  }
  function open(que: 'correccion' | 'imagen') {
    pedidos.olvidar();
    setNota(null);
    setAbierto(que);
  }
  const casilla = casillaDe(titulo);
  function confirm() {
    if (senalados.size === 0) return void send('confirmacion', {}, `${casilla}: igual al papel.`);
    setNota(
      `Marcó ${formatCuantas(senalados.size, 'campo distinto', 'campos distintos')} del papel. Pida la corrección con E, o quite las marcas con X.`,
    );
  }
  function correct() {
    if (senalados.size > 0) open('correccion');
    else setNota('Ningún campo está marcado. Póngase en el que no es como el papel y márquelo con X.');
  }
  function mark() {
    setNota(null);
    if (actual !== null) toggle(actual);
  }
  const marcados = campos.filter(({ clave }) => senalados.has(clave));
  const cerrar = () => setAbierto('nada');

  return (
    <Puesto
      titulo="Cotejo"
      acta={titulo}
      cifras={`${NOMBRE_DE_COTEJO[cotejo]} · verificada a las ${formatHora(verificada, proceso.huso)} · ${
        corte === null ? 'saldrá en el siguiente corte' : `publicada desde el corte ${corte}`
      }`}
      imagen={imagen}
      renglon={campos.find(({ clave }) => clave === actual)?.renglon ?? null}
      otras={[[['Intro', '↓', '↑'], 'recorrer']]}
      teclas={[
        { tecla: 'A', que: 'igual al papel', hacer: confirm },
        {
          tecla: 'X',
          que: 'marcar lo distinto',
          larga: 'marcar lo que no es como el papel, o quitar la marca',
          hacer: mark,
        },
        { tecla: 'E', que: 'pedir corrección', hacer: correct },
        { tecla: 'P', que: 'pedir otra imagen', hacer: () => open('imagen') },
        { tecla: 'Escape', que: 'regresar', hacer: () => alRegresar() },
      ]}
      pie={
        <>
          <button type="button" className="boton" onClick={correct}>
            {marcados.length === 0
              ? 'Pedir corrección'
              : `Corregir ${formatCuantas(marcados.length, 'campo', 'campos')}`}{' '}
            <kbd>E</kbd>
          </button>
          <button
            ref={igual}
            type="button"
            className="boton boton-principal"
            aria-disabled={pedidos.enCurso}
            onClick={confirm}
          >
            Igual al papel <kbd>A</kbd>
          </button>
        </>
      }
    >
      {cotejo === 2 ? (
        <Aviso clase="informa">
          <p>Ya se pidió corregirla. Lo publicado sigue igual hasta que la corrección se verifique.</p>
        </Aviso>
      ) : null}
      {nota === null ? null : (
        <Aviso clase="informa">
          <p>{nota}</p>
        </Aviso>
      )}
      {pedidos.rechazo === null || abierto !== 'nada' ? null : (
        <Aviso clase="falla" titulo="No se hizo">
          <p>{pedidos.rechazo.mensaje}</p>
        </Aviso>
      )}
      <ListaDeCampos
        ref={lista}
        etiqueta="Valores publicados"
        filas={campos.map((campo) => ({ ...campo, marcas: [] }))}
        actual={actual}
        alCambiar={setActual}
        alTerminar={() => igual.current?.focus()}
        senalados={{ claves: senalados, que: 'distinto' }}
      />
      {abierto === 'correccion' ? (
        <DialogoDeRazon
          titulo={`Pedir la corrección de ${formatCuantas(marcados.length, 'campo', 'campos')}`}
          accion="Pedir la corrección"
          pedido={pedidos}
          alCerrar={cerrar}
          alEnviar={(razon) =>
            void send(
              'correccion',
              { campos: marcados.map(({ clave }) => clave), razon },
              `${casilla}: se pidió la corrección.`,
            )
          }
        >
          <p>
            {marcados.map(({ numero, etiqueta }) => `${numero} ${etiqueta}`).join(', ')}. Dos personas los
            capturan otra vez desde la imagen. Lo publicado no cambia hasta que se verifique, y la historia
            queda.
          </p>
        </DialogoDeRazon>
      ) : null}
      {abierto === 'imagen' ? (
        <DialogoDeImagen
          consecuencia="El acta se digitaliza otra vez. Lo publicado se queda como está mientras tanto."
          pedido={pedidos}
          alCerrar={cerrar}
          alEnviar={(cuerpo) => void send('imagen', cuerpo, `${casilla}: se pidió otra imagen.`)}
        />
      ) : null}
    </Puesto>
  );
}
