import { type SubmitEvent, useState } from 'react';
import type { ImagenEnEstacion } from '../../src/catd/contrato.ts';
import type { DocumentoQueSeDice } from '../../src/dominio/documento.ts';
import { Aviso } from '../comun/Aviso.tsx';
import { Dialogo, PieDeDialogo } from '../comun/Dialogo.tsx';
import { Documento } from '../comun/Documento.tsx';
import { post } from './pedir.ts';

type Abierto = 'nada' | 'clave' | 'descarte';

/**
 * What whoever has the paper may do with an image that was not sent by itself. Scanning again is not a button: when
 * the better one arrives, this one steps aside.
 */
export function Decision({
  imagen,
  alDecidir,
}: {
  readonly imagen: ImagenEnEstacion;
  readonly alDecidir: () => void;
}) {
  const [abierto, setAbierto] = useState<Abierto>('nada');
  const [problema, setProblema] = useState<string | null>(null);
  const [documento, setDocumento] = useState<DocumentoQueSeDice>(imagen.documento);

  async function ask(orden: 'envio' | 'descarte', cuerpo: unknown): Promise<void> {
    const done = await post(`/api/imagenes/${imagen.id}/${orden}`, cuerpo);
    setProblema(done.ok ? null : done.error.mensaje);
    if (!done.ok) return;
    setAbierto('nada');
    alDecidir();
  }

  const needsClave = imagen.acta === null;
  return (
    <div className="fila decision">
      <Documento documento={documento} alCambiar={setDocumento} />
      {needsClave ? (
        <button
          type="button"
          className={imagen.razon === 'CALIDAD' ? 'boton' : 'boton boton-principal'}
          onClick={() => setAbierto('clave')}
        >
          Escribir su clave…
        </button>
      ) : null}
      <button
        type="button"
        className="boton"
        onClick={() => void ask('envio', { declarada: null, documento })}
      >
        {imagen.situacion === 'por_decidir' ? 'Enviar así' : 'Enviar otra vez'}
      </button>
      {imagen.situacion === 'por_decidir' ? (
        <button type="button" className="boton" onClick={() => setAbierto('descarte')}>
          No enviar…
        </button>
      ) : null}
      {problema === null || abierto !== 'nada' ? null : (
        <Aviso clase="falla">
          <p>{problema}</p>
        </Aviso>
      )}
      {abierto === 'clave' ? (
        <Pregunta
          titulo="¿De qué acta es?"
          etiqueta="Clave del acta"
          ayuda="Está impresa junto al código. Dos personas de su CATD la confirman en «Por identificar»."
          boton="Enviar con esta clave"
          problema={problema}
          alContestar={(declarada) => void ask('envio', { declarada, documento })}
          alCerrar={() => setAbierto('nada')}
        />
      ) : null}
      {abierto === 'descarte' ? (
        <Pregunta
          titulo="¿Por qué no se envía?"
          etiqueta="Razón"
          ayuda="La imagen no se borra: se conserva en esta computadora con la razón."
          boton="No enviarla"
          problema={problema}
          alContestar={(razon) => void ask('descarte', { razon })}
          alCerrar={() => setAbierto('nada')}
        />
      ) : null}
    </div>
  );
}

function Pregunta({
  titulo,
  etiqueta,
  ayuda,
  boton,
  problema,
  alContestar,
  alCerrar,
}: {
  readonly titulo: string;
  readonly etiqueta: string;
  readonly ayuda: string;
  readonly boton: string;
  readonly problema: string | null;
  readonly alContestar: (texto: string) => void;
  readonly alCerrar: () => void;
}) {
  const [texto, setTexto] = useState('');
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (texto.trim() !== '') alContestar(texto.trim());
  }
  return (
    <Dialogo titulo={titulo} alCerrar={alCerrar}>
      <form className="pila" onSubmit={submit}>
        <label className="entrada">
          <span>{etiqueta}</span>
          <input
            // biome-ignore lint/a11y/noAutofocus: the dialog was opened to type in it
            autoFocus
            value={texto}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => setTexto(target.value)}
          />
          <small>{ayuda}</small>
        </label>
        {problema === null ? null : (
          <Aviso clase="falla">
            <p>{problema}</p>
          </Aviso>
        )}
        <PieDeDialogo>
          <button type="button" className="boton" onClick={alCerrar}>
            Regresar
          </button>
          <button type="submit" className="boton boton-principal">
            {boton}
          </button>
        </PieDeDialogo>
      </form>
    </Dialogo>
  );
}
