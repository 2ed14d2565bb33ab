import { useState } from 'react';
import type { PersonaEnLista } from '../../../src/acceso/contrato.ts';
import type { Refusal } from '../../../src/dominio/result.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { post } from '../api.ts';
import { rutaDePersona } from './rutas.ts';

/** Who is waiting, with the four digits that both must be reading. */
export function PorConfirmar({
  personas,
  alConfirmar,
}: {
  readonly personas: readonly PersonaEnLista[];
  readonly alConfirmar: () => void;
}) {
  const [enCurso, setEnCurso] = useState<string | null>(null);
  const [falla, setFalla] = useState<Refusal | null>(null);
  const [hecho, setHecho] = useState('');

  async function confirm({ clave, nombre }: PersonaEnLista): Promise<void> {
    setEnCurso(clave);
    const confirmed = await post(rutaDePersona(clave, 'confirmacion'));
    setEnCurso(null);
    setFalla(confirmed.ok ? null : confirmed.error);
    setHecho(confirmed.ok ? `${nombre} ya puede entrar.` : '');
    alConfirmar();
  }

  return (
    <div className="por-confirmar-todo">
      <p className="solo-lector" role="status">
        {hecho}
      </p>
      {falla === null ? null : (
        <Aviso clase="falla" titulo="No se confirmó">
          {falla.mensaje}
        </Aviso>
      )}
      {personas.length === 0 ? null : (
        <section aria-labelledby="por-confirmar" className="hoja por-confirmar">
          <h2 id="por-confirmar">Esperan que usted las confirme</h2>
          <p className="gris">
            Vea a la persona y su identificación, y pídale que lea en voz alta los cuatro números de su
            pantalla. Confirme solo si son estos.
          </p>
          <ul>
            {personas.map((persona) => (
              <li key={persona.clave}>
                <span>
                  <b>{persona.nombre}</b>
                  <small className="gris">
                    {persona.clave} · {persona.nombreDeRol}
                  </small>
                </span>
                <b className="cotejo">
                  {/* Digit by digit: four thousand and something is not what the other person reads. */}
                  <span className="solo-lector">{persona.cotejo?.split('').join(' ') ?? ''}</span>
                  <span aria-hidden="true">{persona.cotejo ?? '····'}</span>
                </b>
                <button
                  type="button"
                  className="boton boton-principal"
                  disabled={enCurso !== null}
                  aria-label={`Coinciden: confirmar a ${persona.nombre}`}
                  onClick={() => void confirm(persona)}
                >
                  Coinciden
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
