import { useState } from 'react';
import type { PropuestaDeIdentificacion, TareaDeVerificacion } from '../../../src/verificacion/contrato.ts';
import { Dialogo } from '../../comun/Dialogo.tsx';
import { type ActaElegida, BuscarActa } from '../acta/BuscarActa.tsx';
import { PieDeEnvio } from '../acta/DialogoDeRazon.tsx';
import type { Pedido } from '../acta/pedido.ts';
import { Razon } from '../acta/Razon.tsx';
import { casillaDe } from '../acta/Titulo.tsx';
import '../acta/dialogos.css';

const IDENTIFICACION_MAXIMA = 200;

/** The image is of no casilla of the catalogue, or of another one: a proposal, which a second person confirms. */
export function DialogoDeIdentificacion({
  tarea,
  pedido,
  alEnviar,
  alCerrar,
}: {
  readonly tarea: TareaDeVerificacion;
  readonly pedido: Pedido;
  readonly alEnviar: (propuesta: PropuestaDeIdentificacion) => void;
  readonly alCerrar: () => void;
}) {
  const [tipo, setTipo] = useState<PropuestaDeIdentificacion['tipo'] | null>(null);
  const [identificacion, setIdentificacion] = useState('');
  const [elegida, setElegida] = useState<ActaElegida | null>(null);
  const [razon, setRazon] = useState('');
  const propuesta = propuestaDe(tipo, identificacion.trim(), elegida, razon.trim());

  return (
    <Dialogo titulo={`No es ${casillaDe(tarea.titulo)}`} alCerrar={alCerrar}>
      <form
        className="pila"
        onSubmit={(event) => {
          event.preventDefault();
          if (propuesta !== null) alEnviar(propuesta);
        }}
      >
        <p>
          Usted propone; otra persona, en la coordinación, lo confirma o lo rechaza con la imagen a la vista.
          Mientras tanto nada cambia y el acta espera.
        </p>
        <fieldset className="opciones">
          <legend>¿Qué es la imagen?</legend>
          <label className="opcion">
            <input
              type="radio"
              name="tipo"
              required
              checked={tipo === 'otra_acta'}
              onChange={() => setTipo('otra_acta')}
            />
            El acta de otra casilla
          </label>
          <label className="opcion">
            <input
              type="radio"
              name="tipo"
              required
              checked={tipo === 'fuera_de_catalogo'}
              onChange={() => setTipo('fuera_de_catalogo')}
            />
            Un acta fuera de catálogo: de una casilla que no está aprobada, o que no se puede identificar
          </label>
        </fieldset>
        {tipo === 'otra_acta' ? (
          <BuscarActa
            eleccion={tarea.titulo.eleccion.clave}
            excepto={tarea.acta}
            elegida={elegida}
            alElegir={setElegida}
          />
        ) : null}
        {tipo === 'fuera_de_catalogo' ? (
          <label className="entrada">
            <span>¿Qué se puede leer de su identificación?</span>
            <input
              type="text"
              required
              maxLength={IDENTIFICACION_MAXIMA}
              autoComplete="off"
              placeholder="Sección 9871, tipo B"
              value={identificacion}
              onChange={(event) => setIdentificacion(event.currentTarget.value)}
            />
            <small>Como está escrito. Si no se lee nada, diga «Sin datos de identificación».</small>
          </label>
        ) : null}
        {tipo === null ? null : <Razon etiqueta="¿En qué se nota?" valor={razon} alCambiar={setRazon} />}
        <PieDeEnvio accion="Proponer" pedido={pedido} alCerrar={alCerrar} listo={propuesta !== null} />
      </form>
    </Dialogo>
  );
}

function propuestaDe(
  tipo: PropuestaDeIdentificacion['tipo'] | null,
  identificacion: string,
  elegida: ActaElegida | null,
  razon: string,
): PropuestaDeIdentificacion | null {
  if (razon === '') return null;
  if (tipo === 'otra_acta') return elegida === null ? null : { tipo, acta: elegida.acta, razon };
  if (tipo === 'fuera_de_catalogo') return identificacion === '' ? null : { tipo, identificacion, razon };
  return null;
}
