import { memo, type RefCallback } from 'react';
import type { CampoEnPantalla } from '../../../src/proceso/en-pantalla.ts';
import { digitosDe, esPalabra, limpiarTexto } from './texto.ts';

/** One field: its printed number, its name and its box. */
export const Renglon = memo(function Renglon({
  campo,
  texto,
  valorMaximo,
  enfoque,
  pendiente,
  caja,
  alEnfocar,
  alCambiar,
}: {
  readonly campo: CampoEnPantalla;
  readonly texto: string;
  readonly valorMaximo: number;
  readonly enfoque: 'aqui' | 'no';
  /** it was pointed out when trying to send */
  readonly pendiente: 'si' | 'no';
  readonly caja: RefCallback<HTMLInputElement>;
  readonly alEnfocar: (clave: string) => void;
  readonly alCambiar: (clave: string, texto: string) => void;
}) {
  const { clave, numero, etiqueta, nombre } = campo;
  return (
    <label className="renglon" data-enfoque={enfoque} data-pendiente={pendiente}>
      <span className="renglon-numero">{numero}</span>
      <span className="renglon-nombre">
        {etiqueta}{' '}
        {nombre.toLowerCase() === etiqueta.toLowerCase() || nombre === '' ? null : <small>{nombre}</small>}
      </span>
      <input
        ref={caja}
        className={esPalabra(texto) ? 'palabra' : ''}
        data-clave={clave}
        value={texto}
        inputMode="numeric"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={pendiente === 'si'}
        // A word is longer than the digits: typing over it must not be refused by the browser.
        maxLength={esPalabra(texto) ? undefined : digitosDe(valorMaximo)}
        onFocus={(event) => {
          event.currentTarget.select();
          alEnfocar(clave);
        }}
        onChange={(event) => alCambiar(clave, limpiarTexto(event.target.value, valorMaximo))}
      />
    </label>
  );
});
