import { useEffect, useRef, useState } from 'react';
import type { Lecturas } from '../../../src/dominio/consolidacion.ts';
import type { Lectura } from '../../../src/dominio/lectura.ts';
import type { ConflictoEnPantalla, ResolucionPropuesta } from '../../../src/verificacion/contrato.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { formatCuantas } from '../../comun/formato.ts';
import { DialogoDeImagen } from '../acta/DialogoDeImagen.tsx';
import { ListaDeCampos } from '../acta/ListaDeCampos.tsx';
import { Puesto } from '../acta/Puesto.tsx';
import { usePedido } from '../acta/pedido.ts';
import { Razon } from '../acta/Razon.tsx';
import { casillaDe } from '../acta/Titulo.tsx';
import { SIN_IMAGEN_A_LA_VISTA, useImagenALaVista } from '../acta/useImagenALaVista.ts';
import { rutaDeActa } from '../api.ts';
import { type Decidida, Disputa, lecturaDecidida } from './Disputa.tsx';

/** The coordinator says what each disputed field is, and why; another person confirms. */
export function Proponer({
  conflicto,
  alRegresar,
}: {
  readonly conflicto: ConflictoEnPantalla;
  readonly alRegresar: (hecho?: string) => void;
}) {
  const { acta, titulo, campos, imagen } = conflicto;
  const disputados = campos.filter(({ acordada }) => acordada === null);
  const [actual, setActual] = useState(disputados[0]?.clave ?? null);
  const [decididas, setDecididas] = useState<Readonly<Record<string, Decidida>>>({});
  const [razon, setRazon] = useState('');
  const [abierto, setAbierto] = useState<'nada' | 'imagen'>('nada');
  const [revisado, setRevisado] = useState<'sin_revisar' | 'revisado'>('sin_revisar');
  const [nota, setNota] = useState<string | null>(null);
  const vista = useImagenALaVista(imagen);
  const formulario = useRef<HTMLFormElement>(null);
  const pedidos = usePedido();

  useEffect(() => formulario.current?.querySelector('input')?.focus(), []);

  const lecturas: Record<string, Lectura> = {};
  for (const { clave } of disputados) {
    const lectura = lecturaDecidida(decididas[clave]);
    if (lectura !== null) lecturas[clave] = lectura;
  }
  const faltan = disputados.filter(({ clave }) => lecturas[clave] === undefined);

  async function send(accion: 'propuesta' | 'imagen', cuerpo: unknown, hecho: string) {
    const answer = await pedidos.pedir(rutaDeActa('/api/conflictos', acta, accion), cuerpo);
    if (answer?.ok) alRegresar(hecho);
  }
  function propose() {
    setRevisado('revisado');
    const [first] = faltan;
    if (first !== undefined) {
      document.querySelector<HTMLElement>(`[data-disputa="${first.clave}"] input`)?.focus();
      return;
    }
    if (razon.trim() === '') {
      formulario.current?.querySelector('textarea')?.focus();
      return;
    }
    if (vista.imagen === 'por_llegar') return setNota(SIN_IMAGEN_A_LA_VISTA);
    setNota(null);
    const cuerpo: ResolucionPropuesta = { lecturas: lecturas as Lecturas, razon: razon.trim() };
    void send(
      'propuesta',
      cuerpo,
      `Propuso cómo resolver ${casillaDe(titulo)}. Falta que otra persona la confirme.`,
    );
  }

  return (
    <Puesto
      titulo="Conflicto"
      acta={titulo}
      cifras={formatCuantas(disputados.length, 'campo en disputa', 'campos en disputa')}
      imagen={imagen}
      alMostrarse={vista.alMostrarse}
      renglon={campos.find(({ clave }) => clave === actual)?.renglon ?? null}
      otras={[
        [['↑', '↓'], 'elegir la lectura'],
        [['Tab'], 'siguiente campo'],
      ]}
      teclas={[
        {
          tecla: 'P',
          que: 'pedir otra imagen',
          hacer: () => {
            pedidos.olvidar();
            setAbierto('imagen');
          },
        },
        { tecla: 'Escape', que: 'regresar', hacer: () => alRegresar() },
      ]}
      pie={
        <button
          type="submit"
          form="propuesta"
          className="boton boton-principal"
          aria-disabled={pedidos.enCurso}
        >
          {pedidos.enCurso ? 'Enviando…' : 'Proponer'}
        </button>
      }
    >
      <form
        id="propuesta"
        ref={formulario}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          propose();
        }}
      >
        <p className="bloque gris">
          Tres personas leyeron distinto. Elija lo que dice la imagen; usted propone y otra persona confirma.
        </p>
        {disputados.map((campo) => (
          <Disputa
            key={campo.clave}
            campo={campo}
            decidida={decididas[campo.clave] ?? null}
            esActual={campo.clave === actual}
            falta={revisado === 'revisado' && lecturas[campo.clave] === undefined}
            alEntrar={() => setActual(campo.clave)}
            alDecidir={(decidida) => setDecididas((now) => ({ ...now, [campo.clave]: decidida }))}
          />
        ))}
        <div className="razon-de-propuesta">
          <Razon
            etiqueta="¿Por qué?"
            ayuda="Qué se ve en la imagen. Intro propone. Queda en la historia del acta."
            valor={razon}
            alCambiar={setRazon}
            error={revisado === 'revisado' && razon.trim() === '' ? 'Escriba la razón.' : null}
          />
        </div>
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
      </form>
      <h2 className="grupo-titulo bloque">Lo que sí coincidió</h2>
      <Acordados campos={campos} actual={actual} alCambiar={setActual} />
      {abierto === 'imagen' ? (
        <DialogoDeImagen
          consecuencia="El acta sale del conflicto y vuelve a digitalización; si ya llegó otra imagen, esa se captura completa."
          pedido={pedidos}
          alCerrar={() => setAbierto('nada')}
          alEnviar={(cuerpo) => void send('imagen', cuerpo, `Pidió otra imagen de ${casillaDe(titulo)}.`)}
        />
      ) : null}
    </Puesto>
  );
}

/** The fields on which they agreed, for context. */
export function Acordados({
  campos,
  actual,
  alCambiar,
}: {
  readonly campos: ConflictoEnPantalla['campos'];
  readonly actual: string | null;
  readonly alCambiar: (clave: string) => void;
}) {
  const filas = campos.flatMap(({ acordada, ...campo }) =>
    acordada === null ? [] : [{ ...campo, lectura: acordada, marcas: [] }],
  );
  return (
    <ListaDeCampos
      etiqueta="Campos acordados"
      filas={filas}
      actual={actual}
      alCambiar={alCambiar}
      senalados={null}
    />
  );
}
