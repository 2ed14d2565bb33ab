import { type KeyboardEvent, useId, useState } from 'react';
import type { IdActa } from '../../../src/dominio/clave.ts';
import type { ListaDeActas } from '../../../src/monitoreo/contrato.ts';
import type { TituloDeActa } from '../../../src/proceso/en-pantalla.ts';
import { formatEntero } from '../../comun/formato.ts';
import { useConsulta } from '../consulta.ts';
import { TituloEnLista } from './Titulo.tsx';
import './buscar-acta.css';

export interface ActaElegida {
  readonly acta: IdActa;
  readonly titulo: TituloDeActa;
}

const CUANTAS = 5;
const LETRAS_MINIMAS = 2;

/** Looks for another acta of the same election by section, casilla or clave: arrows choose, Enter takes it. */
export function BuscarActa({
  eleccion,
  excepto,
  elegida,
  alElegir,
}: {
  readonly eleccion: string;
  /** the acta that it cannot be */
  readonly excepto: IdActa;
  readonly elegida: ActaElegida | null;
  readonly alElegir: (acta: ActaElegida | null) => void;
}) {
  const [texto, setTexto] = useState('');
  const [indice, setIndice] = useState(0);
  const id = useId();
  const words = texto.trim();
  const isAsking = words.length >= LETRAS_MINIMAS && elegida === null;

  function take(acta: ActaElegida) {
    alElegir(acta);
    setTexto(`${acta.titulo.seccion} ${acta.titulo.casilla}`);
  }

  return (
    <div className="pila buscar-acta">
      <label className="entrada">
        <span>¿De cuál casilla es?</span>
        <input
          type="text"
          role="combobox"
          aria-expanded={isAsking}
          aria-controls={`${id}-lista`}
          aria-activedescendant={isAsking ? `${id}-${indice}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder="Sección y casilla, o clave: 1204 C2"
          value={texto}
          onChange={(event) => {
            setTexto(event.currentTarget.value);
            setIndice(0);
            alElegir(null);
          }}
          onKeyDown={(event) => moveIn(event, id, setIndice)}
        />
      </label>
      {elegida === null ? null : (
        <p className="acta-elegida">
          <TituloEnLista titulo={elegida.titulo} />
        </p>
      )}
      <div id={`${id}-lista`} role="listbox" aria-label="Actas que coinciden">
        {isAsking ? (
          <Coincidencias
            ruta={`/api/actas?${new URLSearchParams({ eleccion, texto: words, cuantas: String(CUANTAS) })}`}
            excepto={excepto}
            id={id}
            indice={indice}
            alElegir={take}
          />
        ) : null}
      </div>
    </div>
  );
}

function Coincidencias({
  ruta,
  excepto,
  id,
  indice,
  alElegir,
}: {
  readonly ruta: string;
  readonly excepto: IdActa;
  readonly id: string;
  readonly indice: number;
  readonly alElegir: (acta: ActaElegida) => void;
}) {
  const { datos, error } = useConsulta<ListaDeActas>(ruta);
  if (datos === undefined) {
    return <p className="gris">{error === undefined ? 'Buscando…' : error.mensaje}</p>;
  }
  const actas = datos.actas.filter(({ acta }) => acta !== excepto);
  if (actas.length === 0) return <p className="gris">Ninguna otra acta de esta elección coincide.</p>;
  const shown = Math.min(indice, actas.length - 1);
  return (
    <>
      {actas.map(({ acta, titulo }, i) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the box
        // biome-ignore lint/a11y/useFocusableInteractive: the focus is in the box
        <div
          key={acta}
          id={`${id}-${i}`}
          role="option"
          aria-selected={i === shown}
          className="coincidencia"
          onClick={() => alElegir({ acta, titulo })}
        >
          <TituloEnLista titulo={titulo} />
        </div>
      ))}
      {datos.total > datos.actas.length ? (
        <p className="gris">Hay {formatEntero(datos.total)} que coinciden: escriba algo más.</p>
      ) : null}
    </>
  );
}

function moveIn(
  event: KeyboardEvent,
  id: string,
  setIndice: (next: (indice: number) => number) => void,
): void {
  const options = document.querySelectorAll<HTMLElement>(`[id="${id}-lista"] [role=option]`);
  if (options.length === 0) {
    if (event.key === 'Enter') event.preventDefault();
    return;
  }
  if (event.key === 'ArrowDown') setIndice((i) => Math.min(i + 1, options.length - 1));
  else if (event.key === 'ArrowUp') setIndice((i) => Math.max(i - 1, 0));
  else if (event.key === 'Enter') [...options].find((one) => one.ariaSelected === 'true')?.click();
  else return;
  event.preventDefault();
}
