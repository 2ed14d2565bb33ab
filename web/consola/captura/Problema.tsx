import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react';
import type { ProblemaConLaImagen } from '../../../src/captura/contrato.ts';
import { MOTIVOS_RECHAZO, type MotivoRechazo } from '../../../src/dominio/acta.ts';
import { Dialogo, PieDeDialogo } from '../../comun/Dialogo.tsx';
import { NOMBRE_DE_MOTIVO } from '../acta/palabras.ts';

const LARGO_MAXIMO = 500;

/** The image cannot be captured: why, with one digit, something more if it helps, and Enter. */
export function DialogoDeProblema({
  alEnviar,
  alCerrar,
}: {
  readonly alEnviar: (problema: ProblemaConLaImagen) => void;
  readonly alCerrar: () => void;
}) {
  const [motivo, setMotivo] = useState<MotivoRechazo | null>(null);
  const [razon, setRazon] = useState('');
  const [falta, setFalta] = useState<'nada' | 'motivo'>('nada');
  const options = useRef<HTMLFieldSetElement>(null);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (motivo !== null) return alEnviar({ motivo, razon: razon.trim() });
    setFalta('motivo');
    options.current?.querySelector('input')?.focus();
  };
  const choose = (event: KeyboardEvent) => {
    const chosen = MOTIVOS_RECHAZO[Number(event.key) - 1];
    if (chosen === undefined) return;
    event.preventDefault();
    setMotivo(chosen);
    options.current?.querySelector<HTMLInputElement>(`input[value="${chosen}"]`)?.focus();
  };

  return (
    <Dialogo titulo="Problema con la imagen" alCerrar={alCerrar}>
      <form className="pila" onSubmit={submit} noValidate>
        <p>La imagen se devuelve a digitalización y lo que tecleó de esta acta no se usa.</p>
        <fieldset
          ref={options}
          className="motivos"
          onKeyDown={choose}
          aria-describedby={falta === 'motivo' ? 'falta-motivo' : undefined}
        >
          <legend>¿Qué tiene?</legend>
          {MOTIVOS_RECHAZO.map((one, i) => (
            <label key={one}>
              <input
                type="radio"
                name="motivo"
                value={one}
                checked={motivo === one}
                onChange={() => setMotivo(one)}
                // Enter on a radio submits the form by itself.
                // biome-ignore lint/a11y/noAutofocus: the dialog was opened to choose this
                autoFocus={i === 0}
              />
              <kbd>{i + 1}</kbd> {NOMBRE_DE_MOTIVO[one]}
            </label>
          ))}
        </fieldset>
        {falta === 'motivo' && motivo === null ? (
          <p id="falta-motivo" className="falta" role="alert">
            Elija una razón: las teclas 1 a {MOTIVOS_RECHAZO.length}.
          </p>
        ) : null}
        <label className="entrada">
          <span>Algo más que ayude a digitalizarla (puede quedar vacío)</span>
          <input
            value={razon}
            onChange={(event) => setRazon(event.target.value)}
            maxLength={LARGO_MAXIMO}
            autoComplete="off"
          />
        </label>
        <PieDeDialogo>
          <button type="button" className="boton" onClick={alCerrar}>
            Volver al acta <kbd>Esc</kbd>
          </button>
          <button type="submit" className="boton boton-principal">
            Devolver la imagen <kbd>Intro</kbd>
          </button>
        </PieDeDialogo>
      </form>
    </Dialogo>
  );
}
