import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { Advertencia } from '../../../src/dominio/advertencias.ts';
import type { CampoEnPantalla } from '../../../src/proceso/en-pantalla.ts';

/**
 * Before sending: every warning at once, beside the image. With its digit one goes to the field; with E it is sent as
 * it is. Not Enter: who types fast would confirm without reading.
 */
export function Revision({
  advertencias,
  campos,
  alIr,
  alConfirmar,
  alVolver,
}: {
  readonly advertencias: readonly Advertencia[];
  readonly campos: readonly CampoEnPantalla[];
  readonly alIr: (clave: string) => void;
  readonly alConfirmar: () => void;
  readonly alVolver: () => void;
}) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus(), []);
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const clave = advertencias[Number(event.key) - 1]?.campos[0];
    if (clave !== undefined) alIr(clave);
    else if (event.key.toUpperCase() === 'E') alConfirmar();
    else if (event.key === 'Escape') alVolver();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section
      ref={panel}
      className="revision"
      tabIndex={-1}
      aria-label="Revise antes de enviar"
      onKeyDown={press}
    >
      <h2>Revise antes de enviar</h2>
      <ol>
        {advertencias.map(({ codigo, mensaje, campos: about }, i) => (
          <li key={codigo}>
            <button
              type="button"
              className="revision-ir"
              onClick={() => about[0] !== undefined && alIr(about[0])}
            >
              <kbd>{i + 1}</kbd>
              <span>
                {mensaje} <small>{namesOf(about, campos)}</small>
              </span>
            </button>
          </li>
        ))}
      </ol>
      <p className="gris">Si así está escrito en el acta, envíela así.</p>
      <div className="revision-pie">
        <button type="button" className="boton" onClick={alVolver}>
          Volver <kbd>Esc</kbd>
        </button>
        <button type="button" className="boton boton-principal" onClick={alConfirmar}>
          Así dice: enviar <kbd>E</kbd>
        </button>
      </div>
    </section>
  );
}

const CUANTOS = 4;

/** `Campos 5 PAN, 6 PRI`; many are not listed. */
function namesOf(about: readonly string[], campos: readonly CampoEnPantalla[]): string {
  const named = campos.filter(({ clave }) => about.includes(clave));
  if (named.length === 0 || named.length > CUANTOS) return '';
  const list = named.map(({ numero, etiqueta }) => `${numero} ${etiqueta}`).join(', ');
  return named.length === 1 ? `Campo ${list}` : `Campos ${list}`;
}
