import { type ReactNode, useState } from 'react';
import { Aviso } from '../../comun/Aviso.tsx';
import { Dialogo, PieDeDialogo } from '../../comun/Dialogo.tsx';
import type { Pedido } from './pedido.ts';
import { Razon } from './Razon.tsx';

/**
 * Asks why before something is done. Stays open with what was typed until the server says yes.
 *
 * @param children what is going to be done, in sentences.
 */
export function DialogoDeRazon({
  titulo,
  accion,
  children,
  pedido,
  alEnviar,
  alCerrar,
}: {
  readonly titulo: string;
  /** text of the button that does it */
  readonly accion: string;
  readonly children: ReactNode;
  readonly pedido: Pedido;
  readonly alEnviar: (razon: string) => void;
  readonly alCerrar: () => void;
}) {
  const [razon, setRazon] = useState('');
  return (
    <Dialogo titulo={titulo} alCerrar={alCerrar}>
      <form
        className="pila"
        onSubmit={(event) => {
          event.preventDefault();
          alEnviar(razon.trim());
        }}
      >
        {children}
        <Razon valor={razon} alCambiar={setRazon} />
        <PieDeEnvio accion={accion} pedido={pedido} alCerrar={alCerrar} listo={razon.trim() !== ''} />
      </form>
    </Dialogo>
  );
}

/** What the server refused, and the buttons of a form in a dialog. */
export function PieDeEnvio({
  accion,
  pedido: { enCurso, rechazo },
  alCerrar,
  listo,
  foco = 'en_otra_parte',
}: {
  readonly accion: string;
  readonly pedido: Pedido;
  readonly alCerrar: () => void;
  readonly listo: boolean;
  /** where the focus is when the dialog opens */
  readonly foco?: 'en_otra_parte' | 'en_el_boton';
}) {
  return (
    <>
      {rechazo === null ? null : (
        <Aviso clase="falla" titulo="No se hizo">
          <p>{rechazo.mensaje}</p>
        </Aviso>
      )}
      <PieDeDialogo>
        <button type="button" className="boton" onClick={alCerrar}>
          Cancelar <kbd>Esc</kbd>
        </button>
        <button
          type="submit"
          className="boton boton-principal"
          disabled={!listo}
          aria-disabled={enCurso}
          // biome-ignore lint/a11y/noAutofocus: only where the dialog has nothing else to fill
          autoFocus={foco === 'en_el_boton'}
        >
          {enCurso ? 'Enviando…' : accion}
        </button>
      </PieDeDialogo>
    </>
  );
}
