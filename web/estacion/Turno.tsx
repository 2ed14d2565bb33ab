import { type SubmitEvent, useLayoutEffect, useRef, useState } from 'react';
import type { EstadoDeEstacion } from '../../src/catd/contrato.ts';
import { Aviso } from '../comun/Aviso.tsx';
import { Dialogo, PieDeDialogo } from '../comun/Dialogo.tsx';
import { formatFechaHora } from '../comun/formato.ts';
import { post } from './pedir.ts';

/** Who is at the station, always in sight; it is the same button that changes it. */
export function EnTurno({
  turno,
  alAbrir,
}: {
  readonly turno: EstadoDeEstacion['turno'];
  readonly alAbrir: () => void;
}) {
  return (
    <button
      type="button"
      className={turno === null ? 'estacion-turno turno-falta' : 'estacion-turno'}
      aria-haspopup="dialog"
      title={turno?.nombre}
      onClick={alAbrir}
    >
      {turno === null ? (
        <>
          <span aria-hidden="true">▲</span> ¿Quién está?
        </>
      ) : (
        <>
          <span className="turno-etiqueta">En la estación:</span> <b>{turno.nombre}</b>
        </>
      )}
    </button>
  );
}

/** Somebody says that they are there: their name from the list, or typed when the list does not have it. */
export function Turno({
  estado: { turno, personas, proceso },
  alCerrar,
}: {
  readonly estado: EstadoDeEstacion;
  readonly alCerrar: () => void;
}) {
  const [texto, setTexto] = useState('');
  const [problema, setProblema] = useState<string | null>(null);
  const lista = useRef<HTMLUListElement>(null);
  // Not on a name: what a reader of codes writes ends with Intro, and would choose it.
  useLayoutEffect(() => lista.current?.focus(), []);

  async function say(quien: string | null): Promise<void> {
    const done = await post('/api/turno', { quien });
    if (done.ok) return alCerrar();
    setProblema(done.error.mensaje);
    setTexto('');
  }
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (texto.trim() !== '') void say(texto);
  }

  return (
    <Dialogo titulo="¿Quién está en la estación?" alCerrar={alCerrar}>
      <p className="gris">
        {turno === null
          ? 'Lo que se registre y se digitalice desde ahora lleva su nombre.'
          : `${turno.nombre}, desde ${formatFechaHora(turno.desde, proceso.huso)}. Al cambiar de turno, elija quién sigue.`}
      </p>
      {personas.length === 0 ? null : (
        <ul className="turno-personas" ref={lista} tabIndex={-1} aria-label="Personas de este CATD">
          {personas.map(({ clave, nombre }) => (
            <li key={clave}>
              <button
                type="button"
                className="mesa-opcion turno-persona"
                aria-pressed={turno?.clave === clave}
                onClick={() => void say(clave)}
              >
                <b>{nombre}</b> <span className="gris">{clave}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <form className="pila" onSubmit={submit}>
        <label className="entrada">
          <span>
            {personas.length === 0 ? 'Su nombre y apellidos' : 'Otra persona: su nombre y apellidos'}
          </span>
          <input
            // biome-ignore lint/a11y/noAutofocus: without a list, it is all that there is to answer
            autoFocus={personas.length === 0}
            value={texto}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => setTexto(target.value)}
          />
          {personas.length === 0 ? (
            <small>La lista de personas del CATD se recibe del servidor cuando hay red.</small>
          ) : null}
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
          {turno === null ? null : (
            <button type="button" className="boton" onClick={() => void say(null)}>
              Nadie por ahora
            </button>
          )}
          <button type="submit" className="boton boton-principal" disabled={texto.trim() === ''}>
            Usar este nombre
          </button>
        </PieDeDialogo>
      </form>
    </Dialogo>
  );
}
